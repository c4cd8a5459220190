//! `malipo post`

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use billing::ids::PaymentId;
use billing::money::{Currency, Money};
use billing::phone::Msisdn;
use billing::receipt::{Provider, Receipt};
use chrono::Utc;
use futures::{StreamExt, TryStreamExt};
use serde_json::Value;
use uuid::Uuid;

use crate::client::{Client, ClientError, Where};
use crate::console;
use crate::sample::{self, PhoneForm, SamplePayment};

/// How long a payment gets to appear, unless told otherwise.
const APPEARS_WITHIN: Duration = Duration::from_secs(5);

/// How long one that is there gets to find its owner, unless told otherwise.
const OWNED_WITHIN: Duration = Duration::from_millis(1_500);

/// How long one that has an owner gets to be put to what that owner owes.
const SETTLED_WITHIN: Duration = Duration::from_millis(1_500);

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Send a made-up M-PESA callback to the host, and tell what became of the payment.
///
/// Examples:
///   malipo post --account 10000012 --amount 2500
///   malipo post stk --phone 0712345601 --amount 500
///   malipo post --receipt SGR0N5T5Q6 --times 50 --at-once 20
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Post {
    /// Which callback.
    #[arg(value_enum, default_value_t = Kind::C2b)]
    kind: Kind,
    /// What the payer types as account number.
    #[arg(long, default_value = "")]
    account: String,
    /// Shillings, as in 1250.50.
    #[arg(long, default_value = "5.00")]
    amount: String,
    /// The receipt; a new one where it is left out.
    #[arg(long)]
    receipt: Option<String>,
    /// The payer's phone.
    #[arg(long, default_value = "0712345678")]
    phone: String,
    /// Tell the phone as its SHA-256, as version 1 of the confirmation does.
    #[arg(long, conflicts_with = "mask")]
    hash: bool,
    /// Tell the phone with most digits masked, as version 2 does. An STK result always has all of them.
    #[arg(long)]
    mask: bool,
    /// The payer's first name.
    #[arg(long, default_value = "JOHN")]
    name: String,
    /// Send the same callback so many times.
    #[arg(long, default_value_t = 1, value_name = "N")]
    times: usize,
    /// Send so many of them at once.
    #[arg(long, default_value_t = 1, value_name = "K")]
    at_once: usize,
    /// Wait at most so long for the payment to appear and to find its owner; a few seconds where it is left out.
    #[arg(long, value_name = "SECONDS")]
    wait: Option<u64>,
    #[command(flatten)]
    to: Where,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// The confirmation of a payment to a paybill.
    C2b,
    /// The result of a push that the host never asked for, which it does not believe.
    Stk,
    /// The question before a payment.
    Validation,
}

impl Post {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let client = self.to.find()?;
        let payment = self.payment(client.short_code())?;
        let (hook, body) = match self.kind {
            Kind::C2b => ("c2b/confirmation", payment.confirmation()),
            Kind::Stk => ("stk", payment.stk_result()),
            Kind::Validation => ("c2b/validation", payment.confirmation()),
        };
        let (receipt, amount) = (&payment.receipt, payment.amount);
        console::line(format!("Sending {hook}: receipt {receipt}, {amount}"));
        self.send(&client, hook, &body.to_string()).await?;
        if self.kind == Kind::Validation {
            return Ok(ExitCode::SUCCESS);
        }
        let id = PaymentId::of(&Provider::mpesa(), &Receipt::parse(receipt)?);
        tell_outcome(&client, &id, self.wait.map(Duration::from_secs)).await?;
        Ok(ExitCode::SUCCESS)
    }

    fn payment(&self, short_code: &str) -> Result<SamplePayment, Box<dyn Error>> {
        let random = || sample::receipt(Uuid::new_v4().as_u128() as u64);
        let phone_form = match (self.hash, self.mask) {
            (true, _) => PhoneForm::Hash,
            (false, true) => PhoneForm::Mask,
            (false, false) => PhoneForm::Number,
        };
        Ok(SamplePayment {
            receipt: self.receipt.clone().unwrap_or_else(random),
            amount: Money::parse(&self.amount, Currency::Kes)?,
            reference: self.account.clone(),
            phone: Msisdn::parse(&self.phone)?,
            phone_form,
            name: self.name.clone(),
            paid_at: Utc::now(),
            short_code: short_code.to_owned(),
        })
    }

    async fn send(&self, client: &Client, hook: &str, body: &str) -> Result<(), ClientError> {
        let began = Instant::now();
        let answers: Vec<_> = futures::stream::iter(0..self.times)
            .map(|_| client.callback(hook, body.to_owned()))
            .buffer_unordered(self.at_once.max(1))
            .try_collect()
            .await?;
        let took_ms = began.elapsed().as_millis();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (status, answer) in answers {
            *counts.entry(format!("{status} {answer}")).or_default() += 1;
        }
        for (answer, count) in counts {
            let times = if count > 1 {
                format!("{count} × ")
            } else {
                String::new()
            };
            console::line(format!("  {times}{answer} ({took_ms} ms)"));
        }
        Ok(())
    }
}

async fn tell_outcome(
    client: &Client,
    id: &PaymentId,
    wait: Option<Duration>,
) -> Result<(), ClientError> {
    let began = Instant::now();
    let path = format!("/payments/{id}");
    let mut owned_since = None;
    let payment = loop {
        let payment = client.get(&path).await?;
        let (since, patience) = match &payment {
            None => (began, wait.unwrap_or(APPEARS_WITHIN)),
            Some(it) if it["association"].is_null() => (began, wait.unwrap_or(OWNED_WITHIN)),
            Some(_) => (
                *owned_since.get_or_insert_with(Instant::now),
                SETTLED_WITHIN,
            ),
        };
        if payment.as_ref().is_some_and(is_settled) || since.elapsed() > patience {
            break payment;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    let Some(payment) = payment else {
        console::line("No payment came of it; `malipo parked` lists what waits for a person.");
        return Ok(());
    };
    tell_owner(&payment, id);
    if let Some(customer) = payment["association"]["customer"].as_str()
        && let Some(balance) = client
            .get(&format!("/customers/{customer}/balance"))
            .await?
    {
        let [now, owes, late] =
            ["balance", "outstanding", "overdue"].map(|name| word(&balance, name));
        console::line(format!(
            "  balance {now}, outstanding {owes}, overdue {late}"
        ));
    }
    Ok(())
}

fn tell_owner(payment: &Value, id: &PaymentId) {
    let association = &payment["association"];
    if association.is_null() {
        console::line(format!("Payment {id} belongs to nobody yet."));
        if let Some(doubt) = payment["doubt"].as_str() {
            console::line(format!("  not verified: {doubt}"));
        }
        for suggestion in payment["suggestions"].as_array().into_iter().flatten() {
            let [name, who, why] =
                ["customer_name", "customer", "reason"].map(|name| word(suggestion, name));
            console::line(format!(
                "  perhaps {name}, {who} ({} of 100): {why}",
                suggestion["score"]
            ));
        }
        return;
    }
    let [name, customer, rule, reason] =
        ["customer_name", "customer", "rule", "reason"].map(|name| word(association, name));
    console::line(format!(
        "Payment {id} belongs to {name}, {customer}, by {rule}:"
    ));
    console::line(format!("  {reason}"));
    let [status, left] = ["allocation_status", "unallocated"].map(|name| word(payment, name));
    console::line(format!(
        "  {}, {left} of it not put to anything",
        status.replace('_', " ")
    ));
}

/// That nobody owns it, or that its owner owes nothing, shows only by waiting.
fn is_settled(payment: &Value) -> bool {
    !payment["association"].is_null() && payment["allocation_status"] != "not_allocated"
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or("–")
}
