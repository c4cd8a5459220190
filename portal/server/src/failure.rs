//! Why a request is not answered with its page. A handler only says what happened; the page about it is made by
//! [`crate::dress`], which knows the language and who asks.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use billing::language::Language;
use operations::error::OperationError;
use portal_app::pages::problem::Problem;
use runtime::logging::chain;
use runtime::request::{RequestId, current};
use std::error::Error;
use std::sync::Arc;
use store::error::StoreError;

use crate::refusal;

/// Why not.
#[derive(Debug, Clone)]
pub enum Failure {
    /// There is nothing there, or nothing of the visitor's.
    NotFound,
    /// Nobody has signed in; the path to come back to after that.
    SignIn {
        /// Whether it is a page of staff.
        staff: bool,
        /// The page that was wanted.
        next: Option<String>,
    },
    /// Something that a page says without a form.
    Problem(Problem),
    /// An operation was refused or failed.
    Operation(Arc<OperationError>),
}

impl From<OperationError> for Failure {
    fn from(error: OperationError) -> Self {
        Self::Operation(Arc::new(error))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        OperationError::from(error).into()
    }
}

impl Failure {
    /// Something of ours failed that no visitor can help; the log says what.
    #[must_use]
    pub fn of_ours(error: &(dyn Error + 'static)) -> Self {
        Self::Problem(internal(error))
    }

    /// The status and what the page says; nothing where that page is *not found*.
    pub(crate) fn told(&self, language: Language) -> (StatusCode, Option<Problem>) {
        match self {
            Self::NotFound | Self::SignIn { .. } => (StatusCode::NOT_FOUND, None),
            Self::Problem(problem) => (status(problem), Some(problem.clone())),
            Self::Operation(error) => of_operation(error, language),
        }
    }
}

fn of_operation(error: &OperationError, language: Language) -> (StatusCode, Option<Problem>) {
    use OperationError as E;
    if error.is_transient() {
        tracing::error!(error = chain(error), "a page could not be answered");
        return (StatusCode::SERVICE_UNAVAILABLE, Some(Problem::Unavailable));
    }
    match error {
        E::Store(_) | E::Money(_) | E::Disagreement { .. } => {
            (StatusCode::INTERNAL_SERVER_ERROR, Some(internal(error)))
        }
        E::NotAllowed { .. } => {
            let problem = Problem::NotAllowed(refusal::sentence(language, error));
            (StatusCode::FORBIDDEN, Some(problem))
        }
        error if refusal::is_missing(error) => (StatusCode::NOT_FOUND, None),
        error => {
            let problem = Problem::Refused(refusal::sentence(language, error));
            (StatusCode::CONFLICT, Some(problem))
        }
    }
}

/// Logs the error under an id that the page tells.
fn internal(error: &(dyn Error + 'static)) -> Problem {
    let request_id = current().unwrap_or_else(RequestId::fresh).to_string();
    tracing::error!(request_id, error = chain(error), "a page failed");
    Problem::Internal(request_id)
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::NotAllowed(_) | Problem::WrongOrigin => StatusCode::FORBIDDEN,
        Problem::Refused(_) => StatusCode::CONFLICT,
        Problem::Unreadable => StatusCode::BAD_REQUEST,
        Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Problem::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NOT_FOUND.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
