//! What is refused about those who work here, about keys, and about signing in.

use axum::http::StatusCode;
use operations::api_keys::ApiKeyError;
use operations::sign_in::error::SignInError;
use operations::staff::error::StaffError;

use crate::refusal::{Refusal, sentence};

/// What cannot be done about somebody of the staff.
pub(super) fn staff(error: &StaffError) -> Refusal {
    let (status, code) = match error {
        StaffError::NotFound => (StatusCode::NOT_FOUND, "staff_not_found"),
        StaffError::Left => (StatusCode::CONFLICT, "staff_left"),
        StaffError::EmailTaken => (StatusCode::CONFLICT, "staff_email_taken"),
        StaffError::TooMany { .. } => (StatusCode::CONFLICT, "too_many_staff"),
        StaffError::LastAdministrator => (StatusCode::CONFLICT, "last_administrator"),
    };
    Refusal::new(status, code, sentence(&error.to_string()))
}

/// What cannot be done about a key.
pub(super) fn api_key(error: &ApiKeyError) -> Refusal {
    let (status, code) = match error {
        ApiKeyError::NotFound => (StatusCode::NOT_FOUND, "api_key_not_found"),
        ApiKeyError::IssuedAlready => (StatusCode::CONFLICT, "api_key_issued_already"),
        ApiKeyError::TooMany { .. } => (StatusCode::CONFLICT, "too_many_api_keys"),
    };
    Refusal::new(status, code, sentence(&error.to_string()))
}

/// Nobody signs in here: the portal does that. Every kind of error has its code all the same.
pub(super) fn sign_in(error: &SignInError) -> Refusal {
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let (status, code) = match error {
        SignInError::TooOften { wait_seconds } | SignInError::SmsPaused { wait_seconds } => {
            let wait_s = i64::try_from(*wait_seconds).unwrap_or(i64::MAX);
            return Refusal::for_now("sign_in_too_often", sentence(&error.to_string()), wait_s);
        }
        SignInError::ContactUnusable { .. } => (refused, "sign_in_contact_unusable"),
        SignInError::CodeUnreadable => (refused, "sign_in_code_unreadable"),
        SignInError::CodeWrong { .. } => (refused, "sign_in_code_wrong"),
        SignInError::CodeExpired => (StatusCode::GONE, "sign_in_code_expired"),
        SignInError::SecondFactorWrong { .. } => (refused, "second_factor_wrong"),
        SignInError::SecondFactorStands => (StatusCode::CONFLICT, "second_factor_stands"),
    };
    Refusal::new(status, code, sentence(&error.to_string()))
}
