//! The texts of messages: those of the program, and what staff made of them.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use messages::template::Template;
use messages::template::defaults::default_template;
use store::client::Store;
use store::templates::{TemplateRecord, TemplateText};

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// A text as it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextInForce {
    /// For which message.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// Over which channel.
    pub channel: Channel,
    /// The text.
    pub template: Template,
    /// Who made it so, and when; nothing for the program's own.
    pub changed: Option<TemplateRecord>,
}

/// Every text, for every message, language and channel.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn all(store: &Store) -> Result<Vec<TextInForce>, OperationError> {
    let changed = store.templates().await?;
    let mut texts = Vec::new();
    for kind in MessageKind::ALL {
        for language in Language::ALL {
            for channel in Channel::ALL {
                let record = changed.iter().find(|record| {
                    (record.kind, record.language, record.channel) == (kind, language, channel)
                });
                texts.push(in_force(kind, language, channel, record.cloned()));
            }
        }
    }
    Ok(texts)
}

/// The text for one message in one language over one channel.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn one(
    store: &Store,
    kind: MessageKind,
    language: Language,
    channel: Channel,
) -> Result<TextInForce, OperationError> {
    let record = store.template(kind, language, channel).await?;
    Ok(in_force(kind, language, channel, record))
}

/// A stored text that this version cannot read any more gives way to the program's own: a message in other words is
/// better than none.
fn in_force(
    kind: MessageKind,
    language: Language,
    channel: Channel,
    record: Option<TemplateRecord>,
) -> TextInForce {
    let stored = record.as_ref().and_then(|record| record.text.as_ref());
    let parsed = stored.and_then(|text| parse(kind, channel, text).ok());
    let changed = record.filter(|_| parsed.is_some());
    TextInForce {
        kind,
        language,
        channel,
        template: parsed.unwrap_or_else(|| default_template(kind, language, channel)),
        changed,
    }
}

/// Reads a text as the template of a message.
///
/// # Errors
/// [`OperationError::Template`].
pub fn parse(
    kind: MessageKind,
    channel: Channel,
    text: &TemplateText,
) -> Result<Template, OperationError> {
    Template::parse(kind, channel, text.subject.as_deref(), &text.body)
        .map_err(OperationError::Template)
}

/// Puts a text in force; nothing for the program's own. What it was is kept.
///
/// # Idempotency
/// Putting the same text in force again changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Template`], [`OperationError::Store`].
pub async fn change(
    store: &Store,
    (kind, language, channel): (MessageKind, Language, Channel),
    text: Option<&TemplateText>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TextInForce, OperationError> {
    actor.may(Permission::ChangeTexts)?;
    if let Some(text) = text {
        parse(kind, channel, text)?;
    }
    let record = on_conflict(|| async {
        let before = store.template(kind, language, channel).await?;
        let standing = before.as_ref().and_then(|record| record.text.as_ref());
        if standing == text {
            return Ok(before);
        }
        let after = TemplateRecord {
            kind,
            language,
            channel,
            text: text.cloned(),
            by: actor.name().to_owned(),
            at: now,
            version: before.as_ref().map_or(1, |record| record.version + 1),
        };
        audit::line(
            actor,
            AuditAction::TextChanged,
            subject(kind, language, channel),
            now,
        )
        .noting(if text.is_some() {
            "in other words"
        } else {
            "as it came"
        })
        .on(store)
        .save_template(before.as_ref(), &after)
        .await?;
        Ok(Some(after))
    })
    .await?;
    Ok(in_force(kind, language, channel, record))
}

/// What the audit calls a text.
pub(crate) fn subject(kind: MessageKind, language: Language, channel: Channel) -> Subject {
    let id = format!("{}/{}/{}", kind.name(), language.tag(), channel.name());
    Subject::new(SubjectKind::Text, id)
}
