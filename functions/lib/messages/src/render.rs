//! From the facts of a message to the text that somebody reads.
//! It knows neither addresses nor how a message travels.

mod html;
mod letter;

use billing::language::Language;
use billing::notification::{Channel, Message};
use chrono::NaiveDate;

use crate::gsm7;
use crate::render::letter::Letter;
use crate::template::defaults::default_template;
use crate::template::{SEGMENTS_MAX, Template};
use crate::values::{Manner, Values};

/// The most septets of whatever may be cut, tried in turn until an SMS fits into [`SEGMENTS_MAX`].
const CUTTABLE_SEPTETS: [usize; 4] = [60, 30, 16, 8];

/// Who gets a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The name; may be empty.
    pub name: String,
    /// The account number, where there is an account.
    pub account_number: Option<String>,
    /// Where they can stop such e-mails.
    pub unsubscribe: Option<String>,
}

/// Who sends a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name of the provider.
    pub provider_name: String,
    /// The Paybill number.
    pub short_code: String,
    /// Where people reach the provider, such as a phone number.
    pub contact: Option<String>,
}

/// A message that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// A short message, wholly in GSM-7.
    Sms {
        /// The text.
        text: String,
        /// How many messages it is paid as.
        segments: u32,
    },
    /// A letter.
    Email {
        /// The subject, on one line.
        subject: String,
        /// The letter as plain text.
        text: String,
        /// The letter as a page without anything remote.
        html: String,
    },
}

/// What a text may name, and the language in which it does.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub message: &'a Message,
    pub to: &'a Recipient,
    pub from: &'a Sender,
    pub language: Language,
}

/// The words for `message` over `channel`, as they are true on `today`.
///
/// Without a `template` the program's own is used, and also when it is for another kind or channel: on the due date
/// a reminder becomes another message than it was the day before. Values are plain text: nothing in them is read as
/// a placeholder, a line or a tag.
pub fn render(
    message: &Message,
    to: &Recipient,
    from: &Sender,
    language: Language,
    channel: Channel,
    template: Option<&Template>,
    today: NaiveDate,
) -> Rendered {
    let facts = Facts {
        message,
        to,
        from,
        language,
    };
    let kind = message.kind(today);
    let fits = |template: &&Template| template.kind() == kind && template.channel() == channel;
    let own;
    let template = match template.filter(fits) {
        Some(template) => template,
        None => {
            own = default_template(kind, language, channel);
            &own
        }
    };
    match channel {
        Channel::Sms => sms(template, facts),
        Channel::Email => email(template, facts),
    }
}

fn sms(template: &Template, facts: Facts<'_>) -> Rendered {
    let mut text = String::new();
    let mut segments = 0;
    for septets_max in CUTTABLE_SEPTETS {
        text = sms_text(template, facts, septets_max);
        segments = segments_of(&text);
        if segments <= SEGMENTS_MAX {
            break;
        }
    }
    Rendered::Sms { text, segments }
}

/// How many segments an SMS takes when descriptions and names have the room that they should have.
pub(crate) fn segments_uncut(template: &Template, facts: Facts<'_>) -> u32 {
    segments_of(&sms_text(template, facts, CUTTABLE_SEPTETS[0]))
}

/// How many segments an SMS takes when descriptions and names are cut as far as they are ever cut.
pub(crate) fn segments_at_least(template: &Template, facts: Facts<'_>) -> u32 {
    let [.., least] = CUTTABLE_SEPTETS;
    segments_of(&sms_text(template, facts, least))
}

/// The alphabet is that of [`gsm7`] by construction: values are transliterated and templates refused otherwise.
fn segments_of(text: &str) -> u32 {
    gsm7::segments(text).expect("an SMS is in GSM-7")
}

fn sms_text(template: &Template, facts: Facts<'_>, cuttable_septets_max: usize) -> String {
    let manner = Manner {
        language: facts.language,
        channel: Channel::Sms,
        cuttable_septets_max,
    };
    let values = Values::of(facts, manner);
    template.fill_body(|name| values.get(name))
}

fn email(template: &Template, facts: Facts<'_>) -> Rendered {
    let manner = Manner {
        language: facts.language,
        channel: Channel::Email,
        cuttable_septets_max: 0,
    };
    let values = Values::of(facts, manner);
    let letter = Letter::new(template, facts, &values);
    Rendered::Email {
        subject: template.fill_subject(|name| values.get(name)),
        text: letter.text(),
        html: html::page(&letter).into_string(),
    }
}
