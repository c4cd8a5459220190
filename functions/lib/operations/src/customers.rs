//! Customers are created, changed and found.

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::notification::Told;
use billing::phone::Msisdn;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::customers::{Customer, CustomerStatus};
use store::error::StoreError;
use uuid::Uuid;

use crate::actor::Actor;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 120;
/// Most phones, and most addresses, of one customer.
const CONTACTS_MAX: usize = 10;
/// Longest e-mail address (RFC 5321), in characters.
const EMAIL_CHARS_MAX: usize = 254;
/// Account numbers that are tried before giving up; with a tenth of all numbers taken, twenty in a
/// row happen once in 10²⁰.
const NUMBERS_TRIED_MAX: u32 = 20;

/// What a new customer is made from.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// As they are called.
    pub name: String,
    /// Phones in any spelling.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Language for messages.
    pub language: Language,
    /// How much they want to be told by SMS.
    pub told_by_sms: Told,
    /// How much they want to be told by e-mail.
    pub told_by_email: Told,
    /// A number from an older system; generated with a check digit where it is left out.
    pub account_number: Option<String>,
}

/// What of a customer is changed; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct CustomerChanges {
    /// New name.
    pub name: Option<String>,
    /// All phones.
    pub phones: Option<Vec<String>>,
    /// All addresses.
    pub emails: Option<Vec<String>>,
    /// Language.
    pub language: Option<Language>,
    /// How much they want to be told by SMS.
    pub told_by_sms: Option<Told>,
    /// How much they want to be told by e-mail.
    pub told_by_email: Option<Told>,
    /// Status.
    pub status: Option<CustomerStatus>,
}

/// Creates a customer.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the customer of the first try.
///
/// # Errors
/// [`OperationError::Field`], [`OperationError::AccountNumberTaken`], [`OperationError::Store`].
pub async fn create(
    store: &Store,
    new: &NewCustomer,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<Customer, OperationError> {
    let name = checked_name(&new.name)?;
    let phones = checked_phones(&new.phones)?;
    let emails = checked_emails("emails", &new.emails)?;
    let build = |account: &AccountNumber, shown: String| Customer {
        id: CustomerId::from(account),
        account_number: shown,
        name: name.clone(),
        phones: phones.clone(),
        emails: emails.clone(),
        language: new.language,
        told_by_sms: new.told_by_sms,
        told_by_email: new.told_by_email,
        status: CustomerStatus::Active,
        created_at: now,
        created_by: actor.name().to_owned(),
        created_for: Some(seed.to_string()),
        version: 1,
    };
    if let Some(typed) = new
        .account_number
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let account = AccountNumber::parse(typed).map_err(|error| {
            OperationError::field("account_number", "unusable", error.to_string())
        })?;
        return insert(store, build(&account, typed.to_uppercase()))
            .await?
            .ok_or(OperationError::AccountNumberTaken);
    }
    for attempt in 0..NUMBERS_TRIED_MAX {
        let account = AccountNumber::generated(body_from(seed, attempt));
        let shown = account.as_str().to_owned();
        if let Some(customer) = insert(store, build(&account, shown)).await? {
            return Ok(customer);
        }
    }
    Err(OperationError::AccountNumberTaken)
}

/// The customer, or nothing where another has the number.
async fn insert(store: &Store, customer: Customer) -> Result<Option<Customer>, OperationError> {
    match store.save_customer(None, &customer).await {
        Ok(()) => Ok(Some(customer)),
        Err(StoreError::Conflict) => {
            let standing = store.customer(&customer.id).await?;
            Ok(standing.filter(|standing| standing.created_for == customer.created_for))
        }
        Err(error) => Err(error.into()),
    }
}

/// Digits from a seed that is random, so numbers say nothing about how many customers there are.
fn body_from(seed: Uuid, attempt: u32) -> u32 {
    let bytes = seed.as_bytes();
    // The last bytes of a version 7 id are random; the first are a clock.
    let random = u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]);
    random.wrapping_add(attempt.wrapping_mul(2_654_435_761))
}

/// Changes a customer.
///
/// # Idempotency
/// Changing to what is there already changes nothing.
///
/// # Errors
/// [`OperationError::Field`], [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn change(
    store: &Store,
    id: &CustomerId,
    changes: &CustomerChanges,
) -> Result<Customer, OperationError> {
    let name = changes.name.as_deref().map(checked_name).transpose()?;
    let phones = changes.phones.as_deref().map(checked_phones).transpose()?;
    let emails = changes.emails.as_deref();
    let emails = emails
        .map(|typed| checked_emails("emails", typed))
        .transpose()?;
    on_conflict(|| async {
        let before = get(store, id).await?;
        let mut after = before.clone();
        after.name = name.clone().unwrap_or(after.name);
        after.phones = phones.clone().unwrap_or(after.phones);
        after.emails = emails.clone().unwrap_or(after.emails);
        after.language = changes.language.unwrap_or(after.language);
        after.told_by_sms = changes.told_by_sms.unwrap_or(after.told_by_sms);
        after.told_by_email = changes.told_by_email.unwrap_or(after.told_by_email);
        after.status = changes.status.unwrap_or(after.status);
        if after == before {
            return Ok(before);
        }
        after.version += 1;
        store.save_customer(Some(&before), &after).await?;
        Ok(after)
    })
    .await
}

/// One customer.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &CustomerId) -> Result<Customer, OperationError> {
    store
        .customer(id)
        .await?
        .ok_or(OperationError::CustomerNotFound)
}

fn checked_name(name: &str) -> Result<String, OperationError> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(OperationError::field(
            "name",
            "required",
            "give the customer's name",
        ));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        let detail = format!("use at most {NAME_CHARS_MAX} characters");
        return Err(OperationError::field("name", "too_long", detail));
    }
    if name.chars().any(char::is_control) {
        return Err(OperationError::field(
            "name",
            "control_characters",
            "use plain text",
        ));
    }
    Ok(name)
}

fn checked_phones(typed: &[String]) -> Result<Vec<Msisdn>, OperationError> {
    check_count("phones", typed.len())?;
    let mut phones = Vec::new();
    for text in typed {
        let phone = Msisdn::parse(text)
            .map_err(|error| OperationError::field("phones", "unusable", error.to_string()))?;
        if !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    Ok(phones)
}

/// Only what every mail server agrees on is checked; whether an address works, a message tells.
pub(crate) fn checked_emails(
    field: &'static str,
    typed: &[String],
) -> Result<Vec<String>, OperationError> {
    check_count(field, typed.len())?;
    let mut emails: Vec<String> = Vec::new();
    for text in typed {
        let email = text.trim();
        let plausible = email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
        });
        let clean = email.matches('@').count() == 1
            && email.is_ascii()
            && !email
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || "<>,;:\"()[]\\".contains(c));
        if !plausible || !clean || email.len() > EMAIL_CHARS_MAX {
            return Err(OperationError::field(
                field,
                "unusable",
                "an e-mail address looks like name@example.com",
            ));
        }
        if !emails.iter().any(|known| known.eq_ignore_ascii_case(email)) {
            emails.push(email.to_owned());
        }
    }
    Ok(emails)
}

fn check_count(field: &'static str, count: usize) -> Result<(), OperationError> {
    if count > CONTACTS_MAX {
        return Err(OperationError::field(
            field,
            "too_many",
            format!("give at most {CONTACTS_MAX}"),
        ));
    }
    Ok(())
}
