//! Tolerant reading of M-PESA's JSON, field by field, with every number kept as the text it came as.
//! It owns the grammar (what is JSON, what is one field); it must not know what any field means.
//!
//! Floating point never happens here: a field is a slice of the body until somebody asks for its text.
//! Reading is not recursive, so no depth of nesting can exhaust the stack.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::unreadable::Unreadable;

/// More fields than any message of M-PESA's by far.
const FIELDS_MAX: usize = 256;

/// The fields of one JSON object, each by its exact name.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    by_name: HashMap<String, &'a RawValue>,
}

/// One field's value, with text decoded and numbers as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// The field is not there, or is `null`.
    Absent,
    /// A JSON string, decoded.
    Text(String),
    /// A JSON number, exactly as written.
    Number(&'a str),
    /// `true`, `false`, an object or an array: never what a simple field should be.
    Other,
}

impl<'a> Fields<'a> {
    /// The fields of a request body.
    ///
    /// # Errors
    /// Names why the body is not one readable JSON object.
    pub fn of_body(raw: &'a [u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(raw).map_err(|_| Unreadable::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Unreadable::Empty);
        }
        let value = serde_json::from_str(text).map_err(|_| Unreadable::NotJson)?;
        Self::of_value(value)
    }

    /// The fields of a nested object.
    ///
    /// # Errors
    /// As [`Fields::of_body`].
    pub fn of_value(value: &'a RawValue) -> Result<Self, Unreadable> {
        if !value.get().starts_with('{') {
            return Err(Unreadable::NotAnObject);
        }
        match serde_json::from_str(value.get()).map_err(|_| Unreadable::NotJson)? {
            Read::Fields(by_name) => Ok(Self { by_name }),
            Read::Twice => Err(Unreadable::DuplicateField),
            Read::TooMany => Err(Unreadable::TooManyFields),
        }
    }

    /// The value of a simple field.
    #[must_use]
    pub fn get(&self, name: &str) -> Value<'a> {
        self.by_name
            .get(name)
            .map_or(Value::Absent, |raw| Value::of(raw))
    }

    /// The object in a field; `None` where the field is absent.
    ///
    /// # Errors
    /// [`Unreadable::NotAnObject`] where the field holds something else.
    pub fn object(&self, name: &str) -> Result<Option<Self>, Unreadable> {
        match self.present(name) {
            None => Ok(None),
            Some(raw) => Self::of_value(raw).map(Some),
        }
    }

    /// The elements of an array in a field; none where it is absent.
    /// M-PESA sends some lists of one as the element alone, so an object counts as such a list.
    #[must_use]
    pub fn list(&self, name: &str) -> Vec<&'a RawValue> {
        match self.present(name) {
            None => Vec::new(),
            Some(raw) if raw.get().starts_with('[') => {
                serde_json::from_str(raw.get()).unwrap_or_default()
            }
            Some(raw) => vec![raw],
        }
    }

    fn present(&self, name: &str) -> Option<&'a RawValue> {
        let raw = self.by_name.get(name).copied()?;
        (raw.get() != "null").then_some(raw)
    }
}

impl<'a> Value<'a> {
    fn of(raw: &'a RawValue) -> Self {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => Self::Text(decoded(text)),
            Some(b'n') => Self::Absent,
            Some(b'-' | b'0'..=b'9') => Self::Number(text),
            _ => Self::Other,
        }
    }

    /// The characters of a string or a number; `None` for anything else.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(text) => Some(text),
            Self::Absent | Self::Other => None,
        }
    }
}

/// The string's characters; where its escapes make no character (half a surrogate pair), the escapes themselves.
fn decoded(quoted: &str) -> String {
    serde_json::from_str(quoted).unwrap_or_else(|_| quoted.trim_matches('"').to_owned())
}

enum Read<'a> {
    Fields(HashMap<String, &'a RawValue>),
    Twice,
    TooMany,
}

impl<'de> Deserialize<'de> for Read<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadVisitor)
    }
}

struct ReadVisitor;

impl<'de> Visitor<'de> for ReadVisitor {
    type Value = Read<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read<'de>, A::Error> {
        let mut fields = HashMap::new();
        let mut fault = None;
        // A fault does not end the reading: serde_json wants the object read to its end.
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            if fault.is_some() {
                continue;
            }
            if fields.len() == FIELDS_MAX {
                fault = Some(Read::TooMany);
                continue;
            }
            match fields.entry(name) {
                Entry::Occupied(_) => fault = Some(Read::Twice),
                Entry::Vacant(vacant) => {
                    vacant.insert(value);
                }
            }
        }
        Ok(fault.unwrap_or(Read::Fields(fields)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_text() {
        let fields = Fields::of_body(br#"{"a":1.00,"b":1e3,"c":20191219102115,"d":-0}"#).unwrap();
        assert_eq!(fields.get("a"), Value::Number("1.00"));
        assert_eq!(fields.get("b"), Value::Number("1e3"));
        assert_eq!(fields.get("c"), Value::Number("20191219102115"));
        assert_eq!(fields.get("d"), Value::Number("-0"));
    }

    #[test]
    fn null_and_missing_are_the_same_and_other_shapes_are_neither_text_nor_number() {
        let fields = Fields::of_body(br#"{"a":null,"b":true,"c":{},"d":[1]}"#).unwrap();
        assert_eq!(fields.get("a"), Value::Absent);
        assert_eq!(fields.get("missing"), Value::Absent);
        for name in ["b", "c", "d"] {
            assert_eq!(fields.get(name), Value::Other, "{name}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_kept_as_its_escape() {
        let fields = Fields::of_body(br#"{"a":"x\ud800"}"#).unwrap();
        assert_eq!(fields.get("a"), Value::Text("x\\ud800".to_owned()));
    }

    #[test]
    fn what_is_not_one_object_is_refused_with_its_reason() {
        let deep_array = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
        let unclosed = vec![b'['; 10_000];
        let escaped_twin = br#"{"TransID":"A","Trans\u0049D":"B"}"#;
        let many: String = (0..=FIELDS_MAX).map(|n| format!("\"f{n}\":0,")).collect();
        let many = format!("{{{}}}", many.trim_end_matches(','));
        let cases: &[(&[u8], Unreadable)] = &[
            (b"", Unreadable::Empty),
            (b" \n ", Unreadable::Empty),
            (b"\xff\xfe", Unreadable::NotUtf8),
            (b"hello", Unreadable::NotJson),
            (b"{\"a\":NaN}", Unreadable::NotJson),
            (b"{\"a\":1}{\"a\":1}", Unreadable::NotJson),
            (b"{\"a\":1,}", Unreadable::NotJson),
            (b"{\"a\":01}", Unreadable::NotJson),
            (b"a=1&b=2", Unreadable::NotJson),
            (b"[]", Unreadable::NotAnObject),
            (b"null", Unreadable::NotAnObject),
            (b"\"text\"", Unreadable::NotAnObject),
            (&deep_array, Unreadable::NotAnObject),
            (&unclosed, Unreadable::NotJson),
            (b"{\"a\":1,\"a\":1}", Unreadable::DuplicateField),
            (escaped_twin, Unreadable::DuplicateField),
            (many.as_bytes(), Unreadable::TooManyFields),
        ];
        for (raw, reason) in cases {
            let shown = String::from_utf8_lossy(&raw[..raw.len().min(40)]).into_owned();
            assert_eq!(Fields::of_body(raw).err().as_ref(), Some(reason), "{shown}");
        }
    }

    #[test]
    fn an_unknown_field_may_be_nested_ten_thousand_deep() {
        let deep = format!(
            "{{\"a\":\"1\",\"x\":{}1{}}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert_eq!(
            Fields::of_body(deep.as_bytes()).unwrap().get("a"),
            Value::Text("1".to_owned())
        );
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert!(Fields::of_body("\u{feff}{}".as_bytes()).is_ok());
    }
}
