//! Days at a short code of which not every confirmation arrives, against the simulated M-PESA.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use std::sync::Arc;
use std::time::Duration;

use bench::{Bench, PAYMENTS, SHORT_CODE};
use billing::ids::PaymentId;
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::truth::ReceiptTruth;
use local_providers::mpesa::{self, SimulatedShortCode};
use local_providers::sms::oddities::Odds;
use operations::intake::{Arrival, take_in};
use operations::mpesa::{Line, Mpesa};
use operations::{allocate, associate, balance, check};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Settings};
use providers::mpesa::daraja::{Daraja, Patience};
use reconciliation::ReconciliationRun;
use runtime::context::Context;
use store::customers::Customer;

const RUN_EVERY: Duration = Duration::from_secs(600);
const RUNS_OF_A_DAY: usize = 144;
const PAYMENTS_OF_A_DAY: usize = 400;
const PHONE: &str = "254708374126";

/// A short code, its customer, and an M-PESA that keeps its books.
struct Town {
    bench: Bench,
    context: Context,
    simulated: mpesa::Mpesa,
    mpesa: Mpesa,
    customer: Customer,
    /// Confirmations on their way, each with when it arrives.
    under_way: Vec<(DateTime<Utc>, ReceiptTruth)>,
    lots: Rng,
}

impl Town {
    async fn new(seed: u64) -> Self {
        let bench = Bench::new().await;
        let context = bench.context.clone();
        let clock = context.clock.clone();
        let simulated = mpesa::Mpesa::start(mpesa::Settings {
            seed,
            short_codes: vec![SimulatedShortCode::pay_bill(SHORT_CODE, "Malipo")],
            clock: Arc::new(move || clock.now()),
            pull_page_rows: 20,
            ..mpesa::Settings::default()
        });
        let simulated = simulated.await.unwrap();
        let mpesa = client(&simulated.url());
        register(&context, &mpesa).await;
        Self {
            customer: bench.customer("Nicholas Otieno").await,
            bench,
            context,
            simulated,
            mpesa,
            under_way: Vec::new(),
            lots: Rng::with_seed(seed),
        }
    }

    fn handle(&self) -> Handle {
        self.simulated.handle()
    }

    /// Somebody pays; the confirmation is in nobody's hands yet.
    async fn is_paid(&self, shillings: u32) -> ReceiptTruth {
        let account = self.customer.account_number.as_str();
        let handle = self.handle();
        let paid = handle.pay_bill(SHORT_CODE, PHONE, "NICHOLAS", shillings, account);
        let receipt = paid.await.unwrap();
        let truth = handle.truth().receipts;
        truth
            .into_iter()
            .rev()
            .find(|it| it.receipt == receipt)
            .unwrap()
    }

    /// A confirmation arrives; its payment is dispatched as the callbacks function does.
    async fn hears_of(&self, truth: &ReceiptTruth) {
        let body = confirmation(truth);
        let arrival = Arrival::new(
            "c2b/confirmation",
            SHORT_CODE,
            body.as_bytes(),
            self.context.clock.now(),
        );
        let taken = take_in(&self.context.store, &arrival).await.unwrap();
        if let Some(payment) = taken.dispatch {
            self.context.queues.send_payment(&payment).await.unwrap();
        }
    }

    /// What has arrived by now, in any order.
    async fn hears(&mut self) {
        let now = self.context.clock.now();
        let (mut arrived, rest): (Vec<_>, Vec<_>) =
            self.under_way.drain(..).partition(|(at, _)| *at <= now);
        self.under_way = rest;
        self.lots.shuffle(&mut arrived);
        for (_, truth) in arrived {
            self.hears_of(&truth).await;
        }
    }

    async fn runs(&self) -> ReconciliationRun {
        Box::pin(reconciliation::handle(&self.context, &self.mpesa))
            .await
            .unwrap()
    }

    /// The queues do their work; how many messages there were.
    async fn works(&self) -> usize {
        let (store, now) = (&self.context.store, self.context.clock.now());
        let messages = self.bench.messages(PAYMENTS).await;
        for message in &messages {
            let message: serde_json::Value = serde_json::from_str(message).unwrap();
            let id = PaymentId::parse(message["payment"].as_str().unwrap()).unwrap();
            associate::by_rules(store, &id, now).await.unwrap();
            allocate::automatically(store, &id, now).await.unwrap();
        }
        messages.len()
    }

    /// When we heard of a payment.
    async fn received_at(&self, receipt: &str) -> Option<DateTime<Utc>> {
        let id = PaymentId::of(&Provider::mpesa(), &Receipt::parse(receipt).unwrap());
        let facts = self.context.store.payment_facts(&id).await.unwrap();
        facts.map(|it| it.payment.received_at)
    }

    async fn open_gaps(&self) -> usize {
        let gaps = self.context.store.gaps(SHORT_CODE).await.unwrap();
        gaps.iter().filter(|gap| gap.open).count()
    }

    /// Everything that was paid is credited, once.
    async fn is_settled(&self) {
        let truth = self.handle().truth().receipts;
        let cents: i64 = truth
            .iter()
            .map(|it| i64::from(it.amount_shillings) * 100)
            .sum();
        let (store, today) = (&self.context.store, self.context.clock.now().date_naive());
        let currency = billing::money::Currency::Kes;
        let standing = balance::balance(store, &self.customer.id, currency, today).await;
        assert_eq!(standing.unwrap().balance.cents(), cents);
        let report = check::check(store).await.unwrap();
        assert_eq!(report.broken, []);
    }
}

fn client(url: &str) -> Mpesa {
    let settings = Settings {
        base_url: url.to_owned(),
        app: App {
            consumer_key: Secret::new("key"),
            consumer_secret: Secret::new("secret"),
        },
    };
    let collector = Collector {
        short_code: SHORT_CODE.to_owned(),
        party_b: SHORT_CODE.to_owned(),
        kind: CollectorKind::PayBill,
        passkey: Secret::new("passkey"),
        operator: None,
        pull_number: Some("0722000000".to_owned()),
    };
    let line = Line {
        holder: SHORT_CODE.to_owned(),
        collector,
        hooks: "https://pay.example.co.ke/hooks/a-token".to_owned(),
    };
    let client = Daraja::new(settings, Patience::default()).unwrap();
    Mpesa::new(client, Secret::new("key"), vec![line])
}

async fn register(context: &Context, mpesa: &Mpesa) {
    let collector = &mpesa.line(None).unwrap().collector;
    let url = "https://pay.example.co.ke/hooks/a-token/pull";
    let answer = mpesa
        .call(
            &context.store,
            context.clock.now(),
            async |token| {
                let answer = mpesa.client().pull_register(&token, collector, url).await;
                format!("{answer:?}")
            },
            |_| false,
        )
        .await;
    assert!(answer.unwrap().starts_with("Registered"));
}

fn confirmation(truth: &ReceiptTruth) -> String {
    let local = truth.at + TimeDelta::hours(3);
    serde_json::json!({
        "TransactionType": "Pay Bill",
        "TransID": truth.receipt,
        "TransTime": local.format("%Y%m%d%H%M%S").to_string(),
        "TransAmount": format!("{}.00", truth.amount_shillings),
        "BusinessShortCode": truth.short_code,
        "BillRefNumber": truth.bill_ref,
        "OrgAccountBalance": format!("{}.00", truth.balance_after_shillings),
        "MSISDN": "2547 ***** 126",
        "FirstName": "NICHOLAS",
    })
    .to_string()
}

/// A payment, and whether and when its confirmation comes: one in twenty is lost, one in twenty late.
async fn paid_and_perhaps_heard_of(town: &mut Town) -> Option<ReceiptTruth> {
    let shillings = 50 * town.lots.u32(1..40);
    let truth = town.is_paid(shillings).await;
    let late = match town.lots.u32(0..20) {
        0 => return Some(truth),
        1 => town.lots.i64(60..1_500),
        _ => town.lots.i64(0..5),
    };
    let at = town.context.clock.now() + TimeDelta::seconds(late);
    town.under_way.push((at, truth));
    None
}

#[tokio::test]
async fn what_nobody_confirmed_comes_back_within_the_day_and_is_credited_once() {
    let mut town = Town::new(4).await;
    let mut lost = Vec::new();
    let until = |run: usize| PAYMENTS_OF_A_DAY * run / RUNS_OF_A_DAY;
    for run in 0..RUNS_OF_A_DAY {
        let mut left = RUN_EVERY;
        for _ in until(run)..until(run + 1) {
            let pause = Duration::from_secs(town.lots.u64(0..200)).min(left);
            left -= pause;
            town.context.clock.advance(pause);
            lost.extend(paid_and_perhaps_heard_of(&mut town).await);
        }
        if town.lots.u32(0..24) == 0 {
            let held = town.handle().balance(SHORT_CODE).unwrap();
            let part = u32::try_from(held).unwrap() / 2;
            town.handle().withdraw(SHORT_CODE, part).unwrap();
        }
        town.context.clock.advance(left);
        town.hears().await;
        town.runs().await;
        town.works().await;
    }
    // What hides beside a withdrawal, or was paid last, comes by the next pull that comes anyway.
    for _ in 0..7 {
        town.context.clock.advance(6 * RUN_EVERY);
        town.hears().await;
        town.runs().await;
        town.works().await;
    }
    assert!(lost.len() >= 10, "only {} are lost", lost.len());
    let mut soon = 0;
    for truth in &lost {
        let received = town.received_at(&truth.receipt).await;
        let took = received.map(|at| at - truth.at);
        let took = took.unwrap_or_else(|| panic!("{truth:?} stays lost"));
        assert!(took <= TimeDelta::hours(8), "{took} {truth:?}");
        soon += usize::from(took <= TimeDelta::minutes(40));
    }
    // Without looking for gaps it would be those that happen to be lost just before a pull: one in nine.
    assert!(soon * 10 >= lost.len() * 8, "{soon} of {}", lost.len());
    assert_eq!(town.open_gaps().await, 0);
    let record = town.context.store.pull_record(SHORT_CODE).await.unwrap();
    assert!(record.recovered >= u64::try_from(lost.len()).unwrap());
    town.is_settled().await;
}

#[tokio::test]
async fn a_day_without_losses_has_no_gap_and_no_pull_out_of_turn() {
    let mut town = Town::new(7).await;
    let mut pulls = Vec::new();
    for run in 0..RUNS_OF_A_DAY {
        for _ in 0..2 {
            town.context.clock.advance(RUN_EVERY / 2);
            let shillings = 50 * town.lots.u32(1..40);
            let truth = town.is_paid(shillings).await;
            let at = town.context.clock.now();
            town.under_way.push((at, truth));
        }
        if run % 50 == 30 {
            town.handle().withdraw(SHORT_CODE, 500).unwrap();
        }
        town.hears().await;
        town.works().await;
        let done = town.runs().await;
        assert_eq!(done.looked.open, [], "run {run}");
        assert_eq!(done.recovered, 0);
        if !done.pulled.is_empty() {
            pulls.push(run);
        }
    }
    // At the start, and every six hours.
    assert_eq!(pulls, [0, 36, 72, 108]);
    assert_eq!(town.context.store.gaps(SHORT_CODE).await.unwrap(), []);
    town.works().await;
    town.is_settled().await;
}

/// Of three payments the one in the middle is lost.
async fn one_lost(town: &Town) -> ReceiptTruth {
    let mut paid = Vec::new();
    for shillings in [100, 250, 70] {
        town.context.clock.advance(Duration::from_secs(60));
        paid.push(town.is_paid(shillings).await);
    }
    town.hears_of(&paid[0]).await;
    town.hears_of(&paid[2]).await;
    town.works().await;
    paid.swap_remove(1)
}

#[tokio::test]
async fn a_gap_is_filled_and_closed_in_the_run_that_sees_it() {
    let town = Town::new(1).await;
    town.runs().await;
    town.context.clock.advance(RUN_EVERY);
    let lost = one_lost(&town).await;
    let run = town.runs().await;
    assert_eq!(
        (run.pulled, run.recovered),
        (vec![SHORT_CODE.to_owned()], 1)
    );
    assert_eq!(run.looked.open, []);
    assert!(town.received_at(&lost.receipt).await.is_some());
    // The one that nobody confirmed, and those that the list says more of.
    assert_eq!(town.works().await, 3);
    town.is_settled().await;
}

#[tokio::test]
async fn while_m_pesa_does_not_answer_it_is_asked_by_every_run_and_the_gap_stays() {
    let town = Town::new(1).await;
    town.runs().await;
    town.context.clock.advance(RUN_EVERY);
    one_lost(&town).await;
    town.handle().change(|it| it.pull_failing = Odds::Always);
    for _ in 0..3 {
        let run = town.runs().await;
        assert_eq!((run.pulled.len(), run.recovered), (1, 0));
        assert_eq!(run.looked.open.len(), 1);
        town.context.clock.advance(RUN_EVERY);
    }
    let record = town.context.store.pull_record(SHORT_CODE).await.unwrap();
    assert_eq!(
        record.failure.as_deref(),
        Some("M-PESA had an internal error")
    );
    town.handle().change(|it| it.pull_failing = Odds::Never);
    assert_eq!(town.runs().await.recovered, 1);
    town.works().await;
    town.is_settled().await;
}

#[tokio::test]
async fn what_could_not_be_dispatched_is_dispatched_by_the_next_run() {
    let mut town = Town::new(1).await;
    town.runs().await;
    town.context.clock.advance(RUN_EVERY);
    one_lost(&town).await;
    let working = town.context.clone();
    town.context = town.bench.without_queues();
    let failed = Box::pin(reconciliation::handle(&town.context, &town.mpesa)).await;
    let failed = failed.unwrap_err().to_string();
    assert_eq!(failed, "some payments were not dispatched");
    assert_eq!(town.open_gaps().await, 1, "it was looked at once");
    town.context = working;
    town.context.clock.advance(RUN_EVERY);
    town.runs().await;
    assert_eq!(town.open_gaps().await, 0);
    town.works().await;
    town.is_settled().await;
}

#[tokio::test]
async fn without_the_store_everything_is_tried_and_the_first_failure_told() {
    let town = Town::new(1).await;
    let context = town.bench.without_store();
    let failed = Box::pin(reconciliation::handle(&context, &town.mpesa)).await;
    let told = "the payments could not be looked through for gaps";
    assert_eq!(failed.unwrap_err().to_string(), told);
    assert_eq!(
        reconciliation::look(&context)
            .await
            .unwrap_err()
            .to_string(),
        told
    );
}
