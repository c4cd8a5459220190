//! The lists of payments: those that somebody owns, those that nobody owns, and the search in both.

use billing::ids::PaymentId;
use billing::role::Role;
use operations::associate;
use operations::intake::{Arrival, take_in};

use crate::bench::{SHORT_CODE, confirmation, payment};
use crate::browser::between;
use crate::desk::{Desk, read};

const LIST: &str = "/staff/payments";
const WAITING: &str = "/staff/payments?show=unassociated";

/// A payment arrives whose reference is nobody's; what the rules made of it is decided.
pub async fn arrives(desk: &Desk, receipt: &str, amount: &str, reference: &str) -> PaymentId {
    told(desk, &confirmation(receipt, amount, reference)).await
}

/// A confirmation arrives as it stands.
pub async fn told(desk: &Desk, raw: &str) -> PaymentId {
    let context = &desk.own.world.context;
    let (store, now) = (&context.store, context.clock.now());
    let arrival = Arrival::new("c2b/confirmation", SHORT_CODE, raw.as_bytes(), now);
    let taken = take_in(store, &arrival).await.unwrap();
    let payment = taken.dispatch.unwrap();
    associate::by_rules(store, &payment, now).await.unwrap();
    payment
}

/// The account number of the desk's customer with two neighbouring digits swapped.
pub fn mistyped(desk: &Desk) -> String {
    let account = &desk.own.customer.account_number;
    let digits: Vec<char> = account.chars().collect();
    let place = (1..digits.len())
        .find(|it| digits[it - 1] != digits[*it])
        .unwrap();
    let mut swapped = digits;
    swapped.swap(place - 1, place);
    swapped.into_iter().collect()
}

#[tokio::test]
async fn owned_payments_are_listed_and_those_without_an_owner_are_counted_beside_them() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own.pays("RKL51ZDR4F", "1250.00").await;
    arrives(&desk, "RKL61ZDS0A", "850.00", "house 4").await;
    let page = desk.page(LIST).await;
    let rows = read(between(&page, "<tbody", "</tbody>"));
    assert!(rows.contains("1 Jane Wanjiru"), "{rows}");
    assert!(
        rows.contains("RKL51ZDR4F 2547 ***** 126 1,250.00 7 Dec 2026, 08:59 Not allocated"),
        "{rows}"
    );
    assert!(!rows.contains("RKL61ZDS0A"), "{rows}");
    assert!(read(&page).contains("Unassociated 1"), "{}", read(&page));
    let link = format!("href=\"{LIST}/{}/reallocate\"", payment("RKL51ZDR4F"));
    assert!(page.contains(&link), "what is not used yet can be used");
}

#[tokio::test]
async fn a_payment_without_an_owner_stands_there_with_its_best_suggestion() {
    let desk = Desk::of(Role::Cashier).await;
    let typed = mistyped(&desk);
    let id = arrives(&desk, "RKL51ZDR4F", "1250.00", &typed).await;
    arrives(&desk, "RKL61ZDS0A", "40.00", "").await;
    let page = desk.page(WAITING).await;
    let rows: Vec<&str> = page.split("<tr data-find").skip(1).collect();
    assert_eq!(rows.len(), 2);
    let (with, without) = match rows[0].contains("RKL51ZDR4F") {
        true => (rows[0], rows[1]),
        false => (rows[1], rows[0]),
    };
    let said = read(with);
    assert!(said.contains(&typed) && said.contains("NICHOLAS"), "{said}");
    assert!(said.contains("Jane Wanjiru"), "{said}");
    assert!(said.contains("Associate RKL51ZDR4F"), "{said}");
    let account = desk.own.customer.id.account();
    let href = format!("href=\"{LIST}/{id}/associate?customer={account}\"");
    assert!(with.contains(&href), "{with}");
    assert!(
        read(without).contains("none Choose a customer"),
        "{}",
        read(without)
    );
}

#[tokio::test]
async fn a_payment_is_found_by_code_account_phone_amount_and_name() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own.pays("RKL51ZDR4F", "1250.00").await;
    arrives(&desk, "RKL61ZDS0A", "850.00", "house 4").await;
    let account = desk.own.customer.account_number.clone();
    for typed in [
        "rkl51zdr4f",
        "RKL51",
        &account,
        "0712 345 149",
        "1,250",
        "KES 1250.00",
        "wanjiru",
    ] {
        let page = desk.shown(LIST, &[("q", typed)]).await;
        let rows = read(between(&page, "<tbody", "</tbody>"));
        assert!(rows.contains("RKL51ZDR4F"), "{typed}: {rows}");
        assert!(!rows.contains("RKL61ZDS0A"), "{typed}: {rows}");
        assert!(page.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    for typed in ["RKL61ZDS0A", "850", "nicholas"] {
        let page = desk.shown(WAITING, &[("q", typed)]).await;
        let rows = read(between(&page, "<tbody", "</tbody>"));
        assert!(rows.contains("RKL61ZDS0A"), "{typed}: {rows}");
    }
}

#[tokio::test]
async fn what_stands_in_the_other_list_is_pointed_at_and_not_put_into_an_address() {
    let desk = Desk::of(Role::Auditor).await;
    arrives(&desk, "RKL61ZDS0A", "850.00", "house 4").await;
    let page = desk.shown(LIST, &[("q", "RKL61ZDS0A")]).await;
    let text = read(&page);
    assert!(text.contains("No payment was found here."), "{text}");
    assert!(text.contains("Show 1 found under Unassociated"), "{text}");
    assert!(!page.contains("?q="));
}

#[tokio::test]
async fn who_types_gets_only_what_was_found() {
    let desk = Desk::of(Role::Auditor).await;
    desk.own.pays("RKL51ZDR4F", "1250.00").await;
    let part = desk.part(LIST, "results", &[("q", "RKL51")]).await;
    assert_eq!(part.header("x-fragment"), Some("results"));
    let text = part.text();
    assert!(text.contains("RKL51ZDR4F"));
    assert!(!text.contains("<html") && !text.contains("<form"), "{text}");
    let first = desk.part(LIST, "results", &[("q", "")]).await.text();
    assert!(
        first.contains("RKL51ZDR4F"),
        "an empty field shows the first page"
    );
}

#[tokio::test]
async fn who_may_only_read_is_offered_nothing_else() {
    let desk = Desk::of(Role::Auditor).await;
    desk.own.pays("RKL51ZDR4F", "1250.00").await;
    arrives(&desk, "RKL61ZDS0A", "850.00", &mistyped(&desk)).await;
    for address in [LIST, WAITING] {
        let page = desk.page(address).await;
        for offer in ["/reallocate", "/associate", "/payments/new"] {
            assert!(!page.contains(offer), "{address}: {offer}");
        }
        assert!(read(&page).contains("Open RKL"), "{address}");
    }
}

#[tokio::test]
async fn what_a_payer_typed_stays_text() {
    let desk = Desk::of(Role::Cashier).await;
    let hostile = "<script>window.hit=1</script>";
    let raw = confirmation("RKL51ZDR4F", "10.00", hostile);
    let raw = raw.replace("NICHOLAS", "<img src=x onerror=hit()>");
    let id = told(&desk, &raw).await;
    for address in [
        WAITING.to_owned(),
        format!("{LIST}/{id}"),
        format!("{LIST}/{id}/associate"),
    ] {
        let page = desk.page(&address).await;
        assert!(page.contains("&lt;script&gt;window.hit=1"), "{address}");
        assert!(
            !page.contains("<script>window") && !page.contains("<img"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn empty_lists_say_what_that_means() {
    let desk = Desk::of(Role::Cashier).await;
    let page = read(&desk.page(LIST).await);
    assert!(page.contains("There are no payments yet."), "{page}");
    let page = read(&desk.page(WAITING).await);
    assert!(page.contains("Every payment has an owner."), "{page}");
    let kiswahili = read(&desk.page("/staff/payments?show=unassociated&lang=sw").await);
    assert!(
        kiswahili.contains("Kila malipo yana mwenyewe."),
        "{kiswahili}"
    );
}

#[tokio::test]
async fn a_list_goes_on_where_the_page_ends_and_counts_on() {
    let desk = Desk::of(Role::Auditor).await;
    for number in 0..53 {
        desk.own
            .pays(&format!("RKL51ZD{number:02}F"), "10.00")
            .await;
    }
    let first = desk.page(LIST).await;
    let href = between(&first, "rel=\"next\"", ">");
    let before = first.split("rel=\"next\"").next().unwrap();
    let href = match href.contains("href") {
        true => between(href, "href=\"", "\""),
        false => before
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap(),
    };
    let second = desk.page(&href.replace("&amp;", "&")).await;
    let rows: Vec<&str> = second.split("<tr data-find").skip(1).collect();
    assert_eq!(rows.len(), 3);
    assert!(
        read(rows[0]).contains("51 Jane Wanjiru"),
        "{}",
        read(rows[0])
    );
    assert_eq!(desk.open(&format!("{LIST}?after=a%20b")).await.status, 404);
}
