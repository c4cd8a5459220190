//! Staff change what a customer has to pay, after it was said what follows.

use billing::role::Role;

use crate::desk::{Desk, read};

#[tokio::test]
async fn words_and_code_change_and_the_code_leads_a_payment_here_from_then_on() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk.own.owes_fees("TUM-1", &[("2026-12-15", "800")]).await;
    let address = format!("/staff/obligations/{id}");
    let form = desk.page(&format!("{address}/edit")).await;
    assert!(form.contains("value=\"TUM-1\"") && form.contains("They always pay late"));
    let fields = [
        ("description", "Fees, term 1"),
        ("payment_code", "TUM-2"),
        ("notify", "yes"),
        ("comments", "<b>pays</b> on Fridays"),
    ];
    let led = desk.sent(&format!("{address}/edit"), &fields).await;
    let page = desk.page(&led).await;
    let text = read(&page);
    for said in [
        "The changes were saved.",
        "Fees, term 1",
        "Payment code TUM-2",
        "Customer is told Yes",
        "Words changed Description: Fees for Grade 4 → Fees, term 1",
        "Payment code: TUM-1 → TUM-2",
        "Customer is told: No → Yes",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("&lt;b&gt;pays&lt;/b&gt;") && !page.contains("<b>pays"));
    let store = &desk.own.world.context.store;
    assert!(store.obligations_by_code("TUM1").await.unwrap().is_empty());
    let found = store.obligations_by_code("TUM2").await.unwrap();
    assert_eq!(found.len(), 1);
    let refused = desk
        .refused(&format!("{address}/edit"), &[("description", "")])
        .await;
    assert!(refused.contains("id=\"description-error\""));
}

#[tokio::test]
async fn an_instalment_changes_after_it_was_said_what_follows() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk
        .own
        .owes(
            "Home internet",
            &[("2026-12-15", "700"), ("2027-01-15", "800")],
        )
        .await;
    let address = format!("/staff/obligations/{id}/instalments/2");
    let form = desk.page(&address).await;
    assert!(form.contains("value=\"800.00\"") && form.contains("value=\"2027-01-15\""));
    let fields = [
        ("amount", "900"),
        ("due_on", "2027-01-23"),
        ("reason", "Agreed"),
    ];
    let page = desk.shown(&address, &fields).await;
    let text = read(&page);
    for said in [
        "Instalment 2 is due on Monday 25 January 2027 instead of Friday 15 January 2027.",
        "Saturday 23 January 2027 is not a business day: Saturday.",
        "Instalment 2 goes from KES 800.00 to KES 900.00.",
        "The total goes from KES 1,500.00 to KES 1,600.00.",
        "The balance of Jane Wanjiru goes from KES −1,500.00 to KES −1,600.00.",
        "The customer is not told.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(desk.balance().await, "-1500.00", "nothing was changed yet");
    let confirmed: Vec<_> = fields.into_iter().chain([("step", "confirmed")]).collect();
    let led = desk.sent(&address, &confirmed).await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The instalment was changed."));
    assert!(
        text.contains("Amount of instalment 2: 800.00 → 900.00"),
        "{text}"
    );
    assert!(text.contains("Due date of instalment 2: 15 Jan 2027 → 25 Jan 2027"));
    assert!(text.contains("Agreed"));
    assert_eq!(desk.balance().await, "-1600.00");
}

#[tokio::test]
async fn a_change_that_breaks_a_rule_comes_back_beside_its_field() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk
        .own
        .owes("Home internet", &[("2026-12-15", "700")])
        .await;
    desk.own.pays("RKL51ZDR4F", "300.00").await;
    let address = format!("/staff/obligations/{id}/instalments/1");
    let right = [
        ("amount", "700"),
        ("due_on", "2026-12-15"),
        ("reason", "Agreed"),
    ];
    let cases = [
        ("amount", "200", "amount"),
        ("amount", "x", "amount"),
        ("due_on", "", "due_on"),
        ("due_on", "1950-01-01", "due_on"),
    ];
    for (field, typed, beside) in cases {
        let fields = right.map(|(name, value)| {
            if name == field {
                (name, typed)
            } else {
                (name, value)
            }
        });
        let page = desk.refused(&address, &fields).await;
        assert!(
            page.contains(&format!("id=\"{beside}-error\"")),
            "{field} {typed}: {page}"
        );
    }
    let no_reason = [("amount", "800"), ("due_on", "2026-12-15"), ("reason", "")];
    let page = desk.refused(&address, &no_reason).await;
    assert!(page.contains("id=\"reason-error\""));
    let same = desk.refused(&address, &right).await;
    assert!(same.contains("It is so already."));
    assert_eq!(
        desk.open(&format!("/staff/obligations/{id}/instalments/2"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_is_unpaid_is_cancelled_and_restored_with_reasons() {
    let desk = Desk::of(Role::Accountant).await;
    let id = desk
        .own
        .owes(
            "Home internet",
            &[("2026-12-15", "700"), ("2027-01-15", "800")],
        )
        .await;
    desk.own.pays("RKL51ZDR4F", "300.00").await;
    let address = format!("/staff/obligations/{id}");
    assert_eq!(desk.open(&format!("{address}/restore")).await.status, 409);
    let page = read(&desk.page(&format!("{address}/cancel")).await);
    for said in [
        "KES 1,200.00 need not be paid any more (instalments 1, 2).",
        "What is paid stays paid.",
        "The balance of Jane Wanjiru goes from KES −1,200.00 to KES 0.00.",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let unreasoned = desk
        .refused(&format!("{address}/cancel"), &[("reason", " ")])
        .await;
    assert!(unreasoned.contains("id=\"reason-error\""));
    let led = desk
        .sent(
            &format!("{address}/cancel"),
            &[("reason", "They moved away")],
        )
        .await;
    let page = desk.page(&led).await;
    let text = read(&page);
    assert!(text.contains("What was unpaid is cancelled."));
    assert!(
        text.contains("KES 1,200.00 of this was cancelled") && text.contains("They moved away")
    );
    assert!(
        !page.contains("/instalments/1\""),
        "it is restored before it is changed"
    );
    let page = read(&desk.page(&format!("{address}/restore")).await);
    assert!(
        page.contains("KES 1,200.00 has to be paid again (instalments 1, 2)."),
        "{page}"
    );
    let led = desk
        .sent(
            &format!("{address}/restore"),
            &[("reason", "They came back")],
        )
        .await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("What was cancelled is owed again.") && text.contains("They came back"));
    assert!(text.contains("RKL51ZDR4F"), "what it was paid with is told");
    assert_eq!(desk.balance().await, "-1200.00");
}
