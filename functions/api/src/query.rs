//! The query string of a request: parameters of the form that is described, pages and periods.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use billing::civil::start_of_day;
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::value::{Error, MapDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};

use crate::fields::Day;
use crate::input::Wrong;
use crate::refusal::Refusal;

/// The most items of one page.
pub const LIMIT_MAX: i64 = 100;
/// Items of one page where the caller does not say.
pub const LIMIT_DEFAULT: i64 = 50;

/// The query string in the form `T`. A parameter without a value counts as left out.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
        .map_err(|_| Refusal::query("", "unreadable", "the query string cannot be read"))?;
    let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let form = MapDeserializer::new(given.map(|(name, value)| (name, Text(value))));
    serde_path_to_error::deserialize(form).map_err(|error: serde_path_to_error::Error<Error>| {
        let path = error.path().to_string();
        let wrong = Wrong::in_words(&path, &error.inner().to_string());
        Refusal::query(wrong.field, wrong.code, wrong.detail)
    })
}

/// The value of a parameter, which is text whatever it stands for.
struct Text(String);

impl<'de> IntoDeserializer<'de, Error> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Text {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.0.parse();
        visitor.visit_bool(value.map_err(|_| Error::custom("give true or false"))?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.0.parse();
        visitor.visit_i64(value.map_err(|_| Error::custom("give a whole number"))?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// How many items a page may have.
///
/// # Errors
/// `limit_out_of_range` unless it is 1 to [`LIMIT_MAX`].
pub fn limit(asked: Option<i64>) -> Result<usize, Refusal> {
    let limit = asked.unwrap_or(LIMIT_DEFAULT);
    if (1..=LIMIT_MAX).contains(&limit) {
        return Ok(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    let detail = format!("Ask for 1 to {LIMIT_MAX} items.");
    Err(Refusal::new(
        StatusCode::BAD_REQUEST,
        "limit_out_of_range",
        detail,
    ))
}

/// Days in Nairobi, both included; open at an end that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// A period that does not end before it begins.
    ///
    /// # Errors
    /// `before_from` otherwise.
    pub fn new(from: Option<Day>, to: Option<Day>) -> Result<Self, Refusal> {
        let (from, to) = (from.map(NaiveDate::from), to.map(NaiveDate::from));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let detail = "the period ends before it begins";
            return Err(Refusal::query("to", "before_from", detail));
        }
        Ok(Self { from, to })
    }

    /// The instant at which it begins.
    #[must_use]
    pub fn start(self) -> Option<DateTime<Utc>> {
        self.from.map(start_of_day)
    }

    /// The instant at which it is over.
    #[must_use]
    pub fn end(self) -> Option<DateTime<Utc>> {
        self.to.and_then(|last| last.succ_opt()).map(start_of_day)
    }
}
