//! The results that M-PESA sends later: of transaction status, reversal and account balance.
//! It owns their envelope and what their parameters mean; it must not know who asked, and finds out what was asked from
//! the result itself, which a failure does not tell.

pub mod balance;
pub mod party;
pub mod reversal;
pub mod status;

mod parameters;

use self::balance::AccountBalance;
use self::parameters::Parameters;
use self::reversal::ReversalFacts;
use self::status::StatusFacts;
use super::facts;
use super::stk::{CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX};
use super::text::trimmed;
use super::unreadable::Unreadable;
use super::wire::Fields;

/// Characters of a request's name; those seen have about 40.
pub const CONVERSATION_CHARACTERS_MAX: usize = 100;

/// The result of a request that M-PESA took earlier. No signature proves it: its names have to be those of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct AsyncResult {
    /// The request's name as it was accepted; empty where the result has only the other one.
    pub originator_conversation: String,
    /// M-PESA's own name for the request; empty where the result has only the other one.
    pub conversation: String,
    /// M-PESA's code, which need not be a number. Exactly `0` is success.
    pub code: String,
    /// M-PESA's words for it.
    pub description: String,
    /// What it says.
    pub kind: ResultKind,
}

/// What a result says, by the parameters that it has.
#[derive(Debug, Clone, PartialEq)]
pub enum ResultKind {
    /// What is known of a receipt.
    Status(Box<StatusFacts>),
    /// A payment was given back.
    Reversal(Box<ReversalFacts>),
    /// What lies on the accounts.
    Balance(Vec<AccountBalance>),
    /// Something else, or nothing: a failure does not say what it is a failure of.
    Other,
}

impl AsyncResult {
    /// Whether what was asked for was done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.code == "0"
    }
}

/// Reads a result, or the notice that a request waited in vain, which has the same envelope as far as is known.
///
/// # Errors
/// The first thing without which the body is no result.
pub fn result(raw: &[u8]) -> Result<AsyncResult, Unreadable> {
    let envelope = Fields::of_body(raw)?;
    let result = envelope
        .object("Result")?
        .ok_or(Unreadable::Missing("Result"))?;
    let name =
        |field| facts::bounded_if_any(field, &result.get(field), CONVERSATION_CHARACTERS_MAX);
    let originator_conversation = name("OriginatorConversationID")?;
    let conversation = name("ConversationID")?;
    if originator_conversation.is_none() && conversation.is_none() {
        return Err(Unreadable::Missing("ConversationID"));
    }
    let code = facts::bounded("ResultCode", &result.get("ResultCode"), CODE_CHARACTERS_MAX)?;
    let kind = match code.as_str() {
        "0" => kind(&result)?,
        // Nothing that comes with a failure is taken for a fact.
        _ => ResultKind::Other,
    };
    let description = trimmed(&result.get("ResultDesc"), DESCRIPTION_CHARACTERS_MAX);
    Ok(AsyncResult {
        originator_conversation: originator_conversation.unwrap_or_default(),
        conversation: conversation.unwrap_or_default(),
        code,
        description: description.unwrap_or_default(),
        kind,
    })
}

fn kind(result: &Fields<'_>) -> Result<ResultKind, Unreadable> {
    let parameters = Parameters::of(result)?;
    if parameters.has("OriginalTransactionID") {
        let facts = reversal::read(result, &parameters)?;
        return Ok(ResultKind::Reversal(Box::new(facts)));
    }
    if parameters.has("ReceiptNo") || parameters.has("TransactionStatus") {
        let facts = status::read(&parameters)?;
        return Ok(ResultKind::Status(Box::new(facts)));
    }
    if parameters.has("AccountBalance") {
        return Ok(ResultKind::Balance(balance::read(&parameters)?));
    }
    Ok(ResultKind::Other)
}
