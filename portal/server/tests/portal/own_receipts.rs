//! Receipts that a customer quoted: what became of them stays to be read, by nobody else.

use billing::ids::ClaimId;
use operations::actor::Actor;
use operations::receipt_claim::staff;
use operations::reverse;

use crate::browser::between;
use crate::desk::read;
use crate::own::Own;

/// Quotes a receipt; the address of what became of it.
async fn quotes(own: &Own, text: &str) -> String {
    let led = own.sent("/missing-payment", &[("message", text)]).await;
    let (path, done) = led.split_once('?').unwrap();
    assert_eq!(done, "done=quoted");
    path.to_owned()
}

fn id(path: &str) -> ClaimId {
    ClaimId::parse(path.strip_prefix("/missing-payment/").unwrap()).unwrap()
}

#[tokio::test]
async fn what_was_quoted_is_listed_newest_first_with_how_it_stands() {
    let own = Own::without_mpesa().await;
    let empty = own.page("/missing-payment").await;
    assert!(!empty.contains("What you told us about"), "{empty}");

    let looking = quotes(&own, "RKL51ZDR4G Confirmed. Ksh750.00 sent to ZURI NET.").await;
    own.passes(60);
    own.pays("RKL51ZDR4F", "500.00").await;
    let found = quotes(&own, "RKL51ZDR4F").await;
    let page = own.page("/missing-payment").await;
    let list = read(between(&page, "id=\"quoted\"", "</section>"));
    let (first, second) = list.split_once("RKL51ZDR4G").unwrap();
    assert!(
        first.contains("RKL51ZDR4F KES 500.00") && first.contains("Found"),
        "{list}"
    );
    assert!(
        second.contains("KES 750.00") && second.contains("We are looking"),
        "{list}"
    );

    let page = own.page(&found).await;
    assert!(
        page.contains("href=\"/payments/1\""),
        "leads to the payment: {page}"
    );
    let page = own.page(&looking).await;
    let reference = operations::receipt_claim::reference(&id(&looking));
    assert!(page.contains(&reference) && page.contains("Please do not pay again for now."));
    assert!(!page.contains("href=\"/payments/1\""), "{page}");
}

#[tokio::test]
async fn a_receipt_of_somebody_else_looks_like_one_that_nobody_knows() {
    let own = Own::without_mpesa().await;
    own.pays("RKL51ZDR4F", "500.00").await;
    let stranger = own
        .world
        .bench
        .reachable("Peter Otieno", &["0722000126"], &[]);
    let stranger = stranger.await;
    let person = own.world.signs_in(&stranger).await;
    let mut told = Vec::new();
    for code in ["RKL51ZDR4F", "RKL51ZDR4H"] {
        let fields = [("message", code)];
        let answer = own
            .world
            .post_as(&person, "/missing-payment", &fields)
            .await;
        let path = answer.header("location").unwrap().to_owned();
        let page = own.world.page_as(&person, &path).await;
        let claim = id(path.split_once('?').unwrap().0);
        let reference = operations::receipt_claim::reference(&claim);
        let text = read(between(&page, "<main", "</main>"));
        told.push(text.replace(code, "CODE").replace(&reference, "NUMBER"));
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0].contains("We are looking"), "{}", told[0]);
}

#[tokio::test]
async fn nobody_elses_quoted_receipt_is_found() {
    let own = Own::without_mpesa().await;
    let path = quotes(&own, "RKL51ZDR4K").await;
    let stranger = own.stranger().await;
    let theirs = own.world.open_as(&stranger, &path).await;
    assert_eq!(theirs.status, 404);
    let list = own.world.page_as(&stranger, "/missing-payment").await;
    assert!(!list.contains("RKL51ZDR4K"), "{list}");
    for address in [
        "/missing-payment/x",
        "/missing-payment/clm_10000012_0",
        "/missing-payment/..%2f",
    ] {
        assert_eq!(own.open(address).await.status, 404, "{address}");
    }
    assert_eq!(own.world.open(&path).await.status, 303);
}

#[tokio::test]
async fn what_staff_closed_and_what_was_taken_back_is_told_without_their_reasons() {
    let own = Own::without_mpesa().await;
    let closed = quotes(&own, "RKL51ZDR4G").await;
    let (store, now) = (&own.world.context.store, own.world.context.clock.now());
    let actor = Actor::named("amina");
    let reason = "It is Peter Otieno's";
    staff::close(store, &id(&closed), reason, None, &actor, now)
        .await
        .unwrap();
    let page = own.page(&closed).await;
    assert!(
        page.contains("We looked for this payment and found none") && !page.contains("Otieno"),
        "{page}"
    );

    own.pays("RKL51ZDR4F", "500.00").await;
    let found = quotes(&own, "RKL51ZDR4F").await;
    assert!(own.page(&found).await.contains("Found"));
    let payment = billing::ids::PaymentId::of(
        &billing::receipt::Provider::mpesa(),
        &billing::receipt::Receipt::parse("RKL51ZDR4F").unwrap(),
    );
    let reason = "The payer asked for it back";
    reverse::reverse(store, &payment, reason, &actor, now)
        .await
        .unwrap();
    let page = own.page(&found).await;
    assert!(
        page.contains("Not in your account any more") && !page.contains("href=\"/payments/1\""),
        "{page}"
    );

    // The payment itself does not disappear: it says what became of it.
    let list = own.page("/payments").await;
    assert!(
        list.contains("href=\"/payments/2\"") && list.contains("Reversed"),
        "{list}"
    );
    let page = own.page("/payments/2").await;
    assert!(
        page.contains("The money of this payment went back.") && !page.contains(reason),
        "{page}"
    );
    let receipt = own.open("/payments/2/receipt.pdf").await;
    assert_eq!(receipt.status, 200);
    assert_eq!(receipt.header("content-type"), Some("application/pdf"));
    let stranger = own.stranger().await;
    assert_eq!(
        own.world.open_as(&stranger, "/payments/2").await.status,
        404
    );
}
