//! What follows from a code: a wrong one counts, a right one leads on, and nothing leads on twice.

use billing::ids::CustomerId;
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::commit::Commit;
use store::customers::Customer;
use store::sessions::SessionOwner;
use store::sign_ins::{SignIn, Stage};

use crate::error::OperationError;
use crate::sessions;
use crate::sign_in::error::SignInError;
use crate::sign_in::limits::Limits;
use crate::sign_in::secrets::Secrets;
use crate::sign_in::standing::member_of;
use crate::sign_in::{SignedIn, TRIES_MAX, contact};

/// How long the step after the code may take, in minutes.
const NEXT_STEP_MIN: i64 = 10;

/// Counts a wrong code, in the attempt and against everybody who could have been signed in to.
pub(super) async fn wrong_code<T>(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    tries_left: u8,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<T, OperationError> {
    let tries_left = tries_left.saturating_sub(1);
    let stage = match (&begun.stage, tries_left) {
        (Stage::Code { mac, .. }, 1..) => Stage::Code {
            mac: mac.clone(),
            tries_left,
        },
        _ => Stage::Over,
    };
    let mut commit = Commit::default();
    commit.sign_in(browser, Some(begun), &at_stage(begun, stage, begun.until))?;
    limits.note_wrong(&mut commit, now)?;
    store.commit(commit).await?;
    Err(match tries_left {
        0 => SignInError::CodeExpired.into(),
        tries_left => SignInError::CodeWrong { tries_left }.into(),
    })
}

/// Those of the customers who still have the contact that the code went to.
pub(super) async fn still_there(
    store: &Store,
    begun: &SignIn,
    ids: &[CustomerId],
) -> Result<Vec<Customer>, OperationError> {
    let mut customers = Vec::with_capacity(ids.len());
    for id in ids {
        let customer = store.customer(id).await?;
        customers.extend(customer.filter(|it| contact::belongs_to(&begun.contact, it)));
    }
    Ok(customers)
}

/// Goes on as the one customer who has the contact, or lets them choose.
pub(super) async fn customers(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    mut accounts: Vec<Customer>,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<SignedIn, OperationError> {
    if accounts.len() > 1 {
        let browser = next_step(store, browser, begun, Stage::Choice, secrets, now).await?;
        return Ok(SignedIn::Choose { browser, accounts });
    }
    match accounts.pop() {
        Some(customer) => enter(store, browser, begun, customer, device, secrets, now).await,
        None => Err(SignInError::CodeExpired.into()),
    }
}

/// Opens the session of a customer.
pub(super) async fn enter(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    customer: Customer,
    device: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<SignedIn, OperationError> {
    let proof = sessions::proof_of(contact::text(&begun.contact));
    let owner = SessionOwner::Customer(customer.id.clone());
    let mut commit = Commit::default();
    let over = at_stage(begun, Stage::Over, begun.until);
    commit.sign_in(browser, Some(begun), &over)?;
    let token = sessions::open(&mut commit, owner, proof, device, secrets, now)?;
    store.commit(commit).await?;
    Ok(SignedIn::Customer { token, customer })
}

/// Goes on to the second factor.
pub(super) async fn member(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<SignedIn, OperationError> {
    let member = member_of(store, begun).await?;
    let stage = Stage::SecondFactor {
        tries_left: TRIES_MAX,
    };
    let browser = next_step(store, browser, begun, stage, secrets, now).await?;
    Ok(SignedIn::SecondFactor {
        browser,
        enrolled: member.totp.is_some(),
    })
}

/// Goes on under a new token, so that nobody who knew the one before comes along; answers the new one.
async fn next_step(
    store: &Store,
    browser: &str,
    begun: &SignIn,
    stage: Stage,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<String, OperationError> {
    let token = secrets.token();
    let until = now + TimeDelta::minutes(NEXT_STEP_MIN);
    let mut commit = Commit::default();
    let over = at_stage(begun, Stage::Over, begun.until);
    commit.sign_in(browser, Some(begun), &over)?;
    let next = SignIn {
        version: 1,
        ..at_stage(begun, stage, until)
    };
    commit.sign_in(&token, None, &next)?;
    store.commit(commit).await?;
    Ok(token)
}

/// The attempt at another stage.
pub(crate) fn at_stage(begun: &SignIn, stage: Stage, until: DateTime<Utc>) -> SignIn {
    SignIn {
        stage,
        until,
        version: begun.version + 1,
        ..begun.clone()
    }
}
