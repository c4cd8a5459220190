//! Who works here and in which role. Nobody is deleted: who left stands in the records with when and why.
//!
//! A role holds from the next request: sessions and actors are made from the member as it is then.

pub mod error;

use billing::audit::AuditAction;
use billing::ids::StaffId;
use billing::language::Language;
use billing::role::{Permission, Role};
use chrono::{DateTime, Utc};
use store::client::Store;
use store::staff::{Leaving, Roster, StaffMember};
use uuid::Uuid;

use self::error::StaffError;
use crate::actor::Actor;
use crate::audit;
use crate::customers::checked::{checked_email, checked_name};
use crate::error::OperationError;
use crate::retry::on_conflict;
use crate::words::{checked_if_given, checked_reason};

/// The most members there are, those who left included: all are read at once.
const STAFF_MAX: usize = 500;

/// Who is to work here.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Where their codes go.
    pub email: String,
    /// As records name them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Language of pages and codes.
    pub language: Language,
}

/// What of a member is changed; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct StaffChanges {
    /// New name.
    pub name: Option<String>,
    /// Language.
    pub language: Option<Language>,
    /// Role.
    pub role: Option<Role>,
    /// Why, where they say so.
    pub reason: Option<String>,
}

/// Everybody, those who left last, by name.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(store: &Store) -> Result<Vec<StaffMember>, OperationError> {
    let mut members = store.staff_members().await?;
    members.sort_by_key(|member| (!member.works_here(), member.name.to_lowercase()));
    Ok(members)
}

/// One member, those who left included.
///
/// # Errors
/// [`StaffError::NotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &StaffId) -> Result<StaffMember, OperationError> {
    let member = store.staff_member(id).await?;
    member.ok_or(StaffError::NotFound.into())
}

/// Lets somebody work here. Who left comes back under the same id, and sets up their second factor anew.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the member of the first try.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`StaffError::EmailTaken`],
/// [`StaffError::TooMany`], [`OperationError::Store`].
pub async fn add(
    store: &Store,
    new: &NewStaff,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<StaffMember, OperationError> {
    actor.may(Permission::ManageStaff)?;
    let email = checked_email("email", &new.email)?.to_lowercase();
    let name = checked_name(&new.name)?;
    let id = StaffId::new(&seed.simple().to_string()).expect("a UUID is letters and digits");
    on_conflict(|| async {
        let roster = store.roster().await?;
        let before = store.staff_by_email(&email).await?;
        if let Some(standing) = before.as_ref().filter(|member| member.works_here()) {
            if standing.id == id {
                return Ok(standing.clone());
            }
            return Err(StaffError::EmailTaken.into());
        }
        if before.is_none() && store.staff_members().await?.len() >= STAFF_MAX {
            return Err(StaffError::TooMany { limit: STAFF_MAX }.into());
        }
        let after = StaffMember {
            id: before.as_ref().map_or(&id, |member| &member.id).clone(),
            email: email.clone(),
            name: name.clone(),
            role: new.role,
            language: new.language,
            totp: None,
            totp_step_used: None,
            ended: None,
            created_at: before.as_ref().map_or(now, |member| member.created_at),
            created_by: before
                .as_ref()
                .map_or(actor.name(), |member| &member.created_by)
                .to_owned(),
            version: before.as_ref().map_or(1, |member| member.version + 1),
        };
        let came = before.as_ref().map_or("", |_| "back, ");
        audit::line(actor, AuditAction::StaffAdded, &after.id, now)
            .noting(format!("{came}as {}", after.role.name()))
            .on(store)
            .save_staff_in_roster(roster, before.as_ref(), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// Changes a member; another role holds at once.
///
/// # Idempotency
/// Changing to what is there already changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`], [`StaffError::NotFound`],
/// [`StaffError::Left`], [`StaffError::LastAdministrator`], [`OperationError::Store`].
pub async fn change(
    store: &Store,
    id: &StaffId,
    changes: &StaffChanges,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<StaffMember, OperationError> {
    actor.may(Permission::ManageStaff)?;
    let name = changes.name.as_deref().map(checked_name).transpose()?;
    let reason = checked_if_given(changes.reason.as_deref())?;
    on_conflict(|| async {
        let roster = store.roster().await?;
        let before = working(store, id).await?;
        let mut after = before.clone();
        after.name = name.clone().unwrap_or(after.name);
        after.language = changes.language.unwrap_or(after.language);
        after.role = changes.role.unwrap_or(after.role);
        if after == before {
            return Ok(before);
        }
        after.version += 1;
        if after.role == before.role {
            audit::line(actor, AuditAction::StaffChanged, id, now)
                .because(&reason)
                .on(store)
                .save_staff(Some(&before), &after)
                .await?;
            return Ok(after);
        }
        somebody_else_administers(store, &before).await?;
        audit::line(actor, AuditAction::StaffRoleChanged, id, now)
            .noting(format!("{} → {}", before.role, after.role))
            .because(&reason)
            .on(store)
            .save_staff_in_roster(roster, Some(&before), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// Gives a member another role, which holds at once.
///
/// # Idempotency
/// The role that they have changes nothing.
///
/// # Errors
/// As [`change`].
pub async fn change_role(
    store: &Store,
    id: &StaffId,
    role: Role,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<StaffMember, OperationError> {
    let changes = StaffChanges {
        role: Some(role),
        ..StaffChanges::default()
    };
    change(store, id, &changes, actor, now).await
}

/// Somebody does not work here any more; they are let in nowhere from now on.
///
/// # Idempotency
/// Who left already stays as they left.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`StaffError::NotFound`], [`StaffError::LastAdministrator`], [`OperationError::Store`].
pub async fn end(
    store: &Store,
    id: &StaffId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<StaffMember, OperationError> {
    actor.may(Permission::ManageStaff)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let roster: Roster = store.roster().await?;
        let before = get(store, id).await?;
        if !before.works_here() {
            return Ok(before);
        }
        somebody_else_administers(store, &before).await?;
        let after = StaffMember {
            // A second factor that nobody uses any more is better nowhere.
            totp: None,
            totp_step_used: None,
            ended: Some(Leaving {
                reason: reason.clone(),
                by: actor.name().to_owned(),
                at: now,
            }),
            version: before.version + 1,
            ..before.clone()
        };
        audit::line(actor, AuditAction::StaffEnded, id, now)
            .noting(format!("was {}", before.role))
            .because(&reason)
            .on(store)
            .save_staff_in_roster(roster, Some(&before), &after)
            .await?;
        Ok(after)
    })
    .await
}

/// Somebody lost their authenticator: they are signed out everywhere, and set up another when they sign in next.
///
/// # Idempotency
/// Where none is set up, nothing changes.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`StaffError::NotFound`],
/// [`StaffError::Left`], [`OperationError::Store`].
pub async fn reset_second_factor(
    store: &Store,
    id: &StaffId,
    reason: Option<&str>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<StaffMember, OperationError> {
    actor.may(Permission::ManageStaff)?;
    let reason = checked_if_given(reason)?;
    on_conflict(|| async {
        let before = working(store, id).await?;
        if before.totp.is_none() {
            return Ok(before);
        }
        let after = StaffMember {
            totp: None,
            totp_step_used: None,
            version: before.version + 1,
            ..before.clone()
        };
        audit::line(actor, AuditAction::SecondFactorReset, id, now)
            .because(&reason)
            .on(store)
            .save_staff(Some(&before), &after)
            .await?;
        Ok(after)
    })
    .await
}

async fn working(store: &Store, id: &StaffId) -> Result<StaffMember, OperationError> {
    let member = get(store, id).await?;
    if member.works_here() {
        return Ok(member);
    }
    Err(StaffError::Left.into())
}

/// Without an administrator nobody could make one, except on the machine itself.
async fn somebody_else_administers(
    store: &Store,
    member: &StaffMember,
) -> Result<(), OperationError> {
    if member.role != Role::Administrator {
        return Ok(());
    }
    let members = store.staff_members().await?;
    let other = members.iter().any(|other| {
        other.id != member.id && other.works_here() && other.role == Role::Administrator
    });
    if other {
        return Ok(());
    }
    Err(StaffError::LastAdministrator.into())
}
