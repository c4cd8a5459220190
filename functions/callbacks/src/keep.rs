//! Makes a callback durable, one way or the other, before it is acknowledged.
//! It owns the order of the ways and how long each may take; what becomes of the content, `operations::intake` decides.

use std::time::Duration;

use operations::error::OperationError;
use operations::intake::{Arrival, Outcome, TakenIn, take_in};
use operations::park::{Unreadable, park};
use providers::mpesa::acknowledgement::Acknowledgement;
use runtime::context::Context;
use runtime::logging::chain;
use runtime::queue::{RAW_CALLBACK_BYTES_MAX, RawCallback};
use store::parked::ParkedKind;
use tokio::time::timeout;

use crate::Callback;

/// For the store. Together with the queue's this stays well under the eight seconds that M-PESA waits.
const STORE_TIMEOUT: Duration = Duration::from_secs(3);

/// For the queue, when the store has failed.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(3);

/// For telling association. The payment is durable already, and the sweeper tells it what was not told.
const DISPATCH_TIMEOUT: Duration = Duration::from_secs(2);

/// Keeps a callback in the store or else on the queue.
pub(crate) async fn keep(context: &Context, callback: &Callback) -> Acknowledgement {
    let stored = store(context, callback);
    // What is too long for the queue has no other way to go, so nothing is won by hurrying.
    let stored = if callback.body.raw.len() > RAW_CALLBACK_BYTES_MAX {
        Ok(stored.await)
    } else {
        timeout(STORE_TIMEOUT, stored).await
    };
    let cause = match stored {
        Ok(Ok(taken)) => {
            log(callback, &taken.outcome);
            context.metrics.taken_in(&taken);
            dispatch(context, &taken).await;
            return Acknowledgement::Received;
        }
        Ok(Err(error)) => chain(&error),
        Err(_) => "the store took too long".to_owned(),
    };
    let (hook, short_code) = (callback.hook.path(), &callback.short_code);
    match queue(context, callback).await {
        Ok(()) => {
            tracing::warn!(hook, short_code, outcome = "queued", cause, "callback");
            Acknowledgement::Received
        }
        Err(lost) => {
            tracing::error!(hook, short_code, outcome = "lost", cause, lost, "callback");
            Acknowledgement::TemporarilyUnavailable
        }
    }
}

async fn store(context: &Context, callback: &Callback) -> Result<TakenIn, OperationError> {
    let Callback {
        address,
        unexpected_source,
        short_code,
        received_at,
        body,
        ..
    } = callback;
    let Some(cut) = body.cut else {
        let trust = &context.config.trust;
        let arrival = Arrival {
            unexpected: trust.unexpected(unexpected_source.as_deref()),
            ..Arrival::new(address, short_code, &body.raw, *received_at)
        };
        return take_in(&context.store, &arrival).await;
    };
    let why = Unreadable {
        hook: address.clone(),
        holder: short_code.clone(),
        kind: ParkedKind::Unreadable,
        reason: cut.reason().to_owned(),
        truncated: true,
    };
    let parked = park(&context.store, &why, &body.raw, *received_at).await?;
    Ok(Outcome::Parked(parked).into())
}

/// The reason is text for the log.
async fn queue(context: &Context, callback: &Callback) -> Result<(), String> {
    let Callback {
        address,
        unexpected_source,
        short_code,
        received_at,
        body,
        ..
    } = callback;
    let raw = RawCallback::new(address, short_code, *received_at, &body.raw)
        .from_unexpected(unexpected_source.clone());
    match timeout(QUEUE_TIMEOUT, context.queues.send_raw_callback(raw)).await {
        Ok(sent) => sent.map_err(|error| chain(&error)),
        Err(_) => Err("the queue took too long".to_owned()),
    }
}

async fn dispatch(context: &Context, taken: &TakenIn) {
    let Some(payment) = &taken.dispatch else {
        return;
    };
    let cause = match timeout(DISPATCH_TIMEOUT, context.queues.send_payment(payment)).await {
        Ok(Ok(())) => return,
        Ok(Err(error)) => chain(&error),
        Err(_) => "the queue took too long".to_owned(),
    };
    tracing::warn!(payment = %payment, cause, "not dispatched; the sweeper will");
}

/// The one line that every callback leaves.
fn log(callback: &Callback, outcome: &Outcome) {
    let payment = outcome.payment().map(tracing::field::display);
    let parked = outcome.parked().map(tracing::field::display);
    let (hook, short_code) = (callback.hook.path(), &callback.short_code);
    tracing::info!(
        hook,
        short_code,
        outcome = outcome.word(),
        payment,
        parked,
        "callback"
    );
}
