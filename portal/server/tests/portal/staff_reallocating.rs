//! Staff say what a payment is for, confirm what nothing else has confirmed, and edit what they wrote.

use billing::ids::{ObligationId, PaymentId};
use billing::role::Role;

use crate::bench::payment;
use crate::browser::between;
use crate::desk::{Desk, hidden, read};

async fn settled(role: Role) -> (Desk, PaymentId, [ObligationId; 2]) {
    let desk = Desk::of(role).await;
    let first = desk
        .own
        .owes("Home internet", &[("2026-11-30", "700")])
        .await;
    let second = desk
        .own
        .owes("Router", &[("2026-12-15", "500"), ("2027-01-15", "500")])
        .await;
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    (desk, payment("RKL51ZDR4F"), [first, second])
}

fn reallocate(id: &PaymentId) -> String {
    format!("/staff/payments/{id}/reallocate")
}

#[tokio::test]
async fn the_form_shows_what_is_open_with_what_the_payment_is_put_to_now() {
    let (desk, id, [first, second]) = settled(Role::Cashier).await;
    let page = desk.page(&reallocate(&id)).await;
    let text = read(&page);
    assert!(text.contains("This payment KES 1,000.00"), "{text}");
    assert!(
        text.contains("Put to instalments KES 1,000.00 Left as credit KES 0.00"),
        "{text}"
    );
    assert!(
        text.contains("Home internet 1 of 1 30 Nov 2026 700.00"),
        "{text}"
    );
    for (field, value) in [
        (format!("{first}/1"), "value=\"700.00\""),
        (format!("{second}/1"), "value=\"300.00\""),
        (format!("{second}/2"), "value=\"\""),
    ] {
        let input = between(&page, &format!("id=\"{field}\""), ">");
        assert!(input.contains(value), "{field}: {input}");
        assert!(
            page.contains(&format!("for=\"{field}\"")),
            "{field} has a label"
        );
    }
}

#[tokio::test]
async fn amounts_are_checked_then_confirmed_then_put_in_place() {
    let (desk, id, [first, second]) = settled(Role::Cashier).await;
    let address = reallocate(&id);
    let page = desk.page(&address).await;
    let seen = hidden(&page, "seen").to_owned();
    let (one, two) = (format!("{first}/1"), format!("{second}/1"));
    let mut fields = vec![
        ("seen", seen.as_str()),
        (&one, "400"),
        (&two, "500"),
        ("reason", "as she asked"),
    ];
    let mut check = fields.clone();
    check.push(("step", "check"));
    let shown = desk.shown(&address, &check).await;
    let text = read(&shown);
    for said in [
        "Put to instalments KES 900.00 Left as credit KES 100.00",
        "Home internet, 1 of 1, due 30 Nov 2026, is open again by KES 300.00; KES 300.00 is then to be paid.",
        "KES 200.00 pays Router, 1 of 2, due 15 Dec 2026, to the end.",
        "KES 100.00 is put to nothing and stays as credit.",
        "No message goes out.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let before = desk.own.world.bench.state(&id).await;
    assert_eq!(before.allocations.len(), 2);
    assert_eq!(
        before.allocated(),
        [70_000, 30_000],
        "checking changes nothing"
    );
    assert_eq!(hidden(&shown, &one), "400", "the amounts go along");
    fields.push(("step", "confirm"));
    let led = desk.sent(&address, &fields).await;
    assert_eq!(desk.sent(&address, &fields).await, led, "sent twice");
    let after = desk.own.world.bench.state(&id).await;
    assert_eq!(after.allocated(), [40_000, 50_000]);
    let text = read(&desk.page(&led).await);
    assert!(text.contains("Reallocated as she asked"), "{text}");
    assert!(
        text.contains("KES 700.00 taken back from Home internet, 1 of 1"),
        "{text}"
    );
}

trait Cents {
    fn allocated(&self) -> Vec<i64>;
}

impl Cents for store::states::PaymentState {
    fn allocated(&self) -> Vec<i64> {
        self.allocations.iter().map(|one| one.cents).collect()
    }
}

#[tokio::test]
async fn amounts_that_cannot_be_are_told_beside_their_fields() {
    let (desk, id, [first, second]) = settled(Role::Cashier).await;
    let address = reallocate(&id);
    let (one, two) = (format!("{first}/1"), format!("{second}/1"));
    let cases: [(&[(&str, &str)], &str, &str); 4] = [
        (&[(&one, "a lot")], &one, "Enter an amount like"),
        (&[(&one, "-5")], &one, "Enter an amount like"),
        (&[(&one, "700.01")], &one, "At most KES 700.00 fits here."),
        (
            &[(&one, "700"), (&two, "500")],
            &one,
            "The payment has KES 1,000.00; these amounts come to KES 1,200.00.",
        ),
    ];
    for (amounts, field, message) in cases {
        let mut fields = amounts.to_vec();
        fields.push(("step", "check"));
        let page = desk.refused(&address, &fields).await;
        assert!(
            page.contains(&format!("id=\"{field}-error\"")),
            "{message}: {page}"
        );
        assert!(page.contains(message), "{message}");
        assert!(page.contains("<title>Error: "), "{message}");
    }
    let same = [(one.as_str(), "700"), (&two, "300"), ("step", "check")];
    let page = desk.refused(&address, &same).await;
    assert!(page.contains("This is what the payment is put to already."));
}

#[tokio::test]
async fn a_payment_of_whoever_owes_nothing_says_so() {
    let desk = Desk::of(Role::Cashier).await;
    desk.own.pays("RKL51ZDR4F", "1000.00").await;
    let page = read(&desk.page(&reallocate(&payment("RKL51ZDR4F"))).await);
    assert!(page.contains("This customer owes nothing."), "{page}");
}

#[tokio::test]
async fn what_nothing_has_confirmed_waits_until_an_accountant_finds_it() {
    let desk = Desk::of(Role::Accountant).await;
    let id = doubtful(&desk).await;
    let list = desk.page("/staff/waiting/unverified").await;
    assert!(list.contains("RKL51ZDR4F") && list.contains(&format!("{id}/verify")));
    let cashier = desk.own.world.staff(Role::Cashier).await;
    let seen_by_cashier = desk
        .own
        .world
        .page_as(&cashier, "/staff/waiting/unverified")
        .await;
    assert!(!seen_by_cashier.contains("/verify"));
    let page = desk.page(&format!("/staff/payments/{id}")).await;
    assert!(page.contains("Nothing that can be trusted has confirmed this payment"));
    assert!(!page.contains("/associate\""), "nobody can own it yet");
    let verify = format!("/staff/payments/{id}/verify");
    let page = desk.page(&verify).await;
    let seen = hidden(&page, "seen").to_owned();
    let refused = desk.refused(&verify, &[("seen", &seen)]).await;
    assert!(refused.contains("id=\"reason-error\""));
    desk.own.world.bench.messages(crate::bench::PAYMENTS).await;
    let led = desk
        .sent(
            &verify,
            &[("seen", &seen), ("reason", "On the statement, line 3")],
        )
        .await;
    let sent = desk.own.world.bench.messages(crate::bench::PAYMENTS).await;
    assert_eq!(sent.len(), 1, "the rules are asked again");
    let text = read(&desk.page(&led).await);
    assert!(
        text.contains("Confirmed by a person On the statement, line 3"),
        "{text}"
    );
}

/// A confirmation that came from where none is expected.
async fn doubtful(desk: &Desk) -> PaymentId {
    use operations::intake::{Arrival, Unexpected, take_in};
    let context = &desk.own.world.context;
    let (store, now) = (&context.store, context.clock.now());
    let raw = crate::bench::confirmation("RKL51ZDR4F", "500.00", &desk.own.customer.account_number);
    let mut arrival = Arrival::new(
        "c2b/confirmation",
        crate::bench::SHORT_CODE,
        raw.as_bytes(),
        now,
    );
    arrival.unexpected = Some(Unexpected {
        source: "203.0.113.9",
        believed_cents: 0,
    });
    let taken = take_in(store, &arrival).await.unwrap();
    let payment = taken.dispatch.unwrap();
    operations::associate::by_rules(store, &payment, now)
        .await
        .unwrap();
    payment
}
