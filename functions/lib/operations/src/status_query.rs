//! Asks M-PESA what it knows of a receipt: its word is the only one that counts on a receipt that somebody quotes.

use billing::audit::AuditAction;
use billing::ids::ClaimId;
use billing::receipt::Receipt;
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use providers::mpesa::daraja::asynchronous::AsyncAnswer;
use providers::mpesa::daraja::transaction_status::About;
use store::asks::{AskRecord, Question};
use store::client::Store;

use crate::actor::Actor;
use crate::asking::{self, asked};
use crate::audit;
use crate::error::OperationError;
use crate::mpesa::Mpesa;

/// The same receipt is asked about again after this many minutes.
const ASKED_AGAIN_AFTER_MINUTES: i64 = 5;
/// What M-PESA writes into its own records beside the question.
const REMARKS: &str = "Receipt quoted by a customer";

/// Asks what a short code of ours, or the usual one, knows of a receipt. The answer comes to an address of ours.
///
/// # Idempotency
/// A receipt that was asked about within five minutes is not asked about again: the question that stands is answered.
/// One that M-PESA did not take, or gave up, counts as not asked.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::MpesaNotSetUp`], [`OperationError::Store`]. What
/// M-PESA says is no error but the question's outcome.
pub async fn ask(
    store: &Store,
    mpesa: &Mpesa,
    receipt: &Receipt,
    short_code: Option<&str>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<AskRecord, OperationError> {
    actor.may(Permission::AskMpesa)?;
    let question = Question::Status {
        receipt: receipt.clone(),
        claim: None,
    };
    ask_once(store, mpesa, receipt, short_code, question, actor, now).await
}

/// Asks about the receipt of a claim, which is looked at again with the answer. Whoever may quote a receipt may have
/// it asked about.
pub(crate) async fn ask_for_claim(
    store: &Store,
    mpesa: &Mpesa,
    receipt: &Receipt,
    short_code: Option<&str>,
    claim: &ClaimId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<AskRecord, OperationError> {
    let question = Question::Status {
        receipt: receipt.clone(),
        claim: Some(claim.clone()),
    };
    ask_once(store, mpesa, receipt, short_code, question, actor, now).await
}

async fn ask_once(
    store: &Store,
    mpesa: &Mpesa,
    receipt: &Receipt,
    short_code: Option<&str>,
    question: Question,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<AskRecord, OperationError> {
    let line = asking::line(mpesa, short_code)?;
    let ask = asking::question(line, question, actor, now);
    let recent = now - TimeDelta::minutes(ASKED_AGAIN_AFTER_MINUTES);
    let still_counts = |standing: &AskRecord| {
        standing.asked_at > recent && (asking::is_open(standing) || standing.answered_at.is_some())
    };
    let begun = audit::line(actor, AuditAction::PaymentStatusAsked, asked(&ask), now)
        .noting(receipt.to_string())
        .on(store);
    if let Some(standing) = asking::begin(&begun, &ask, still_counts).await? {
        return Ok(standing);
    }
    let about = About::Receipt(receipt.clone());
    let reporting = asking::reporting(line, &ask, REMARKS.to_owned());
    let answer = mpesa
        .call(
            store,
            now,
            async |token| {
                let client = mpesa.client();
                client
                    .transaction_status(&token, &line.collector, &about, &reporting)
                    .await
            },
            |answer| matches!(answer, AsyncAnswer::TokenRejected),
        )
        .await;
    asking::note(store, ask, answer).await
}

/// A question about a receipt, with what came of it.
///
/// # Errors
/// [`OperationError::AskNotFound`], also for questions about anything else; [`OperationError::Store`].
pub async fn load(store: &Store, id: &str) -> Result<AskRecord, OperationError> {
    let ask = match asking::is_id(id) {
        true => store.ask(id).await?,
        false => None,
    };
    ask.filter(|ask| matches!(ask.question, Question::Status { .. }))
        .ok_or(OperationError::AskNotFound)
}
