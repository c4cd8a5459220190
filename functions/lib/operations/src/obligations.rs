//! What customers have to pay is written down and listed.

use billing::association::normalise_code;
use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::ids::{CustomerId, ObligationId};
use billing::journal;
use billing::journal::account::LedgerAccount;
use billing::money::Money;
use billing::notification::{Message, Registered};
use billing::obligation::{Instalment, Payee, Schedule, plan};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::customers::Customer;
use store::due::DuePointer;
use store::error::StoreError;
use store::notifications::NotificationRecord;
use store::obligation_changes::ObligationChange;
use store::obligations::{InstalmentRecord, ObligationFile, ObligationRecord};
use store::settings::Settings;
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::business_days::business_days;
use crate::customers;
use crate::error::OperationError;
use crate::outbox::{self, Event};
use crate::retry::on_conflict;
use crate::words::{checked_text, required_text};

/// Longest description, in characters.
const DESCRIPTION_CHARS_MAX: usize = 200;
/// Longest comment, in characters.
const COMMENTS_CHARS_MAX: usize = 2_000;
/// Longest name of an institution, in characters.
const INSTITUTION_CHARS_MAX: usize = 80;

/// What a new obligation is made from.
#[derive(Clone, Debug)]
pub struct NewObligation {
    /// Who owes it.
    pub customer: CustomerId,
    /// To whom.
    pub payee: Payee,
    /// What for.
    pub description: String,
    /// What the payer may quote.
    pub payment_code: Option<String>,
    /// Total.
    pub amount: Money,
    /// Whether the customer is told.
    pub notify_customer: bool,
    /// What only staff see.
    pub manager_comments: Option<String>,
    /// When it is due.
    pub schedule: Schedule,
}

/// Writes an obligation down and charges it to the customer.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the obligation of the first try.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`OperationError::Schedule`],
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn create(
    store: &Store,
    new: &NewObligation,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    actor.may(Permission::ChangeObligation)?;
    let mut checked = checked(new)?;
    let id = obligation_id(&checked.customer, seed)?;
    if let Some(standing) = store.obligation(&id).await? {
        return Ok(standing);
    }
    let days = business_days(store).await?;
    let doses = plan(checked.amount, &checked.schedule, &days).map_err(OperationError::Schedule)?;
    let settings = store.settings().await?;
    let customer = customers::get(store, &checked.customer).await?;
    if let Payee::Institution { name } = &mut checked.payee {
        // One institution has one account, however its name is typed.
        *name = store.enter_institution(name).await?;
    }
    let checked = checked;
    let file = first_file(&id, &checked, &customer, &doses, actor, now);
    point_at(store, &file).await?;
    on_conflict(|| async {
        if let Some(standing) = store.obligation(&id).await? {
            return Ok(standing);
        }
        let tip = store
            .account_tip(&checked.customer, checked.amount.currency())
            .await?;
        let entry = journal::charged(
            tip.next_id(&checked.customer)?,
            &file.obligation()?,
            actor.name(),
            tip.next_at(now),
        );
        let mut commit = Commit::default();
        commit.obligation(None, &file.head);
        for dose in &file.instalments {
            commit.instalment(None, dose);
        }
        commit.account_entry(&checked.customer, &tip, &entry, None);
        if checked.notify_customer {
            for record in registered(&file, &customer, &settings, now)? {
                commit.notification(&record);
            }
        }
        audit::line(actor, AuditAction::ObligationCreated, &id, now)
            .of(&checked.customer)
            .noting(checked.amount.to_string())
            .on(store)
            .commit(commit)
            .await?;
        Ok(file.clone())
    })
    .await
}

fn first_file(
    id: &ObligationId,
    new: &NewObligation,
    customer: &Customer,
    doses: &[Instalment],
    actor: &Actor,
    now: DateTime<Utc>,
) -> ObligationFile {
    let instalments = doses.iter().map(|dose| InstalmentRecord {
        obligation: id.clone(),
        number: dose.number,
        nominal_on: dose.nominal_on,
        due_on: dose.due_on,
        moved_over: dose.moved_over.clone(),
        insisted: false,
        announced_at: None,
        cents: dose.amount.cents(),
        paid_cents: 0,
        cancelled_cents: 0,
        currency: dose.amount.currency(),
        created_at: now,
        changed_at: None,
        version: 1,
    });
    ObligationFile {
        instalments: instalments.collect(),
        head: ObligationRecord {
            id: id.clone(),
            payee: new.payee.clone(),
            description: new.description.clone(),
            payment_code: new.payment_code.clone(),
            cents: new.amount.cents(),
            currency: new.amount.currency(),
            notify_customer: new.notify_customer,
            manager_comments: new.manager_comments.clone(),
            customer_name: customer.name.clone(),
            created_at: now,
            created_by: actor.name().to_owned(),
            cancellation: None,
            version: 1,
        },
    }
}

/// Pointers come first: one that points at nothing is passed over, one that is missing would be missed.
async fn point_at(store: &Store, file: &ObligationFile) -> Result<(), StoreError> {
    let pointers: Vec<DuePointer> = file.instalments.iter().map(due_pointer).collect();
    store.point_at_due(&pointers).await?;
    match &file.head.payee {
        Payee::Us { .. } => Ok(()),
        Payee::Institution { name } => store.point_at_institution(name, &file.head.id).await,
    }
}

/// The pointer of an instalment in the list of due dates.
pub(crate) fn due_pointer(dose: &InstalmentRecord) -> DuePointer {
    DuePointer {
        obligation: dose.obligation.clone(),
        number: dose.number,
        on: dose.due_on,
    }
}

fn registered(
    file: &ObligationFile,
    customer: &Customer,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<NotificationRecord>, OperationError> {
    let obligation = file.obligation()?;
    let first = obligation.instalments.first();
    let last = obligation.instalments.last();
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Vec::new());
    };
    let message = Message::ObligationRegistered(Registered {
        obligation: obligation.id.clone(),
        description: obligation.description.clone(),
        institution: institution(&obligation.payee),
        payment_code: obligation.payment_code.clone(),
        amount: obligation.amount,
        instalments: last.number,
        first_due_on: first.due_on,
        first_amount: first.amount,
        last_due_on: last.due_on,
    });
    let event = Event {
        key: format!("registered/{}", obligation.id),
        day: nairobi_date(now),
        message,
    };
    Ok(outbox::to_customer(customer, &event, settings, now)?)
}

/// The institution that gets the money, if it is not us.
#[must_use]
pub fn institution(payee: &Payee) -> Option<String> {
    match payee {
        Payee::Us { .. } => None,
        Payee::Institution { name } => Some(name.clone()),
    }
}

/// The instalments that a new obligation would have; nothing is stored.
///
/// # Errors
/// As [`create`], but for [`OperationError::NotAllowed`].
pub async fn preview(
    store: &Store,
    new: &NewObligation,
) -> Result<Vec<Instalment>, OperationError> {
    let checked = checked(new)?;
    let days = business_days(store).await?;
    let doses = plan(checked.amount, &checked.schedule, &days).map_err(OperationError::Schedule)?;
    customers::get(store, &checked.customer).await?;
    Ok(doses)
}

/// Every change of an obligation, oldest first.
///
/// # Errors
/// [`OperationError::ObligationNotFound`], [`OperationError::Store`].
pub async fn history(
    store: &Store,
    id: &ObligationId,
) -> Result<Vec<ObligationChange>, OperationError> {
    get(store, id).await?;
    Ok(store.obligation_changes(id).await?)
}

/// One obligation.
///
/// # Errors
/// [`OperationError::ObligationNotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &ObligationId) -> Result<ObligationFile, OperationError> {
    store
        .obligation(id)
        .await?
        .ok_or(OperationError::ObligationNotFound)
}

/// An obligation of this customer. It is looked up under the customer's own key, so somebody else's id leads to nothing.
///
/// # Errors
/// [`OperationError::ObligationNotFound`], [`OperationError::Store`].
pub async fn of(
    store: &Store,
    customer: &CustomerId,
    id: &ObligationId,
) -> Result<ObligationFile, OperationError> {
    let not_found = || OperationError::ObligationNotFound;
    let own = ObligationId::new(customer, id.suffix()).map_err(|_| not_found())?;
    let file = get(store, &own).await?;
    Some(file)
        .filter(|file| file.head.id == *id)
        .ok_or_else(not_found)
}

fn obligation_id(customer: &CustomerId, seed: Uuid) -> Result<ObligationId, OperationError> {
    let suffix = seed.simple().to_string();
    let id = ObligationId::new(customer, &suffix).map_err(|error| StoreError::Corrupt {
        key: suffix,
        detail: error.to_string(),
    })?;
    Ok(id)
}

fn checked(new: &NewObligation) -> Result<NewObligation, OperationError> {
    if !new.amount.is_positive() {
        return Err(OperationError::field(
            "amount",
            "not_positive",
            "an amount is more than nothing",
        ));
    }
    let description = checked_description(&new.description)?;
    let payee = match &new.payee {
        Payee::Us { income } => Payee::Us { income: *income },
        Payee::Institution { name } => {
            let missing = "name the institution";
            let name = required_text("payee.name", name, INSTITUTION_CHARS_MAX, missing)?;
            let name = ledger_name(name);
            Payee::Institution { name }
        }
    };
    let payment_code = new.payment_code.as_deref().map(checked_code);
    let payment_code = payment_code.transpose()?.flatten();
    let manager_comments = new
        .manager_comments
        .as_deref()
        .map(checked_comments)
        .transpose()?
        .flatten();
    Ok(NewObligation {
        payee,
        description,
        payment_code,
        manager_comments,
        ..new.clone()
    })
}

/// As the journal writes it, so that two names never share an account.
fn ledger_name(name: String) -> String {
    match LedgerAccount::Institution(name).normalised() {
        LedgerAccount::Institution(name) => name,
        other => other.to_string(),
    }
}

pub(crate) fn checked_description(text: &str) -> Result<String, OperationError> {
    let missing = "say what it is for";
    required_text("description", text, DESCRIPTION_CHARS_MAX, missing)
}

/// What a payer may quote; nothing where it is left empty.
pub(crate) fn checked_code(text: &str) -> Result<Option<String>, OperationError> {
    match text.trim() {
        "" => Ok(None),
        code if normalise_code(code).is_some() => Ok(Some(code.to_owned())),
        _ => Err(OperationError::field(
            "payment_code",
            "unusable",
            "use letters and digits, at most 40 of them",
        )),
    }
}

/// Comments of staff; nothing where there are none.
pub(crate) fn checked_comments(text: &str) -> Result<Option<String>, OperationError> {
    let text = checked_text("manager_comments", text, COMMENTS_CHARS_MAX)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
