//! The access token that every other call needs.
//! **Asking for a token ends the previous one**, so it belongs to one record that all processes share; who asks when is
//! decided there. It must not know where the token is kept.

use std::fmt;

use reqwest::header;

use super::answer::{self, Heard, Verdict};
use super::secret::Secret;
use super::{ANSWER_BYTES_MAX, Daraja, heard};
use crate::call::{self, Lost};
use crate::mpesa::wire::Value;

const SERVICE: &str = "oauth/v1/generate?grant_type=client_credentials";

/// How long a token lasts where M-PESA does not say it readably, in seconds: what the documentation promises.
/// A token that ends earlier is refused as any old one is, and then renewed.
const EXPIRES_IN_DEFAULT_S: i64 = 3599;

/// The longest that a token is believed to last, in seconds.
const EXPIRES_IN_MAX_S: i64 = 86_400;

/// Characters of a token; those seen have 28, and a signed one may have a thousand.
const TOKEN_CHARACTERS_MAX: usize = 4096;

/// An access token. It shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Secret);

impl Token {
    /// A token as it was granted or kept.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Secret::new(text))
    }

    /// The text itself, to be sent or kept.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// A token and its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The token.
    pub token: Token,
    /// How long it lasts from now, in seconds: from 1 to a day.
    pub expires_in_s: i64,
}

/// Why there is no token. The previous one may have ended all the same.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The call did not get through, or its answer did not.
    #[error("M-PESA is not reached")]
    NotReached(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Key and secret are not those of an application.
    #[error("M-PESA refuses the consumer key and secret{}", answer::in_brackets(.0))]
    CredentialsRefused(String),
    /// Too many calls, or a quota used up.
    #[error("M-PESA wants fewer calls; try again in {retry_after_s} seconds")]
    TooManyCalls {
        /// After how many seconds a call makes sense.
        retry_after_s: u32,
    },
    /// It answers with an HTTP status and no more.
    #[error("M-PESA answers HTTP {0} and grants no token")]
    Status(u16),
    /// It answers what cannot be understood.
    #[error("M-PESA's answer holds no token that can be understood")]
    Unreadable,
}

impl CallError {
    /// Whether the call may have come through, and only its answer was lost.
    #[must_use]
    pub fn may_have_come_through(&self) -> bool {
        let Self::NotReached(lost) = self else {
            return false;
        };
        !matches!(lost.downcast_ref::<Lost>(), Some(Lost::NotConnected(_)))
    }
}

impl Daraja {
    /// Asks for a new token, which ends the previous one.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn token(&self) -> Result<Granted, CallError> {
        let request = self
            .client
            .get(self.service(SERVICE))
            .basic_auth(
                self.app.consumer_key.expose(),
                Some(self.app.consumer_secret.expose()),
            )
            .header(header::ACCEPT, "application/json");
        let reply = heard(SERVICE, call::send(request, ANSWER_BYTES_MAX).await);
        granted(&Heard::of(&reply.map_err(not_reached)?))
    }
}

fn not_reached(lost: Lost) -> CallError {
    CallError::NotReached(Box::new(lost))
}

fn granted(heard: &Heard<'_>) -> Result<Granted, CallError> {
    let code = heard.error_code().unwrap_or_default();
    match heard.status() {
        200..=299 if code.is_empty() => {}
        // A wrong pair is answered with 400, often with nothing in it.
        400 | 401 | 403 => return Err(CallError::CredentialsRefused(code)),
        status => {
            return Err(match heard.verdict() {
                Verdict::Refused(refused) => match refused.reason.retry_after_s() {
                    Some(retry_after_s) => CallError::TooManyCalls { retry_after_s },
                    None => CallError::Status(status),
                },
                _ => CallError::Status(status),
            });
        }
    }
    let Verdict::Fields(fields) = heard.verdict() else {
        return Err(CallError::Unreadable);
    };
    let Value::Text(text) = fields.get("access_token") else {
        return Err(CallError::Unreadable);
    };
    let token = Token::new(&text);
    let plain = token.expose().bytes().all(|it| it.is_ascii_graphic());
    if !plain || !(1..=TOKEN_CHARACTERS_MAX).contains(&token.expose().len()) {
        return Err(CallError::Unreadable);
    }
    let expires_in_s = fields.get("expires_in").text().and_then(seconds);
    Ok(Granted {
        token,
        expires_in_s: expires_in_s.unwrap_or(EXPIRES_IN_DEFAULT_S),
    })
}

fn seconds(text: &str) -> Option<i64> {
    let seconds: i64 = text.trim().parse().ok()?;
    (seconds > 0).then(|| seconds.min(EXPIRES_IN_MAX_S))
}
