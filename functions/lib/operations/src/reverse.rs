//! A payment is voided, or the provider took the money back.

use billing::audit::AuditAction;
use billing::ids::{CustomerId, EntryId, PaymentId};
use billing::journal;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::payments::PaymentFile;
use store::states::{HistoryRecord, PaymentState, Reversal};

use crate::actor::Actor;
use crate::associate::load;
use crate::audit;
use crate::doses::Doses;
use crate::error::OperationError;
use crate::retry::on_conflict;
use crate::words::checked_reason;

/// Records that the money went back: a reversing entry, everything it settled is open again, and
/// nothing disappears.
///
/// # Idempotency
/// A payment that was reversed is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`], [`OperationError::Store`].
pub async fn reverse(
    store: &Store,
    payment: &PaymentId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::ReversePayment)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let before = file.state.as_ref();
        let standing = before.cloned().unwrap_or_default();
        if standing.reversal.is_some() {
            return Err(OperationError::PaymentReversed);
        }
        let facts = &file.facts.payment;
        let mut commit = Commit::default();
        write_entry(store, &mut commit, &file, standing.customer(), actor, now).await?;
        if !standing.allocations.is_empty() {
            let mut doses = Doses::under(store, &standing.allocations).await?;
            doses.release(&standing.allocations)?;
            doses.write_into(&mut commit);
        }
        let record = HistoryRecord {
            version: standing.version + 1,
            what: "reversed".into(),
            by: actor.name().to_owned(),
            at: now,
            reason: reason.clone(),
            removed: standing.allocations.clone(),
            added: Vec::new(),
            annotations: None,
        };
        commit.history(payment, &record);
        // Nobody owns it afterwards.
        let owner = standing.customer().cloned();
        let after = PaymentState {
            version: standing.version + 1,
            to_settle: None,
            allocations: Vec::new(),
            reversal: Some(Reversal {
                reason: reason.clone(),
                by: actor.name().to_owned(),
                at: now,
            }),
            ..standing
        };
        commit.state(payment, facts.received_at, before, &after);
        audit::line(actor, AuditAction::PaymentReversed, payment, now)
            .of(owner.as_ref())
            .noting(facts.amount.to_string())
            .because(&reason)
            .on(store)
            .commit(commit)
            .await?;
        Ok(())
    })
    .await
}

/// The reversing entry: on the owner's account, or beside a payment that nobody owns.
async fn write_entry(
    store: &Store,
    commit: &mut Commit,
    file: &PaymentFile,
    owner: Option<&CustomerId>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let facts = &file.facts.payment;
    let Some(customer) = owner else {
        let id = EntryId::new(&format!("{}_reversed", facts.id.tail())).map_err(|error| {
            StoreError::Corrupt {
                key: facts.id.to_string(),
                detail: error.to_string(),
            }
        })?;
        let entry = journal::reversed(id, facts, None, actor.name(), now);
        commit.payment_entry(&facts.id, 1, &entry);
        return Ok(());
    };
    let tip = store.account_tip(customer, facts.amount.currency()).await?;
    let at = tip.next_at(now);
    let entry = journal::reversed(tip.next_id(customer)?, facts, owner, actor.name(), at);
    commit.account_entry(customer, &tip, &entry, None);
    Ok(())
}
