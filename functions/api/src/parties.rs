//! The customers that an answer names: looked up together, shown as their account numbers.

use std::collections::HashMap;

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::language::Language;
use store::client::Store;
use store::customers::Customer;

use crate::refusal::Refusal;

/// Customers by id.
#[derive(Debug, Default)]
pub struct Parties(HashMap<CustomerId, Customer>);

impl Parties {
    /// Looks all of them up at once.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn load<'a>(
        store: &Store,
        customers: impl IntoIterator<Item = &'a CustomerId>,
    ) -> Result<Self, Refusal> {
        let mut accounts: Vec<AccountNumber> =
            customers.into_iter().map(CustomerId::account).collect();
        accounts.sort();
        accounts.dedup();
        if accounts.is_empty() {
            return Ok(Self::default());
        }
        let found = store.customers_by_account(&accounts).await?;
        let by_id = found.into_iter().map(|one| (one.id.clone(), one)).collect();
        Ok(Self(by_id))
    }

    /// The account number as the customer knows it.
    #[must_use]
    pub fn account(&self, id: &CustomerId) -> String {
        self.0.get(id).map_or_else(
            || id.account().as_str().to_owned(),
            |customer| customer.account_number.clone(),
        )
    }

    /// The language in which the customer is spoken to.
    #[must_use]
    pub fn language(&self, id: &CustomerId) -> Language {
        let customer = self.0.get(id);
        customer
            .map(|customer| customer.language)
            .unwrap_or_default()
    }

    /// The name as it is now.
    #[must_use]
    pub fn name(&self, id: &CustomerId) -> Option<String> {
        self.0.get(id).map(|customer| customer.name.clone())
    }
}
