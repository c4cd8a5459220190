//! API keys: issued to systems and shown once, each with a role as its scope, and revoked.
//!
//! What a key may do is its role's, whomever it says that it speaks for.

use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::ids::KeyId;
use billing::role::{Permission, Role};
use chrono::{DateTime, TimeDelta, Utc};
use store::api_keys::{ApiKeyRecord, KeyDigest, Revocation};
use store::client::Store;
use store::error::StoreError;
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;
use crate::words::{checked_if_given, required_text};

/// What every key begins with, so that one that leaked is recognised.
const PREFIX: &str = "mlp_";
/// Longest name of a key, in characters.
const NAME_CHARS_MAX: usize = 60;
/// The fewest characters of a secret: 256 bits in base64.
const SECRET_CHARS_MIN: usize = 43;
/// Longest key that is looked for, in characters.
const PRESENTED_CHARS_MAX: usize = 200;
/// How long the very same request is answered with its key again, in minutes.
const ANSWERED_AGAIN_MIN: i64 = 10;
/// The most keys there are, revoked ones included: all are read at once.
const KEYS_MAX: usize = 500;

/// Why something about keys was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// No such key.
    #[error("no API key has this id")]
    NotFound,
    /// It was issued by the first try of this request.
    #[error(
        "this key was issued already and is shown only once; if it was lost, revoke it and issue another"
    )]
    IssuedAlready,
    /// More keys than can be read at once.
    #[error(
        "{limit} API keys were issued already, revoked ones included, and there is no room for more"
    )]
    TooMany {
        /// The limit.
        limit: usize,
    },
}

/// A key that was issued.
#[derive(Clone)]
pub struct Issued {
    /// What is kept of it.
    pub record: ApiKeyRecord,
    /// The key itself, which nobody sees again.
    pub key: String,
}

/// Issues a key. `secret` is random: at least 256 bits in base64.
///
/// # Idempotency
/// `seed` names the request. Within ten minutes its repetition with the same secret answers the same key. Any other
/// is refused, since the key is kept nowhere: who lost the answer revokes the key and has another issued.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (name), [`ApiKeyError::IssuedAlready`],
/// [`ApiKeyError::TooMany`], [`OperationError::Store`].
///
/// # Panics
/// If the secret is too short to be one.
pub async fn issue(
    store: &Store,
    name: &str,
    role: Role,
    actor: &Actor,
    (seed, secret): (Uuid, &str),
    now: DateTime<Utc>,
) -> Result<Issued, OperationError> {
    assert!(secret.len() >= SECRET_CHARS_MIN, "a secret of 256 bits");
    actor.may(Permission::ManageKeys)?;
    let name = required_text("name", name, NAME_CHARS_MAX, "say what the key is for")?;
    let key = format!("{PREFIX}{secret}");
    let record = ApiKeyRecord {
        id: KeyId::new(&seed.simple().to_string()).expect("a UUID is letters and digits"),
        name,
        role,
        digest: KeyDigest::of(&key),
        used_on: None,
        revoked: None,
        issued_at: now,
        issued_by: actor.name().to_owned(),
        version: 1,
    };
    let record = on_conflict(|| async {
        if let Some(standing) = store.api_key(&record.id).await? {
            if is_the_same(&standing, &record) {
                return Ok(standing);
            }
            return Err(ApiKeyError::IssuedAlready.into());
        }
        if store.api_keys().await?.len() >= KEYS_MAX {
            return Err(ApiKeyError::TooMany { limit: KEYS_MAX }.into());
        }
        audit::line(actor, AuditAction::ApiKeyIssued, &record.id, now)
            .noting(format!("{}, as {role}", record.name))
            .on(store)
            .save_api_key(None, &record)
            .await?;
        Ok(record.clone())
    })
    .await?;
    Ok(Issued { record, key })
}

/// Whether a key that stands was asked for by the very same request, a moment ago.
fn is_the_same(standing: &ApiKeyRecord, asked: &ApiKeyRecord) -> bool {
    let recent = asked.issued_at - standing.issued_at < TimeDelta::minutes(ANSWERED_AGAIN_MIN);
    recent
        && standing.revoked.is_none()
        && standing.digest == asked.digest
        && (&standing.name, standing.role) == (&asked.name, asked.role)
}

/// Revokes a key: from now on it opens nothing.
///
/// # Idempotency
/// A key that was revoked stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`ApiKeyError::NotFound`],
/// [`OperationError::Store`].
pub async fn revoke(
    store: &Store,
    id: &KeyId,
    reason: Option<&str>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ApiKeyRecord, OperationError> {
    actor.may(Permission::ManageKeys)?;
    let reason = checked_if_given(reason)?;
    on_conflict(|| async {
        let before = get(store, id).await?;
        if before.revoked.is_some() {
            return Ok(before);
        }
        let after = ApiKeyRecord {
            revoked: Some(Revocation {
                by: actor.name().to_owned(),
                at: now,
                reason: Some(reason.clone()).filter(|it| !it.is_empty()),
            }),
            version: before.version + 1,
            ..before.clone()
        };
        audit::line(actor, AuditAction::ApiKeyRevoked, id, now)
            .noting(before.name.clone())
            .because(&reason)
            .on(store)
            .save_api_key(Some(&before), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// Every key, the newest first, revoked ones included.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(store: &Store) -> Result<Vec<ApiKeyRecord>, OperationError> {
    let mut keys = store.api_keys().await?;
    keys.sort_by_key(|key| std::cmp::Reverse(key.issued_at));
    Ok(keys)
}

/// One key, revoked ones included.
///
/// # Errors
/// [`ApiKeyError::NotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &KeyId) -> Result<ApiKeyRecord, OperationError> {
    let found = store.api_key(id).await?;
    found.ok_or(ApiKeyError::NotFound.into())
}

/// The key that somebody presents; nothing where it is none of ours or was revoked. The day of use is noted once a day.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn resume(
    store: &Store,
    presented: &str,
    now: DateTime<Utc>,
) -> Result<Option<ApiKeyRecord>, OperationError> {
    if !presented.starts_with(PREFIX) || presented.len() > PRESENTED_CHARS_MAX {
        return Ok(None);
    }
    let found = store.api_key_presented(&KeyDigest::of(presented)).await?;
    let Some(before) = found.filter(|key| key.revoked.is_none()) else {
        return Ok(None);
    };
    let today = nairobi_date(now);
    if before.used_on.is_some_and(|day| day >= today) {
        return Ok(Some(before));
    }
    let after = ApiKeyRecord {
        used_on: Some(today),
        version: before.version + 1,
        ..before.clone()
    };
    match store.save_api_key(Some(&before), &after).await {
        Ok(()) => Ok(Some(after)),
        // Another request notes the day; or it was revoked this moment, which only a new look tells.
        Err(StoreError::Conflict) => {
            let standing = store.api_key(&before.id).await?;
            Ok(standing.filter(|key| key.revoked.is_none()))
        }
        Err(error) => Err(error.into()),
    }
}
