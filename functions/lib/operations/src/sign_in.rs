//! Signing in with a code: asked for at one contact, typed in the browser that asked, once.
//!
//! Whoever asks cannot tell whether anybody has the contact: the answer, the writes and the errors are the same, and so
//! is the notification to pass on, of which only the record is missing. The code is told to the contact and kept nowhere
//! else; what is stored of it is a keyed digest that belongs to this attempt alone.

mod begin;
pub(crate) mod contact;
pub mod error;
pub mod limits;
pub mod secrets;
pub mod standing;
pub(crate) mod steps;

use billing::ids::CustomerId;
use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::sign_in_code::OneTimeCode;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::customers::Customer;
use store::sign_ins::{Sought, Stage};
use subtle::ConstantTimeEq;

use crate::error::OperationError;
use crate::portal_key::{PortalKey, hex};
use crate::retry::on_conflict;
use crate::sign_in::error::SignInError;
use crate::sign_in::limits::Limits;
use crate::sign_in::secrets::Secrets;
use crate::sign_in::standing::begun;

/// For how long a code works, in minutes.
pub const CODE_GOOD_MIN: u32 = 10;
/// How often a code may be typed.
pub const TRIES_MAX: u8 = 5;

/// Where somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Customers, by phone or e-mail.
    Customer,
    /// Staff, by e-mail, and then with their authenticator.
    Staff,
}

/// A code was asked for; the same whether or not anybody gets one.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the cookie of the browser that asked: only there the code works.
    pub browser: String,
    /// After so many seconds another one may be asked for.
    pub resend_after_seconds: u32,
    /// To be passed on to the queue at once, always: where nobody is told, whoever takes it finds nothing.
    pub notification: NotificationId,
}

/// A code was right.
#[derive(Clone, Debug)]
pub enum SignedIn {
    /// A customer is signed in.
    Customer {
        /// For the cookie of the session.
        token: String,
        /// Who.
        customer: Customer,
    },
    /// Several customers have the contact: one has to be chosen ([`choose`]).
    Choose {
        /// For the cookie, in place of the one before.
        browser: String,
        /// Who can be chosen.
        accounts: Vec<Customer>,
    },
    /// Somebody of the staff still has to show their authenticator ([`crate::second_factor`]).
    SecondFactor {
        /// For the cookie, in place of the one before.
        browser: String,
        /// Whether they have set one up.
        enrolled: bool,
    },
}

/// Sends a code to a phone or an e-mail address, as somebody typed it.
///
/// # Idempotency
/// Each call is a new attempt with a code of its own; a second one within a minute is refused.
///
/// # Errors
/// In this order: [`SignInError::ContactUnusable`], [`SignInError::TooOften`],
/// [`SignInError::SmsPaused`], [`OperationError::Store`].
pub async fn ask(
    store: &Store,
    key: &PortalKey,
    door: Door,
    typed: &str,
    language: Language,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<Asked, OperationError> {
    let contact = contact::read(door, typed)?;
    begin::begin(store, key, (door, contact), language, secrets, now).await
}

/// Sends another code to where a browser asked for one before, which it need not tell again.
///
/// # Idempotency
/// As [`ask`]. The code before this one works no more, since the browser gives up its token.
///
/// # Errors
/// [`SignInError::CodeExpired`] where nothing has been begun, and as [`ask`].
pub async fn ask_again(
    store: &Store,
    key: &PortalKey,
    browser: &str,
    language: Language,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<Asked, OperationError> {
    let before = store.sign_in(browser).await?;
    let before = before.ok_or(SignInError::CodeExpired)?;
    let door = match before.sought {
        Sought::Customers(_) => Door::Customer,
        Sought::Member(_) => Door::Staff,
    };
    begin::begin(store, key, (door, before.contact), language, secrets, now).await
}

/// Signs in with a code that somebody typed; `device` is the browser as it calls itself.
///
/// # Idempotency
/// A code works once: the repetition is told that it does not any more. Of two guesses at once, both count.
///
/// # Errors
/// [`SignInError::CodeUnreadable`], which is no guess; [`SignInError::CodeExpired`] for one that is
/// too old, was used or was asked for elsewhere, and after the last try; [`SignInError::TooOften`];
/// [`SignInError::CodeWrong`]; [`OperationError::Store`].
pub async fn answer(
    store: &Store,
    key: &PortalKey,
    browser: &str,
    typed: &str,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<SignedIn, OperationError> {
    let code = OneTimeCode::parse(typed).ok_or(SignInError::CodeUnreadable)?;
    on_conflict(|| async {
        let begun = begun(store, browser, now).await?;
        let Stage::Code { mac, tries_left } = &begun.stage else {
            return Err(SignInError::CodeExpired.into());
        };
        let limits = Limits::load(store, &begun.contact, &begun.sought).await?;
        limits.check_guessing(now)?;
        let expected = code_mac(key, browser, &code);
        if !bool::from(expected.as_bytes().ct_eq(mac.as_bytes()))
            || contact::is_nobody(&begun.sought)
        {
            return steps::wrong_code(store, browser, &begun, *tries_left, &limits, now).await;
        }
        match &begun.sought {
            Sought::Customers(ids) => {
                let accounts = steps::still_there(store, &begun, ids).await?;
                steps::customers(store, browser, &begun, accounts, device, secrets, now).await
            }
            Sought::Member(_) => steps::member(store, browser, &begun, secrets, now).await,
        }
    })
    .await
}

/// Signs in as one of the customers who have the contact.
///
/// # Idempotency
/// It works once.
///
/// # Errors
/// [`OperationError::CustomerNotFound`] for anybody else, [`SignInError::CodeExpired`],
/// [`OperationError::Store`].
pub async fn choose(
    store: &Store,
    browser: &str,
    chosen: &CustomerId,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<SignedIn, OperationError> {
    on_conflict(|| async {
        let begun = begun(store, browser, now).await?;
        let (Stage::Choice, Sought::Customers(ids)) = (&begun.stage, &begun.sought) else {
            return Err(SignInError::CodeExpired.into());
        };
        let accounts = steps::still_there(store, &begun, ids).await?;
        let customer = accounts.into_iter().find(|it| it.id == *chosen);
        let customer = customer.ok_or(OperationError::CustomerNotFound)?;
        steps::enter(store, browser, &begun, customer, device, secrets, now).await
    })
    .await
}

/// The digest of a code, good for the attempt of one browser only.
fn code_mac(key: &PortalKey, browser: &str, code: &OneTimeCode) -> String {
    let bound = format!("{browser}/{}", code.as_str());
    hex(&key.mac("sign-in code", bound.as_bytes()))
}
