//! Hours in which people press *Pay*, and the hours after them in which everything is found out.

use std::time::Duration;

use billing::ids::PushId;
use billing::money::{Currency, Money};
use fastrand::Rng;
use futures::future::join_all;
use operations::actor::Actor;
use operations::error::OperationError;
use operations::push::{self, NewPush};
use operations::{janitor, sweep};
use store::keys::List;
use store::walk::{Order, Range};
use uuid::Uuid;

use crate::world::{IN_A_HURRY, World};

/// People who press.
const CUSTOMERS: usize = 100;
/// Pushes that are begun: half of all.
const PUSHES: usize = 1_000;
/// Presses in one step at most.
const PRESSES_MAX: usize = 8;
/// Between two steps, in simulated seconds.
const STEP: Duration = Duration::from_secs(20);
/// Steps between two runs of the reconciliation: ten minutes.
const RECONCILED_EVERY: u32 = 30;
/// Between two steps of the time after.
const LATER_STEP: Duration = Duration::from_secs(600);
/// How long after the last press everything has to be known.
const LATER_STEPS: u32 = 6 * 24;
/// Steps of the time after in which M-PESA still misbehaves.
const TROUBLED_STEPS: u32 = 10;

/// What was done.
#[derive(Debug, Default)]
pub struct Presses {
    pub pressed: usize,
    pub doubled: usize,
    pub cut_off: usize,
    pub held_back: usize,
    pub failed_runs: usize,
    pub late_steps: u32,
}

pub struct Trade {
    pub world: World,
    pub lots: Rng,
    /// Every press that was not held back.
    pub pushes: Vec<PushId>,
    pub presses: Presses,
}

impl Trade {
    pub async fn begin(seed: u64) -> Self {
        let world = World::with_patience(seed, CUSTOMERS, IN_A_HURRY).await;
        world.misbehave();
        Self {
            world,
            lots: Rng::with_seed(seed),
            pushes: Vec::new(),
            presses: Presses::default(),
        }
    }

    /// Until all pushes are begun.
    pub async fn goes_on(&mut self) {
        let mut step = 0;
        while self.pushes.len() < PUSHES {
            self.step(STEP, step % RECONCILED_EVERY == 0).await;
            self.press().await;
            step += 1;
        }
    }

    /// Until nothing is left to find out, or for a day.
    pub async fn comes_to_its_end(&mut self) {
        for step in 0..LATER_STEPS {
            if step == TROUBLED_STEPS {
                self.world.behave();
            }
            self.step(LATER_STEP, true).await;
            self.presses.late_steps = step + 1;
            if step > TROUBLED_STEPS + 3 && self.open().await == 0 {
                return;
            }
        }
    }

    /// Time passes, and everything that falls due is done.
    async fn step(&mut self, by: Duration, reconciled: bool) {
        let world = &self.world;
        let context = &world.bench.context;
        context.clock.advance(by);
        world.phones.tick().await;
        world.drain().await;
        let now = context.clock.now();
        let looked = janitor::run(&context.store, &world.mpesa, now).await;
        self.presses.failed_runs += usize::from(looked.is_err());
        if reconciled {
            let done = reconciliation::handle(context, &world.mpesa).await;
            self.presses.failed_runs += usize::from(done.is_err());
            let swept = sweep::sweep(&context.store, now).await.unwrap();
            context
                .queues
                .send_payments(&swept.undispatched)
                .await
                .unwrap();
            context
                .queues
                .send_allocations(&swept.unallocated)
                .await
                .unwrap();
        }
        world.drain().await;
    }

    /// Some people press, now and then twice; now and then the process dies in between.
    async fn press(&mut self) {
        let count = self.lots.usize(1..=PRESSES_MAX);
        let mut presses = Vec::new();
        for _ in 0..count.min(PUSHES - self.pushes.len()) {
            let press = Press {
                person: self.lots.usize(..self.world.people.len()),
                shillings: [50, 100, 450, 1_000, 2_500][self.lots.usize(..5)],
                seed: Uuid::from_u128(self.lots.u128(..)),
                twice: self.lots.u32(..100) < 5,
                dies_after_ms: (self.lots.u32(..100) < 3).then(|| self.lots.u64(0..40)),
            };
            presses.push(press);
        }
        let done = join_all(presses.iter().map(|press| self.presses(press))).await;
        for (press, outcome) in presses.iter().zip(done) {
            self.presses.pressed += 1;
            self.presses.doubled += usize::from(press.twice);
            match outcome {
                Pressed::Begun(id) => self.pushes.push(id),
                Pressed::HeldBack => self.presses.held_back += 1,
                Pressed::CutOff(id) => {
                    self.presses.cut_off += 1;
                    // Perhaps before anything was written: then there was no press.
                    if self
                        .world
                        .bench
                        .context
                        .store
                        .push(&id)
                        .await
                        .unwrap()
                        .is_some()
                    {
                        self.pushes.push(id);
                    }
                }
            }
        }
    }

    async fn presses(&self, press: &Press) -> Pressed {
        let context = &self.world.bench.context;
        let customer = &self.world.people[press.person];
        let new = NewPush {
            customer: customer.id.clone(),
            phone: None,
            amount: Money::from_cents(i64::from(press.shillings) * 100, Currency::Kes).unwrap(),
            obligation: None,
            short_code: None,
        };
        let now = context.clock.now();
        let (store, mpesa, actor) = (&context.store, &self.world.mpesa, Actor::system());
        let once = || push::request(store, mpesa, &new, &actor, press.seed, now);
        let id = PushId::new(&customer.id, &press.seed.simple().to_string()).unwrap();
        if let Some(millis) = press.dies_after_ms {
            let cut = tokio::time::timeout(Duration::from_millis(millis), once()).await;
            if cut.is_err() {
                return Pressed::CutOff(id);
            }
        }
        let outcome = if press.twice {
            let (one, other) = tokio::join!(once(), once());
            one.and(other)
        } else {
            once().await
        };
        match outcome {
            Ok(push) => {
                assert_eq!(push.id, id);
                Pressed::Begun(id)
            }
            Err(
                OperationError::PushHeldBack(_)
                | OperationError::TooManyPrompts
                | OperationError::TooManyPhones,
            ) => Pressed::HeldBack,
            Err(error) => panic!("a press failed: {error:?}"),
        }
    }

    /// Pushes of which something is left to find out.
    pub async fn open(&self) -> usize {
        let store = &self.world.bench.context.store;
        let mut walk = store.walk(List::OpenPushes, &Range::all(Order::OldestFirst), 100);
        let mut open = 0;
        while walk.next_push().await.unwrap().is_some() {
            open += 1;
        }
        open
    }
}

struct Press {
    person: usize,
    shillings: u32,
    seed: Uuid,
    twice: bool,
    dies_after_ms: Option<u64>,
}

enum Pressed {
    Begun(PushId),
    HeldBack,
    CutOff(PushId),
}
