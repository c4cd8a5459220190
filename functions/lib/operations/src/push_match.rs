//! Which payment was made for which push, where nothing says so: M-PESA's confirmations and lists name no push.
//!
//! The same amount to the same short code from the same phone within minutes, and no other push that it could be for.

use billing::ids::{CustomerId, PaymentId, PushId};
use billing::money::{Currency, Money};
use billing::payment::{Channel, Payer};
use billing::phone::{Msisdn, PayerPhone};
use billing::push::outcome::{Debit, SUCCESS, meaning};
use billing::push::{PushStatus, Source, Told};
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::keys::List;
use store::payments::PaymentFacts;
use store::pushes::PushRecord;
use store::walk::{Order, Range};

use crate::error::OperationError;
use crate::payments::{Shown, of_customer, show};
use crate::push_change::{Said, apply, next_look};
use crate::retry::on_conflict;

/// A payment for a push is made at the earliest this long before we asked, in seconds: clocks differ.
const PAID_BEFORE_S: i64 = 30;
/// And at the latest this long after, in minutes; a prompt lives for less than three.
pub(crate) const PAID_AFTER_MINUTES: i64 = 15;
/// Payments of the customer that are looked through.
const PAYMENTS_OF_CUSTOMER_MAX: usize = 30;
/// Payments of nobody that are looked through.
const UNASSOCIATED_MAX: usize = 200;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// The payment that was made for a push, of those of its customer and of those that nobody owns.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn find_payment(
    store: &Store,
    push: &PushRecord,
) -> Result<Option<PaymentId>, OperationError> {
    let mut candidates = of_customer(store, &push.id.customer(), PAYMENTS_OF_CUSTOMER_MAX).await?;
    let from = push.requested_at - TimeDelta::seconds(PAID_BEFORE_S);
    let range = Range {
        from: Some(from),
        ..Range::all(Order::OldestFirst)
    };
    let mut walk = store.walk(List::Unassociated, &range, PAGE_ITEMS);
    let mut unowned = Vec::new();
    while unowned.len() < UNASSOCIATED_MAX
        && let Some(id) = walk.next_payment_id().await?
    {
        unowned.push(id);
    }
    candidates.extend(show(store, &unowned).await?);
    candidates.retain(|shown| is_payment_for(push, shown));
    if candidates.is_empty() {
        return Ok(None);
    }
    let rivals = rivals(store, push).await?;
    let theirs = |shown: &&Shown| {
        let payment = &shown.facts.payment;
        !rivals
            .iter()
            .any(|rival| is_nearer(rival, push, &payment.id, payment.paid_at))
    };
    Ok(candidates
        .iter()
        .find(theirs)
        .map(|shown| shown.id().clone()))
}

/// Gives a payment of a customer's to the push that it was made for, where there is one that may have been paid.
///
/// # Idempotency
/// A push that has a payment keeps it.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn link_payment(
    store: &Store,
    customer: &CustomerId,
    facts: &PaymentFacts,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    if !is_told_by_mpesa(facts.payment.channel) {
        return Ok(());
    }
    let prompts = store.prompts_of_customer(customer).await?.recent;
    let near: Vec<PushId> = prompts
        .into_iter()
        .filter(|one| is_near(one.at, facts.payment.paid_at))
        .map(|one| one.push)
        .collect();
    if near.is_empty() {
        return Ok(());
    }
    let pushes = store.pushes(&near).await?;
    let found = pushes
        .iter()
        .filter(|push| may_have_been_paid(push) && fits(push, facts, Masked::Fits))
        .max_by_key(|push| push.requested_at);
    if let Some(push) = found {
        link(store, &push.id, &facts.payment.id, now).await?;
    }
    Ok(())
}

/// A push that M-PESA did not take, or that was cancelled, was not paid, whatever the customer paid after it.
fn may_have_been_paid(push: &PushRecord) -> bool {
    let refused = push
        .steps
        .iter()
        .any(|step| step.source == "request" && step.status == PushStatus::Failed);
    let disproved = push
        .code
        .as_deref()
        .is_some_and(|code| meaning(code).debit == Debit::None);
    let is_over = push.status == PushStatus::Failed && (refused || disproved);
    push.payment.is_none() && !is_over
}

/// Gives a push the payment that was found for it.
///
/// # Idempotency
/// A push that has a payment keeps it.
///
/// # Errors
/// [`OperationError::PushNotFound`], [`OperationError::Store`].
pub(crate) async fn link(
    store: &Store,
    id: &PushId,
    payment: &PaymentId,
    now: DateTime<Utc>,
) -> Result<PushRecord, OperationError> {
    on_conflict(|| async {
        let before = store.push(id).await?.ok_or(OperationError::PushNotFound)?;
        if before.payment.is_some() {
            return Ok(before);
        }
        let told = Told::Result {
            code: SUCCESS.to_owned(),
            source: Source::Statement,
        };
        let words = payment.receipt().as_str();
        let mut after = apply(&before, &Said::by("payment", told).in_words(words), now);
        after.payment = Some(payment.clone());
        after.found = true;
        after.next_at = next_look(&after, now);
        store.save_push(&before, &after).await?;
        Ok(after)
    })
    .await
}

/// Other pushes of the same amount, of this customer or to this phone, lately.
async fn rivals(store: &Store, push: &PushRecord) -> Result<Vec<PushRecord>, OperationError> {
    let mut prompts = store.prompts_of_customer(&push.id.customer()).await?.recent;
    prompts.extend(store.prompts_of_phone(&push.phone.sha256()).await?.recent);
    let mut ids: Vec<PushId> = prompts
        .into_iter()
        .filter(|one| one.shillings == push.shillings && one.push != push.id)
        .map(|one| one.push)
        .collect();
    ids.sort();
    ids.dedup();
    Ok(store.pushes(&ids).await?)
}

/// Whether a payment is another push's: it has it, or it came between this push and the payment.
fn is_nearer(
    rival: &PushRecord,
    push: &PushRecord,
    payment: &PaymentId,
    paid_at: DateTime<Utc>,
) -> bool {
    let between = rival.requested_at > push.requested_at && rival.requested_at <= paid_at;
    rival.payment.as_ref() == Some(payment)
        || (between && may_have_been_paid(rival) && rival.phone == push.phone)
}

fn is_payment_for(push: &PushRecord, shown: &Shown) -> bool {
    // A mask says enough only where M-PESA says that the push was paid, or where it is the customer's own already.
    let masked = if push.status == PushStatus::Paid || shown.state.customer().is_some() {
        Masked::Fits
    } else {
        Masked::SaysNothing
    };
    shown.state.doubt.is_none()
        && shown.state.reversal.is_none()
        && fits(push, &shown.facts, masked)
}

fn fits(push: &PushRecord, facts: &PaymentFacts, masked: Masked) -> bool {
    let payment = &facts.payment;
    is_told_by_mpesa(payment.channel)
        && amount_is(push, payment.amount)
        && payment.holder == push.short_code
        && is_near(push.requested_at, payment.paid_at)
        && is_phone_of(&payment.payer, &push.phone, masked)
}

fn is_near(requested_at: DateTime<Utc>, paid_at: DateTime<Utc>) -> bool {
    let earliest = requested_at - TimeDelta::seconds(PAID_BEFORE_S);
    let latest = requested_at + TimeDelta::minutes(PAID_AFTER_MINUTES);
    (earliest..=latest).contains(&paid_at)
}

/// What names no push. The result of a push names its own.
fn is_told_by_mpesa(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::MpesaC2b | Channel::MpesaPull | Channel::MpesaStatus
    )
}

pub(crate) fn amount_is(push: &PushRecord, amount: Money) -> bool {
    amount.currency() == Currency::Kes && amount.cents() == i64::from(push.shillings) * 100
}

/// Whether a phone of which only some digits are shown is taken for the one that it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Masked {
    Fits,
    SaysNothing,
}

/// Whether the payer's phone is this one; a payer without a phone has none.
pub(crate) fn is_phone_of(payer: &Payer, phone: &Msisdn, masked: Masked) -> bool {
    match &payer.phone {
        Some(PayerPhone::Number(number)) => number == phone,
        Some(PayerPhone::Hash(hash)) => *hash == phone.sha256(),
        Some(PayerPhone::Mask(mask)) => masked == Masked::Fits && mask.matches(phone),
        None => false,
    }
}
