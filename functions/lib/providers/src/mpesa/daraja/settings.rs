//! An account with Daraja: the application, and the paybills and tills that it collects with.
//! It owns what makes them usable; it must not know where they are kept.

use reqwest::Url;

use super::LIVE_URL;
use super::secret::Secret;
use crate::call::{self, AddressFault};

/// Digits of a short code or till number; those known have five to seven, and the documentation allows nine.
const SHORT_CODE_DIGITS: std::ops::RangeInclusive<usize> = 5..=9;

/// Everything that a client needs to know. Its `Debug` output holds no secret.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the services are, like [`LIVE_URL`]. HTTPS, except on this machine.
    pub base_url: String,
    /// Who calls.
    pub app: App,
}

/// An application as Daraja knows it, from its developers' portal.
#[derive(Debug, Clone)]
pub struct App {
    /// The name of the application, itself to be kept secret.
    pub consumer_key: Secret,
    /// Its password.
    pub consumer_secret: Secret,
}

/// A paybill or a till. Whoever makes one of settings has it checked with [`Collector::check`].
#[derive(Debug, Clone)]
pub struct Collector {
    /// `BusinessShortCode`: the paybill, or the head office (store number) of a till.
    pub short_code: String,
    /// Who gets the money: the paybill again, or the till.
    pub party_b: String,
    /// Which of the two it is.
    pub kind: CollectorKind,
    /// The secret of STK pushes, which Safaricom gives out for each short code.
    pub passkey: Secret,
    /// Who asks for transaction status, reversals and balances, if anybody may.
    pub operator: Option<Operator>,
    /// The phone number that pulling transactions is registered with, as the documentation writes it: `0722000000`.
    pub pull_number: Option<String>,
}

/// How customers pay it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectorKind {
    /// Pay Bill: with an account number.
    PayBill,
    /// Buy Goods: to a till, without one.
    BuyGoods,
}

/// A user of the organisation's portal through whom the API acts.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The user's name.
    pub initiator: String,
    /// The user's password, encrypted for M-PESA; see [`super::credential`].
    pub security_credential: Secret,
}

/// Why there can be no client with these settings. No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A setting without which every call would be refused.
    #[error("set M-PESA's {0}")]
    Missing(&'static str),
    /// The address cannot be called.
    #[error("give M-PESA's address like {LIVE_URL}: https, without user, query and fragment")]
    NotAnAddress,
    /// The secrets would travel readably.
    #[error("give M-PESA's address with https: the consumer secret must not travel unencrypted")]
    NotEncrypted,
    /// A short code or till number that cannot be one.
    #[error("give M-PESA's {name} as 5 to 9 digits, not {given:?}")]
    NotAShortCode {
        /// Which setting.
        name: &'static str,
        /// What was given.
        given: String,
    },
    /// A paybill that is paid through another number.
    #[error("paybill {0} collects for itself: give its own number as party B, or make it a till")]
    PayBillOfAnother(String),
    /// There is no HTTP client to be had; above all, no roots of trust on this machine.
    #[error("M-PESA's HTTP client does not start")]
    Client(#[source] reqwest::Error),
}

impl Settings {
    /// Where the services are, if everything else is well too.
    pub(super) fn check(&self) -> Result<Url, SettingsError> {
        let base = call::address(&self.base_url).map_err(|fault| match fault {
            AddressFault::Empty => SettingsError::Missing("address"),
            AddressFault::NotAnAddress => SettingsError::NotAnAddress,
            AddressFault::NotEncrypted => SettingsError::NotEncrypted,
        })?;
        let required = [
            ("consumer key", &self.app.consumer_key),
            ("consumer secret", &self.app.consumer_secret),
        ];
        if let Some((name, _)) = required.iter().find(|(_, it)| it.is_empty()) {
            return Err(SettingsError::Missing(name));
        }
        Ok(base)
    }
}

impl Collector {
    /// Whether M-PESA can be called with it.
    ///
    /// # Errors
    /// The first setting that is missing or wrong.
    pub fn check(&self) -> Result<(), SettingsError> {
        digits("short code", &self.short_code)?;
        digits("party B", &self.party_b)?;
        if self.kind == CollectorKind::PayBill && self.party_b != self.short_code {
            return Err(SettingsError::PayBillOfAnother(self.short_code.clone()));
        }
        if self.passkey.is_empty() {
            return Err(SettingsError::Missing("passkey"));
        }
        if let Some(operator) = &self.operator {
            if operator.initiator.trim().is_empty() {
                return Err(SettingsError::Missing("initiator"));
            }
            if operator.security_credential.is_empty() {
                return Err(SettingsError::Missing("security credential"));
            }
        }
        match &self.pull_number {
            Some(number) if number.trim().is_empty() => Err(SettingsError::Missing("pull number")),
            _ => Ok(()),
        }
    }
}

fn digits(name: &'static str, text: &str) -> Result<(), SettingsError> {
    if text.is_empty() {
        return Err(SettingsError::Missing(name));
    }
    let plain = text.bytes().all(|it| it.is_ascii_digit()) && !text.starts_with('0');
    if !plain || !SHORT_CODE_DIGITS.contains(&text.len()) {
        return Err(SettingsError::NotAShortCode {
            name,
            given: text.to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
