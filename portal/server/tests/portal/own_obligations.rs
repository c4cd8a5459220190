//! What customers see of what they have to pay.

use billing::ids::ObligationId;
use operations::actor::Actor;
use operations::obligation_change;

use crate::browser::between;
use crate::own::Own;

async fn cancel(own: &Own, id: &ObligationId) {
    let (store, now) = (&own.world.context.store, own.world.context.clock.now());
    let reason = "They moved away, and owe the neighbours too";
    let done = obligation_change::cancel_unpaid(store, id, reason, &Actor::system(), now).await;
    done.unwrap();
}

/// How often something stands on a page.
fn count(page: &str, text: &str) -> usize {
    page.matches(text).count()
}

#[tokio::test]
async fn the_log_tells_what_to_whom_how_much_and_how_it_stands() {
    let own = Own::new().await;
    own.owes(
        "Home internet",
        &[("2026-11-30", "1250"), ("2026-12-30", "1250")],
    )
    .await;
    own.passes(1);
    own.owes_fees("TUM-2291", &[("2026-12-15", "8000")]).await;
    own.pays("RKL51ZDR4F", "500.00").await;

    let page = own.page("/obligations").await;
    let list = between(&page, "<ul class=\"rows\">", "</ul>");
    assert_eq!(count(list, "<li>"), 2);
    let (fees, internet) = list.split_at(list.find("Home internet").unwrap());
    for text in [
        "Fees for Grade 4",
        "8,000.00",
        "To Tumaini Academy",
        "Due 15 Dec 2026",
    ] {
        assert!(fees.contains(text), "{text} in {fees}");
    }
    assert!(
        fees.contains("<span class=\"code copy\">TUM-2291</span>"),
        "{fees}"
    );
    assert!(fees.contains("status open"), "{fees}");
    for text in [
        "2,500.00",
        "To Savanna Fibre",
        "Due since 30 Nov 2026",
        "Paid 500.00, outstanding 2,000.00",
        "status late",
    ] {
        assert!(internet.contains(text), "{text} in {internet}");
    }
    assert!(page.contains("All amounts in KES."));
}

#[tokio::test]
async fn each_filter_shows_its_own_and_says_where_there_is_nothing() {
    let own = Own::new().await;
    let empty = [
        ("/obligations", "You have nothing to pay yet."),
        ("/obligations?status=to-pay", "You have nothing to pay."),
        ("/obligations?status=paid", "Nothing is fully paid yet."),
        ("/obligations?status=cancelled", "Nothing was cancelled."),
        (
            "/obligations?status=%3Cscript%3E",
            "You have nothing to pay yet.",
        ),
    ];
    for (address, text) in empty {
        let page = own.page(address).await;
        assert!(page.contains(text), "{address}: {page}");
        assert!(!page.contains("<script"), "{address}");
    }
    own.owes("Paid internet", &[("2026-12-01", "100")]).await;
    own.pays("RKL51ZDR4F", "100.00").await;
    own.owes("Open internet", &[("2026-12-08", "100")]).await;
    let moved_away = own
        .owes("Cancelled internet", &[("2026-12-09", "100")])
        .await;
    cancel(&own, &moved_away).await;
    let cases = [
        ("/obligations", ["Paid", "Open", "Cancelled"].as_slice()),
        ("/obligations?status=to-pay", &["Open"]),
        ("/obligations?status=paid", &["Paid"]),
        ("/obligations?status=cancelled", &["Cancelled"]),
    ];
    for (address, shown) in cases {
        let page = own.page(address).await;
        for name in ["Paid", "Open", "Cancelled"] {
            let listed = page.contains(&format!("{name} internet"));
            assert_eq!(listed, shown.contains(&name), "{name} at {address}");
        }
        assert_eq!(count(&page, "aria-current=\"page\""), 2, "{address}");
    }
}

#[tokio::test]
async fn a_long_log_goes_on_where_the_page_ended() {
    let own = Own::new().await;
    for number in 1..=25 {
        own.passes(1);
        own.owes(&format!("Number {number}."), &[("2026-12-30", "10")])
            .await;
    }
    let first = own.page("/obligations?status=to-pay").await;
    let next = between(&first, "rel=\"next\"", "</a>");
    let before = first.split("rel=\"next\"").next().unwrap();
    let href = [before, next].concat();
    let href = href
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let second = own.page(&href.replace("&amp;", "&")).await;
    for number in 1..=25 {
        let text = format!("Number {number}.");
        let places = (count(&first, &text), count(&second, &text));
        let expected = if number > 5 { (1, 0) } else { (0, 1) };
        assert_eq!(places, expected, "{number}");
    }
    assert!(!second.contains("rel=\"next\""));
}

#[tokio::test]
async fn an_obligation_tells_why_a_date_moved_and_what_it_was_paid_with() {
    let own = Own::new().await;
    let id = own
        .owes(
            "Home internet",
            &[("2026-12-12", "1250"), ("2027-01-12", "1250")],
        )
        .await;
    own.pays("RKL51ZDR4F", "1500.00").await;
    let page = own.page(&format!("/obligations/{id}")).await;
    for text in [
        "Instalment 1 of 2",
        "Due 14 Dec 2026",
        "Planned for Sat 12 Dec, moved because that is Saturday.",
        "Paid 250.00, outstanding 1,000.00",
        "KES 1,500.00 of KES 2,500.00 is paid.",
        "put to instalment 1",
        "put to instalment 2",
        "RKL51ZDR4F",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let progress = between(&page, "<progress", ">");
    assert!(progress.contains("value=\"150000\"") && progress.contains("max=\"250000\""));
    assert!(page.contains(&format!("href=\"/pay?obligation={id}\"")));
    let payment = between(&page, "href=\"/payments/", "\"");
    assert!(payment.parse::<u64>().is_ok(), "{payment}");
    assert!(!page.contains("always pay late"));
    own.pays("RKL51ZDR4G", "1000.00").await;
    let page = own.page(&format!("/obligations/{id}")).await;
    assert!(page.contains("All KES 2,500.00 is paid."));
    assert!(!page.contains("/pay?obligation="), "{page}");
}

#[tokio::test]
async fn a_cancelled_obligation_says_what_need_not_be_paid_and_not_why() {
    let own = Own::new().await;
    let id = own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    own.pays("RKL51ZDR4F", "250.00").await;
    cancel(&own, &id).await;
    let page = own.page(&format!("/obligations/{id}")).await;
    assert!(page.contains("This was cancelled."));
    assert!(page.contains("Since 7 Dec 2026 you need not pay KES 1,000.00 of it any more."));
    assert!(!page.contains("neighbours") && !page.contains("/pay?obligation="));
}

#[tokio::test]
async fn nobody_opens_what_is_somebody_elses() {
    let own = Own::new().await;
    let id = own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let stranger = own.stranger().await;
    for address in [
        format!("/obligations/{id}"),
        format!("/pay?obligation={id}"),
    ] {
        assert_eq!(own.open(&address).await.status, 200, "{address}");
        let answer = own.world.open_as(&stranger, &address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(!answer.text().contains("Home internet"));
        let signed_out = own.world.open(&address).await;
        assert_eq!(signed_out.status, 303, "{address}");
        let door = signed_out.header("location").unwrap();
        assert!(door.starts_with("/sign-in"), "{door}");
    }
    for nothing in ["/obligations/obl_1", "/obligations/x", "/pay?obligation=x"] {
        assert_eq!(own.open(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn what_somebody_typed_stays_text_and_the_page_speaks_kiswahili() {
    let own = Own::new().await;
    let hostile = "<script>alert(1)</script>";
    let id = own.owes(hostile, &[("2026-12-12", "1250")]).await;
    let address = format!("/obligations/{id}?lang=sw");
    for page in [
        own.page("/obligations?lang=sw").await,
        own.page(&address).await,
    ] {
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains("<html lang=\"sw\">"), "{page}");
        assert!(page.contains("Haijalipwa"), "{page}");
    }
    let page = own.page(&address).await;
    assert!(
        page.contains("imesogezwa kwa sababu siku hiyo ni Jumamosi."),
        "{page}"
    );
}
