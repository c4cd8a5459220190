//! Finds out about pushes of which nobody told the end: asks M-PESA, looks for the payment, and in the end says what is
//! still unknown.

use billing::audit::AuditAction;
use billing::ids::PushId;
use billing::push::outcome::NOT_SEEN;
use billing::push::schedule::next_ask;
use billing::push::{PushStatus, Source, Told};
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use providers::mpesa::daraja::stk_query::QueryAnswer;
use store::client::Store;
use store::keys::List;
use store::pushes::{PushRecord, PushReview};
use store::walk::{Order, Range};

use crate::actor::Actor;
use crate::associate;
use crate::audit;
use crate::error::OperationError;
use crate::mpesa::Mpesa;
use crate::push_change::{Said, add_step, apply, next_look};
use crate::push_match::{PAID_AFTER_MINUTES, find_payment, link};
use crate::push_result::is_over;
use crate::retry::on_conflict;

/// Pushes that one run looks at.
const PUSHES_MAX: usize = 300;
/// Pushes that are looked at side by side.
const SIDE_BY_SIDE: usize = 8;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;
/// What M-PESA lists is complete this long after the payment, in minutes.
const LISTED_AFTER_MINUTES: i64 = 30;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JanitorRun {
    /// Pushes that were looked at.
    pub looked: usize,
    /// Those that are over now.
    pub over: usize,
    /// Whether there are more than one run looks at.
    pub more: bool,
}

/// Looks at every push that is due. `mpesa` is nothing where M-PESA cannot be asked; then only payments are looked for.
///
/// # Idempotency
/// Two runs at once ask twice, which changes nothing.
///
/// # Errors
/// [`OperationError::Store`], the first; every push was tried.
pub async fn run(
    store: &Store,
    mpesa: &Mpesa,
    now: DateTime<Utc>,
) -> Result<JanitorRun, OperationError> {
    let range = Range {
        until: Some(now),
        ..Range::all(Order::OldestFirst)
    };
    let mut walk = store.walk(List::OpenPushes, &range, PAGE_ITEMS);
    let mut due = Vec::new();
    while due.len() < PUSHES_MAX
        && let Some(push) = walk.next_push().await?
    {
        due.push(push.id);
    }
    let mut run = JanitorRun {
        more: due.len() == PUSHES_MAX,
        ..JanitorRun::default()
    };
    let mut failure = None;
    let mut looks = futures::stream::iter(due.iter().map(|id| look(store, mpesa, id, now)))
        .buffer_unordered(SIDE_BY_SIDE);
    while let Some(looked) = looks.next().await {
        run.looked += 1;
        match looked {
            Ok(Some(push)) => run.over += usize::from(is_over(&push)),
            Ok(None) => {}
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    failure.map_or(Ok(run), Err)
}

/// One look at one push; nothing where it is not due after all.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn look(
    store: &Store,
    mpesa: &Mpesa,
    id: &PushId,
    now: DateTime<Utc>,
) -> Result<Option<PushRecord>, OperationError> {
    let Some(push) = store.push(id).await? else {
        return Ok(None);
    };
    // The list may be behind.
    if push.next_at.is_none_or(|at| at > now) {
        return Ok(None);
    }
    if push.asked > 0
        && let Some(payment) = find_payment(store, &push).await?
    {
        let push = link(store, id, &payment, now).await?;
        associate::by_push(store, &payment, &push, now).await?;
        return Ok(Some(push));
    }
    let said = match next_ask(push.requested_at, push.asked) {
        Some(_) => ask(store, mpesa, &push, now).await,
        None => conclude(store, &push).await?,
    };
    on_conflict(|| async {
        let Some(before) = store.push(id).await? else {
            return Ok(None);
        };
        let mut after = match &said {
            Some(said) => apply(&before, said, now),
            None => PushRecord {
                version: before.version + 1,
                ..before.clone()
            },
        };
        after.asked += 1;
        after.next_at = next_look(&after, now);
        if after.next_at.is_none() && !is_over(&after) {
            give_up(&mut after, now);
        }
        store.save_push(&before, &after).await?;
        Ok(Some(after))
    })
    .await
}

/// Asks M-PESA; nothing where it tells nothing.
async fn ask(store: &Store, mpesa: &Mpesa, push: &PushRecord, now: DateTime<Utc>) -> Option<Said> {
    let line = mpesa.line(Some(&push.short_code)).ok();
    let (Some(name), Some(line)) = (&push.checkout_request, line) else {
        // Our request was cut off, so there is no name to ask by.
        return Some(Said::by("query", Told::Silence));
    };
    if push.status == PushStatus::Paid {
        return None;
    }
    let answer = mpesa
        .call(
            store,
            now,
            async |token| {
                let collector = &line.collector;
                mpesa.client().stk_query(&token, collector, name, now).await
            },
            |answer| matches!(answer, QueryAnswer::TokenRejected),
        )
        .await;
    match answer {
        Ok(QueryAnswer::Result { code, description }) => {
            let source = Source::Query;
            Some(Said::by("query", Told::Result { code, source }).in_words(&description))
        }
        // By the second time the prompt has left the phone.
        _ => (push.asked > 0).then(|| Said::by("query", Told::Silence)),
    }
}

/// Says that nothing was paid, once M-PESA's own list of payments is complete and has nothing that fits.
async fn conclude(store: &Store, push: &PushRecord) -> Result<Option<Said>, OperationError> {
    let complete_from =
        push.requested_at + TimeDelta::minutes(PAID_AFTER_MINUTES + LISTED_AFTER_MINUTES);
    let pulled = store.pull_record(&push.short_code).await?.pulled_until;
    let is_complete = pulled.is_some_and(|until| until >= complete_from);
    if !is_complete || push.status == PushStatus::Paid {
        return Ok(None);
    }
    let told = Told::Result {
        code: NOT_SEEN.to_owned(),
        source: Source::Statement,
    };
    let words = "M-PESA's list of payments has none for it.";
    Ok(Some(Said::by("reconciliation", told).in_words(words)))
}

/// Nobody can find out by asking: a person has to.
fn give_up(push: &mut PushRecord, now: DateTime<Utc>) {
    let reason = if push.status == PushStatus::Paid {
        "M-PESA says that it was paid, but its payment was never reported. Look it up in the statement."
    } else {
        "Nobody knows whether it was paid. Look it up in the statement."
    };
    push.review = push.review.take().or(Some(PushReview {
        reason: reason.to_owned(),
        at: now,
    }));
}

/// Notes for staff that a push was looked at and is as it should be.
///
/// # Idempotency
/// A push that nobody has to look at stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::PushNotFound`], [`OperationError::Store`].
pub async fn reviewed(
    store: &Store,
    id: &PushId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<PushRecord, OperationError> {
    actor.may(Permission::ReviewPush)?;
    let reason = crate::words::checked_reason(reason)?;
    on_conflict(|| async {
        let before = crate::push::load(store, id).await?;
        if before.review.is_none() {
            return Ok(before);
        }
        let mut after = PushRecord {
            version: before.version + 1,
            review: None,
            ..before.clone()
        };
        let words = format!("{}: {reason}", actor.name());
        add_step(&mut after, "staff", None, &words, now);
        audit::line(actor, AuditAction::PushReviewed, id, now)
            .of(&id.customer())
            .noting(format!("KES {}, {}", before.shillings, after.status.name()))
            .because(&reason)
            .on(store)
            .save_push(&before, &after)
            .await?;
        Ok(after)
    })
    .await
}
