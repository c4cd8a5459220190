//! Testing what is outside of ours and under us: does it answer, how quickly, and what is to be done if not?
//!
//! That somebody tests is written down first and what came of it afterwards, so a test whose process ended in between
//! shows as one of which nobody knows. Nothing here costs money or reaches a customer, except a message to the phone
//! or the address that whoever tests typed in.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::civil::nairobi_date;
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::{Channel, Message};
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::try_join_all;
use providers::mpesa::daraja::token::CallError;
use store::client::Store;
use store::error::StoreError;
use store::integrations::{Ended, Found, Party, TestRecord};
use store::notifications::{NotificationRecord, NotificationStatus, Step};
use store::settings::Settings;
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::mpesa::{Mpesa, TokenError};
use crate::outbox::{self, Event, Recipient};
use crate::retry::on_conflict;
use crate::text_trial::checked_to;

/// How long a party rests between two tests, in seconds: each ends M-PESA's token or costs a message.
pub const REST_S: i64 = 10;
/// After how many seconds nobody waits any more for a test that was begun: longer than any of them may take.
pub const UNDERWAY_S: i64 = 30;
/// How long something of ours is waited for.
const PATIENCE: Duration = Duration::from_secs(8);

/// The latest test of every party that was ever tested, in the order of [`Party::ALL`].
///
/// # Errors
/// [`OperationError::Store`].
pub async fn latest(store: &Store) -> Result<Vec<(Party, Option<TestRecord>)>, OperationError> {
    let read = Party::ALL.map(|party| async move {
        let record = store.integration_test(party).await?;
        Ok::<_, OperationError>((party, record))
    });
    try_join_all(read).await
}

/// Asks M-PESA for a new access token, which prompts nobody and moves nothing. The token before it ends, and whoever
/// uses it gets the new one.
///
/// # Idempotency
/// Within [`REST_S`] seconds, and while a test is under way, a repetition answers the test that stands.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::MpesaNotSetUp`], [`OperationError::Store`].
pub async fn test_mpesa(
    store: &Store,
    mpesa: Option<&Mpesa>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TestRecord, OperationError> {
    actor.may(Permission::TestIntegration)?;
    let mpesa = mpesa.ok_or(OperationError::MpesaNotSetUp)?;
    // Waited for to its end: a call that is broken off may have ended the token without another one being known.
    let asked = async { found_of_token(mpesa.try_credentials(store, now).await) };
    test(store, Party::Mpesa, asked, actor, now).await
}

/// Reads the table, and writes that somebody did.
///
/// # Idempotency
/// As [`test_mpesa`].
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Store`]: a table that does not answer cannot keep
/// that it does not.
pub async fn test_store(
    store: &Store,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TestRecord, OperationError> {
    let asked = async {
        match store.reachable().await {
            Ok(()) => Found::Answered,
            Err(_) => Found::Failed,
        }
    };
    test(store, Party::Store, in_time(asked), actor, now).await
}

/// Has the queues counted; how, whoever holds them knows.
///
/// # Idempotency
/// As [`test_mpesa`].
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Store`].
pub async fn test_queues(
    store: &Store,
    counted: impl Future<Output = Option<u64>>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TestRecord, OperationError> {
    let asked = async {
        match counted.await {
            Some(messages) => Found::Waiting { messages },
            None => Found::Failed,
        }
    };
    test(store, Party::Queues, in_time(asked), actor, now).await
}

/// Writes a test message to the outbox. It goes the way of every other message, at any hour, and what becomes of it is
/// kept with it.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the message of the first try.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (to: not for this channel, or too soon after
/// another test), [`OperationError::Store`].
pub async fn test_channel(
    store: &Store,
    (channel, to): (Channel, &str),
    language: Language,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    actor.may(Permission::TestIntegration)?;
    let record = message((channel, to), language, actor, seed, now)?;
    if let Some(standing) = store.notification(&record.id).await? {
        return Ok(standing);
    }
    let party = party_of(channel);
    if let Some(standing) = store.integration_test(party).await?
        && rests(&standing, now)
    {
        let detail = format!("a test was sent just now; wait {REST_S} seconds");
        return Err(OperationError::field("to", "too_soon", detail));
    }
    let line = line(party, actor, now).on(store);
    if !line.add_notification(&record).await? {
        let standing = store.notification(&record.id).await?;
        return standing.ok_or(OperationError::NotificationNotFound);
    }
    let notification = record.id.clone();
    let found = Found::Written { notification };
    on_conflict(|| async {
        let before = store.integration_test(party).await?;
        let begun = begun(before.as_ref(), actor, now);
        let after = ended(&begun, Duration::ZERO, found.clone(), begun.version);
        let saved = store.save_integration_test(party, before.as_ref(), &after);
        Ok(saved.await?)
    })
    .await?;
    Ok(record)
}

/// Which party carries the messages of a channel.
#[must_use]
pub const fn party_of(channel: Channel) -> Party {
    match channel {
        Channel::Sms => Party::Sms,
        Channel::Email => Party::Email,
    }
}

/// Whether a test that has not ended may still do so; after that nobody knows what came of it.
#[must_use]
pub fn is_under_way(record: &TestRecord, now: DateTime<Utc>) -> bool {
    record.ended.is_none() && now - record.begun_at < TimeDelta::seconds(UNDERWAY_S)
}

/// One test: written down, asked, written down.
async fn test(
    store: &Store,
    party: Party,
    asked: impl Future<Output = Found>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TestRecord, OperationError> {
    actor.may(Permission::TestIntegration)?;
    // Where somebody pressed at the same moment, theirs is the test.
    let begun = match on_conflict(|| begin(store, party, actor, now)).await? {
        ControlFlow::Break(standing) => return Ok(standing),
        ControlFlow::Continue(begun) => begun,
    };
    let started = Instant::now();
    let found = asked.await;
    let after = ended(&begun, started.elapsed(), found, begun.version + 1);
    match store
        .save_integration_test(party, Some(&begun), &after)
        .await
    {
        // A newer test has begun since: what this one found is an answer all the same.
        Err(StoreError::Conflict) => Ok(after),
        saved => Ok(saved.map(|()| after)?),
    }
}

/// A new test, or the one that stands for it.
async fn begin(
    store: &Store,
    party: Party,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ControlFlow<TestRecord, TestRecord>, OperationError> {
    let before = store.integration_test(party).await?;
    if let Some(standing) = before.as_ref().filter(|standing| rests(standing, now)) {
        return Ok(ControlFlow::Break(standing.clone()));
    }
    let begun = begun(before.as_ref(), actor, now);
    line(party, actor, now)
        .on(store)
        .save_integration_test(party, before.as_ref(), &begun)
        .await?;
    Ok(ControlFlow::Continue(begun))
}

fn rests(standing: &TestRecord, now: DateTime<Utc>) -> bool {
    now - standing.begun_at < TimeDelta::seconds(REST_S) || is_under_way(standing, now)
}

fn begun(before: Option<&TestRecord>, actor: &Actor, now: DateTime<Utc>) -> TestRecord {
    TestRecord {
        begun_at: now,
        by: actor.name().to_owned(),
        ended: None,
        version: before.map_or(0, |record| record.version) + 1,
    }
}

fn ended(begun: &TestRecord, took: Duration, found: Found, version: u32) -> TestRecord {
    TestRecord {
        ended: Some(Ended {
            took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            found,
        }),
        version,
        ..begun.clone()
    }
}

fn line(party: Party, actor: &Actor, now: DateTime<Utc>) -> audit::Line {
    let subject = Subject::new(SubjectKind::Integration, party.name());
    audit::line(actor, AuditAction::IntegrationTested, subject, now)
}

async fn in_time(asked: impl Future<Output = Found>) -> Found {
    let answered = tokio::time::timeout(PATIENCE, asked).await;
    answered.unwrap_or(Found::NoAnswer)
}

fn found_of_token(tried: Result<(), TokenError>) -> Found {
    match tried {
        Ok(()) => Found::Answered,
        Err(TokenError::Busy) => Found::Busy,
        Err(TokenError::Store(_)) => Found::Failed,
        Err(TokenError::NotGranted(error)) => match error {
            CallError::CredentialsRefused(_) => Found::CredentialsRefused,
            CallError::TooManyCalls { retry_after_s } => Found::TooManyCalls { retry_after_s },
            CallError::Status(status) => Found::Status { status },
            CallError::Unreadable => Found::NotUnderstood,
            CallError::NotReached(_) if error.may_have_come_through() => Found::NoAnswer,
            CallError::NotReached(_) => Found::NotReached,
        },
    }
}

fn message(
    (channel, to): (Channel, &str),
    language: Language,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    let recipient = Recipient {
        addressee: Addressee::Staff,
        name: String::new(),
        channel,
        to: checked_to(channel, to)?,
        language,
    };
    let event = Event {
        key: format!("channel-test/{}", seed.simple()),
        day: nairobi_date(now),
        message: Message::ChannelTest { asked_at: now },
    };
    Ok(NotificationRecord {
        steps: vec![Step {
            at: now,
            status: NotificationStatus::Pending,
            detail: format!("a test, asked for by {}", actor.name()),
        }],
        ..outbox::record(&recipient, &event, &Settings::default(), now)?
    })
}
