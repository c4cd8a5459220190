//! A text filled with a made-up message, this provider's own name and number.

use messages::gsm7::{self, SEGMENT_SEPTETS_MAX, SINGLE_SEPTETS_MAX};
use messages::render::{Rendered, Sender, render};
use messages::sample::{TODAY, sample};
use messages::template::Template;
use portal_app::pages::staff::settings::texts::TextId;
use portal_app::pages::staff::settings::texts::sample::Sample;

use crate::portal::Portal;

/// How a text looks when it is filled.
pub fn of(portal: &Portal, id: TextId, template: &Template) -> Sample {
    let sender = Sender {
        provider_name: portal.payee.name.to_string(),
        short_code: portal.payee.short_code.to_string(),
        contact: None,
    };
    let (message, reader) = sample(id.kind, id.language);
    let rendered = render(
        &message,
        &reader,
        &sender,
        id.language,
        id.channel,
        Some(template),
        TODAY,
    );
    match rendered {
        Rendered::Sms { text, segments } => Sample::Sms {
            used: gsm7::septets(&text).unwrap_or_default(),
            room: room(segments),
            text,
            segments,
        },
        Rendered::Email { subject, text, .. } => Sample::Email { subject, text },
    }
}

/// How many characters cost as much.
fn room(segments: u32) -> usize {
    match usize::try_from(segments) {
        Ok(several) if several > 1 => several.saturating_mul(SEGMENT_SEPTETS_MAX),
        _ => SINGLE_SEPTETS_MAX,
    }
}
