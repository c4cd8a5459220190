//! The ways out of the house: SES and the SMS gateway, and in whose name. Made once per process.

use aws_config::retry::RetryConfig;
use providers::celcom::gateway::{self, Gateway};
use runtime::config::ConfigError;
use runtime::config::mail::Mail;
use runtime::config::payee::Payee;
use runtime::config::sms::Sms;

/// What messages go out through.
#[derive(Debug, Clone)]
pub struct Outlets {
    /// Carries e-mails.
    pub ses: aws_sdk_ses::Client,
    /// Carries short messages; nothing where there is no account.
    pub sms: Option<Gateway>,
    /// Who e-mails are from; nothing where none are sent.
    pub mail: Option<Mail>,
    /// In whose name everything is said.
    pub payee: Payee,
}

/// Why there are no ways out. No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum OutletsError {
    /// A setting is missing or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The SMS gateway cannot be used with these settings.
    #[error(transparent)]
    Gateway(#[from] gateway::SettingsError),
}

impl Outlets {
    /// Reads the environment and connects to AWS, or to what stands in for it (`AWS_ENDPOINT_URL`).
    ///
    /// # Errors
    /// Names the first setting that is missing or wrong. No service is called.
    pub async fn from_env() -> Result<Self, OutletsError> {
        let payee = Payee::from_env()?;
        let mail = Mail::from_env()?;
        let sms = Sms::from_env()?;
        let aws = aws_config::from_env()
            .retry_config(RetryConfig::disabled())
            .load()
            .await;
        Ok(Self {
            ses: aws_sdk_ses::Client::new(&aws),
            sms: sms.map(gateway).transpose()?,
            mail,
            payee,
        })
    }
}

/// A client of the gateway that these settings name.
///
/// # Errors
/// The setting that is wrong.
pub fn gateway(sms: Sms) -> Result<Gateway, gateway::SettingsError> {
    Gateway::new(gateway::Settings {
        base_url: sms.url,
        api_key: sms.api_key.0,
        partner_id: sms.partner_id,
        sender_id: sms.sender_id,
    })
}
