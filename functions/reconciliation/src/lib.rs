//! Compares every ten minutes what M-PESA took with what we know, and fetches what is missing.
//! It owns the order of looking, fetching and sending; when a short code is due, `operations` says.

use std::collections::HashMap;

use operations::error::OperationError;
use operations::gaps::{self, Looked};
use operations::mpesa::{Line, Mpesa};
use operations::pull::{self, Pulled, Wanted};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::metrics::Metric;
use runtime::queue::QueueError;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReconciliationRun {
    /// The short codes whose payments were fetched, or tried to be.
    pub pulled: Vec<String>,
    /// Payments that only this brought.
    pub recovered: usize,
    /// What it saw in the end.
    pub looked: Looked,
}

/// Why a run did not do all that it was to. The next one does it.
#[derive(Debug, thiserror::Error)]
pub enum ReconciliationError {
    /// The payments could not be looked through for gaps.
    #[error("the payments could not be looked through for gaps")]
    Gaps(#[source] OperationError),
    /// It could not be found out which short codes are due.
    #[error("it could not be found out which short codes are due")]
    Due(#[source] OperationError),
    /// What M-PESA lists of a short code could not be recorded.
    #[error("what M-PESA lists of {short_code} could not be recorded")]
    Pull {
        /// Which short code.
        short_code: String,
        /// Why.
        #[source]
        source: OperationError,
    },
    /// Some payments were not dispatched.
    #[error("some payments were not dispatched")]
    Queue(#[source] QueueError),
}

/// One run: looks for gaps, fetches what is due or missing, sends what is new to association, and looks again.
/// What the schedule says in its event does not matter. That M-PESA does not answer is no error: it shows in the record
/// of the short code, and the next run tries again.
///
/// # Idempotency
/// Two runs at once fetch the same payments, each of which is recorded once, and may dispatch them twice, which changes
/// nothing.
///
/// # Errors
/// The first of what went wrong; everything was tried.
pub async fn handle(
    context: &Context,
    mpesa: &Mpesa,
) -> Result<ReconciliationRun, ReconciliationError> {
    let mut failures = Vec::new();
    let mut run = ReconciliationRun::default();
    // Pulls that are due come whether the gaps could be read or not.
    match look_at(context, &short_codes(context, mpesa)).await {
        Ok(looked) => run.looked = looked,
        Err(error) => failures.push(error),
    }
    let wanted = match pull::wanted(&context.store, &run.looked.open, context.clock.now()).await {
        Ok(wanted) => wanted,
        Err(error) => {
            failures.push(ReconciliationError::Due(error));
            HashMap::new()
        }
    };
    let nothing = Wanted::default();
    for line in mpesa.lines() {
        let wanted = wanted.get(&line.holder).unwrap_or(&nothing);
        match fetch(context, mpesa, line, wanted).await {
            Ok(Some(pulled)) => {
                run.pulled.push(line.holder.clone());
                run.recovered += pulled.recovered;
            }
            Ok(None) => {}
            Err(error) => failures.push(error),
        }
    }
    let may_have_changed = run.recovered > 0 || !run.looked.open.is_empty();
    if may_have_changed && !run.pulled.is_empty() {
        match look_at(context, &short_codes(context, mpesa)).await {
            Ok(looked) => run.looked = looked,
            Err(error) => failures.push(error),
        }
    }
    for error in &failures {
        tracing::warn!(cause = chain(error), "reconciliation");
    }
    context.metrics.write(context.clock.now());
    match failures.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(run),
    }
}

/// Looks for gaps only, for a deployment that cannot ask M-PESA.
///
/// # Errors
/// [`ReconciliationError::Gaps`].
pub async fn look(context: &Context) -> Result<Looked, ReconciliationError> {
    let short_codes: Vec<String> = known(context.config.hooks.iter().map(|it| &it.short_code));
    look_at(context, &short_codes).await
}

async fn look_at(context: &Context, short_codes: &[String]) -> Result<Looked, ReconciliationError> {
    let now = context.clock.now();
    let looked = gaps::run(&context.store, short_codes, now).await;
    let looked = looked.map_err(ReconciliationError::Gaps)?;
    let shown = looked
        .open
        .iter()
        .filter(|(_, gap)| gaps::is_shown(gap, now));
    context.metrics.gauge(Metric::GapsOpen, shown.count());
    context
        .metrics
        .count_all(Metric::GapsDetected, looked.newly_shown);
    // At once: the next look takes these for known, and fetching may use up the time that a run has.
    context.metrics.write(now);
    let (payments, open, is_cut) = (looked.payments, looked.open.len(), looked.is_cut);
    if open > 0 || is_cut {
        tracing::warn!(payments, open, is_cut, "gaps");
    } else {
        tracing::info!(payments, open, is_cut, "gaps");
    }
    Ok(looked)
}

/// Fetches what is due of one short code, and sends what is new on its way; nothing where nothing is due.
async fn fetch(
    context: &Context,
    mpesa: &Mpesa,
    line: &Line,
    wanted: &Wanted,
) -> Result<Option<Pulled>, ReconciliationError> {
    let store = &context.store;
    let failed = |source| ReconciliationError::Pull {
        short_code: line.holder.clone(),
        source,
    };
    if !pull::is_set_up(line) {
        return Ok(None);
    }
    let now = context.clock.now();
    let record = store.pull_record(&line.holder).await;
    let record = record.map_err(|error| failed(error.into()))?;
    if !pull::due(&record, wanted, now) {
        return Ok(None);
    }
    let pulled = pull::run(store, mpesa, line, wanted.since, now).await;
    let mut pulled = pulled.map_err(failed)?;
    let short_code = line.holder.as_str();
    let (rows, recovered) = (pulled.rows, pulled.recovered);
    match &pulled.failure {
        Some(failure) => tracing::warn!(short_code, rows, recovered, failure, "pull"),
        None => tracing::info!(short_code, rows, recovered, "pull"),
    }
    let sent = context.queues.send_payments(&pulled.dispatch).await;
    if sent.is_err() {
        pulled.was_not_dispatched();
    }
    let remembered = pull::remember(store, line, &pulled, now).await;
    sent.map_err(ReconciliationError::Queue)?;
    remembered.map_err(failed)?;
    Ok(Some(pulled))
}

/// Those that callbacks come for, and those that M-PESA is asked about; mostly the same.
fn short_codes(context: &Context, mpesa: &Mpesa) -> Vec<String> {
    let called_for = context.config.hooks.iter().map(|it| &it.short_code);
    known(called_for.chain(mpesa.lines().iter().map(|it| &it.holder)))
}

fn known<'a>(short_codes: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut short_codes: Vec<String> = short_codes.cloned().collect();
    short_codes.sort();
    short_codes.dedup();
    short_codes
}
