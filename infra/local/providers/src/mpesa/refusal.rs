//! A request that is refused, in the envelope that all products share.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use fastrand::Rng;
use serde_json::json;

use crate::mpesa::identifiers;

/// What an envelope says. The first three digits of the code are the HTTP status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: &'static str,
    pub message: String,
}

impl Refusal {
    /// Any refusal.
    pub fn new(code: &'static str, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
        }
    }

    /// A field is not as it has to be.
    pub fn invalid(field: &str) -> Self {
        Self::new("400.002.02", &format!("Bad Request - Invalid {field}"))
    }

    /// The token, where most products refuse it.
    pub fn bad_token(code: &'static str) -> Self {
        Self::new(code, "Invalid Access Token")
    }

    /// Nobody knows what happened.
    pub fn internal() -> Self {
        Self::new("500.003.1001", "Internal Server Error")
    }

    /// Too many requests in too short a time.
    pub fn spike_arrest() -> Self {
        Self::new("500.003.02", "Error Occurred: Spike Arrest Violation")
    }

    /// Too many requests altogether.
    pub fn quota() -> Self {
        Self::new("500.003.03", "Error Occurred: Quota Violation")
    }

    /// A prompt is on the phone.
    pub fn locked() -> Self {
        let message = "Unable to lock subscriber, a transaction is already in process for the current subscriber";
        Self::new("500.001.1001", message)
    }

    /// There is no such short code.
    pub fn no_merchant() -> Self {
        Self::new("500.001.1001", "Merchant does not exist")
    }

    /// The answer.
    pub fn answer(&self, lots: &mut Rng) -> Response {
        let status = self.code.get(..3).and_then(|it| it.parse().ok());
        let status = status.and_then(|it| StatusCode::from_u16(it).ok());
        let body = json!({
            "requestId": identifiers::request(lots),
            "errorCode": self.code,
            "errorMessage": self.message,
        });
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(body)).into_response()
    }
}
