//! Asks M-PESA to give a payment back. **It moves money**, so it is for staff, and asked once.
//! The books change when M-PESA says that it was done.

use billing::audit::AuditAction;
use billing::ids::PaymentId;
use billing::money::Currency;
use billing::payment::Payment;
use billing::receipt::Provider;
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use providers::mpesa::daraja::asynchronous::AsyncAnswer;
use providers::mpesa::daraja::reversal::ReversalRequest;
use store::asks::{AskRecord, Question};
use store::client::Store;

use crate::actor::Actor;
use crate::asking;
use crate::associate::load;
use crate::audit;
use crate::error::OperationError;
use crate::mpesa::Mpesa;
use crate::words::checked_reason;

/// For so long nobody asks again while M-PESA has not answered, in hours. An answer that was lost must not bar the way
/// for good, and M-PESA itself refuses to reverse a payment twice.
const WAITED_FOR_HOURS: i64 = 24;
/// Characters of M-PESA's remarks.
const REMARKS_CHARS_MAX: usize = 100;
/// Cents of a shilling.
const CENTS: i64 = 100;

/// Asks for the reversal of a whole payment, from the short code that holds the money.
///
/// # Idempotency
/// While M-PESA has not answered, nothing is asked again: the request that stands is answered. After a no it can be.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason, payment),
/// [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`], [`OperationError::PaymentUnverified`],
/// [`OperationError::MpesaNotSetUp`], [`OperationError::Store`]. What M-PESA says is no error but the request's outcome.
pub async fn request(
    store: &Store,
    mpesa: &Mpesa,
    payment: &PaymentId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<AskRecord, OperationError> {
    actor.may(Permission::ReversePayment)?;
    let reason = checked_reason(reason)?;
    let file = load(store, payment).await?;
    let state = file.state.unwrap_or_default();
    if state.reversal.is_some() {
        return Err(OperationError::PaymentReversed);
    }
    if let Some(doubt) = state.doubt.clone() {
        return Err(OperationError::PaymentUnverified { doubt });
    }
    let owner = state.customer().cloned();
    let facts = file.facts.payment;
    let request = ReversalRequest {
        receipt: facts.receipt.clone(),
        amount_shillings: shillings(&facts)?,
    };
    let line = asking::line(mpesa, Some(&facts.holder))?;
    let question = Question::Reversal {
        receipt: facts.receipt.clone(),
    };
    let ask = asking::question(line, question, actor, now);
    let since = now - TimeDelta::hours(WAITED_FOR_HOURS);
    let still_counts =
        |standing: &AskRecord| asking::is_open(standing) && standing.asked_at > since;
    let begun = audit::line(actor, AuditAction::ReversalRequested, payment, now)
        .of(owner.as_ref())
        .noting(facts.amount.to_string())
        .because(&reason)
        .on(store);
    if let Some(standing) = asking::begin(&begun, &ask, still_counts).await? {
        return Ok(standing);
    }
    let remarks = format!("Reversal: {}", reason.replace('\n', " "));
    let remarks = remarks.chars().take(REMARKS_CHARS_MAX).collect();
    let reporting = asking::reporting(line, &ask, remarks);
    let answer = mpesa
        .call(
            store,
            now,
            async |token| {
                let client = mpesa.client();
                client
                    .reversal(&token, &line.collector, &request, &reporting)
                    .await
            },
            |answer| matches!(answer, AsyncAnswer::TokenRejected),
        )
        .await;
    asking::note(store, ask, answer).await
}

/// What M-PESA can give back: a payment over it, in whole shillings.
fn shillings(payment: &Payment) -> Result<u32, OperationError> {
    let amount = payment.amount;
    let is_mpesa = payment.provider == Provider::mpesa() && amount.currency() == Currency::Kes;
    if !is_mpesa {
        let detail = "only a payment over M-PESA can be given back by M-PESA";
        return Err(OperationError::field("payment", "not_mpesa", detail));
    }
    let whole = (amount.cents() % CENTS == 0).then_some(amount.cents() / CENTS);
    whole
        .and_then(|shillings| u32::try_from(shillings).ok())
        .ok_or_else(|| {
            let detail = "M-PESA gives back whole shillings only; pay this one back by hand";
            OperationError::field("payment", "not_whole", detail)
        })
}
