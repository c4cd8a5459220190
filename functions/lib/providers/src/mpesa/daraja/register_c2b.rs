//! Registering where confirmations and validations go. **Live, that is done once**: changing it takes two people in the
//! organisation's portal, so it is a command of a person and never a part of starting up.

use serde::Serialize;

use super::Daraja;
use super::answer::{self, Heard, Verdict};
use super::callback_url::CallbackUrl;
use super::outcome::{Doubt, Refused};
use super::settings::Collector;
use super::token::Token;
use crate::call::{Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::stk::{CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX};
use crate::mpesa::text::trimmed;
use crate::mpesa::wire::Fields;

/// What to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// In which form confirmations come.
    pub version: Version,
    /// What M-PESA does while our validation does not answer.
    pub response_type: ResponseType,
    /// Where payments that have happened are reported.
    pub confirmation_url: CallbackUrl,
    /// Where is asked whether a payment may happen; used only where Safaricom has switched validation on.
    pub validation_url: CallbackUrl,
}

/// Which interface confirmations come from; they differ in how the payer's number is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The number as SHA-256, which a known number can be compared with.
    V1,
    /// The number with a mask over its middle.
    V2,
}

/// What happens to payments while our validation does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ResponseType {
    /// They happen.
    Completed,
    /// They are refused.
    Cancelled,
}

/// What became of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterAnswer {
    /// The addresses stand.
    Registered,
    /// Others stand already, or the same ones: M-PESA does not say which.
    AlreadyRegistered,
    /// Nothing is registered by this.
    Refused(Refused),
    /// The access token is not valid.
    TokenRejected,
    /// It may be registered; a second attempt tells.
    Unknown {
        /// Why nobody knows.
        why: Doubt,
    },
}

/// The request as the documentation shows it, in its order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    short_code: &'a str,
    response_type: ResponseType,
    #[serde(rename = "ConfirmationURL")]
    confirmation_url: &'a str,
    #[serde(rename = "ValidationURL")]
    validation_url: &'a str,
}

impl Daraja {
    /// Registers the addresses of a short code; of a till, those of its head office, with whose number the application
    /// went live. Which of the two M-PESA wants is not documented.
    pub async fn register_c2b(
        &self,
        token: &Token,
        collector: &Collector,
        registration: &Registration,
    ) -> RegisterAnswer {
        let service = match registration.version {
            Version::V1 => "mpesa/c2b/v1/registerurl",
            Version::V2 => "mpesa/c2b/v2/registerurl",
        };
        let body = Body {
            short_code: &collector.short_code,
            response_type: registration.response_type,
            confirmation_url: registration.confirmation_url.as_str(),
            validation_url: registration.validation_url.as_str(),
        };
        answer(&self.post(token, service, &body).await)
    }
}

fn answer(reply: &Result<Reply, Lost>) -> RegisterAnswer {
    let unknown = |why| RegisterAnswer::Unknown { why };
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => return answer::of_loss(lost).map_or_else(unknown, RegisterAnswer::Refused),
    };
    let heard = Heard::of(reply);
    // It comes with the code of an internal error.
    if heard.error_says("already registered") {
        return RegisterAnswer::AlreadyRegistered;
    }
    match heard.verdict() {
        Verdict::Fields(fields) => registered(fields),
        Verdict::Refused(refused) => RegisterAnswer::Refused(refused),
        Verdict::TokenRejected => RegisterAnswer::TokenRejected,
        Verdict::Unknown(why) => unknown(why),
    }
}

fn registered(fields: &Fields<'_>) -> RegisterAnswer {
    const CODE: &str = "ResponseCode";
    let unknown = |why| RegisterAnswer::Unknown { why };
    let words = trimmed(
        &fields.get("ResponseDescription"),
        DESCRIPTION_CHARACTERS_MAX,
    );
    match facts::bounded(CODE, &fields.get(CODE), CODE_CHARACTERS_MAX).as_deref() {
        Ok("0") => RegisterAnswer::Registered,
        Ok(code) => answer::refused_response(code, &words.unwrap_or_default())
            .map_or_else(unknown, RegisterAnswer::Refused),
        Err(unreadable) => unknown(Doubt::NotUnderstood(*unreadable)),
    }
}
