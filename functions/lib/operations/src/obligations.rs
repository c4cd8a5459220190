//! What customers have to pay is written down and listed.

use billing::association::normalise_code;
use billing::ids::{CustomerId, ObligationId};
use billing::journal;
use billing::money::Money;
use billing::obligation::{Instalment, Payee, Schedule, plan};
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::obligations::{InstalmentRecord, ObligationFile, ObligationRecord};
use uuid::Uuid;

use crate::actor::Actor;
use crate::error::OperationError;
use crate::retry::on_conflict;

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
/// In this order: [`OperationError::Field`], [`OperationError::Schedule`],
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn create(
    store: &Store,
    new: &NewObligation,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<ObligationFile, OperationError> {
    let checked = checked(new)?;
    let doses = plan(checked.amount, &checked.schedule).map_err(OperationError::Schedule)?;
    let id = obligation_id(&checked.customer, seed)?;
    on_conflict(|| async {
        if let Some(standing) = store.obligation(&id).await? {
            return Ok(standing);
        }
        let customer = store
            .customer(&checked.customer)
            .await?
            .ok_or(OperationError::CustomerNotFound)?;
        let file = ObligationFile {
            head: ObligationRecord {
                id: id.clone(),
                payee: checked.payee.clone(),
                description: checked.description.clone(),
                payment_code: checked.payment_code.clone(),
                cents: checked.amount.cents(),
                currency: checked.amount.currency(),
                notify_customer: checked.notify_customer,
                manager_comments: checked.manager_comments.clone(),
                customer_name: customer.name,
                created_at: now,
                created_by: actor.name().to_owned(),
                version: 1,
            },
            instalments: doses
                .iter()
                .map(|dose| InstalmentRecord {
                    obligation: id.clone(),
                    number: dose.number,
                    nominal_on: dose.nominal_on,
                    due_on: dose.due_on,
                    moved_because: dose.moved_because.clone(),
                    cents: dose.amount.cents(),
                    paid_cents: 0,
                    currency: dose.amount.currency(),
                    created_at: now,
                    version: 1,
                })
                .collect(),
        };
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
        store.commit(commit).await?;
        Ok(file)
    })
    .await
}

/// The instalments that a new obligation would have; nothing is stored.
///
/// # Errors
/// As [`create`].
pub async fn preview(
    store: &Store,
    new: &NewObligation,
) -> Result<Vec<Instalment>, OperationError> {
    let checked = checked(new)?;
    let doses = plan(checked.amount, &checked.schedule).map_err(OperationError::Schedule)?;
    if store.customer(&checked.customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    Ok(doses)
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
    let description = checked_text("description", &new.description, DESCRIPTION_CHARS_MAX)?;
    if description.is_empty() {
        return Err(OperationError::field(
            "description",
            "required",
            "say what it is for",
        ));
    }
    let payee = match &new.payee {
        Payee::Us { income } => Payee::Us { income: *income },
        Payee::Institution { name } => {
            let name = checked_text("payee.name", name, INSTITUTION_CHARS_MAX)?;
            if name.is_empty() {
                return Err(OperationError::field(
                    "payee.name",
                    "required",
                    "name the institution",
                ));
            }
            Payee::Institution { name }
        }
    };
    let payment_code = match new
        .payment_code
        .as_deref()
        .map(str::trim)
        .filter(|code| !code.is_empty())
    {
        None => None,
        Some(code) if normalise_code(code).is_some() => Some(code.to_owned()),
        Some(_) => {
            return Err(OperationError::field(
                "payment_code",
                "unusable",
                "use letters and digits, at most 40 of them",
            ));
        }
    };
    let manager_comments = new
        .manager_comments
        .as_deref()
        .map(|text| checked_text("manager_comments", text, COMMENTS_CHARS_MAX))
        .transpose()?
        .filter(|text| !text.is_empty());
    Ok(NewObligation {
        payee,
        description,
        payment_code,
        manager_comments,
        ..new.clone()
    })
}

fn checked_text(field: &'static str, text: &str, limit: usize) -> Result<String, OperationError> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(OperationError::field(
            field,
            "too_long",
            format!("use at most {limit} characters"),
        ));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(OperationError::field(
            field,
            "control_characters",
            "use plain text",
        ));
    }
    Ok(text.to_owned())
}
