//! Who carries messages on this machine: a gateway that puts every SMS into the mailbox, unless there is another one,
//! and the mailbox itself as SES. It must not know what is sent.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use futures::FutureExt;
use local_aws::mailbox::Mailbox;
use local_providers::sms::{Delivered, Settings, SinkError, SmsGateway};
use notifications::outlets::{self, Outlets, OutletsError};
use runtime::clock::Clock;
use runtime::config::ConfigError;
use runtime::config::mail::Mail;
use runtime::config::payee::Payee;
use runtime::config::sms::Sms;

use crate::host::HostError;
use crate::host::machine::millis;
use crate::settings::{Environment, set};

/// What the account is called where it does not matter.
const ACCOUNT: &str = "malipo-on-one-machine";

/// As long as the sender of an SMS may be.
const SENDER_ID: &str = "MALIPO";

/// Who e-mails are from where nothing else is set. `.test` never leaves a machine.
const MAIL_FROM: &str = "Malipo <malipo@malipo.test>";

/// The carriers of this machine.
pub(super) struct Carriers {
    gateway: SmsGateway,
}

impl Carriers {
    /// Starts them.
    ///
    /// # Errors
    /// [`HostError::Carrier`] where no port is to be had.
    pub(super) async fn start(mailbox: &Arc<Mailbox>, clock: &Clock) -> Result<Self, HostError> {
        let settings = Settings {
            first_message_id: first_message_id(),
            clock: millis(clock),
            ..Settings::default()
        };
        let mailbox = mailbox.clone();
        let sink = Arc::new(move |sms: Delivered| {
            let mailbox = mailbox.clone();
            async move {
                let kept = mailbox.record_sms(&sms.to, &sms.text).await;
                kept.map_err(SinkError::from)
            }
            .boxed()
        });
        let gateway = SmsGateway::start(settings, sink).await?;
        Ok(Self { gateway })
    }

    /// Ends them; what they took is delivered all the same.
    pub(super) async fn stop(self) {
        self.gateway.stop().await;
    }
}

/// The functions' ways out: those of the environment, or else those of this machine.
///
/// # Errors
/// [`OutletsError`] for a setting that cannot be used.
pub(super) fn outlets(
    carriers: &Carriers,
    ses: aws_sdk_ses::Client,
    payee: Payee,
    environment: &Environment,
) -> Result<Outlets, OutletsError> {
    let sms = sms(carriers.gateway.url(), environment)?;
    Ok(Outlets {
        ses,
        sms: sms.map(outlets::gateway).transpose()?,
        mail: mail(environment)?,
        payee,
    })
}

/// An address from outside may come without an account: what stands there may ask for none.
fn sms(built_in: String, environment: &Environment) -> Result<Option<Sms>, ConfigError> {
    Sms::read(|name| {
        let (value, otherwise) = match name {
            "MALIPO_SMS_URL" => (&environment.sms_url, built_in.as_str()),
            "MALIPO_SMS_API_KEY" => (&environment.sms_api_key, ACCOUNT),
            "MALIPO_SMS_PARTNER_ID" => (&environment.sms_partner_id, ACCOUNT),
            "MALIPO_SMS_SENDER_ID" => (&environment.sms_sender_id, SENDER_ID),
            _ => return None,
        };
        Some(set(value).unwrap_or(otherwise).to_owned())
    })
}

fn mail(environment: &Environment) -> Result<Option<Mail>, ConfigError> {
    Mail::read(|name| {
        let value = match name {
            "MALIPO_MAIL_FROM" => Some(set(&environment.mail_from).unwrap_or(MAIL_FROM)),
            "MALIPO_MAIL_REPLY_TO" => set(&environment.mail_reply_to),
            _ => None,
        };
        value.map(str::to_owned)
    })
}

/// Behind every id of the gateway's last life, since it has taken less than a message in a millisecond.
fn first_message_id() -> u64 {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(local_providers::sms::FIRST_MESSAGE_ID)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_from_outside_needs_no_account() {
        let built_in = || "http://127.0.0.1:1/".to_owned();
        let ours = sms(built_in(), &Environment::default()).unwrap().unwrap();
        assert_eq!(
            (ours.url.as_str(), ours.sender_id.as_str()),
            ("http://127.0.0.1:1/", "MALIPO")
        );
        let environment = Environment {
            sms_url: Some("https://isms.example.com/api/services/".to_owned()),
            sms_api_key: Some("key".to_owned()),
            ..Environment::default()
        };
        let theirs = sms(built_in(), &environment).unwrap().unwrap();
        assert_eq!(theirs.url, "https://isms.example.com/api/services/");
        assert_eq!(
            (theirs.api_key.0.as_str(), theirs.partner_id.as_str()),
            ("key", ACCOUNT)
        );
    }

    #[test]
    fn letters_have_a_sender_whatever_is_set() {
        assert_eq!(
            mail(&Environment::default()).unwrap().unwrap().domain(),
            "malipo.test"
        );
        let environment = Environment {
            mail_from: Some("Savanna <billing@example.co.ke>".to_owned()),
            ..Environment::default()
        };
        assert_eq!(
            mail(&environment).unwrap().unwrap().domain(),
            "example.co.ke"
        );
    }
}
