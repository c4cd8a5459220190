//! What was written down is changed: words, the amount or the deadline of one dose, or that it is owed at all.
//!
//! Every change is a record that stays, written with its effect: the instalments, the journal, and the message to
//! the customer whose date moved.

use billing::business_days::Settled;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::journal::adjustment::{Adjustment, adjusted};
use billing::money::Money;
use billing::notification::Message;
use billing::obligation::Instalment;
use billing::obligation::change::{Cancelled, Change, cancel, change_amount, change_due_date};
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::commit::Commit;
use store::obligation_changes::{ChangeKind, FieldChange, ObligationChange};
use store::obligations::{Cancellation, InstalmentRecord, ObligationFile, ObligationRecord};

use crate::actor::Actor;
use crate::business_days::business_days;
use crate::error::OperationError;
use crate::obligations::{self, checked_comments, checked_description, due_pointer};
use crate::outbox::{self, Event};
use crate::reminders::dose_of;
use crate::retry::on_conflict;
use crate::words::checked_reason;

/// Words of an obligation that are changed; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// What it is for.
    pub description: Option<String>,
    /// What only staff see; empty for nothing.
    pub manager_comments: Option<String>,
    /// Whether the customer is told about it from now on.
    pub notify_customer: Option<bool>,
}

/// Changes words, or whether the customer is told.
///
/// # Idempotency
/// Writing the same again changes nothing.
///
/// # Errors
/// [`OperationError::Field`], [`OperationError::ObligationNotFound`], [`OperationError::Store`].
pub async fn describe(
    store: &Store,
    id: &ObligationId,
    wanted: &Description,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    let description = wanted.description.as_deref().map(checked_description);
    let description = description.transpose()?;
    let comments = wanted.manager_comments.as_deref().map(checked_comments);
    let comments = comments.transpose()?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let before = &file.head;
        let after = ObligationRecord {
            description: description.clone().unwrap_or(before.description.clone()),
            manager_comments: comments.clone().unwrap_or(before.manager_comments.clone()),
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
        edit.commit(store).await
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
/// In this order: [`OperationError::Field`] (reason), [`OperationError::ObligationNotFound`],
/// [`OperationError::InstalmentNotFound`], [`OperationError::ObligationCancelled`], [`OperationError::Change`],
/// [`OperationError::Store`].
pub async fn change_instalment(
    store: &Store,
    id: &ObligationId,
    number: u32,
    wanted: &InstalmentChange,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    let reason = checked_reason(&wanted.reason)?;
    let days = business_days(store).await?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let (before, domain) = dose(&file, number)?;
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
            Some(day) => change_due_date(&domain, day, promised, wanted.insist, &days)
                .map_err(OperationError::Change)?,
        };
        if amount == Change::Nothing && due == Change::Nothing {
            return Ok(file);
        }
        let kind = ChangeKind::InstalmentChanged;
        let mut edit = Edit::of(&file, kind, &reason, actor, now);
        let after = with_changes(&before, &amount, &due, wanted);
        edit.replace(&before, after)?;
        edit.commit(store).await
    })
    .await
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
/// In this order: [`OperationError::Field`] (reason), [`OperationError::ObligationNotFound`],
/// [`OperationError::Change`], [`OperationError::Store`].
pub async fn cancel_unpaid(
    store: &Store,
    id: &ObligationId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        let doses = file.obligation()?.instalments;
        let cancelled = cancel(&doses).map_err(OperationError::Change)?;
        let mut edit = Edit::of(&file, ChangeKind::Cancelled, &reason, actor, now);
        edit.head.cancellation = Some(Cancellation {
            reason: reason.clone(),
            by: actor.name().to_owned(),
            at: now,
        });
        for Cancelled {
            number,
            amount,
            cancelled,
            ..
        } in cancelled
        {
            let (before, _) = dose(&file, number)?;
            let after = InstalmentRecord {
                cents: amount.cents(),
                cancelled_cents: cancelled.cents(),
                ..before.clone()
            };
            edit.replace(&before, after)?;
        }
        edit.commit(store).await
    })
    .await
}

/// Takes a cancellation back: what was cancelled is owed again.
///
/// # Idempotency
/// What is not cancelled is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::Field`] (reason), [`OperationError::ObligationNotFound`],
/// [`OperationError::ObligationNotCancelled`], [`OperationError::Store`].
pub async fn restore(
    store: &Store,
    id: &ObligationId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = obligations::get(store, id).await?;
        if file.head.cancellation.is_none() {
            return Err(OperationError::ObligationNotCancelled);
        }
        let mut edit = Edit::of(&file, ChangeKind::Restored, &reason, actor, now);
        edit.head.cancellation = None;
        for before in &file.instalments {
            if before.cancelled_cents > 0 {
                let after = InstalmentRecord {
                    cents: before.cents + before.cancelled_cents,
                    cancelled_cents: 0,
                    ..before.clone()
                };
                edit.replace(before, after)?;
            }
        }
        edit.commit(store).await
    })
    .await
}

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

/// One change of an obligation on its way to the store.
pub(crate) struct Edit<'a> {
    file: &'a ObligationFile,
    /// The head as it becomes.
    pub head: ObligationRecord,
    /// The instalments that change, before and after.
    doses: Vec<(InstalmentRecord, InstalmentRecord)>,
    /// The record that stays.
    pub change: ObligationChange,
    now: DateTime<Utc>,
}

impl<'a> Edit<'a> {
    pub(crate) fn of(
        file: &'a ObligationFile,
        kind: ChangeKind,
        reason: &str,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Self {
        let version = file.head.version + 1;
        Self {
            file,
            head: ObligationRecord {
                version,
                ..file.head.clone()
            },
            doses: Vec::new(),
            change: ObligationChange {
                version,
                kind,
                instalment: None,
                fields: Vec::new(),
                reason: reason.to_owned(),
                by: actor.name().to_owned(),
                at: now,
            },
            now,
        }
    }

    /// Replaces an instalment; the total of the obligation follows.
    pub(crate) fn replace(
        &mut self,
        before: &InstalmentRecord,
        after: InstalmentRecord,
    ) -> Result<(), OperationError> {
        self.head.cents += after.cents - before.cents;
        let amount = |dose: &InstalmentRecord| -> Result<Option<String>, OperationError> {
            Ok(Some(
                Money::from_cents(dose.cents, dose.currency)?.amount_text(),
            ))
        };
        let name = |field: &str| match self.change.kind {
            ChangeKind::Cancelled | ChangeKind::Restored => {
                format!("instalments/{}/{field}", before.number)
            }
            _ => field.to_owned(),
        };
        let (amount_name, due_name) = (name("amount"), name("due_on"));
        let fields = changed(&[
            (&amount_name, amount(before)?, amount(&after)?),
            (
                &due_name,
                Some(before.due_on.to_string()),
                Some(after.due_on.to_string()),
            ),
        ]);
        self.change.fields.extend(fields);
        self.change.instalment = match self.change.kind {
            ChangeKind::InstalmentChanged | ChangeKind::DateMoved => Some(before.number),
            _ => None,
        };
        let after = InstalmentRecord {
            changed_at: Some(self.now),
            version: before.version + 1,
            ..after
        };
        self.doses.push((before.clone(), after));
        Ok(())
    }

    /// Writes the change with everything that follows from it, and answers the obligation as it is then.
    pub(crate) async fn commit(self, store: &Store) -> Result<ObligationFile, OperationError> {
        let moved: Vec<_> = self
            .doses
            .iter()
            .filter(|(before, after)| before.due_on != after.due_on)
            .collect();
        let pointers: Vec<_> = moved.iter().map(|(_, after)| due_pointer(after)).collect();
        store.point_at_due(&pointers).await?;
        let mut after = ObligationFile {
            head: self.head.clone(),
            instalments: self.file.instalments.clone(),
        };
        for dose in &mut after.instalments {
            if let Some((_, new)) = self.doses.iter().find(|(old, _)| old.number == dose.number) {
                *dose = new.clone();
            }
        }
        let mut commit = Commit::default();
        commit.obligation(Some(&self.file.head), &self.head);
        for (before, after) in &self.doses {
            commit.instalment(Some(before), after);
        }
        commit.obligation_change(&self.head.id, &self.change);
        self.adjust(store, &mut commit).await?;
        for (before, dose) in &moved {
            self.tell(store, &mut commit, &after, before, dose).await?;
        }
        store.commit(commit).await?;
        // A pointer that stays behind points at another day than the instalment's and is passed over.
        let behind: Vec<_> = moved
            .iter()
            .map(|(before, _)| due_pointer(before))
            .collect();
        if let Err(error) = store.unpoint_at_due(&behind).await {
            tracing::warn!(obligation = %self.head.id, %error, "a pointer to an old due date stays");
        }
        Ok(after)
    }

    /// The journal follows the total.
    async fn adjust(&self, store: &Store, commit: &mut Commit) -> Result<(), OperationError> {
        let more = Money::from_cents(self.head.cents - self.file.head.cents, self.head.currency)?;
        if more.is_zero() {
            return Ok(());
        }
        let what = match self.change.kind {
            ChangeKind::Cancelled => "cancelled",
            ChangeKind::Restored => "restored",
            _ => "changed",
        };
        let customer = self.head.id.customer();
        let tip = store.account_tip(&customer, self.head.currency).await?;
        let adjustment = Adjustment {
            obligation: self.head.id.clone(),
            payee: self.head.payee.clone(),
            description: format!("{} ({what})", self.head.description),
            more,
        };
        let entry = adjusted(
            tip.next_id(&customer)?,
            &adjustment,
            &self.change.by,
            tip.next_at(self.now),
        );
        commit.account_entry(&customer, &tip, &entry, None);
        Ok(())
    }

    /// A customer who is told about this obligation is told of the new date.
    async fn tell(
        &self,
        store: &Store,
        commit: &mut Commit,
        file: &ObligationFile,
        before: &InstalmentRecord,
        dose: &InstalmentRecord,
    ) -> Result<(), OperationError> {
        if !self.head.notify_customer || dose.outstanding_cents() <= 0 {
            return Ok(());
        }
        let customer = store.customer(&self.head.id.customer()).await?;
        let customer = customer.ok_or(OperationError::CustomerNotFound)?;
        let event = Event {
            key: format!("moved/{}/{}", self.head.id, self.change.version),
            day: nairobi_date(self.now),
            message: Message::DateMoved {
                dose: dose_of(file, dose)?,
                was_due_on: before.due_on,
            },
        };
        let settings = store.settings().await?;
        for record in outbox::to_customer(&customer, &event, &settings, self.now)? {
            commit.notification(&record);
        }
        Ok(())
    }
}

/// Those fields that are not what they were.
fn changed(fields: &[(&str, Option<String>, Option<String>)]) -> Vec<FieldChange> {
    fields
        .iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| FieldChange {
            field: (*field).to_owned(),
            from: from.clone(),
            to: to.clone(),
        })
        .collect()
}
