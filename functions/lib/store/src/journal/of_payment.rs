//! The entries of a payment that touch no customer.

use billing::ids::PaymentId;
use billing::journal::Entry;

use super::line_of;
use crate::client::Store;
use crate::error::StoreError;
use crate::keys;

impl Store {
    /// Entries that are kept with the payment that they are about, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn entries_of_payment(&self, id: &PaymentId) -> Result<Vec<Entry>, StoreError> {
        let items = self.query(&keys::payment(id), "J#").await?;
        let lines = items.into_iter().map(line_of);
        lines.map(|line| Ok(line?.entry)).collect()
    }
}
