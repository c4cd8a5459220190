//! E-mails: each is composed here, to the last byte, and handed to SES once.

use std::time::Duration;

use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::error::BuildError;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::{MessageTag, RawMessage};
use futures::StreamExt;
use messages::email::{EmailError, Envelope, compose};
use messages::render::Rendered;
use operations::deliver::Handover;
use runtime::batch::Handled;
use runtime::config::mail::Mail;
use store::notifications::{NotificationRecord, Wording};

use crate::Claimed;
use crate::desk::Desk;
use crate::incoming::TAG;
use crate::ses_answer::handover_of;
use crate::words::words;

const NOT_CONFIGURED: &str = "there is no sender of e-mails; set MALIPO_MAIL_FROM";

/// Letters handed over at a time; SES takes 14 a second from a new account.
const LETTERS_AT_ONCE: usize = 5;

/// To reach SES; until then nothing has been handed over.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// For its answer; what takes longer is unknown.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(8);

/// Sends what was claimed and answers what is to become of each message of the batch.
pub(crate) async fn send(desk: &Desk<'_>, claimed: Vec<Claimed>) -> Vec<(usize, Handled)> {
    futures::stream::iter(claimed)
        .map(|claimed| async move {
            let sent = claimed.carrying(send_one(desk, &claimed.record));
            (claimed.place, sent.await)
        })
        .buffer_unordered(LETTERS_AT_ONCE)
        .collect()
        .await
}

async fn send_one(desk: &Desk<'_>, record: &NotificationRecord) -> Handled {
    let Some(mail) = &desk.outlets.mail else {
        return desk.not_configured(record, NOT_CONFIGURED).await;
    };
    match prepare(desk, mail, record).await {
        Ok((mime, wording)) => {
            let handover = hand_over(desk, mail, record, mime).await;
            desk.handed_over(record, Some(wording), handover).await
        }
        Err(handover) => desk.handed_over(record, None, handover).await,
    }
}

async fn prepare(
    desk: &Desk<'_>,
    mail: &Mail,
    record: &NotificationRecord,
) -> Result<(Vec<u8>, Wording), Handover> {
    let worded = words(desk, record).await?;
    let Rendered::Email {
        subject,
        text,
        html,
    } = &worded.rendered
    else {
        let because = "it has the words of a short message".to_owned();
        return Err(Handover::Refused { because });
    };
    let envelope = Envelope {
        from: &mail.from,
        to: &record.to,
        to_name: &record.name,
        reply_to: mail.reply_to.as_deref(),
        subject,
        text,
        html,
        unsubscribe: worded.unsubscribe.as_deref(),
        message_id: &format!("{}@{}", record.id, mail.domain()),
        date: desk.now(),
    };
    let mime = compose(&envelope).map_err(|error| not_composed(&error))?;
    Ok((mime, worded.wording()))
}

fn not_composed(error: &EmailError) -> Handover {
    let because = error.to_string();
    match error {
        EmailError::FromUnreadable | EmailError::ReplyToUnreadable => {
            Handover::ChannelDown { because }
        }
        EmailError::ToUnreadable => Handover::BadAddress { because },
        _ => Handover::Refused { because },
    }
}

async fn hand_over(
    desk: &Desk<'_>,
    mail: &Mail,
    record: &NotificationRecord,
    mime: Vec<u8>,
) -> Handover {
    let parts = || -> Result<(RawMessage, MessageTag), BuildError> {
        let message = RawMessage::builder().data(Blob::new(mime)).build()?;
        let tag = MessageTag::builder().name(TAG).value(record.id.as_str());
        Ok((message, tag.build()?))
    };
    let (message, tag) = match parts() {
        Ok(parts) => parts,
        Err(error) => {
            let because = error.to_string();
            return Handover::Refused { because };
        }
    };
    let request = desk
        .outlets
        .ses
        .send_raw_email()
        .destinations(&record.to)
        .raw_message(message)
        .tags(tag)
        .set_configuration_set_name(mail.configuration_set.clone());
    match request.customize().config_override(once()).send().await {
        Ok(taken) => Handover::Accepted {
            carrier_id: taken.message_id,
        },
        Err(error) => handover_of(&error, mail),
    }
}

/// Whatever the client is set to: a retry of what timed out would send the letter twice.
fn once() -> aws_sdk_ses::config::Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_timeout(ANSWER_TIMEOUT)
        .build();
    aws_sdk_ses::config::Builder::new()
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts)
}
