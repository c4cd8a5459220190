//! Who may send a notification, and whether it is still true.
//!
//! A carrier of short messages cannot be asked whether it has a message already. So a notification is claimed before
//! it is handed over, and one whose outcome nobody knows is never handed over again by itself: better once too few,
//! and visible, than twice.

use billing::civil::nairobi_date;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::{Channel, Message};
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::keys::List;
use store::notifications::{NotificationRecord, NotificationStatus};
use store::walk::{Order, Range};

use crate::channels::stopped_until;
use crate::deliver::{is_worth_sending, save};
use crate::error::OperationError;
use crate::outbox;
use crate::reminders::dose_of;
use crate::retry::on_conflict;

/// How long somebody who claimed a notification may take to send it, in minutes.
pub const LEASE_MIN: i64 = 5;
/// Notifications that one look at the outbox finds at most.
const DUE_MAX: usize = 1_000;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// What is to be done about a notification now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Hand it over; nobody else does, for [`LEASE_MIN`].
    Send(Box<NotificationRecord>),
    /// It was handed over: ask whether it arrived.
    AskReport(Box<NotificationRecord>),
    /// Nothing any more: whoever was sending it did not come back, so nobody knows whether it was sent.
    GivenUp(Channel),
    /// Nothing, now or ever.
    Nothing,
}

/// Notifications with something to do by now, the longest waiting first.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn due(store: &Store, now: DateTime<Utc>) -> Result<Vec<NotificationId>, OperationError> {
    let range = Range {
        until: Some(now + TimeDelta::milliseconds(1)),
        ..Range::all(Order::OldestFirst)
    };
    let mut walk = store.walk(List::Outbox, &range, PAGE_ITEMS);
    let mut due = Vec::new();
    while due.len() < DUE_MAX
        && let Some(record) = walk.next_notification().await?
    {
        due.push(record.id);
    }
    Ok(due)
}

/// Takes a notification in hand, if there is something to do about it now.
///
/// # Idempotency
/// Of several who claim it at once, one sends.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn claim(
    store: &Store,
    id: &NotificationId,
    now: DateTime<Utc>,
) -> Result<Claim, OperationError> {
    use NotificationStatus::{Pending, Sending, Sent, Unknown};
    on_conflict(|| async {
        let Some(before) = store.notification(id).await? else {
            return Ok(Claim::Nothing);
        };
        if before.next_at.is_none_or(|at| at > now) {
            return Ok(Claim::Nothing);
        }
        match before.status {
            Pending => claim_pending(store, before, now).await,
            Sending => {
                let detail = "whoever was sending it did not come back";
                save(store, &before, Unknown, None, detail, now).await?;
                Ok(Claim::GivenUp(before.channel))
            }
            Sent => {
                let lease = now + TimeDelta::minutes(LEASE_MIN);
                let after = NotificationRecord {
                    next_at: Some(lease),
                    version: before.version + 1,
                    ..before.clone()
                };
                store.save_notification(&before, &after).await?;
                Ok(Claim::AskReport(Box::new(after)))
            }
            _ => {
                save(store, &before, before.status, None, "", now).await?;
                Ok(Claim::Nothing)
            }
        }
    })
    .await
}

async fn claim_pending(
    store: &Store,
    before: NotificationRecord,
    now: DateTime<Utc>,
) -> Result<Claim, OperationError> {
    use NotificationStatus::Suppressed;
    let current = match current(store, &before, now).await? {
        Current::Send(current) => *current,
        Current::Drop(status, detail) => {
            save(store, &before, status, None, &detail, now).await?;
            return Ok(Claim::Nothing);
        }
    };
    if let Some(retry_at) = stopped_until(store, &before, now).await? {
        if !is_worth_sending(&before, retry_at) {
            let detail = "nothing goes over this channel just now";
            save(store, &before, Suppressed, None, detail, now).await?;
            return Ok(Claim::Nothing);
        }
        let after = NotificationRecord {
            next_at: Some(retry_at),
            version: before.version + 1,
            ..before.clone()
        };
        store.save_notification(&before, &after).await?;
        return Ok(Claim::Nothing);
    }
    let claimed = NotificationRecord {
        status: NotificationStatus::Sending,
        next_at: Some(now + TimeDelta::minutes(LEASE_MIN)),
        attempts: before.attempts.saturating_add(1),
        version: before.version + 1,
        ..current
    };
    store.save_notification(&before, &claimed).await?;
    Ok(Claim::Send(Box::new(claimed)))
}

enum Current {
    Send(Box<NotificationRecord>),
    Drop(NotificationStatus, String),
}

/// The notification as it is true now: what it tells may be settled, and where it goes may have changed.
async fn current(
    store: &Store,
    record: &NotificationRecord,
    now: DateTime<Utc>,
) -> Result<Current, OperationError> {
    if !is_worth_sending(record, now) {
        let detail = "the code is too old to be of use".to_owned();
        return Ok(Current::Drop(NotificationStatus::Obsolete, detail));
    }
    let mut record = record.clone();
    if matches!(record.message, Message::SignInCode(_)) {
        // It goes where somebody asked for it just now, whatever else they want to be told there.
        return Ok(Current::Send(Box::new(record)));
    }
    // A text that is tried out is about a made-up instalment, which no obligation has.
    let is_trial = record.text.is_some();
    if let Message::InstalmentDue(dose) = &record.message
        && !is_trial
    {
        let file = store.obligation(&dose.obligation).await?;
        let standing = file.and_then(|file| {
            let standing = file
                .instalments
                .iter()
                .find(|one| one.number == dose.number);
            standing.cloned().map(|standing| (file, standing))
        });
        let open = standing.filter(|(_, one)| one.outstanding_cents() > 0);
        let Some((file, standing)) = open else {
            let detail = "it was paid in the meantime".to_owned();
            return Ok(Current::Drop(NotificationStatus::Obsolete, detail));
        };
        if standing.due_on != dose.due_on {
            let detail = "its date was changed in the meantime".to_owned();
            return Ok(Current::Drop(NotificationStatus::Obsolete, detail));
        }
        record.message = Message::InstalmentDue(dose_of(&file, &standing)?);
    }
    let Addressee::Customer(id) = record.id.addressee() else {
        return Ok(Current::Send(Box::new(record)));
    };
    let suppressed = |detail: String| Current::Drop(NotificationStatus::Suppressed, detail);
    let Some(customer) = store.customer(&id).await? else {
        return Ok(suppressed("the customer does not exist".to_owned()));
    };
    let kind = record.message.kind(nairobi_date(now));
    if !outbox::told_by(&customer, record.channel).wants(kind) {
        return Ok(suppressed("the customer does not want it".to_owned()));
    }
    let Some(to) = outbox::address(&customer, record.channel) else {
        return Ok(suppressed(
            "the customer cannot be reached there".to_owned(),
        ));
    };
    let problems = store.contact_problems(&id).await?;
    if let Some(problem) = problems.iter().find(|problem| problem.to == to) {
        return Ok(suppressed(format!(
            "{to} does not work: {}",
            problem.because
        )));
    }
    record.to = to;
    record.name = customer.name;
    record.language = customer.language;
    Ok(Current::Send(Box::new(record)))
}
