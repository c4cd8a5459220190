//! Every payment exactly once, whatever reports it.

use billing::payment::Channel;
use chrono::Duration;
use operations::intake::{Outcome, TakenIn};
use operations::{parked, sweep};
use store::parked::ParkedKind;

use crate::world::{C2b, World, amina, stk};

const HOOK: &str = "c2b/confirmation";

#[tokio::test]
async fn the_same_confirmation_fifty_times_credits_once() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "0712000126").await;
    let body = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number).body();
    let at_once = (0..20).map(|_| world.processes(HOOK, &body));
    futures_join(at_once).await;
    for _ in 0..30 {
        world.processes(HOOK, &body).await;
    }
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_confirmation_replayed_after_months_credits_nothing() {
    let mut world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let confirmation = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number);
    world.pays(&confirmation).await;
    world.passes(Duration::days(200));
    let again = world.processes(HOOK, &confirmation.body()).await;
    assert!(matches!(
        again,
        TakenIn {
            dispatch: None,
            outcome: Outcome::Replayed(_),
            received: None,
        }
    ));
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn push_result_and_confirmation_are_one_payment_in_either_order() {
    for push_first in [true, false] {
        let world = World::new().await;
        let customer = world.customer("Jane Wanjiru", "0708374149").await;
        let confirmation = C2b::new("NLJ7RT61SV", "750", &customer.account_number).body();
        let push = stk("NLJ7RT61SV", "750.00", "254708374149");
        let order = if push_first {
            [("stk", &push), (HOOK, &confirmation)]
        } else {
            [(HOOK, &confirmation), ("stk", &push)]
        };
        for (hook, body) in order {
            world.processes(hook, body).await;
            world.processes(hook, body).await;
        }
        assert_eq!(
            world.figures(&customer).await,
            "750.00 / 0.00 / 0.00 / 750.00"
        );
        world.holds().await;
    }
}

#[tokio::test]
async fn a_confirmation_after_an_unassociated_push_brings_the_account_number() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiru", "").await;
    let push = world
        .processes("stk", &stk("NLJ7RT61SV", "750", "254799000111"))
        .await;
    let payment = push.outcome.payment().expect("a payment").clone();
    assert!(
        world
            .payment(&payment)
            .await
            .shown
            .state
            .association()
            .is_none()
    );
    let confirmation = C2b::new("NLJ7RT61SV", "750.00", &customer.account_number).body();
    let second = world.processes(HOOK, &confirmation).await;
    assert!(matches!(second.outcome, Outcome::Corroborated(_)));
    let detail = world.payment(&payment).await;
    assert_eq!(detail.shown.state.customer(), Some(&customer.id));
    assert_eq!(detail.shown.facts.payment.channel, Channel::MpesaStk);
    assert_eq!(detail.file.reports.len(), 1);
    world.holds().await;
}

#[tokio::test]
async fn the_same_receipt_with_another_amount_moves_no_money_and_is_shown() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "500.00", &customer.account_number))
        .await;
    let other = C2b::new("RKL51ZDR4F", "5000.00", &customer.account_number).body();
    for _ in 0..3 {
        let taken = world.processes(HOOK, &other).await;
        assert_eq!(taken.outcome, Outcome::Conflicting(payment.clone()));
    }
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    let conflicts = world.payment(&payment).await.file.conflicts;
    assert_eq!(conflicts.len(), 1);
    let (record, raw) = parked::get(&world.store, &conflicts[0].parked)
        .await
        .expect("parked");
    assert_eq!((record.kind, raw), (ParkedKind::Conflict, other));
    assert!(
        record.reason.contains("500.00") && record.reason.contains("5,000.00"),
        "{}",
        record.reason
    );
    world.holds().await;
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_kept_once_and_replayed_after_a_fix() {
    let world = World::new().await;
    let body = b"{\"TransID\": \"RKL51ZDR4F\", \"TransAmount\": \"1e3\"}";
    let first = world.receives(HOOK, body).await;
    let id = first.outcome.parked().expect("parked").clone();
    assert_eq!(
        world.receives(HOOK, body).await.outcome,
        Outcome::Parked(id.clone())
    );
    let (record, raw) = parked::get(&world.store, &id).await.expect("parked");
    assert_eq!(raw, body);
    assert_eq!(record.kind, ParkedKind::Unreadable);
    // It cannot be read by this version either, so it stays.
    let still = parked::replay(&world.store, &id, &amina(), world.now)
        .await
        .expect("replayed");
    assert_eq!(still.outcome, Outcome::Parked(id.clone()));
    parked::dismiss(
        &world.store,
        &id,
        "a test of the integrator",
        &amina(),
        world.now,
    )
    .await
    .expect("dismissed");
    let refused = parked::dismiss(&world.store, &id, "again", &amina(), world.now).await;
    assert_eq!(
        refused.expect_err("it is resolved").to_string(),
        "this callback has been dismissed already"
    );
}

#[tokio::test]
async fn a_parked_confirmation_becomes_a_payment_when_it_can_be_read() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let body = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number).body();
    // As an older version parked it that could not read it.
    let why = operations::park::Unreadable {
        hook: HOOK.into(),
        holder: crate::world::SHORT_CODE.into(),
        kind: ParkedKind::Unreadable,
        reason: "an older version could not read it".into(),
        truncated: false,
    };
    let id = operations::park::park(&world.store, &why, &body, world.now)
        .await
        .expect("parked");
    let taken = parked::replay(&world.store, &id, &amina(), world.now)
        .await
        .expect("replayed");
    world.dispatches(&taken.dispatch.expect("a payment")).await;
    assert_eq!(
        world.figures(&customer).await,
        "500.00 / 0.00 / 0.00 / 500.00"
    );
    let again = parked::replay(&world.store, &id, &amina(), world.now).await;
    assert_eq!(
        again.expect_err("it is resolved").to_string(),
        "this callback has been replayed already"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_large_body_is_kept_whole() {
    let world = World::new().await;
    let mut state: u64 = 88_172_645_463_325_252;
    let body: Vec<u8> = (0..1_500_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[0]
        })
        .collect();
    let taken = world.receives(HOOK, &body).await;
    let (_, raw) = parked::get(&world.store, taken.outcome.parked().expect("parked"))
        .await
        .expect("parked");
    assert_eq!(raw, body);
}

#[tokio::test]
async fn the_sweeper_finds_what_a_crash_left_and_stops_when_it_is_done() {
    let mut world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let body = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number).body();
    let lost = world.receives(HOOK, &body).await.dispatch.expect("new");
    world
        .pays(&C2b::new("RKL51ZDR4G", "10", &customer.account_number))
        .await;
    assert_eq!(
        sweep::sweep(&world.store, world.now)
            .await
            .expect("swept")
            .checked,
        0,
        "too young"
    );
    for _ in 0..2 {
        world.passes(Duration::minutes(30));
        let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
        assert_eq!(swept.undispatched, vec![lost.clone()]);
    }
    operations::associate::by_rules(&world.store, &lost, world.now)
        .await
        .expect("associated");
    let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
    assert_eq!(
        (swept.undispatched, swept.unallocated),
        (vec![], vec![lost.clone()])
    );
    world.dispatches(&lost).await;
    let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
    assert_eq!((swept.undispatched, swept.unallocated), (vec![], vec![]));
    let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
    assert_eq!(swept.checked, 0, "what is settled is not looked at again");
    world.holds().await;
}

#[tokio::test]
async fn a_payment_that_a_person_gave_an_owner_late_is_allocated_after_a_crash() {
    let mut world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let owed = world
        .owes(&customer, "October", &[("2026-10-05", "100")])
        .await;
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "100", "?")).await;
    for _ in 0..2 {
        world.passes(Duration::days(1));
        sweep::sweep(&world.store, world.now).await.expect("swept");
    }
    let by = amina();
    operations::associate::by_person(
        &world.store,
        &payment,
        &customer.id,
        "told so",
        &by,
        world.now,
    )
    .await
    .expect("associated");
    // The process dies here, before the allocation.
    let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
    assert_eq!(swept.unallocated, vec![payment.clone()]);
    world.dispatches(&payment).await;
    assert_eq!(world.statuses(&owed).await, "paid: paid");
    let swept = sweep::sweep(&world.store, world.now).await.expect("swept");
    assert_eq!(swept.unallocated, vec![]);
    world.holds().await;
}

async fn futures_join<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        pending.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pending.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done
}
