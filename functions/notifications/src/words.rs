//! The words of a notification: the text in force, filled with what is true today.

use std::collections::HashMap;

use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use messages::render::{Recipient, Rendered, Sender, render};
use messages::template::Template;
use operations::actor::Actor;
use operations::deliver::Handover;
use operations::error::OperationError;
use operations::{links, texts};
use runtime::secret::fresh_secret;
use store::links::LinkPurpose;
use store::notifications::{NotificationRecord, Wording};
use tokio::sync::Mutex;

use crate::desk::Desk;

/// The texts in force that a batch has looked up.
#[derive(Default)]
pub(crate) struct Texts(Mutex<HashMap<(MessageKind, Language, Channel), Template>>);

/// A notification in words.
pub(crate) struct Worded {
    pub(crate) rendered: Rendered,
    /// Where the recipient can stop such e-mails.
    pub(crate) unsubscribe: Option<String>,
}

impl Worded {
    /// What is kept of it.
    pub(crate) fn wording(&self) -> Wording {
        match &self.rendered {
            Rendered::Sms { text, segments } => Wording {
                subject: None,
                text: text.clone(),
                segments: Some(*segments),
            },
            Rendered::Email { subject, text, .. } => Wording {
                subject: Some(subject.clone()),
                text: text.clone(),
                segments: None,
            },
        }
    }
}

/// Finds the words; where that fails, nothing was handed over, and this is what it comes to.
pub(crate) async fn words(
    desk: &Desk<'_>,
    record: &NotificationRecord,
) -> Result<Worded, Handover> {
    let today = nairobi_date(desk.now());
    let kind = record.message.kind(today);
    let template = match &record.text {
        Some(text) => texts::parse(kind, record.channel, text),
        None => desk.text(kind, record.language, record.channel).await,
    };
    let template = template.map_err(|error| without_words(&error))?;
    let customer = match record.id.addressee() {
        Addressee::Customer(customer) => Some(customer),
        Addressee::Payer | Addressee::Staff => None,
    };
    let unsubscribe = match &customer {
        Some(customer) if record.channel == Channel::Email && kind.is_reminder() => {
            let address = desk.unsubscribe(customer).await;
            address.map_err(|error| without_words(&error))?
        }
        _ => None,
    };
    let to = Recipient {
        name: record.name.clone(),
        account_number: customer.map(|customer| customer.account().as_str().to_owned()),
        unsubscribe: unsubscribe.clone(),
    };
    let payee = &desk.outlets.payee;
    let from = Sender {
        provider_name: payee.name.clone(),
        short_code: payee.short_code.clone(),
        contact: None,
    };
    let (language, channel) = (record.language, record.channel);
    let message = &record.message;
    let rendered = render(
        message,
        &to,
        &from,
        language,
        channel,
        Some(&template),
        today,
    );
    Ok(Worded {
        rendered,
        unsubscribe,
    })
}

impl Desk<'_> {
    /// Held while it looks, so that a batch of one kind looks once.
    async fn text(
        &self,
        kind: MessageKind,
        language: Language,
        channel: Channel,
    ) -> Result<Template, OperationError> {
        let mut known = self.texts.0.lock().await;
        if let Some(template) = known.get(&(kind, language, channel)) {
            return Ok(template.clone());
        }
        let found = texts::one(&self.context.store, kind, language, channel).await?;
        known.insert((kind, language, channel), found.template.clone());
        Ok(found.template)
    }

    /// The address at which a customer leaves the reminders; nothing while nobody outside reaches us.
    async fn unsubscribe(&self, customer: &CustomerId) -> Result<Option<String>, OperationError> {
        let Some(base) = &self.context.config.public_url else {
            return Ok(None);
        };
        let (store, actor) = (&self.context.store, Actor::system());
        let purpose = LinkPurpose::Unsubscribe;
        let secret = links::ensure(
            store,
            customer,
            purpose,
            &fresh_secret(),
            &actor,
            self.now(),
        )
        .await?;
        Ok(Some(format!("{base}/unsubscribe/{secret}")))
    }
}

fn without_words(error: &OperationError) -> Handover {
    let because = format!("there are no words for it: {error}");
    if error.is_transient() {
        Handover::NotNow { because }
    } else {
        Handover::Refused { because }
    }
}
