//! Where somebody is signed in: begun with a token that nobody had before, renewed while it is used, and ended.
//!
//! The holder is loaded on every request, so that a role that changed, or that somebody left, holds from the next one.
//! A session also ends with what it was opened by: a contact that is the customer's no more, an authenticator that was
//! reset.

mod device;
pub mod lifetime;
pub mod rotation;

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::ids::SessionId;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use store::client::Store;
use store::commit::Commit;
use store::customers::Customer;
use store::error::StoreError;
use store::sessions::{SessionOwner, SessionRecord, token_digest};
use store::staff::StaffMember;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::portal_key::hex;
use crate::sessions::lifetime::expires_at;
use crate::sessions::rotation::{keep_up, mark, opens};
use crate::sign_in::secrets::Secrets;

/// Who is signed in, as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A customer.
    Customer(Customer),
    /// Somebody of the staff.
    Staff(StaffMember),
}

/// A place where somebody is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// What it is called by.
    pub id: SessionId,
    /// Who.
    pub holder: Holder,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was used last, roughly.
    pub seen_at: DateTime<Utc>,
    /// When it ends if it is not used again.
    pub expires_at: DateTime<Utc>,
    /// The browser, in two or three words.
    pub device: String,
    /// A new token, for the cookie in place of the one that was shown.
    pub fresh_token: Option<String>,
}

/// A place where somebody is signed in, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is called by.
    pub id: SessionId,
    /// The browser, in two or three words.
    pub device: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was used last, roughly.
    pub seen_at: DateTime<Utc>,
    /// When it ends if it is not used again.
    pub expires_at: DateTime<Utc>,
}

impl Holder {
    /// Whose the sessions are.
    #[must_use]
    pub fn owner(&self) -> SessionOwner {
        match self {
            Self::Customer(customer) => SessionOwner::Customer(customer.id.clone()),
            Self::Staff(member) => SessionOwner::Staff(member.id.clone()),
        }
    }

    /// The actor of what they do.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match self {
            Self::Customer(customer) => Actor::customer(&customer.id),
            Self::Staff(member) => Actor::member(member),
        }
    }

    /// Whether what a session was opened by is still theirs.
    fn has(&self, proof: &str) -> bool {
        match self {
            Self::Customer(customer) => {
                let phones = customer
                    .phones
                    .iter()
                    .map(|phone| phone.as_str().to_owned());
                let emails = customer.emails.iter().map(|email| email.to_lowercase());
                phones.chain(emails).any(|it| proof_of(&it) == proof)
            }
            Self::Staff(member) => {
                let secret = member.totp.as_ref();
                secret.is_some_and(|it| proof_of(it.base32()) == proof)
            }
        }
    }
}

/// The session that a token stands for; nothing where it is over, or there never was one.
///
/// # Idempotency
/// Of several requests at once that are due for a new token, one gets it.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn resume(
    store: &Store,
    token: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<Option<Session>, OperationError> {
    let digest = token_digest(token);
    let Some(record) = store.session_by_token(&digest).await? else {
        return Ok(None);
    };
    if !opens(&record, &digest, now) || expires_at(&record) <= now {
        return Ok(None);
    }
    let holder = match &record.owner {
        SessionOwner::Customer(id) => store.customer(id).await?.map(Holder::Customer),
        SessionOwner::Staff(id) => {
            let member = store.staff_member(id).await?;
            let member = member.filter(StaffMember::works_here);
            member.map(Holder::Staff)
        }
    };
    let Some(holder) = holder.filter(|holder| holder.has(&record.proof)) else {
        return Ok(None);
    };
    let (record, fresh_token) = keep_up(store, record, &digest, secrets, now).await?;
    Ok(Some(Session {
        holder,
        created_at: record.created_at,
        seen_at: record.seen_at,
        expires_at: expires_at(&record),
        device: record.device,
        id: record.id,
        fresh_token,
    }))
}

/// Where somebody is signed in, the place that was used last first.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    holder: &Holder,
    now: DateTime<Utc>,
) -> Result<Vec<Place>, OperationError> {
    let records = store.sessions_of(&holder.owner()).await?;
    let mut places: Vec<Place> = records
        .into_iter()
        .filter(|record| expires_at(record) > now && holder.has(&record.proof))
        .map(|record| Place {
            expires_at: expires_at(&record),
            id: record.id,
            device: record.device,
            created_at: record.created_at,
            seen_at: record.seen_at,
        })
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse((place.seen_at, place.created_at)));
    Ok(places)
}

/// Signs somebody out at one place of theirs, also the one where they are.
///
/// # Idempotency
/// A session that has ended, or is somebody else's, changes nothing.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn end(
    store: &Store,
    holder: &Holder,
    id: &SessionId,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let owner = holder.owner();
    let Some(record) = store.session(&owner, id).await? else {
        return Ok(());
    };
    let subject = Subject::new(SubjectKind::Session, id.as_str());
    let store = noting(
        store,
        holder,
        AuditAction::SignedOut,
        subject,
        record.device,
        now,
    );
    Ok(store.end_sessions(&owner, &[record.id]).await?)
}

/// Signs somebody out everywhere; answers at how many places they were signed in.
///
/// # Idempotency
/// Where nobody is signed in, nothing changes.
///
/// # Errors
/// [`OperationError::Store`]: they may still be signed in at some places.
pub async fn end_all(
    store: &Store,
    holder: &Holder,
    now: DateTime<Utc>,
) -> Result<usize, OperationError> {
    let owner = holder.owner();
    let ids: Vec<SessionId> = store
        .sessions_of(&owner)
        .await?
        .into_iter()
        .map(|record| record.id)
        .collect();
    let subject = match &owner {
        SessionOwner::Customer(id) => Subject::new(SubjectKind::Customer, id.as_str()),
        SessionOwner::Staff(id) => Subject::new(SubjectKind::Staff, id.as_str()),
    };
    let summary = format!("{} places", ids.len());
    let action = AuditAction::SignedOutEverywhere;
    let store = noting(store, holder, action, subject, summary, now);
    store.end_sessions(&owner, &ids).await?;
    Ok(ids.len())
}

/// The store that notes what staff do about their sessions; what customers do about theirs is their own affair.
fn noting(
    store: &Store,
    holder: &Holder,
    action: AuditAction,
    subject: Subject,
    summary: String,
    now: DateTime<Utc>,
) -> Store {
    match holder {
        Holder::Customer(_) => store.clone(),
        Holder::Staff(_) => audit::line(&holder.actor(), action, subject, now)
            .noting(summary)
            .on(store),
    }
}

/// Opens a session in a commit and answers its token.
pub(crate) fn open(
    commit: &mut Commit,
    owner: SessionOwner,
    proof: String,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    let token = secrets.token();
    let record = SessionRecord {
        id: secrets.session_id(),
        until: now + lifetime::of(&owner).absolute,
        owner,
        proof,
        device: device_of(device),
        created_at: now,
        seen_at: now,
        token: mark(&token, now),
        next: None,
        previous: None,
        version: 1,
    };
    commit.session(None, &record)?;
    commit.session_token(&record.token, &record)?;
    Ok(token)
}

/// Digest of what a session is opened by.
pub(crate) fn proof_of(what: &str) -> String {
    hex(&Sha256::digest(what.as_bytes()))
}

/// A browser in two or three words of ours, whatever it calls itself.
pub(crate) fn device_of(user_agent: &str) -> String {
    device::named(user_agent)
}
