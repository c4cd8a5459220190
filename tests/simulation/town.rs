//! A small town: customers, a provider that repeats itself, staff who correct, queues that lose order.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use billing::allocation::Wanted;
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use billing::payment::Method;
use chrono::{DateTime, Days, Duration, TimeZone, Utc};
use fastrand::Rng;
use operations::actor::Actor;
use operations::customers::NewCustomer;
use operations::error::OperationError;
use operations::intake::{self, Outcome};
use operations::manual_payment::{self, ManualPayment};
use operations::obligations::NewObligation;
use operations::{allocate, associate, check, customers, obligations, payments, reverse, sweep};
use store::client::Store;
use store::error::StoreError;
use store::states::{Allocation, Settle};
use uuid::Uuid;

use crate::acts::{Act, Tally};
use crate::dynamodb::Dynamodb;
use crate::faults::Faults;
use crate::provider::{Sent, confirmation, push_result};

/// The short code that all callbacks are for.
pub const SHORT_CODE: &str = "600966";

/// Payments that are looked through for an allocation.
const PAYMENTS_TRIED: u32 = 12;

/// A store behind a faulty proxy, and everybody who uses it.
pub struct Town {
    seed: u64,
    rng: Rng,
    _dynamodb: Dynamodb,
    /// Through the faults.
    store: Store,
    /// Past the faults, for whoever checks.
    honest: Store,
    faults: Faults,
    now: DateTime<Utc>,
    customers: Vec<CustomerId>,
    obligations: Vec<ObligationId>,
    sent: Vec<Sent>,
    queue: Vec<PaymentId>,
    pub tally: Tally,
}

impl Town {
    pub async fn new(seed: u64) -> Self {
        let dynamodb = Dynamodb::fresh().await;
        let (faults, address) = Faults::before(&dynamodb.address, seed).await;
        let config = local_aws::engine::client(&address).config().to_builder();
        // Each fault is felt by the operation: the SDK's own retries would only hide and delay it.
        let faulty = aws_sdk_dynamodb::Client::from_conf(
            config.retry_config(RetryConfig::disabled()).build(),
        );
        let mut town = Self {
            seed,
            rng: Rng::with_seed(seed),
            store: Store::new(faulty, dynamodb.table.clone()),
            honest: dynamodb.store(),
            _dynamodb: dynamodb,
            faults,
            now: Utc.with_ymd_and_hms(2026, 11, 20, 8, 0, 0).unwrap(),
            customers: Vec::new(),
            obligations: Vec::new(),
            sent: Vec::new(),
            queue: Vec::new(),
            tally: Tally::default(),
        };
        town.settles_in().await;
        town.faults.turn(true);
        town
    }

    /// Four customers, two of whom share a phone.
    async fn settles_in(&mut self) {
        for (name, phone) in [
            ("Grace Achieng", "0722000111"),
            ("Peter Achieng", "0722000111"),
            ("Nicholas Kamau", "0712000126"),
            ("Amina Hassan", "0733000333"),
        ] {
            let new = NewCustomer {
                name: name.into(),
                phones: vec![phone.into()],
                ..NewCustomer::default()
            };
            let seed = self.uuid();
            let created = customers::create(&self.honest, &new, &staff(), seed, self.now).await;
            self.customers.push(created.expect("a customer").id);
        }
    }

    fn uuid(&mut self) -> Uuid {
        Uuid::from_u128(self.rng.u128(..))
    }

    fn some_customer(&mut self) -> CustomerId {
        let index = self.rng.usize(..self.customers.len());
        self.customers[index].clone()
    }

    fn some_payment(&mut self) -> Option<PaymentId> {
        let known: Vec<&Sent> = self.sent.iter().filter(|sent| sent.acknowledged).collect();
        let sent = self.rng.choice(known)?;
        let receipt = billing::receipt::Receipt::parse(&sent.receipt).expect("a receipt");
        Some(PaymentId::of(
            &billing::receipt::Provider::mpesa(),
            &receipt,
        ))
    }

    /// An allocation of one of several payments; most have none at any time.
    async fn some_allocation(&mut self) -> Result<Option<(PaymentId, Allocation)>, OperationError> {
        for _ in 0..PAYMENTS_TRIED {
            let Some(payment) = self.some_payment() else {
                return Ok(None);
            };
            let state = payments::get(&self.honest, &payment).await?.shown.state;
            if let Some(one) = state.allocations.into_iter().next() {
                return Ok(Some((payment, one)));
            }
        }
        Ok(None)
    }

    pub async fn something_happens(&mut self) {
        self.now += Duration::milliseconds(self.rng.i64(0..120_000));
        // The sweeper allows an index a quarter of an hour; here it is at most ten minutes behind.
        self.faults
            .recent_from(store::keys::stamp(self.now - Duration::minutes(10)));
        if self.rng.u32(0..8) == 0 {
            self.faults.crash_in(self.rng.u32(1..7));
        }
        let total: u32 = Act::ALL.iter().map(|(_, weight)| weight).sum();
        let mut thrown = self.rng.u32(0..total);
        for (act, weight) in Act::ALL {
            if thrown < weight {
                self.does(act).await;
                return;
            }
            thrown -= weight;
        }
    }

    async fn does(&mut self, act: Act) {
        let crashed = self.faults.crashed.clone();
        let name = act.name();
        let outcome = match act {
            Act::Pays | Act::RepeatsItself | Act::TellsByPush | Act::ContradictsItself => {
                let Some(callback) = self.callback(act) else {
                    return;
                };
                return self.delivers(name, callback).await;
            }
            Act::QueueForgets => {
                if !self.queue.is_empty() {
                    self.queue.remove(self.rng.usize(..self.queue.len()));
                    *self.tally.done.entry(name).or_default() += 1;
                }
                return;
            }
            _ => tokio::select! {
                outcome = Box::pin(self.acts(act)) => Some(outcome),
                () = crashed.notified() => None,
            },
        };
        match outcome {
            None => self.tally.crashed += 1,
            Some(Ok(true)) => *self.tally.done.entry(name).or_default() += 1,
            Some(Ok(false)) => {}
            Some(Err(error)) => self.judge(name, &error),
        }
    }

    /// Refusals and outages are part of life; anything else is a bug.
    fn judge(&mut self, what: &str, error: &OperationError) {
        match error {
            OperationError::Store(StoreError::Conflict | StoreError::Unavailable { .. }) => {
                self.tally.unavailable += 1;
            }
            OperationError::Store(_)
            | OperationError::Money(_)
            | OperationError::Disagreement { .. } => {
                panic!("seed {}: {what} failed: {error:?}", self.seed);
            }
            _ => self.tally.refused += 1,
        }
    }

    fn callback(&mut self, act: Act) -> Option<(usize, &'static str, String)> {
        if matches!(act, Act::Pays) {
            let number = self.sent.len();
            let reference = match self.rng.u32(0..4) {
                0 => "thank you".to_owned(),
                _ => self.some_customer().account().as_str().to_owned(),
            };
            self.sent.push(Sent {
                receipt: format!("RKL{number:06}F"),
                amount: self.rng.u32(1..900),
                reference,
                acknowledged: false,
            });
            return Some((
                number,
                "c2b/confirmation",
                confirmation(&self.sent[number], 0),
            ));
        }
        if self.sent.is_empty() {
            return None;
        }
        let index = self.rng.usize(..self.sent.len());
        let sent = &self.sent[index];
        Some(match act {
            Act::TellsByPush => (index, "stk", push_result(sent)),
            Act::ContradictsItself => (index, "c2b/confirmation", confirmation(sent, 1)),
            _ => (index, "c2b/confirmation", confirmation(sent, 0)),
        })
    }

    async fn delivers(
        &mut self,
        name: &'static str,
        (index, hook, body): (usize, &'static str, String),
    ) {
        let crashed = self.faults.crashed.clone();
        let arrival = intake::Arrival::new(hook, SHORT_CODE, body.as_bytes(), self.now);
        let taken = tokio::select! {
            taken = intake::take_in(&self.store, &arrival) => taken,
            () = crashed.notified() => {
                self.tally.crashed += 1;
                return;
            }
        };
        match taken {
            Err(error) => self.judge(name, &error),
            Ok(taken) => {
                *self.tally.done.entry(name).or_default() += 1;
                if !matches!(taken.outcome, Outcome::Conflicting(_)) {
                    self.sent[index].acknowledged = true;
                }
                // A push result may be the first to tell of a payment; then the other one contradicts.
                self.queue.extend(taken.dispatch);
            }
        }
    }

    async fn acts(&mut self, act: Act) -> Result<bool, OperationError> {
        let by = staff();
        match act {
            Act::QueueDelivers => return self.queue_delivers().await,
            Act::ManyAtOnce => return self.many_at_once().await,
            Act::Sweeps => return self.sweeps().await.map(|()| true),
            Act::Owes => return self.owes().await.map(|()| true),
            Act::EntersCash => return self.enters_cash().await.map(|()| true),
            _ => {}
        }
        let Some(payment) = self.some_payment() else {
            return Ok(false);
        };
        match act {
            Act::Associates => {
                let customer = self.some_customer();
                associate::by_person(&self.store, &payment, &customer, "told so", &by, self.now)
                    .await?;
                self.queue.push(payment);
            }
            Act::Disassociates => {
                associate::disassociate(&self.store, &payment, "wrong", &by, self.now).await?
            }
            Act::Reallocates => {
                let state = payments::get(&self.honest, &payment).await?.shown.state;
                let owner = state
                    .customer()
                    .cloned()
                    .filter(|_| self.rng.u32(0..10) > 0);
                let wanted = self.wishes(owner.as_ref());
                allocate::reallocate(&self.store, &payment, &wanted, "asked", &by, self.now)
                    .await?;
            }
            Act::UndoesOne => {
                let Some((payment, one)) = self.some_allocation().await? else {
                    return Ok(false);
                };
                let id = one.id(&payment);
                allocate::undo(&self.store, &payment, &id, "mistake", &by, self.now).await?;
            }
            Act::Unmaps => allocate::unmap(&self.store, &payment, "mistake", &by, self.now).await?,
            _ => reverse::reverse(&self.store, &payment, "taken back", &by, self.now).await?,
        }
        Ok(true)
    }

    /// Any message of the queue, in no order; one in four is delivered again.
    async fn queue_delivers(&mut self) -> Result<bool, OperationError> {
        if self.queue.is_empty() {
            return Ok(false);
        }
        let index = self.rng.usize(..self.queue.len());
        let payment = self.queue[index].clone();
        associate::by_rules(&self.store, &payment, self.now).await?;
        allocate::automatically(&self.store, &payment, self.now).await?;
        if self.rng.u32(0..4) > 0 {
            self.queue.swap_remove(index);
        }
        Ok(true)
    }

    /// Two deliveries of the same message, two other payments of the town and a member of staff, all at
    /// the same moment.
    async fn many_at_once(&mut self) -> Result<bool, OperationError> {
        let (Some(one), Some(two), Some(three)) = (
            self.some_payment(),
            self.some_payment(),
            self.some_payment(),
        ) else {
            return Ok(false);
        };
        let customer = self.some_customer();
        let by = staff();
        let (store, now) = (&self.store, self.now);
        // On the heap: six unoptimised futures side by side are more than a test's stack.
        let works = |payment: PaymentId| {
            Box::pin(async move {
                associate::by_rules(store, &payment, now).await?;
                allocate::automatically(store, &payment, now)
                    .await
                    .map(drop)
            })
        };
        let outcomes = tokio::join!(
            works(one.clone()),
            works(one.clone()),
            works(two.clone()),
            works(three.clone()),
            Box::pin(associate::by_person(
                store, &one, &customer, "told so", &by, now
            )),
            Box::pin(allocate::unmap(store, &two, "mistake", &by, now)),
        );
        let outcomes = [
            outcomes.0, outcomes.1, outcomes.2, outcomes.3, outcomes.4, outcomes.5,
        ];
        self.queue.extend([one, two, three]);
        outcomes
            .into_iter()
            .collect::<Result<Vec<()>, _>>()
            .map(|_| true)
    }

    async fn sweeps(&mut self) -> Result<(), OperationError> {
        let swept = sweep::sweep(&self.store, self.now).await?;
        self.queue.extend(swept.undispatched);
        self.queue.extend(swept.unallocated);
        Ok(())
    }

    /// What somebody asks for: mostly possible, now and then somebody else's.
    fn wishes(&mut self, owner: Option<&CustomerId>) -> Vec<Wanted> {
        let theirs = |id: &&ObligationId| owner.is_none_or(|owner| id.customer() == *owner);
        let possible: Vec<ObligationId> = self.obligations.iter().filter(theirs).cloned().collect();
        let count = self.rng.usize(1..4);
        let mut wishes: Vec<Wanted> = Vec::new();
        for _ in 0..count {
            let Some(obligation) = self.rng.choice(&possible).cloned() else {
                break;
            };
            let amount = self
                .rng
                .bool()
                .then(|| cents(i64::from(self.rng.u32(1..40_000))));
            let instalment = self.rng.bool().then_some(1);
            wishes.push(Wanted {
                obligation,
                instalment,
                amount,
            });
        }
        wishes
    }

    async fn owes(&mut self) -> Result<(), OperationError> {
        let doses: Vec<_> = (0..self.rng.u64(1..4))
            .map(|month| {
                let due_on = self.now.date_naive() + Days::new(month * 30 + self.rng.u64(0..30));
                (due_on, cents(i64::from(self.rng.u32(1..40_000))))
            })
            .collect();
        let new = NewObligation {
            customer: self.some_customer(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: "service".into(),
            payment_code: None,
            amount: Money::sum(Currency::Kes, doses.iter().map(|(_, amount)| *amount))
                .expect("a sum"),
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::Manual { instalments: doses },
        };
        let seed = self.uuid();
        let file = obligations::create(&self.store, &new, &staff(), seed, self.now).await?;
        self.obligations.push(file.head.id);
        Ok(())
    }

    async fn enters_cash(&mut self) -> Result<(), OperationError> {
        let manual = ManualPayment {
            customer: self.some_customer(),
            amount: cents(i64::from(self.rng.u32(1..90_000))),
            method: Method::Cash,
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle: Settle::OldestFirst,
            shortcode: SHORT_CODE.into(),
        };
        let seed = self.uuid();
        manual_payment::record(&self.store, &manual, &staff(), seed, self.now).await?;
        Ok(())
    }

    pub async fn invariants_hold(&self, when: &str) {
        let report = check::check(&self.honest).await;
        let report = report.unwrap_or_else(|error| panic!("seed {}, {when}: {error:?}", self.seed));
        assert_eq!(report.broken, vec![], "seed {}, {when}", self.seed);
    }

    pub async fn faults_stop(&mut self) {
        self.faults.turn(false);
    }

    /// With the faults gone, sweeping and delivering ends.
    pub async fn everything_drains(&mut self) {
        for _ in 0..6 {
            self.now += Duration::hours(1);
            self.sweeps().await.expect("the sweeper runs");
            for payment in std::mem::take(&mut self.queue) {
                associate::by_rules(&self.honest, &payment, self.now)
                    .await
                    .expect("associated or not");
                allocate::automatically(&self.honest, &payment, self.now)
                    .await
                    .expect("allocated");
            }
        }
        let report = check::check(&self.honest).await.expect("a report");
        assert_eq!(
            (report.undispatched, report.unallocated),
            (0, 0),
            "seed {}",
            self.seed
        );
    }

    pub async fn every_acknowledged_payment_is_there_once(&self) {
        for sent in self.sent.iter().filter(|sent| sent.acknowledged) {
            let receipt = billing::receipt::Receipt::parse(&sent.receipt).expect("a receipt");
            let id = PaymentId::of(&billing::receipt::Provider::mpesa(), &receipt);
            let shown = payments::get(&self.honest, &id).await;
            let shown = shown.unwrap_or_else(|error| {
                panic!("seed {}: {} is lost: {error}", self.seed, sent.receipt)
            });
            let amount = shown.shown.facts.payment.amount.cents();
            assert!(
                amount == i64::from(sent.amount) * 100
                    || amount == i64::from(sent.amount + 1) * 100,
                "seed {}: {} has {amount} cents",
                self.seed,
                sent.receipt
            );
        }
    }
}

fn staff() -> Actor {
    Actor::named("amina")
}

fn cents(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).expect("an amount")
}
