//! What a person does about notifications that did not arrive.

use billing::ids::of_notification::NotificationId;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::notifications::{NotificationRecord, NotificationStatus};

use crate::actor::Actor;
use crate::deliver::step;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// A person has a notification sent again that failed or of which nobody knows.
///
/// # Idempotency
/// One that is on its way is refused, so a repetition sends nothing twice.
///
/// # Errors
/// [`OperationError::NotificationNotFound`], [`OperationError::NotificationNotResendable`],
/// [`OperationError::Store`].
pub async fn send_again(
    store: &Store,
    id: &NotificationId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    decide(store, id, |before| NotificationRecord {
        status: NotificationStatus::Pending,
        next_at: Some(now),
        attempts: 0,
        dismissed: false,
        ..step(
            before,
            NotificationStatus::Pending,
            &format!("again, by {}", actor.name()),
            now,
        )
    })
    .await
}

/// A person leaves it at that: the notification is no longer among those that somebody should look at.
///
/// # Idempotency
/// Doing it again changes nothing.
///
/// # Errors
/// As [`send_again`].
pub async fn dismiss(
    store: &Store,
    id: &NotificationId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    decide(store, id, |before| {
        if before.dismissed {
            return before.clone();
        }
        NotificationRecord {
            dismissed: true,
            ..step(
                before,
                before.status,
                &format!("seen by {}", actor.name()),
                now,
            )
        }
    })
    .await
}

async fn decide(
    store: &Store,
    id: &NotificationId,
    change: impl Fn(&NotificationRecord) -> NotificationRecord,
) -> Result<NotificationRecord, OperationError> {
    use NotificationStatus::{Failed, Suppressed, Unknown};
    on_conflict(|| async {
        let before = store.notification(id).await?;
        let before = before.ok_or(OperationError::NotificationNotFound)?;
        if !matches!(before.status, Failed | Unknown | Suppressed) {
            return Err(OperationError::NotificationNotResendable);
        }
        let after = change(&before);
        if after != before {
            store.save_notification(&before, &after).await?;
        }
        Ok(after)
    })
    .await
}
