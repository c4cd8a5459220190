//! A letter as the bytes that a mail server takes.
//! It knows nothing of the letter's words; who carries it is another crate's business.

#[cfg(test)]
mod tests;

use std::time::SystemTime;

use billing::typed::is_invisible;
use chrono::{DateTime, Datelike, Utc};
use lettre::Message;
use lettre::address::Address;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MessageId,
};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use thiserror::Error;

use crate::plain;

/// The most characters of a name beside an address, and of a subject.
const HEADER_CHARS_MAX: usize = 150;

/// The most characters of an address.
const ADDRESS_CHARS_MAX: usize = 254;

/// The most characters of a message id without its brackets.
const MESSAGE_ID_CHARS_MAX: usize = 200;

/// The most characters of a boundary that are taken from the message id; a boundary has 70 at most.
const BOUNDARY_ID_CHARS_MAX: usize = 60;

/// A letter and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Who sends it: `Name <address>` or an address.
    pub from: &'a str,
    /// The address of the recipient.
    pub to: &'a str,
    /// The name of the recipient; may be empty.
    pub to_name: &'a str,
    /// Where answers go if not to the sender: `Name <address>` or an address.
    pub reply_to: Option<&'a str>,
    /// The subject.
    pub subject: &'a str,
    /// The letter as plain text.
    pub text: &'a str,
    /// The letter as a page.
    pub html: &'a str,
    /// Where a single POST stops such letters.
    pub unsubscribe: Option<&'a str>,
    /// What no other letter is called: `local@domain`, without brackets.
    pub message_id: &'a str,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// Why there is no letter, in order of precedence. No variant repeats an address: they are personal.
#[derive(Debug, Error)]
pub enum EmailError {
    /// The sender is no mailbox.
    #[error("give the sender as \"Name <address>\" in ASCII")]
    FromUnreadable,
    /// The recipient is no address.
    #[error("give the recipient as one plain e-mail address in ASCII")]
    ToUnreadable,
    /// The address for answers is no mailbox.
    #[error("give the address for answers as \"Name <address>\" in ASCII")]
    ReplyToUnreadable,
    /// The address for unsubscribing is no address of the web.
    #[error("give the address for unsubscribing as a plain https address")]
    UnsubscribeUnreadable,
    /// The message id is not of the form `local@domain`.
    #[error("give the message id as local@domain without brackets")]
    MessageIdUnreadable,
    /// The date is not in 1970 to 9999.
    #[error("give a date from 1970 to 9999")]
    DateOutOfRange,
    /// The library refused what it was given.
    #[error("the letter could not be put together")]
    NotBuilt(#[from] lettre::error::Error),
}

/// The letter as MIME: plain text and page as alternatives, both UTF-8, the same bytes for the same envelope.
///
/// Names and subject are taken as foreign text: a line break in them becomes a space, never another header.
/// Addresses are checked, and refused when they are not plain.
///
/// # Errors
/// The first of [`EmailError`] that applies.
pub fn compose(envelope: &Envelope<'_>) -> Result<Vec<u8>, EmailError> {
    let from = mailbox(envelope.from).ok_or(EmailError::FromUnreadable)?;
    let to = address(envelope.to).ok_or(EmailError::ToUnreadable)?;
    let reply_to = envelope
        .reply_to
        .map(|text| mailbox(text).ok_or(EmailError::ReplyToUnreadable))
        .transpose()?;
    let unsubscribe = envelope
        .unsubscribe
        .map(|text| plain::web_address(text).ok_or(EmailError::UnsubscribeUnreadable))
        .transpose()?;
    let message_id = message_id(envelope.message_id).ok_or(EmailError::MessageIdUnreadable)?;
    let date = date(envelope.date).ok_or(EmailError::DateOutOfRange)?;

    let mut letter = Message::builder()
        .date(date)
        .from(from)
        .to(Mailbox::new(name(envelope.to_name), to))
        .subject(header_text(envelope.subject))
        .header(MessageId::from(format!("<{message_id}>")))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(reply_to) = reply_to {
        letter = letter.reply_to(reply_to);
    }
    if let Some(address) = unsubscribe {
        letter = letter
            .raw_header(header("List-Unsubscribe", format!("<{address}>")))
            .raw_header(header(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".to_owned(),
            ));
    }
    let parts = MultiPart::alternative()
        .boundary(boundary(message_id))
        .singlepart(part(ContentType::TEXT_PLAIN, envelope.text))
        .singlepart(part(ContentType::TEXT_HTML, envelope.html));
    Ok(letter.multipart(parts)?.formatted())
}

/// Quoted-printable whatever the text is, so that the boundary can never stand in it.
fn part(content_type: ContentType, text: &str) -> SinglePart {
    let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable)
        .expect("quoted-printable carries any text");
    SinglePart::builder().header(content_type).body(body)
}

/// `=_` cannot occur in quoted-printable; the rest tells letters apart that are sent on inside each other.
fn boundary(message_id: &str) -> String {
    let id = message_id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(BOUNDARY_ID_CHARS_MAX);
    format!("=_{}", id.collect::<String>())
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn header_text(text: &str) -> String {
    plain::cut(&plain::line(text), HEADER_CHARS_MAX)
}

fn name(text: &str) -> Option<String> {
    Some(header_text(text)).filter(|name| !name.is_empty())
}

/// `Name <address>`, `"Name" <address>` or an address.
fn mailbox(text: &str) -> Option<Mailbox> {
    match text.trim().strip_suffix('>') {
        None => address(text.trim()).map(|address| Mailbox::new(None, address)),
        Some(unclosed) => {
            let (words, text) = unclosed.rsplit_once('<')?;
            let words = words.trim().trim_matches('"');
            let foreign = |it: char| is_invisible(it) || matches!(it, '<' | '>' | '"');
            if words.contains(foreign) {
                return None;
            }
            Some(Mailbox::new(name(words), address(text)?))
        }
    }
}

/// An address without comments, quotes and literals: none that is real has them. SES takes no others than ASCII.
fn address(text: &str) -> Option<Address> {
    let is_plain = |it: u8| it.is_ascii_graphic() && !b"()<>[],;:\\\"".contains(&it);
    if text.len() > ADDRESS_CHARS_MAX || !text.bytes().all(is_plain) {
        return None;
    }
    text.parse().ok()
}

fn message_id(text: &str) -> Option<&str> {
    let (local, domain) = text.split_once('@')?;
    let is_atom = |part: &str| {
        let allowed = |it: u8| it.is_ascii_alphanumeric() || b"._-+=".contains(&it);
        !part.is_empty() && part.bytes().all(allowed)
    };
    let fits = text.len() <= MESSAGE_ID_CHARS_MAX;
    (fits && is_atom(local) && is_atom(domain)).then_some(text)
}

/// The years that a date in a letter can have; the library panics at others.
fn date(date: DateTime<Utc>) -> Option<SystemTime> {
    (1970..=9999)
        .contains(&date.year())
        .then(|| SystemTime::from(date))
}
