//! Why M-PESA is not asked, or no phone prompted: the codes, the parts that would do, and how long to wait.

use axum::http::StatusCode;
use billing::language::Language;
use billing::push::hold_back::HeldBack;
use billing::push::limits::AmountRefused;
use operations::error::OperationError;
use runtime::logging::chain;

use crate::fields::Amount;
use crate::refusal::{Refusal, sentence};

/// After so long the prompts of an hour are counted anew, in seconds.
pub(super) const HOUR_S: i64 = 3_600;
/// After so long other people's phones are counted anew, in seconds.
pub(super) const DAY_S: i64 = 86_400;

/// There is no account with M-PESA, or not for this short code.
pub(super) fn not_set_up() -> Refusal {
    let detail = "This short code is not set up for M-PESA. Leave `short_code` out for the usual one, or give this \
        deployment its account with M-PESA.";
    Refusal::new(StatusCode::CONFLICT, "mpesa_not_set_up", detail)
}

/// M-PESA does not answer. Its words are for the log.
pub(super) fn unavailable(error: &OperationError) -> Refusal {
    tracing::warn!(error = chain(error), "M-PESA was not asked");
    let detail = "M-PESA cannot be asked now. Try again in a moment.";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "mpesa_unavailable", detail)
}

/// An amount that one push cannot carry, with the parts that several can.
pub(super) fn amount(error: &AmountRefused) -> Refusal {
    let code = match error {
        AmountRefused::OtherCurrency { .. } => "other_currency",
        AmountRefused::TooSmall => "too_small",
        AmountRefused::NotWhole { .. } => "not_whole",
        AmountRefused::AboveLimit { .. } => "above_limit",
        AmountRefused::TooManyParts => "too_many_parts",
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let field = "amount".to_owned();
    let detail = sentence(&error.to_string());
    let mut refusal = Refusal::one_field(status, "amount_refused", field, code, detail);
    if let AmountRefused::AboveLimit { parts } = error {
        refusal.0.parts = Some(parts.iter().copied().map(Amount::from).collect());
    }
    refusal
}

/// A phone that may not be prompted just now.
pub(super) fn held_back(held: HeldBack) -> Refusal {
    let detail = held.sentence(Language::En);
    match held {
        HeldBack::AnotherOpen { .. } => {
            Refusal::new(StatusCode::CONFLICT, "another_prompt_open", detail)
        }
        HeldBack::SameAmount { wait_seconds } => {
            Refusal::for_now("same_amount_again", detail, wait_seconds)
        }
        HeldBack::TooMany { wait_seconds } => {
            Refusal::for_now("too_many_prompts", detail, wait_seconds)
        }
    }
}
