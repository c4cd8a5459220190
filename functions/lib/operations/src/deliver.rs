//! What becomes of a notification that was claimed ([`crate::claim`]): what follows from how handing over ended, and
//! from what the carrier says later.

use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::{Channel, Message};
use chrono::{DateTime, TimeDelta, Utc};
use store::channels::ContactProblem;
use store::client::Store;
use store::error::StoreError;
use store::notifications::{NotificationRecord, NotificationStatus, Step, Wording};

use crate::actor::Actor;
use crate::channels::{self, CHANNEL_REST_MIN};
use crate::error::OperationError;
use crate::retry::on_conflict;

/// Minutes between tries of what was certainly not sent; after the last one a person decides.
const RETRY_AFTER_MIN: [i64; 5] = [1, 5, 30, 120, 360];
/// Minutes after sending at which a report of delivery is asked for.
const REPORT_AFTER_MIN: [i64; 4] = [2, 10, 60, 360];
/// Most steps that are kept of one notification; the first and the last ones.
const STEPS_MAX: usize = 20;

/// How handing over ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// The carrier has it.
    Accepted {
        /// Under this id.
        carrier_id: String,
    },
    /// The carrier does not have it; it may be tried again later.
    NotNow {
        /// What was in the way.
        because: String,
    },
    /// It will never arrive at this address.
    BadAddress {
        /// What the carrier said.
        because: String,
    },
    /// Nothing goes over this channel until somebody repairs it.
    ChannelDown {
        /// What the carrier said.
        because: String,
    },
    /// The carrier does not take this message.
    Refused {
        /// What the carrier said.
        because: String,
    },
    /// Nobody knows.
    Unknown {
        /// What happened instead of an answer.
        because: String,
    },
}

/// What a carrier says of a message that it had taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It arrived.
    Delivered,
    /// Nothing is known yet.
    Underway,
    /// It did not arrive.
    Failed {
        /// What the carrier says.
        because: String,
        /// Whether the address is at fault, for good.
        permanent: bool,
    },
}

/// Records how handing over ended, and the words that were handed over; nothing where it did not come to words.
/// Answers what the notification is now.
///
/// # Idempotency
/// Only whoever holds the claim can record it; a record that changed since is left as it is.
///
/// # Errors
/// [`OperationError::Store`]; the notification becomes *unknown* when its lease ends.
pub async fn handed_over(
    store: &Store,
    claimed: &NotificationRecord,
    wording: Option<Wording>,
    handover: Handover,
    now: DateTime<Utc>,
) -> Result<NotificationStatus, OperationError> {
    use NotificationStatus::{Failed, Pending, Sent, Unknown};
    let worded = NotificationRecord {
        wording: wording.or_else(|| claimed.wording.clone()),
        ..claimed.clone()
    };
    match handover {
        Handover::Accepted { carrier_id } => {
            let sent = NotificationRecord {
                carrier_id: Some(carrier_id),
                // From here on, the number of reports that were asked for.
                attempts: 0,
                ..worded
            };
            let report_at =
                (claimed.channel == Channel::Sms).then(|| after_min(now, REPORT_AFTER_MIN[0]));
            save_over(store, claimed, sent, Sent, report_at, "", now).await?;
            channels::start(store, claimed.channel, None, &Actor::system(), now).await?;
            Ok(Sent)
        }
        Handover::NotNow { because } => {
            let tried = usize::from(claimed.attempts.saturating_sub(1));
            let next_at = RETRY_AFTER_MIN.get(tried);
            let next_at = next_at.map(|minutes| after_min(now, *minutes));
            let next_at = next_at.filter(|at| is_worth_sending(claimed, *at));
            let status = if next_at.is_some() { Pending } else { Failed };
            save_over(store, claimed, worded, status, next_at, &because, now).await?;
            Ok(status)
        }
        Handover::BadAddress { because } => {
            save_over(store, claimed, worded, Failed, None, &because, now).await?;
            note_problem(store, claimed, &because, now).await?;
            Ok(Failed)
        }
        Handover::ChannelDown { because } => {
            channels::stop(store, claimed.channel, &because, now).await?;
            // Not its own fault, so it does not count as a try.
            let waiting = NotificationRecord {
                attempts: claimed.attempts.saturating_sub(1),
                ..worded
            };
            let next_at = Some(after_min(now, CHANNEL_REST_MIN));
            let next_at = next_at.filter(|at| is_worth_sending(claimed, *at));
            let status = if next_at.is_some() { Pending } else { Failed };
            save_over(store, claimed, waiting, status, next_at, &because, now).await?;
            Ok(status)
        }
        Handover::Refused { because } => {
            save_over(store, claimed, worded, Failed, None, &because, now).await?;
            Ok(Failed)
        }
        Handover::Unknown { because } => {
            save_over(store, claimed, worded, Unknown, None, &because, now).await?;
            Ok(Unknown)
        }
    }
}

/// Records what a carrier says of a message that it had taken.
///
/// # Idempotency
/// A report that is repeated changes nothing; one that comes late is taken, since it says what happened. So is a
/// failure after the arrival: mail servers return letters that they had taken, and people complain of what they got.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn reported(
    store: &Store,
    id: &NotificationId,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    use NotificationStatus::{Delivered, Failed, Sending, Sent, Unknown};
    on_conflict(|| async {
        let Some(before) = store.notification(id).await? else {
            return Ok(());
        };
        let is_open = match before.status {
            Sending | Sent | Unknown => true,
            Delivered => matches!(report, Report::Failed { .. }),
            _ => false,
        };
        if !is_open {
            return Ok(());
        }
        match report {
            Report::Delivered => save(store, &before, Delivered, None, "", now).await,
            Report::Underway => {
                let asked = before.attempts.saturating_add(1);
                let next = REPORT_AFTER_MIN.get(usize::from(asked));
                let next_at = next.map(|minutes| after_min(now, *minutes));
                let after = NotificationRecord {
                    attempts: asked,
                    next_at,
                    version: before.version + 1,
                    ..before.clone()
                };
                Ok(store.save_notification(&before, &after).await?)
            }
            Report::Failed { because, permanent } => {
                save(store, &before, Failed, None, because, now).await?;
                if *permanent {
                    note_problem(store, &before, because, now).await?;
                }
                Ok(())
            }
        }
    })
    .await
}

async fn note_problem(
    store: &Store,
    record: &NotificationRecord,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let Addressee::Customer(customer) = record.id.addressee() else {
        return Ok(());
    };
    let problem = ContactProblem {
        channel: record.channel,
        to: record.to.clone(),
        because: because.to_owned(),
        at: now,
        notification: record.id.clone(),
    };
    Ok(store.add_contact_problem(&customer, &problem).await?)
}

pub(crate) async fn save(
    store: &Store,
    before: &NotificationRecord,
    status: NotificationStatus,
    next_at: Option<DateTime<Utc>>,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let after = NotificationRecord {
        status,
        next_at,
        ..step(before, status, detail, now)
    };
    Ok(store.save_notification(before, &after).await?)
}

/// Saves `changed` in place of what was claimed.
async fn save_over(
    store: &Store,
    claimed: &NotificationRecord,
    changed: NotificationRecord,
    status: NotificationStatus,
    next_at: Option<DateTime<Utc>>,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let after = NotificationRecord {
        status,
        next_at,
        ..step(&changed, status, detail, now)
    };
    match store.save_notification(claimed, &after).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => save_late(store, claimed, after).await,
        Err(error) => Err(error.into()),
    }
}

/// What happened is known after the lease was over and the notification was given up as *unknown*: that is better.
/// Anything else that happened since stands.
async fn save_late(
    store: &Store,
    claimed: &NotificationRecord,
    after: NotificationRecord,
) -> Result<(), OperationError> {
    on_conflict(|| async {
        let Some(standing) = store.notification(&claimed.id).await? else {
            return Ok(());
        };
        let given_up = standing.status == NotificationStatus::Unknown;
        if !given_up || standing.version != claimed.version + 1 {
            return Ok(());
        }
        let after = NotificationRecord {
            version: standing.version + 1,
            ..after.clone()
        };
        Ok(store.save_notification(&standing, &after).await?)
    })
    .await
}

/// Whether a notification still says something at `at`: a code does not once it is too old.
pub(crate) fn is_worth_sending(record: &NotificationRecord, at: DateTime<Utc>) -> bool {
    match &record.message {
        Message::SignInCode(told) if record.text.is_none() => at < told.good_until,
        _ => true,
    }
}

/// The next version of a record, with one more step; a code is forgotten with the step that ends its way to the carrier.
pub(crate) fn step(
    before: &NotificationRecord,
    status: NotificationStatus,
    detail: &str,
    now: DateTime<Utc>,
) -> NotificationRecord {
    let mut after = NotificationRecord {
        version: before.version + 1,
        ..before.clone()
    };
    if !matches!(
        status,
        NotificationStatus::Pending | NotificationStatus::Sending
    ) {
        after.forget_code();
    }
    if after.steps.len() >= STEPS_MAX {
        after.steps.remove(STEPS_MAX / 2);
    }
    after.steps.push(Step {
        at: now,
        status,
        detail: detail.to_owned(),
    });
    after
}

fn after_min(now: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    now + TimeDelta::minutes(minutes)
}
