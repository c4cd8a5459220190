//! `SendEmail`: SES itself composes the message from its parts.

use super::address;
use super::form::Form;
use super::letters::Letter;
use super::protocol::{MESSAGE_BYTES_MAX, RECIPIENTS_MAX, Refusal};
use super::{Channel, Header};

/// Looks at the parts and makes a message of them.
pub(super) fn letter(form: &Form) -> Result<Letter, Refusal> {
    let from = form.get("Source").ok_or(Refusal::Missing("source"))?;
    let to = form.list("Destination.ToAddresses");
    let cc = form.list("Destination.CcAddresses");
    let bcc = form.list("Destination.BccAddresses");
    let reply_to = form.list("ReplyToAddresses");
    let subject = form
        .get("Message.Subject.Data")
        .ok_or(Refusal::Missing("message.subject"))?;
    let text = form.get("Message.Body.Text.Data").map(str::to_owned);
    let html = form.get("Message.Body.Html.Data").map(str::to_owned);

    let headers = headers(from, &to, &cc, &reply_to, subject);
    let receivers = [to, cc, bcc].concat();
    check_addresses(from, &receivers, &reply_to)?;
    if subject.chars().any(char::is_control) {
        return Err(Refusal::ParameterInvalid(
            "Control characters in subject".to_owned(),
        ));
    }
    if text.is_none() && html.is_none() {
        return Err(Refusal::Missing("message.body"));
    }
    let length = |part: &Option<String>| part.as_ref().map_or(0, String::len);
    let sent_bytes = subject.len() + length(&text) + length(&html);
    if sent_bytes > MESSAGE_BYTES_MAX {
        return Err(Refusal::MessageTooLong { sent_bytes });
    }
    Ok(Letter {
        channel: Channel::Email,
        from: from.to_owned(),
        to: receivers,
        subject: subject.to_owned(),
        text,
        html,
        headers,
    })
}

/// Somebody has to get it, not too many, and everybody has to have an address.
pub(super) fn check_addresses(
    from: &str,
    receivers: &[String],
    reply_to: &[String],
) -> Result<(), Refusal> {
    if receivers.is_empty() {
        return Err(Refusal::ParameterInvalid(
            "Missing required header 'To'.".to_owned(),
        ));
    }
    if receivers.len() > RECIPIENTS_MAX {
        return Err(Refusal::ParameterInvalid(format!(
            "Recipient count exceeds {RECIPIENTS_MAX}."
        )));
    }
    address::check(from)?;
    receivers
        .iter()
        .chain(reply_to)
        .try_for_each(|it| address::check(it))
}

fn headers(
    from: &str,
    to: &[String],
    cc: &[String],
    reply_to: &[String],
    subject: &str,
) -> Vec<Header> {
    let lines = [
        ("From", from.to_owned()),
        ("Reply-To", reply_to.join(", ")),
        ("To", to.join(", ")),
        ("Cc", cc.join(", ")),
        ("Subject", subject.to_owned()),
    ];
    lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Header {
            name: name.to_owned(),
            value,
        })
        .collect()
}
