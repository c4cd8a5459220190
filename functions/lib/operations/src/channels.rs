//! Channels as a whole: they are stopped when nothing can go over them, and go on when that is repaired. A person can
//! stop one too, and then a person starts it.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::notification::{Channel, Message};
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use store::channels::{ChannelState, ChannelStop};
use store::client::Store;
use store::error::StoreError;
use store::notifications::NotificationRecord;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;
use crate::words::{checked_if_given, checked_reason};

/// How long a stopped channel rests before one message is tried, in minutes.
pub const CHANNEL_REST_MIN: i64 = 15;

/// A person says that a channel is repaired or may go on, or a message that arrived shows that it works.
///
/// # Idempotency
/// Starting what runs changes nothing. Nor does a message that arrived over a channel that a person stopped.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`OperationError::Store`].
pub async fn start(
    store: &Store,
    channel: Channel,
    reason: Option<&str>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::StartChannel)?;
    let reason = checked_if_given(reason)?;
    on_conflict(|| async {
        let before = store.channel_state(channel).await?;
        let Some(stop) = &before.stop else {
            return Ok(());
        };
        if stop.by.is_some() && actor.is_system() {
            return Ok(());
        }
        let after = ChannelState {
            stop: None,
            version: before.version + 1,
        };
        audit::line(actor, AuditAction::ChannelStarted, subject(channel), now)
            .noting(format!("stopped since {}", stop.at.to_rfc3339()))
            .because(&reason)
            .on(store)
            .save_channel_state(channel, &before, &after)
            .await?;
        Ok(())
    })
    .await
}

/// A person stops a channel: messages wait until a person starts it again. Codes for signing in still go, since
/// somebody waits for them at a closed door, perhaps the one who is to start the channel.
///
/// # Idempotency
/// What a person has stopped already stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason), [`OperationError::Store`].
pub async fn stop_by_person(
    store: &Store,
    channel: Channel,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::StartChannel)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let before = store.channel_state(channel).await?;
        if is_stopped_by_person(&before) {
            return Ok(());
        }
        let mut after = resting(&before, reason.clone(), now, now);
        if let Some(stop) = &mut after.stop {
            stop.by = Some(actor.name().to_owned());
        }
        audit::line(actor, AuditAction::ChannelStopped, subject(channel), now)
            .because(&reason)
            .on(store)
            .save_channel_state(channel, &before, &after)
            .await?;
        Ok(())
    })
    .await
}

/// Nothing can go over a channel: messages wait, and now and then one is tried.
///
/// # Idempotency
/// What a person has stopped stays as it is.
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
        if is_stopped_by_person(&before) {
            return Ok(());
        }
        let since = before.stop.as_ref().map_or(now, |stop| stop.at);
        let after = resting(&before, because.to_owned(), since, now);
        Ok(store.save_channel_state(channel, &before, &after).await?)
    })
    .await
}

/// Until when a message waits because its channel is stopped; nothing where it goes, or where it is the one that is to
/// try whether the channel works again.
pub(crate) async fn stopped_until(
    store: &Store,
    record: &NotificationRecord,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let channel = record.channel;
    let before = store.channel_state(channel).await?;
    let Some(stop) = &before.stop else {
        return Ok(None);
    };
    if stop.by.is_some() {
        let is_code = matches!(record.message, Message::SignInCode(_)) && record.text.is_none();
        return Ok((!is_code).then(|| now + TimeDelta::minutes(CHANNEL_REST_MIN)));
    }
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

fn is_stopped_by_person(state: &ChannelState) -> bool {
    state.stop.as_ref().is_some_and(|stop| stop.by.is_some())
}

fn subject(channel: Channel) -> Subject {
    Subject::new(SubjectKind::Channel, channel.name())
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
            by: None,
        }),
        version: before.version + 1,
    }
}
