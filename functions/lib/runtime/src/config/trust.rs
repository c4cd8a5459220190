//! From where callbacks are expected, and how much is believed from elsewhere. Callbacks carry no signature, so the
//! address is a signal and never a proof.

use std::net::IpAddr;

use operations::intake::Unexpected;

use super::ConfigError;

const SOURCES: &str = "MALIPO_HOOK_SOURCES";
const BELIEVED: &str = "MALIPO_UNVERIFIED_ABOVE";

/// Up to this much is believed from wherever it comes, in shillings, unless the deployment says.
const BELIEVED_SHILLINGS_DEFAULT: i64 = 10_000;

/// The most that can be set, in shillings: M-PESA moves less at once.
const BELIEVED_SHILLINGS_MAX: i64 = 1_000_000;

/// What is believed of a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The addresses that the provider sends from; empty where every address is as good.
    sources: Vec<IpAddr>,
    believed_cents: i64,
}

impl Trust {
    /// `MALIPO_HOOK_SOURCES`, addresses with commas between them, and `MALIPO_UNVERIFIED_ABOVE`, whole shillings.
    ///
    /// # Errors
    /// Names the setting that cannot be read.
    pub fn read(optional: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let form = "network addresses with commas between them";
        let sources = optional(SOURCES).unwrap_or_default();
        let sources = sources
            .split(',')
            .map(str::trim)
            .filter(|source| !source.is_empty())
            .map(|source| source.parse())
            .collect::<Result<_, _>>()
            .map_err(|_| ConfigError::Unreadable(SOURCES, form))?;
        let believed = match optional(BELIEVED) {
            None => BELIEVED_SHILLINGS_DEFAULT,
            Some(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|shillings| (0..=BELIEVED_SHILLINGS_MAX).contains(shillings))
                .ok_or(ConfigError::Unreadable(
                    BELIEVED,
                    "whole shillings, up to 1000000",
                ))?,
        };
        Ok(Self {
            sources,
            believed_cents: believed * 100,
        })
    }

    /// Whether the provider sends from there.
    #[must_use]
    pub fn is_expected(&self, source: IpAddr) -> bool {
        self.sources.is_empty() || self.sources.contains(&source)
    }

    /// What to make of a callback from a source that was not expected.
    #[must_use]
    pub fn unexpected<'a>(&self, source: Option<&'a str>) -> Option<Unexpected<'a>> {
        source.map(|source| Unexpected {
            source,
            believed_cents: self.believed_cents,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Trust, ConfigError> {
        Trust::read(|name| {
            let setting = settings.iter().find(|(known, _)| *known == name);
            setting.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn every_address_is_as_good_until_some_are_named() {
        let anywhere = read(&[]).unwrap();
        assert!(anywhere.is_expected("203.0.113.9".parse().unwrap()));
        let named = read(&[(SOURCES, "196.201.214.200, 196.201.214.206")]).unwrap();
        assert!(named.is_expected("196.201.214.206".parse().unwrap()));
        assert!(!named.is_expected("203.0.113.9".parse().unwrap()));
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        for (name, value) in [
            (SOURCES, "safaricom"),
            (SOURCES, "196.201.214.200;196.201.214.206"),
            (BELIEVED, "much"),
            (BELIEVED, "-1"),
            (BELIEVED, "1000001"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert!(error.to_string().starts_with(name), "{error}");
        }
        let all = read(&[(BELIEVED, "0")]).unwrap();
        assert_eq!(all.unexpected(Some("x")).unwrap().believed_cents, 0);
    }
}
