//! Which text is meant, and what staff write in its place.

use axum::http::StatusCode;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use messages::template::Template;
use messages::template::defaults::default_template;
use operations::texts;
use runtime::context::Context;
use serde::Deserialize;
use store::templates::TemplateText;
use utoipa::{IntoParams, ToSchema};

use crate::refusal::Refusal;

/// The address of a text.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct Path {
    /// For which message, as in `payment_received`.
    about: String,
    /// `en` or `sw`.
    language: String,
    /// `sms` or `email`.
    channel: String,
}

impl Path {
    /// The text that it leads to.
    ///
    /// # Errors
    /// `message_text_not_found`.
    pub fn which(&self) -> Result<Which, Refusal> {
        let named = || {
            Some(Which {
                kind: MessageKind::of_name(&self.about)?,
                language: Language::of_tag(&self.language)?,
                channel: Channel::ALL
                    .into_iter()
                    .find(|channel| channel.name() == self.channel)?,
            })
        };
        named().ok_or_else(|| {
            let detail = "There is no such text; /api/v1/message-texts lists what there is.";
            Refusal::new(StatusCode::NOT_FOUND, "message_text_not_found", detail)
        })
    }
}

/// A text as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Which {
    /// For which message.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// Over which channel.
    pub channel: Channel,
}

impl Which {
    /// As operations take it.
    #[must_use]
    pub fn key(self) -> (MessageKind, Language, Channel) {
        (self.kind, self.language, self.channel)
    }

    /// Reads a text as the template of this message.
    ///
    /// # Errors
    /// `invalid_fields` with `subject` or `body`, and what to do.
    pub fn template(self, text: &TemplateText) -> Result<Template, Refusal> {
        // Most errors can be in either field; with a body of our own they can only be in the subject.
        let own = default_template(self.kind, self.language, self.channel);
        let subject = text.subject.as_deref();
        Template::parse(self.kind, self.channel, subject, own.body())
            .map_err(|error| Refusal::field("subject", "unusable", error.to_string()))?;
        Ok(texts::parse(self.kind, self.channel, text)?)
    }
}

/// A text in place of the one in force.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewMessageText)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewTextInput {
    /// The subject of an e-mail, on one line; an SMS has none.
    #[schema(example = "You paid {amount}: thank you")]
    subject: Option<String>,
    /// The text.
    #[schema(example = "Dear {customer_name},\n\nwe received {amount}.\n\n{settled}\n{balance}")]
    body: String,
}

impl NewTextInput {
    /// The text as it is kept.
    #[must_use]
    pub fn text(self) -> TemplateText {
        TemplateText {
            subject: self.subject,
            body: self.body,
        }
    }
}

/// A text to look at; what is left out is as it is in force.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = DraftMessageText)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct DraftInput {
    /// The subject of an e-mail, on one line; an SMS has none.
    pub(super) subject: Option<String>,
    /// The text.
    pub(super) body: Option<String>,
}

impl DraftInput {
    /// The whole text, with what is in force in place of what is left out.
    ///
    /// # Errors
    /// `invalid_fields` with `subject` or `body`; faults of the store.
    pub async fn complete(self, context: &Context, which: Which) -> Result<Template, Refusal> {
        let Which {
            kind,
            language,
            channel,
        } = which;
        let standing = texts::one(&context.store, kind, language, channel).await?;
        let standing = standing.template;
        let text = TemplateText {
            subject: self.subject.or(standing.subject().map(str::to_owned)),
            body: self.body.unwrap_or_else(|| standing.body().to_owned()),
        };
        which.template(&text)
    }
}
