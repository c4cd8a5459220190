//! What a page of this host sends back: the same as JSON and as a plain form. It must not know which page.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use runtime::problem::Problem;
use serde::de::DeserializeOwned;

/// A body that was sent, and how the answer is wanted.
pub(crate) struct Sent<T> {
    pub(crate) value: T,
    pub(crate) wants_json: bool,
}

impl<T, S> FromRequest<S> for Sent<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let headers = request.headers();
        if is_from_elsewhere(headers) {
            let detail = "Another site's page sent this. Open this host's own page.";
            let problem = Problem::new(StatusCode::FORBIDDEN, "from_elsewhere", detail);
            return Err(problem.into_response());
        }
        let wants_json = wants_json(headers);
        let value = if names_json(headers, &header::CONTENT_TYPE) {
            let read = Json::<T>::from_request(request, state).await;
            read.map(|Json(value)| value)
                .map_err(|error| malformed(error.status(), error.body_text()))
        } else {
            let read = Form::<T>::from_request(request, state).await;
            read.map(|Form(value)| value)
                .map_err(|error| malformed(error.status(), error.body_text()))
        };
        Ok(Self {
            value: value?,
            wants_json,
        })
    }
}

fn malformed(status: StatusCode, detail: String) -> Response {
    Problem::new(status, "malformed_body", detail).into_response()
}

/// Whether a program asks rather than a browser.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    names_json(headers, &header::ACCEPT)
}

fn names_json(headers: &HeaderMap, name: &header::HeaderName) -> bool {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.contains("application/json"))
}

/// Whether a browser says that another site made it ask: a page on the internet can send a form to this machine.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
}
