//! Money that staff received: cash, a cheque, a transfer that no callback told us of.

pub mod check;

use billing::audit::AuditAction;
use billing::civil::{nairobi_date, start_of_day};
use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use billing::payment::{Channel, Method, Payer, Payment};
use billing::receipt::{Provider, Receipt};
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::commit::Commit;
use store::payments::PaymentFacts;
use store::states::{
    Annotations, AssociationEdit, EditAction, HistoryRecord, PaymentState, Settle,
};
use uuid::Uuid;

use crate::actor::Actor;
use crate::allocate;
use crate::associate::{credit, load};
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;
use crate::tell;

/// Longest reference, till or remark, in characters.
const TEXT_CHARS_MAX: usize = 200;
/// How far back a payment may be dated, in days: beyond it, a mistyped year is more likely.
const BACKDATED_DAYS_MAX: i64 = 3_660;

/// What staff enter.
#[derive(Clone, Debug)]
pub struct ManualPayment {
    /// Who paid.
    pub customer: CustomerId,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: Method,
    /// The number on the slip, the M-PESA code, …
    pub reference: Option<String>,
    /// The day on which it was received; today where it is left out.
    pub received_on: Option<NaiveDate>,
    /// The till that took it.
    pub till: Option<String>,
    /// A remark.
    pub remark: Option<String>,
    /// What it settles.
    pub settle: Settle,
    /// The short code that mobile money came to.
    pub shortcode: String,
}

/// Records a payment that staff received, gives it to its customer, settles what it should, and has them told.
///
/// A reference that looks like an M-PESA code is that M-PESA payment, whatever the method, so the
/// confirmation that comes later, or came before, is the same payment.
///
/// # Idempotency
/// `seed` names the request: a repetition finds what the first try recorded.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::CustomerNotFound`],
/// [`OperationError::ObligationOfAnotherCustomer`], [`OperationError::ObligationNotFound`],
/// [`OperationError::ReceiptAlreadyRecorded`], [`OperationError::Store`].
pub async fn record(
    store: &Store,
    manual: &ManualPayment,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<PaymentId, OperationError> {
    actor.may(Permission::RecordPayment)?;
    let facts = facts(manual, actor, seed, now)?;
    let id = facts.payment.id.clone();
    if store.customer(&manual.customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    check_chosen(store, manual).await?;
    on_conflict(|| async {
        if let Some(standing) = store.payment_facts(&id).await? {
            if standing.raw == facts.raw {
                return Ok(());
            }
            return Err(OperationError::ReceiptAlreadyRecorded {
                payment: id.clone(),
            });
        }
        let tip = store
            .account_tip(&manual.customer, manual.amount.currency())
            .await?;
        let mut commit = Commit::default();
        commit.payment(&facts);
        credit(
            &mut commit,
            &facts.payment,
            &manual.customer,
            &tip,
            actor,
            now,
        )?;
        commit.state(&id, now, None, &first_state(manual, actor, now));
        audit::line(actor, AuditAction::PaymentRecorded, &id, now)
            .of(&manual.customer)
            .noting(format!("{}, {}", manual.amount, manual.method.name()))
            .on(store)
            .commit(commit)
            .await?;
        Ok(())
    })
    .await?;
    allocate::automatically(store, &id, now).await?;
    tell::payment_received(store, &id, now).await?;
    Ok(id)
}

/// What a person chose is the customer's own; otherwise the money would settle nothing, and nobody would notice.
async fn check_chosen(store: &Store, manual: &ManualPayment) -> Result<(), OperationError> {
    let Settle::Chosen(chosen) = &manual.settle else {
        return Ok(());
    };
    if chosen.iter().any(|id| id.customer() != manual.customer) {
        return Err(OperationError::ObligationOfAnotherCustomer);
    }
    for id in chosen {
        if store.obligation(id).await?.is_none() {
            return Err(OperationError::ObligationNotFound);
        }
    }
    Ok(())
}

fn facts(
    manual: &ManualPayment,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<PaymentFacts, OperationError> {
    if !manual.amount.is_positive() {
        return Err(OperationError::field(
            "amount",
            "not_positive",
            "an amount is more than nothing",
        ));
    }
    let till = checked_text("till", manual.till.as_deref())?;
    let remark = checked_text("remark", manual.remark.as_deref())?;
    let reference = checked_text("reference", manual.reference.as_deref())?;
    let paid_at = paid_at(manual.received_on, now)?;
    let (provider, receipt) = identity(manual.method, reference.as_deref(), seed)?;
    let holder = match manual.method {
        Method::Cash => till.clone().unwrap_or_else(|| "main".into()),
        Method::Mobile => manual.shortcode.clone(),
        Method::Cheque | Method::Bank | Method::Card => "main".into(),
    };
    // What was typed is the raw record of a manual payment; with the seed it is unmistakable.
    let raw = serde_json::json!({
        "seed": seed.to_string(), "entered_by": actor.name(), "customer": manual.customer, "amount": manual.amount.amount_text(),
        "currency": manual.amount.currency(), "method": manual.method, "reference": reference,
        "received_on": manual.received_on, "till": till, "remark": remark,
    });
    Ok(PaymentFacts {
        payment: Payment {
            id: PaymentId::of(&provider, &receipt),
            provider,
            receipt,
            channel: Channel::Manual,
            holder,
            amount: manual.amount,
            paid_at,
            received_at: now,
            payer: Payer {
                name: String::new(),
                phone: None,
                phone_text: None,
            },
            reference: reference.unwrap_or_default(),
            method: Some(manual.method),
        },
        checkout_request: None,
        push: None,
        suspect: None,
        holder_balance: None,
        raw: raw.to_string().into_bytes(),
    })
}

/// In which namespace the receipt is unique, and what it is.
fn identity(
    method: Method,
    reference: Option<&str>,
    seed: Uuid,
) -> Result<(Provider, Receipt), OperationError> {
    let unusable = |error: &dyn std::fmt::Display| {
        OperationError::field("reference", "unusable", error.to_string())
    };
    let generated =
        || Receipt::parse(&format!("M-{}", seed.simple())).map_err(|error| unusable(&error));
    let Some(reference) = reference else {
        return Ok((provider_of(method), generated()?));
    };
    let receipt = Receipt::parse(reference).map_err(|error| unusable(&error))?;
    if receipt.looks_like_mpesa() {
        return Ok((Provider::mpesa(), receipt));
    }
    // A cash remark such as "June" repeats from customer to customer and identifies nothing.
    if method == Method::Cash {
        return Ok((provider_of(method), generated()?));
    }
    Ok((provider_of(method), receipt))
}

fn provider_of(method: Method) -> Provider {
    match method {
        Method::Cash => Provider::manual_cash(),
        Method::Cheque => Provider::cheque(),
        Method::Bank => Provider::bank(),
        Method::Mobile => Provider::mpesa(),
        Method::Card => Provider::card(),
    }
}

/// Whether money cannot have moved on a day: what was meant is another year.
pub(crate) fn is_long_ago(day: NaiveDate, today: NaiveDate) -> bool {
    (today - day).num_days() > BACKDATED_DAYS_MAX
}

fn paid_at(
    received_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, OperationError> {
    let Some(day) = received_on else {
        return Ok(now);
    };
    let today = nairobi_date(now);
    if day > today {
        return Err(OperationError::field(
            "received_on",
            "in_the_future",
            "a payment is received today or before",
        ));
    }
    if is_long_ago(day, today) {
        return Err(OperationError::field(
            "received_on",
            "too_long_ago",
            "check the year",
        ));
    }
    Ok(if day == today { now } else { start_of_day(day) })
}

fn first_state(manual: &ManualPayment, actor: &Actor, now: DateTime<Utc>) -> PaymentState {
    PaymentState {
        version: 1,
        edits: vec![AssociationEdit {
            action: EditAction::Associated,
            customer: manual.customer.clone(),
            from: None,
            rule: None,
            reason: "entered for this customer".into(),
            by: actor.name().to_owned(),
            at: now,
            beyond_limit: false,
            entered: true,
        }],
        to_settle: Some(manual.settle.clone()),
        annotations: Some(Annotations {
            till: manual.till.clone(),
            remark: manual.remark.clone(),
            ..Annotations::default()
        })
        .filter(|annotations| *annotations != Annotations::default()),
        ..PaymentState::default()
    }
}

/// Changes what staff wrote on a payment that they entered; money, customer and receipt stay.
/// Fields that are left out stay as they are.
///
/// # Idempotency
/// Writing the same again changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::PaymentNotFound`],
/// [`OperationError::PaymentNotManual`], [`OperationError::PaymentReversed`], [`OperationError::Store`].
pub async fn annotate(
    store: &Store,
    payment: &PaymentId,
    changes: &Annotations,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::RecordPayment)?;
    checked_text("till", changes.till.as_deref())?;
    checked_text("remark", changes.remark.as_deref())?;
    checked_text("reference", changes.reference.as_deref())?;
    paid_at(changes.received_on, now)?;
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let before = file.state.clone().unwrap_or_default();
        if file.facts.payment.channel != Channel::Manual {
            return Err(OperationError::PaymentNotManual);
        }
        if before.reversal.is_some() {
            return Err(OperationError::PaymentReversed);
        }
        let standing = before.annotations.clone().unwrap_or_default();
        let merged = Annotations {
            method: changes.method.or(standing.method),
            reference: changes.reference.clone().or(standing.reference.clone()),
            received_on: changes.received_on.or(standing.received_on),
            till: changes.till.clone().or(standing.till.clone()),
            remark: changes.remark.clone().or(standing.remark.clone()),
        };
        if merged == standing {
            return Ok(());
        }
        let words = annotated(&standing, &merged);
        let after = PaymentState {
            version: before.version + 1,
            annotations: Some(merged),
            ..before.clone()
        };
        let record = HistoryRecord {
            version: after.version,
            what: "annotated".into(),
            by: actor.name().to_owned(),
            at: now,
            reason: String::new(),
            removed: Vec::new(),
            added: Vec::new(),
            annotations: Some(standing),
        };
        let mut commit = Commit::default();
        commit.state(
            payment,
            file.facts.payment.received_at,
            file.state.as_ref(),
            &after,
        );
        commit.history(payment, &record);
        audit::line(actor, AuditAction::PaymentEdited, payment, now)
            .of(before.customer())
            .noting(words)
            .on(store)
            .commit(commit)
            .await?;
        Ok(())
    })
    .await
}

/// Which fields were written anew; what is in them may name a person.
fn annotated(before: &Annotations, after: &Annotations) -> String {
    let fields = [
        ("method", before.method != after.method),
        ("reference", before.reference != after.reference),
        ("received_on", before.received_on != after.received_on),
        ("till", before.till != after.till),
        ("remark", before.remark != after.remark),
    ];
    let written = fields.iter().filter(|(_, differs)| *differs);
    written
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(", ")
}

fn checked_text(field: &'static str, text: Option<&str>) -> Result<Option<String>, OperationError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > TEXT_CHARS_MAX {
        let detail = format!("use at most {TEXT_CHARS_MAX} characters");
        return Err(OperationError::field(field, "too_long", detail));
    }
    if text.chars().any(char::is_control) {
        return Err(OperationError::field(
            field,
            "control_characters",
            "use plain text on one line",
        ));
    }
    Ok(Some(text.to_owned()))
}
