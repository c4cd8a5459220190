//! Puts a payment to what its customer owes, one message of the queue of allocations at a time.
//! It owns what a failure leads to; what is settled in which order is `billing`'s.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use operations::allocate;
use runtime::batch::{self, Handled};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::queue::AllocationMessage;

/// Works through a batch.
///
/// # Idempotency
/// A message may come any number of times: a payment is allocated by itself once for each owner, and what
/// people did since is left alone.
pub async fn handle(context: &Context, event: SqsEvent) -> SqsBatchResponse {
    batch::run(event, |message| allocate(context, message)).await
}

async fn allocate(context: &Context, message: AllocationMessage) -> Handled {
    let payment = &message.payment;
    match allocate::automatically(&context.store, payment, context.clock.now()).await {
        Ok(()) => {
            tracing::info!(payment = %payment, outcome = "allocated", "allocation");
            Handled::Done
        }
        Err(error) if error.is_transient() => {
            tracing::warn!(payment = %payment, cause = chain(&error), "not allocated for now");
            Handled::Retry
        }
        Err(error) => {
            tracing::error!(payment = %payment, cause = chain(&error), "not allocated");
            Handled::Park
        }
    }
}
