//! Channels as a whole: they are stopped when nothing can go over them, and go on when that is repaired.

use billing::notification::Channel;
use chrono::{DateTime, TimeDelta, Utc};
use store::channels::{ChannelState, ChannelStop};
use store::client::Store;
use store::error::StoreError;

use crate::error::OperationError;
use crate::retry::on_conflict;

/// How long a stopped channel rests before one message is tried, in minutes.
pub const CHANNEL_REST_MIN: i64 = 15;

/// A person says that a channel is repaired.
///
/// # Idempotency
/// Starting what runs changes nothing.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn start(store: &Store, channel: Channel) -> Result<(), OperationError> {
    on_conflict(|| async {
        let before = store.channel_state(channel).await?;
        if before.stop.is_none() {
            return Ok(());
        }
        let after = ChannelState {
            stop: None,
            version: before.version + 1,
        };
        Ok(store.save_channel_state(channel, &before, &after).await?)
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
