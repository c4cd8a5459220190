//! The customers that a page names: looked up together.

use std::collections::HashMap;

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use portal_app::views::payment::Party;
use store::client::Store;
use store::customers::Customer;
use store::error::StoreError;

/// Customers by id.
#[derive(Debug, Default)]
pub struct Parties(HashMap<CustomerId, Party>);

impl Parties {
    /// Looks all of them up at once.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn load<'a>(
        store: &Store,
        customers: impl IntoIterator<Item = &'a CustomerId>,
    ) -> Result<Self, StoreError> {
        let mut accounts: Vec<AccountNumber> =
            customers.into_iter().map(CustomerId::account).collect();
        accounts.sort();
        accounts.dedup();
        if accounts.is_empty() {
            return Ok(Self::default());
        }
        let found = store.customers_by_account(&accounts).await?;
        let parties = found.iter().map(|one| (one.id.clone(), party(one)));
        Ok(Self(parties.collect()))
    }

    /// As pages name this customer; one who is not known any more only has a number.
    #[must_use]
    pub fn of(&self, id: &CustomerId) -> Party {
        let unknown = || Party {
            account: id.account().to_string(),
            account_number: id.account().to_string(),
            name: String::new(),
        };
        self.0.get(id).cloned().unwrap_or_else(unknown)
    }
}

/// As pages name a customer.
#[must_use]
pub fn party(customer: &Customer) -> Party {
    Party {
        account: customer.id.account().to_string(),
        account_number: customer.account_number.clone(),
        name: customer.name.clone(),
    }
}
