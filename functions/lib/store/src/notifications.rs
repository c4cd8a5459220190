//! The outbox: every message to one person over one channel, once.
//!
//! The key of a notification is made of what it is about, so the second attempt to write it meets the first one.

use billing::civil::nairobi_date;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::ids::{CustomerId, PaymentId};
use billing::language::Language;
use billing::notification::{Channel, Message, MessageKind};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::client::{Item, Put, Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, List};
use crate::meter;
use crate::templates::TemplateText;

/// Where a notification is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationStatus {
    /// It waits to be sent.
    Pending,
    /// Somebody is sending it; until that is known to have ended, nobody else does.
    Sending,
    /// Whoever carries it took it.
    Sent,
    /// It arrived, as far as whoever carried it says.
    Delivered,
    /// It did not arrive and is not tried again by itself.
    Failed,
    /// Nobody knows whether it was sent, so it is not sent again by itself.
    Unknown,
    /// It was not sent, because the recipient does not want it or cannot be reached there.
    Suppressed,
    /// It was not sent, because what it was about is settled or over.
    Obsolete,
}

impl NotificationStatus {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Sending,
        Self::Sent,
        Self::Delivered,
        Self::Failed,
        Self::Unknown,
        Self::Suppressed,
        Self::Obsolete,
    ];

    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Suppressed => "suppressed",
            Self::Obsolete => "obsolete",
        }
    }
}

/// What became of one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// What it led to.
    pub status: NotificationStatus,
    /// Why, or who, in words for staff.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// What was handed over, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The subject of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// What an SMS costs, in segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<u32>,
}

/// One message to one person over one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationRecord {
    /// Made of the addressee, the day and the business key.
    pub id: NotificationId,
    /// The business key, as `due/obl_…/3/2026-12-07/7` and the channel.
    pub key: String,
    /// How it travels.
    pub channel: Channel,
    /// The phone or the address that it goes to.
    pub to: String,
    /// The addressee's name, as it was when this was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The language.
    pub language: Language,
    /// What is told.
    pub message: Message,
    /// The text to try out, where it is not the one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TemplateText>,
    /// Where it is on its way.
    pub status: NotificationStatus,
    /// When the next thing is to be done about it: sending, sending again, asking for a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<DateTime<Utc>>,
    /// How often it was tried, or, once it is sent, how often a report was asked for.
    #[serde(default)]
    pub attempts: u8,
    /// What was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
    /// Under which id the carrier has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier_id: Option<String>,
    /// What became of it, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Whether a person has seen that it did not arrive and left it at that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dismissed: bool,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

impl NotificationRecord {
    /// What it is about: as it was told, or, while it waits, as it would be told on `today`.
    #[must_use]
    pub fn kind(&self, today: NaiveDate) -> MessageKind {
        use NotificationStatus::{Pending, Sending, Sent};
        let told = match self.status {
            Pending | Sending => None,
            _ => {
                let sent = self.steps.iter().rev().find(|step| step.status == Sent);
                sent.or(self.steps.last())
            }
        };
        self.message
            .kind(told.map_or(today, |step| nairobi_date(step.at)))
    }

    /// Forgets the code of a message that told one: nothing of it is needed any more, and whoever reads the record must
    /// not be able to use it. Nobody has to look at such a message either; who waits for a code asks for another one.
    pub fn forget_code(&mut self) {
        let Message::SignInCode(told) = &mut self.message else {
            return;
        };
        let wording = self.wording.as_mut();
        let texts = wording.map(|it| [it.subject.as_mut(), Some(&mut it.text)]);
        told.forget(texts.into_iter().flatten().flatten());
        self.dismissed = true;
    }

    /// The payment that it is about.
    #[must_use]
    pub fn payment(&self) -> Option<&PaymentId> {
        match &self.message {
            Message::PaymentReceived(received) => Some(&received.payment),
            Message::PaymentUnmatched(unmatched) => Some(&unmatched.payment),
            _ => None,
        }
    }
}

/// One page of a customer's notifications.
#[derive(Clone, Debug, Default)]
pub struct NotificationPage {
    /// By the day of their event, the newest first.
    pub items: Vec<NotificationRecord>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// The id of the message to `addressee` about an event of `day` that `key` names.
///
/// # Errors
/// [`StoreError::Corrupt`] never in practice: a digest always makes an id.
pub fn notification_id(
    addressee: &Addressee,
    day: NaiveDate,
    key: &str,
) -> Result<NotificationId, StoreError> {
    NotificationId::new(addressee, day, &keys::digest(key.as_bytes()))
        .map_err(|error| StoreError::corrupt(key, error))
}

impl Store {
    /// Writes a notification, or does nothing where it stands already. Answers whether it is new.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: writing it again is safe.
    pub async fn add_notification(&self, record: &NotificationRecord) -> Result<bool, StoreError> {
        Ok(match self.put_new(notification_item(record)?).await? {
            Put::Done => true,
            Put::Refused(_) => false,
        })
    }

    /// One notification, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn notification(
        &self,
        id: &NotificationId,
    ) -> Result<Option<NotificationRecord>, StoreError> {
        let found = self.get(&keys::notification(id), true).await?;
        found.map(body_of).transpose()
    }

    /// Replaces a notification.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_notification(
        &self,
        before: &NotificationRecord,
        after: &NotificationRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.put_versioned(notification_item(after)?, Some(before.version));
        self.commit(commit).await
    }

    /// A customer's notifications, newest first, behind the position `after`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn notifications_of(
        &self,
        customer: &CustomerId,
        after: Option<&str>,
        limit: i32,
    ) -> Result<NotificationPage, StoreError> {
        let pk = format!("NTF#{}", customer.account().as_str());
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .scan_index_forward(false)
            .limit(limit)
            .key_condition_expression("pk = :pk AND sk < :before")
            .expression_attribute_values(":pk", AttributeValue::S(pk))
            .expression_attribute_values(
                ":before",
                AttributeValue::S(after.unwrap_or("~").to_owned()),
            )
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        self.count("Query", false, answer.consumed_capacity().cloned());
        let more = answer.last_evaluated_key.is_some();
        let items: Vec<NotificationRecord> = answer
            .items
            .unwrap_or_default()
            .into_iter()
            .map(body_of)
            .collect::<Result<_, _>>()?;
        let last = items.last().filter(|_| more);
        Ok(NotificationPage {
            next: last.map(|record| keys::notification(&record.id).sk),
            items,
        })
    }
}

/// Listed in the outbox while there is something to do, and among the undelivered ones while a person should look.
pub(crate) fn notification_item(record: &NotificationRecord) -> Result<Item, StoreError> {
    let mut item = item_of(&keys::notification(&record.id), record)?;
    let id = record.id.as_str();
    if let Some(at) = record.next_at {
        item.extend(List::Outbox.attributes(at, id));
    } else if !record.dismissed
        && matches!(
            record.status,
            NotificationStatus::Failed | NotificationStatus::Unknown
        )
    {
        item.extend(List::Undelivered.attributes(record.created_at, id));
    }
    Ok(item)
}
