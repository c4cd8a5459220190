//! What a customer sees first, and what they can address: their own and nothing else.

use billing::ids::{ClaimId, ObligationId, PushId};
use billing::money::Currency;
use operations::error::OperationError;
use operations::overview::{self, CustomerOverview};
use operations::payments::account::{self, Wanted};
use operations::{obligations, push, receipt_claim};
use store::customers::Customer;
use store::meter::Meter;

use crate::world::{C2b, World, day};

const TODAY: &str = "2026-11-20";

impl World {
    async fn overview(&self, customer: &Customer) -> CustomerOverview {
        overview::of_customer(&self.store, &customer.id, Currency::Kes, day(TODAY))
            .await
            .unwrap()
    }
}

fn next(overview: &CustomerOverview) -> Vec<String> {
    let line = |debt: &operations::debts::Debt| {
        let left = debt.dose.outstanding().amount_text();
        format!("{} {} {left}", debt.description, debt.dose.due_on)
    };
    overview.next.iter().map(line).collect()
}

fn recent(overview: &CustomerOverview) -> Vec<String> {
    let line = |one: &overview::RecentPayment| {
        let parts = one.put_to.iter().map(|part| {
            let amount = part.amount.amount_text();
            format!("{} {}/{} {amount}", part.description, part.number, part.of)
        });
        let parts: Vec<String> = parts.collect();
        let (receipt, left) = (
            one.payment.shown.id().receipt(),
            one.remainder.amount_text(),
        );
        format!("{receipt}: {}; {left} left", parts.join(", "))
    };
    overview.recent.iter().map(line).collect()
}

#[tokio::test]
async fn the_answer_comes_first_with_what_is_next_and_what_was_last() {
    let mut world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let empty = world.overview(&grace).await;
    assert!(empty.next.is_empty() && empty.recent.is_empty() && empty.next_due.is_none());
    assert!(empty.figures.balance.is_zero());
    let dates = [
        ("2026-11-18", "100"),
        ("2026-12-07", "100"),
        ("2027-01-04", "100"),
    ];
    world.owes(&grace, "Fees", &dates).await;
    world.passes(chrono::Duration::seconds(1));
    world
        .owes(&grace, "Bus", &[("2026-12-07", "40"), ("2027-01-04", "40")])
        .await;
    for (receipt, amount) in [
        ("RKL51ZDR40", "20"),
        ("RKL51ZDR41", "30"),
        ("RKL51ZDR42", "60"),
        ("RKL51ZDR43", "10"),
    ] {
        world
            .pays(&C2b::new(receipt, amount, &grace.account_number))
            .await;
    }
    let shown = world.overview(&grace).await;
    assert_eq!(
        next(&shown),
        [
            "Fees 2026-12-07 80.00",
            "Bus 2026-12-07 40.00",
            "Fees 2027-01-04 100.00"
        ]
    );
    let due = shown.next_due.unwrap();
    assert_eq!(
        (due.on, due.amount.amount_text(), due.instalments),
        (day("2026-12-07"), "120.00".to_owned(), 2)
    );
    assert_eq!(shown.open_instalments, 4);
    assert_eq!(
        recent(&shown),
        [
            "RKL51ZDR43: Fees 2/3 10.00; 0.00 left",
            "RKL51ZDR42: Fees 1/3 50.00, Fees 2/3 10.00; 0.00 left",
            "RKL51ZDR41: Fees 1/3 30.00; 0.00 left",
        ]
    );
    assert_eq!(shown.figures, world.balance(&grace).await);
    world.holds().await;
}

#[tokio::test]
async fn what_is_overdue_comes_first_and_is_not_what_is_due_next() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    world
        .owes(
            &grace,
            "Fees",
            &[("2026-11-18", "100"), ("2026-11-20", "70")],
        )
        .await;
    let shown = world.overview(&grace).await;
    assert_eq!(
        next(&shown),
        ["Fees 2026-11-18 100.00", "Fees 2026-11-20 70.00"]
    );
    assert_eq!(shown.next_due.unwrap().amount.amount_text(), "70.00");
    assert_eq!(shown.figures.overdue.amount_text(), "100.00");
}

#[tokio::test]
async fn the_last_payments_are_found_behind_many_other_entries() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    world
        .pays(&C2b::new("RKL51ZDR40", "20", &grace.account_number))
        .await;
    let taken = world
        .pays(&C2b::new("RKL51ZDR41", "20", &grace.account_number))
        .await;
    world.associates(&taken, &peter).await;
    for number in 0..30 {
        world
            .owes(&grace, &format!("Fee {number}"), &[("2026-12-07", "10")])
            .await;
    }
    let shown = world.overview(&grace).await;
    assert_eq!(
        recent(&shown),
        ["RKL51ZDR40: ; 20.00 left"],
        "and not what went to Peter"
    );
}

#[tokio::test]
async fn an_overview_costs_little_and_no_more_for_a_long_account() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    world
        .owes(
            &grace,
            "Fees",
            &[("2026-12-07", "900"), ("2027-01-04", "100")],
        )
        .await;
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let mut costs = Vec::new();
    for receipts in [10..20, 20..60] {
        for number in receipts {
            let c2b = C2b::new(&format!("RKL51ZDR{number}"), "5", &grace.account_number);
            world.pays(&c2b).await;
        }
        let today = day(TODAY);
        let shown = overview::of_customer(&metered, &grace.id, Currency::Kes, today).await;
        assert_eq!(shown.unwrap().recent.len(), 3);
        costs.push(meter.take_total());
    }
    for units in &costs {
        assert!(
            units.read <= 14.0 && units.calls == 5 && units.write == 0.0,
            "{costs:?}"
        );
    }
}

#[tokio::test]
async fn a_payment_is_addressed_by_a_number_of_its_owners_account() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    world.owes(&grace, "Fees", &[("2026-12-07", "100")]).await;
    let first = world
        .pays(&C2b::new("RKL51ZDR40", "20", &grace.account_number))
        .await;
    let second = world
        .pays(&C2b::new("RKL51ZDR41", "30", &grace.account_number))
        .await;
    let page = account::page_of_customer(&world.store, &grace.id, Wanted::Standing, None, 1)
        .await
        .unwrap();
    assert_eq!((page.items[0].number, page.next), (3, Some(3)));
    assert_eq!(page.items[0].shown.id(), &second);
    let page = account::page_of_customer(&world.store, &grace.id, Wanted::Standing, Some(3), 1)
        .await
        .unwrap();
    assert_eq!((page.items[0].number, page.next), (2, None));
    let found = account::of_account(&world.store, &grace.id, 2)
        .await
        .unwrap();
    assert_eq!(found.shown.id(), &first);
    for (customer, number) in [
        (&peter, 2),
        (&grace, 1),
        (&grace, 0),
        (&grace, 4),
        (&grace, u64::MAX),
    ] {
        let nothing = account::of_account(&world.store, &customer.id, number).await;
        assert!(
            matches!(nothing, Err(OperationError::PaymentNotFound)),
            "{number}"
        );
    }
    // Once it is somebody else's, the number leads nowhere.
    world.associates(&first, &peter).await;
    let gone = account::of_account(&world.store, &grace.id, 2).await;
    assert!(matches!(gone, Err(OperationError::PaymentNotFound)));
    let found = account::of_account(&world.store, &peter.id, 1)
        .await
        .unwrap();
    assert_eq!(found.shown.id(), &first);
}

#[tokio::test]
async fn another_customers_ids_lead_to_nothing() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    let fees = world.owes(&grace, "Fees", &[("2026-12-07", "100")]).await;
    let store = &world.store;
    let own = obligations::of(store, &grace.id, &fees).await.unwrap();
    assert_eq!(own.head.id, fees);
    let theirs = obligations::of(store, &peter.id, &fees).await;
    assert!(matches!(theirs, Err(OperationError::ObligationNotFound)));
    // Nor does an id of one's own that is made from another's.
    let forged = ObligationId::new(&peter.id, fees.suffix()).unwrap();
    let theirs = obligations::of(store, &peter.id, &forged).await;
    assert!(matches!(theirs, Err(OperationError::ObligationNotFound)));

    let (push_id, claim_id) = crate::today::push_and_claim(&world, &grace).await;
    assert_eq!(
        push::of(store, &grace.id, &push_id).await.unwrap().id,
        push_id
    );
    let theirs = push::of(store, &peter.id, &push_id).await;
    assert!(matches!(theirs, Err(OperationError::PushNotFound)));
    let forged = PushId::new(&peter.id, push_id.suffix()).unwrap();
    let theirs = push::of(store, &peter.id, &forged).await;
    assert!(matches!(theirs, Err(OperationError::PushNotFound)));
    let own = receipt_claim::of(store, &grace.id, &claim_id)
        .await
        .unwrap();
    assert_eq!(own.id, claim_id);
    let theirs = receipt_claim::of(store, &peter.id, &claim_id).await;
    assert!(matches!(theirs, Err(OperationError::ClaimNotFound)));
    let forged = ClaimId::new(&peter.id, claim_id.suffix()).unwrap();
    let theirs = receipt_claim::of(store, &peter.id, &forged).await;
    assert!(matches!(theirs, Err(OperationError::ClaimNotFound)));
}
