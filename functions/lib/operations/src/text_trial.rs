//! Trying a text out: staff send it to themselves with a made-up message, before it goes to customers.

use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::{Channel, Message, MessageKind};
use billing::phone::Msisdn;
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use messages::sample::{self, sample};
use store::client::Store;
use store::notifications::{NotificationRecord, NotificationStatus, Step};
use store::settings::Settings;
use store::templates::TemplateText;
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::customers::checked::checked_emails;
use crate::error::OperationError;
use crate::outbox::{self, Event, Recipient};
use crate::texts;

/// What is tried out, and where it goes.
#[derive(Clone, Debug)]
pub struct Trial {
    /// For which message.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// Over which channel.
    pub channel: Channel,
    /// The text.
    pub text: TemplateText,
    /// A phone or an e-mail address, as the channel asks for.
    pub to: String,
}

/// Writes a made-up message in a text that is tried out. It is sent like any other, and at once at any hour.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the notification of the first try.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Template`], [`OperationError::Field`] (to),
/// [`OperationError::Store`].
pub async fn send(
    store: &Store,
    trial: &Trial,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<NotificationRecord, OperationError> {
    actor.may(Permission::ChangeTexts)?;
    texts::parse(trial.kind, trial.channel, &trial.text)?;
    let today = nairobi_date(now);
    let (message, reader) = sample(trial.kind, trial.language);
    let recipient = Recipient {
        addressee: Addressee::Staff,
        name: reader.name,
        channel: trial.channel,
        to: checked_to(trial.channel, &trial.to)?,
        language: trial.language,
    };
    let event = Event {
        key: format!("test/{}", seed.simple()),
        day: today,
        message: as_of(message, today),
    };
    let record = NotificationRecord {
        text: Some(trial.text.clone()),
        // Whoever tries a text out waits for it, so there are no quiet hours.
        next_at: Some(now),
        steps: vec![Step {
            at: now,
            status: NotificationStatus::Pending,
            detail: format!("tried out by {}", actor.name()),
        }],
        ..outbox::record(&recipient, &event, &Settings::default(), now)?
    };
    let subject = texts::subject(trial.kind, trial.language, trial.channel);
    let audited = audit::line(actor, AuditAction::TextTried, subject, now).on(store);
    if audited.add_notification(&record).await? {
        return Ok(record);
    }
    let standing = store.notification(&record.id).await?;
    standing.ok_or(OperationError::NotificationNotFound)
}

/// Where a message goes over a channel, as somebody typed it.
pub(crate) fn checked_to(channel: Channel, to: &str) -> Result<String, OperationError> {
    match channel {
        Channel::Sms => Msisdn::parse(to)
            .map(String::from)
            .map_err(|error| OperationError::field("to", "unusable", error.to_string())),
        Channel::Email => {
            let checked = checked_emails("to", &[to.to_owned()])?;
            Ok(checked.into_iter().collect())
        }
    }
}

/// A sample is of its kind on a day of its own; a reminder on another day would be a reminder of another kind.
fn as_of(message: Message, today: NaiveDate) -> Message {
    match message {
        Message::InstalmentDue(mut dose) => {
            let ahead = dose.due_on.signed_duration_since(sample::TODAY);
            dose.due_on = today.checked_add_signed(ahead).unwrap_or(dose.due_on);
            Message::InstalmentDue(dose)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_keeps_its_kind_on_any_day() {
        for day in ["2026-01-01", "2026-12-04", "2028-02-29"] {
            let today = day.parse().unwrap();
            for kind in MessageKind::ALL {
                let (message, _) = sample(kind, Language::En);
                assert_eq!(as_of(message, today).kind(today), kind, "{day}");
            }
        }
    }

    #[test]
    fn where_a_trial_goes_fits_its_channel() {
        let cases = [
            (Channel::Sms, "0712 345 678", Some("254712345678")),
            (Channel::Sms, "jane@example.com", None),
            (
                Channel::Email,
                " jane@example.com ",
                Some("jane@example.com"),
            ),
            (Channel::Email, "0712345678", None),
            (Channel::Email, "a@b.ke, c@d.ke", None),
            (Channel::Email, "a@b.ke\r\nBcc: c@d.ke", None),
        ];
        for (channel, to, expected) in cases {
            let checked = checked_to(channel, to).ok();
            assert_eq!(checked.as_deref(), expected, "{to}");
        }
    }
}
