//! What an API caller is told when something is wrong: problem details after RFC 9457.
//! It owns the form, and the rule that a fault of ours is told by nothing but a request id.

use std::error::Error;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::logging::chain;
use crate::request::{RequestId, current};

/// One problem, ready to be answered with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A URI that stands for this kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in a few words, always the same for one code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The kind for a program; it never changes its name.
    pub code: &'static str,
    /// What is wrong with which field of the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Finds the line in our log; only where the fault is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's path, as in `schedule.due_on`.
    pub field: String,
    /// The kind of error for a program.
    pub code: &'static str,
    /// The error for a person.
    pub detail: String,
}

impl Problem {
    /// A problem that the caller can do something about.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:malipo:problem:{code}"),
            title: title(code),
            status: status.as_u16(),
            detail: Some(detail.into()),
            code,
            errors: Vec::new(),
            request_id: None,
        }
    }

    /// A problem with single fields of the input, under the status that fits: 400 malformed, 422 refused.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// A fault of ours. The causes go to the log, once, here; the caller gets the id to ask about.
    #[must_use]
    pub fn internal(error: &(dyn Error + 'static)) -> Self {
        Self::ours(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", error)
    }

    /// Something that we need does not answer, and trying again later is right. Logged like [`Problem::internal`].
    #[must_use]
    pub fn unavailable(error: &(dyn Error + 'static)) -> Self {
        Self::ours(
            StatusCode::SERVICE_UNAVAILABLE,
            "temporarily_unavailable",
            error,
        )
    }

    fn ours(status: StatusCode, code: &'static str, error: &(dyn Error + 'static)) -> Self {
        let request_id = current().unwrap_or_else(RequestId::fresh).to_string();
        tracing::error!(request_id, code, error = chain(error), "a request failed");
        Self {
            detail: None,
            request_id: Some(request_id),
            ..Self::new(status, code, "")
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let form = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, form);
        response
    }
}

/// `association_edit_limit_reached` → `Association edit limit reached`.
fn title(code: &str) -> String {
    let mut title = code.replace('_', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(problem: &Problem) -> String {
        serde_json::to_string(problem).unwrap()
    }

    #[test]
    fn a_problem_of_the_callers_says_what_and_why() {
        let problem = Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "association_edit_limit_reached",
            "This payment was associated and disassociated five times already.",
        );
        assert_eq!(
            body(&problem),
            r#"{"type":"urn:malipo:problem:association_edit_limit_reached","title":"Association edit limit reached","status":422,"detail":"This payment was associated and disassociated five times already.","code":"association_edit_limit_reached"}"#
        );
        let response = problem.into_response();
        assert_eq!(response.status(), 422);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
    }

    #[test]
    fn wrong_fields_are_listed() {
        let error = FieldError {
            field: "amount".to_owned(),
            code: "not_positive",
            detail: "An amount is more than zero.".to_owned(),
        };
        let problem = Problem::new(StatusCode::BAD_REQUEST, "invalid", "Look at the fields.");
        let body = body(&problem.with_errors(vec![error]));
        assert!(body.ends_with(r#""errors":[{"field":"amount","code":"not_positive","detail":"An amount is more than zero."}]}"#), "{body}");
    }

    #[test]
    fn a_fault_of_ours_says_nothing_but_its_id() {
        let secret = std::io::Error::other("password hunter2 refused");
        for problem in [Problem::internal(&secret), Problem::unavailable(&secret)] {
            let body = body(&problem);
            assert!(
                !body.contains("hunter2") && !body.contains("detail"),
                "{body}"
            );
            assert_eq!(problem.request_id.unwrap().len(), 36);
            assert!(problem.status >= 500);
        }
    }
}
