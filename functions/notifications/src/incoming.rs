//! What a message on the queue says: a notification of ours that is due, or what SES reports of an e-mail.
//! It reads, and does nothing.

use std::collections::HashMap;

use billing::ids::of_notification::NotificationId;
use messages::plain;
use operations::deliver::Report;
use runtime::queue::{CarrierQuestion, NotificationMessage};
use serde::Deserialize;

/// The tag by which SES knows which notification an e-mail is.
pub(crate) const TAG: &str = "notification";

/// What SES publishes once when it is told where its events go.
const GREETING: &str = "Successfully validated SNS topic";

/// Characters kept of what a mail server said.
const DIAGNOSIS_CHARS_MAX: usize = 200;

/// A message on the queue.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// There is something to do about a notification.
    Due(NotificationId),
    /// SES says what became of an e-mail.
    Reported(NotificationId, Report),
    /// A carrier is to be asked something.
    Asked(CarrierQuestion),
    /// Something that we need not know.
    Nothing,
}

/// Ours, an event as SNS delivers it raw, or one in an envelope of SNS.
#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Ours(NotificationMessage),
    Question(CarrierQuestion),
    Event(SesEvent),
    Envelope {
        #[serde(rename = "Message")]
        message: String,
    },
}

/// As far as it matters to us. Source: "Contents of event data that Amazon SES publishes to Amazon SNS".
#[derive(Deserialize)]
struct SesEvent {
    #[serde(rename = "eventType", alias = "notificationType")]
    kind: String,
    mail: MailObject,
    bounce: Option<Bounce>,
    reject: Option<Reject>,
}

#[derive(Deserialize)]
struct MailObject {
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    #[serde(default)]
    bounced_recipients: Vec<BouncedRecipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BouncedRecipient {
    diagnostic_code: Option<String>,
}

#[derive(Deserialize)]
struct Reject {
    #[serde(default)]
    reason: String,
}

/// Reads the body of a message; nothing where nobody can.
pub(crate) fn read(body: &str) -> Option<Incoming> {
    if body.starts_with(GREETING) {
        return Some(Incoming::Nothing);
    }
    match serde_json::from_str(body).ok()? {
        Body::Ours(message) => Some(Incoming::Due(message.notification)),
        Body::Question(question) => Some(Incoming::Asked(question)),
        Body::Event(event) => Some(event.read()),
        Body::Envelope { message } if message.starts_with(GREETING) => Some(Incoming::Nothing),
        Body::Envelope { message } => {
            let event: SesEvent = serde_json::from_str(&message).ok()?;
            Some(event.read())
        }
    }
}

impl SesEvent {
    fn read(&self) -> Incoming {
        match (self.notification(), self.report()) {
            (Some(id), Some(report)) => Incoming::Reported(id, report),
            _ => Incoming::Nothing,
        }
    }

    /// By the tag, which is there where a configuration set is used, or else by the name that we gave the letter.
    fn notification(&self) -> Option<NotificationId> {
        let tag = self.mail.tags.get(TAG).and_then(|values| values.first());
        let tagged = tag.and_then(|tag| NotificationId::parse(tag).ok());
        tagged.or_else(|| {
            let mut headers = self.mail.headers.iter();
            let header = headers.find(|header| header.name.eq_ignore_ascii_case("Message-ID"))?;
            let (local, _) = header
                .value
                .trim()
                .trim_start_matches('<')
                .split_once('@')?;
            NotificationId::parse(local).ok()
        })
    }

    fn report(&self) -> Option<Report> {
        match self.kind.as_str() {
            "Delivery" => Some(Report::Delivered),
            "Bounce" => self.bounce.as_ref().and_then(Bounce::report),
            "Complaint" => Some(Report::Failed {
                because: "complained: the recipient called it unwanted".to_owned(),
                permanent: true,
            }),
            "Reject" => {
                let reason = self.reject.as_ref().map_or("", |reject| &reject.reason);
                Some(Report::Failed {
                    because: line(&format!("SES did not send it: {reason}")),
                    permanent: false,
                })
            }
            _ => None,
        }
    }
}

impl Bounce {
    /// Of what may yet arrive, SES goes on trying by itself.
    fn report(&self) -> Option<Report> {
        if self.bounce_type != "Permanent" {
            return None;
        }
        let diagnosis = self
            .bounced_recipients
            .iter()
            .find_map(|recipient| recipient.diagnostic_code.as_deref());
        let diagnosis = diagnosis.unwrap_or(&self.bounce_sub_type);
        Some(Report::Failed {
            because: line(&format!("bounced: {diagnosis}")),
            permanent: true,
        })
    }
}

fn line(text: &str) -> String {
    plain::cut(&plain::line(text), DIAGNOSIS_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ID: &str = "ntf_10000012_20261207_00112233445566778899aabbccddeeff";

    fn event(kind: &str, more: &Value) -> Value {
        let mut event = json!({
            "eventType": kind,
            "mail": {
                "timestamp": "2026-12-07T06:00:00.000Z",
                "source": "Savanna <billing@example.co.ke>",
                "messageId": "EXAMPLE7c191be45",
                "destination": ["asha@example.org"],
                "headersTruncated": false,
                "headers": [{"name": "From", "value": "Savanna <billing@example.co.ke>"}],
                "tags": {"ses:operation": ["SendRawEmail"], "notification": [ID]},
            },
        });
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    }

    fn bounce(kind: &str) -> Value {
        json!({"bounce": {
            "bounceType": kind, "bounceSubType": "General",
            "bouncedRecipients": [{
                "emailAddress": "asha@example.org", "action": "failed", "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1\r\nuser unknown",
            }],
        }})
    }

    fn reported(report: Report) -> Option<Incoming> {
        Some(Incoming::Reported(
            NotificationId::parse(ID).unwrap(),
            report,
        ))
    }

    fn failed(because: &str, permanent: bool) -> Option<Incoming> {
        reported(Report::Failed {
            because: because.to_owned(),
            permanent,
        })
    }

    #[test]
    fn every_event_of_ses_has_its_meaning_raw_and_in_an_envelope() {
        let none = json!({});
        let cases = [
            (event("Delivery", &none), reported(Report::Delivered)),
            (
                event("Bounce", &bounce("Permanent")),
                failed("bounced: smtp; 550 5.1.1 user unknown", true),
            ),
            (
                event("Bounce", &bounce("Transient")),
                Some(Incoming::Nothing),
            ),
            (
                event("Bounce", &bounce("Undetermined")),
                Some(Incoming::Nothing),
            ),
            (
                event(
                    "Complaint",
                    &json!({"complaint": {"complaintFeedbackType": "abuse"}}),
                ),
                failed("complained: the recipient called it unwanted", true),
            ),
            (
                event("Reject", &json!({"reject": {"reason": "Bad content"}})),
                failed("SES did not send it: Bad content", false),
            ),
            (event("Send", &none), Some(Incoming::Nothing)),
            (event("DeliveryDelay", &none), Some(Incoming::Nothing)),
        ];
        for (event, expected) in cases {
            let raw = event.to_string();
            let envelope = json!({"Type": "Notification", "MessageId": "1", "Message": raw});
            assert_eq!(read(&raw), expected, "{raw}");
            assert_eq!(read(&envelope.to_string()), expected, "{envelope}");
        }
    }

    #[test]
    fn an_event_without_tags_is_known_by_the_name_of_its_letter() {
        let mut event = event("Delivery", &json!({}));
        event["mail"]["tags"] = json!({});
        assert_eq!(read(&event.to_string()), Some(Incoming::Nothing));
        event["mail"]["headers"] =
            json!([{"name": "Message-Id", "value": format!("<{ID}@example.co.ke>")}]);
        assert_eq!(read(&event.to_string()), reported(Report::Delivered));
        event["notificationType"] = event["eventType"].take();
        event.as_object_mut().unwrap().remove("eventType");
        assert_eq!(read(&event.to_string()), reported(Report::Delivered));
    }

    #[test]
    fn a_notification_of_ours_is_due() {
        let body = json!({"notification": ID}).to_string();
        let id = NotificationId::parse(ID).unwrap();
        assert_eq!(read(&body), Some(Incoming::Due(id)));
    }

    #[test]
    fn a_question_to_a_carrier_is_no_notification() {
        let asked = Incoming::Asked(CarrierQuestion::SmsBalance);
        assert_eq!(read(r#"{"ask":"sms_balance"}"#), Some(asked));
        assert_eq!(read(r#"{"ask":"the weather"}"#), None);
    }

    #[test]
    fn the_greeting_of_ses_is_no_poison_and_everything_else_is() {
        let greeting = "Successfully validated SNS topic for Amazon SES event publishing.";
        assert_eq!(read(greeting), Some(Incoming::Nothing));
        let envelope = json!({"Type": "Notification", "Message": greeting}).to_string();
        assert_eq!(read(&envelope), Some(Incoming::Nothing));
        for poison in [
            "",
            "poison",
            "{}",
            r#"{"notification":"x"}"#,
            r#"{"Message":"x"}"#,
        ] {
            assert_eq!(read(poison), None, "{poison}");
        }
    }
}
