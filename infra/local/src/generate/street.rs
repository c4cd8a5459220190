//! One street of made-up customers, and a year of their payments.

use billing::ids::{AllocationId, CustomerId, PaymentId};
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use billing::payment::Method;
use billing::phone::Msisdn;
use chrono::{DateTime, TimeDelta, Utc};
use operations::actor::Actor;
use operations::associate::Associated;
use operations::customers::{self, NewCustomer};
use operations::error::OperationError;
use operations::intake::{Arrival, take_in};
use operations::manual_payment::{self, ManualPayment};
use operations::obligations::{self, NewObligation};
use operations::{allocate, associate, reverse};
use serde_json::Value;
use store::client::Store;
use store::states::Settle;
use uuid::Uuid;

use super::GenerateError;
use super::random::Random;
use crate::sample::{self, PhoneForm, SamplePayment};

const SHORT_CODE: &str = "600966";

/// Customers of one street.
const CUSTOMERS: usize = 12;

/// 2026-01-05 08:00 in Nairobi: the first payment anywhere.
const FIRST_PAYMENT_S: i64 = 1_767_589_200;

/// Between two payments of a street.
const PAYMENT_EVERY: TimeDelta = TimeDelta::hours(40);

const FIRST_NAMES: [&str; 12] = [
    "Achieng", "Brian", "Chebet", "David", "Esther", "Faith", "Kevin", "Mercy", "Njeri", "Peter",
    "Wafula", "Zainab",
];
const LAST_NAMES: [&str; 12] = [
    "Abdi",
    "Barasa",
    "Chepkoech",
    "Gitau",
    "Kariuki",
    "Kimani",
    "Maina",
    "Muthoni",
    "Onyango",
    "Otieno",
    "Rotich",
    "Wanyama",
];
const PRICES: [i64; 6] = [500, 1_500, 2_500, 3_500, 5_000, 12_000];

/// A customer as the street knows them.
struct Neighbour {
    id: CustomerId,
    phone: Msisdn,
    name: &'static str,
}

/// The street that is being written.
pub(super) struct Street<'a> {
    store: &'a Store,
    number: usize,
    random: Random,
    clerk: Actor,
    now: DateTime<Utc>,
    neighbours: Vec<Neighbour>,
}

impl<'a> Street<'a> {
    pub(super) fn new(store: &'a Store, number: usize, random: Random) -> Self {
        Self {
            store,
            number,
            random,
            clerk: Actor::named("malipo generate"),
            now: DateTime::from_timestamp(FIRST_PAYMENT_S, 0).unwrap_or_default(),
            neighbours: Vec::new(),
        }
    }

    /// Writes the customers and `payments` of theirs; tells each one.
    pub(super) async fn write(
        mut self,
        payments: usize,
        told: impl Fn() + Send,
    ) -> Result<(), GenerateError> {
        for place in 0..CUSTOMERS {
            self.move_in(place).await?;
        }
        for place in 0..payments {
            self.now += PAYMENT_EVERY;
            if place % 8 == 0 {
                self.charge(place).await?;
            }
            self.pay(place).await?;
            told();
        }
        Ok(())
    }

    async fn move_in(&mut self, place: usize) -> Result<(), GenerateError> {
        let number = self.number * CUSTOMERS + place;
        let (first, last) = (
            *self.random.pick(&FIRST_NAMES),
            *self.random.pick(&LAST_NAMES),
        );
        // The seventh house of a street has the phone of the first.
        let line = if place == 6 { number - 6 } else { number };
        let phone = Msisdn::parse(&format!("2547{:08}", 10_000_000 + line)).map_err(impossible)?;
        let new = NewCustomer {
            name: format!("{first} {last}"),
            phones: vec![phone.as_str().to_owned()],
            ..NewCustomer::default()
        };
        let seed = Uuid::from_u128(1_000_000 + number as u128);
        let customer = customers::create(self.store, &new, &self.clerk, seed, self.now).await?;
        self.neighbours.push(Neighbour {
            id: customer.id,
            phone,
            name: first,
        });
        for debt in 0..3 {
            self.owe(place, debt).await?;
        }
        Ok(())
    }

    /// Something new to pay for somebody.
    async fn charge(&mut self, place: usize) -> Result<(), GenerateError> {
        let whose = self.random.below(self.neighbours.len());
        self.owe(whose, 1_000 + place).await
    }

    async fn owe(&mut self, whose: usize, number: usize) -> Result<(), GenerateError> {
        let customer = self.neighbours[whose].id.clone();
        let doses = *self.random.pick(&[1_i64, 1, 1, 2, 3, 6]);
        let dose = shillings(*self.random.pick(&PRICES))?;
        let today = self.now.date_naive();
        let mut instalments = Vec::new();
        let mut amount = Money::zero(Currency::Kes);
        for month in 0..doses {
            instalments.push((today + TimeDelta::days(30 * month + 5), dose));
            amount = amount.checked_add(dose).map_err(impossible)?;
        }
        let school = self.random.percent(20);
        let payee = if school {
            Payee::Institution {
                name: "Tumaini Academy".to_owned(),
            }
        } else {
            Payee::Us {
                income: *self.random.pick(&Income::ALL),
            }
        };
        let code = format!("TUM-{}-{number}-{whose}", self.number);
        let new = NewObligation {
            customer,
            payee,
            description: "Made up".to_owned(),
            payment_code: school.then_some(code),
            amount,
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::Manual { instalments },
        };
        let seed = self.seed(number * CUSTOMERS + whose);
        obligations::create(self.store, &new, &self.clerk, seed, self.now).await?;
        Ok(())
    }

    async fn pay(&mut self, place: usize) -> Result<(), GenerateError> {
        let payer = self.random.below(self.neighbours.len());
        if self.random.percent(5) {
            return self.pay_in_cash(payer, place).await;
        }
        let payment = self.made_up(payer, place)?;
        // A push is reported twice: as its result, and as the confirmation that makes it believed.
        let as_push = self.random.percent(10);
        if as_push {
            self.report("stk", &payment.stk_result()).await?;
        }
        let id = self
            .report("c2b/confirmation", &payment.confirmation())
            .await?;
        if self.random.percent(3) {
            self.report("c2b/confirmation", &payment.confirmation())
                .await?;
        }
        if let Associated::Associated(_) = associate::by_rules(self.store, &id, self.now).await? {
            allocate::automatically(self.store, &id, self.now).await?;
        }
        self.correct(&id).await
    }

    async fn report(&self, hook: &str, body: &Value) -> Result<PaymentId, GenerateError> {
        let raw = body.to_string();
        let arrival = Arrival::new(hook, SHORT_CODE, raw.as_bytes(), self.now);
        let taken = take_in(self.store, &arrival).await?;
        let payment = taken.outcome.payment().cloned();
        payment.ok_or_else(|| impossible("a payment that is none"))
    }

    fn made_up(&mut self, payer: usize, place: usize) -> Result<SamplePayment, GenerateError> {
        let shilling_cents = 100;
        let cents =
            *self.random.pick(&PRICES) * shilling_cents + *self.random.pick(&[0, 0, 0, 50, 5_000]);
        let neighbour = &self.neighbours[payer];
        let account = neighbour.id.account().as_str().to_owned();
        let reference = match self.random.below(20) {
            0 => "rent".to_owned(),
            1 => account.chars().rev().collect(),
            2 | 3 => String::new(),
            _ => account,
        };
        let form = *self
            .random
            .pick(&[PhoneForm::Hash, PhoneForm::Mask, PhoneForm::Number]);
        Ok(SamplePayment {
            receipt: sample::receipt((self.number * 100_000 + place) as u64),
            amount: Money::from_cents(cents, Currency::Kes).map_err(impossible)?,
            reference,
            phone: neighbour.phone.clone(),
            phone_form: form,
            name: neighbour.name.to_uppercase(),
            paid_at: self.now - TimeDelta::seconds(20),
            short_code: SHORT_CODE.to_owned(),
        })
    }

    async fn pay_in_cash(&mut self, payer: usize, place: usize) -> Result<(), GenerateError> {
        let settle = self
            .random
            .pick(&[Settle::OldestFirst, Settle::Nothing])
            .clone();
        let cash = ManualPayment {
            customer: self.neighbours[payer].id.clone(),
            amount: shillings(*self.random.pick(&PRICES))?,
            method: *self
                .random
                .pick(&[Method::Cash, Method::Cheque, Method::Bank, Method::Card]),
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle,
            shortcode: SHORT_CODE.to_owned(),
        };
        let seed = self.seed(1_000_000 + place);
        let id = manual_payment::record(self.store, &cash, &self.clerk, seed, self.now).await?;
        self.correct(&id).await
    }

    /// What people do afterwards to some payments. What a payment does not allow is left out.
    async fn correct(&mut self, id: &PaymentId) -> Result<(), GenerateError> {
        if !self.random.percent(25) {
            return Ok(());
        }
        let why = "made up";
        let (store, clerk, now) = (self.store, &self.clerk, self.now + TimeDelta::hours(1));
        let other = self.neighbours[self.random.below(self.neighbours.len())]
            .id
            .clone();
        let done = match self.random.below(6) {
            0 => associate::disassociate(store, id, why, clerk, now).await,
            1 | 2 => match associate::by_person(store, id, &other, why, clerk, now).await {
                Ok(()) => allocate::automatically(store, id, now).await.map(drop),
                refused => refused,
            },
            3 => allocate::unmap(store, id, why, clerk, now).await,
            4 => allocate::undo(store, id, &AllocationId::new(id, 1), why, clerk, now).await,
            _ => reverse::reverse(store, id, why, clerk, now).await,
        };
        match done {
            Ok(())
            | Err(
                OperationError::PaymentNotAssociated
                | OperationError::PaymentReversed
                | OperationError::AllocationNotFound,
            ) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn seed(&self, number: usize) -> Uuid {
        Uuid::from_u128(((self.number as u128 + 1) << 64) | number as u128)
    }
}

fn shillings(amount: i64) -> Result<Money, GenerateError> {
    Money::from_cents(amount * 100, Currency::Kes).map_err(impossible)
}

fn impossible(why: impl std::fmt::Display) -> GenerateError {
    GenerateError::Impossible(why.to_string())
}
