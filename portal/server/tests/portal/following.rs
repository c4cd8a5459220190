//! What became of a request to pay: every ending, live and by refreshing, and nobody else's.

use billing::ids::PushId;

use crate::browser::between;
use crate::own::{Own, PHONE};

/// A request for what is due, which is on the phone.
async fn asked(own: &Own) -> (String, PushId) {
    own.owes("Home internet", &[("2026-12-14", "1250")]).await;
    let path = own.sent("/pay", &[("what", "due"), ("from", "0")]).await;
    let id = PushId::parse(path.strip_prefix("/pay/").unwrap()).unwrap();
    (path, id)
}

fn heading(page: &str) -> &str {
    let (_, after) = page.split_once("<h1").unwrap();
    between(after, ">", "</h1>")
}

/// After how many seconds a browser without JavaScript looks again.
fn refresh(page: &str) -> Option<&str> {
    page.contains("http-equiv=\"refresh\"")
        .then(|| between(page, "http-equiv=\"refresh\" content=\"", "\""))
}

#[tokio::test]
async fn while_it_waits_the_page_says_where_to_look_and_counts_down() {
    let own = Own::new().await;
    let (path, id) = asked(&own).await;
    own.passes(18);
    let page = own.page(&path).await;
    assert_eq!(heading(&page), "Check your phone, 07••\u{a0}•••\u{a0}149");
    assert!(page.contains("Enter your M-PESA PIN.") && page.contains("KES 1,250.00"));
    assert!(!page.contains(PHONE) && !page.contains("0712345149"));
    let until = (own.push(&id).await.requested_at.timestamp() + 60) * 1_000;
    let timer = between(&page, "role=\"timer\"", "</span>");
    assert!(
        timer.contains(&format!("data-until=\"{until}\"")) && timer.ends_with(">42"),
        "{timer}"
    );
    assert!(
        page.contains(&format!("data-follow=\"{path}/state\"")),
        "{page}"
    );
    assert!(!page.contains("data-final"));
    assert_eq!(refresh(&page), Some("3"));

    let part = own.part(&format!("{path}/state"), "state").await;
    assert_eq!(part.status, 200);
    assert_eq!(part.header("x-fragment"), Some("state"));
    let part = part.text();
    assert!(part.contains("<h1") && !part.contains("<html"), "{part}");
    // Opened as a page it leads to the page.
    let whole = own.open(&format!("{path}/state")).await;
    assert_eq!(whole.header("location"), Some(path.as_str()));
}

#[tokio::test]
async fn paid_shows_the_receipt_the_way_to_it_and_the_balance() {
    let own = Own::new().await;
    let (path, id) = asked(&own).await;
    own.told(&id, "0", Some("RKL51ZDR4F")).await;
    let page = own.page(&path).await;
    assert_eq!(heading(&page), "Paid, receipt RKL51ZDR4F");
    assert!(
        page.contains("We have received KES 1,250.00.") && page.contains("You now owe nothing.")
    );
    let payment = between(&page, "href=\"/payments/", "\"");
    assert!(payment.parse::<u64>().is_ok(), "{payment}");
    assert!(page.contains("data-final") && !page.contains("data-follow"));
    assert_eq!(refresh(&page), None);
    let part = own.part(&format!("{path}/state"), "state").await.text();
    assert!(
        part.contains("Paid, receipt RKL51ZDR4F") && part.contains("data-final"),
        "{part}"
    );
    assert!(own.page("/obligations").await.contains("status done"));
}

#[tokio::test]
async fn what_was_not_paid_says_why_that_no_money_was_taken_and_how_to_go_on() {
    // M-PESA's code; how the page begins; what it says; whether it offers another try.
    let cases = [
        (
            "1032",
            "You cancelled on the phone.",
            "No money was taken. Try again when you are ready.",
            true,
        ),
        (
            "2001",
            "The PIN was wrong.",
            "No money was taken. Try again with your M-PESA PIN.",
            true,
        ),
        (
            "1",
            "There is not enough money in your M-PESA account.",
            "Top up, then try again.",
            true,
        ),
        ("1019", "The request expired.", "No money was taken.", true),
        (
            "4",
            "This is more than your M-PESA account may pay today.",
            "Try again tomorrow.",
            false,
        ),
        (
            "8006",
            "Your M-PESA PIN is locked.",
            "Call Safaricom",
            false,
        ),
    ];
    for (code, begins, means, retries) in cases {
        let own = Own::new().await;
        let (path, id) = asked(&own).await;
        own.told(&id, code, None).await;
        let page = own.page(&path).await;
        assert_eq!(heading(&page), begins, "{code}");
        assert!(page.contains(means), "{code}: {page}");
        assert_eq!(page.contains(">Try again</a>"), retries, "{code}");
        assert!(page.contains("href=\"/pay?amount=1250#by-hand\""), "{code}");
        assert!(
            page.contains("data-final") && refresh(&page).is_none(),
            "{code}"
        );
    }
}

#[tokio::test]
async fn what_nobody_knows_says_not_to_pay_again_and_what_to_quote() {
    let own = Own::new().await;
    let (path, id) = asked(&own).await;
    own.told(&id, "1037", None).await;
    let page = own.page(&path).await;
    assert_eq!(
        heading(&page),
        "We do not know yet. Please do not pay again."
    );
    assert!(page.contains("M-PESA did not reach your phone."));
    let reference = format!("P-{}", id.suffix()[..6].to_uppercase());
    assert!(page.contains(&reference), "{page}");
    assert!(page.contains("data-follow") && !page.contains("Try again"));
    assert_eq!(refresh(&page), Some("15"));
    assert!(own.page("/pay").await.contains("Please do not pay again."));
}

#[tokio::test]
async fn a_prompt_that_left_the_phone_without_an_answer_is_not_known() {
    let own = Own::new().await;
    let (path, _) = asked(&own).await;
    own.passes(59);
    assert!(own.page(&path).await.contains("Check your phone"));
    own.passes(1);
    let page = own.page(&path).await;
    assert_eq!(
        heading(&page),
        "We do not know yet. Please do not pay again."
    );
    assert_eq!(refresh(&page), Some("15"));
}

#[tokio::test]
async fn a_late_success_turns_a_failure_into_a_payment() {
    let own = Own::new().await;
    let (path, id) = asked(&own).await;
    own.told(&id, "1032", None).await;
    assert_eq!(
        heading(&own.page(&path).await),
        "You cancelled on the phone."
    );
    own.told(&id, "0", Some("RKL51ZDR4F")).await;
    assert_eq!(heading(&own.page(&path).await), "Paid, receipt RKL51ZDR4F");
}

#[tokio::test]
async fn nobody_follows_what_is_somebody_elses() {
    let own = Own::new().await;
    let (path, _) = asked(&own).await;
    let stranger = own.stranger().await;
    for address in [path.clone(), format!("{path}/state")] {
        let answer = own.world.open_as(&stranger, &address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert_eq!(own.world.open(&address).await.status, 303, "{address}");
    }
    for nothing in ["/pay/x", "/pay/stk_1_a/state", "/pay/obl_10000012_a"] {
        assert_eq!(own.open(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn every_state_speaks_kiswahili() {
    let own = Own::new().await;
    let (path, id) = asked(&own).await;
    let address = format!("{path}?lang=sw");
    assert!(heading(&own.page(&address).await).starts_with("Angalia simu yako"));
    own.told(&id, "1032", None).await;
    let page = own.page(&address).await;
    assert_eq!(heading(&page), "Umeghairi kwenye simu.");
    assert!(page.contains("Hakuna pesa iliyokatwa.") && page.contains("Jaribu tena"));
    own.told(&id, "0", Some("RKL51ZDR4F")).await;
    assert_eq!(
        heading(&own.page(&address).await),
        "Imelipwa, risiti RKL51ZDR4F"
    );
}
