//! The journal entries of one payment: that it reached us, who got and who lost it, that it went back.

use billing::ids::CustomerId;
use billing::journal::{self, Entry};
use store::client::Store;
use store::payments::PaymentFile;

use crate::error::OperationError;
use crate::statement::LINES_MAX;

/// The entries of a payment.
#[derive(Clone, Debug)]
pub struct PaymentEntries {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Whether all of them were found; in an account with very many entries since, older ones are not looked for.
    pub complete: bool,
}

/// The entries of a payment. They stand in the accounts of whoever has, or had, it.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn of(store: &Store, file: &PaymentFile) -> Result<PaymentEntries, OperationError> {
    let payment = &file.facts.payment;
    let mut found = PaymentEntries {
        entries: vec![journal::received(payment)],
        complete: true,
    };
    for customer in owners(file) {
        let since = Some(payment.received_at);
        let (lines, more) = store.account_lines(&customer, since, LINES_MAX).await?;
        found.complete &= !more;
        let entries = lines.into_iter().map(|line| line.entry);
        let of_it = entries.filter(|entry| entry.payment() == Some(&payment.id));
        found.entries.extend(of_it);
    }
    found
        .entries
        .extend(store.entries_of_payment(&payment.id).await?);
    found.entries.sort_by_key(Entry::at);
    Ok(found)
}

/// Whoever has, or had, it.
fn owners(file: &PaymentFile) -> Vec<CustomerId> {
    let edits = file.state.iter().flat_map(|state| &state.edits);
    let mut owners: Vec<CustomerId> = edits
        .flat_map(|edit| edit.from.iter().chain([&edit.customer]))
        .cloned()
        .collect();
    owners.sort();
    owners.dedup();
    owners
}
