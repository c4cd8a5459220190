//! What a customer loses with a payment, written into the commit that takes it away.

use billing::ids::CustomerId;
use billing::journal;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::payments::PaymentFile;
use store::states::HistoryRecord;

use crate::doses::Doses;
use crate::error::OperationError;

/// A payment that a customer loses.
pub(super) struct Taking<'a> {
    pub customer: &'a CustomerId,
    pub by: &'a str,
    pub reason: &'a str,
}

/// Everything that losing a payment does to its customer: the entry, the instalments that reopen,
/// and the record of what it had settled.
pub(super) async fn take_from(
    store: &Store,
    commit: &mut Commit,
    file: &PaymentFile,
    taking: &Taking<'_>,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let payment = &file.facts.payment;
    let tip = store
        .account_tip(taking.customer, payment.amount.currency())
        .await?;
    let id = tip.next_id(taking.customer)?;
    let entry = journal::disassociated(id, payment, taking.customer, taking.by, tip.next_at(now));
    commit.account_entry(taking.customer, &tip, &entry, None);
    let Some(state) = file
        .state
        .as_ref()
        .filter(|state| !state.allocations.is_empty())
    else {
        return Ok(());
    };
    let mut doses = Doses::under(store, &state.allocations).await?;
    doses.release(&state.allocations)?;
    doses.write_into(commit);
    let record = HistoryRecord {
        version: state.version + 1,
        what: "disassociated".into(),
        by: taking.by.to_owned(),
        at: now,
        reason: taking.reason.to_owned(),
        removed: state.allocations.clone(),
        added: Vec::new(),
        annotations: None,
    };
    commit.history(&payment.id, &record);
    Ok(())
}
