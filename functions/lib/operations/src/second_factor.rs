//! The second factor of staff: an authenticator on their own phone, set up the first time they sign in.
//!
//! A code of it works once, also for somebody who looked on: no step of the clock is used again, nor any before it.

pub mod totp;

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::notification::sign_in_code::OneTimeCode;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::sessions::SessionOwner;
use store::sign_ins::{SignIn, Stage};
use store::staff::{StaffMember, TotpSecret};

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::portal_key::PortalKey;
use crate::retry::on_conflict;
use crate::sessions;
use crate::sign_in::error::SignInError;
use crate::sign_in::limits::Limits;
use crate::sign_in::secrets::Secrets;
use crate::sign_in::standing::{begun, member_of};
use crate::sign_in::steps::at_stage;

/// Bytes of an authenticator's secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// What an authenticator needs to be set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, for typing it in.
    pub secret_base32: String,
    /// The same as an address that authenticators read as a QR code.
    pub otpauth_uri: String,
}

/// Somebody of the staff is signed in.
#[derive(Clone, Debug)]
pub struct StaffSignedIn {
    /// For the cookie of the session.
    pub token: String,
    /// Who.
    pub member: StaffMember,
}

/// The secret that a member who signs in for the first time puts into their authenticator; `issuer` is whose staff they
/// are.
///
/// # Idempotency
/// The same browser gets the same secret, so that the page may be loaded again; nothing is written.
///
/// # Errors
/// [`SignInError::CodeExpired`] where no code was typed just before, [`SignInError::SecondFactorStands`],
/// [`OperationError::Store`].
pub async fn enrolment(
    store: &Store,
    key: &PortalKey,
    browser: &str,
    issuer: &str,
    now: DateTime<Utc>,
) -> Result<Enrolment, OperationError> {
    let begun = begun(store, browser, now).await?;
    if !matches!(begun.stage, Stage::SecondFactor { .. }) {
        return Err(SignInError::CodeExpired.into());
    }
    let member = member_of(store, &begun).await?;
    if member.totp.is_some() {
        return Err(SignInError::SecondFactorStands.into());
    }
    let secret = offered(key, browser);
    Ok(Enrolment {
        otpauth_uri: totp::address(issuer, &member.email, secret.base32()),
        secret_base32: secret.base32().to_owned(),
    })
}

/// Signs a member in with the code that their authenticator shows, and sets it up if it is the first; `device` is the
/// browser as it calls itself.
///
/// # Idempotency
/// A code works once. Of two guesses at once, both count.
///
/// # Errors
/// [`SignInError::CodeUnreadable`], which is no guess; [`SignInError::CodeExpired`] where no code was
/// typed just before, and after the last try; [`SignInError::TooOften`];
/// [`SignInError::SecondFactorWrong`]; [`OperationError::Store`].
pub async fn enter(
    store: &Store,
    key: &PortalKey,
    browser: &str,
    typed: &str,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<StaffSignedIn, OperationError> {
    let code = OneTimeCode::parse(typed).ok_or(SignInError::CodeUnreadable)?;
    on_conflict(|| async {
        let begun = begun(store, browser, now).await?;
        let Stage::SecondFactor { tries_left } = begun.stage else {
            return Err(SignInError::CodeExpired.into());
        };
        let member = member_of(store, &begun).await?;
        let limits = Limits::of_second_factor(store, member.id.as_str()).await?;
        limits.check_guessing(now)?;
        let secret = member.totp.clone();
        let secret = secret.unwrap_or_else(|| offered(key, browser));
        let step = totp::step_of(&secret, &code, member.totp_step_used, now);
        match step {
            Some(step) => {
                let enrolled = Enrolled { secret, step };
                let attempt = (browser, &begun);
                signed_in(store, attempt, &member, enrolled, device, secrets, now).await
            }
            None => refused(store, browser, &begun, tries_left, &member, &limits, now).await,
        }
    })
    .await
}

/// The secret that is offered to a browser. It follows from the attempt, so it need not be kept until it is used.
fn offered(key: &PortalKey, browser: &str) -> TotpSecret {
    let bytes = key.mac("authenticator", browser.as_bytes());
    let (secret, _) = bytes.split_at(SECRET_BYTES);
    totp::secret(secret)
}

/// An authenticator and the step that it was at.
struct Enrolled {
    secret: TotpSecret,
    step: u64,
}

async fn signed_in(
    store: &Store,
    (browser, begun): (&str, &SignIn),
    member: &StaffMember,
    enrolled: Enrolled,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<StaffSignedIn, OperationError> {
    let proof = sessions::proof_of(enrolled.secret.base32());
    let after = StaffMember {
        totp: Some(enrolled.secret),
        totp_step_used: Some(enrolled.step),
        version: member.version + 1,
        ..member.clone()
    };
    let mut commit = Commit::default();
    let over = at_stage(begun, Stage::Over, begun.until);
    commit.sign_in(browser, Some(begun), &over)?;
    commit.staff_member(member, &after)?;
    let owner = SessionOwner::Staff(member.id.clone());
    let token = sessions::open(&mut commit, owner, proof, device, secrets, now)?;
    let is_first = member.totp.is_none();
    let action = if is_first {
        AuditAction::SecondFactorEnrolled
    } else {
        AuditAction::SignedIn
    };
    let line = |action| {
        let subject = Subject::new(SubjectKind::Staff, member.id.as_str());
        audit::line(&Actor::member(member), action, subject, now)
    };
    let noted = line(action).noting(sessions::device_of(device));
    noted.on(store).commit(commit).await?;
    if is_first && let Some(signed_in) = line(AuditAction::SignedIn).record() {
        store.audit_put(&signed_in).await?;
    }
    Ok(StaffSignedIn {
        token,
        member: after,
    })
}

async fn refused<T>(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    tries_left: u8,
    member: &StaffMember,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<T, OperationError> {
    let tries_left = tries_left.saturating_sub(1);
    let stage = match tries_left {
        0 => Stage::Over,
        tries_left => Stage::SecondFactor { tries_left },
    };
    let mut commit = Commit::default();
    commit.sign_in(browser, Some(begun), &at_stage(begun, stage, begun.until))?;
    limits.note_wrong(&mut commit, now)?;
    let subject = Subject::new(SubjectKind::Staff, member.id.as_str());
    let action = AuditAction::SecondFactorRefused;
    let line = audit::line(&Actor::member(member), action, subject, now);
    let line = line.noting(format!("{tries_left} tries left"));
    line.on(store).commit(commit).await?;
    Err(match tries_left {
        0 => SignInError::CodeExpired.into(),
        tries_left => SignInError::SecondFactorWrong { tries_left }.into(),
    })
}
