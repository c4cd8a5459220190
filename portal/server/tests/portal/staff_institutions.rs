//! Money that is collected for institutions: how each stands, and handing it over.

use billing::role::Role;
use uuid::Uuid;

use crate::desk::{Desk, hidden, read};

const LIST: &str = "/staff/settings/institutions";
/// Tumaini Academy.
const SCHOOL: &str = "/staff/institutions/ins_bab131505e0d0581d1673de479335f8d";
const NEW: &str = "/staff/institutions/ins_bab131505e0d0581d1673de479335f8d/transfers/new";

/// A customer owes a school 3,000 and has paid 2,000 of it.
async fn collected(role: Role) -> Desk {
    let desk = Desk::of(role).await;
    desk.own
        .owes_fees("FEES-4", &[("2026-12-15", "3000")])
        .await;
    desk.own.pays("RKL51ZDR4F", "2000.00").await;
    desk
}

/// A transfer of 1,500, confirmed.
fn transfer(once: &str) -> Vec<(&str, &str)> {
    vec![
        ("once", once),
        ("amount", "1,500"),
        ("remitted_on", "2026-12-05"),
        ("reference", "FT26350X1"),
        ("paid_from", "assets:mpesa:600966"),
        ("confirmed", "yes"),
    ]
}

#[tokio::test]
async fn nobody_to_collect_for_is_told_with_how_it_begins() {
    let desk = Desk::of(Role::Cashier).await;
    let text = read(&desk.page(LIST).await);
    assert!(text.contains("You collect for nobody else yet."), "{text}");
    assert_eq!(desk.open(SCHOOL).await.status, 404);
    assert_eq!(
        desk.open(&format!("{SCHOOL}/transfers.csv")).await.status,
        404
    );
}

#[tokio::test]
async fn the_list_and_the_page_tell_what_was_collected_and_what_is_still_to_hand_over() {
    let desk = collected(Role::Auditor).await;
    let page = desk.page(LIST).await;
    assert!(page.contains(&format!("href=\"{SCHOOL}\"")), "{page}");
    let text = read(&page);
    assert!(
        text.contains("Tumaini Academy 3,000.00 2,000.00 0.00 2,000.00"),
        "{text}"
    );
    // An address that somebody kept, or that has the name in it.
    let by_name = desk.page("/staff/institutions/tumaini%20academy").await;
    assert!(read(&by_name).contains("Collected KES 2,000.00"));
    let page = desk.page(SCHOOL).await;
    let text = read(&page);
    for said in [
        "Collected KES 2,000.00",
        "Still to hand over KES 2,000.00",
        "Nothing was handed over in this period.",
        "Fees for Grade 4",
        "Jane Wanjiru",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        !page.contains("transfers/new"),
        "an auditor records nothing"
    );
    let kiswahili = read(&desk.page(&format!("{SCHOOL}?lang=sw")).await);
    assert!(
        kiswahili.contains("Bado kukabidhiwa KES 2,000.00"),
        "{kiswahili}"
    );
}

#[tokio::test]
async fn a_transfer_is_recorded_once_after_it_was_said_what_that_does() {
    let desk = collected(Role::Accountant).await;
    let page = desk.page(NEW).await;
    assert!(
        read(&page).contains("Up to KES 2,000.00 can be handed over."),
        "{page}"
    );
    let once = hidden(&page, "once").to_owned();
    let entered = transfer(&once);
    let confirmation = desk.shown(NEW, &entered[..5]).await;
    let text = read(&confirmation);
    for said in [
        "What Tumaini Academy still gets goes from KES 2,000.00 to KES 500.00.",
        "KES 1,500.00 is booked as taken from M-PESA 600966 on 5 Dec 2026, number FT26350X1.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(
        hidden(&confirmation, "once"),
        once,
        "it is still the same form"
    );
    assert_eq!(hidden(&confirmation, "amount"), "1,500");
    let nothing = read(&desk.page(SCHOOL).await);
    assert!(nothing.contains("Nothing was handed over"), "{nothing}");

    let led = desk.sent(NEW, &entered).await;
    desk.sent(NEW, &entered).await;
    let page = desk.page(&led).await;
    let text = read(&page);
    for said in [
        "The transfer is recorded.",
        "Still to hand over KES 500.00",
        "Handed over in this period: KES 1,500.00",
        "1 5 Dec 2026 FT26350X1 M-PESA 600966 Wanjiku the accountant Counts",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        !page.contains("/transfers/2/"),
        "sent twice, it is one transfer"
    );
}

#[tokio::test]
async fn a_transfer_that_was_entered_by_mistake_is_undone_with_a_reason_and_stays() {
    let desk = collected(Role::Accountant).await;
    desk.sent(NEW, &transfer("5d0c0a37-2f5e-4a36-9d5c-000000000004"))
        .await;
    let undo = format!("{SCHOOL}/transfers/1/undo");
    let text = read(&desk.page(&undo).await);
    for said in [
        "What Tumaini Academy still gets goes from KES 500.00 to KES 2,000.00.",
        "KES 1,500.00 is booked back to M-PESA 600966.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let page = desk.refused(&undo, &[("reason", "")]).await;
    assert!(page.contains("id=\"reason-error\""), "{page}");
    let reason = [("reason", "Typed <twice>")];
    let led = desk.sent(&undo, &reason).await;
    let page = desk.page(&led).await;
    assert!(
        page.contains("Typed &lt;twice") && !page.contains("<twice>"),
        "{page}"
    );
    let text = read(&page);
    assert!(text.contains("The transfer is undone."), "{text}");
    assert!(
        text.contains("Handed over in this period: KES 0.00"),
        "{text}"
    );
    assert_eq!(
        desk.sent(&undo, &reason).await,
        SCHOOL,
        "sent twice, it is undone once"
    );
    assert_eq!(desk.open(&undo).await.status, 303);
    assert_eq!(
        desk.open(&format!("{SCHOOL}/transfers/7/undo"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_cannot_be_handed_over_comes_back_with_what_was_entered() {
    let desk = collected(Role::Accountant).await;
    let once = Uuid::new_v4().to_string();
    let cases = [
        (
            "amount",
            "2,000.01",
            "Only KES 2,000.00 was collected and not yet remitted.",
        ),
        (
            "amount",
            "much",
            "Write the amount in figures, like 12,500.00.",
        ),
        ("amount", "0", "An amount is more than nothing."),
        (
            "remitted_on",
            "2026-12-08",
            "Record a transfer when it was made.",
        ),
        ("remitted_on", "0026-12-05", "Check the year."),
        (
            "remitted_on",
            "soon",
            "Choose a day, or write it like 7/12/2026.",
        ),
        ("reference", "", "Give the number of the transfer."),
        ("paid_from", "income:service", "Name where the money was"),
    ];
    for (field, value, told) in cases {
        let mut fields = transfer(&once);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        for confirmed in [false, true] {
            if !confirmed {
                fields.retain(|(name, _)| *name != "confirmed");
            } else {
                fields.push(("confirmed", "yes"));
            }
            let page = desk.refused(NEW, &fields).await;
            assert!(
                page.contains(&format!("id=\"{field}-error\"")),
                "{field} {value}: {page}"
            );
            assert!(read(&page).contains(told), "{told} in {}", read(&page));
            assert_eq!(hidden(&page, "once"), once);
        }
    }
    let text = read(&desk.page(SCHOOL).await);
    assert!(text.contains("Nothing was handed over"), "{text}");
}

#[tokio::test]
async fn a_period_shows_its_own_transfers_and_a_file_that_runs_nothing() {
    let desk = collected(Role::Accountant).await;
    let mut fields = transfer("5d0c0a37-2f5e-4a36-9d5c-000000000001");
    fields.retain(|(name, _)| *name != "reference");
    fields.push(("reference", "=HYPERLINK(1)"));
    desk.sent(NEW, &fields).await;
    let december = format!("{SCHOOL}?from=2026-12-01&to=2026-12-31");
    let page = desk.page(&december).await;
    assert!(
        read(&page).contains("Transfers from 1 Dec 2026 to 31 Dec 2026"),
        "{page}"
    );
    let november = format!("{SCHOOL}?from=2026-11-01&to=2026-11-30");
    let text = read(&desk.page(&november).await);
    assert!(
        text.contains("Nothing was handed over in this period."),
        "{text}"
    );
    assert!(
        text.contains("Handed over KES 1,500.00"),
        "figures are as of now: {text}"
    );
    let unreadable = desk
        .open(&format!("{SCHOOL}?from=soon&to=2026-12-31"))
        .await;
    assert_eq!(unreadable.status, 422);

    let file = desk
        .open(&format!(
            "{SCHOOL}/transfers.csv?from=2026-12-01&to=2026-12-31"
        ))
        .await;
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = file.text();
    assert!(text.contains("\"'=HYPERLINK(1)\""), "{text}");
    assert!(text.contains("1500.00"), "{text}");
}

#[tokio::test]
async fn money_that_was_handed_over_and_then_taken_back_is_told() {
    let desk = collected(Role::Accountant).await;
    desk.sent(NEW, &transfer("5d0c0a37-2f5e-4a36-9d5c-000000000002"))
        .await;
    let payment = crate::bench::payment("RKL51ZDR4F");
    let unmap = format!("/staff/payments/{payment}/unmap");
    let seen = hidden(&desk.page(&unmap).await, "seen").to_owned();
    desk.sent(&unmap, &[("seen", &seen), ("reason", "Not theirs")])
        .await;
    let text = read(&desk.page(SCHOOL).await);
    assert!(text.contains("Still to hand over KES −1,500.00"), "{text}");
    assert!(
        text.contains("More was handed over than is collected now."),
        "{text}"
    );
    assert!(
        text.contains("Ask the institution for KES 1,500.00"),
        "{text}"
    );
}

#[tokio::test]
async fn only_who_may_hand_money_over_sees_and_sends_the_forms() {
    for role in [Role::Cashier, Role::Auditor] {
        let desk = collected(role).await;
        let page = desk.page(SCHOOL).await;
        assert!(
            !page.contains("transfers/new") && !page.contains("/undo"),
            "{role:?}"
        );
        assert_eq!(desk.open(NEW).await.status, 403, "{role:?}");
        let fields = transfer("5d0c0a37-2f5e-4a36-9d5c-000000000003");
        assert_eq!(desk.post(NEW, &fields).await.status, 403, "{role:?}");
        let undo = format!("{SCHOOL}/transfers/1/undo");
        let reason = [("reason", "Typed twice")];
        assert_eq!(desk.post(&undo, &reason).await.status, 403, "{role:?}");
        assert_eq!(desk.open(&undo).await.status, 403, "{role:?}");
    }
}
