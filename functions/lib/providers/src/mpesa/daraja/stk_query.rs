//! STK query: what became of a push, as far as M-PESA tells.
//! A result names neither receipt nor amount: it proves that something was paid, and a confirmation has to say what.
//! It must not know what a result's code means for the push.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Daraja;
use super::answer::{self, Heard, Verdict};
use super::outcome::{Doubt, NoInformation};
use super::password::{password, timestamp};
use super::settings::Collector;
use super::token::Token;
use crate::call::{Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::stk::{CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX};
use crate::mpesa::text::trimmed;
use crate::mpesa::wire::Fields;

const SERVICE: &str = "mpesa/stkpushquery/v1/query";

/// The result that is none yet.
const STILL_PROCESSING: &str = "4999";

/// What is known of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryAnswer {
    /// M-PESA is still at it.
    Pending,
    /// M-PESA is done with it.
    Result {
        /// M-PESA's code, which need not be a number. Exactly `0` is success.
        code: String,
        /// M-PESA's words for it; not fit for a customer.
        description: String,
    },
    /// The access token is not valid.
    TokenRejected,
    /// Nothing: the push is as it was. A limit on calls looks like a failure, so no error is ever a result.
    NoInformation {
        /// Why.
        why: NoInformation,
    },
}

/// The request as the documentation describes it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    business_short_code: &'a str,
    password: &'a str,
    timestamp: &'a str,
    #[serde(rename = "CheckoutRequestID")]
    checkout_request: &'a str,
}

impl Daraja {
    /// Asks what became of a push; `at` is now.
    pub async fn stk_query(
        &self,
        token: &Token,
        collector: &Collector,
        checkout_request: &str,
        at: DateTime<Utc>,
    ) -> QueryAnswer {
        let timestamp = timestamp(at);
        let password = password(&collector.short_code, &collector.passkey, &timestamp);
        let body = Body {
            business_short_code: &collector.short_code,
            password: password.expose(),
            timestamp: &timestamp,
            checkout_request,
        };
        answer(&self.post(token, SERVICE, &body).await, checkout_request)
    }
}

fn answer(reply: &Result<Reply, Lost>, asked: &str) -> QueryAnswer {
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => {
            let why = answer::nothing_of_loss(lost);
            return QueryAnswer::NoInformation { why };
        }
    };
    let heard = Heard::of(reply);
    if heard.fields().is_some_and(is_pending) {
        return QueryAnswer::Pending;
    }
    match heard.verdict() {
        Verdict::Fields(fields) => result(fields, asked).unwrap_or_else(nothing),
        Verdict::Refused(refused) => QueryAnswer::NoInformation {
            why: NoInformation::Refused(refused),
        },
        Verdict::TokenRejected => QueryAnswer::TokenRejected,
        Verdict::Unknown(doubt) => nothing(doubt),
    }
}

/// "Still under processing" comes as an error, as a result of its own, and with codes that mean failure elsewhere:
/// the words count, whatever the code beside them.
fn is_pending(fields: &Fields<'_>) -> bool {
    let says = |name: &str| {
        let text = fields.get(name);
        let text = text.text().unwrap_or_default().to_ascii_lowercase();
        text.contains("under processing") || text.contains("being processed")
    };
    fields.get("ResultCode").text().map(str::trim) == Some(STILL_PROCESSING)
        || ["ResultDesc", "ResponseDescription", "errorMessage"]
            .into_iter()
            .any(says)
}

fn result(fields: &Fields<'_>, asked: &str) -> Result<QueryAnswer, Doubt> {
    const RESPONSE: &str = "ResponseCode";
    const RESULT: &str = "ResultCode";
    let code = |name| {
        facts::bounded(name, &fields.get(name), CODE_CHARACTERS_MAX).map_err(Doubt::NotUnderstood)
    };
    let response = code(RESPONSE)?;
    if response != "0" {
        return Err(Doubt::OddCode(response));
    }
    let about = fields.get("CheckoutRequestID");
    if about.text().is_some_and(|about| about.trim() != asked) {
        return Err(Doubt::Contradictory);
    }
    let description = trimmed(&fields.get("ResultDesc"), DESCRIPTION_CHARACTERS_MAX);
    Ok(QueryAnswer::Result {
        code: code(RESULT)?,
        description: description.unwrap_or_default(),
    })
}

fn nothing(doubt: Doubt) -> QueryAnswer {
    QueryAnswer::NoInformation {
        why: NoInformation::Unknown(doubt),
    }
}
