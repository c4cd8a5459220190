//! An obligation as it is answered, with everything that follows from what is paid of it.

use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::money::Money;
use billing::obligation::{Instalment, Payee, SettlementStatus};
use chrono::{DateTime, NaiveDate, Utc};
use operations::obligations::NewObligation;
use runtime::context::Context;
use serde::Serialize;
use store::obligations::{InstalmentRecord, ObligationFile};
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::fields::{Amount, CurrencyCode, Day, one_of};
use crate::parties::Parties;
use crate::refusal::Refusal;

/// Something that a customer has to pay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Obligation)]
pub struct ObligationView {
    /// Opaque id.
    id: String,
    /// The account number of who owes it.
    customer: String,
    /// The customer's id.
    customer_id: String,
    /// The customer's name.
    customer_name: String,
    /// To whom it is owed.
    payee: PayeeView,
    /// What it is for.
    description: String,
    /// What a payer may quote to mean it.
    payment_code: Option<String>,
    /// The total.
    amount: Amount,
    /// What is paid of it.
    paid: Amount,
    /// What is still due of it.
    outstanding: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// How far it is paid.
    #[schema(schema_with = status)]
    status: &'static str,
    /// Whether an instalment was due before today and is not paid.
    overdue: bool,
    /// Whether the customer is told about it.
    notify_customer: bool,
    /// What only staff see.
    manager_comments: Option<String>,
    /// Set while what was unpaid of it is cancelled.
    cancelled: Option<CancellationView>,
    /// When it was entered.
    created_at: DateTime<Utc>,
    /// By whom.
    created_by: String,
    /// Its doses, by number.
    instalments: Vec<InstalmentView>,
}

/// What was not paid need not be paid any more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cancellation)]
pub struct CancellationView {
    /// When it was cancelled.
    at: DateTime<Utc>,
    /// By whom.
    by: String,
    /// Why.
    reason: String,
    /// How much of all instalments was cancelled; it is no longer part of `amount`.
    amount: Amount,
}

/// The schedule that an obligation would have.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ObligationPreview)]
pub struct PreviewView {
    /// The id of who would owe it.
    customer_id: String,
    /// The total.
    amount: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// The doses, by number.
    instalments: Vec<InstalmentView>,
}

/// To whom something is owed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payee)]
pub struct PayeeView {
    /// `us` or `institution`.
    #[schema(schema_with = payee_kind)]
    kind: &'static str,
    /// The name of the institution.
    name: Option<String>,
    /// What we earn, where it is owed to us.
    income: Option<&'static str>,
}

/// One dose of an obligation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Instalment)]
pub struct InstalmentView {
    /// Counted from 1 in the order of the dates.
    number: u32,
    /// The day that the plan asks for.
    nominal_on: Day,
    /// The day until which it has to be paid.
    due_on: Day,
    /// Why the two differ, in English words, or null.
    #[schema(example = "Sunday, and Monday is Madaraka Day")]
    moved_because: Option<String>,
    /// Whether a person insisted on the due date, be it a business day or not.
    insisted: bool,
    /// When the customer was first reminded of this due date; from then on a new holiday does not move it.
    announced_at: Option<DateTime<Utc>>,
    /// How much, without what was cancelled.
    amount: Amount,
    /// What was cancelled of it.
    cancelled: Amount,
    /// What is paid of it.
    paid: Amount,
    /// What is still due of it.
    outstanding: Amount,
    /// How far it is paid.
    #[schema(schema_with = status)]
    status: &'static str,
    /// Whether it was due before today and is not paid.
    overdue: bool,
}

impl PreviewView {
    /// The schedule of what was asked for.
    #[must_use]
    pub fn of(new: &NewObligation, instalments: &[Instalment], today: NaiveDate) -> Self {
        Self {
            customer_id: new.customer.as_str().to_owned(),
            amount: new.amount.into(),
            currency: new.amount.into(),
            instalments: instalments.iter().map(|one| planned(one, today)).collect(),
        }
    }
}

/// One obligation.
///
/// # Errors
/// Faults of the store.
pub async fn one(context: &Context, file: ObligationFile) -> Result<ObligationView, Refusal> {
    let owner = file.head.id.customer();
    let parties = Parties::load(&context.store, [&owner]).await?;
    view(file, &parties, today(context))
}

/// Obligations of a list.
///
/// # Errors
/// Faults of the store.
pub async fn all(
    context: &Context,
    files: Vec<ObligationFile>,
) -> Result<Vec<ObligationView>, Refusal> {
    let owners: Vec<CustomerId> = files.iter().map(|file| file.head.id.customer()).collect();
    let parties = Parties::load(&context.store, &owners).await?;
    let today = today(context);
    let views = files.into_iter().map(|file| view(file, &parties, today));
    views.collect()
}

fn today(context: &Context) -> NaiveDate {
    nairobi_date(context.clock.now())
}

fn view(
    file: ObligationFile,
    parties: &Parties,
    today: NaiveDate,
) -> Result<ObligationView, Refusal> {
    let obligation = file.obligation()?;
    let owner = &obligation.customer;
    let cancelled = obligation.cancelled();
    Ok(ObligationView {
        customer: parties.account(owner),
        customer_id: owner.as_str().to_owned(),
        customer_name: parties.name(owner).unwrap_or(file.head.customer_name),
        payee: payee(&obligation.payee),
        amount: obligation.amount.into(),
        paid: obligation.paid().into(),
        outstanding: obligation.outstanding().into(),
        currency: obligation.amount.into(),
        status: obligation.status().name(),
        overdue: obligation.overdue(today),
        created_by: file.head.created_by,
        cancelled: file.head.cancellation.map(|cancellation| CancellationView {
            amount: cancelled.into(),
            at: cancellation.at,
            by: cancellation.by,
            reason: cancellation.reason,
        }),
        instalments: obligation
            .instalments
            .iter()
            .zip(&file.instalments)
            .map(|(one, record)| stored(one, record, today))
            .collect(),
        id: obligation.id.as_str().to_owned(),
        description: obligation.description,
        payment_code: obligation.payment_code,
        notify_customer: obligation.notify_customer,
        manager_comments: obligation.manager_comments,
        created_at: obligation.created_at,
    })
}

/// To whom something is owed, as it is shown.
pub(crate) fn payee(payee: &Payee) -> PayeeView {
    match payee {
        Payee::Us { income } => PayeeView {
            kind: "us",
            name: None,
            income: Some(income.name()),
        },
        Payee::Institution { name } => PayeeView {
            kind: "institution",
            name: Some(name.clone()),
            income: None,
        },
    }
}

fn stored(one: &Instalment, record: &InstalmentRecord, today: NaiveDate) -> InstalmentView {
    InstalmentView {
        insisted: record.insisted,
        announced_at: record.announced_at,
        ..planned(one, today)
    }
}

fn planned(one: &Instalment, today: NaiveDate) -> InstalmentView {
    let money = |money: Money| Amount::from(money);
    InstalmentView {
        number: one.number,
        nominal_on: Day(one.nominal_on),
        due_on: Day(one.due_on),
        moved_because: one.moved_because(Language::En),
        insisted: false,
        announced_at: None,
        amount: money(one.amount),
        cancelled: money(one.cancelled),
        paid: money(one.paid),
        outstanding: money(one.outstanding()),
        status: one.status().name(),
        overdue: one.overdue(today),
    }
}

/// The schema of how far something is paid.
pub(crate) fn status() -> Schema {
    use SettlementStatus::{Paid, PartiallyPaid, Unpaid};
    one_of(
        "How far it is paid.",
        &[Unpaid, PartiallyPaid, Paid].map(SettlementStatus::name),
    )
}

fn payee_kind() -> Schema {
    one_of(
        "`us`, or an institution that we collect for.",
        &["us", "institution"],
    )
}
