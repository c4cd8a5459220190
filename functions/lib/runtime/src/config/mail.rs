//! Who e-mails are from. Where nothing is set, no e-mail is sent and all of them wait.

use super::{ConfigError, environment};

const FROM: &str = "MALIPO_MAIL_FROM";
const REPLY_TO: &str = "MALIPO_MAIL_REPLY_TO";
const CONFIGURATION_SET: &str = "MALIPO_MAIL_CONFIGURATION_SET";

/// The form of both mailboxes.
const MAILBOX_FORM: &str = "an address like Savanna Net <billing@example.co.ke>";

/// As long as a mailbox may be, its name included.
const MAILBOX_CHARS_MAX: usize = 320;

/// The sender of e-mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// `Name <address>`, or an address alone; SES has to know the address or its domain.
    pub from: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// The configuration set of SES by which bounces and complaints come back.
    pub configuration_set: Option<String>,
}

impl Mail {
    /// Reads the environment of this process; nothing where no sender is set.
    ///
    /// # Errors
    /// Names the first setting that is wrong.
    pub fn from_env() -> Result<Option<Self>, ConfigError> {
        Self::read(environment)
    }

    /// Reads settings from anywhere; an empty value counts as not set.
    ///
    /// # Errors
    /// As [`Mail::from_env`].
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ConfigError> {
        let optional = |name: &str| setting(name).filter(|value| !value.is_empty());
        let mailbox = |name: &'static str| {
            let value = optional(name);
            let is_mailbox = value.as_deref().is_none_or(|text| domain(text).is_some());
            let wrong = ConfigError::Unreadable(name, MAILBOX_FORM);
            is_mailbox.then_some(value).ok_or(wrong)
        };
        let from = mailbox(FROM)?;
        let reply_to = mailbox(REPLY_TO)?;
        Ok(from.map(|from| Self {
            from,
            reply_to,
            configuration_set: optional(CONFIGURATION_SET),
        }))
    }

    /// The address of the sender, without their name.
    #[must_use]
    pub fn address(&self) -> &str {
        address(&self.from)
    }

    /// What stands behind the `@` of the sender's address.
    #[must_use]
    pub fn domain(&self) -> &str {
        domain(&self.from).unwrap_or_default()
    }
}

fn address(mailbox: &str) -> &str {
    let mailbox = mailbox.trim();
    match mailbox.strip_suffix('>') {
        Some(unclosed) => unclosed
            .rsplit_once('<')
            .map_or(mailbox, |(_, address)| address),
        None => mailbox,
    }
}

/// The domain of what is meant as a mailbox; how exactly it is written, whoever writes the letter checks.
fn domain(mailbox: &str) -> Option<&str> {
    let fits =
        mailbox.chars().count() <= MAILBOX_CHARS_MAX && !mailbox.chars().any(char::is_control);
    let (local, domain) = address(mailbox).rsplit_once('@')?;
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_graphic());
    (fits && is_plain(local) && is_plain(domain)).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Option<Mail>, String> {
        let found = |name: &str| {
            let setting = settings.iter().find(|(known, _)| *known == name);
            setting.map(|(_, value)| (*value).to_owned())
        };
        Mail::read(found).map_err(|error| error.to_string())
    }

    #[test]
    fn without_a_sender_there_is_no_mail() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[(FROM, ""), (CONFIGURATION_SET, "x")]), Ok(None));
    }

    #[test]
    fn the_domain_is_that_of_the_address() {
        for from in [
            "billing@pay.example.co.ke",
            "Savanna @ Net <billing@pay.example.co.ke>",
        ] {
            let mail = read(&[(FROM, from)]).unwrap().unwrap();
            assert_eq!(mail.address(), "billing@pay.example.co.ke");
            assert_eq!(mail.domain(), "pay.example.co.ke");
        }
    }

    #[test]
    fn what_is_no_mailbox_is_refused() {
        let refused = |name: &str| {
            Err(format!(
                "{name} must be an address like Savanna Net <billing@example.co.ke>"
            ))
        };
        for wrong in ["billing", "@example.co.ke", "Savanna <billing@>", "a b@c.d"] {
            assert_eq!(read(&[(FROM, wrong)]), refused(FROM), "{wrong}");
            let settings = [(FROM, "a@b.c"), (REPLY_TO, wrong)];
            assert_eq!(read(&settings), refused(REPLY_TO), "{wrong}");
        }
    }
}
