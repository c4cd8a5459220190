//! The pairs of key and value that a result carries, in any order.
//! It must not know what any key means.

use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::{Fields, Value};

/// More pairs than any result carries.
const PARAMETERS_MAX: usize = 128;

/// The pairs, in the order in which they came: a key may occur twice, and need not have a value.
pub(super) struct Parameters<'a> {
    pairs: Vec<(String, Value<'a>)>,
}

impl<'a> Parameters<'a> {
    /// The pairs under `ResultParameters.ResultParameter`, a list or the only one. What is no pair is passed over.
    pub fn of(result: &Fields<'a>) -> Result<Self, Unreadable> {
        let mut pairs = Vec::new();
        let Some(parameters) = result.object("ResultParameters")? else {
            return Ok(Self { pairs });
        };
        let items = parameters.list("ResultParameter");
        if items.len() > PARAMETERS_MAX {
            return Err(Unreadable::TooManyFields);
        }
        for item in items {
            let item = Fields::of_value(item)?;
            if let Value::Text(key) = item.get("Key") {
                pairs.push((key, item.get("Value")));
            }
        }
        Ok(Self { pairs })
    }

    /// Whether a key occurs with anything in it.
    pub fn has(&self, key: &str) -> bool {
        self.all(key).next().is_some()
    }

    /// The value of a key; what occurs twice with one meaning occurs once.
    ///
    /// # Errors
    /// [`Unreadable::DuplicateField`] where two values disagree.
    pub fn get(&self, key: &str) -> Result<Value<'a>, Unreadable> {
        let mut values = self.all(key);
        let Some(first) = values.next() else {
            return Ok(Value::Absent);
        };
        match values.all(|other| other.text() == first.text()) {
            true => Ok(first.clone()),
            false => Err(Unreadable::DuplicateField),
        }
    }

    /// The values of a key, in their order, without those that are nothing.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &Value<'a>> {
        let named = self.pairs.iter().filter(move |(known, value)| {
            known == key && value.text().is_none_or(|text| !text.trim().is_empty())
        });
        named
            .map(|(_, value)| value)
            .filter(|value| **value != Value::Absent)
    }
}
