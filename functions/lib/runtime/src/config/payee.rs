//! Whom customers pay and where, for the pages that say so. A page with a wrong number sends money to a stranger,
//! so nothing is assumed on AWS and nothing that is no Paybill number is shown.

use super::{ConfigError, ON_AWS, SHORT_CODE, environment};

/// The name shown where none is set.
pub const PROVIDER_NAME_DEFAULT: &str = "Malipo";

/// As long as a name may be, to fit on a phone.
pub const PROVIDER_NAME_CHARS_MAX: usize = 60;

const PROVIDER_NAME: &str = "MALIPO_PROVIDER_NAME";

/// The organisation that customers pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// Its name, as its customers know it.
    pub name: String,
    /// Its Paybill number.
    pub short_code: String,
}

impl Payee {
    /// Reads the environment of this process.
    ///
    /// # Errors
    /// Names the first setting that is wrong, or missing on AWS.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(environment)
    }

    /// Reads settings from anywhere; an empty value counts as not set.
    ///
    /// # Errors
    /// As [`Payee::from_env`].
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let optional = |name: &str| setting(name).filter(|value| !value.is_empty());
        let short_code = super::short_code(&setting)?;
        if !is_short_code(&short_code) {
            return Err(ConfigError::Unreadable(SHORT_CODE, "5 to 7 digits"));
        }
        let name = optional(PROVIDER_NAME).unwrap_or_else(|| PROVIDER_NAME_DEFAULT.to_owned());
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > PROVIDER_NAME_CHARS_MAX {
            let form = "a name of at most 60 characters";
            return Err(ConfigError::Unreadable(PROVIDER_NAME, form));
        }
        Ok(Self { name, short_code })
    }

    /// As [`Payee::read`], and nothing on AWS where no short code is set: not every function needs one.
    ///
    /// # Errors
    /// Names the first setting that is wrong.
    pub fn read_if_set(
        setting: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, ConfigError> {
        let is_set = |name: &str| setting(name).is_some_and(|value| !value.is_empty());
        if is_set(ON_AWS) && !is_set(SHORT_CODE) {
            return Ok(None);
        }
        Self::read(setting).map(Some)
    }
}

fn is_short_code(text: &str) -> bool {
    (5..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<(String, String), String> {
        let found = |name: &str| {
            let setting = settings.iter().find(|(known, _)| *known == name);
            setting.map(|(_, value)| (*value).to_owned())
        };
        Payee::read(found)
            .map(|payee| (payee.name, payee.short_code))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_sandbox_is_assumed_only_for_a_first_try() {
        let aws = (ON_AWS, "portal");
        assert_eq!(read(&[]), Ok(("Malipo".into(), "600966".into())));
        assert_eq!(
            read(&[aws, (SHORT_CODE, "")]),
            Err("MALIPO_SHORTCODE is not set".into())
        );
        let named = [aws, (SHORT_CODE, "174379"), (PROVIDER_NAME, " Savanna ")];
        assert_eq!(read(&named), Ok(("Savanna".into(), "174379".into())));
    }

    #[test]
    fn a_function_on_aws_that_tells_nobody_needs_no_short_code() {
        let read = |settings: &[(&str, &str)]| {
            Payee::read_if_set(|name| {
                let found = settings.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
            .map(|payee| payee.map(|payee| payee.short_code))
        };
        let aws = (ON_AWS, "sweeper");
        let sandbox = Some("600966".to_owned());
        assert_eq!(read(&[]), Ok(sandbox));
        assert_eq!(read(&[aws]), Ok(None));
        let set = [aws, (SHORT_CODE, "174379")];
        assert_eq!(read(&set), Ok(Some("174379".to_owned())));
        assert!(read(&[aws, (SHORT_CODE, "1234")]).is_err());
    }

    #[test]
    fn what_nobody_can_pay_to_is_refused() {
        for short_code in ["1234", "12345678", "60O966", "60 0966"] {
            let refused = read(&[(SHORT_CODE, short_code)]);
            assert_eq!(
                refused,
                Err("MALIPO_SHORTCODE must be 5 to 7 digits".into())
            );
        }
        for name in [" ".to_owned(), "x".repeat(61)] {
            let refused = read(&[(PROVIDER_NAME, &name)]);
            let message = "MALIPO_PROVIDER_NAME must be a name of at most 60 characters";
            assert_eq!(refused, Err(message.into()));
        }
    }
}
