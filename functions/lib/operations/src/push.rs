//! An STK push: asks M-PESA once to prompt a phone, and keeps what came of it.
//!
//! The intent is stored before the call. Nothing here ever calls a second time for the same request: what M-PESA did
//! not answer is *unknown*, and the janitor finds out.

use billing::audit::AuditAction;
use billing::ids::{CustomerId, ObligationId, PushId};
use billing::money::Money;
use billing::phone::{Msisdn, PhoneHash};
use billing::push::hold_back::{self, HeldBack, Prompt};
use billing::push::limits::check_amount;
use billing::push::reference::{account_reference, description};
use billing::push::{PushStatus, Told};
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use providers::mpesa::daraja::stk_push::{PushAnswer, PushRequest};
use store::client::Store;
use store::error::StoreError;
use store::pushes::{PromptRecord, Prompts, PromptsChange, PushRecord};
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::customers;
use crate::error::OperationError;
use crate::mpesa::{Line, Mpesa};
use crate::push_change::{Said, apply};
use crate::push_result::join;
use crate::retry::on_conflict;

/// Prompts that one customer may ask for in an hour, on whatever phones.
const PROMPTS_OF_CUSTOMER_PER_HOUR_MAX: usize = 12;
/// Phones other than their own that one customer may have prompted in a day.
const OTHER_PHONES_PER_DAY_MAX: usize = 3;
/// Prompts of a customer that are remembered.
const PROMPTS_KEPT: usize = 40;

/// What to ask for.
#[derive(Clone, Debug)]
pub struct NewPush {
    /// Who pays.
    pub customer: CustomerId,
    /// Whose phone is prompted; the customer's first one unless it is said.
    pub phone: Option<Msisdn>,
    /// How much.
    pub amount: Money,
    /// What it is for; the oldest due unless it is said.
    pub obligation: Option<ObligationId>,
    /// Which of our short codes collects; the usual one unless it is said.
    pub short_code: Option<String>,
}

/// Prompts a phone.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the push as it stands and prompts nobody.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::PushAmount`], [`OperationError::MpesaNotSetUp`],
/// [`OperationError::CustomerNotFound`], [`OperationError::NoPhone`],
/// [`OperationError::ObligationOfAnotherCustomer`], [`OperationError::ObligationNotFound`],
/// [`OperationError::NothingToPay`], [`OperationError::PushHeldBack`], [`OperationError::TooManyPrompts`],
/// [`OperationError::TooManyPhones`], [`OperationError::Store`]. What M-PESA says is no error but a status.
pub async fn request(
    store: &Store,
    mpesa: &Mpesa,
    new: &NewPush,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<PushRecord, OperationError> {
    actor.may_for(Permission::RequestPush, &new.customer)?;
    let id = push_id(&new.customer, seed)?;
    if let Some(standing) = store.push(&id).await? {
        return Ok(standing);
    }
    let shillings = check_amount(new.amount).map_err(OperationError::PushAmount)?;
    let line = mpesa.line(new.short_code.as_deref())?;
    let customer = customers::get(store, &new.customer).await?;
    let phone = new
        .phone
        .clone()
        .or_else(|| customer.phones.first().cloned());
    let phone = phone.ok_or(OperationError::NoPhone)?;
    let what = payable(store, new).await?;
    let push = PushRecord {
        id,
        phone,
        shillings,
        short_code: line.holder.clone(),
        obligation: new.obligation.clone(),
        status: PushStatus::Requested,
        requested_at: now,
        requested_by: actor.name().to_owned(),
        checkout_request: None,
        code: None,
        payment: None,
        found: false,
        steps: Vec::new(),
        asked: 0,
        next_at: billing::push::schedule::next_ask(now, 0),
        review: None,
        version: 1,
    };
    let begun = audit::line(actor, AuditAction::PushRequested, &push.id, now)
        .of(&customer.id)
        .noting(format!("KES {shillings}"))
        .on(store);
    if let Begun::Standing(standing) = begin(&begun, &push, &customer.phones, now).await? {
        return Ok(*standing);
    }
    call(store, mpesa, line, push, &what, now).await
}

/// What the prompt says that it is for; refuses what cannot be paid.
async fn payable(store: &Store, new: &NewPush) -> Result<String, OperationError> {
    let Some(id) = &new.obligation else {
        return Ok("Payment".to_owned());
    };
    if id.customer() != new.customer {
        return Err(OperationError::ObligationOfAnotherCustomer);
    }
    let file = store.obligation(id).await?;
    let file = file.ok_or(OperationError::ObligationNotFound)?;
    if file
        .instalments
        .iter()
        .all(|dose| dose.outstanding_cents() <= 0)
    {
        return Err(OperationError::NothingToPay);
    }
    Ok(file.head.description)
}

enum Begun {
    New,
    Standing(Box<PushRecord>),
}

/// Writes the intent, unless the phone or the customer has had enough.
async fn begin(
    store: &Store,
    push: &PushRecord,
    own: &[Msisdn],
    now: DateTime<Utc>,
) -> Result<Begun, OperationError> {
    on_conflict(|| async {
        if let Some(standing) = store.push(&push.id).await? {
            return Ok(Begun::Standing(Box::new(standing)));
        }
        let of_phone = store.prompts_of_phone(&push.phone.sha256()).await?;
        let of_customer = store.prompts_of_customer(&push.id.customer()).await?;
        if of_phone.recent.iter().any(|one| one.push == push.id) {
            // The same press, begun between two reads: it must not hold itself back.
            return Err(StoreError::Conflict.into());
        }
        may_prompt(store, &of_phone, push.shillings, now)
            .await?
            .map_err(OperationError::PushHeldBack)?;
        check_customer(&of_customer, &push.phone, own, now)?;
        let of_phone = with_one_more(of_phone, push, TimeDelta::hours(1));
        let of_customer = with_one_more(of_customer, push, TimeDelta::days(1));
        store.begin_push(push, &of_phone, &of_customer).await?;
        Ok(Begun::New)
    })
    .await
}

/// Whether a phone may be prompted now. Only what is not settled counts as a prompt that may still be on it.
async fn may_prompt(
    store: &Store,
    prompts: &Prompts,
    shillings: u32,
    now: DateTime<Utc>,
) -> Result<Result<(), HeldBack>, StoreError> {
    let ids: Vec<PushId> = prompts.recent.iter().map(|one| one.push.clone()).collect();
    let pushes = store.pushes(&ids).await?;
    let is_open = |id: &PushId| {
        let push = pushes.iter().find(|push| push.id == *id);
        push.is_some_and(|push| push.status.is_open())
    };
    let recent: Vec<Prompt> = prompts
        .recent
        .iter()
        .map(|one| Prompt {
            at: one.at,
            shillings: one.shillings,
            push: one.push.as_str().to_owned(),
            open: is_open(&one.push),
        })
        .collect();
    Ok(hold_back::may_prompt(&recent, shillings, now))
}

fn check_customer(
    prompts: &Prompts,
    phone: &Msisdn,
    own: &[Msisdn],
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let hour = now - TimeDelta::hours(1);
    let in_hour = prompts.recent.iter().filter(|one| one.at > hour).count();
    if in_hour >= PROMPTS_OF_CUSTOMER_PER_HOUR_MAX {
        return Err(OperationError::TooManyPrompts);
    }
    if own.contains(phone) {
        return Ok(());
    }
    let own: Vec<PhoneHash> = own.iter().map(Msisdn::sha256).collect();
    let day = now - TimeDelta::days(1);
    let mut others: Vec<&PhoneHash> = prompts
        .recent
        .iter()
        .filter(|one| one.at > day && !own.contains(&one.phone))
        .map(|one| &one.phone)
        .collect();
    others.sort();
    others.dedup();
    if others.len() >= OTHER_PHONES_PER_DAY_MAX && !others.contains(&&phone.sha256()) {
        return Err(OperationError::TooManyPhones);
    }
    Ok(())
}

fn with_one_more(before: Prompts, push: &PushRecord, kept_for: TimeDelta) -> PromptsChange {
    let mut recent: Vec<PromptRecord> = before
        .recent
        .iter()
        .filter(|one| one.at > push.requested_at - kept_for)
        .cloned()
        .collect();
    recent.push(PromptRecord {
        at: push.requested_at,
        shillings: push.shillings,
        push: push.id.clone(),
        phone: push.phone.sha256(),
    });
    let surplus = recent.len().saturating_sub(PROMPTS_KEPT);
    recent.drain(..surplus);
    PromptsChange { before, recent }
}

/// Calls M-PESA, once, and records what it said. A result may come before the answer.
async fn call(
    store: &Store,
    mpesa: &Mpesa,
    line: &Line,
    push: PushRecord,
    what: &str,
    now: DateTime<Utc>,
) -> Result<PushRecord, OperationError> {
    let request = PushRequest {
        amount_shillings: push.shillings,
        phone: push.phone.clone(),
        payer: None,
        account_reference: account_reference(push.id.customer().account().as_str()),
        description: description(what),
        callback_url: format!("{}/stk/{}", line.hooks, push.id),
        at: now,
    };
    let answer = mpesa
        .call(
            store,
            now,
            async |token| {
                let collector = &line.collector;
                mpesa.client().stk_push(&token, collector, &request).await
            },
            |answer| matches!(answer, PushAnswer::TokenRejected),
        )
        .await;
    let (said, checkout_request) = match answer {
        Ok(PushAnswer::Accepted {
            checkout_request,
            customer_message,
            ..
        }) => {
            let said = Said::by("request", Told::Taken).in_words(&customer_message);
            (said, Some(checkout_request))
        }
        Ok(PushAnswer::Refused {
            code, description, ..
        }) => (
            Said::by("request", Told::Refused { code }).in_words(&description),
            None,
        ),
        Ok(PushAnswer::TokenRejected) => (refused("M-PESA refuses our access token"), None),
        // The call was never made.
        Err(error) => (refused(&error.to_string()), None),
        Ok(PushAnswer::Unknown { why }) => (
            Said::by("request", Told::NoAnswer).in_words(&why.to_string()),
            None,
        ),
    };
    if let Some(name) = &checkout_request {
        store.name_push(name, &push.id).await?;
    }
    let push = on_conflict(|| async {
        let before = load(store, &push.id).await?;
        let mut after = apply(&before, &said, now);
        after.checkout_request = after.checkout_request.or_else(|| checkout_request.clone());
        store.save_push(&before, &after).await?;
        Ok(after)
    })
    .await?;
    match &checkout_request {
        Some(name) => join(store, &push, name, now).await,
        None => Ok(push),
    }
}

fn refused(words: &str) -> Said {
    let code = "token".to_owned();
    Said::by("request", Told::Refused { code }).in_words(words)
}

/// A push.
///
/// # Errors
/// [`OperationError::PushNotFound`], [`OperationError::Store`].
pub async fn load(store: &Store, id: &PushId) -> Result<PushRecord, OperationError> {
    store.push(id).await?.ok_or(OperationError::PushNotFound)
}

/// A push of this customer. It is looked up under the customer's own key, so somebody else's id leads to nothing.
///
/// # Errors
/// [`OperationError::PushNotFound`], [`OperationError::Store`].
pub async fn of(
    store: &Store,
    customer: &CustomerId,
    id: &PushId,
) -> Result<PushRecord, OperationError> {
    let not_found = || OperationError::PushNotFound;
    let own = PushId::new(customer, id.suffix()).map_err(|_| not_found())?;
    let push = load(store, &own).await?;
    Some(push)
        .filter(|push| push.id == *id)
        .ok_or_else(not_found)
}

/// Made of the request, so that its repetition finds the push.
fn push_id(customer: &CustomerId, seed: Uuid) -> Result<PushId, OperationError> {
    let suffix = seed.simple().to_string();
    PushId::new(customer, &suffix).map_err(|error| {
        StoreError::Corrupt {
            key: suffix,
            detail: error.to_string(),
        }
        .into()
    })
}
