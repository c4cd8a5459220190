//! A payment as it is answered: what was told of it, whose it is, what it was put to.

use billing::association::Suggestion;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::payment::{ASSOCIATION_EDITS_MAX, AllocationStatus, Channel, Method, Payer, Payment};
use billing::phone::PayerPhone;
use billing::receipt::Provider;
use chrono::{DateTime, Utc};
use operations::error::OperationError;
use operations::payments::{Detail, Shown};
use serde::Serialize;
use store::client::Store;
use store::payments::{ConflictNote, PaymentFacts};
use store::states::{AssociationEdit, Reversal};
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::allocations::AllocationView;
use crate::fields::{Amount, CurrencyCode, Day, one_of, one_of_or_null};
use crate::parties::Parties;
use crate::refusal::Refusal;

/// What stands for a rule where a person decided.
const BY_A_PERSON: &str = "person";

const VERIFIED: &str = "verified";
const UNVERIFIED: &str = "unverified";

/// A payment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentView {
    /// Opaque id; the same receipt of the same provider always has the same.
    id: String,
    /// How we first heard of it.
    #[schema(schema_with = channel)]
    channel: &'static str,
    /// In whose numbering the receipt is unique.
    provider: String,
    /// The provider's code for it.
    receipt: String,
    /// What is odd about the receipt, or null.
    receipt_warning: Option<&'static str>,
    /// How much.
    amount: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// When the payer paid.
    paid_at: DateTime<Utc>,
    /// When we heard of it.
    received_at: DateTime<Utc>,
    /// Where the money is: a short code, a till, a bank account.
    holder: String,
    /// Who paid, as the provider told it.
    payer: PayerView,
    /// What the payer typed, or what staff wrote.
    reference: String,
    /// How staff received it; null for what a provider reported.
    #[schema(schema_with = method_or_null)]
    method: Option<Method>,
    /// The day on which staff received it; null for what a provider reported.
    received_on: Option<Day>,
    /// The till that took it.
    till: Option<String>,
    /// A remark of staff.
    remark: Option<String>,
    /// Whose it is, or null.
    association: Option<AssociationView>,
    /// How often people changed whose it is.
    association_edits: usize,
    /// How often they still may.
    association_edits_left: usize,
    /// How much of it is put to instalments.
    #[schema(schema_with = allocation_status)]
    allocation_status: AllocationStatus,
    /// What is put to instalments.
    allocated: Amount,
    /// What still can be: nothing once the money went back.
    unallocated: Amount,
    /// What it is put to.
    allocations: Vec<AllocationView>,
    /// `unverified` while nothing that can be trusted has confirmed it: nobody can own it until then.
    #[schema(schema_with = verification)]
    verification: &'static str,
    /// Why it is unverified, for staff.
    doubt: Option<String>,
    /// Set once the money went back.
    reversal: Option<ReversalView>,
    /// Whose it could be, best first; empty where it has an owner. Left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<Vec<SuggestionView>>,
    /// Reports that contradict it; the first one stands. Left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<Vec<ConflictView>>,
    /// What other channels said about the same receipt. Left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<ReportView>>,
}

/// Who paid. Providers tell a phone in one of three forms; the other two are null.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payer)]
pub struct PayerView {
    /// The name, which may be a first name only.
    name: Option<String>,
    /// The number, twelve digits.
    phone: Option<String>,
    /// SHA-256 of the number.
    phone_sha256: Option<String>,
    /// The number with hidden digits.
    phone_mask: Option<String>,
}

/// Whose a payment is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Association)]
pub struct AssociationView {
    /// The account number.
    customer: String,
    /// The customer's id.
    customer_id: String,
    /// The customer's name.
    customer_name: Option<String>,
    /// The rule that decided, or `person`.
    #[schema(schema_with = rule)]
    rule: &'static str,
    /// Why, in words.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// A customer whose payment it could be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub struct SuggestionView {
    /// The account number.
    customer: String,
    /// The customer's id.
    customer_id: String,
    /// The customer's name.
    customer_name: Option<String>,
    /// For ordering, 0 to 100; not a probability.
    #[schema(maximum = 100)]
    score: u8,
    /// Why, in words.
    reason: String,
}

/// That the money went back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reversal)]
pub struct ReversalView {
    /// Why.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// A report that contradicts a payment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conflict)]
pub struct ConflictView {
    /// The parked callback that holds it.
    parked: String,
    /// What differs.
    reason: String,
    /// When it came.
    at: DateTime<Utc>,
}

/// What another channel said about the same receipt.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Report)]
pub struct ReportView {
    /// The channel.
    #[schema(schema_with = channel)]
    channel: &'static str,
    /// When it came.
    received_at: DateTime<Utc>,
    /// What the payer typed, as this channel told it.
    reference: String,
    /// Who paid, as this channel told it.
    payer: PayerView,
}

/// Payments of a list.
///
/// # Errors
/// Faults of the store.
pub async fn in_a_list(store: &Store, shown: &[Shown]) -> Result<Vec<PaymentView>, Refusal> {
    let owners = shown.iter().filter_map(|one| one.state.customer());
    let parties = Parties::load(store, owners).await?;
    let views = shown.iter().map(|one| view(one, &parties));
    Ok(views.collect::<Result<_, OperationError>>()?)
}

/// One payment with everything about it.
///
/// # Errors
/// Faults of the store.
pub async fn in_detail(store: &Store, detail: &Detail) -> Result<PaymentView, Refusal> {
    let suggested = detail.suggestions.iter().map(|one| &one.customer);
    let named = detail.shown.state.customer().into_iter().chain(suggested);
    let parties = Parties::load(store, named).await?;
    let suggestion = |one: &Suggestion| SuggestionView {
        customer: parties.account(&one.customer),
        customer_id: one.customer.as_str().to_owned(),
        customer_name: parties.name(&one.customer),
        score: one.score,
        reason: one.reason.clone(),
    };
    Ok(PaymentView {
        suggestions: Some(detail.suggestions.iter().map(suggestion).collect()),
        conflicts: Some(detail.file.conflicts.iter().map(conflict).collect()),
        reports: Some(detail.file.reports.iter().map(report).collect()),
        ..view(&detail.shown, &parties)?
    })
}

fn view(shown: &Shown, parties: &Parties) -> Result<PaymentView, OperationError> {
    let payment = &shown.facts.payment;
    let state = &shown.state;
    let notes = state.annotations.clone().unwrap_or_default();
    let by_hand = payment.channel == Channel::Manual;
    let edits = state.edits_by_people();
    let written = |text: Option<String>| text.filter(|text| !text.is_empty());
    let doubt = doubt(shown);
    let received_on = || notes.received_on.unwrap_or(nairobi_date(payment.paid_at));
    Ok(PaymentView {
        id: payment.id.as_str().to_owned(),
        channel: payment.channel.name(),
        provider: payment.provider.as_str().to_owned(),
        receipt: payment.receipt.as_str().to_owned(),
        receipt_warning: receipt_warning(payment),
        amount: payment.amount.into(),
        currency: payment.amount.into(),
        paid_at: payment.paid_at,
        received_at: payment.received_at,
        holder: payment.holder.clone(),
        payer: payer(&payment.payer),
        reference: notes.reference.unwrap_or_else(|| payment.reference.clone()),
        method: notes.method.or(payment.method),
        received_on: by_hand.then(received_on).map(Day),
        till: written(notes.till),
        remark: written(notes.remark),
        association: state.association().map(|edit| association(edit, parties)),
        association_edits: edits,
        association_edits_left: usize::from(ASSOCIATION_EDITS_MAX).saturating_sub(edits),
        allocation_status: shown.allocation_status()?,
        allocated: shown.allocated()?.into(),
        unallocated: shown.unallocated()?.into(),
        allocations: AllocationView::all_of(shown)?,
        verification: match doubt {
            Some(_) => UNVERIFIED,
            None => VERIFIED,
        },
        doubt,
        reversal: state.reversal.clone().map(ReversalView::from),
        suggestions: None,
        conflicts: None,
        reports: None,
    })
}

/// Why nobody may own it, also before anything has looked at it.
fn doubt(shown: &Shown) -> Option<String> {
    let looked_at = shown.state.version > 0;
    let suspect = shown.facts.suspect.clone().filter(|_| !looked_at);
    shown.state.doubt.clone().or(suspect)
}

fn association(edit: &AssociationEdit, parties: &Parties) -> AssociationView {
    let id: &CustomerId = &edit.customer;
    AssociationView {
        customer: parties.account(id),
        customer_id: id.as_str().to_owned(),
        customer_name: parties.name(id),
        rule: edit.rule.map_or(BY_A_PERSON, |rule| rule.name()),
        reason: edit.reason.clone(),
        by: edit.by.clone(),
        at: edit.at,
    }
}

/// Who paid, in whichever form it was told.
#[must_use]
pub fn payer(payer: &Payer) -> PayerView {
    let (mut phone, mut phone_sha256, mut phone_mask) = (None, None, None);
    match &payer.phone {
        Some(PayerPhone::Number(number)) => phone = Some(number.as_str().to_owned()),
        Some(PayerPhone::Hash(hash)) => phone_sha256 = Some(hash.as_str().to_owned()),
        Some(PayerPhone::Mask(mask)) => {
            // As the provider wrote it, since that is what the payer's own message shows.
            let written = payer.phone_text.as_deref();
            phone_mask = Some(written.unwrap_or(mask.as_str()).to_owned());
        }
        None => {}
    }
    PayerView {
        name: Some(payer.name.clone()).filter(|name| !name.is_empty()),
        phone,
        phone_sha256,
        phone_mask,
    }
}

fn receipt_warning(payment: &Payment) -> Option<&'static str> {
    let odd = payment.provider == Provider::mpesa() && !payment.receipt.looks_like_mpesa();
    // A number of our own, given where staff had none, is no receipt that could look wrong.
    let ours = payment.channel == Channel::Manual && payment.reference.is_empty();
    (odd && !ours).then_some("This does not look like an M-PESA receipt; check it with the payer.")
}

fn conflict(note: &ConflictNote) -> ConflictView {
    ConflictView {
        parked: note.parked.as_str().to_owned(),
        reason: note.reason.clone(),
        at: note.at,
    }
}

fn report(facts: &PaymentFacts) -> ReportView {
    ReportView {
        channel: facts.payment.channel.name(),
        received_at: facts.payment.received_at,
        reference: facts.payment.reference.clone(),
        payer: payer(&facts.payment.payer),
    }
}

impl From<Reversal> for ReversalView {
    fn from(reversal: Reversal) -> Self {
        Self {
            reason: reversal.reason,
            by: reversal.by,
            at: reversal.at,
        }
    }
}

/// The schema of a channel.
#[must_use]
pub fn channel() -> Schema {
    one_of(
        "The interface over which we heard of it.",
        &[
            "mpesa_c2b",
            "mpesa_stk",
            "mpesa_pull",
            "mpesa_status",
            "bank",
            "manual",
        ],
    )
}

/// The names of methods.
const METHODS: [&str; 5] = ["cash", "cheque", "bank", "mobile", "card"];

/// The schema of a method.
#[must_use]
pub fn method() -> Schema {
    one_of("How a person took it.", &METHODS)
}

fn method_or_null() -> Schema {
    one_of_or_null(
        "How staff received it; null for what a provider reported.",
        &METHODS,
    )
}

/// The schema of an allocation status.
#[must_use]
pub fn allocation_status() -> Schema {
    one_of(
        "How much of it is put to instalments.",
        &["not_allocated", "partially_allocated", "allocated"],
    )
}

fn verification() -> Schema {
    let words = [VERIFIED, UNVERIFIED];
    one_of(
        "Whether something that can be trusted has confirmed it.",
        &words,
    )
}

fn rule() -> Schema {
    one_of(
        "The rule that decided, or `person`.",
        &[
            "stk_push",
            "quoted_receipt",
            "account_number",
            "payment_code",
            "phone",
            "phone_sha256",
            "masked_phone_and_name",
            BY_A_PERSON,
        ],
    )
}
