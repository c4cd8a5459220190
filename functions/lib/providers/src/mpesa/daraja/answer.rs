//! What all of M-PESA's answers have in common: the codes of its refusals, and which of them are certain.
//! It owns the table of codes; what a yes means, each call knows.
//!
//! Sources: the tables of error codes of the documentation, and the shape in which the gateway before it (Apigee)
//! answers when it speaks for itself. An unknown code is a no only with an HTTP status of 4xx.

use super::outcome::{Doubt, NoInformation, Refusal, Refused};
use crate::call::{Lost, Reply};
use crate::mpesa::stk::{CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX};
use crate::mpesa::text::trimmed;
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::Fields;

/// What an answer comes down to before anybody looks for a yes in it.
pub(super) enum Verdict<'h, 'a> {
    /// An object without an error, with a status of success.
    Fields(&'h Fields<'a>),
    /// A certain no.
    Refused(Refused),
    /// The access token is not valid, so nothing was done.
    TokenRejected,
    /// Neither.
    Unknown(Doubt),
}

/// One answer, read as far as it can be.
pub(super) struct Heard<'a> {
    status: u16,
    fields: Result<Fields<'a>, Unreadable>,
    error: Option<Fault>,
}

/// An error as M-PESA or the gateway before it words it.
struct Fault {
    code: String,
    message: String,
}

impl<'a> Heard<'a> {
    /// Reads an answer.
    pub fn of(reply: &'a Reply) -> Self {
        let fields = Fields::of_body(reply.body.as_bytes());
        let error = fields.as_ref().ok().and_then(Fault::of);
        Self {
            status: reply.status.as_u16(),
            fields,
            error,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The fields, whatever the status.
    pub fn fields(&self) -> Option<&Fields<'a>> {
        self.fields.as_ref().ok()
    }

    /// The code of the error, if it is one.
    pub fn error_code(&self) -> Option<String> {
        self.error.as_ref().map(|fault| fault.code.clone())
    }

    /// Whether the error, if it is one, has these words, written in lower case here.
    pub fn error_says(&self, words: &str) -> bool {
        self.error.as_ref().is_some_and(|fault| fault.says(words))
    }

    /// What it comes down to.
    pub fn verdict(&self) -> Verdict<'_, 'a> {
        if self.status == 429 {
            return self.refused(Refusal::Busy);
        }
        if let Some(fault) = &self.error {
            let answers_too = self
                .fields()
                .is_some_and(|fields| fields.get("ResponseCode").text() == Some("0"));
            return match answers_too {
                true => Verdict::Unknown(Doubt::Contradictory),
                false => self.verdict_on(fault),
            };
        }
        match (self.status, &self.fields) {
            (200..=299, Ok(fields)) => Verdict::Fields(fields),
            (200..=299, Err(unreadable)) => Verdict::Unknown(Doubt::NotUnderstood(*unreadable)),
            _ => self.verdict_on_status(),
        }
    }

    fn verdict_on(&self, fault: &Fault) -> Verdict<'_, 'a> {
        match fault.code.as_str() {
            "404.001.03" | "400.003.01" | "401.001" | "401.002.01" | "401.003.01" => {
                Verdict::TokenRejected
            }
            _ if fault.is_about_the_token() => Verdict::TokenRejected,
            "400.001" | "400.002.02" | "400.002.05" | "400.003.02" => {
                self.refused(Refusal::Invalid)
            }
            "404.001.01" | "404.001.04" | "404.002.01" | "404.003.01" | "405.001" => {
                self.refused(Refusal::Misconfigured)
            }
            "500.003.02" | "policies.ratelimit.SpikeArrestViolation" => self.refused(Refusal::Busy),
            "500.003.03" | "policies.ratelimit.QuotaViolation" => {
                self.refused(Refusal::QuotaExhausted)
            }
            "500.003.1001" => Verdict::Unknown(Doubt::InternalError),
            // One code for an overload, for settings that are wrong and for a phone that is busy.
            "500.001.1001" => match fault.overload() {
                Some(refusal) => self.refused(refusal),
                None => Verdict::Unknown(Doubt::OddCode(fault.code.clone())),
            },
            _ if is_certain(self.status) => self.verdict_on_status(),
            code => Verdict::Unknown(Doubt::OddCode(code.to_owned())),
        }
    }

    fn verdict_on_status(&self) -> Verdict<'_, 'a> {
        match self.status {
            401 => Verdict::TokenRejected,
            // A redirect is not followed: the token goes nowhere but to the address that it was given for.
            300..=399 | 403 | 404 | 405 => self.refused(Refusal::Misconfigured),
            status if is_certain(status) => self.refused(Refusal::Other),
            status => Verdict::Unknown(Doubt::Status(status)),
        }
    }

    fn refused(&self, reason: Refusal) -> Verdict<'_, 'a> {
        let fault = self.error.as_ref();
        let code = fault.map(|it| it.code.clone());
        Verdict::Refused(Refused {
            code: code.unwrap_or_else(|| format!("HTTP {}", self.status)),
            description: fault.map(|it| it.message.clone()).unwrap_or_default(),
            reason,
        })
    }
}

impl Fault {
    fn of(fields: &Fields<'_>) -> Option<Self> {
        if let Some(code) = trimmed(&fields.get("errorCode"), CODE_CHARACTERS_MAX) {
            let message = trimmed(&fields.get("errorMessage"), DESCRIPTION_CHARACTERS_MAX);
            return Some(Self {
                code,
                message: message.unwrap_or_default(),
            });
        }
        // {"fault":{"faultstring":"Spike arrest violation. …","detail":{"errorcode":"policies.ratelimit.…"}}}
        let fault = fields.object("fault").ok().flatten()?;
        let detail = fault.object("detail").ok().flatten().unwrap_or_default();
        let message = trimmed(&fault.get("faultstring"), DESCRIPTION_CHARACTERS_MAX);
        Some(Self {
            code: trimmed(&detail.get("errorcode"), DESCRIPTION_CHARACTERS_MAX)?,
            message: message.unwrap_or_default(),
        })
    }

    fn says(&self, words: &str) -> bool {
        self.message.to_ascii_lowercase().contains(words)
    }

    fn is_about_the_token(&self) -> bool {
        self.says("invalid access token")
            || matches!(
                self.code.as_str(),
                "keymanagement.service.invalid_access_token"
                    | "keymanagement.service.access_token_expired"
            )
    }

    fn overload(&self) -> Option<Refusal> {
        if self.says("merchant does not exist") || self.says("wrong credentials") {
            Some(Refusal::Misconfigured)
        } else if self.says("unable to lock subscriber") || self.says("already in process") {
            Some(Refusal::Locked)
        } else {
            None
        }
    }
}

/// Whether a status alone says that nothing was done: not when a proxy gave up waiting for what stands behind it.
fn is_certain(status: u16) -> bool {
    (300..=499).contains(&status) && !matches!(status, 408 | 499)
}

/// What a `ResponseCode` other than zero says. The documentation lists those of M-PESA's own interface among the errors
/// of the account balance; some of them, such as "cached, waiting for resending", are no refusals.
pub(super) fn refused_response(code: &str, description: &str) -> Result<Refused, Doubt> {
    let reason = match code {
        "24" | "25" | "29" | "100000005" => Refusal::Invalid,
        "100000010" => Refusal::Misconfigured,
        "100000002" | "100000011" => Refusal::Busy,
        _ => return Err(Doubt::OddCode(code.to_owned())),
    };
    Ok(Refused {
        code: code.to_owned(),
        description: description.to_owned(),
        reason,
    })
}

/// What is known of a call that has no answer.
pub(super) fn of_loss(lost: &Lost) -> Result<Refused, Doubt> {
    match lost {
        Lost::NotConnected(_) => Ok(Refused::unsent(Refusal::NotConnected, "")),
        Lost::TimedOut(_) => Err(Doubt::TimedOut),
        Lost::Broken(_) => Err(Doubt::ConnectionLost),
        Lost::TooLong(_) => Err(Doubt::AnswerTooLong),
    }
}

/// The same of a question.
pub(super) fn nothing_of_loss(lost: &Lost) -> NoInformation {
    match of_loss(lost) {
        Ok(refused) => NoInformation::Refused(refused),
        Err(doubt) => NoInformation::Unknown(doubt),
    }
}

/// A code at the end of a sentence.
pub(super) fn in_brackets(code: &str) -> String {
    match code {
        "" => String::new(),
        code => format!(" ({code})"),
    }
}
