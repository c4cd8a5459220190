//! What is told to whom: notifications are written here and sent elsewhere ([`crate::deliver`]).
//!
//! One event is told once to one person over one channel: its business key is the key of the record.

use billing::civil::{nairobi_date, nairobi_instant};
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::{Channel, Message, Told};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Africa::Nairobi;
use store::client::Store;
use store::customers::Customer;
use store::error::StoreError;
use store::notifications::{NotificationRecord, NotificationStatus, notification_id};
use store::settings::Settings;

/// An event that somebody is to be told about.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its business key: the same event has the same key whoever finds it and how often.
    pub key: String,
    /// Its day, which does not depend on when it was found.
    pub day: NaiveDate,
    /// What is told.
    pub message: Message,
}

/// Somebody at the end of a channel.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub addressee: Addressee,
    /// As they are called; may be empty.
    pub name: String,
    /// How they are reached.
    pub channel: Channel,
    /// Where.
    pub to: String,
    /// The language that they are spoken to in.
    pub language: Language,
}

/// The notifications that tell `customer` of `event`: one over each channel that they have and want.
///
/// # Errors
/// [`StoreError::Corrupt`] never in practice.
pub fn to_customer(
    customer: &Customer,
    event: &Event,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<NotificationRecord>, StoreError> {
    let kind = event.message.kind(nairobi_date(now));
    Channel::ALL
        .into_iter()
        .filter(|channel| told_by(customer, *channel).wants(kind))
        .filter_map(|channel| {
            let to = address(customer, channel)?;
            let recipient = Recipient {
                addressee: Addressee::Customer(customer.id.clone()),
                name: customer.name.clone(),
                channel,
                to,
                language: customer.language,
            };
            Some(record(&recipient, event, settings, now))
        })
        .collect()
}

/// The notification that tells one recipient of `event`.
///
/// # Errors
/// [`StoreError::Corrupt`] never in practice.
pub fn record(
    recipient: &Recipient,
    event: &Event,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, StoreError> {
    let key = format!("{}/{}", event.key, recipient.channel.name());
    Ok(NotificationRecord {
        id: notification_id(&recipient.addressee, event.day, &key)?,
        key,
        channel: recipient.channel,
        to: recipient.to.clone(),
        name: recipient.name.clone(),
        language: recipient.language,
        message: event.message.clone(),
        text: None,
        status: NotificationStatus::Pending,
        next_at: Some(sendable_at(
            &event.message,
            recipient.channel,
            settings,
            now,
        )),
        attempts: 0,
        wording: None,
        carrier_id: None,
        steps: Vec::new(),
        dismissed: false,
        created_at: now,
        version: 1,
    })
}

/// Writes notifications one by one; those that stand already are left alone. Answers the new ones.
///
/// # Errors
/// [`StoreError::Unavailable`]: writing them again is safe.
pub async fn write(
    store: &Store,
    records: Vec<NotificationRecord>,
) -> Result<Vec<NotificationRecord>, StoreError> {
    let mut new = Vec::new();
    for record in records {
        if store.add_notification(&record).await? {
            new.push(record);
        }
    }
    Ok(new)
}

/// How much a customer wants to be told over a channel.
#[must_use]
pub fn told_by(customer: &Customer, channel: Channel) -> Told {
    match channel {
        Channel::Sms => customer.told_by_sms,
        Channel::Email => customer.told_by_email,
    }
}

/// Where a customer is reached over a channel: their first phone or address.
#[must_use]
pub fn address(customer: &Customer, channel: Channel) -> Option<String> {
    match channel {
        Channel::Sms => customer
            .phones
            .first()
            .map(|phone| phone.as_str().to_owned()),
        Channel::Email => customer.emails.first().cloned(),
    }
}

/// When a message may go out: at once, but a short message that nobody waits for only after the quiet hours.
#[must_use]
pub fn sendable_at(
    message: &Message,
    channel: Channel,
    settings: &Settings,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let waits = channel == Channel::Sms && !message.kind(nairobi_date(now)).is_answer();
    let Some(quiet) = settings.quiet.filter(|_| waits) else {
        return now;
    };
    let local = now.with_timezone(&Nairobi).naive_local();
    if !quiet.contain(local.time()) {
        return now;
    }
    let today = nairobi_instant(local.date().and_time(quiet.end()));
    if today > now {
        return today;
    }
    let tomorrow = local.date().checked_add_days(Days::new(1));
    tomorrow.map_or(now, |day| nairobi_instant(day.and_time(quiet.end())))
}
