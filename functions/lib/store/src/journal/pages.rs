//! A customer's account a page or a line at a time: only what is asked for is read.

use billing::ids::CustomerId;

use super::{AccountLine, line_of};
use crate::client::Store;
use crate::error::StoreError;
use crate::keys::{self, Key};

impl Store {
    /// Entries of a customer from the newest one before the number `before` backwards, at most `limit`; the second value
    /// says whether there are older ones.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn account_page(
        &self,
        customer: &CustomerId,
        before: Option<u64>,
        limit: u16,
    ) -> Result<(Vec<AccountLine>, bool), StoreError> {
        let (items, _) = self
            .entries_page(customer, before, limit.max(1).into())
            .await?;
        let lines: Vec<AccountLine> = items.into_iter().map(line_of).collect::<Result<_, _>>()?;
        let more = lines.last().is_some_and(|line| line.seq > 1);
        Ok((lines, more))
    }

    /// One entry of a customer by its number, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn account_entry(
        &self,
        customer: &CustomerId,
        number: u64,
    ) -> Result<Option<AccountLine>, StoreError> {
        let key = Key::new(keys::customer(customer), keys::entry_sk(number));
        self.get(&key, true).await?.map(line_of).transpose()
    }
}
