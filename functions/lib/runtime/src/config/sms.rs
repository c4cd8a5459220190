//! The account with the SMS gateway. Where nothing is set, no short message is sent and all of them wait.

use super::{ConfigError, environment};
use crate::redaction::Redacted;

const URL: &str = "MALIPO_SMS_URL";
const API_KEY: &str = "MALIPO_SMS_API_KEY";
const PARTNER_ID: &str = "MALIPO_SMS_PARTNER_ID";
const SENDER_ID: &str = "MALIPO_SMS_SENDER_ID";

/// An account with an SMS gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// Where its services are.
    pub url: String,
    /// The account's secret.
    pub api_key: Redacted<String>,
    /// The account.
    pub partner_id: String,
    /// Who the phones say that messages are from.
    pub sender_id: String,
}

impl Sms {
    /// Reads the environment of this process; nothing where there is no account. An address alone is none.
    ///
    /// # Errors
    /// Names the first setting that an account lacks.
    pub fn from_env() -> Result<Option<Self>, ConfigError> {
        Self::read(environment)
    }

    /// Reads settings from anywhere; an empty value counts as not set.
    ///
    /// # Errors
    /// As [`Sms::from_env`].
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ConfigError> {
        let optional = |name: &str| setting(name).filter(|value| !value.trim().is_empty());
        let required = |name: &'static str| optional(name).ok_or(ConfigError::Missing(name));
        if [API_KEY, PARTNER_ID, SENDER_ID]
            .into_iter()
            .all(|name| optional(name).is_none())
        {
            return Ok(None);
        }
        Ok(Some(Self {
            url: required(URL)?,
            api_key: Redacted(required(API_KEY)?),
            partner_id: required(PARTNER_ID)?,
            sender_id: required(SENDER_ID)?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: [(&str, &str); 4] = [
        (URL, "https://isms.example.com/api/services/"),
        (API_KEY, "correct horse"),
        (PARTNER_ID, "77"),
        (SENDER_ID, "SAVANNA"),
    ];

    fn read(settings: &[(&str, &str)]) -> Result<Option<Sms>, ConfigError> {
        Sms::read(|name| {
            let setting = settings.iter().find(|(known, _)| *known == name);
            setting.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_account_is_complete_or_is_none() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&COMPLETE[..1]), Ok(None), "an address alone");
        assert!(read(&COMPLETE).unwrap().is_some());
        for missing in 0..COMPLETE.len() {
            let mut settings = COMPLETE.to_vec();
            let (name, _) = settings.remove(missing);
            assert_eq!(read(&settings), Err(ConfigError::Missing(name)));
        }
    }

    #[test]
    fn the_key_is_shown_nowhere() {
        let sms = read(&COMPLETE).unwrap().unwrap();
        assert!(!format!("{sms:?}").contains("horse"));
        assert_eq!(sms.api_key.0, "correct horse");
    }
}
