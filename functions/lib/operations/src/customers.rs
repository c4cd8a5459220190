//! Customers are created, changed and found.

pub(crate) mod checked;

use billing::account_number::AccountNumber;
use billing::audit::AuditAction;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::notification::Told;
use billing::phone::Msisdn;
use billing::role::{Capacity, Permission};
use chrono::{DateTime, Utc};
use store::client::Store;
use store::customers::{Customer, CustomerStatus};
use store::error::StoreError;
use uuid::Uuid;

use self::checked::{checked_emails, checked_name, checked_phones};
use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;

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
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::AccountNumberTaken`],
/// [`OperationError::Store`].
pub async fn create(
    store: &Store,
    new: &NewCustomer,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<Customer, OperationError> {
    actor.may(Permission::ChangeCustomer)?;
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
        return insert(store, build(&account, typed.to_uppercase()), actor, now)
            .await?
            .ok_or(OperationError::AccountNumberTaken);
    }
    for attempt in 0..NUMBERS_TRIED_MAX {
        let account = AccountNumber::generated(body_from(seed, attempt));
        let shown = account.as_str().to_owned();
        if let Some(customer) = insert(store, build(&account, shown), actor, now).await? {
            return Ok(customer);
        }
    }
    Err(OperationError::AccountNumberTaken)
}

/// The customer, or nothing where another has the number.
async fn insert(
    store: &Store,
    customer: Customer,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Option<Customer>, OperationError> {
    let audited = audit::line(actor, AuditAction::CustomerCreated, &customer.id, now)
        .of(&customer.id)
        .on(store);
    match audited.save_customer(None, &customer).await {
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

/// Changes a customer. Customers may change how they are reached themselves, but a phone that is new is for staff: a
/// payment from a customer's phone is taken for theirs.
///
/// # Idempotency
/// Changing to what is there already changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`] for a customer who names another,
/// [`OperationError::Field`], [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn change(
    store: &Store,
    id: &CustomerId,
    changes: &CustomerChanges,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Customer, OperationError> {
    if changes.name.is_some() || changes.status.is_some() {
        actor.may(Permission::ChangeCustomer)?;
    }
    actor.may_for(Permission::ChangeContacts, id)?;
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
        if actor.capacity() == Capacity::Customer {
            check_own_contacts(&before, &after)?;
        }
        after.version += 1;
        audit::line(actor, AuditAction::CustomerChanged, id, now)
            .of(id)
            .noting(changed(&before, &after))
            .on(store)
            .save_customer(Some(&before), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// What customers may do about their own contacts.
fn check_own_contacts(before: &Customer, after: &Customer) -> Result<(), OperationError> {
    if after
        .phones
        .iter()
        .any(|phone| !before.phones.contains(phone))
    {
        let detail = "ask us to add a phone: what is paid from it would be taken for yours";
        return Err(OperationError::field("phones", "for_staff", detail));
    }
    let had_some = !before.phones.is_empty() || !before.emails.is_empty();
    if had_some && after.phones.is_empty() && after.emails.is_empty() {
        let detail = "keep a phone or an e-mail address, so that you can sign in";
        return Err(OperationError::field("phones", "last_contact", detail));
    }
    Ok(())
}

/// What is another now, by name; the contents are personal.
fn changed(before: &Customer, after: &Customer) -> String {
    let fields = [
        ("name", before.name != after.name),
        ("phones", before.phones != after.phones),
        ("emails", before.emails != after.emails),
        ("language", before.language != after.language),
        ("told_by_sms", before.told_by_sms != after.told_by_sms),
        ("told_by_email", before.told_by_email != after.told_by_email),
    ];
    let mut words: Vec<String> = fields
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name.to_owned())
        .collect();
    if before.status != after.status {
        let (from, to) = (before.status.name(), after.status.name());
        words.push(format!("status {from} → {to}"));
    }
    words.join(", ")
}

/// Has a phone or an address of a customer tried again at which nothing arrived.
///
/// # Idempotency
/// Where nothing is known against it, nothing changes.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn try_contact_again(
    store: &Store,
    id: &CustomerId,
    to: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may_for(Permission::ChangeContacts, id)?;
    get(store, id).await?;
    let to = match Msisdn::parse(to) {
        Ok(phone) => String::from(phone),
        Err(_) => to.trim().to_owned(),
    };
    let problems = store.contact_problems(id).await?;
    if !problems
        .iter()
        .any(|known| known.to.eq_ignore_ascii_case(&to))
    {
        return Ok(());
    }
    audit::line(actor, AuditAction::ContactRetried, id, now)
        .of(id)
        .on(store)
        .clear_contact_problem(id, &to)
        .await?;
    Ok(())
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
