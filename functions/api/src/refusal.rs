//! Why a request is refused, as the caller is told: the one place that turns errors into problem details.
//! Codes are part of the contract: they are added, never renamed.

mod mpesa;
mod people;
pub mod rules;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use billing::ids::PaymentId;
use operations::error::OperationError;
use runtime::problem::{FieldError, Problem};
use serde::Serialize;
use store::error::StoreError;

use crate::fields::Amount;
use crate::refusal::rules::ProposalView;

/// When a caller may try again after something that passes by itself, in seconds.
const RETRY_AFTER_S: i64 = 2;

/// A refusal, ready to be answered with.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Refusal(Box<Parts>);

#[derive(Clone, Debug, Serialize)]
struct Parts {
    #[serde(flatten)]
    problem: Problem,
    /// The payment that stands in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<PaymentId>,
    /// Schedules that would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposals: Option<Vec<ProposalView>>,
    /// Amounts that would do, one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<Amount>>,
    /// When the caller may try again, in seconds.
    #[serde(skip)]
    retry_after_s: Option<i64>,
}

impl Refusal {
    /// A refusal that the caller can do something about.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Problem::new(status, code, detail).into()
    }

    /// A body that was understood and is refused because of one field.
    #[must_use]
    pub fn field(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self::one_field(status, "invalid_fields", field.into(), code, detail.into())
    }

    /// A query string that cannot be used because of one parameter.
    #[must_use]
    pub fn query(
        parameter: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        let status = StatusCode::BAD_REQUEST;
        Self::one_field(
            status,
            "invalid_query",
            parameter.into(),
            code,
            detail.into(),
        )
    }

    /// A refusal that passes by itself after at most so many seconds.
    #[must_use]
    pub fn for_now(code: &'static str, detail: impl Into<String>, wait_s: i64) -> Self {
        let mut refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail);
        refusal.0.retry_after_s = Some(wait_s);
        refusal
    }

    fn because_of(mut self, payment: &PaymentId) -> Self {
        self.0.payment = Some(payment.clone());
        self
    }

    fn one_field(
        status: StatusCode,
        kind: &'static str,
        field: String,
        code: &'static str,
        detail: String,
    ) -> Self {
        let detail = sentence(&detail);
        let summary = match field.as_str() {
            "" => detail.clone(),
            field => format!("{field}: {detail}"),
        };
        let error = FieldError {
            field,
            code,
            detail,
        };
        Problem::new(status, kind, summary)
            .with_errors(vec![error])
            .into()
    }

    /// The status that it is answered with.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.problem.status
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Parts {
            problem,
            payment: None,
            proposals: None,
            parts: None,
            retry_after_s: None,
        }))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        OperationError::from(error).into()
    }
}

impl From<OperationError> for Refusal {
    fn from(error: OperationError) -> Self {
        use OperationError as E;
        let is = |status, code| Self::new(status, code, sentence(&error.to_string()));
        let conflict = |code| is(StatusCode::CONFLICT, code);
        let missing = |code| is(StatusCode::NOT_FOUND, code);
        let passing = |code, wait_s| Self::for_now(code, sentence(&error.to_string()), wait_s);
        let refused = |code| is(StatusCode::UNPROCESSABLE_ENTITY, code);
        match &error {
            E::Store(_) if error.is_transient() => Problem::unavailable(&error).into(),
            E::Store(_) | E::Money(_) | E::Disagreement { .. } => Problem::internal(&error).into(),
            E::PaymentNotFound => missing("payment_not_found"),
            E::CustomerNotFound => missing("customer_not_found"),
            E::ObligationNotFound => missing("obligation_not_found"),
            E::InstalmentNotFound => missing("instalment_not_found"),
            E::AllocationNotFound => missing("allocation_not_found"),
            E::ParkedNotFound => missing("parked_not_found"),
            E::PushNotFound => missing("push_not_found"),
            E::ClaimNotFound => missing("claim_not_found"),
            E::AskNotFound => missing("ask_not_found"),
            E::NotificationNotFound => missing("notification_not_found"),
            E::HolidayNotFound => missing("holiday_not_found"),
            E::InstitutionNotFound => missing("institution_not_found"),
            E::RemittanceNotFound => missing("remittance_not_found"),
            E::LinkNotFound => missing("link_not_found"),
            E::ParkedResolved { .. } => conflict("parked_resolved"),
            E::NotificationNotResendable => conflict("notification_not_resendable"),
            E::AccountNumberTaken => conflict("account_number_taken"),
            E::ReceiptAlreadyRecorded { payment } => {
                conflict("receipt_already_recorded").because_of(payment)
            }
            E::MpesaNotSetUp => mpesa::not_set_up(),
            E::MpesaUnavailable(_) => mpesa::unavailable(&error),
            E::NothingToPay => conflict("nothing_to_pay"),
            E::NoPhone => refused("no_phone"),
            E::PushAmount(error) => mpesa::amount(error),
            E::PushHeldBack(held) => mpesa::held_back(*held),
            E::TooManyPrompts => passing("too_many_prompts", mpesa::HOUR_S),
            E::TooManyPhones => passing("too_many_phones", mpesa::DAY_S),
            E::TooManyClaims => passing("too_many_claims", mpesa::HOUR_S),
            E::AssociationEditLimitReached => conflict("association_edit_limit_reached"),
            E::PaymentNotAssociated => conflict("payment_not_associated"),
            E::PaymentReversed => conflict("payment_reversed"),
            E::PaymentUnverified { .. } => conflict("payment_unverified"),
            E::PaymentNotManual => conflict("payment_not_manual"),
            E::ObligationCancelled => conflict("obligation_cancelled"),
            E::ObligationNotCancelled => conflict("obligation_not_cancelled"),
            E::HolidayByLaw { .. } => conflict("holiday_by_law"),
            E::HolidayExists { .. } => conflict("holiday_exists"),
            E::RemittanceUndone => conflict("remittance_undone"),
            E::RemittanceExceedsCollected { .. } => conflict("remittance_exceeds_collected"),
            E::ObligationOfAnotherCustomer => refused("obligation_of_another_customer"),
            E::PeriodTooLong { .. } => refused("period_too_long"),
            E::Allocation(error) => rules::allocation(error),
            E::Schedule(error) => rules::schedule(error),
            E::Change(error) => rules::change(error),
            E::Template(error) => rules::template(error),
            E::NotAllowed { .. } => is(StatusCode::FORBIDDEN, "not_allowed"),
            E::Staff(error) => people::staff(error),
            E::ApiKey(error) => people::api_key(error),
            E::SignIn(error) => people::sign_in(error),
            E::Field {
                field,
                code,
                detail,
            } => Self::field(*field, code, detail.clone()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        let form = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, form);
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"malipo\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        let passes = status == StatusCode::SERVICE_UNAVAILABLE;
        let wait_s = self.0.retry_after_s.or(passes.then_some(RETRY_AFTER_S));
        if let Some(wait_s) = wait_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
        }
        response
    }
}

/// `leave out parts of a cent` → `Leave out parts of a cent.`
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut sentence: String = letters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    sentence.push_str(letters.as_str());
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_read_as_sentences() {
        let cases = [
            ("use amounts above zero", "Use amounts above zero."),
            ("Already one.", "Already one."),
            ("ünused", "Ünused."),
        ];
        for (text, expected) in cases {
            assert_eq!(sentence(text), expected);
        }
    }

    #[test]
    fn a_fault_of_the_store_says_nothing_but_an_id_and_when_to_try_again() {
        let cases = [
            (StoreError::Conflict, 503, true),
            (
                StoreError::Corrupt {
                    key: "PAY#mpesa#RKL51ZDR4F".into(),
                    detail: "no amount".into(),
                },
                500,
                false,
            ),
        ];
        for (error, status, again) in cases {
            let response = Refusal::from(error).into_response();
            assert_eq!(response.status(), status);
            assert_eq!(response.headers().contains_key("retry-after"), again);
        }
    }
}
