//! The small forms that fields of every resource have: amounts, currencies, days, and who or what is meant.
//! Each is parsed once, where it arrives, and says in words what it should be.

use std::borrow::Cow;

use billing::account_number::AccountNumber;
use billing::allocation::ALLOCATIONS_MAX;
use billing::ids::{CustomerId, ObligationId, ParkedId, PaymentId};
use billing::money::{Currency, Money};
use chrono::{Datelike, NaiveDate};
use operations::error::OperationError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::refusal::Refusal;

/// Years that a day may be in: others are slips, and would not sort.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// What a customer's id begins with, as no account number does that a person would type.
const CUSTOMER_PREFIX: &str = "cus_";

/// An amount of money, told as a decimal string so that no program turns it into a binary fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(Money);

impl Amount {
    /// The same figure in a currency.
    ///
    /// # Panics
    /// Never: every currency has the same range.
    #[must_use]
    pub fn in_currency(self, currency: Currency) -> Money {
        Money::from_cents(self.0.cents(), currency).expect("the figure is in range already")
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self(money)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.amount_text())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Quoted;
        impl serde::de::Visitor<'_> for Quoted {
            type Value = Amount;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an amount in quotes, like \"1250.00\"")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Amount, E> {
                // The currency stands beside it and changes nothing about the figure.
                Money::parse(text, Currency::Kes)
                    .map(Amount)
                    .map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Quoted)
    }
}

impl PartialSchema for Amount {
    fn schema() -> RefOr<Schema> {
        text("A decimal string: digits, at most two decimals, never a JSON number. Answers always have two decimals.")
            .pattern(Some(r"^-?\d+(\.\d{1,2})?$"))
            .examples(["1250.00"])
            .into()
    }
}

impl ToSchema for Amount {
    fn name() -> Cow<'static, str> {
        "Amount".into()
    }
}

/// A currency that accounts are kept in; Kenya shillings where a request leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CurrencyCode(pub Currency);

impl Default for CurrencyCode {
    fn default() -> Self {
        Self(Currency::Kes)
    }
}

impl From<Money> for CurrencyCode {
    fn from(money: Money) -> Self {
        Self(money.currency())
    }
}

impl PartialSchema for CurrencyCode {
    fn schema() -> RefOr<Schema> {
        let codes = Currency::ALL.map(Currency::code);
        text("The ISO 4217 code of a currency; requests may leave it out and mean KES.")
            .enum_values(Some(codes))
            .into()
    }
}

impl ToSchema for CurrencyCode {
    fn name() -> Cow<'static, str> {
        "Currency".into()
    }
}

/// A civil day in Nairobi.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day: Option<NaiveDate> = text.parse().ok();
        // Chrono also reads `2026-12-7`; one form is enough.
        day.filter(|day| YEARS.contains(&day.year()) && day.to_string() == text)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("write the day like 2026-12-07"))
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        text("A civil day in Nairobi.")
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .examples(["2026-12-07"])
            .into()
    }
}

impl ToSchema for Day {
    fn name() -> Cow<'static, str> {
        "Day".into()
    }
}

/// A customer as requests name one: the account number in any spelling, or the id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRef(pub CustomerId);

impl CustomerRef {
    /// Reads either form.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with(CUSTOMER_PREFIX) {
            let id = CustomerId::parse(text).map_err(|error| error.to_string())?;
            return Ok(Self(id));
        }
        let account = AccountNumber::parse(text).map_err(|error| error.to_string())?;
        Ok(Self(CustomerId::from(&account)))
    }

    /// The customer that an address is about; what cannot be an account number is nobody's.
    ///
    /// # Errors
    /// `customer_not_found`.
    pub fn in_path(text: &str) -> Result<CustomerId, Refusal> {
        let customer = Self::parse(text).map_err(|_| OperationError::CustomerNotFound)?;
        Ok(customer.0)
    }
}

impl<'de> Deserialize<'de> for CustomerRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for CustomerRef {
    fn schema() -> RefOr<Schema> {
        text("A customer: the account number in any spelling, or the id.")
            .examples(["10000017", "cus_10000017"])
            .into()
    }
}

impl ToSchema for CustomerRef {
    fn name() -> Cow<'static, str> {
        "CustomerRef".into()
    }
}

/// The payment that an address is about; what cannot be an id is no payment's.
///
/// # Errors
/// `payment_not_found`.
pub fn payment_in_path(text: &str) -> Result<PaymentId, Refusal> {
    Ok(PaymentId::parse(text).map_err(|_| OperationError::PaymentNotFound)?)
}

/// The obligation that an address is about.
///
/// # Errors
/// `obligation_not_found`.
pub fn obligation_in_path(text: &str) -> Result<ObligationId, Refusal> {
    Ok(ObligationId::parse(text).map_err(|_| OperationError::ObligationNotFound)?)
}

/// The parked callback that an address is about.
///
/// # Errors
/// `parked_not_found`.
pub fn parked_in_path(text: &str) -> Result<ParkedId, Refusal> {
    Ok(ParkedId::parse(text).map_err(|_| OperationError::ParkedNotFound)?)
}

/// An array of at most as many entries as one payment can be put to.
///
/// # Errors
/// `too_many`.
pub fn check_count(field: &'static str, count: usize) -> Result<(), Refusal> {
    if count > ALLOCATIONS_MAX {
        let detail = format!("give at most {ALLOCATIONS_MAX}");
        return Err(Refusal::field(field, "too_many", detail));
    }
    Ok(())
}

/// The schema of a text.
#[must_use]
pub fn text(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
}

/// The schema of a text that is one of a few words.
#[must_use]
pub fn one_of(description: &str, words: &[&'static str]) -> Schema {
    let words: Vec<&'static str> = words.to_vec();
    text(description).enum_values(Some(words)).into()
}

/// The schema of a text that is one of a few words, or null.
#[must_use]
pub fn one_of_or_null(description: &str, words: &[&'static str]) -> Schema {
    let words = words.iter().copied().map(Value::from);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some(description))
        .enum_values(Some(words.chain([Value::Null])))
        .into()
}
