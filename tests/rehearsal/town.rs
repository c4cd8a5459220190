//! The customers of the month, what they owe and when they pay.

use std::time::Duration;

use billing::ids::{ObligationId, PaymentId};
use billing::money::{Currency, Money};
use billing::notification::Channel;
use billing::obligation::{Income, Payee, Schedule};
use billing::payment::Method;
use billing::receipt::{Provider as ReceiptProvider, Receipt};
use chrono::{DateTime, Days, NaiveDate, Utc};
use fastrand::Rng;
use local_providers::sms::oddities::Odds;
use local_providers::sms::{Settings, SmsGateway, nowhere};
use notifications::outlets::Outlets;
use operations::actor::Actor;
use operations::manual_payment::{self, ManualPayment};
use operations::obligations::{self, NewObligation};
use providers::celcom::gateway::{self, Gateway, Patience};
use runtime::config::mail::Mail;
use runtime::config::payee::Payee as Provider;
use store::customers::Customer;
use store::states::Settle;
use uuid::Uuid;

use crate::bench::{Bench, SHORT_CODE, millis};

/// The first day; a Monday.
pub const FIRST_DAY: &str = "2026-12-07";
/// Days of the month.
pub const DAYS: u64 = 30;
/// Customers.
const CUSTOMERS: usize = 12;
/// Obligations of each.
const OBLIGATIONS: usize = 2;
/// The amount of each dose.
const DOSE: &str = "450";

/// How long the gateway is waited for.
const PATIENCE: Patience = Patience {
    connect: Duration::from_millis(400),
    call: Duration::from_millis(400),
};

/// Somebody who is told things.
pub struct Person {
    pub customer: Customer,
    pub channels: Vec<Channel>,
}

/// Something that somebody owes.
pub struct Plan {
    pub person: usize,
    pub obligation: ObligationId,
    /// The due date of each dose as it was planned.
    pub due_on: Vec<NaiveDate>,
    /// When the first dose is paid, if it is.
    pub paid_at: Option<DateTime<Utc>>,
}

impl Plan {
    /// The request that enters the payment of its first dose.
    fn request(&self) -> Uuid {
        Uuid::from_u128(u128::from_str_radix(self.obligation.suffix(), 16).unwrap() << 64)
    }

    /// The payment of its first dose.
    pub fn payment(&self) -> PaymentId {
        let receipt = Receipt::parse(&format!("M-{}", self.request().simple()));
        PaymentId::of(&ReceiptProvider::manual_cash(), &receipt.unwrap())
    }
}

/// Everything that the month happens in.
pub struct Town {
    pub bench: Bench,
    pub gateway: SmsGateway,
    pub outlets: Outlets,
    pub people: Vec<Person>,
    pub plans: Vec<Plan>,
    pub lots: Rng,
}

pub fn first_day() -> NaiveDate {
    FIRST_DAY.parse().unwrap()
}

pub fn day(number: u64) -> NaiveDate {
    first_day().checked_add_days(Days::new(number)).unwrap()
}

/// A time of a day in Nairobi.
pub fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = day.and_hms_opt(hour, minute, 0).unwrap();
    billing::civil::nairobi_instant(local)
}

impl Town {
    pub async fn found(seed: u64) -> Self {
        let bench = Bench::new().await;
        let settings = Settings {
            seed,
            clock: millis(&bench.context.clock),
            ..Settings::default()
        };
        let gateway = SmsGateway::start(settings, nowhere()).await.unwrap();
        let outlets = Outlets {
            ses: bench.endpoint.ses_client(),
            sms: Some(client(&gateway.url())),
            mail: Some(Mail {
                from: "Savanna Net <billing@example.co.ke>".to_owned(),
                reply_to: None,
                configuration_set: None,
            }),
            payee: Provider {
                name: "Savanna Net".to_owned(),
                short_code: SHORT_CODE.to_owned(),
            },
        };
        let mut town = Self {
            bench,
            gateway,
            outlets,
            people: Vec::new(),
            plans: Vec::new(),
            lots: Rng::with_seed(seed),
        };
        town.settle_down().await;
        town.misbehave();
        town
    }

    /// Turns on every oddity of the gateway, now and then.
    pub fn misbehave(&self) {
        self.gateway.handle().change(|it| {
            it.misspelt = Odds::PerMille(700);
            it.codes_as_text = Odds::PerMille(300);
            it.unwrapped = Odds::PerMille(200);
            it.rows_missing = Odds::PerMille(60);
            it.rows_repeated = Odds::PerMille(150);
            it.busy = Odds::PerMille(60);
            it.error_untaken = Odds::PerMille(60);
            it.error_taken = Odds::PerMille(60);
            it.web_page = Odds::PerMille(40);
            it.broken_off = Odds::PerMille(40);
            it.late = Odds::PerMille(80);
            it.late_by = Duration::from_secs(1);
            it.system_errors = Odds::PerMille(80);
            it.internal_errors = Odds::PerMille(80);
            it.reports_pending = Odds::PerMille(300);
        });
    }

    async fn settle_down(&mut self) {
        for number in 0..CUSTOMERS {
            let phone = format!("2547120000{number:02}");
            let email = format!("customer{number}@example.org");
            let channels = match number % 3 {
                0 => vec![Channel::Sms, Channel::Email],
                1 => vec![Channel::Sms],
                _ => vec![Channel::Email],
            };
            let has = |channel| channels.contains(&channel);
            let phones: &[&str] = if has(Channel::Sms) { &[&phone] } else { &[] };
            let emails: &[&str] = if has(Channel::Email) { &[&email] } else { &[] };
            let name = format!("Customer {number}");
            let customer = self.bench.reachable(&name, phones, emails).await;
            self.people.push(Person { customer, channels });
        }
        for number in 0..CUSTOMERS * OBLIGATIONS {
            self.owe(number).await;
        }
    }

    async fn owe(&mut self, number: usize) {
        let person = number % CUSTOMERS;
        let amount = Money::parse(DOSE, Currency::Kes).unwrap();
        let first = self.lots.u64(3..12);
        let second = first + self.lots.u64(5..20);
        let new = NewObligation {
            customer: self.people[person].customer.id.clone(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: format!("Plan {number}"),
            payment_code: None,
            amount: amount.checked_add(amount).unwrap(),
            notify_customer: true,
            manager_comments: None,
            schedule: Schedule::Manual {
                instalments: vec![(day(first), amount), (day(second), amount)],
            },
        };
        let (store, now) = (&self.bench.context.store, self.bench.context.clock.now());
        let seed = Uuid::from_u128(number as u128 + 1);
        let file = obligations::create(store, &new, &Actor::system(), seed, now)
            .await
            .unwrap();
        let due_on: Vec<NaiveDate> = file.instalments.iter().map(|dose| dose.due_on).collect();
        // A third of the first doses is paid, an hour before a morning's reminders.
        let paid_on = self.lots.u64(1..14);
        let paid_at = self.lots.bool().then(|| at(day(paid_on), 7, 0));
        self.plans.push(Plan {
            person,
            obligation: file.head.id,
            due_on,
            paid_at,
        });
    }

    /// What is paid by now and was not before `since`.
    pub async fn pay(&self, since: DateTime<Utc>) {
        let now = self.bench.context.clock.now();
        for plan in &self.plans {
            let Some(paid_at) = plan.paid_at.filter(|at| since < *at && *at <= now) else {
                continue;
            };
            let manual = ManualPayment {
                customer: self.people[plan.person].customer.id.clone(),
                amount: Money::parse(DOSE, Currency::Kes).unwrap(),
                method: Method::Cash,
                reference: None,
                received_on: None,
                till: None,
                remark: None,
                settle: Settle::Chosen(vec![plan.obligation.clone()]),
                shortcode: SHORT_CODE.to_owned(),
            };
            let store = &self.bench.context.store;
            manual_payment::record(store, &manual, &Actor::system(), plan.request(), paid_at)
                .await
                .unwrap();
        }
    }
}

fn client(url: &str) -> Gateway {
    let settings = gateway::Settings {
        base_url: url.to_owned(),
        api_key: "a-key-that-nobody-sees".to_owned(),
        partner_id: "1".to_owned(),
        sender_id: "SAVANNA".to_owned(),
    };
    Gateway::with_patience(settings, PATIENCE).unwrap()
}
