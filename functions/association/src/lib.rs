//! Finds whose a payment is, one message of the queue of payments at a time.
//! It owns what a message leads to; the rules are `billing`'s, and what follows from them is `operations`'.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use billing::ids::PaymentId;
use operations::associate::{self, Associated};
use operations::error::OperationError;
use operations::intake::{Arrival, take_in};
use operations::tell;
use runtime::batch::{self, Handled};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::metrics::Metric;
use runtime::queue::{PaymentMessage, RawCallback};

/// Works through a batch.
///
/// # Idempotency
/// A message may come any number of times and in any order: what was decided stays decided, and a payment
/// that has still to be allocated is passed on again.
pub async fn handle(context: &Context, event: SqsEvent) -> SqsBatchResponse {
    let response = batch::run(event, |message| async move {
        match message {
            PaymentMessage::Recorded { payment } => associate(context, &payment).await,
            PaymentMessage::RawCallback(callback) => take_in_late(context, &callback).await,
        }
    })
    .await;
    context.metrics.write(context.clock.now());
    response
}

/// A callback that came while the store did not answer. It was acknowledged then, so it must not get lost now.
async fn take_in_late(context: &Context, callback: &RawCallback) -> Handled {
    let RawCallback {
        hook,
        short_code,
        received_at,
        ..
    } = callback;
    let Ok(raw) = callback.body() else {
        tracing::error!(hook, "a queued callback has no readable body");
        return Handled::Park;
    };
    let arrival = Arrival {
        unexpected: context
            .config
            .trust
            .unexpected(callback.unexpected_source.as_deref()),
        ..Arrival::new(hook, short_code, &raw, *received_at)
    };
    let taken = match take_in(&context.store, &arrival).await {
        Ok(taken) => taken,
        Err(error) => {
            tracing::warn!(
                hook,
                cause = chain(&error),
                "a queued callback was not taken in"
            );
            return Handled::Retry;
        }
    };
    context.metrics.taken_in(&taken);
    let payment = taken.outcome.payment().map(tracing::field::display);
    let parked = taken.outcome.parked().map(tracing::field::display);
    let outcome = taken.outcome.word();
    tracing::info!(
        hook,
        short_code,
        outcome,
        payment,
        parked,
        "queued callback"
    );
    match taken.outcome.payment() {
        // Also one that is known: an earlier receipt of this message may have stopped right here.
        Some(payment) => associate(context, payment).await,
        None => Handled::Done,
    }
}

/// What a decision leads to.
enum Next {
    Allocate,
    Tell,
    Nothing,
}

async fn associate(context: &Context, payment: &PaymentId) -> Handled {
    let outcome = match associate::by_rules(&context.store, payment, context.clock.now()).await {
        Ok(outcome) => outcome,
        Err(error) => return failed(payment, &error),
    };
    let (word, metric, next) = match outcome {
        Associated::Associated(_) => {
            let metric = Some(Metric::PaymentsAssociated);
            ("associated", metric, Next::Allocate)
        }
        Associated::Unassociated => {
            let metric = Some(Metric::PaymentsUnassociated);
            ("unassociated", metric, Next::Tell)
        }
        // Nobody is asked about money that perhaps is none.
        Associated::Unverified => {
            let metric = Some(Metric::PaymentsUnverified);
            ("unverified", metric, Next::Nothing)
        }
        Associated::AlreadyDecided { settle: true } => ("decided_before", None, Next::Allocate),
        Associated::AlreadyDecided { settle: false } => ("decided_before", None, Next::Nothing),
    };
    if let Some(metric) = metric {
        context.metrics.count(metric);
    }
    tracing::info!(payment = %payment, outcome = word, "association");
    match next {
        Next::Allocate => {}
        Next::Tell => return tell_unmatched(context, payment).await,
        Next::Nothing => return Handled::Done,
    }
    match context.queues.send_allocation(payment).await {
        Ok(()) => Handled::Done,
        Err(error) => {
            tracing::warn!(payment = %payment, cause = chain(&error), "not passed on to allocation");
            Handled::Retry
        }
    }
}

/// Tells the payer, where their number is known, and the staff who asked for it.
async fn tell_unmatched(context: &Context, payment: &PaymentId) -> Handled {
    let now = context.clock.now();
    let told = match tell::payment_unmatched(&context.store, payment, now).await {
        Ok(told) => told,
        Err(error) => return failed(payment, &error),
    };
    let ids: Vec<_> = told.into_iter().map(|record| record.id).collect();
    if let Err(error) = context.queues.send_notifications(&ids).await {
        // The sweeper finds them in the outbox within a minute.
        tracing::warn!(payment = %payment, cause = chain(&error), "notifications wait for the sweeper");
    }
    Handled::Done
}

fn failed(payment: &PaymentId, error: &OperationError) -> Handled {
    let cause = chain(error);
    if error.is_transient() {
        tracing::warn!(payment = %payment, cause, "not associated for now");
        Handled::Retry
    } else {
        tracing::error!(payment = %payment, cause, "not associated");
        Handled::Park
    }
}
