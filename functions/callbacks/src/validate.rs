//! Answers M-PESA's question whether a payment may happen. When in doubt it may: a person can still find its owner.
//! No money has moved, so nothing readable is kept.

use std::time::Duration;

use operations::validate::{Validation, validate_reference};
use providers::mpesa::acknowledgement::{Acknowledgement, Rejection};
use providers::mpesa::c2b;
use runtime::context::Context;
use runtime::logging::chain;
use tokio::time::timeout;

use crate::Callback;
use crate::keep::keep;

/// For looking the account up; M-PESA waits about eight seconds in all.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(3);

/// Decides on a payment that is about to happen.
pub(crate) async fn validate(context: &Context, callback: &Callback) -> Acknowledgement {
    let question = match c2b::validation(&callback.body.raw) {
        Ok(question) if callback.body.cut.is_none() => question,
        _ => {
            // Whatever it was is kept for a person, who may find that M-PESA changed its form.
            keep(context, callback).await;
            return Acknowledgement::ValidationAccepted;
        }
    };
    let rejection = if question
        .short_code
        .is_some_and(|named| named != callback.short_code)
    {
        Some(Rejection::ShortCode)
    } else if question.amount.is_none() {
        Some(Rejection::Amount)
    } else if is_impossible(context, &question.reference).await {
        Some(Rejection::Account)
    } else {
        None
    };
    let (hook, short_code) = (callback.hook.path(), &callback.short_code);
    match rejection {
        None => {
            tracing::info!(hook, short_code, outcome = "accepted", "callback");
            Acknowledgement::ValidationAccepted
        }
        Some(rejection) => {
            tracing::info!(
                hook,
                short_code,
                outcome = "rejected",
                ?rejection,
                "callback"
            );
            Acknowledgement::ValidationRejected(rejection)
        }
    }
}

/// Whether no account can be meant; not so if nobody can tell in time.
async fn is_impossible(context: &Context, reference: &str) -> bool {
    match timeout(
        LOOKUP_TIMEOUT,
        validate_reference(&context.store, reference),
    )
    .await
    {
        Ok(Ok(Validation::Accept)) => false,
        Ok(Ok(Validation::RejectAccount)) => true,
        Ok(Err(error)) => {
            tracing::warn!(cause = chain(&error), "an account could not be looked up");
            false
        }
        Err(_) => {
            tracing::warn!(
                cause = "the store took too long",
                "an account could not be looked up"
            );
            false
        }
    }
}
