//! What a customer can choose to pay, what falls due in a month, and what their obligations were paid with: nobody
//! else's, and only what is still there.

use billing::ids::ObligationId;
use billing::money::Currency;
use chrono::NaiveDate;
use operations::payable::{self, Due, Payable};
use operations::{own_calendar, settlements};
use store::customers::Customer;

use crate::world::{C2b, World, day, kes};

const TODAY: &str = "2026-11-20";

impl World {
    async fn payable(&self, customer: &Customer) -> Payable {
        let found = payable::of_customer(&self.store, &customer.id, Currency::Kes, day(TODAY));
        found.await.unwrap()
    }

    /// The days of a month as `day amount outstanding count`.
    async fn month(&self, customer: &Customer, first: &str) -> Vec<String> {
        let (store, today) = (&self.store, day(TODAY));
        let days = own_calendar::month(store, &customer.id, day(first), Currency::Kes, today).await;
        let days = days.unwrap().into_iter().map(|day| {
            let (amount, left) = (day.amount.amount_text(), day.outstanding.amount_text());
            format!("{} {amount} {left} {}", day.on, day.debts.len())
        });
        days.collect()
    }

    /// What an obligation was paid with, as `receipt instalment amount`.
    async fn settled_with(&self, obligation: &ObligationId) -> Vec<String> {
        let found = settlements::of_obligation(&self.store, obligation).await;
        let lines = found.unwrap().items.into_iter().map(|one| {
            let amount = one.amount.amount_text();
            format!("{} {} {amount}", one.payment.receipt, one.instalment)
        });
        lines.collect()
    }
}

fn due(amount: &str, overdue: &str, next_on: Option<&str>) -> Option<Due> {
    let next_on: Option<NaiveDate> = next_on.map(day);
    let (amount, overdue) = (kes(amount), kes(overdue));
    Some(Due {
        amount,
        overdue,
        next_on,
    })
}

#[tokio::test]
async fn what_is_due_is_whatever_is_overdue_and_the_first_day_to_come() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "0712345149").await;
    let peter = world.customer("Peter Otieno", "0722000126").await;
    assert_eq!(world.payable(&jane).await, Payable::default());
    world
        .owes(&peter, "Another's", &[("2026-11-23", "999")])
        .await;
    world
        .owes(
            &jane,
            "Later",
            &[("2026-11-24", "400"), ("2026-12-24", "400")],
        )
        .await;
    let first = world
        .owes(
            &jane,
            "First",
            &[
                ("2026-11-19", "100"),
                ("2026-11-23", "30"),
                ("2026-12-23", "7"),
            ],
        )
        .await;
    let found = world.payable(&jane).await;
    assert_eq!(found.due, due("130", "100", Some("2026-11-23")));
    let listed: Vec<_> = found
        .obligations
        .iter()
        .map(|one| one.description.as_str())
        .collect();
    assert_eq!(listed, ["First", "Later"]);
    assert_eq!(found.obligations[0].id, first);
    assert_eq!(
        Some(found.obligations[0].due),
        due("130", "100", Some("2026-11-23"))
    );
    assert_eq!(found.obligations[0].outstanding, kes("137"));
    assert_eq!(
        Some(found.obligations[1].due),
        due("400", "0", Some("2026-11-24"))
    );

    let account = &jane.account_number;
    world.pays(&C2b::new("RKL51ZDR4F", "117.00", account)).await;
    let found = world.payable(&jane).await;
    assert_eq!(found.due, due("13", "0", Some("2026-11-23")));
    world.pays(&C2b::new("RKL51ZDR4G", "820.00", account)).await;
    assert_eq!(world.payable(&jane).await, Payable::default());
    world.holds().await;
}

#[tokio::test]
async fn what_falls_due_today_is_not_overdue_and_what_is_only_overdue_has_no_next_day() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    world.owes(&jane, "Old", &[("2026-11-19", "100")]).await;
    assert_eq!(world.payable(&jane).await.due, due("100", "100", None));
    world.owes(&jane, "Today", &[("2026-11-20", "50")]).await;
    assert_eq!(
        world.payable(&jane).await.due,
        due("150", "100", Some("2026-11-20"))
    );
}

#[tokio::test]
async fn a_month_holds_its_own_days_paid_or_not() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    world
        .owes(&peter, "Another's", &[("2026-11-24", "999")])
        .await;
    let doses = [
        ("2026-10-30", "10"),
        ("2026-11-24", "20"),
        ("2026-11-30", "30"),
        ("2026-12-01", "40"),
    ];
    world.owes(&jane, "One", &doses).await;
    world.owes(&jane, "Two", &[("2026-11-24", "5")]).await;
    world
        .pays(&C2b::new("RKL51ZDR4F", "12.00", &jane.account_number))
        .await;
    let november = world.month(&jane, "2026-11-01").await;
    assert_eq!(
        november,
        ["2026-11-24 25.00 23.00 2", "2026-11-30 30.00 30.00 1"]
    );
    assert_eq!(
        world.month(&jane, "2026-10-01").await,
        ["2026-10-30 10.00 0.00 1"]
    );
    assert!(world.month(&jane, "2027-11-01").await.is_empty());
}

#[tokio::test]
async fn an_obligation_names_the_payments_that_its_customer_still_has() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let one = world
        .owes(&jane, "One", &[("2026-11-24", "20"), ("2026-12-24", "20")])
        .await;
    let two = world.owes(&jane, "Two", &[("2026-12-30", "50")]).await;
    let account = &jane.account_number;
    world.pays(&C2b::new("RKL51ZDR4F", "30.00", account)).await;
    let last = world.pays(&C2b::new("RKL51ZDR4G", "15.00", account)).await;
    let expected = [
        "RKL51ZDR4F 1 20.00",
        "RKL51ZDR4F 2 10.00",
        "RKL51ZDR4G 2 10.00",
    ];
    let mut found = world.settled_with(&one).await;
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(world.settled_with(&two).await, ["RKL51ZDR4G 1 5.00"]);
    world.disassociates(&last).await;
    assert!(world.settled_with(&two).await.is_empty());
    assert_eq!(world.settled_with(&one).await, expected[..2]);
}
