//! Texts with placeholders, which staff can change.
//! There is no logic in them: what depends on the message is decided where its values are written.

pub mod defaults;
pub mod line;
pub mod placeholder;

#[cfg(test)]
mod tests;

use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::typed::is_invisible;
use thiserror::Error;

use crate::gsm7;
use crate::plain;
use crate::render::{self, Facts};
use crate::sample;
use crate::template::line::Line;
use crate::template::placeholder::{Placeholder, placeholders, required};

/// The most characters of a subject, before and after its placeholders are filled.
pub const SUBJECT_CHARS_MAX: usize = 150;

/// The most characters of the text of an e-mail, placeholders counted as they are written.
pub const EMAIL_BODY_CHARS_MAX: usize = 5_000;

/// The most characters of the text of an SMS, placeholders counted as they are written.
/// What really counts is [`SEGMENTS_MAX`].
pub const SMS_BODY_CHARS_MAX: usize = 1_000;

/// The most segments that an SMS is paid as.
pub const SEGMENTS_MAX: u32 = 3;

/// The most foreign characters that an error lists.
const LISTED_MAX: usize = 10;

/// A text that can be filled with the facts of any message of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    kind: MessageKind,
    channel: Channel,
    subject: Option<(String, Line)>,
    body: String,
    lines: Vec<Line>,
}

/// Why a text is no template, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// An e-mail has no subject.
    #[error("give the e-mail a subject")]
    SubjectMissing,
    /// An SMS has a subject.
    #[error("leave the subject out: an SMS has none")]
    SubjectNotAllowed,
    /// The subject has a line break.
    #[error("write the subject on one line")]
    SubjectLineBreak,
    /// The subject has more than [`SUBJECT_CHARS_MAX`] characters.
    #[error("use at most {SUBJECT_CHARS_MAX} characters in the subject")]
    SubjectTooLong,
    /// The body has no text.
    #[error("write a text")]
    BodyEmpty,
    /// The body has too many characters.
    #[error("use at most {chars_max} characters in the text")]
    BodyTooLong {
        /// How many there may be.
        chars_max: usize,
    },
    /// There is a character that nobody can see.
    #[error("take out the invisible character U+{:04X}", u32::from(*.0))]
    InvisibleCharacter(char),
    /// There is a `{` without `}` on its line.
    #[error("close the brace before \"{0}\" on the same line")]
    BraceNotClosed(String),
    /// There is a `{` inside a placeholder.
    #[error("close the brace before \"{0}\" before you open another")]
    BraceNested(String),
    /// There is a `}` without `{`.
    #[error("take out the closing brace that no opening one belongs to")]
    BraceNotOpened,
    /// A name in braces stands for nothing in this kind of message.
    #[error("use only {known}: {{{name}}} is unknown here")]
    UnknownPlaceholder {
        /// The name.
        name: String,
        /// The names that are known, in braces.
        known: String,
    },
    /// A fact is left out without which the message is of no use.
    #[error("keep {{{name}}} in the text")]
    PlaceholderMissing {
        /// Its name.
        name: &'static str,
    },
    /// An SMS has characters for which it would cost more than twice as much.
    #[error("use only characters of ordinary SMS, not: {characters}")]
    NotGsm7 {
        /// The first of them, with spaces between.
        characters: String,
    },
    /// With ordinary or with the longest amounts, codes and dates it is more than [`SEGMENTS_MAX`] SMS.
    #[error("make the text shorter: it takes {segments} SMS, and at most {SEGMENTS_MAX} are sent")]
    TooManySegments {
        /// How many it takes.
        segments: u32,
    },
}

impl TemplateError {
    fn unknown_placeholder(name: String, known: &[Placeholder]) -> TemplateError {
        let known: Vec<String> = known.iter().map(|it| format!("{{{}}}", it.name)).collect();
        TemplateError::UnknownPlaceholder {
            name,
            known: known.join(" "),
        }
    }
}

impl Template {
    /// Reads what staff wrote. Line ends of any kind are kept as line feeds, space around the whole is not kept.
    ///
    /// # Errors
    /// The first broken rule, in the order of [`TemplateError`].
    pub fn parse(
        kind: MessageKind,
        channel: Channel,
        subject: Option<&str>,
        body: &str,
    ) -> Result<Template, TemplateError> {
        let body = body.replace("\r\n", "\n").replace('\r', "\n");
        let body = body.trim();
        check_subject(channel, subject)?;
        check_body(channel, body)?;
        let template = Template::read(kind, channel, subject, body)?;
        template.check_required()?;
        if channel == Channel::Sms {
            template.check_sms()?;
        }
        Ok(template)
    }

    /// Reads the braces only.
    fn read(
        kind: MessageKind,
        channel: Channel,
        subject: Option<&str>,
        body: &str,
    ) -> Result<Template, TemplateError> {
        let known = placeholders(kind);
        let subject = subject
            .map(|text| Line::parse(text.trim(), known).map(|line| (text.trim().to_owned(), line)))
            .transpose()?;
        let lines = body
            .split('\n')
            .map(|line| Line::parse(line.trim_end(), known))
            .collect::<Result<_, _>>()?;
        Ok(Template {
            kind,
            channel,
            subject,
            body: body.to_owned(),
            lines,
        })
    }

    /// For which message it is.
    pub fn kind(&self) -> MessageKind {
        self.kind
    }

    /// For which channel it is.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The subject as it was written; an SMS has none.
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_ref().map(|(text, _)| text.as_str())
    }

    /// The text as it was written.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The subject with a value for each placeholder, on one line and not too long.
    pub fn fill_subject<'a>(&self, value_of: impl Fn(&str) -> &'a str) -> String {
        let filled = self
            .subject
            .as_ref()
            .and_then(|(_, line)| line.fill(value_of));
        plain::cut(&plain::line(&filled.unwrap_or_default()), SUBJECT_CHARS_MAX)
    }

    /// The text with a value for each placeholder.
    ///
    /// A line whose placeholders are all empty is left out, and a paragraph whose placeholders are all empty too,
    /// so a template can say what is not always there without asking whether it is.
    pub fn fill_body<'a>(&self, value_of: impl Fn(&str) -> &'a str) -> String {
        let paragraphs = self.lines.split(Line::is_blank).filter_map(|lines| {
            let mut names = lines.iter().flat_map(Line::names).peekable();
            let has_placeholder = names.peek().is_some();
            if has_placeholder && names.all(|name| value_of(name).is_empty()) {
                return None;
            }
            let filled: Vec<String> = lines.iter().filter_map(|it| it.fill(&value_of)).collect();
            (!filled.is_empty()).then(|| filled.join("\n"))
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }

    fn check_required(&self) -> Result<(), TemplateError> {
        let subject = self.subject.iter().map(|(_, line)| line);
        let lines: Vec<&Line> = subject.chain(&self.lines).collect();
        for name in required(self.kind) {
            if !lines.iter().any(|line| line.names().any(|it| it == *name)) {
                return Err(TemplateError::PlaceholderMissing { name });
            }
        }
        Ok(())
    }

    /// Whatever the facts are, the SMS has to fit: that is tried with ordinary and with the longest ones.
    fn check_sms(&self) -> Result<(), TemplateError> {
        let texts: String = self.lines.iter().flat_map(Line::texts).collect();
        let foreign = gsm7::foreign(&texts);
        if !foreign.is_empty() {
            let listed: Vec<String> = foreign
                .iter()
                .take(LISTED_MAX)
                .map(char::to_string)
                .collect();
            return Err(TemplateError::NotGsm7 {
                characters: listed.join(" "),
            });
        }
        for language in Language::ALL {
            let sender = sample::sender();
            let (message, recipient) = sample::sample(self.kind, language);
            let ordinary = Facts {
                message: &message,
                to: &recipient,
                from: &sender,
                language,
            };
            let (message, recipient, sender) = sample::longest(self.kind, language);
            let longest = Facts {
                message: &message,
                to: &recipient,
                from: &sender,
                language,
            };
            let segments = render::segments_uncut(self, ordinary)
                .max(render::segments_at_least(self, longest));
            if segments > SEGMENTS_MAX {
                return Err(TemplateError::TooManySegments { segments });
            }
        }
        Ok(())
    }
}

fn check_subject(channel: Channel, subject: Option<&str>) -> Result<(), TemplateError> {
    match (channel, subject.map(str::trim)) {
        (Channel::Sms, None) => Ok(()),
        (Channel::Sms, Some(_)) => Err(TemplateError::SubjectNotAllowed),
        (Channel::Email, None | Some("")) => Err(TemplateError::SubjectMissing),
        (Channel::Email, Some(text)) if text.contains(['\n', '\r']) => {
            Err(TemplateError::SubjectLineBreak)
        }
        (Channel::Email, Some(text)) if text.chars().count() > SUBJECT_CHARS_MAX => {
            Err(TemplateError::SubjectTooLong)
        }
        (Channel::Email, Some(text)) => check_visible(text),
    }
}

fn check_body(channel: Channel, body: &str) -> Result<(), TemplateError> {
    let chars_max = match channel {
        Channel::Sms => SMS_BODY_CHARS_MAX,
        Channel::Email => EMAIL_BODY_CHARS_MAX,
    };
    if body.is_empty() {
        return Err(TemplateError::BodyEmpty);
    }
    if body.chars().count() > chars_max {
        return Err(TemplateError::BodyTooLong { chars_max });
    }
    check_visible(body)
}

fn check_visible(text: &str) -> Result<(), TemplateError> {
    let invisible = |character: &char| *character != '\n' && is_invisible(*character);
    match text.chars().find(invisible) {
        Some(character) => Err(TemplateError::InvisibleCharacter(character)),
        None => Ok(()),
    }
}
