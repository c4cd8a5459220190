//! Signing in: what a browser has begun, how often somebody tried lately, and what all codes by SMS add up to.
//!
//! What was begun is found by the digest of the browser's token only. It is written, and changed, in the same way
//! whether or not anybody was found at the contact.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use billing::ids::{CustomerId, StaffId};
use billing::phone::Msisdn;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of, text};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, EXPIRES_AT, HEAD, Key};
use crate::meter;

/// Place of what stands for a message where there is nobody to tell.
const NOBODY: &str = "B";
/// The count of a day, beside those of its hours.
const DAY: &str = "day";
/// How long counts and times are kept after their day, in days.
const KEPT_DAYS: i64 = 2;

/// Where a code goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// By SMS.
    Phone(Msisdn),
    /// By e-mail, in small letters.
    Email(String),
}

/// Who comes in with the code; empty where nobody has the contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sought {
    /// One of these customers.
    Customers(Vec<CustomerId>),
    /// Somebody of the staff.
    Member(Option<StaffId>),
}

/// How far a browser got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The code has to be typed.
    Code {
        /// Its keyed digest, in hexadecimal digits.
        mac: String,
        /// How often it may still be typed.
        tries_left: u8,
    },
    /// One of several customers has to be chosen.
    Choice,
    /// The code of an authenticator has to be typed.
    SecondFactor {
        /// How often it may still be typed.
        tries_left: u8,
    },
    /// It was used, or given up.
    Over,
}

/// What a browser has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Where the code went, if anybody is there.
    pub contact: Contact,
    /// Who comes in.
    pub sought: Sought,
    /// How far it is.
    pub stage: Stage,
    /// When the code was asked for.
    pub asked_at: DateTime<Utc>,
    /// When this stage has to be done by.
    pub until: DateTime<Utc>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// What somebody did lately at one contact, or for one account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInTimes {
    /// When codes were asked for, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<DateTime<Utc>>,
    /// When a wrong code was typed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<DateTime<Utc>>,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

/// How many codes may go out by SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmsCeiling {
    /// In an hour of the clock.
    pub per_hour: u32,
    /// In a day.
    pub per_day: u32,
}

/// Whether some more codes are within the ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// They are, and were counted.
    Within,
    /// Not in this hour; nothing was counted.
    HourFull,
    /// Not on this day; nothing was counted.
    DayFull,
}

impl Commit {
    /// Writes what the browser with `token` has begun; `before` is what was loaded, nothing for a new one.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn sign_in(
        &mut self,
        token: &str,
        before: Option<&SignIn>,
        after: &SignIn,
    ) -> Result<(), StoreError> {
        let item = item_of(&sign_in_key(token, HEAD), after)?;
        let item = expiring(item, after.until + TimeDelta::days(KEPT_DAYS));
        self.put_versioned(item, before.map(|it| it.version));
        Ok(())
    }

    /// Writes something in the place of the message that nobody gets, so that who is unknown takes as long as who is
    /// known.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn nobody_told(&mut self, token: &str, sign_in: &SignIn) -> Result<(), StoreError> {
        let item = item_of(&sign_in_key(token, NOBODY), sign_in)?;
        let item = expiring(item, sign_in.until + TimeDelta::days(KEPT_DAYS));
        self.put_versioned(item, None);
        Ok(())
    }

    /// Replaces what was done lately under `name`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn sign_in_times(
        &mut self,
        name: &str,
        before: &SignInTimes,
        after: &SignInTimes,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let item = item_of(&times_key(name), after)?;
        let standing = (before.version > 0).then_some(before.version);
        self.put_versioned(expiring(item, now + TimeDelta::days(KEPT_DAYS)), standing);
        Ok(())
    }
}

impl Store {
    /// What the browser with `token` has begun, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn sign_in(&self, token: &str) -> Result<Option<SignIn>, StoreError> {
        let found = self.get(&sign_in_key(token, HEAD), true).await?;
        found.map(body_of).transpose()
    }

    /// What was done lately under each of `names`, in their order, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn sign_in_times(&self, names: &[String]) -> Result<Vec<SignInTimes>, StoreError> {
        let wanted: Vec<Key> = names.iter().map(|name| times_key(name)).collect();
        let mut found: HashMap<String, Item> = self
            .get_many(&wanted, true)
            .await?
            .into_iter()
            .map(|item| (text(&item, keys::PK).to_owned(), item))
            .collect();
        wanted
            .iter()
            .map(|key| {
                let item = found.remove(&key.pk);
                Ok(item.map(body_of).transpose()?.unwrap_or_default())
            })
            .collect()
    }

    /// Counts so many codes by SMS to an hour of a day, unless the ceiling is reached. One write of one item, which no
    /// other operation touches; counting none asks the same and takes as long.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: whether they were counted is unknown.
    pub async fn count_sign_in_sms(
        &self,
        (day, hour): (NaiveDate, u32),
        messages: u32,
        ceiling: SmsCeiling,
    ) -> Result<Counted, StoreError> {
        use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
        let number = |number: u32| AttributeValue::N(number.to_string());
        let kept_until = day.and_time(chrono::NaiveTime::MIN).and_utc();
        let kept_until = kept_until + TimeDelta::days(1 + KEPT_DAYS);
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::new(format!("SGC#{day}"), HEAD).attributes()))
            .update_expression("ADD #day :messages, #hour :messages SET #expires_at = :expires_at")
            .condition_expression(
                "(attribute_not_exists(#day) OR #day < :per_day) \
                 AND (attribute_not_exists(#hour) OR #hour < :per_hour)",
            )
            .expression_attribute_names("#day", DAY)
            .expression_attribute_names("#hour", format!("h{hour:02}"))
            .expression_attribute_names("#expires_at", EXPIRES_AT)
            .expression_attribute_values(":messages", number(messages))
            .expression_attribute_values(":per_day", number(ceiling.per_day))
            .expression_attribute_values(":per_hour", number(ceiling.per_hour))
            .expression_attribute_values(":expires_at", seconds(kept_until))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await;
        match answer {
            Ok(answer) => {
                self.count("UpdateItem", true, answer.consumed_capacity().cloned());
                Ok(Counted::Within)
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(refused)) => {
                    let counted = refused.item().and_then(|item| item.get(DAY)?.as_n().ok());
                    let counted = counted.and_then(|count| count.parse::<u32>().ok());
                    let of_day = counted.is_some_and(|count| count >= ceiling.per_day);
                    Ok(if of_day {
                        Counted::DayFull
                    } else {
                        Counted::HourFull
                    })
                }
                _ => Err(StoreError::from_sdk("UpdateItem", &error)),
            },
        }
    }
}

/// The item, which DynamoDB deletes some time after `at`.
pub(crate) fn expiring(mut item: Item, at: DateTime<Utc>) -> Item {
    item.insert(EXPIRES_AT.to_owned(), seconds(at));
    item
}

fn seconds(at: DateTime<Utc>) -> AttributeValue {
    AttributeValue::N(at.timestamp().to_string())
}

fn sign_in_key(token: &str, sk: &str) -> Key {
    Key::new(format!("SGN#{}", keys::secret_digest(token)), sk)
}

/// Names hold phones and addresses, so the digest is the key.
fn times_key(name: &str) -> Key {
    Key::new(format!("SGL#{}", keys::digest(name.as_bytes())), HEAD)
}
