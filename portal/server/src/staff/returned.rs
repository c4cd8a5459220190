//! A form that comes back, with what is wrong with it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use billing::language::Language;
use operations::error::OperationError;
use portal_app::form::Entered;

use crate::failure::Failure;
use crate::refusal;
use crate::staff::customer::is_refusal_of_form;

/// The form with the error in it. An error that no form can help is a page of its own.
///
/// # Errors
/// That error.
pub fn with_error(
    mut form: Entered,
    language: Language,
    error: OperationError,
) -> Result<Entered, Failure> {
    if refusal::is_missing(&error) || !is_refusal_of_form(&error) {
        return Err(error.into());
    }
    refusal::note(&mut form, language, &error);
    Ok(form)
}

/// The page with the form.
#[must_use]
pub fn refused(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
