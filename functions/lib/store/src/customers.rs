//! Customers and the ways to find them: account number, phone, masked phone, e-mail address, name.

use std::collections::{BTreeSet, HashMap};

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::name::PersonName;
use billing::notification::Told;
use billing::phone::mask::PhoneMask;
use billing::phone::{Msisdn, PhoneHash};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of, text};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key, List};

/// Letters of a name's word that form the partition of the name index.
const NAME_PREFIX_LETTERS: usize = 3;
/// Candidates that a masked phone may bring; more say nothing anyway.
const MASK_CANDIDATES_MAX: usize = 2_000;

/// Whether a customer is served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerStatus {
    /// Served.
    #[default]
    Active,
    /// Not served until they pay.
    Suspended,
    /// Left.
    Disconnected,
}

impl CustomerStatus {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Disconnected => "disconnected",
        }
    }
}

/// An account holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Derived from the account number, so it never has to be looked up.
    pub id: CustomerId,
    /// As it is shown; an imported one keeps its own spelling.
    pub account_number: String,
    /// As they are called.
    pub name: String,
    /// Their own numbers.
    #[serde(default)]
    pub phones: Vec<Msisdn>,
    /// Their addresses.
    #[serde(default)]
    pub emails: Vec<String>,
    /// Language for messages.
    #[serde(default)]
    pub language: Language,
    /// How much they want to be told by SMS.
    #[serde(default)]
    pub told_by_sms: Told,
    /// How much they want to be told by e-mail.
    #[serde(default)]
    pub told_by_email: Told,
    /// Whether they are served.
    #[serde(default)]
    pub status: CustomerStatus,
    /// When they were created.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// The request that created them, so that its repetition is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_for: Option<String>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// A customer as an index names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPointer {
    /// Who.
    pub customer: CustomerId,
    /// Their name when the index was written.
    pub name: String,
    /// The number that led here, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Msisdn>,
}

impl Store {
    /// One customer, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, StoreError> {
        let found = self
            .get(&Key::new(keys::customer(id), keys::HEAD), true)
            .await?;
        found.map(body_of).transpose()
    }

    /// Those of `accounts` that exist.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customers_by_account(
        &self,
        accounts: &[AccountNumber],
    ) -> Result<Vec<Customer>, StoreError> {
        let wanted: BTreeSet<String> = accounts
            .iter()
            .map(|account| keys::customer(&CustomerId::from(account)))
            .collect();
        let wanted: Vec<Key> = wanted
            .into_iter()
            .map(|pk| Key::new(pk, keys::HEAD))
            .collect();
        let mut found: Vec<Customer> = self
            .get_many(&wanted, false)
            .await?
            .into_iter()
            .map(body_of)
            .collect::<Result<_, _>>()?;
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    /// Customers who own a number, by its hash.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customers_by_phone(
        &self,
        phone: &PhoneHash,
    ) -> Result<Vec<CustomerPointer>, StoreError> {
        self.pointers(&phone_pk(phone), "").await
    }

    /// Customers who have an e-mail address; capitals make no difference.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customers_by_email(
        &self,
        email: &str,
    ) -> Result<Vec<CustomerPointer>, StoreError> {
        self.pointers(&email_pk(email), "").await
    }

    /// Customers whose number fits a mask. A mask that shows fewer than three last digits finds nobody.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customers_by_mask(
        &self,
        mask: &PhoneMask,
    ) -> Result<Vec<CustomerPointer>, StoreError> {
        let Some(ending) = last_three(mask.last_digits()) else {
            return Ok(Vec::new());
        };
        let mut fitting = self.pointers(&format!("PHE#{ending}"), "").await?;
        fitting.retain(|pointer| {
            pointer
                .phone
                .as_ref()
                .is_some_and(|phone| mask.matches(phone))
        });
        fitting.truncate(MASK_CANDIDATES_MAX);
        Ok(fitting)
    }

    /// Customers with a word of their name starting with `word`, which needs three letters or more.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn customers_by_name(&self, word: &str) -> Result<Vec<CustomerPointer>, StoreError> {
        let word = word.to_uppercase();
        match name_pk(&word) {
            Some(pk) => self.pointers(&pk, &word).await,
            None => Ok(Vec::new()),
        }
    }

    async fn pointers(&self, pk: &str, prefix: &str) -> Result<Vec<CustomerPointer>, StoreError> {
        self.query(pk, prefix)
            .await?
            .into_iter()
            .map(body_of)
            .collect()
    }

    /// Creates a customer with every index entry, or changes one: `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the account number is taken or the record changed since.
    pub async fn save_customer(
        &self,
        before: Option<&Customer>,
        after: &Customer,
    ) -> Result<(), StoreError> {
        let key = Key::new(keys::customer(&after.id), keys::HEAD);
        let mut item = item_of(&key, after)?;
        item.extend(List::Customers.attributes(after.created_at, after.id.as_str()));
        let mut commit = Commit::default();
        commit.put_versioned(item, before.map(|customer| customer.version));
        let old = before.map(pointer_items).transpose()?.unwrap_or_default();
        let new = pointer_items(after)?;
        for (id, item) in &new {
            if old.get(id) != Some(item) {
                commit.put(item.clone());
            }
        }
        for (id, item) in &old {
            if !new.contains_key(id) {
                commit.delete(&Key::new(text(item, keys::PK), text(item, keys::SK)));
            }
        }
        self.commit(commit).await
    }
}

fn pointer_items(customer: &Customer) -> Result<HashMap<(String, String), Item>, StoreError> {
    let account = customer.id.account();
    let mut items = HashMap::new();
    let mut add = |pk: String, sk: String, phone: Option<Msisdn>| -> Result<(), StoreError> {
        let pointer = CustomerPointer {
            customer: customer.id.clone(),
            name: customer.name.clone(),
            phone,
        };
        let item = item_of(&Key::new(&pk, &sk), &pointer)?;
        items.insert((pk, sk), item);
        Ok(())
    };
    for phone in &customer.phones {
        add(
            phone_pk(&phone.sha256()),
            account.as_str().to_owned(),
            Some(phone.clone()),
        )?;
        if let Some(ending) = last_three(phone.as_str()) {
            let sk = format!("{}#{}", phone.as_str(), account.as_str());
            add(format!("PHE#{ending}"), sk, Some(phone.clone()))?;
        }
    }
    for email in &customer.emails {
        add(email_pk(email), account.as_str().to_owned(), None)?;
    }
    let name = PersonName::new(&customer.name);
    let words: BTreeSet<&String> = name.words().iter().collect();
    for word in words {
        if let Some(pk) = name_pk(word) {
            add(pk, format!("{word}#{}", account.as_str()), None)?;
        }
    }
    Ok(items)
}

fn phone_pk(phone: &PhoneHash) -> String {
    format!("PHN#{}", phone.as_str())
}

fn email_pk(email: &str) -> String {
    let email = email.trim().to_lowercase();
    format!("EML#{}", keys::digest(email.as_bytes()))
}

fn last_three(digits: &str) -> Option<&str> {
    digits
        .len()
        .checked_sub(3)
        .and_then(|start| digits.get(start..))
}

fn name_pk(word: &str) -> Option<String> {
    let prefix: String = word.chars().take(NAME_PREFIX_LETTERS).collect();
    (prefix.chars().count() == NAME_PREFIX_LETTERS && prefix.chars().all(char::is_alphanumeric))
        .then(|| format!("NAM#{prefix}"))
}
