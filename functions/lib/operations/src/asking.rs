//! A question that M-PESA answers later: written down before it is asked, asked once, and what M-PESA says at once.
//! What it says later, `answers` takes in.

use billing::audit::{Subject, SubjectKind};
use chrono::{DateTime, Utc};
use providers::mpesa::daraja::asynchronous::{AsyncAnswer, Reporting};
use store::asks::{AskRecord, Question};
use store::client::Store;
use uuid::Uuid;

use crate::actor::Actor;
use crate::error::OperationError;
use crate::mpesa::{Line, Mpesa, TokenError};
use crate::retry::on_conflict;

/// Hexadecimal digits of a question's id.
const ID_DIGITS: usize = 32;
/// Characters of a provider's words that are kept.
const WORDS_CHARS_MAX: usize = 300;

/// The short code that is asked about, or the usual one.
///
/// # Errors
/// [`OperationError::MpesaNotSetUp`], also where M-PESA gave nobody the right to ask.
pub(crate) fn line<'a>(
    mpesa: &'a Mpesa,
    short_code: Option<&str>,
) -> Result<&'a Line, OperationError> {
    let line = mpesa.line(short_code)?;
    if line.collector.operator.is_none() {
        return Err(OperationError::MpesaNotSetUp);
    }
    Ok(line)
}

/// A new question. Its id is random: whoever knows it can answer.
pub(crate) fn question(
    line: &Line,
    question: Question,
    actor: &Actor,
    now: DateTime<Utc>,
) -> AskRecord {
    AskRecord {
        id: Uuid::new_v4().simple().to_string(),
        question,
        short_code: line.holder.clone(),
        numbers: numbers(line),
        asked_by: actor.name().to_owned(),
        asked_at: now,
        answered_at: None,
        outcome: String::new(),
        version: 1,
    }
}

fn numbers(line: &Line) -> Vec<String> {
    let collector = &line.collector;
    let mut numbers = vec![
        line.holder.clone(),
        collector.short_code.clone(),
        collector.party_b.clone(),
    ];
    numbers.sort();
    numbers.dedup();
    numbers
}

/// Whether a text can be the id of a question.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What the audit calls a question. Its id is a secret, so it is named by whom it is put to and when.
pub(crate) fn asked(ask: &AskRecord) -> Subject {
    let about = match &ask.question {
        Question::Status { receipt, .. } | Question::Reversal { receipt } => receipt.as_str(),
        Question::Balance => "balance",
    };
    Subject::new(SubjectKind::Question, format!("{}/{about}", ask.short_code))
}

/// Whether an answer may still come, as far as anybody has said.
pub(crate) fn is_open(ask: &AskRecord) -> bool {
    ask.outcome.is_empty()
}

/// Where the answer to a question is to be sent.
pub(crate) fn reporting(line: &Line, ask: &AskRecord, remarks: String) -> Reporting {
    Reporting {
        result_url: format!("{}/results/{}", line.hooks, ask.id),
        timeout_url: format!("{}/timeouts/{}", line.hooks, ask.id),
        remarks,
    }
}

/// Writes a question down, unless the latest one like it `still_counts`: that one is answered then.
pub(crate) async fn begin(
    store: &Store,
    ask: &AskRecord,
    still_counts: impl Fn(&AskRecord) -> bool,
) -> Result<Option<AskRecord>, OperationError> {
    on_conflict(|| async {
        let latest = store.latest_ask(&ask.question, &ask.short_code).await?;
        // Ours, where the answer to our own write was lost.
        if latest.id == ask.id {
            return Ok(None);
        }
        if !latest.id.is_empty()
            && let Some(standing) = store.ask(&latest.id).await?
            && still_counts(&standing)
        {
            return Ok(Some(standing));
        }
        store.begin_ask(ask, &latest).await?;
        Ok(None)
    })
    .await
}

/// Keeps what M-PESA said at once, where that is a no; everything else its answer will tell.
pub(crate) async fn note(
    store: &Store,
    ask: AskRecord,
    answer: Result<AsyncAnswer, TokenError>,
) -> Result<AskRecord, OperationError> {
    let words = match answer {
        Ok(AsyncAnswer::Accepted { .. } | AsyncAnswer::Unknown { .. }) => return Ok(ask),
        Ok(AsyncAnswer::Refused {
            code, description, ..
        }) => format!("M-PESA did not take the question: {description} ({code})"),
        Ok(AsyncAnswer::TokenRejected) => "M-PESA refuses our access token".to_owned(),
        // The call was never made.
        Err(error) => error.to_string(),
    };
    tell(store, &ask.id, &words, None).await
}

/// Keeps how a question went; the first answer stands.
pub(crate) async fn tell(
    store: &Store,
    id: &str,
    outcome: &str,
    answered_at: Option<DateTime<Utc>>,
) -> Result<AskRecord, OperationError> {
    on_conflict(|| async {
        let before = store.ask(id).await?.ok_or(OperationError::AskNotFound)?;
        let is_news = before.answered_at.is_none() && (answered_at.is_some() || is_open(&before));
        if !is_news {
            return Ok(before);
        }
        let after = AskRecord {
            version: before.version + 1,
            outcome: outcome.chars().take(WORDS_CHARS_MAX).collect(),
            answered_at,
            ..before.clone()
        };
        store.save_ask(&before, &after).await?;
        Ok(after)
    })
    .await
}
