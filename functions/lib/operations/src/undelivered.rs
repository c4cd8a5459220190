//! What a person does about notifications that did not arrive.

use billing::audit::AuditAction;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::Message;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::notifications::{NotificationRecord, NotificationStatus};

use crate::actor::Actor;
use crate::audit::{self, Line};
use crate::deliver::step;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// A person has a notification sent again that failed or of which nobody knows.
///
/// # Idempotency
/// One that is on its way is refused, so a repetition sends nothing twice.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::NotificationNotFound`],
/// [`OperationError::NotificationNotResendable`], [`OperationError::Store`].
pub async fn send_again(
    store: &Store,
    id: &NotificationId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    actor.may(Permission::ResendNotification)?;
    let line = || audit::line(actor, AuditAction::NotificationResent, id, now);
    decide(store, id, line, |before| NotificationRecord {
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
    actor.may(Permission::ResendNotification)?;
    let line = || audit::line(actor, AuditAction::NotificationDismissed, id, now);
    decide(store, id, line, |before| {
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
    line: impl Fn() -> Line,
    change: impl Fn(&NotificationRecord) -> NotificationRecord,
) -> Result<NotificationRecord, OperationError> {
    use NotificationStatus::{Failed, Suppressed, Unknown};
    on_conflict(|| async {
        let before = store.notification(id).await?;
        let before = before.ok_or(OperationError::NotificationNotFound)?;
        // Whoever waits for a code asks for another one; there is nothing to decide.
        let is_code = matches!(before.message, Message::SignInCode(_));
        if is_code || !matches!(before.status, Failed | Unknown | Suppressed) {
            return Err(OperationError::NotificationNotResendable);
        }
        let after = change(&before);
        if after != before {
            let customer = match id.addressee() {
                Addressee::Customer(customer) => Some(customer),
                Addressee::Payer | Addressee::Staff => None,
            };
            let kind = before.message.kind(id.day());
            let words = format!("{}, {}", kind.name(), before.channel.name());
            line()
                .of(customer.as_ref())
                .noting(words)
                .on(store)
                .save_notification(&before, &after)
                .await?;
        }
        Ok(after)
    })
    .await
}
