//! What a host keeps about itself between two starts: its secrets, and whether it has its sample.
//! The environment goes before what is kept; see [`Environment`].

pub mod mpesa;

use serde::{Deserialize, Serialize};

use crate::data_folder::{DataFolder, FolderError};
use crate::settings::mpesa::MpesaEnvironment;

const FILE: &str = "settings.json";

/// Random bytes of a secret.
const SECRET_BYTES: usize = 32;

/// Why there are no secrets.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The system has no randomness.
    #[error("no secret could be generated")]
    Random(#[from] getrandom::Error),
}

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The administrator's API key.
    #[serde(rename = "MALIPO_API_KEY", skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// The secret part of the callback addresses.
    #[serde(rename = "MALIPO_HOOK_TOKEN", skip_serializing_if = "Option::is_none")]
    pub hook_token: Option<String>,
    /// The key of the portal.
    #[serde(rename = "MALIPO_PORTAL_KEY", skip_serializing_if = "Option::is_none")]
    pub portal_key: Option<String>,
    /// How far the sample is.
    pub sample: Sample,
}

/// How far the sample data is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// Never asked for.
    #[default]
    None,
    /// Begun; after a crash it is begun again, which changes nothing that is there.
    Begun,
    /// All of it is there, or was.
    Complete,
}

/// Settings from outside, by the names that the deployed functions know them by.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Environment {
    /// An administrator's API key.
    #[arg(long, env = "MALIPO_API_KEY", hide = true, hide_env_values = true)]
    pub api_key: Option<String>,
    /// The secret part of the callback addresses.
    #[arg(long, env = "MALIPO_HOOK_TOKEN", hide = true, hide_env_values = true)]
    pub hook_token: Option<String>,
    /// More of them, for other short codes.
    #[arg(long, env = "MALIPO_HOOK_TOKENS", hide = true, hide_env_values = true)]
    pub hook_tokens: Option<String>,
    /// The key of the portal: 32 random bytes.
    #[arg(long, env = "MALIPO_PORTAL_KEY", hide = true, hide_env_values = true)]
    pub portal_key: Option<String>,
    /// The short code that callbacks are for.
    #[arg(long, env = "MALIPO_SHORTCODE", hide = true)]
    pub shortcode: Option<String>,
    /// The name that customers know the provider by.
    #[arg(long, env = "MALIPO_PROVIDER_NAME", hide = true)]
    pub provider_name: Option<String>,
    /// What callback URLs and addresses in messages start with; this machine's own address where it is left out.
    #[arg(long, env = "MALIPO_PUBLIC_URL", hide = true)]
    pub public_url: Option<String>,
    /// The account with M-PESA.
    #[command(flatten)]
    pub mpesa: MpesaEnvironment,
    /// The addresses that the provider calls from; every address is as good where it is left out.
    #[arg(long, env = "MALIPO_HOOK_SOURCES", hide = true)]
    pub hook_sources: Option<String>,
    /// Up to how many shillings a callback from another address is believed.
    #[arg(long, env = "MALIPO_UNVERIFIED_ABOVE", hide = true)]
    pub unverified_above: Option<String>,
    /// Where the SMS gateway is; one of this process where it is left out, which puts everything into the mailbox.
    #[arg(long, env = "MALIPO_SMS_URL", hide = true)]
    pub sms_url: Option<String>,
    /// The key of the account with that gateway.
    #[arg(long, env = "MALIPO_SMS_API_KEY", hide = true, hide_env_values = true)]
    pub sms_api_key: Option<String>,
    /// The account with that gateway.
    #[arg(long, env = "MALIPO_SMS_PARTNER_ID", hide = true)]
    pub sms_partner_id: Option<String>,
    /// Who short messages are from.
    #[arg(long, env = "MALIPO_SMS_SENDER_ID", hide = true)]
    pub sms_sender_id: Option<String>,
    /// Who e-mails are from.
    #[arg(long, env = "MALIPO_MAIL_FROM", hide = true)]
    pub mail_from: Option<String>,
    /// Where answers to e-mails go.
    #[arg(long, env = "MALIPO_MAIL_REPLY_TO", hide = true)]
    pub mail_reply_to: Option<String>,
    /// Where the clock starts.
    #[arg(long, env = "MALIPO_CLOCK", hide = true)]
    pub clock: Option<String>,
}

/// The secrets that are in use.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// The administrator's API key.
    pub api_key: String,
    /// The secret part of the callback addresses.
    pub hook_token: String,
    /// The key of the portal.
    pub portal_key: String,
}

impl Settings {
    /// What is kept in the folder.
    pub fn of(folder: &DataFolder) -> Result<Self, FolderError> {
        Ok(folder.read(FILE)?.unwrap_or_default())
    }

    /// Keeps them.
    pub fn save(&self, folder: &DataFolder) -> Result<(), FolderError> {
        folder.write(FILE, self)
    }

    /// The secrets to use: from the environment, or those that are kept, or new ones, which are kept
    /// from now on.
    pub fn secrets(
        &mut self,
        folder: &DataFolder,
        environment: &Environment,
    ) -> Result<Secrets, SettingsError> {
        let before = self.clone();
        let secrets = Secrets {
            api_key: chosen(&environment.api_key, &mut self.api_key)?,
            hook_token: chosen(&environment.hook_token, &mut self.hook_token)?,
            portal_key: chosen(&environment.portal_key, &mut self.portal_key)?,
        };
        if *self != before {
            self.save(folder)?;
        }
        Ok(secrets)
    }
}

/// An empty value counts as not set, as it does for the deployed functions.
pub(crate) fn set(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|value| !value.is_empty())
}

fn chosen(
    from_outside: &Option<String>,
    kept: &mut Option<String>,
) -> Result<String, SettingsError> {
    if let Some(value) = set(from_outside).or_else(|| set(kept)) {
        return Ok(value.to_owned());
    }
    let new = secret()?;
    *kept = Some(new.clone());
    Ok(new)
}

/// Digits and the letters a to f: M-PESA refuses callback addresses with certain words in them, and these
/// cannot form one.
pub(crate) fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_generated_once_and_the_environment_goes_before_them() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(temporary.path());
        let nothing = Environment::default();
        let first = Settings::of(&folder)
            .unwrap()
            .secrets(&folder, &nothing)
            .unwrap();
        let second = Settings::of(&folder)
            .unwrap()
            .secrets(&folder, &nothing)
            .unwrap();
        assert!(first == second && first.api_key != first.hook_token);
        assert!(first.portal_key != first.api_key && first.portal_key != first.hook_token);
        for secret in [&first.api_key, &first.hook_token, &first.portal_key] {
            assert_eq!(secret.len(), 2 * SECRET_BYTES);
            assert!(
                secret.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{secret} could form a word"
            );
        }

        let environment = Environment {
            api_key: Some("from outside".to_owned()),
            hook_token: Some(String::new()),
            ..Environment::default()
        };
        let third = Settings::of(&folder)
            .unwrap()
            .secrets(&folder, &environment)
            .unwrap();
        assert_eq!(third.api_key, "from outside");
        assert_eq!(third.hook_token, first.hook_token);
        let kept = Settings::of(&folder).unwrap();
        assert_eq!(kept.api_key, Some(first.api_key));
    }
}
