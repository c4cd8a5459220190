//! What a delivery report says, from the words that the networks use.
//! It must not know whose message it was.

use super::answer;
use super::gateway::GatewayError;
use super::outcome::Delivery;
use super::wire;

const DESCRIPTION: &[&str] = &["delivery-description", "delivery_description"];

/// Characters kept of the network's words.
const DESCRIPTION_CHARACTERS_MAX: usize = 100;

/// The code that says that there is no report yet.
const NO_REPORT_YET: u32 = 1008;

/// The words that we know, in lower case and without spaces, with what they mean.
const WORDS: &[(&str, Word)] = &[
    ("deliveredtoterminal", Word::Delivered),
    ("absentsubscriber", Word::Failed { permanent: false }),
    ("deliveryimpossible", Word::Failed { permanent: true }),
    ("sendernameblacklisted", Word::Failed { permanent: true }),
];

#[derive(Clone, Copy)]
enum Word {
    Delivered,
    Failed { permanent: bool },
}

/// What the answer to a question about `message_id` says.
///
/// # Errors
/// The answer is not understood, is about another message, or refuses.
pub(super) fn delivery(body: &str, message_id: &str) -> Result<Delivery, GatewayError> {
    let rows = wire::rows(body).ok_or(GatewayError::Unreadable)?;
    let [row] = rows.as_slice() else {
        return Err(GatewayError::Unreadable);
    };
    if answer::message_id(row).is_some_and(|it| it != message_id) {
        return Err(GatewayError::Unreadable);
    }
    let code = answer::code(row).ok_or(GatewayError::Unreadable)?;
    if code == NO_REPORT_YET {
        return Ok(Delivery::Underway);
    }
    if let Some(refusal) = answer::refusal(&rows) {
        return Err(GatewayError::Refused(refusal));
    }
    Ok(meaning(&row.text(DESCRIPTION).unwrap_or_default()))
}

fn meaning(description: &str) -> Delivery {
    let word: String = description
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    let known = WORDS.iter().find(|(known, _)| *known == word);
    match known.map(|(_, meaning)| *meaning) {
        Some(Word::Delivered) => Delivery::Delivered,
        Some(Word::Failed { permanent }) => Delivery::Failed {
            description: kept(description),
            permanent,
        },
        None => Delivery::Underway,
    }
}

fn kept(description: &str) -> String {
    let printable = description.chars().filter(|it| !it.is_control());
    printable.take(DESCRIPTION_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(description: &str, permanent: bool) -> Delivery {
        Delivery::Failed {
            description: description.to_owned(),
            permanent,
        }
    }

    #[test]
    fn every_known_word_has_its_meaning_and_any_other_is_no_news() {
        let cases = [
            ("DeliveredToTerminal", Delivery::Delivered),
            ("deliveredtoterminal", Delivery::Delivered),
            ("Delivered To Terminal", Delivery::Delivered),
            ("DeliveryImpossible", failed("DeliveryImpossible", true)),
            (
                "SenderName Blacklisted",
                failed("SenderName Blacklisted", true),
            ),
            ("AbsentSubscriber", failed("AbsentSubscriber", false)),
            ("Absent\u{7}Subscriber", failed("AbsentSubscriber", false)),
            ("NotDeliveredToTerminal", Delivery::Underway),
            ("DeliveredToNetwork", Delivery::Underway),
            ("", Delivery::Underway),
        ];
        for (description, expected) in cases {
            assert_eq!(meaning(description), expected, "{description}");
        }
    }

    #[test]
    fn a_report_is_read_in_every_form() {
        let cases = [
            (
                r#"{"response-code":200,"message-id":7,"delivery-description":"DeliveredToTerminal"}"#,
                "Ok(Delivered)",
            ),
            (
                r#"{"respose-code":"200","messageid":"7","delivery-description":"DeliveredToTerminal"}"#,
                "Ok(Delivered)",
            ),
            (
                r#"{"responses":[{"response-code":200,"delivery-description":"DeliveredToTerminal"}]}"#,
                "Ok(Delivered)",
            ),
            (
                r#"[{"response-code":200,"delivery-description":"DeliveredToTerminal"}]"#,
                "Ok(Delivered)",
            ),
            (
                r#"{"response-code":200,"delivery-status":32}"#,
                "Ok(Underway)",
            ),
            (
                r#"{"response-code":"1008","response-description":"no delivery report"}"#,
                "Ok(Underway)",
            ),
            (
                r#"{"response-code":4093}"#,
                "Err(Refused(SmsRefusal { code: Some(4093), why: Other }))",
            ),
            (
                r#"{"response-code":1006}"#,
                "Err(Refused(SmsRefusal { code: Some(1006), why: Misconfigured }))",
            ),
            (
                r#"{"response-code":200,"message-id":8,"delivery-description":"DeliveredToTerminal"}"#,
                "Err(Unreadable)",
            ),
            (
                r#"{"delivery-description":"DeliveredToTerminal"}"#,
                "Err(Unreadable)",
            ),
            (
                r#"{"response-code":"ok","delivery-description":"DeliveredToTerminal"}"#,
                "Err(Unreadable)",
            ),
            (r#"{"responses":[]}"#, "Err(Unreadable)"),
            ("<html></html>", "Err(Unreadable)"),
            ("", "Err(Unreadable)"),
        ];
        for (body, expected) in cases {
            assert_eq!(format!("{:?}", delivery(body, "7")), expected, "{body}");
        }
    }
}
