//! What was written down is changed: words, the amount or the deadline of one dose, or that it is owed at all.
//!
//! Every change is a record that stays, written with its effect: the instalments, the journal, and the message to
//! the customer whose date moved.

pub(crate) mod edit;
pub mod preview;

use billing::business_days::{BusinessDays, Settled};
use billing::ids::ObligationId;
use billing::money::Money;
use billing::obligation::Instalment;
use billing::obligation::change::{Change, cancel, change_amount, change_due_date};
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::obligation_changes::ChangeKind;
use store::obligations::{Cancellation, InstalmentRecord, ObligationFile, ObligationRecord};

use crate::actor::Actor;
use crate::business_days::business_days;
use crate::error::OperationError;
use crate::obligation_change::edit::{Edit, changed};
use crate::obligations::{self, checked_code, checked_comments, checked_description};
use crate::retry::on_conflict;
use crate::words::checked_reason;

/// Words of an obligation that are changed; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// What it is for.
    pub description: Option<String>,
    /// What only staff see; empty for nothing.
    pub manager_comments: Option<String>,
    /// What the payer may quote; empty for nothing. What was quoted before leads nowhere any more.
    pub payment_code: Option<String>,
    /// Whether the customer is told about it from now on.
    pub notify_customer: Option<bool>,
}

/// Changes words, or whether the customer is told.
///
/// # Idempotency
/// Writing the same again changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::ObligationNotFound`],
/// [`OperationError::Store`].
pub async fn describe(
    store: &Store,
    id: &ObligationId,
    wanted: &Description,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    actor.may(Permission::ChangeObligation)?;
    let description = wanted.description.as_deref().map(checked_description);
    let description = description.transpose()?;
    let comments = wanted.manager_comments.as_deref().map(checked_comments);
    let comments = comments.transpose()?;
    let code = wanted
        .payment_code
        .as_deref()
        .map(checked_code)
        .transpose()?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let before = &file.head;
        let after = ObligationRecord {
            description: description.clone().unwrap_or(before.description.clone()),
            manager_comments: comments.clone().unwrap_or(before.manager_comments.clone()),
            payment_code: code.clone().unwrap_or(before.payment_code.clone()),
            notify_customer: wanted.notify_customer.unwrap_or(before.notify_customer),
            ..before.clone()
        };
        let yes_no = |told: bool| Some(told.to_string());
        let fields = changed(&[
            (
                "description",
                Some(before.description.clone()),
                Some(after.description.clone()),
            ),
            (
                "manager_comments",
                before.manager_comments.clone(),
                after.manager_comments.clone(),
            ),
            (
                "payment_code",
                before.payment_code.clone(),
                after.payment_code.clone(),
            ),
            (
                "notify_customer",
                yes_no(before.notify_customer),
                yes_no(after.notify_customer),
            ),
        ]);
        if fields.is_empty() {
            return Ok(file);
        }
        let mut edit = Edit::of(&file, ChangeKind::Described, "", actor, now);
        edit.change.fields = fields;
        edit.head = ObligationRecord {
            version: edit.head.version,
            ..after
        };
        let store = edit.line(actor)?.on(store);
        edit.commit(&store).await
    })
    .await
}

/// A change of one instalment; what is left out stays.
#[derive(Clone, Debug, Default)]
pub struct InstalmentChange {
    /// New amount.
    pub amount: Option<Money>,
    /// New deadline; it goes to a business day unless `insist`.
    pub due_on: Option<NaiveDate>,
    /// Take the very day, be it closed or earlier than the customer was promised.
    pub insist: bool,
    /// Why.
    pub reason: String,
}

/// Changes the amount or the deadline of one instalment. The total follows, and a customer who is told about this
/// obligation is told of a new deadline.
///
/// # Idempotency
/// Asking for what is there already changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::ObligationNotFound`], [`OperationError::InstalmentNotFound`],
/// [`OperationError::ObligationCancelled`], [`OperationError::Change`],
/// [`OperationError::Store`].
pub async fn change_instalment(
    store: &Store,
    id: &ObligationId,
    number: u32,
    wanted: &InstalmentChange,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    actor.may(Permission::ChangeObligation)?;
    let reason = checked_reason(&wanted.reason)?;
    let days = business_days(store).await?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let Some((before, after)) = changed_dose(&file, number, wanted, &days)? else {
            return Ok(file);
        };
        let kind = ChangeKind::InstalmentChanged;
        let mut edit = Edit::of(&file, kind, &reason, actor, now);
        edit.replace(&before, after)?;
        let store = edit.line(actor)?.on(store);
        edit.commit(&store).await
    })
    .await
}

/// Whether a reason can be taken, before anything is decided.
///
/// # Errors
/// [`OperationError::Field`].
pub fn check_reason(reason: &str) -> Result<(), OperationError> {
    checked_reason(reason).map(drop)
}

/// An instalment before and after what is wanted; nothing where it is so already.
fn changed_dose(
    file: &ObligationFile,
    number: u32,
    wanted: &InstalmentChange,
    days: &BusinessDays,
) -> Result<Option<Replaced>, OperationError> {
    let (before, domain) = dose(file, number)?;
    if file.head.cancellation.is_some() {
        return Err(OperationError::ObligationCancelled);
    }
    let promised = file.head.notify_customer || before.announced_at.is_some();
    let amount = match wanted.amount {
        None => Change::Nothing,
        Some(amount) => change_amount(&domain, amount).map_err(OperationError::Change)?,
    };
    let due = match wanted.due_on {
        None => Change::Nothing,
        Some(day) => change_due_date(&domain, day, promised, wanted.insist, days)
            .map_err(OperationError::Change)?,
    };
    if amount == Change::Nothing && due == Change::Nothing {
        return Ok(None);
    }
    let after = with_changes(&before, &amount, &due, wanted);
    Ok(Some((before, after)))
}

fn with_changes(
    before: &InstalmentRecord,
    amount: &Change<Money>,
    due: &Change<Settled>,
    wanted: &InstalmentChange,
) -> InstalmentRecord {
    let mut after = before.clone();
    if let Change::Becomes(amount) = amount {
        after.cents = amount.cents();
    }
    if let Change::Becomes(settled) = due {
        after.nominal_on = wanted.due_on.unwrap_or(before.nominal_on);
        after.due_on = settled.due_on;
        after.moved_over = settled.moved_over.clone();
        after.insisted = wanted.insist;
        // Of the new date nobody was reminded yet.
        after.announced_at = None;
    }
    after
}

/// Cancels what is not paid; what is paid stays paid.
///
/// # Idempotency
/// Nothing is left to pay afterwards, so a repetition is refused and changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`OperationError::ObligationNotFound`],
/// [`OperationError::Change`], [`OperationError::Store`].
pub async fn cancel_unpaid(
    store: &Store,
    id: &ObligationId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    actor.may(Permission::ChangeObligation)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let doses = cancelled_doses(&file)?;
        let mut edit = Edit::of(&file, ChangeKind::Cancelled, &reason, actor, now);
        edit.head.cancellation = Some(Cancellation {
            reason: reason.clone(),
            by: actor.name().to_owned(),
            at: now,
        });
        for (before, after) in doses {
            edit.replace(&before, after)?;
        }
        let store = edit.line(actor)?.on(store);
        edit.commit(&store).await
    })
    .await
}

/// Every instalment of which something is unpaid, before and after that is cancelled.
fn cancelled_doses(file: &ObligationFile) -> Result<Vec<Replaced>, OperationError> {
    let doses = file.obligation()?.instalments;
    let cancelled = cancel(&doses).map_err(OperationError::Change)?;
    let cancelled = cancelled.into_iter().map(|one| {
        let (before, _) = dose(file, one.number)?;
        let after = InstalmentRecord {
            cents: one.amount.cents(),
            cancelled_cents: one.cancelled.cents(),
            ..before.clone()
        };
        Ok((before, after))
    });
    cancelled.collect()
}

/// Takes a cancellation back: what was cancelled is owed again.
///
/// # Idempotency
/// What is not cancelled is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`OperationError::ObligationNotFound`],
/// [`OperationError::ObligationNotCancelled`], [`OperationError::Store`].
pub async fn restore(
    store: &Store,
    id: &ObligationId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    actor.may(Permission::ChangeObligation)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let doses = restored_doses(&file)?;
        let mut edit = Edit::of(&file, ChangeKind::Restored, &reason, actor, now);
        edit.head.cancellation = None;
        for (before, after) in doses {
            edit.replace(&before, after)?;
        }
        let store = edit.line(actor)?.on(store);
        edit.commit(&store).await
    })
    .await
}

/// Every instalment of which something is cancelled, before and after that is owed again.
fn restored_doses(file: &ObligationFile) -> Result<Vec<Replaced>, OperationError> {
    if file.head.cancellation.is_none() {
        return Err(OperationError::ObligationNotCancelled);
    }
    let cancelled = file
        .instalments
        .iter()
        .filter(|one| one.cancelled_cents > 0);
    let restored = cancelled.map(|before| {
        let after = InstalmentRecord {
            cents: before.cents + before.cancelled_cents,
            cancelled_cents: 0,
            ..before.clone()
        };
        (before.clone(), after)
    });
    Ok(restored.collect())
}

/// An instalment before and after.
type Replaced = (InstalmentRecord, InstalmentRecord);

fn dose(
    file: &ObligationFile,
    number: u32,
) -> Result<(InstalmentRecord, Instalment), OperationError> {
    let record = file.instalments.iter().find(|dose| dose.number == number);
    let domain = file.obligation()?.instalments;
    let domain = domain.into_iter().find(|dose| dose.number == number);
    record
        .cloned()
        .zip(domain)
        .ok_or(OperationError::InstalmentNotFound)
}
