//! Sample data for a first look: a small internet provider that also collects fees for a school.
//! Customers and what they owe are written by operations; payments come in by the callback address, as
//! M-PESA would send them, and some prompts are answered on the simulated phones, so that the sample shows what really
//! happens. Always the same, around today.

mod corrections;
pub mod customers;
pub mod obligations;
pub mod payments;
mod pushes;
pub mod staff;

use std::time::Duration;

use billing::civil::nairobi_date;
use billing::ids::{CustomerId, PaymentId};
use billing::money::{Currency, Money, MoneyError};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use operations::actor::Actor;
use operations::error::OperationError;
use runtime::context::Context;
use store::keys::List;
use store::walk::{Order, Range};
use uuid::Uuid;

use crate::console::Steps;
use crate::data_folder::{DataFolder, FolderError};
use crate::host::machine::Machine;
use crate::settings::{Sample, Settings};

/// The sample's customers began this long ago.
const BEGAN_DAYS_AGO: i64 = 75;

/// How long the queues may take with the sample's payments.
const SETTLED_WITHIN: Duration = Duration::from_secs(30);

/// How often it is looked whether they are done.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What every seed of the sample starts with, so that its records never meet anybody else's.
const SEEDS: u128 = 0x6d61_6c69_706f_4000_8000_0000_0000_0000;

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// What was done so far cannot be noted.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A record was refused.
    #[error("a record was refused")]
    Operation(#[from] OperationError),
    /// The table does not answer.
    #[error("the table does not answer")]
    Store(#[from] store::error::StoreError),
    /// The callback address does not answer.
    #[error("the callback address does not answer")]
    Callback(#[from] reqwest::Error),
    /// A prompt cannot be answered.
    #[error("a prompt cannot be answered")]
    Prompt(#[from] local_providers::mpesa::phone::PromptError),
    /// A text of the sample is not what it should be.
    #[error("the sample is wrong: {0}")]
    Text(String),
    /// The queues did not get on.
    #[error("the payments were not settled in time")]
    TooSlow,
}

impl From<MoneyError> for DemoError {
    fn from(error: MoneyError) -> Self {
        Self::Text(error.to_string())
    }
}

/// Fills an empty store with the sample, once in the life of a folder.
///
/// # Idempotency
/// After a crash in the middle it begins again; what is there already stays as it is.
pub async fn load_once(
    folder: &DataFolder,
    settings: &mut Settings,
    machine: &Machine,
    hook: &str,
    steps: &mut Steps,
) -> Result<(), DemoError> {
    let context = &machine.context;
    match settings.sample {
        Sample::Complete => return Ok(()),
        Sample::None if !is_empty(context).await? => return Ok(()),
        Sample::None | Sample::Begun => {}
    }
    settings.sample = Sample::Begun;
    settings.save(folder)?;
    let story = Story::starting(context);
    staff::create(&story, machine.simulator().is_some()).await?;
    let customers = customers::create(&story).await?;
    let obligations = obligations::create(&story, &customers).await?;
    steps.done(format!(
        "sample: {} customers, {obligations} obligations",
        customers.len()
    ));
    let payments = payments::send(&story, &customers, hook).await?;
    settled(context, &payments).await?;
    corrections::make(&story, &customers, &payments).await?;
    steps.done(format!(
        "sample: {} payments by the callback address",
        payments.len()
    ));
    if let Some(simulator) = machine.simulator() {
        let paid = pushes::make(&story, &customers, machine.mpesa(), simulator).await?;
        settled(context, &paid).await?;
        steps.done("sample: prompts, paid and not");
    }
    settings.sample = Sample::Complete;
    settings.save(folder)?;
    Ok(())
}

/// What all parts of the sample share.
pub struct Story<'a> {
    context: &'a Context,
    now: DateTime<Utc>,
    today: NaiveDate,
    clerk: Actor,
}

impl<'a> Story<'a> {
    fn starting(context: &'a Context) -> Self {
        let now = context.clock.now();
        Self {
            context,
            now,
            today: nairobi_date(now),
            clerk: Actor::named("Grace Wambui (office)"),
        }
    }

    /// The short code that the sample's payments go to.
    fn short_code(&self) -> String {
        let first = self.context.config.hooks.first();
        first
            .map(|hook| hook.short_code.clone())
            .unwrap_or_default()
    }

    /// The day so many days from today.
    fn day(&self, offset_days: i64) -> NaiveDate {
        let day = self.today.checked_add_signed(TimeDelta::days(offset_days));
        day.unwrap_or(self.today)
    }

    /// So many days ago.
    fn ago(&self, days: i64) -> DateTime<Utc> {
        self.now - TimeDelta::days(days)
    }
}

fn seed(number: u64) -> Uuid {
    Uuid::from_u128(SEEDS | u128::from(number))
}

fn shillings(amount: i64) -> Result<Money, MoneyError> {
    Money::from_cents(amount.saturating_mul(100), Currency::Kes)
}

/// The customer with this place in [`customers::PEOPLE`].
fn customer(customers: &[CustomerId], place: usize) -> Result<&CustomerId, DemoError> {
    customers
        .get(place)
        .ok_or_else(|| DemoError::Text(format!("no customer {place}")))
}

async fn is_empty(context: &Context) -> Result<bool, DemoError> {
    let all = Range::all(Order::OldestFirst);
    let customer = context
        .store
        .walk(List::Customers, &all, 1)
        .next_customer()
        .await?;
    let payment = context
        .store
        .walk(List::Payments, &all, 1)
        .next_payment_id()
        .await?;
    Ok(customer.is_none() && payment.is_none())
}

/// Waits until every payment was looked at by the rules, and allocated where it has an owner.
async fn settled(context: &Context, payments: &[PaymentId]) -> Result<(), DemoError> {
    let all_settled = async {
        loop {
            let states = context.store.payment_states(payments).await?;
            let settled = states.values().filter(|state| state.to_settle.is_none());
            if settled.count() == payments.len() {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    let in_time = tokio::time::timeout(SETTLED_WITHIN, all_settled).await;
    in_time.map_err(|_| DemoError::TooSlow)?
}
