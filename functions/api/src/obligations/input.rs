//! A new obligation as it is asked for.

use billing::money::{Currency, Money};
use billing::obligation::{Frequency, Income, Payee, Schedule};
use operations::obligations::NewObligation;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::fields::{Amount, CurrencyCode, CustomerRef, Day, one_of};
use crate::refusal::Refusal;

/// A new obligation.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewObligation)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewObligationInput {
    /// Who owes it.
    customer: CustomerRef,
    /// To whom it is owed.
    payee: PayeeInput,
    /// What it is for, in words for the customer; at most 200 characters.
    #[schema(example = "Internet, December")]
    description: String,
    /// What a payer may quote to mean it: at most 40 letters and digits.
    payment_code: Option<String>,
    /// The total; the instalments add up to it.
    amount: Amount,
    /// Currency of all amounts.
    #[serde(default)]
    currency: CurrencyCode,
    /// Whether the customer is told about it.
    notify_customer: bool,
    /// What only staff see; at most 2,000 characters.
    manager_comments: Option<String>,
    /// When it has to be paid.
    schedule: ScheduleInput,
}

/// To whom something is owed.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewPayee)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct PayeeInput {
    /// `us`, or an `institution` that we collect for.
    kind: PayeeKind,
    /// With `institution`: its name, at most 80 characters.
    name: Option<String>,
    /// With `us`: what is earned; `service` where it is left out.
    #[schema(schema_with = income)]
    income: Option<Income>,
}

/// Who gets the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayeeKind {
    /// We do.
    Us,
    /// An institution that we collect for.
    Institution,
}

/// When something has to be paid.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Schedule)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct ScheduleInput {
    /// Which way the instalments are given.
    kind: ScheduleKind,
    /// With `one_off`: the day.
    due_on: Option<Day>,
    /// With `automatic`: the first day.
    first_on: Option<Day>,
    /// With `automatic`: how long it is from one instalment to the next; `monthly` where it is left out. Months are
    /// counted from the first day, so that the 31st is the last day of a shorter month and the 31st again after it.
    #[schema(schema_with = every)]
    every: Option<Frequency>,
    /// With `automatic`: the amount of each instalment.
    instalment_amount: Option<Amount>,
    /// With `automatic`: how many, at most 90.
    count: Option<u32>,
    /// With `automatic`: the amount of the last one, where it is another.
    last_amount: Option<Amount>,
    /// With `manual`: the instalments, at most 90, in any order.
    instalments: Option<Vec<InstalmentInput>>,
}

/// A way to give instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleKind {
    /// All of it on one day.
    OneOff,
    /// Equal doses on computed days.
    Automatic,
    /// Doses that are written down one by one.
    Manual,
}

/// One instalment.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewInstalment)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct InstalmentInput {
    /// The day.
    due_on: Day,
    /// How much.
    amount: Amount,
}

impl NewObligationInput {
    /// What is asked for, as the operation takes it.
    ///
    /// # Errors
    /// `invalid_fields` where the fields of a kind are missing or of another kind.
    pub fn obligation(self) -> Result<NewObligation, Refusal> {
        let currency = self.currency.0;
        Ok(NewObligation {
            customer: self.customer.0,
            payee: self.payee.payee()?,
            description: self.description,
            payment_code: self.payment_code,
            amount: self.amount.in_currency(currency),
            notify_customer: self.notify_customer,
            manager_comments: self.manager_comments,
            schedule: self.schedule.schedule(currency)?,
        })
    }
}

impl PayeeInput {
    fn payee(self) -> Result<Payee, Refusal> {
        match self.kind {
            PayeeKind::Us if self.name.is_some() => Err(foreign("payee.name")),
            PayeeKind::Us => Ok(Payee::Us {
                income: self.income.unwrap_or(Income::Service),
            }),
            PayeeKind::Institution if self.income.is_some() => Err(foreign("payee.income")),
            PayeeKind::Institution => Ok(Payee::Institution {
                name: self.name.ok_or_else(|| missing("payee.name"))?,
            }),
        }
    }
}

impl ScheduleInput {
    fn schedule(self, currency: Currency) -> Result<Schedule, Refusal> {
        use ScheduleKind::{Automatic, Manual, OneOff};
        let fields = [
            ("schedule.due_on", self.due_on.is_some(), OneOff),
            ("schedule.first_on", self.first_on.is_some(), Automatic),
            ("schedule.every", self.every.is_some(), Automatic),
            (
                "schedule.instalment_amount",
                self.instalment_amount.is_some(),
                Automatic,
            ),
            ("schedule.count", self.count.is_some(), Automatic),
            (
                "schedule.last_amount",
                self.last_amount.is_some(),
                Automatic,
            ),
            ("schedule.instalments", self.instalments.is_some(), Manual),
        ];
        for (field, given, kind) in fields {
            if given && kind != self.kind {
                return Err(foreign(field));
            }
        }
        match self.kind {
            OneOff => {
                let Day(due_on) = self.due_on.ok_or_else(|| missing("schedule.due_on"))?;
                Ok(Schedule::OneOff { due_on })
            }
            Manual => {
                let instalments = self.instalments;
                let instalments = instalments.ok_or_else(|| missing("schedule.instalments"))?;
                let dose = |one: InstalmentInput| -> (chrono::NaiveDate, Money) {
                    (one.due_on.0, one.amount.in_currency(currency))
                };
                Ok(Schedule::Manual {
                    instalments: instalments.into_iter().map(dose).collect(),
                })
            }
            Automatic => self.automatic(currency),
        }
    }

    fn automatic(self, currency: Currency) -> Result<Schedule, Refusal> {
        let Day(first_on) = self.first_on.ok_or_else(|| missing("schedule.first_on"))?;
        let instalment_amount = self.instalment_amount;
        let instalment_amount =
            instalment_amount.ok_or_else(|| missing("schedule.instalment_amount"))?;
        Ok(Schedule::Automatic {
            first_on,
            every: self.every.unwrap_or_default(),
            instalment_amount: instalment_amount.in_currency(currency),
            count: self.count.ok_or_else(|| missing("schedule.count"))?,
            last_amount: self.last_amount.map(|last| last.in_currency(currency)),
        })
    }
}

fn missing(field: &str) -> Refusal {
    Refusal::field(field, "missing", "this kind needs it")
}

fn foreign(field: &str) -> Refusal {
    let detail = "this kind does not use it; leave it out";
    Refusal::field(field, "not_for_this_kind", detail)
}

fn income() -> Schema {
    one_of(
        "What is earned; `service` where it is left out.",
        &Income::ALL.map(Income::name),
    )
}

fn every() -> Schema {
    one_of(
        "How long it is from one instalment to the next.",
        &Frequency::ALL.map(Frequency::name),
    )
}
