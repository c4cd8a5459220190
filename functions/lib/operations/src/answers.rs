//! Takes in what M-PESA answers later: what it knows of a receipt, whether it reversed a payment, what the accounts hold.
//!
//! No signature proves an answer. It is believed if it comes to the address that was given out for one question of ours,
//! and answers that one; everything else waits for a person.

use billing::ids::PaymentId;
use billing::receipt::Provider;
use providers::mpesa::hook::Hook;
use providers::mpesa::results::balance::AccountBalance;
use providers::mpesa::results::reversal::ReversalFacts;
use providers::mpesa::results::status::StatusFacts;
use providers::mpesa::results::{self, ResultKind};
use store::asks::{AskRecord, Question};
use store::client::Store;
use store::parked::ParkedKind;

use crate::accept::{Circumstances, accept};
use crate::actor::Actor;
use crate::asking;
use crate::associate;
use crate::error::OperationError;
use crate::intake::{Arrival, Outcome, PAYMENT_BODY_BYTES_MAX, for_a_person};
use crate::receipt_claim::waiting;
use crate::reverse::reverse;

/// What is kept of a question that M-PESA let lie.
const GAVE_UP: &str = "M-PESA gave up before it found an answer; ask again";

/// Takes in one answer, or the notice that there will be none.
///
/// # Idempotency
/// The first answer to a question stands. Another one, or the same again, changes nothing.
///
/// # Errors
/// Only where the store is at fault; taking it in again is safe then.
pub(crate) async fn take_in(
    store: &Store,
    arrival: &Arrival<'_>,
) -> Result<Outcome, OperationError> {
    let unexpected = ParkedKind::Unexpected;
    let (hook, subject) = Hook::parse(arrival.hook).unwrap_or((Hook::Results, None));
    let ask = match subject.filter(|id| asking::is_id(id)) {
        Some(id) => store.ask(id).await?,
        None => None,
    };
    let Some(ask) = ask.filter(|ask| ask.short_code == arrival.short_code) else {
        let reason = "it answers no question that we asked";
        return parked(store, arrival, unexpected, reason).await;
    };
    if ask.answered_at.is_some() {
        return Ok(Outcome::NothingHappened);
    }
    if hook == Hook::Timeouts {
        waiting::heard(store, &ask, GAVE_UP, arrival.at).await?;
        asking::tell(store, &ask.id, GAVE_UP, None).await?;
        return Ok(Outcome::NothingHappened);
    }
    if arrival.raw.len() > PAYMENT_BODY_BYTES_MAX {
        let reason = "the body is far longer than any that M-PESA sends";
        return parked(store, arrival, ParkedKind::Unreadable, reason).await;
    }
    let result = match results::result(arrival.raw) {
        Ok(result) => result,
        Err(error) => {
            let reason = error.to_string();
            return parked(store, arrival, ParkedKind::Unreadable, &reason).await;
        }
    };
    if !result.is_success() {
        let words = format!("{} ({})", result.description, result.code);
        waiting::heard(store, &ask, &words, arrival.at).await?;
        return answered(store, arrival, &ask, &words, Outcome::NothingHappened).await;
    }
    match (&ask.question, &result.kind) {
        (Question::Status { receipt, .. }, ResultKind::Status(facts))
            if facts.receipt == *receipt =>
        {
            status(store, arrival, &ask, facts).await
        }
        (Question::Reversal { receipt }, ResultKind::Reversal(facts))
            if facts.original == *receipt =>
        {
            reversal(store, arrival, &ask, facts).await
        }
        (Question::Balance, ResultKind::Balance(accounts)) => {
            let words = balance(accounts);
            answered(store, arrival, &ask, &words, Outcome::NothingHappened).await
        }
        _ => {
            let reason = "it answers another question than the one that we asked";
            parked(store, arrival, unexpected, reason).await
        }
    }
}

/// A receipt is real: a payment to us is recorded like any other, and whoever claims it is looked at again.
async fn status(
    store: &Store,
    arrival: &Arrival<'_>,
    ask: &AskRecord,
    facts: &StatusFacts,
) -> Result<Outcome, OperationError> {
    let ours: Vec<&str> = ask.numbers.iter().map(String::as_str).collect();
    // Money that we moved between accounts of our own is no payment.
    let is_ours = ours.contains(&facts.debit_party.number.as_str());
    let report = facts.report(&ours, &ask.short_code, arrival.at);
    let mut words = facts.status.clone();
    let mut outcome = Outcome::NothingHappened;
    match report.filter(|_| !is_ours) {
        Some(report) => {
            let circumstances = Circumstances::default();
            let accepted = accept(store, &report, circumstances, arrival.raw, arrival.at).await?;
            outcome = accepted.into();
        }
        None if facts.is_completed() => words.push_str(", but it is no payment to us"),
        None => {}
    }
    let given = waiting::heard(store, ask, &words, arrival.at).await?;
    if let Outcome::Replayed(payment) = &outcome
        && given.as_ref() == Some(payment)
    {
        // It is nothing new, but it has an owner now.
        outcome = Outcome::Corroborated(payment.clone());
    }
    answered(store, arrival, ask, &words, outcome).await
}

/// M-PESA has given a payment back, so it leaves the books.
async fn reversal(
    store: &Store,
    arrival: &Arrival<'_>,
    ask: &AskRecord,
    facts: &ReversalFacts,
) -> Result<Outcome, OperationError> {
    let payment = PaymentId::of(&Provider::mpesa(), &facts.original);
    let file = associate::load(store, &payment).await?;
    let words = format!("Reversed by M-PESA with receipt {}", facts.receipt);
    if let Some(amount) = facts
        .amount
        .filter(|amount| *amount != file.facts.payment.amount)
    {
        let reason = format!("{words}, but only {amount} of it; book it by hand");
        asking::tell(store, &ask.id, &reason, Some(arrival.at)).await?;
        return parked(store, arrival, ParkedKind::Unexpected, &reason).await;
    }
    let actor = Actor::named(&ask.asked_by);
    match reverse(store, &payment, &words, &actor, arrival.at).await {
        // By hand, or by an earlier try of this.
        Ok(()) | Err(OperationError::PaymentReversed) => {}
        Err(error) => return Err(error),
    }
    answered(store, arrival, ask, &words, Outcome::NothingHappened).await
}

/// What lies on the accounts, in one line.
fn balance(accounts: &[AccountBalance]) -> String {
    let shown: Vec<String> = accounts
        .iter()
        .map(|account| {
            let current = account.current.map(|amount| amount.to_string());
            let current = current.as_deref().unwrap_or("unknown");
            format!("{}: {current}", account.account)
        })
        .collect();
    shown.join("; ")
}

/// Marks the question as answered, last: a try that stopped before is made again as a whole.
async fn answered(
    store: &Store,
    arrival: &Arrival<'_>,
    ask: &AskRecord,
    words: &str,
    outcome: Outcome,
) -> Result<Outcome, OperationError> {
    asking::tell(store, &ask.id, words, Some(arrival.at)).await?;
    Ok(outcome)
}

async fn parked(
    store: &Store,
    arrival: &Arrival<'_>,
    kind: ParkedKind,
    reason: &str,
) -> Result<Outcome, OperationError> {
    let parked = for_a_person(store, arrival, kind, reason.to_owned()).await?;
    Ok(Outcome::Parked(parked))
}
