//! Secret addresses of customers: made, shown again, revoked, and followed.

use billing::audit::AuditAction;
use billing::ids::CustomerId;
use billing::notification::Told;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::customers::Customer;
use store::links::{LinkPurpose, LinkRecord};

use crate::actor::Actor;
use crate::audit;
use crate::customers::{self, CustomerChanges};
use crate::error::OperationError;
use crate::retry::on_conflict;

/// The secret of a customer's address for a purpose; made where there is none.
///
/// # Idempotency
/// A secret that stands is answered again; `fresh` is used only where there is none.
///
/// # Errors
/// [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn ensure(
    store: &Store,
    customer: &CustomerId,
    purpose: LinkPurpose,
    fresh: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<String, OperationError> {
    actor.may_for(Permission::ChangeContacts, customer)?;
    on_conflict(|| async {
        let before = store.link(customer, purpose).await?;
        if let Some(secret) = before.as_ref().and_then(|link| link.secret.clone()) {
            return Ok(secret);
        }
        customers::get(store, customer).await?;
        let after = link(customer, purpose, Some(fresh), before.as_ref(), actor, now);
        audit::line(actor, AuditAction::LinkMade, customer, now)
            .of(customer)
            .noting(purpose.name())
            .on(store)
            .save_link(before.as_ref(), &after)
            .await?;
        Ok(fresh.to_owned())
    })
    .await
}

/// Revokes a customer's address: from now on it leads nowhere, and the next one is another.
///
/// # Idempotency
/// Revoking what does not stand changes nothing.
///
/// # Errors
/// [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`] for a customer who names another,
/// [`OperationError::Store`].
pub async fn revoke(
    store: &Store,
    customer: &CustomerId,
    purpose: LinkPurpose,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may_for(Permission::ChangeContacts, customer)?;
    on_conflict(|| async {
        let before = store.link(customer, purpose).await?;
        let Some(before) = before.filter(|link| link.secret.is_some()) else {
            return Ok(());
        };
        let after = link(customer, purpose, None, Some(&before), actor, now);
        audit::line(actor, AuditAction::LinkRevoked, customer, now)
            .of(customer)
            .noting(purpose.name())
            .on(store)
            .save_link(Some(&before), &after)
            .await?;
        Ok(())
    })
    .await
}

/// Whose address a secret is.
///
/// # Errors
/// [`OperationError::LinkNotFound`], [`OperationError::Store`].
pub async fn follow(
    store: &Store,
    secret: &str,
    purpose: LinkPurpose,
) -> Result<Customer, OperationError> {
    let customer = store.link_by_secret(secret, purpose).await?;
    let customer = customer.ok_or(OperationError::LinkNotFound)?;
    let customer = store.customer(&customer).await?;
    customer.ok_or(OperationError::LinkNotFound)
}

/// Whoever has the address wants no more reminders by e-mail.
///
/// # Idempotency
/// Leaving twice changes nothing, and somebody who wants nothing at all keeps that.
///
/// # Errors
/// [`OperationError::LinkNotFound`], [`OperationError::Store`].
pub async fn unsubscribe(
    store: &Store,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Customer, OperationError> {
    let customer = follow(store, secret, LinkPurpose::Unsubscribe).await?;
    if customer.told_by_email != Told::All {
        return Ok(customer);
    }
    let changes = CustomerChanges {
        told_by_email: Some(Told::Essential),
        ..CustomerChanges::default()
    };
    let actor = Actor::customer(&customer.id);
    customers::change(store, &customer.id, &changes, &actor, now).await
}

fn link(
    customer: &CustomerId,
    purpose: LinkPurpose,
    secret: Option<&str>,
    before: Option<&LinkRecord>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> LinkRecord {
    LinkRecord {
        customer: customer.clone(),
        purpose,
        secret: secret.map(str::to_owned),
        at: now,
        by: actor.name().to_owned(),
        version: before.map_or(1, |link| link.version + 1),
    }
}
