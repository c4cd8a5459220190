//! `SendRawEmail`: the sender composed the message; here its MIME is read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{Address, HeaderName, Message, MessageParser, MessagePart, PartType};

use super::compose::check_addresses;
use super::form::Form;
use super::letters::Letter;
use super::protocol::{MESSAGE_BYTES_MAX, Refusal};
use super::{Channel, Header};

/// Reads the message. The envelope wins over the headers, as with SES.
pub(super) fn letter(form: &Form) -> Result<Letter, Refusal> {
    let data = form
        .get("RawMessage.Data")
        .ok_or(Refusal::Missing("rawMessage.data"))?;
    let bytes = STANDARD
        .decode(data)
        .map_err(|error| Refusal::RequestMalformed(error.to_string()))?;
    if bytes.len() > MESSAGE_BYTES_MAX {
        let sent_bytes = bytes.len();
        return Err(Refusal::MessageTooLong { sent_bytes });
    }
    let message = MessageParser::default()
        .parse(&bytes)
        .filter(|message| !message.headers().is_empty())
        .ok_or_else(|| Refusal::MessageRejected("The message has no headers.".to_owned()))?;
    let from = addresses(message.from()).into_iter().next();
    let from = from
        .or_else(|| form.get("Source").map(str::to_owned))
        .ok_or_else(|| Refusal::ParameterInvalid("Missing required header 'From'.".to_owned()))?;
    let mut receivers = form.list("Destinations");
    if receivers.is_empty() {
        let named = [message.to(), message.cc(), message.bcc()];
        receivers = named.into_iter().flat_map(addresses).collect();
    }
    check_addresses(&from, &receivers, &[])?;
    Ok(Letter {
        channel: Channel::Email,
        from,
        to: receivers,
        subject: message.subject().unwrap_or_default().to_owned(),
        text: first(message.text_bodies(), |body| match body {
            PartType::Text(text) => Some(text),
            _ => None,
        }),
        html: first(message.html_bodies(), |body| match body {
            PartType::Html(html) => Some(html),
            _ => None,
        }),
        headers: headers(&message),
    })
}

fn addresses(field: Option<&Address<'_>>) -> Vec<String> {
    let Some(field) = field else {
        return Vec::new();
    };
    field
        .iter()
        .filter_map(|it| {
            let address = it.address.as_deref()?;
            Some(match it.name.as_deref() {
                Some(name) => format!("{name} <{address}>"),
                None => address.to_owned(),
            })
        })
        .collect()
}

/// The first part of a kind; a message of one kind only stands in for the other
/// one too, which is not wanted here.
fn first<'m, 'p: 'm>(
    mut parts: impl Iterator<Item = &'m MessagePart<'p>>,
    of_kind: impl Fn(&'m PartType<'p>) -> Option<&'m std::borrow::Cow<'p, str>>,
) -> Option<String> {
    parts
        .find_map(|part| of_kind(&part.body))
        .map(|it| it.to_string())
}

/// The header lines without the hidden copies, which SES takes out as well.
fn headers(message: &Message<'_>) -> Vec<Header> {
    let raw = message.headers_raw();
    raw.filter(|(name, _)| HeaderName::parse(*name) != Some(HeaderName::Bcc))
        .map(|(name, value)| Header {
            name: name.to_owned(),
            value: value.split_whitespace().collect::<Vec<_>>().join(" "),
        })
        .collect()
}
