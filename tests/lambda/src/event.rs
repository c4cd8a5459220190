//! The recorded events in `events/`, with what differs from run to run put in for `{{name}}`.
//! It must not know which function gets one.

use aws_sdk_sqs::types::Message;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::template::Fault;

/// In the order of the folder.
const EVENTS: [(&str, &str); 11] = [
    ("api_balance", include_str!("../events/api_balance.json")),
    ("api_healthz", include_str!("../events/api_healthz.json")),
    (
        "api_new_customer",
        include_str!("../events/api_new_customer.json"),
    ),
    (
        "api_new_obligation",
        include_str!("../events/api_new_obligation.json"),
    ),
    ("api_readyz", include_str!("../events/api_readyz.json")),
    (
        "callbacks_confirmation",
        include_str!("../events/callbacks_confirmation.json"),
    ),
    (
        "callbacks_validation",
        include_str!("../events/callbacks_validation.json"),
    ),
    ("portal_page", include_str!("../events/portal_page.json")),
    ("schedule", include_str!("../events/schedule.json")),
    ("sqs_batch", include_str!("../events/sqs_batch.json")),
    (
        "stk_push_request",
        include_str!("../events/stk_push_request.json"),
    ),
];

/// A recorded event.
///
/// # Errors
/// There is none of this name, or something in it is not given.
pub fn recorded(name: &str, given: &[(&str, &str)]) -> Result<Value, Fault> {
    let found = EVENTS.iter().find(|(known, _)| *known == name);
    let (_, text) = found.ok_or_else(|| format!("no event {name}"))?;
    let mut event = serde_json::from_str(text)?;
    fill(&mut event, given)?;
    // As API Gateway passes on what the client said.
    if let Some(length) = event["body"].as_str().map(str::len) {
        event["headers"]["content-length"] = length.to_string().into();
    }
    Ok(event)
}

/// The same request with its body in base64, as API Gateway writes what it does not take for text.
#[must_use]
pub fn in_base64(mut event: Value) -> Value {
    let body = event["body"].as_str().unwrap_or_default();
    event["body"] = STANDARD.encode(body).into();
    event["isBase64Encoded"] = true.into();
    event["headers"]["content-type"] = "application/octet-stream".into();
    event
}

/// A batch of these messages and one at its end that is not one of ours, and the id of that one.
///
/// # Errors
/// The recorded batch is not there.
pub fn batch(queue: &str, messages: &[Message]) -> Result<(Value, String), Fault> {
    let recorded = recorded("sqs_batch", &[("queue", queue), ("body", "")])?;
    let [ours, poison] = [0, 1].map(|index| recorded["Records"][index].clone());
    let id = poison["messageId"].as_str().unwrap_or_default().to_owned();
    let mut records: Vec<Value> = messages
        .iter()
        .map(|message| record(&ours, message))
        .collect();
    records.push(poison);
    Ok((json!({"Records": records}), id))
}

/// As the poller of Lambda writes a message that it received.
fn record(recorded: &Value, message: &Message) -> Value {
    let mut record = recorded.clone();
    record["messageId"] = message.message_id.clone().into();
    record["receiptHandle"] = message.receipt_handle.clone().into();
    record["body"] = message.body.clone().into();
    record["md5OfBody"] = message.md5_of_body.clone().into();
    for (name, value) in message.attributes.iter().flatten() {
        record["attributes"][name.as_str()] = value.as_str().into();
    }
    let attributes = message.message_attributes.iter().flatten();
    let attributes: Map<String, Value> = attributes
        .map(|(name, value)| {
            let value = json!({
                "stringValue": value.string_value, "stringListValues": [], "binaryListValues": [],
                "dataType": value.data_type,
            });
            (name.clone(), value)
        })
        .collect();
    record["messageAttributes"] = attributes.into();
    record
}

fn fill(value: &mut Value, given: &[(&str, &str)]) -> Result<(), Fault> {
    match value {
        Value::String(text) => *text = filled(text, given)?,
        Value::Array(values) => {
            for value in values {
                fill(value, given)?;
            }
        }
        Value::Object(values) => {
            for value in values.values_mut() {
                fill(value, given)?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

fn filled(text: &str, given: &[(&str, &str)]) -> Result<String, Fault> {
    let mut parts = text.split("{{");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").ok_or("a `{{` that does not end")?;
        let found = given.iter().find(|(known, _)| *known == name);
        let (_, value) = found.ok_or_else(|| format!("{name} is not given"))?;
        whole.push_str(value);
        whole.push_str(rest);
    }
    Ok(whole)
}

/// What an HTTP function answered.
#[derive(Clone, Debug)]
pub struct HttpAnswer {
    /// Its status.
    pub status: u64,
    /// Its headers.
    pub headers: Map<String, Value>,
    /// Its body, out of base64 where it is in that.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// Reads what API Gateway would read.
    ///
    /// # Errors
    /// It would answer 500, since this is no response.
    pub fn read(answer: &Value) -> Result<Self, Fault> {
        let status = answer["statusCode"]
            .as_u64()
            .ok_or_else(|| format!("no statusCode in {answer}"))?;
        let body = answer["body"].as_str().unwrap_or_default();
        let body = match answer["isBase64Encoded"].as_bool() {
            Some(true) => STANDARD.decode(body)?,
            _ => body.as_bytes().to_vec(),
        };
        let mut headers = answer["multiValueHeaders"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        headers.extend(answer["headers"].as_object().cloned().unwrap_or_default());
        Ok(Self {
            status,
            headers,
            body,
        })
    }

    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn json(&self) -> Result<Value, Fault> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// The messages that a batch left on the queue.
///
/// # Errors
/// The answer is none that Lambda understands; it would repeat the whole batch.
pub fn failures(answer: &Value) -> Result<Vec<String>, Fault> {
    let list = answer["batchItemFailures"].as_array();
    let list = list.ok_or_else(|| format!("no batchItemFailures in {answer}"))?;
    let ids = list
        .iter()
        .map(|failure| failure["itemIdentifier"].as_str().map(str::to_owned));
    ids.collect::<Option<_>>()
        .ok_or_else(|| format!("a failure without itemIdentifier in {answer}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_json_and_wants_what_it_names() {
        for (name, text) in EVENTS {
            let wants = text.contains("{{");
            assert_eq!(recorded(name, &[]).is_err(), wants, "{name}");
        }
    }

    #[test]
    fn the_length_is_that_of_the_body() {
        let given = [
            ("hook_token", "t"),
            ("receipt", "R1"),
            ("paid_at", ""),
            ("amount", "1.00"),
            ("account", "é"),
        ];
        let event = recorded("callbacks_confirmation", &given).unwrap();
        let body = event["body"].as_str().unwrap();
        assert_eq!(event["headers"]["content-length"], body.len().to_string());
        assert_eq!(in_base64(event.clone())["body"], STANDARD.encode(body));
        assert_eq!(event["rawPath"], "/hooks/t/c2b/confirmation");
    }
}
