//! What we say in the end, beside what really happened.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use billing::ids::CustomerId;
use billing::push::PushStatus;
use local_providers::mpesa::truth::{Outcome as Truly, PushTruth};
use operations::check;
use store::keys::List;
use store::pushes::PushRecord;
use store::walk::{Order, Range};

use crate::trade::{Presses, Trade};

/// The end.
pub struct Outcome {
    presses: String,
    pushes: usize,
    open: usize,
    /// How many of each true outcome have each status of ours.
    table: BTreeMap<(String, &'static str), usize>,
    receipts: usize,
    /// Everything that is not as it should be.
    wrong: Vec<String>,
}

pub async fn of(trade: &Trade) -> Outcome {
    let mut outcome = Outcome {
        presses: words(&trade.presses),
        pushes: trade.pushes.len(),
        open: trade.open().await,
        table: BTreeMap::new(),
        receipts: 0,
        wrong: Vec::new(),
    };
    outcome.compare_pushes(trade).await;
    outcome.compare_money(trade).await;
    outcome
}

fn words(presses: &Presses) -> String {
    format!(
        "{} presses, {} of them twice, {} held back, {} cut off; {} runs failed; over after {} steps of ten minutes",
        presses.pressed,
        presses.doubled,
        presses.held_back,
        presses.cut_off,
        presses.failed_runs,
        presses.late_steps
    )
}

impl Outcome {
    async fn compare_pushes(&mut self, trade: &Trade) {
        let store = &trade.world.bench.context.store;
        let truth = trade.world.phones.truth();
        // No phone can be asked twice at the same instant, so phone and time name a press.
        let mut true_pushes: HashMap<_, Vec<&PushTruth>> = HashMap::new();
        for push in &truth.pushes {
            let place = (push.phone.clone(), push.asked_at.timestamp_millis());
            true_pushes.entry(place).or_default().push(push);
        }
        for ids in trade.pushes.chunks(100) {
            for push in store.pushes(ids).await.unwrap() {
                let place = (
                    push.phone.as_str().to_owned(),
                    push.requested_at.timestamp_millis(),
                );
                let truly = true_pushes.remove(&place).unwrap_or_default();
                self.compare_push(&push, &truly);
            }
        }
        for left in true_pushes.values().flatten() {
            self.wrong
                .push(format!("a prompt that nobody asked for: {left:?}"));
        }
    }

    fn compare_push(&mut self, push: &PushRecord, truly: &[&PushTruth]) {
        let prompted: u32 = truly.iter().map(|one| one.prompted).sum();
        if prompted > 1 {
            self.wrong
                .push(format!("{} prompts for one press: {push:?}", prompted));
        }
        let receipt = truly.iter().find_map(|one| match &one.outcome {
            Truly::Paid { receipt } => Some(receipt.as_str()),
            _ => None,
        });
        let ours = push
            .payment
            .as_ref()
            .map(|id| id.receipt().as_str().to_owned());
        if ours.as_deref() != receipt || (push.status == PushStatus::Paid) != receipt.is_some() {
            self.wrong
                .push(format!("not the truth {truly:?}: {push:#?}"));
        }
        let word = match truly.first().map(|one| &one.outcome) {
            None => "never taken".to_owned(),
            Some(Truly::Open) => "open".to_owned(),
            Some(Truly::Paid { .. }) => "paid".to_owned(),
            Some(Truly::NotPaid(code)) => format!("not paid, {code}"),
        };
        *self.table.entry((word, push.status.name())).or_default() += 1;
    }

    /// Every receipt is one payment of its payer's customer, and nothing else is.
    async fn compare_money(&mut self, trade: &Trade) {
        let store = &trade.world.bench.context.store;
        let truth = trade.world.phones.truth();
        self.receipts = truth.receipts.len();
        let mut expected: BTreeMap<CustomerId, i64> = BTreeMap::new();
        for receipt in &truth.receipts {
            let owner = trade
                .world
                .people
                .iter()
                .find(|person| person.phones[0].as_str() == receipt.msisdn)
                .expect("everybody who pays is known");
            *expected.entry(owner.id.clone()).or_default() +=
                i64::from(receipt.amount_shillings) * 100;
        }
        let mut walk = store.walk(List::Payments, &Range::all(Order::OldestFirst), 200);
        let mut known = BTreeSet::new();
        while let Some(payment) = walk.next_payment().await.unwrap() {
            known.insert(payment.payment.receipt.as_str().to_owned());
        }
        let real: BTreeSet<String> = truth
            .receipts
            .iter()
            .map(|one| one.receipt.clone())
            .collect();
        if known != real {
            let missing: Vec<_> = real.difference(&known).collect();
            let invented: Vec<_> = known.difference(&real).collect();
            self.wrong
                .push(format!("missing {missing:?}, invented {invented:?}"));
        }
        let report = check::check(store).await.unwrap();
        for broken in &report.broken {
            self.wrong.push(format!("{broken:?}"));
        }
        let credited: BTreeMap<CustomerId, i64> = report
            .balances
            .into_iter()
            .filter(|(_, cents)| *cents != 0)
            .collect();
        if credited != expected {
            self.wrong
                .push(format!("credited {credited:?}, paid {expected:?}"));
        }
    }

    /// Fails with everything that is not as it should be.
    pub fn is_right(&self, seed: u64) {
        assert!(self.wrong.is_empty(), "seed {seed}: {:#?}", self.wrong);
        assert_eq!(self.open, 0, "seed {seed}: pushes are open");
        let of = |word: &str| {
            let rows = self
                .table
                .iter()
                .filter(|((truly, _), _)| truly.starts_with(word));
            rows.map(|(_, count)| count).sum::<usize>()
        };
        for word in [
            "paid",
            "not paid, 1032",
            "not paid, 1037",
            "not paid, 2001",
            "never taken",
        ] {
            assert!(of(word) > 0, "seed {seed}: the dice never threw {word}");
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.presses)?;
        writeln!(
            formatter,
            "{} pushes, {} open; {} receipts",
            self.pushes, self.open, self.receipts
        )?;
        writeln!(
            formatter,
            "| {:<24} | {:<10} | {:>6} |",
            "truly", "ours", "pushes"
        )?;
        for ((truly, ours), count) in &self.table {
            writeln!(formatter, "| {truly:<24} | {ours:<10} | {count:>6} |")?;
        }
        write!(formatter, "{} wrong", self.wrong.len())
    }
}
