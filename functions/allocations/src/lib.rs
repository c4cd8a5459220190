//! Puts a payment to what its customer owes and has them told, one message of the queue of allocations at a time.
//! It owns what a failure leads to; what is settled in which order is `billing`'s.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use operations::allocate::{self, Settled};
use operations::error::OperationError;
use operations::tell;
use runtime::batch::{self, Handled};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::metrics::{Metric, Metrics};
use runtime::queue::AllocationMessage;
use store::notifications::NotificationRecord;

/// Works through a batch.
///
/// # Idempotency
/// A message may come any number of times: a payment is allocated by itself once for each owner, and what
/// people did since is left alone. Its owner is told once.
pub async fn handle(context: &Context, event: SqsEvent) -> SqsBatchResponse {
    let response = batch::run(event, |message| allocate(context, message)).await;
    context.metrics.write(context.clock.now());
    response
}

async fn allocate(context: &Context, message: AllocationMessage) -> Handled {
    let payment = &message.payment;
    let (store, now) = (&context.store, context.clock.now());
    match allocate::automatically(store, payment, now).await {
        Ok(Some(settled)) => count(&context.metrics, settled),
        Ok(None) => {}
        Err(error) => return failed(&message, &error, "not allocated"),
    }
    tracing::info!(payment = %payment, outcome = "allocated", "allocation");
    match tell::payment_received(store, payment, now).await {
        Ok(told) => {
            pass_on(context, &told).await;
            Handled::Done
        }
        Err(error) => failed(&message, &error, "nobody was told"),
    }
}

/// A payment that found nothing to settle is credit, and not allocated.
fn count(metrics: &Metrics, settled: Settled) {
    if settled.allocated.is_positive() {
        metrics.count(Metric::PaymentsAllocated);
        metrics.amount(Metric::AmountAllocated, settled.allocated);
    }
    if settled.unallocated.is_positive() {
        metrics.amount(Metric::AmountUnallocated, settled.unallocated);
    }
}

fn failed(message: &AllocationMessage, error: &OperationError, what: &'static str) -> Handled {
    let (payment, cause) = (&message.payment, chain(error));
    if error.is_transient() {
        tracing::warn!(%payment, cause, "{what} for now");
        Handled::Retry
    } else {
        tracing::error!(%payment, cause, "{what}");
        Handled::Park
    }
}

/// What is not passed on, the sweeper finds in the outbox within a minute.
async fn pass_on(context: &Context, told: &[NotificationRecord]) {
    let ids: Vec<_> = told.iter().map(|record| record.id.clone()).collect();
    if let Err(error) = context.queues.send_notifications(&ids).await {
        tracing::warn!(
            count = ids.len(),
            cause = chain(&error),
            "notifications wait for the sweeper"
        );
    }
}
