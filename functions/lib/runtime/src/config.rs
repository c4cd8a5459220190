//! What a deployment sets from outside: read once, checked, and passed on as values.
//! This is the one place that looks at the environment; nothing else in the project may.

pub mod carriers;
pub mod mail;
pub mod mpesa;
pub mod payee;
pub mod portal;
pub mod sms;
pub mod trust;

use std::fmt;

use chrono::{DateTime, Utc};
use operations::portal_key::PortalKey;

use crate::clock::Clock;
use crate::config::carriers::Carriers;
use crate::config::payee::Payee;
use crate::config::trust::Trust;
use crate::queue::QueueUrls;
use crate::secret::{SecretToken, position_of};

/// The short code of Safaricom's sandbox, for a first try.
pub const SHORT_CODE_DEFAULT: &str = "600966";

/// A callback token or API key on AWS has at least this many characters.
pub const SECRET_CHARACTERS_MIN: usize = 20;

const SHORT_CODE: &str = "MALIPO_SHORTCODE";

/// Lambda sets this in every function, and nobody else does.
const ON_AWS: &str = "AWS_LAMBDA_FUNCTION_NAME";

/// The settings of one process.
#[derive(Debug, Clone)]
pub struct Config {
    /// The DynamoDB table.
    pub table: String,
    /// The URLs of the queues.
    pub queues: QueueUrls,
    /// The callback addresses, one for each short code; empty in functions that receive none.
    pub hooks: Vec<HookToken>,
    /// What is believed of a callback.
    pub trust: Trust,
    /// An administrator's API key, where one is set.
    pub api_key: Option<SecretToken>,
    /// Where people outside reach this deployment, without a slash at its end; for addresses in messages.
    pub public_url: Option<String>,
    /// Whom customers pay; nothing in functions on AWS that tell nobody.
    pub payee: Option<Payee>,
    /// Which carriers of messages there are; none in functions that tell nobody of it.
    pub carriers: Carriers,
    /// The key of the portal; nothing in functions that let nobody in.
    pub portal_key: Option<PortalKey>,
    /// What business figures are told of; without it, or off AWS, none are.
    pub stack: Option<String>,
    /// Where the clock starts; never set on AWS.
    pub clock_start: Option<DateTime<Utc>>,
}

/// The secret part of one short code's callback addresses.
#[derive(Debug, Clone)]
pub struct HookToken {
    /// The secret in the path.
    pub token: SecretToken,
    /// The paybill or till whose payments arrive there.
    pub short_code: String,
}

/// Why a process cannot start with this environment. No message holds a value: some are secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// A setting without which nothing works.
    Missing(&'static str),
    /// A setting that does not say what it should; with what it should be.
    Unreadable(&'static str, &'static str),
    /// `MALIPO_CLOCK` is a development aid: on AWS it would date real money wrongly.
    ClockOnAws,
    /// A token or key that can be guessed, on AWS.
    ShortSecret(&'static str),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(formatter, "{name} is not set"),
            Self::Unreadable(name, form) => write!(formatter, "{name} must be {form}"),
            Self::ClockOnAws => formatter.write_str("MALIPO_CLOCK is refused on AWS"),
            Self::ShortSecret(name) => {
                write!(
                    formatter,
                    "{name} needs at least {SECRET_CHARACTERS_MIN} characters"
                )
            }
        }
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the environment of this process.
    ///
    /// # Errors
    /// Names the first setting that is missing or wrong.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(environment)
    }

    /// Reads settings from anywhere; an empty value counts as not set.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let optional = |name: &str| setting(name).filter(|value| !value.is_empty());
        let required = |name: &'static str| optional(name).ok_or(ConfigError::Missing(name));
        let on_aws = optional(ON_AWS).is_some();

        let config = Self {
            table: required("MALIPO_TABLE")?,
            queues: QueueUrls {
                payments: required("MALIPO_PAYMENTS_QUEUE_URL")?,
                allocations: required("MALIPO_ALLOCATIONS_QUEUE_URL")?,
                notifications: required("MALIPO_NOTIFICATIONS_QUEUE_URL")?,
            },
            public_url: public_url(optional("MALIPO_PUBLIC_URL"))?,
            hooks: hooks(&optional, on_aws)?,
            trust: Trust::read(optional)?,
            api_key: secret("MALIPO_API_KEY", optional("MALIPO_API_KEY"), on_aws)?,
            payee: Payee::read_if_set(&setting)?,
            carriers: Carriers::read(optional),
            portal_key: portal::read(optional)?,
            stack: optional("MALIPO_STACK"),
            clock_start: clock_start(optional("MALIPO_CLOCK"))?,
        };
        if on_aws && config.clock_start.is_some() {
            return Err(ConfigError::ClockOnAws);
        }
        Ok(config)
    }

    /// The short code whose callback token was presented, compared in constant time with all of them.
    #[must_use]
    pub fn short_code_of(&self, presented: &str) -> Option<&str> {
        let position = position_of(self.hooks.iter().map(|hook| &hook.token), presented)?;
        self.hooks
            .get(position)
            .map(|hook| hook.short_code.as_str())
    }

    /// The clock that these settings ask for.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock_start
            .map_or_else(Clock::system, Clock::starting_at)
    }
}

/// The clock that `MALIPO_CLOCK` asks for, for what needs the time before there is a whole [`Config`].
///
/// # Errors
/// If it is no instant.
pub fn clock(setting: impl Fn(&str) -> Option<String>) -> Result<Clock, ConfigError> {
    let start = setting("MALIPO_CLOCK").filter(|value| !value.is_empty());
    Ok(clock_start(start)?.map_or_else(Clock::system, Clock::starting_at))
}

/// Whether this process runs as a Lambda function.
#[must_use]
pub fn on_aws() -> bool {
    environment(ON_AWS).is_some()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place that configuration is read"
)]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// `MALIPO_HOOK_TOKEN` for the short code of `MALIPO_SHORTCODE`, then `MALIPO_HOOK_TOKENS` for any number of others.
fn hooks(
    optional: &impl Fn(&str) -> Option<String>,
    on_aws: bool,
) -> Result<Vec<HookToken>, ConfigError> {
    const LIST: &str = "MALIPO_HOOK_TOKENS";
    let form = ConfigError::Unreadable(LIST, "short code:token pairs with commas between them");

    let mut hooks = Vec::new();
    if let Some(token) = secret("MALIPO_HOOK_TOKEN", optional("MALIPO_HOOK_TOKEN"), on_aws)? {
        let short_code = short_code(optional)?;
        hooks.push(HookToken { token, short_code });
    }
    for pair in optional(LIST)
        .unwrap_or_default()
        .split(',')
        .filter(|pair| !pair.is_empty())
    {
        let (short_code, token) = pair.split_once(':').ok_or_else(|| form.clone())?;
        let short_code = short_code.trim();
        if short_code.is_empty() {
            return Err(form);
        }
        let token = secret(LIST, Some(token.trim().to_owned()), on_aws)?;
        let token = token.ok_or_else(|| form.clone())?;
        hooks.push(HookToken {
            token,
            short_code: short_code.to_owned(),
        });
    }
    Ok(hooks)
}

/// The first paybill. On AWS none is assumed: real money must not be booked to the sandbox's.
fn short_code(optional: impl Fn(&str) -> Option<String>) -> Result<String, ConfigError> {
    match optional(SHORT_CODE).filter(|value| !value.is_empty()) {
        Some(short_code) => Ok(short_code),
        None if optional(ON_AWS).is_some() => Err(ConfigError::Missing(SHORT_CODE)),
        None => Ok(SHORT_CODE_DEFAULT.to_owned()),
    }
}

fn secret(
    name: &'static str,
    value: Option<String>,
    on_aws: bool,
) -> Result<Option<SecretToken>, ConfigError> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if on_aws && value.chars().count() < SECRET_CHARACTERS_MIN {
        return Err(ConfigError::ShortSecret(name));
    }
    Ok(Some(SecretToken::new(&value)))
}

fn clock_start(value: Option<String>) -> Result<Option<DateTime<Utc>>, ConfigError> {
    let Some(value) = value else { return Ok(None) };
    let form = "an instant like 2026-12-07T09:00:00+03:00";
    DateTime::parse_from_rfc3339(&value)
        .map(|instant| Some(instant.to_utc()))
        .map_err(|_| ConfigError::Unreadable("MALIPO_CLOCK", form))
}

fn public_url(value: Option<String>) -> Result<Option<String>, ConfigError> {
    let Some(value) = value else { return Ok(None) };
    let value = value.trim_end_matches('/');
    let host = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    let is_plain = |host: &str| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_graphic() && !"?#\"<>".contains(c))
    };
    if host.is_some_and(is_plain) {
        return Ok(Some(value.to_owned()));
    }
    let form = "an address like https://pay.example.co.ke";
    Err(ConfigError::Unreadable("MALIPO_PUBLIC_URL", form))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &[(&str, &str)] = &[
        ("MALIPO_TABLE", "malipo"),
        ("MALIPO_PAYMENTS_QUEUE_URL", "https://queue/payments"),
        ("MALIPO_ALLOCATIONS_QUEUE_URL", "https://queue/allocations"),
        (
            "MALIPO_NOTIFICATIONS_QUEUE_URL",
            "https://queue/notifications",
        ),
    ];

    fn read(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let all = [settings, COMPLETE].concat();
        Config::read(|name| {
            let found = all.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_token_leads_to_its_own_short_code() {
        let config = read(&[
            ("MALIPO_HOOK_TOKEN", "first"),
            ("MALIPO_HOOK_TOKENS", "174379:second, 600000 : third"),
        ])
        .unwrap();
        let found = ["first", "second", "third", "fourth", ""];
        let found = found.map(|token| config.short_code_of(token));
        assert_eq!(
            found,
            [Some("600966"), Some("174379"), Some("600000"), None, None]
        );
    }

    #[test]
    fn without_tokens_nothing_opens() {
        let config = read(&[("MALIPO_HOOK_TOKEN", "")]).unwrap();
        assert_eq!(config.short_code_of(""), None);
    }

    #[test]
    fn a_missing_setting_is_named() {
        let missing = read(&[("MALIPO_TABLE", "")]).unwrap_err();
        assert_eq!(missing.to_string(), "MALIPO_TABLE is not set");
    }

    #[test]
    fn what_cannot_be_used_is_refused_in_words_without_its_value() {
        let aws = ("AWS_LAMBDA_FUNCTION_NAME", "callbacks");
        let clock = ("MALIPO_CLOCK", "2026-12-07T09:00:00+03:00");
        let cases: &[(&[(&str, &str)], &str)] = &[
            (&[aws, clock], "MALIPO_CLOCK is refused on AWS"),
            (
                &[("MALIPO_CLOCK", "tomorrow")],
                "MALIPO_CLOCK must be an instant like 2026-12-07T09:00:00+03:00",
            ),
            (
                &[("MALIPO_HOOK_TOKENS", "s3cret")],
                "MALIPO_HOOK_TOKENS must be short code:token pairs with commas between them",
            ),
            (
                &[("MALIPO_HOOK_TOKENS", "600966:")],
                "MALIPO_HOOK_TOKENS must be short code:token pairs with commas between them",
            ),
            (
                &[aws, ("MALIPO_HOOK_TOKEN", "s3cret")],
                "MALIPO_HOOK_TOKEN needs at least 20 characters",
            ),
            (
                &[aws, ("MALIPO_HOOK_TOKEN", "a-token-of-more-than-20")],
                "MALIPO_SHORTCODE is not set",
            ),
            (
                &[aws, ("MALIPO_API_KEY", "s3cret")],
                "MALIPO_API_KEY needs at least 20 characters",
            ),
        ];
        for (settings, message) in cases {
            assert_eq!(read(settings).unwrap_err().to_string(), *message);
        }
    }

    #[test]
    fn an_address_for_messages_is_kept_without_its_last_slash() {
        let config = read(&[("MALIPO_PUBLIC_URL", "https://pay.example.co.ke/")]).unwrap();
        assert_eq!(
            config.public_url.as_deref(),
            Some("https://pay.example.co.ke")
        );
        for wrong in [
            "pay.example.co.ke",
            "https://",
            "https://a b",
            "javascript:x",
        ] {
            assert!(read(&[("MALIPO_PUBLIC_URL", wrong)]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_clock_starts_where_it_is_told() {
        let config = read(&[("MALIPO_CLOCK", "2026-12-07T09:00:00+03:00")]).unwrap();
        let start = config.clock_start.unwrap();
        assert_eq!(start.to_rfc3339(), "2026-12-07T06:00:00+00:00");
        assert!((config.clock().now() - start).num_seconds() < 60);
    }
}
