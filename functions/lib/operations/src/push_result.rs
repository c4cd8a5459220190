//! What M-PESA says about a push of ours when it is over: no payment, or a payment that has to be the one we asked for.
//!
//! A callback proves nothing by itself. It has to name a push of ours, its amount and its phone; otherwise the payment in
//! it is doubtful until something that can be trusted confirms it.

use billing::ids::PushId;
use billing::payment::Channel;
use billing::push::outcome::SUCCESS;
use billing::push::{PushStatus, Source, Told};
use chrono::{DateTime, Utc};
use providers::mpesa::stk::NotPaid;
use store::client::Store;
use store::payments::{PaymentFacts, PaymentFile};
use store::pushes::{PushRecord, PushReview};
use store::stk::StkResult;

use crate::associate;
use crate::error::OperationError;
use crate::push::load;
use crate::push_change::{Said, add_step, apply, next_look};
use crate::push_match::{Masked, amount_is, is_phone_of, link_payment};
use crate::retry::on_conflict;

/// Keeps a result without payment, and notes it on the push of ours that it is for. `subject` is the push that the
/// address was given out for. One for a push that nobody knows yet is taken up once it is known.
///
/// # Idempotency
/// The same bytes are kept once, and change a push once.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn not_paid(
    store: &Store,
    subject: Option<&str>,
    result: &NotPaid,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let NotPaid {
        checkout_request,
        code,
        description,
    } = result;
    let kept = StkResult {
        checkout_request: checkout_request.clone(),
        code: code.clone(),
        description: description.clone(),
        received_at: now,
    };
    store.keep_stk_result(&kept, raw).await?;
    let named = match subject.map(PushId::parse) {
        Some(Ok(id)) => Some(id),
        _ => store.push_named(checkout_request).await?,
    };
    let Some(id) = named else {
        return Ok(());
    };
    unpaid(store, &id, checkout_request, code, description, now).await?;
    Ok(())
}

/// Notes that a push was not paid, as M-PESA called us to say. Answers whether it is a push of ours.
///
/// # Idempotency
/// The same result again changes no status; a push that was paid stays paid.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn unpaid(
    store: &Store,
    id: &PushId,
    checkout_request: &str,
    code: &str,
    description: &str,
    now: DateTime<Utc>,
) -> Result<bool, OperationError> {
    let told = Told::Result {
        code: code.to_owned(),
        source: Source::Callback,
    };
    let said = Said::by("callback", told).in_words(description);
    on_conflict(|| async {
        let Some(before) = store.push(id).await? else {
            return Ok(false);
        };
        if before
            .checkout_request
            .as_deref()
            .is_some_and(|name| name != checkout_request)
        {
            return Ok(false);
        }
        // Said before.
        let again = before
            .steps
            .iter()
            .any(|step| step.source == "callback" && step.code.as_deref() == Some(code));
        if again {
            return Ok(true);
        }
        let mut after = apply(&before, &said, now);
        if after.checkout_request.is_none() {
            // The answer to our request was lost; from now on M-PESA can be asked.
            store.name_push(checkout_request, id).await?;
            after.checkout_request = Some(checkout_request.to_owned());
        }
        store.save_push(&before, &after).await?;
        Ok(true)
    })
    .await
}

/// The push that a payment was made for, where one of its reports is the result of a push of ours and fits it. The push
/// is paid then, once.
///
/// # Idempotency
/// A push that has its payment stays as it is.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn settle(
    store: &Store,
    file: &PaymentFile,
    now: DateTime<Utc>,
) -> Result<Option<PushRecord>, OperationError> {
    let told = std::iter::once(&file.facts).chain(&file.reports);
    for facts in told.filter(|facts| facts.payment.channel == Channel::MpesaStk) {
        if let Some(id) = push_of(store, facts).await?
            && let Some(push) = settle_one(store, &id, facts, now).await?
        {
            return Ok(Some(push));
        }
    }
    Ok(None)
}

/// The push that a result names: by the address that it came to, or by M-PESA's name. One that nobody knows is
/// remembered, and looked for once more, since our own record of it may have been on its way.
async fn push_of(store: &Store, facts: &PaymentFacts) -> Result<Option<PushId>, OperationError> {
    if facts.push.is_some() {
        return Ok(facts.push.clone());
    }
    let Some(name) = &facts.checkout_request else {
        return Ok(None);
    };
    if let Some(push) = store.push_named(name).await? {
        return Ok(Some(push));
    }
    store.keep_early_payment(name, &facts.payment.id).await?;
    Ok(store.push_named(name).await?)
}

async fn settle_one(
    store: &Store,
    id: &PushId,
    facts: &PaymentFacts,
    now: DateTime<Utc>,
) -> Result<Option<PushRecord>, OperationError> {
    let payment = &facts.payment;
    let (push, displaced) = on_conflict(|| async {
        let Some(before) = store.push(id).await? else {
            return Ok((None, None));
        };
        if before.payment.as_ref() == Some(&payment.id) {
            return Ok((Some(before), None));
        }
        if let Some(reason) = misfit(&before, facts) {
            review(store, &before, reason, now).await?;
            return Ok((None, None));
        }
        let told = Told::Result {
            code: SUCCESS.to_owned(),
            source: Source::Callback,
        };
        let said = Said::by("payment", told).in_words(payment.receipt.as_str());
        let mut after = apply(&before, &said, now);
        after.payment = Some(payment.id.clone());
        after.found = false;
        after.checkout_request = after
            .checkout_request
            .or_else(|| facts.checkout_request.clone());
        after.next_at = next_look(&after, now);
        store.save_push(&before, &after).await?;
        Ok((Some(after), before.payment))
    })
    .await?;
    if let Some(other) = displaced
        && let Some(facts) = store.payment_facts(&other).await?
    {
        // What had been found for this push was another one's.
        link_payment(store, &id.customer(), &facts, now).await?;
    }
    Ok(push)
}

/// Why a payment is not the one that a push asked for, in words for staff.
fn misfit(push: &PushRecord, facts: &PaymentFacts) -> Option<String> {
    let payment = &facts.payment;
    let receipt = payment.receipt.as_str();
    if push.payment.is_some() {
        return Some(format!(
            "A second receipt, {receipt}, came for the same push."
        ));
    }
    let named_otherwise = match (&push.checkout_request, &facts.checkout_request) {
        (Some(ours), Some(theirs)) => ours != theirs,
        _ => false,
    };
    if named_otherwise {
        return Some(format!(
            "The result with receipt {receipt} names another push."
        ));
    }
    if !amount_is(push, payment.amount) {
        return Some(format!(
            "The result with receipt {receipt} says {}, and {} were asked for.",
            payment.amount,
            asked(push)
        ));
    }
    if payment.holder != push.short_code {
        return Some(format!(
            "The result with receipt {receipt} is for another short code."
        ));
    }
    if !is_phone_of(&payment.payer, &push.phone, Masked::Fits) {
        return Some(format!(
            "The result with receipt {receipt} names another phone."
        ));
    }
    None
}

/// What was asked for, in words.
fn asked(push: &PushRecord) -> String {
    format!("KES {}.00", push.shillings)
}

/// Asks a person to look at a push; the first reason stands.
pub(crate) async fn review(
    store: &Store,
    before: &PushRecord,
    reason: String,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    if before.review.is_some() {
        return Ok(());
    }
    let mut after = PushRecord {
        version: before.version + 1,
        ..before.clone()
    };
    add_step(&mut after, "callback", None, &reason, now);
    after.review = Some(PushReview { reason, at: now });
    Ok(store.save_push(before, &after).await?)
}

/// Takes up what M-PESA said about a push before we knew its name. Answers the push as it is then.
///
/// # Idempotency
/// What was taken up before changes nothing.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn join(
    store: &Store,
    push: &PushRecord,
    checkout_request: &str,
    now: DateTime<Utc>,
) -> Result<PushRecord, OperationError> {
    let early = store.checkout(checkout_request).await?;
    if early.results.is_empty() && early.payments.is_empty() {
        return Ok(push.clone());
    }
    for result in &early.results {
        let (code, words) = (&result.code, &result.description);
        unpaid(store, &push.id, checkout_request, code, words, now).await?;
    }
    for payment in &early.payments {
        // What is to be allocated then, the sweeper finds.
        Box::pin(associate::by_rules(store, payment, now)).await?;
    }
    load(store, &push.id).await
}

/// Whether there is nothing left to find out about a push.
#[must_use]
pub fn is_over(push: &PushRecord) -> bool {
    push.payment.is_some() || push.status == PushStatus::Failed
}
