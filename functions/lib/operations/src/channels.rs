//! Channels as a whole: they are stopped when nothing can go over them, and go on when that is repaired.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::notification::Channel;
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use store::channels::{ChannelState, ChannelStop};
use store::client::Store;
use store::error::StoreError;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// How long a stopped channel rests before one message is tried, in minutes.
pub const CHANNEL_REST_MIN: i64 = 15;

/// A person says that a channel is repaired, or a message that arrived shows it.
///
/// # Idempotency
/// Starting what runs changes nothing.
///
/// # Errors
/// [`OperationError::NotAllowed`], [`OperationError::Store`].
pub async fn start(
    store: &Store,
    channel: Channel,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::StartChannel)?;
    on_conflict(|| async {
        let before = store.channel_state(channel).await?;
        let Some(stop) = &before.stop else {
            return Ok(());
        };
        let after = ChannelState {
            stop: None,
            version: before.version + 1,
        };
        let subject = Subject::new(SubjectKind::Channel, channel.name());
        audit::line(actor, AuditAction::ChannelStarted, subject, now)
            .noting(format!("stopped since {}", stop.at.to_rfc3339()))
            .on(store)
            .save_channel_state(channel, &before, &after)
            .await?;
        Ok(())
    })
    .await
}

/// Stops a channel: messages wait, and now and then one is tried.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn stop(
    store: &Store,
    channel: Channel,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    on_conflict(|| async {
        let before = store.channel_state(channel).await?;
        let since = before.stop.as_ref().map_or(now, |stop| stop.at);
        let after = resting(&before, because.to_owned(), since, now);
        Ok(store.save_channel_state(channel, &before, &after).await?)
    })
    .await
}

/// Until when a channel rests; nothing where it works, or where this caller is to try whether it does again.
pub(crate) async fn stopped_until(
    store: &Store,
    channel: Channel,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let before = store.channel_state(channel).await?;
    let Some(stop) = &before.stop else {
        return Ok(None);
    };
    if stop.retry_at > now {
        return Ok(Some(stop.retry_at));
    }
    let rested = resting(&before, stop.because.clone(), stop.at, now);
    match store.save_channel_state(channel, &before, &rested).await {
        Ok(()) => Ok(None),
        // Somebody else tries.
        Err(StoreError::Conflict) => Ok(rested.stop.map(|stop| stop.retry_at)),
        Err(error) => Err(error),
    }
}

fn resting(
    before: &ChannelState,
    because: String,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> ChannelState {
    ChannelState {
        stop: Some(ChannelStop {
            because,
            at: since,
            retry_at: now + TimeDelta::minutes(CHANNEL_REST_MIN),
        }),
        version: before.version + 1,
    }
}
