//! What the table charges for each step of a payment's way, measured on the engine, with the budgets
//! that the design sets. A test asserts them; `malipo units` prints them.

mod prompter;

use billing::ids::{CustomerId, PaymentId};
use billing::money::{Currency, Money, MoneyError};
use billing::obligation::{Income, Payee, Schedule};
use billing::payment::Method;
use billing::phone::{Msisdn, PhoneError};
use billing::receipt::{Provider, Receipt, ReceiptError};
use chrono::{DateTime, Utc};
use local_aws::engine::{Engine, EngineError};
use operations::actor::Actor;
use operations::customers::{self, NewCustomer};
use operations::error::OperationError;
use operations::intake::{Arrival, take_in};
use operations::manual_payment::{self, ManualPayment};
use operations::obligations::{self, NewObligation};
use operations::{allocate, associate};
use store::client::Store;
use store::error::StoreError;
use store::meter::{Meter, Units};
use store::states::Settle;
use uuid::Uuid;

use crate::host::machine::TABLE;
use crate::sample::{self, PhoneForm, SamplePayment};
use crate::units::prompter::Prompter;

/// Write units that accepting a callback may cost.
pub const ACCEPT_BUDGET: f64 = 4.0;

/// Write units that a duplicate may cost.
pub const DUPLICATE_BUDGET: f64 = 1.0;

/// Write units of the whole way: accept, associate, allocate to one instalment.
pub const WHOLE_WAY_BUDGET: f64 = 12.0;

/// Write units of the whole way of a push: prompt, accept, associate, allocate to one instalment.
pub const PUSH_BUDGET: f64 = 24.0;

const SHORT_CODE: &str = "600966";
const PHONE: &str = "254712345601";

/// What one step cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The step, for a person.
    pub name: &'static str,
    /// What the engine says.
    pub units: Units,
    /// Write units that it may cost, where there is a limit.
    pub budget: Option<f64>,
}

impl Step {
    /// Whether it costs no more than it may.
    pub fn is_within_budget(&self) -> bool {
        self.budget.is_none_or(|budget| self.units.write <= budget)
    }
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum UnitsError {
    /// The engine does not run.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table does not answer.
    #[error("the table does not answer")]
    Store(#[from] StoreError),
    /// A step was refused.
    #[error("a step was refused")]
    Operation(#[from] OperationError),
    /// M-PESA does not run.
    #[error(transparent)]
    Mpesa(#[from] local_providers::loopback::LoopbackError),
    /// M-PESA cannot be called.
    #[error(transparent)]
    MpesaSettings(#[from] runtime::config::mpesa::MpesaConfigError),
    /// The measured push did not happen.
    #[error("no push: {0}")]
    Push(&'static str),
    /// The measured payment is not possible.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The measured payment is not possible.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// The measured payment is not possible.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
}

/// Measures every step on an engine in memory.
///
/// # Errors
/// [`UnitsError`]
pub async fn measure() -> Result<Vec<Step>, UnitsError> {
    let engine = Engine::memory().await?;
    store::table::create(&engine.client(), TABLE).await?;
    let meter = Meter::default();
    let store = Store::new(engine.client(), TABLE.to_owned()).metered(meter.clone());
    let bench = Bench {
        store,
        meter,
        now: Utc::now(),
    };
    let steps = bench.measure().await;
    engine.stop().await?;
    steps
}

struct Bench {
    store: Store,
    meter: Meter,
    now: DateTime<Utc>,
}

impl Bench {
    async fn measure(&self) -> Result<Vec<Step>, UnitsError> {
        let customer = self.customer().await?;
        let (first, second) = (self.payment(1, &customer)?, self.payment(2, &customer)?);
        let id = of(&first)?;
        let actor = Actor::named("malipo units");
        let mut steps = Vec::new();
        let mut measured = |name, budget| steps.push(self.step(name, budget));

        self.obligation(&customer, 1).await?;
        let _ = self.meter.take();
        self.confirm(&first).await?;
        measured("accept a C2B confirmation", Some(ACCEPT_BUDGET));
        self.confirm(&first).await?;
        measured("the same confirmation again", Some(DUPLICATE_BUDGET));
        self.push_result(&first).await?;
        measured("the STK result of the same receipt", None);
        self.push_result(&first).await?;
        measured("the same STK result again", None);
        associate::by_rules(&self.store, &id, self.now).await?;
        measured("associate by a rule", None);
        allocate::automatically(&self.store, &id, self.now).await?;
        measured("allocate to one instalment", None);

        self.obligation(&customer, 2).await?;
        let _ = self.meter.take();
        self.confirm(&second).await?;
        associate::by_rules(&self.store, &of(&second)?, self.now).await?;
        allocate::automatically(&self.store, &of(&second)?, self.now).await?;
        measured("the whole way of a payment", Some(WHOLE_WAY_BUDGET));

        self.obligation(&customer, 3).await?;
        let _ = self.meter.take();
        let cash = self.cash(&customer)?;
        manual_payment::record(&self.store, &cash, &actor, Uuid::from_u128(9), self.now).await?;
        measured("a manual payment, to one instalment", None);
        let pushes = self.measure_push(&customer).await?;
        associate::disassociate(&self.store, &id, "measured", &actor, self.now).await?;
        measured("disassociate, reopening one instalment", None);
        steps.extend(pushes);
        Ok(steps)
    }

    /// From the request to the customer's balance. The access token is there already, as it is for an hour, and so is a
    /// push of earlier.
    async fn measure_push(&self, customer: &CustomerId) -> Result<Vec<Step>, UnitsError> {
        let prompter = Prompter::start(self.now).await?;
        let one_shilling = Money::from_cents(100, Currency::Kes)?;
        self.push(&prompter, customer, one_shilling, 11).await?;
        self.obligation(customer, 4).await?;
        let _ = self.meter.take();
        let parts = self.push(&prompter, customer, amount()?, 12).await?;
        prompter.stop().await;
        let whole = parts.iter().fold(Units::default(), |sum, part| Units {
            read: sum.read + part.units.read,
            write: sum.write + part.units.write,
            calls: sum.calls + part.units.calls,
        });
        let mut steps = Vec::from(parts);
        steps.push(Step {
            name: "the whole way of a push, from the request to the balance",
            units: whole,
            budget: Some(PUSH_BUDGET),
        });
        Ok(steps)
    }

    /// One push that is paid, step by step.
    async fn push(
        &self,
        prompter: &Prompter,
        customer: &CustomerId,
        amount: Money,
        seed: u128,
    ) -> Result<[Step; 4], UnitsError> {
        let push = prompter
            .request(&self.store, customer, amount, seed, self.now)
            .await?;
        let prompt = self.step("prompt a phone: the intent, M-PESA's answer", None);
        let (receipt, result) = prompter.pay(&push).await?;
        let hook = format!("stk/{}", push.id);
        let arrival = Arrival::new(&hook, SHORT_CODE, result.as_bytes(), self.now);
        take_in(&self.store, &arrival).await?;
        let accept = self.step("accept the result of a push", Some(ACCEPT_BUDGET));
        let id = PaymentId::of(&Provider::mpesa(), &Receipt::parse(&receipt)?);
        associate::by_rules(&self.store, &id, self.now).await?;
        let associate = self.step("associate by the push, which is paid then", None);
        allocate::automatically(&self.store, &id, self.now).await?;
        let allocate = self.step("allocate what a push paid to one instalment", None);
        Ok([prompt, accept, associate, allocate])
    }

    /// What was used since the last one.
    fn step(&self, name: &'static str, budget: Option<f64>) -> Step {
        Step {
            name,
            units: self.meter.take_total(),
            budget,
        }
    }

    async fn customer(&self) -> Result<CustomerId, UnitsError> {
        let new = NewCustomer {
            name: "Wanjiku Kamau".to_owned(),
            phones: vec![PHONE.to_owned()],
            emails: vec!["wanjiku.kamau@example.com".to_owned()],
            ..NewCustomer::default()
        };
        let seed = Uuid::from_u128(1_000_001);
        let actor = Actor::system();
        Ok(customers::create(&self.store, &new, &actor, seed, self.now)
            .await?
            .id)
    }

    /// One that a payment of [`Bench::payment`] settles exactly.
    async fn obligation(&self, customer: &CustomerId, number: u128) -> Result<(), UnitsError> {
        let new = NewObligation {
            customer: customer.clone(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: "Home internet 10 Mbps, Kilimani, this month".to_owned(),
            payment_code: None,
            amount: amount()?,
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::OneOff {
                due_on: self.now.date_naive(),
            },
        };
        let seed = Uuid::from_u128(number);
        obligations::create(&self.store, &new, &Actor::system(), seed, self.now).await?;
        Ok(())
    }

    fn payment(&self, number: u64, customer: &CustomerId) -> Result<SamplePayment, UnitsError> {
        Ok(SamplePayment {
            receipt: sample::receipt(number),
            amount: amount()?,
            reference: customer.account().as_str().to_owned(),
            phone: Msisdn::parse(PHONE)?,
            phone_form: PhoneForm::Hash,
            name: "WANJIKU".to_owned(),
            paid_at: self.now,
            short_code: SHORT_CODE.to_owned(),
        })
    }

    fn cash(&self, customer: &CustomerId) -> Result<ManualPayment, UnitsError> {
        Ok(ManualPayment {
            customer: customer.clone(),
            amount: amount()?,
            method: Method::Cash,
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle: Settle::OldestFirst,
            shortcode: SHORT_CODE.to_owned(),
        })
    }

    async fn confirm(&self, payment: &SamplePayment) -> Result<(), UnitsError> {
        let raw = payment.confirmation().to_string();
        take_in(
            &self.store,
            &Arrival::new("c2b/confirmation", SHORT_CODE, raw.as_bytes(), self.now),
        )
        .await?;
        Ok(())
    }

    async fn push_result(&self, payment: &SamplePayment) -> Result<(), UnitsError> {
        let raw = payment.stk_result().to_string();
        take_in(
            &self.store,
            &Arrival::new("stk", SHORT_CODE, raw.as_bytes(), self.now),
        )
        .await?;
        Ok(())
    }
}

fn amount() -> Result<Money, MoneyError> {
    Money::from_cents(250_000, Currency::Kes)
}

fn of(payment: &SamplePayment) -> Result<PaymentId, UnitsError> {
    let receipt = Receipt::parse(&payment.receipt)?;
    Ok(PaymentId::of(&Provider::mpesa(), &receipt))
}
