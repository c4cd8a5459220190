//! The gateway's JSON: the requests as it wants them, and its answers as loose fields.
//! It owns the grammar; it must not know what any field means.
//!
//! A field is the text that it was written as, whether that is a string or a number. No floating point happens here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::value::RawValue;

/// The name under which whole answers are wrapped; some are not.
const WRAPPER: &str = "responses";

/// A request for up to twenty messages.
#[derive(serde::Serialize)]
pub(super) struct BulkRequest<'a> {
    /// How many messages follow.
    pub count: usize,
    /// The messages.
    pub smslist: Vec<BulkMessage<'a>>,
}

/// One message of many; each carries the credentials.
#[derive(serde::Serialize)]
pub(super) struct BulkMessage<'a> {
    /// The account.
    #[serde(rename = "partnerID")]
    pub partner_id: &'a str,
    /// The account's secret.
    pub apikey: &'a str,
    /// `plain`: the text is meant as it is.
    pub pass_type: &'static str,
    /// The sender's own id, which comes back in the answer.
    pub clientsmsid: u64,
    /// Twelve digits.
    pub mobile: &'a str,
    /// The text.
    pub message: &'a str,
    /// Who the phone says it is from.
    pub shortcode: &'a str,
}

/// A request for a delivery report.
#[derive(serde::Serialize)]
pub(super) struct DeliveryRequest<'a> {
    /// The account's secret.
    pub apikey: &'a str,
    /// The account.
    #[serde(rename = "partnerID")]
    pub partner_id: &'a str,
    /// Which message, by the gateway's id.
    #[serde(rename = "messageID")]
    pub message_id: &'a str,
}

/// A request for what is left on the account.
#[derive(serde::Serialize)]
pub(super) struct BalanceRequest<'a> {
    /// The account's secret.
    pub apikey: &'a str,
    /// The account.
    #[serde(rename = "partnerID")]
    pub partner_id: &'a str,
}

/// A request as JSON text.
pub(super) fn json(request: &impl Serialize) -> String {
    serde_json::to_string(request).expect("texts and numbers are always JSON")
}

/// The objects of an answer: those under `responses`, those of a bare list, or the one that the answer is.
/// `None` where it is no such thing. What stands between the objects of a list is passed over.
pub(super) fn rows(body: &str) -> Option<Vec<Fields<'_>>> {
    let body = body.trim_start_matches('\u{feff}').trim();
    let whole: &RawValue = serde_json::from_str(body).ok()?;
    if let Some(list) = list(whole) {
        return Some(list);
    }
    let fields = Fields::of(whole)?;
    match fields.raw(WRAPPER) {
        Some(wrapped) => list(wrapped).or_else(|| Some(vec![Fields::of(wrapped)?])),
        None => Some(vec![fields]),
    }
}

fn list(raw: &RawValue) -> Option<Vec<Fields<'_>>> {
    let elements: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    Some(elements.into_iter().filter_map(Fields::of).collect())
}

/// The fields of one object, in the order in which they came.
pub(super) struct Fields<'a> {
    named: Vec<(String, &'a RawValue)>,
}

impl<'a> Fields<'a> {
    /// The fields of an object; `None` for anything else.
    pub fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// The text of the field that goes by any of `names`, whatever its case, without white space around it.
    /// `None` where there is none, where it is empty, and where two of them disagree.
    pub fn text(&self, names: &[&str]) -> Option<String> {
        let mut found: Option<String> = None;
        for raw in self.all(names) {
            let Some(text) = text_of(raw) else {
                continue;
            };
            match &found {
                Some(other) if *other != text => return None,
                _ => found = Some(text),
            }
        }
        found
    }

    /// Whether a field by any of `names` holds anything at all.
    pub fn has(&self, names: &[&str]) -> bool {
        self.all(names)
            .any(|raw| !matches!(raw.get(), "null" | "\"\""))
    }

    /// The objects that stand in the fields of this one.
    pub fn nested(&self) -> impl Iterator<Item = Fields<'a>> {
        self.named.iter().filter_map(|(_, raw)| Fields::of(raw))
    }

    fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let found = self
            .named
            .iter()
            .find(|(known, raw)| known.eq_ignore_ascii_case(name) && raw.get() != "null");
        found.map(|(_, raw)| *raw)
    }

    fn all(&self, names: &[&str]) -> impl Iterator<Item = &'a RawValue> {
        let named = self.named.iter().filter(move |(known, _)| {
            names
                .iter()
                .any(|name| known.trim().eq_ignore_ascii_case(name))
        });
        named.map(|(_, raw)| *raw)
    }
}

/// The characters of a string or a number; `None` for anything else and for nothing.
fn text_of(raw: &RawValue) -> Option<String> {
    let written = raw.get();
    let text = match written.as_bytes().first()? {
        b'"' => serde_json::from_str(written).ok()?,
        b'-' | b'0'..=b'9' => written.to_owned(),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut named = Vec::new();
        while let Some(entry) = map.next_entry()? {
            named.push(entry);
        }
        Ok(Fields { named })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_be_wrapped_or_bare() {
        let cases = [
            (r#"{"responses":[{"a":1},{"a":2}]}"#, Some("1 2")),
            (r#"{"responses":{"a":1}}"#, Some("1")),
            (r#"{"Responses":[{"a":1}]}"#, Some("1")),
            (r#"[{"a":1},{"a":"2"}]"#, Some("1 2")),
            (r#"{"a":1}"#, Some("1")),
            (r#"{"responses":null,"a":1}"#, Some("1")),
            (r#"{"responses":[{"a":1},null,7,"x",[{"a":2}]]}"#, Some("1")),
            ("\u{feff} {\"a\":1}\r\n", Some("1")),
            (r#"{"responses":[]}"#, Some("")),
            (r#"{"responses":"none"}"#, None),
            ("", None),
            ("null", None),
            ("200", None),
            ("<html><body>502</body></html>", None),
            (r#"{"a":1"#, None),
            (r#"{"a":1}{"a":2}"#, None),
        ];
        for (body, expected) in cases {
            let read = rows(body).map(|rows| {
                let texts: Vec<String> = rows.iter().filter_map(|it| it.text(&["a"])).collect();
                texts.join(" ")
            });
            assert_eq!(read.as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn a_field_is_its_text_and_two_that_disagree_are_none() {
        let cases = [
            (r#"{"a":200}"#, Some("200")),
            (r#"{"a":"200"}"#, Some("200")),
            (r#"{"A":" 200 "}"#, Some("200")),
            (r#"{"b":"200"}"#, Some("200")),
            (r#"{"a":200,"b":"200"}"#, Some("200")),
            (r#"{"a":null,"b":200}"#, Some("200")),
            (r#"{"a":200,"b":1005}"#, None),
            (r#"{"a":200,"a":1005}"#, None),
            (
                r#"{"a":12345678901234567890123}"#,
                Some("12345678901234567890123"),
            ),
            (r#"{"a":""}"#, None),
            (r#"{"a":true}"#, None),
            (r#"{"a":{"a":1}}"#, None),
            (r#"{"c":1}"#, None),
        ];
        for (body, expected) in cases {
            let rows = rows(body).unwrap();
            assert_eq!(rows[0].text(&["a", "b"]).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn nesting_of_any_depth_in_an_unknown_field_is_passed_over() {
        let body = format!(
            "{{\"x\":{}1{},\"a\":1}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        let rows = rows(&body).unwrap();
        assert_eq!(rows[0].text(&["a"]).as_deref(), Some("1"));
        assert_eq!(rows[0].nested().count(), 0);
    }
}
