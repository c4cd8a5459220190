//! Runs of the janitor after pushes of which M-PESA told nothing.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;
#[path = "../../testing/phones.rs"]
mod phones;

use std::time::Duration;

use bench::Bench;
use billing::money::{Currency, Money};
use billing::push::PushStatus;
use operations::actor::Actor;
use operations::associate;
use operations::janitor::JanitorRun;
use operations::push::{self, NewPush};
use phones::Phones;
use store::customers::Customer;
use store::pushes::PushRecord;
use uuid::Uuid;

/// After so long M-PESA is asked for the first time.
const PAUSE: Duration = Duration::from_secs(31);

struct Stage {
    bench: Bench,
    phones: Phones,
}

impl Stage {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let phones = Phones::beside(&bench).await;
        Self { bench, phones }
    }

    /// A push that M-PESA took.
    async fn push(&self, customer: &Customer, shillings: &str) -> PushRecord {
        let new = NewPush {
            customer: customer.id.clone(),
            phone: None,
            amount: Money::parse(shillings, Currency::Kes).unwrap(),
            obligation: None,
            short_code: None,
        };
        let (store, now) = (&self.bench.context.store, self.bench.context.clock.now());
        let (actor, seed) = (Actor::system(), Uuid::new_v4());
        let pushed = push::request(store, &self.phones.mpesa, &new, &actor, seed, now).await;
        let pushed = pushed.unwrap();
        assert_eq!(pushed.status, PushStatus::Accepted);
        pushed
    }

    /// One run; answers the push after it, too.
    async fn run(&self, push: &PushRecord) -> (JanitorRun, PushRecord) {
        let context = &self.bench.context;
        let run = janitor::handle(context, &self.phones.mpesa).await.unwrap();
        (run, push::load(&context.store, &push.id).await.unwrap())
    }
}

fn name(push: &PushRecord) -> &str {
    push.checkout_request.as_deref().unwrap()
}

#[tokio::test]
async fn a_lost_result_is_found_out_by_the_first_run_after_half_a_minute() {
    let stage = Stage::new().await;
    let jane = stage
        .bench
        .reachable("Jane Wanjiku", &["0712345678"], &[])
        .await;
    let push = stage.push(&jane, "5").await;
    stage.phones.handle.cancel(name(&push)).await.unwrap();

    let (early, push) = stage.run(&push).await;
    assert_eq!((early.looked, push.status), (0, PushStatus::Accepted));

    stage.bench.context.clock.advance(PAUSE);
    let (run, push) = stage.run(&push).await;
    let expected = JanitorRun {
        looked: 1,
        over: 1,
        more: false,
    };
    assert_eq!((run, push.status), (expected, PushStatus::Failed));
    assert_eq!((push.code.as_deref(), push.next_at), (Some("1032"), None));

    stage.bench.context.clock.advance(PAUSE);
    assert_eq!(stage.run(&push).await.0, JanitorRun::default());
}

#[tokio::test]
async fn a_payment_without_its_receipt_waits_for_the_confirmation() {
    let stage = Stage::new().await;
    let jane = stage
        .bench
        .reachable("Jane Wanjiku", &["0712345126"], &[])
        .await;
    let push = stage.push(&jane, "5").await;
    stage
        .phones
        .handle
        .enter_pin(name(&push), "1234")
        .await
        .unwrap();

    stage.bench.context.clock.advance(PAUSE);
    let (_, push) = stage.run(&push).await;
    assert_eq!((push.status, &push.payment), (PushStatus::Paid, &None));
    assert!(push.next_at.is_some());

    let account = &jane.account_number;
    let payment = stage.bench.recorded("RKL51ZDR4F", "5.00", account).await;
    let context = &stage.bench.context;
    let now = context.clock.now();
    associate::by_rules(&context.store, &payment, now)
        .await
        .unwrap();
    context.clock.advance(4 * PAUSE);
    let (_, push) = stage.run(&push).await;
    assert_eq!((push.payment, push.next_at), (Some(payment), None));
}

#[tokio::test]
async fn while_mpesa_is_away_nothing_is_decided_and_no_run_fails() {
    let stage = Stage::new().await;
    let jane = stage
        .bench
        .reachable("Jane Wanjiku", &["0712345678"], &[])
        .await;
    let push = stage.push(&jane, "5").await;
    stage.phones.unplug().await;
    stage.bench.context.clock.advance(PAUSE);
    let (run, push) = stage.run(&push).await;
    assert_eq!((run.looked, run.over), (1, 0));
    assert!(push.status.is_open() && push.next_at.is_some());
}

#[tokio::test]
async fn a_run_without_the_table_fails() {
    let stage = Stage::new().await;
    let context = stage.bench.without_store();
    assert!(
        janitor::handle(&context, &stage.phones.mpesa)
            .await
            .is_err()
    );
}
