//! How the month passes: mornings that are cut off, run twice or missed, a queue that is worked through by processes
//! that die, and a person who looks once a day at what did not arrive.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use operations::actor::Actor;
use operations::{holidays, undelivered};
use reminders::Effort;
use runtime::context::Context;
use store::keys::List;
use store::notifications::NotificationRecord;
use store::walk::{Order, Range};

use crate::bench::{NOTIFICATIONS, sqs_event};
use crate::interrupted::cut_off_after;
use crate::outcome::{Deliveries, Outcome};
use crate::town::{DAYS, Town, at, day};

/// The day on which no reminders ran at all.
pub const MISSED_DAY: u64 = 9;
/// The day on which the gateway is out of credit, and the one on which it cannot be reached.
const NO_CREDIT_DAY: u64 = 5;
const UNPLUGGED_DAY: u64 = 16;
/// On the evening of the first day, this one is gazetted: it is the fifth.
pub const GAZETTED: u64 = 4;
/// Times of the day at which something happens: hour and minute in Nairobi.
const TICKS: [(u32, u32); 8] = [
    (8, 0),
    (8, 10),
    (9, 0),
    (10, 0),
    (12, 0),
    (15, 0),
    (18, 0),
    (19, 30),
];
/// Messages of one batch.
const BATCH: usize = 20;

/// What went wrong, so that a quiet month is noticed.
#[derive(Debug, Default)]
pub struct Trouble {
    pub runs: u32,
    pub runs_cut_off: u32,
    pub runs_doubled: u32,
    pub batches: u32,
    pub batches_cut_off: u32,
    pub batches_doubled: u32,
    pub sent_again_by_a_person: u32,
    pub found_delivered_by_a_person: u32,
    pub gateway_calls: u64,
}

impl Trouble {
    pub fn is_worth_something(&self) -> bool {
        let counts = [
            self.runs_cut_off,
            self.runs_doubled,
            self.batches_cut_off,
            self.batches_doubled,
            self.sent_again_by_a_person,
            self.found_delivered_by_a_person,
        ];
        counts.iter().all(|count| *count > 0)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} reminder runs ({} cut off, {} doubled), {} batches ({} cut off, {} doubled), \
             {} gateway calls; of what was unknown a person found {} delivered and sent {} again",
            self.runs,
            self.runs_cut_off,
            self.runs_doubled,
            self.batches,
            self.batches_cut_off,
            self.batches_doubled,
            self.gateway_calls,
            self.found_delivered_by_a_person,
            self.sent_again_by_a_person,
        )
    }
}

pub struct Month {
    pub town: Town,
    pub trouble: Trouble,
}

impl Month {
    pub async fn begin(seed: u64) -> Self {
        Self {
            town: Town::found(seed).await,
            trouble: Trouble::default(),
        }
    }

    pub async fn pass(&mut self) {
        for number in 0..DAYS {
            self.pass_day(number).await;
        }
        // A quiet week: nothing new goes wrong, and what waits comes to its end.
        self.town
            .gateway
            .handle()
            .change(|it| *it = Default::default());
        for number in DAYS..DAYS + 3 {
            for (hour, minute) in TICKS {
                self.until(at(day(number), hour, minute)).await;
                self.send_everything(false).await;
            }
            self.look_after_undelivered().await;
            self.send_everything(false).await;
        }
    }

    fn context(&self) -> &Context {
        &self.town.bench.context
    }

    fn now(&self) -> DateTime<Utc> {
        self.context().clock.now()
    }

    async fn pass_day(&mut self, number: u64) {
        let date = day(number);
        self.change_fortune(number).await;
        for (hour, minute) in TICKS {
            self.until(at(date, hour, minute)).await;
            if hour < 9 && number != MISSED_DAY {
                self.remind().await;
            }
            if (hour, minute) == (12, 0) && number != MISSED_DAY {
                // Whatever was cut off in the morning is finished by noon.
                let finished = reminders::handle(self.context(), Effort::default()).await;
                assert!(!finished.unwrap().more);
            }
            if (hour, number) == (18, 0) {
                self.gazette(day(GAZETTED)).await;
            }
            self.send_everything(true).await;
        }
        self.look_after_undelivered().await;
    }

    /// The clock is set forward; what is paid on the way is paid.
    async fn until(&mut self, instant: DateTime<Utc>) {
        let since = self.now();
        let step = (instant - since).to_std().unwrap_or(Duration::ZERO);
        self.context().clock.advance(step);
        self.town.pay(since).await;
    }

    async fn change_fortune(&mut self, number: u64) {
        let handle = self.town.gateway.handle();
        handle.change(|it| it.credit = (number == NO_CREDIT_DAY).then_some(3));
        if number == UNPLUGGED_DAY {
            self.town.gateway.unplug().await;
        }
        if number == UNPLUGGED_DAY + 1 {
            self.town.gateway.plug_in().await.unwrap();
        }
    }

    async fn gazette(&mut self, on: NaiveDate) {
        let (store, now) = (&self.context().store, self.now());
        let amina = Actor::named("amina");
        holidays::gazette(store, on, "Day of mourning", "", &amina, now)
            .await
            .unwrap();
        holidays::replan_day(store, on, 1_000, now).await.unwrap();
    }

    /// A morning's run: whole, cut off somewhere, or twice at once.
    async fn remind(&mut self) {
        self.trouble.runs += 1;
        let effort = Effort {
            instalments_per_round: 3,
            ..Effort::default()
        };
        let (fate, polls) = (self.town.lots.u32(0..10), self.town.lots.u32(1..120));
        let context = self.context();
        match fate {
            0..4 => {
                let run = reminders::handle(context, effort);
                if cut_off_after(polls, run).await.is_none() {
                    self.trouble.runs_cut_off += 1;
                }
            }
            4..7 => {
                let run = || reminders::handle(context, effort);
                let (one, other) = tokio::join!(run(), run());
                one.and(other).unwrap();
                self.trouble.runs_doubled += 1;
            }
            _ => {
                reminders::handle(context, effort).await.unwrap();
            }
        }
    }

    /// The sweeper puts what is due onto the queue, and the queue is worked through.
    async fn send_everything(&mut self, troubled: bool) {
        sweeper::handle(self.context()).await.unwrap();
        let bodies = self.town.bench.messages(NOTIFICATIONS).await;
        for batch in bodies.chunks(BATCH) {
            self.trouble.batches += 1;
            let (fate, polls) = (self.town.lots.u32(0..10), self.town.lots.u32(1..60));
            let (context, outlets) = (self.context(), &self.town.outlets);
            let handle = || notifications::handle(context, outlets, sqs_event(batch));
            match fate {
                0 if troubled => {
                    if cut_off_after(polls, handle()).await.is_none() {
                        self.trouble.batches_cut_off += 1;
                    }
                }
                1 | 2 if troubled => {
                    tokio::join!(handle(), handle());
                    self.trouble.batches_doubled += 1;
                }
                _ => {
                    handle().await;
                }
            }
        }
        self.trouble.gateway_calls = self.town.gateway.handle().calls();
    }

    /// A person goes through what failed or is unknown: they look whether it arrived after all, and only what did not
    /// is sent again.
    async fn look_after_undelivered(&mut self) {
        let deliveries = self.deliveries().await;
        let mut waiting = Vec::new();
        let store = self.context().store.clone();
        let mut walk = store.walk(List::Undelivered, &Range::all(Order::OldestFirst), 50);
        while let Some(record) = walk.next_notification().await.unwrap() {
            waiting.push(record);
        }
        let (amina, now) = (Actor::named("amina"), self.now());
        for NotificationRecord { id, .. } in waiting {
            if deliveries.of(&id) > 0 {
                undelivered::dismiss(&store, &id, &amina, now)
                    .await
                    .unwrap();
                self.trouble.found_delivered_by_a_person += 1;
            } else {
                undelivered::send_again(&store, &id, &amina, now)
                    .await
                    .unwrap();
                self.trouble.sent_again_by_a_person += 1;
            }
        }
    }

    pub async fn deliveries(&self) -> Deliveries {
        let mut deliveries = Deliveries::default();
        for sms in self.town.gateway.handle().sent() {
            deliveries.add_sms(&sms.client_id);
        }
        let mut before = None;
        loop {
            let page = self.town.bench.mailbox.messages(500, before).await.unwrap();
            let Some(last) = page.last() else {
                return deliveries;
            };
            before = Some(last.sequence);
            for message in &page {
                deliveries.add_email(message);
            }
        }
    }

    pub async fn outcome(&self) -> Outcome {
        Outcome::of(self).await
    }
}
