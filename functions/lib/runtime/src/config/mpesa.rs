//! Our account with M-PESA: the application, and every paybill and till that we prompt for and ask about.
//! Only functions that call M-PESA read it. Where nothing is set, no phone is prompted and nothing is asked.

use operations::mpesa::{Line, Mpesa};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{
    App, Collector, CollectorKind, Operator, Settings, SettingsError,
};
use providers::mpesa::daraja::{Daraja, LIVE_URL, Patience};
use serde::Deserialize;

use super::{ConfigError, environment, short_code};

const URL: &str = "MALIPO_MPESA_URL";
const KEY: &str = "MALIPO_MPESA_CONSUMER_KEY";
const SECRET: &str = "MALIPO_MPESA_CONSUMER_SECRET";
const PASSKEY: &str = "MALIPO_MPESA_PASSKEY";
const STORE_NUMBER: &str = "MALIPO_MPESA_STORE_NUMBER";
const INITIATOR: &str = "MALIPO_MPESA_INITIATOR";
const CREDENTIAL: &str = "MALIPO_MPESA_SECURITY_CREDENTIAL";
const PULL_NUMBER: &str = "MALIPO_MPESA_PULL_NUMBER";
const LINES: &str = "MALIPO_MPESA_LINES";
/// What an account lacks, as a secret says it: nothing promises that CloudFormation takes over an empty value of one.
const NOTHING: &str = "-";
const HOOK_TOKEN: &str = "MALIPO_HOOK_TOKEN";
const PUBLIC_URL: &str = "MALIPO_PUBLIC_URL";

/// Why M-PESA cannot be called with this environment. No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum MpesaConfigError {
    /// A setting is missing or wrong.
    #[error(transparent)]
    Setting(#[from] ConfigError),
    /// The settings do not make a client.
    #[error(transparent)]
    Client(#[from] SettingsError),
}

/// One more paybill or till, as `MALIPO_MPESA_LINES` lists them in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineSetting {
    /// The paybill, or the till.
    short_code: String,
    /// The head office that a till calls M-PESA as; makes it a till.
    #[serde(default)]
    store_number: Option<String>,
    passkey: String,
    /// The secret part of its callback addresses, as `MALIPO_HOOK_TOKENS` lists it.
    hook_token: String,
    #[serde(default)]
    initiator: Option<String>,
    #[serde(default)]
    security_credential: Option<String>,
    #[serde(default)]
    pull_number: Option<String>,
}

/// Reads the environment of this process; nothing where there is no account.
///
/// # Errors
/// Names the first setting that an account lacks, or that is wrong.
pub fn from_env() -> Result<Option<Mpesa>, MpesaConfigError> {
    read(environment, Patience::default())
}

/// Reads settings from anywhere; an empty value counts as not set, and so does a dash.
///
/// # Errors
/// As [`from_env`].
pub fn read(
    setting: impl Fn(&str) -> Option<String>,
    patience: Patience,
) -> Result<Option<Mpesa>, MpesaConfigError> {
    let is_set = |value: &String| !matches!(value.trim(), "" | NOTHING);
    let optional = |name: &str| setting(name).filter(is_set);
    let required = |name: &'static str| optional(name).ok_or(ConfigError::Missing(name));
    if [KEY, SECRET]
        .into_iter()
        .all(|name| optional(name).is_none())
    {
        return Ok(None);
    }
    let mut settings = Vec::new();
    if let Some(passkey) = optional(PASSKEY) {
        settings.push(LineSetting {
            short_code: short_code(optional)?,
            store_number: optional(STORE_NUMBER),
            passkey,
            hook_token: required(HOOK_TOKEN)?,
            initiator: optional(INITIATOR),
            security_credential: optional(CREDENTIAL),
            pull_number: optional(PULL_NUMBER),
        });
    }
    if let Some(json) = optional(LINES) {
        let form = "a JSON list of objects with short_code, passkey and hook_token";
        let listed: Vec<LineSetting> =
            serde_json::from_str(&json).map_err(|_| ConfigError::Unreadable(LINES, form))?;
        settings.extend(listed);
    }
    if settings.is_empty() {
        return Err(ConfigError::Missing(PASSKEY).into());
    }
    let public_url = required(PUBLIC_URL)?;
    let lines = settings
        .into_iter()
        .map(|one| line(one, public_url.trim_end_matches('/')))
        .collect::<Result<Vec<_>, _>>()?;
    let key = Secret::new(&required(KEY)?);
    let account = Settings {
        base_url: optional(URL).unwrap_or_else(|| LIVE_URL.to_owned()),
        app: App {
            consumer_key: key.clone(),
            consumer_secret: Secret::new(&required(SECRET)?),
        },
    };
    let client = Daraja::new(account, patience)?;
    Ok(Some(Mpesa::new(client, key, lines)))
}

fn line(one: LineSetting, public_url: &str) -> Result<Line, SettingsError> {
    let operator = match (one.initiator, one.security_credential) {
        (Some(initiator), Some(credential)) => Some(Operator {
            initiator,
            security_credential: Secret::new(&credential),
        }),
        (None, None) => None,
        (None, Some(_)) => return Err(SettingsError::Missing("initiator")),
        (Some(_), None) => return Err(SettingsError::Missing("security credential")),
    };
    let kind = if one.store_number.is_some() {
        CollectorKind::BuyGoods
    } else {
        CollectorKind::PayBill
    };
    let collector = Collector {
        short_code: one.store_number.unwrap_or_else(|| one.short_code.clone()),
        party_b: one.short_code.clone(),
        kind,
        passkey: Secret::new(&one.passkey),
        operator,
        pull_number: one.pull_number,
    };
    collector.check()?;
    Ok(Line {
        holder: one.short_code,
        collector,
        hooks: format!("{public_url}/hooks/{}", one.hook_token),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: [(&str, &str); 6] = [
        (URL, "http://127.0.0.1:9/"),
        (KEY, "key"),
        (SECRET, "correct horse"),
        (PASSKEY, "battery staple"),
        (HOOK_TOKEN, "hook-token"),
        (PUBLIC_URL, "https://pay.example.co.ke/"),
    ];

    fn read_all(settings: &[(&str, &str)]) -> Result<Option<Mpesa>, MpesaConfigError> {
        let setting = |name: &str| {
            let setting = settings.iter().find(|(known, _)| *known == name);
            setting.map(|(_, value)| (*value).to_owned())
        };
        read(setting, Patience::default())
    }

    #[test]
    fn without_an_application_nothing_is_called_and_a_half_one_is_named() {
        assert!(read_all(&[]).unwrap().is_none());
        for missing in [2, 3, 4, 5] {
            let mut settings = COMPLETE.to_vec();
            let (name, _) = settings.remove(missing);
            let error = read_all(&settings).unwrap_err().to_string();
            assert_eq!(error, format!("{name} is not set"));
        }
    }

    #[test]
    fn what_a_secret_says_an_account_lacks_is_not_set() {
        let lacking = [INITIATOR, CREDENTIAL, PULL_NUMBER, LINES].map(|name| (name, NOTHING));
        let mpesa = read_all(&[COMPLETE.as_slice(), &lacking].concat());
        let mpesa = mpesa.unwrap().unwrap();
        let collector = &mpesa.line(None).unwrap().collector;
        assert!(collector.operator.is_none() && collector.pull_number.is_none());
        let error = read_all(&[COMPLETE.as_slice(), &[(LINES, "--")]].concat());
        assert!(error.is_err(), "only the dash itself says so");
    }

    #[test]
    fn paybills_and_tills_stand_beside_each_other_and_none_shows_its_secrets() {
        let lines = r#"[{"short_code":"5512345","store_number":"7654321","passkey":"p","hook_token":"another"}]"#;
        let mpesa = read_all(&[COMPLETE.as_slice(), &[(LINES, lines)]].concat());
        let mpesa = mpesa.unwrap().unwrap();
        let paybill = mpesa.line(None).unwrap();
        assert_eq!(
            (paybill.holder.as_str(), paybill.hooks.as_str()),
            ("600966", "https://pay.example.co.ke/hooks/hook-token")
        );
        let till = mpesa.line(Some("5512345")).unwrap();
        let collector = &till.collector;
        assert_eq!(
            (collector.short_code.as_str(), collector.party_b.as_str()),
            ("7654321", "5512345")
        );
        assert!(mpesa.line(Some("999999")).is_err());
        let shown = format!("{mpesa:?}");
        for secret in ["hook-token", "another", "correct horse", "battery staple"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_words_without_its_value() {
        let error = read_all(&[COMPLETE.as_slice(), &[(LINES, "passkey")]].concat());
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with("MALIPO_MPESA_LINES must be"), "{error}");
    }
}
