//! What a browser has begun, for the page that shows it and for the step that goes on with it.

use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::customers::Customer;
use store::sign_ins::{SignIn, Sought, Stage};
use store::staff::StaffMember;

use crate::error::OperationError;
use crate::sign_in::error::SignInError;
use crate::sign_in::limits::RESEND_AFTER_S;
use crate::sign_in::steps::still_there;
use crate::sign_in::{Door, contact};

/// What a browser has begun and not ended.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Where they come in.
    pub door: Door,
    /// Where the code went, if anybody is there, so that only who typed it knows it again: `07•• ••• 149`.
    pub contact: String,
    /// What they have to do next.
    pub next: Next,
    /// Seconds that are left for it.
    pub seconds_left: u64,
}

/// What somebody who signs in has to do next.
#[derive(Clone, Debug)]
pub enum Next {
    /// Type the code.
    Code {
        /// After so many seconds they may ask for another one.
        resend_after_seconds: u64,
    },
    /// Choose one of these accounts.
    Choose(Vec<Customer>),
    /// Type the code of their authenticator.
    SecondFactor {
        /// Whether they have set one up.
        enrolled: bool,
    },
}

/// What a browser has begun; nothing where that is over, too old, or another browser's.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn standing(
    store: &Store,
    browser: &str,
    now: DateTime<Utc>,
) -> Result<Option<Standing>, OperationError> {
    let begun = match begun(store, browser, now).await {
        Ok(begun) => begun,
        Err(OperationError::SignIn(SignInError::CodeExpired)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let (door, next) = match (&begun.stage, &begun.sought) {
        (Stage::Code { .. }, sought) => {
            let again_at = begun.asked_at + TimeDelta::seconds(RESEND_AFTER_S.into());
            let next = Next::Code {
                resend_after_seconds: seconds_until(again_at, now),
            };
            let door = match sought {
                Sought::Customers(_) => Door::Customer,
                Sought::Member(_) => Door::Staff,
            };
            (door, next)
        }
        (Stage::Choice, Sought::Customers(ids)) => {
            let accounts = still_there(store, &begun, ids).await?;
            (Door::Customer, Next::Choose(accounts))
        }
        (Stage::SecondFactor { .. }, Sought::Member(_)) => {
            let enrolled = match member_of(store, &begun).await {
                Ok(member) => member.totp.is_some(),
                Err(OperationError::SignIn(SignInError::CodeExpired)) => return Ok(None),
                Err(error) => return Err(error),
            };
            (Door::Staff, Next::SecondFactor { enrolled })
        }
        _ => return Ok(None),
    };
    Ok(Some(Standing {
        door,
        contact: contact::masked(&begun.contact),
        next,
        seconds_left: seconds_until(begun.until, now),
    }))
}

/// What a browser has begun, if it can go on.
pub(crate) async fn begun(
    store: &Store,
    browser: &str,
    now: DateTime<Utc>,
) -> Result<SignIn, OperationError> {
    let begun = store.sign_in(browser).await?;
    begun
        .filter(|begun| begun.stage != Stage::Over && now < begun.until)
        .ok_or(SignInError::CodeExpired.into())
}

/// The member of the staff who signs in, as they are now: they may have left since they asked.
pub(crate) async fn member_of(
    store: &Store,
    begun: &SignIn,
) -> Result<StaffMember, OperationError> {
    let Sought::Member(Some(id)) = &begun.sought else {
        return Err(SignInError::CodeExpired.into());
    };
    let member = store.staff_member(id).await?;
    member
        .filter(|member| member.works_here() && member.email == contact::text(&begun.contact))
        .ok_or(SignInError::CodeExpired.into())
}

fn seconds_until(at: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let left_ms = u64::try_from((at - now).num_milliseconds()).unwrap_or(0);
    left_ms.div_ceil(1_000)
}
