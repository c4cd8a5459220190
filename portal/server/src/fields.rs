//! The fields of a form that was posted.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::pages::problem::Problem;
use uuid::Uuid;

use crate::failure::Failure;

/// Largest form, in bytes: a pasted message or a long text fits many times.
pub const FORM_BYTES_MAX: usize = 64 * 1024;

/// Most fields of a form: a tick for each of a customer's instalments, and more.
const FIELDS_MAX: usize = 2_000;

/// What somebody sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub Entered);

impl Fields {
    /// A field's value without the space around it.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.value(name).trim()
    }

    /// A field's value, where there is one.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// What makes this form do its work once, however often it is sent.
    #[must_use]
    pub fn seed(&self) -> Uuid {
        let sent = self.text(ONCE_FIELD).parse();
        sent.unwrap_or_else(|_| Uuid::new_v4())
    }
}

impl<State: Send + Sync> FromRequest<State> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_form = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Failure::Problem(Problem::Unreadable));
        }
        let unreadable = |_| Failure::Problem(Problem::Unreadable);
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Failure::Problem(Problem::Unreadable))?;
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&body).map_err(unreadable)?;
        if pairs.len() > FIELDS_MAX {
            return Err(Failure::Problem(Problem::Unreadable));
        }
        Ok(Self(Entered::of(pairs)))
    }
}
