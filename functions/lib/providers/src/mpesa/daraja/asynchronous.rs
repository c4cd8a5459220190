//! What the calls have in common that M-PESA answers twice: at once that it took the request, and later, at an address
//! of ours, with the result. It must not know what is asked for; the result is read in `mpesa::results`.

use serde::Serialize;

use super::Daraja;
use super::answer::{self, Heard, Verdict};
use super::outcome::{Doubt, Refusal, Refused};
use super::settings::{Collector, Operator};
use super::token::Token;
use crate::call::{Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::results::CONVERSATION_CHARACTERS_MAX;
use crate::mpesa::stk::{CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX};
use crate::mpesa::text::trimmed;
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::Fields;

/// Characters that remarks have.
const REMARKS_CHARACTERS: std::ops::RangeInclusive<usize> = 2..=100;

/// `IdentifierType` of an organisation's short code.
pub(super) const SHORT_CODE_IDENTIFIER: &str = "4";

/// Where the result goes, and what M-PESA writes beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    /// Where the result is to be sent, over HTTPS.
    pub result_url: String,
    /// Where is told that the request waited in vain, over HTTPS.
    pub timeout_url: String,
    /// Why it is asked, in 2 to 100 characters for the organisation's own records.
    pub remarks: String,
}

/// What became of a request whose result comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AsyncAnswer {
    /// M-PESA took it. What came of it, the result says.
    Accepted {
        /// The request's name, which its result will carry.
        originator_conversation: String,
        /// M-PESA's own name for it, which its result will carry too.
        conversation: String,
    },
    /// Certainly nothing was done.
    Refused {
        /// M-PESA's code, or `HTTP` and the status; empty where it was not asked.
        code: String,
        /// M-PESA's words, or ours where it was not asked.
        description: String,
        /// What follows from it.
        reason: Refusal,
    },
    /// The access token is not valid; certainly nothing was done.
    TokenRejected,
    /// It may be done, and a result may come. Nothing that moves money may be asked again by itself.
    Unknown {
        /// Why nobody knows.
        why: Doubt,
    },
}

impl Daraja {
    /// Makes a request as the operator of `collector`.
    pub(super) async fn ask_for_result<'a, B: Serialize>(
        &self,
        token: &Token,
        collector: &'a Collector,
        service: &str,
        reporting: &Reporting,
        body: impl FnOnce(&'a Operator) -> B,
    ) -> AsyncAnswer {
        let Some(operator) = &collector.operator else {
            let fault = "no operator is set for this short code";
            return refused(Refused::unsent(Refusal::Misconfigured, fault));
        };
        if !REMARKS_CHARACTERS.contains(&reporting.remarks.chars().count()) {
            let fault = "the remarks do not have 2 to 100 characters";
            return refused(Refused::unsent(Refusal::Invalid, fault));
        }
        answer(&self.post(token, service, &body(operator)).await)
    }
}

fn answer(reply: &Result<Reply, Lost>) -> AsyncAnswer {
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => return answer::of_loss(lost).map_or_else(unknown, refused),
    };
    match Heard::of(reply).verdict() {
        Verdict::Fields(fields) => accepted(fields).unwrap_or_else(unknown),
        Verdict::Refused(it) => refused(it),
        Verdict::TokenRejected => AsyncAnswer::TokenRejected,
        Verdict::Unknown(why) => unknown(why),
    }
}

fn accepted(fields: &Fields<'_>) -> Result<AsyncAnswer, Doubt> {
    let named = |field, characters_max| {
        let text = facts::bounded_if_any(field, &fields.get(field), characters_max);
        text.map_err(Doubt::NotUnderstood)
    };
    let missing = Doubt::NotUnderstood(Unreadable::Missing("ResponseCode"));
    let code = named("ResponseCode", CODE_CHARACTERS_MAX)?.ok_or(missing)?;
    if code != "0" {
        let words = trimmed(
            &fields.get("ResponseDescription"),
            DESCRIPTION_CHARACTERS_MAX,
        );
        return answer::refused_response(&code, &words.unwrap_or_default()).map(refused);
    }
    let originator = named("OriginatorConversationID", CONVERSATION_CHARACTERS_MAX)?;
    // One of the two answers of the documentation spells it like this.
    let misspelt = named("OriginatorCoversationID", CONVERSATION_CHARACTERS_MAX)?;
    let conversation = named("ConversationID", CONVERSATION_CHARACTERS_MAX)?;
    Ok(AsyncAnswer::Accepted {
        originator_conversation: originator.or(misspelt).ok_or(Doubt::Nameless)?,
        conversation: conversation.ok_or(Doubt::Nameless)?,
    })
}

fn refused(refused: Refused) -> AsyncAnswer {
    AsyncAnswer::Refused {
        code: refused.code,
        description: refused.description,
        reason: refused.reason,
    }
}

fn unknown(why: Doubt) -> AsyncAnswer {
    AsyncAnswer::Unknown { why }
}
