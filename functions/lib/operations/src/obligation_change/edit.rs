//! One change of an obligation on its way to the store, with everything that follows from it.

use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::journal::adjustment::{Adjustment, adjusted};
use billing::money::Money;
use billing::notification::Message;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::notifications::NotificationRecord;
use store::obligation_changes::{ChangeKind, FieldChange, ObligationChange};
use store::obligations::{InstalmentRecord, ObligationFile, ObligationRecord};

use crate::actor::Actor;
use crate::audit::{self, Line};
use crate::error::OperationError;
use crate::obligations::due_pointer;
use crate::outbox::{self, Event};
use crate::reminders::dose_of;

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

    /// What the audit tells of it: figures and dates before and after, but no words that somebody typed.
    pub(crate) fn line(&self, actor: &Actor) -> Result<Line, OperationError> {
        let (action, words) = match self.change.kind {
            ChangeKind::Cancelled => (AuditAction::ObligationCancelled, self.total_in_words()?),
            ChangeKind::Restored => (AuditAction::ObligationRestored, self.total_in_words()?),
            _ => (AuditAction::ObligationChanged, self.fields_in_words()),
        };
        Ok(audit::line(actor, action, &self.head.id, self.now)
            .of(&self.head.id.customer())
            .noting(words)
            .because(&self.change.reason))
    }

    fn total_in_words(&self) -> Result<String, OperationError> {
        let currency = self.head.currency;
        let before = Money::from_cents(self.file.head.cents, currency)?;
        let after = Money::from_cents(self.head.cents, currency)?;
        Ok(format!("{before} → {after}"))
    }

    fn fields_in_words(&self) -> String {
        let of_dose = self.change.instalment;
        let of_dose = of_dose.map(|number| format!("instalment {number}"));
        let fields = self.change.fields.iter().map(|field| {
            let is_free_text = matches!(field.field.as_str(), "description" | "manager_comments");
            match (&field.from, &field.to) {
                (Some(from), Some(to)) if !is_free_text => {
                    format!("{} {from} → {to}", field.field)
                }
                _ => field.field.clone(),
            }
        });
        of_dose
            .into_iter()
            .chain(fields)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Writes the change with everything that follows from it, and answers the obligation as it is then.
    pub(crate) async fn commit(self, store: &Store) -> Result<ObligationFile, OperationError> {
        let moved: Vec<_> = self.moved().collect();
        let pointers: Vec<_> = moved.iter().map(|(_, after)| due_pointer(after)).collect();
        store.point_at_due(&pointers).await?;
        let after = self.after();
        let mut commit = Commit::default();
        commit.obligation(Some(&self.file.head), &self.head);
        for (before, after) in &self.doses {
            commit.instalment(Some(before), after);
        }
        commit.obligation_change(&self.head.id, &self.change);
        self.adjust(store, &mut commit).await?;
        for record in self.messages(store).await? {
            commit.notification(&record);
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

    /// The obligation as it is then.
    pub(crate) fn after(&self) -> ObligationFile {
        let mut after = ObligationFile {
            head: self.head.clone(),
            instalments: self.file.instalments.clone(),
        };
        for dose in &mut after.instalments {
            if let Some((_, new)) = self.doses.iter().find(|(old, _)| old.number == dose.number) {
                *dose = new.clone();
            }
        }
        after
    }

    /// Instalments that are due on another day then, before and after.
    fn moved(&self) -> impl Iterator<Item = &(InstalmentRecord, InstalmentRecord)> {
        let doses = self.doses.iter();
        doses.filter(|(before, after)| before.due_on != after.due_on)
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

    /// A customer who is told about this obligation is told of each new date.
    pub(crate) async fn messages(
        &self,
        store: &Store,
    ) -> Result<Vec<NotificationRecord>, OperationError> {
        let moved = self.moved();
        let moved: Vec<_> = moved
            .filter(|(_, dose)| dose.outstanding_cents() > 0)
            .collect();
        if !self.head.notify_customer || moved.is_empty() {
            return Ok(Vec::new());
        }
        let customer = store.customer(&self.head.id.customer()).await?;
        let customer = customer.ok_or(OperationError::CustomerNotFound)?;
        let settings = store.settings().await?;
        let file = self.after();
        let mut messages = Vec::new();
        for (before, dose) in moved {
            let event = Event {
                key: format!("moved/{}/{}", self.head.id, self.change.version),
                day: nairobi_date(self.now),
                message: Message::DateMoved {
                    dose: dose_of(&file, dose)?,
                    was_due_on: before.due_on,
                },
            };
            messages.extend(outbox::to_customer(&customer, &event, &settings, self.now)?);
        }
        Ok(messages)
    }
}

/// Those fields that are not what they were.
pub(crate) fn changed(fields: &[(&str, Option<String>, Option<String>)]) -> Vec<FieldChange> {
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
