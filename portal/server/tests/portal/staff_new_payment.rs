//! Staff enter money that they received.

use billing::ids::PaymentId;
use billing::role::Role;

use crate::browser::between;
use crate::desk::{Desk, hidden, read};

const NEW: &str = "/staff/payments/new";
const ONCE: &str = "0192b5d0-5e4e-7000-8000-000000000042";

fn entered<'a>(account: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("customer", account),
        ("amount", "KES 1,000"),
        ("method", "cash"),
        ("settle", "oldest_first"),
        ("once", ONCE),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend_from_slice(more);
    fields
}

fn recorded(led: &str) -> PaymentId {
    let id = between(led, "/staff/payments/", "?");
    PaymentId::parse(id).unwrap()
}

#[tokio::test]
async fn what_recording_would_do_is_confirmed_and_then_done_once() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let account = desk.own.customer.account_number.clone();
    let form = desk.page(&format!("{NEW}?customer={account}")).await;
    assert!(form.contains(&format!("value=\"{account}\"")));
    assert!(
        form.contains("Home internet · KES 700.00 to pay"),
        "what can be chosen is there"
    );
    let shown = desk
        .shown(
            NEW,
            &entered(&account, &[("step", "check"), ("till", "Front desk")]),
        )
        .await;
    let text = read(&shown);
    for said in [
        "Record KES 1,000.00 from",
        "goes from KES −700.00 to KES 300.00.",
        "KES 700.00 pays Home internet, 1 of 1, due 30 Nov 2026, to the end.",
        "KES 300.00 is put to nothing and stays as credit.",
        "Jane Wanjiru gets the receipt by SMS.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(
        hidden(&shown, "once"),
        ONCE,
        "the form is still the same one"
    );
    assert_eq!(hidden(&shown, "till"), "Front desk");
    assert_eq!(desk.balance().await, "-700.00", "checking changes nothing");
    let record = entered(&account, &[("step", "record"), ("till", "Front desk")]);
    let led = desk.sent(NEW, &record).await;
    assert_eq!(
        desk.sent(NEW, &record).await,
        led,
        "sent twice, recorded once"
    );
    assert_eq!(desk.balance().await, "300.00");
    let text = read(&desk.page(&led).await);
    for said in [
        "The payment is recorded.",
        "Cash",
        "Till Front desk",
        "Void this payment",
    ] {
        let hidden_from_cashiers = said.starts_with("Void");
        assert_eq!(
            text.contains(said),
            !hidden_from_cashiers,
            "{said} in {text}"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_everything_typed_stays() {
    let desk = Desk::of(Role::Cashier).await;
    let account = desk.own.customer.account_number.clone();
    let cases: [(&[(&str, &str)], &str); 10] = [
        (&[("customer", "")], "customer"),
        (&[("customer", "99999999")], "customer"),
        (&[("amount", "")], "amount"),
        (&[("amount", "a lot")], "amount"),
        (&[("amount", "0")], "amount"),
        (&[("received_on", "2027-01-01")], "received_on"),
        (&[("received_on", "tomorrow")], "received_on"),
        (&[("settle", "chosen")], "settle"),
        (&[("settle", "due_between"), ("from", "2026-12-07")], "to"),
        (
            &[
                ("settle", "due_between"),
                ("from", "2026-12-07"),
                ("to", "2026-12-01"),
            ],
            "to",
        ),
    ];
    for (wrong, field) in cases {
        for step in ["check", "record"] {
            let mut more = wrong.to_vec();
            more.extend([("step", step), ("remark", "Paid at the gate")]);
            let page = desk.refused(NEW, &entered(&account, &more)).await;
            assert!(
                page.contains(&format!("id=\"{field}-error\"")),
                "{wrong:?}: {page}"
            );
            assert!(page.contains(&format!("href=\"#{field}\"")), "{wrong:?}");
            assert!(page.contains("value=\"Paid at the gate\""), "{wrong:?}");
            assert_eq!(hidden(&page, "once"), ONCE, "{wrong:?}");
        }
    }
    assert_eq!(desk.balance().await, "0.00");
}

#[tokio::test]
async fn a_receipt_that_is_recorded_leads_to_the_payment_that_stands() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    let standing = crate::bench::payment("RKL51ZDR4F");
    let account = desk.own.customer.account_number.clone();
    for step in ["check", "record"] {
        let more = [
            ("step", step),
            ("reference", "RKL51ZDR4F"),
            ("method", "mobile"),
        ];
        let page = desk.refused(NEW, &entered(&account, &more)).await;
        assert!(
            page.contains(&format!("href=\"/staff/payments/{standing}\"")),
            "{page}"
        );
        assert!(page.contains("id=\"reference-error\""));
    }
    assert_eq!(desk.balance().await, "1000.00");
}

#[tokio::test]
async fn a_payment_settles_what_was_chosen() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let router = desk.own.owes("Router", &[("2026-12-15", "500")]).await;
    let account = desk.own.customer.account_number.clone();
    let list = desk
        .shown(NEW, &entered(&account, &[("step", "owed")]))
        .await;
    assert!(list.contains(&format!("value=\"{router}\"")));
    let router = router.to_string();
    let ways: [(&[(&str, &str)], &[i64]); 3] = [
        (&[("settle", "chosen"), ("obligations", &router)], &[10_000]),
        (
            &[
                ("settle", "due_between"),
                ("from", "2026-12-01"),
                ("to", "2026-12-31"),
            ],
            &[10_000],
        ),
        (&[("settle", "nothing")], &[]),
    ];
    for (index, (way, expected)) in ways.into_iter().enumerate() {
        let once = format!("0192b5d0-5e4e-7000-8000-00000000010{index}");
        let mut more = way.to_vec();
        more.extend([("step", "record"), ("amount", "100"), ("once", &once)]);
        let led = desk.sent(NEW, &entered(&account, &more)).await;
        let state = desk.own.world.bench.state(&recorded(&led)).await;
        let cents: Vec<i64> = state.allocations.iter().map(|one| one.cents).collect();
        assert_eq!(cents, expected, "{way:?}");
    }
    let text = read(&desk.page("/staff/payments").await);
    assert!(text.contains("Not allocated"), "{text}");
}

#[tokio::test]
async fn somebody_elses_obligation_cannot_be_chosen() {
    let desk = Desk::of(Role::Cashier).await;
    let other = desk.own.world.bench.customer("Peter Otieno").await;
    let theirs = desk
        .own
        .world
        .bench
        .owes(&other, "300", "2026-12-01")
        .await
        .to_string();
    let account = desk.own.customer.account_number.clone();
    let more = [
        ("step", "record"),
        ("settle", "chosen"),
        ("obligations", theirs.as_str()),
    ];
    desk.refused(NEW, &entered(&account, &more)).await;
    assert_eq!(desk.balance().await, "0.00");
}

#[tokio::test]
async fn what_staff_wrote_can_be_edited_and_a_provider_cannot_be() {
    let desk = Desk::of(Role::Accountant).await;
    let account = desk.own.customer.account_number.clone();
    let more = [
        ("step", "record"),
        ("reference", "June"),
        ("till", "Front desk"),
    ];
    let led = desk.sent(NEW, &entered(&account, &more)).await;
    let id = recorded(&led);
    let address = format!("/staff/payments/{id}/annotate");
    let form = desk.page(&address).await;
    assert!(form.contains("value=\"June\"") && form.contains("value=\"Front desk\""));
    assert!(read(&form).contains("Where it is left out, the day stays as it is."));
    let wrong = [
        ("received_on", "soon"),
        ("reference", "June"),
        ("till", "Front desk"),
    ];
    assert!(
        desk.refused(&address, &wrong)
            .await
            .contains("id=\"received_on-error\"")
    );
    let changed = [
        ("method", "cheque"),
        ("reference", "June"),
        ("till", ""),
        ("remark", "Cheque 17"),
        ("received_on", "2026-12-05"),
    ];
    let led = desk.sent(&address, &changed).await;
    let notes = desk.own.world.bench.state(&id).await.annotations.unwrap();
    assert_eq!(
        notes.reference, None,
        "what was not edited is not recorded as edited"
    );
    let text = read(&desk.page(&led).await);
    for said in [
        "Cheque",
        "5 Dec 2026",
        "Cheque 17",
        "What was written was edited",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("Till Front desk"), "{text}");
    assert!(text.contains("Void this payment"), "{text}");
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    let provider = crate::bench::payment("RKL51ZDR4F");
    let answer = desk
        .open(&format!("/staff/payments/{provider}/annotate"))
        .await;
    assert_eq!(answer.status, 409);
}

#[tokio::test]
async fn who_may_only_read_enters_nothing() {
    let desk = Desk::of(Role::Auditor).await;
    let account = desk.own.customer.account_number.clone();
    assert_eq!(desk.open(NEW).await.status, 403);
    let answer = desk
        .post(NEW, &entered(&account, &[("step", "record")]))
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(desk.balance().await, "0.00");
}
