//! Money that staff receive.

use billing::ids::PaymentId;
use billing::payment::Method;
use operations::error::OperationError;
use operations::intake::Outcome;
use operations::manual_payment::{self, ManualPayment};
use store::customers::Customer;
use store::states::{Annotations, Settle};
use uuid::Uuid;

use crate::world::{C2b, SHORT_CODE, World, amina, day, kes};

fn manual(
    customer: &Customer,
    method: Method,
    amount: &str,
    reference: Option<&str>,
) -> ManualPayment {
    ManualPayment {
        customer: customer.id.clone(),
        amount: kes(amount),
        method,
        reference: reference.map(str::to_owned),
        received_on: None,
        till: None,
        remark: None,
        settle: Settle::OldestFirst,
        shortcode: SHORT_CODE.into(),
    }
}

async fn record(world: &World, manual: &ManualPayment) -> Result<PaymentId, OperationError> {
    manual_payment::record(&world.store, manual, &amina(), Uuid::new_v4(), world.now).await
}

#[tokio::test]
async fn cash_is_credited_and_settles_what_is_due() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let owed = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    record(&world, &manual(&customer, Method::Cash, "150", None))
        .await
        .expect("recorded");
    record(
        &world,
        &manual(&customer, Method::Cash, "150", Some("June")),
    )
    .await
    .expect("recorded");
    record(
        &world,
        &manual(&customer, Method::Cash, "150", Some("June")),
    )
    .await
    .expect("a remark is no receipt");
    assert_eq!(world.statuses(&owed).await, "paid: paid");
    assert_eq!(
        world.figures(&customer).await,
        "350.00 / 0.00 / 0.00 / 350.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_receipt_that_already_came_is_refused_and_names_the_payment() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR40", "500", &customer.account_number))
        .await;
    for method in [Method::Mobile, Method::Cash, Method::Bank] {
        let refused = record(
            &world,
            &manual(&customer, method, "500", Some(" rkl51zdr40 ")),
        )
        .await;
        match refused {
            Err(OperationError::ReceiptAlreadyRecorded { payment: known }) => {
                assert_eq!(known, payment)
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_confirmation_after_the_manual_entry_is_the_same_payment() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let payment = record(
        &world,
        &manual(&customer, Method::Mobile, "500", Some("RKL51ZDR40")),
    )
    .await
    .expect("recorded");
    let confirmation = C2b::new("RKL51ZDR40", "500.00", &customer.account_number).body();
    let taken = world.processes("c2b/confirmation", &confirmation).await;
    assert_eq!(taken.outcome, Outcome::Corroborated(payment));
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn the_same_request_twice_is_one_payment() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let cash = manual(&customer, Method::Cash, "150", None);
    let seed = Uuid::new_v4();
    let first = manual_payment::record(&world.store, &cash, &amina(), seed, world.now)
        .await
        .expect("recorded");
    let again = manual_payment::record(&world.store, &cash, &amina(), seed, world.now)
        .await
        .expect("found");
    assert_eq!(first, again);
    assert_eq!(
        world.figures(&customer).await,
        "150.00 / 0.00 / 0.00 / 150.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn it_settles_only_what_it_was_received_for() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let a = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let b = world.owes(&customer, "B", &[("2026-11-05", "100")]).await;
    let c = world.owes(&customer, "C", &[("2026-12-05", "100")]).await;
    let settling = |settle| ManualPayment {
        settle,
        ..manual(&customer, Method::Cash, "150", None)
    };
    record(&world, &settling(Settle::Nothing))
        .await
        .expect("recorded");
    assert_eq!(
        world.figures(&customer).await,
        "-150.00 / 300.00 / 200.00 / 150.00"
    );
    record(&world, &settling(Settle::Chosen(vec![b.clone()])))
        .await
        .expect("recorded");
    assert_eq!(world.statuses(&b).await, "paid: paid");
    assert_eq!(world.statuses(&a).await, "unpaid: unpaid");
    record(
        &world,
        &settling(Settle::DueBetween(day("2026-12-01"), day("2026-12-31"))),
    )
    .await
    .expect("recorded");
    assert_eq!(world.statuses(&c).await, "paid: paid");
    assert_eq!(world.statuses(&a).await, "unpaid: unpaid");
    world.holds().await;
}

#[tokio::test]
async fn only_manual_payments_are_annotated_and_the_old_words_stay_in_the_history() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let payment = record(&world, &manual(&customer, Method::Cash, "150", None))
        .await
        .expect("recorded");
    let remark = |text: &str| Annotations {
        remark: Some(text.into()),
        ..Annotations::default()
    };
    for text in ["first", "second", "second"] {
        manual_payment::annotate(&world.store, &payment, &remark(text), &amina(), world.now)
            .await
            .expect("annotated");
    }
    let detail = world.payment(&payment).await;
    assert_eq!(detail.shown.state.annotations, Some(remark("second")));
    assert_eq!(detail.file.history.len(), 2);
    assert_eq!(detail.file.history[1].annotations, Some(remark("first")));
    let told = world.pays(&C2b::new("RKL51ZDR40", "5", "?")).await;
    let refused =
        manual_payment::annotate(&world.store, &told, &remark("x"), &amina(), world.now).await;
    assert!(matches!(refused, Err(OperationError::PaymentNotManual)));
    world.holds().await;
}

#[tokio::test]
async fn impossible_entries_say_which_field_is_wrong() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let base = manual(&customer, Method::Bank, "150", Some("FT00026252"));
    let cases = [
        (
            ManualPayment {
                amount: kes("0"),
                ..base.clone()
            },
            "amount",
        ),
        (
            ManualPayment {
                received_on: Some(day("2026-11-21")),
                ..base.clone()
            },
            "received_on",
        ),
        (
            ManualPayment {
                received_on: Some(day("1926-11-20")),
                ..base.clone()
            },
            "received_on",
        ),
        (
            ManualPayment {
                remark: Some("x".repeat(201)),
                ..base.clone()
            },
            "remark",
        ),
        (
            ManualPayment {
                till: Some("a\u{7}".into()),
                ..base.clone()
            },
            "till",
        ),
    ];
    for (entry, expected) in cases {
        match record(&world, &entry).await {
            Err(OperationError::Field { field, .. }) => assert_eq!(field, expected),
            other => panic!("{other:?}"),
        }
    }
}
