//! An address that M-PESA lets one register for confirmations and validations.
//! It must not know what is behind it.

use reqwest::Url;

use crate::call::is_this_machine;

/// What no address may contain, in any case. Source: the documentation of Register URL.
/// It counts within longer words as well: `sql` in a random token is enough to be refused.
const FORBIDDEN: [&str; 8] = [
    "mpesa",
    "m-pesa",
    "safaricom",
    "exe",
    "exec",
    "cmd",
    "sql",
    "query",
];

/// An address that may be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackUrl(String);

/// Where an address may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Over HTTPS only.
    Public,
    /// Without encryption as well, but then on this machine: for a simulated M-PESA.
    ThisMachineToo,
}

/// Why an address may not be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackUrlError {
    /// It is none.
    #[error("give the address like https://pay.example.com/hooks/…, without user and fragment")]
    NotAnAddress,
    /// What M-PESA sends there would travel readably.
    #[error("give the address with https: M-PESA sends nothing to another")]
    NotEncrypted,
    /// A word that M-PESA's filter refuses.
    #[error("take {0:?} out of the address: M-PESA refuses it there, even within another word")]
    ForbiddenWord(&'static str),
}

impl CallbackUrl {
    /// Reads an address, which stays as it is written.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, CallbackUrlError> {
        let text = text.trim();
        let url = Url::parse(text).map_err(|_| CallbackUrlError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(CallbackUrlError::NotAnAddress);
        }
        match url.scheme() {
            "https" => {}
            "http" if reach == Reach::ThisMachineToo && is_this_machine(&url) => {}
            "http" => return Err(CallbackUrlError::NotEncrypted),
            _ => return Err(CallbackUrlError::NotAnAddress),
        }
        let lower = text.to_ascii_lowercase();
        match FORBIDDEN.into_iter().find(|word| lower.contains(word)) {
            Some(word) => Err(CallbackUrlError::ForbiddenWord(word)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_m_pesa_takes_may_be_registered() {
        use CallbackUrlError::{ForbiddenWord, NotAnAddress, NotEncrypted};
        use Reach::{Public, ThisMachineToo};
        let cases = [
            (
                "https://pay.example.com/hooks/t0k/c2b/confirmation",
                Public,
                Ok(()),
            ),
            (" https://pay.example.com:8443/a?b=c ", Public, Ok(())),
            (
                "http://127.0.0.1:3000/hooks/t/c2b/validation",
                ThisMachineToo,
                Ok(()),
            ),
            ("http://[::1]:3000/hooks", ThisMachineToo, Ok(())),
            ("http://127.0.0.1:3000/hooks", Public, Err(NotEncrypted)),
            (
                "http://pay.example.com/hooks",
                ThisMachineToo,
                Err(NotEncrypted),
            ),
            ("ftp://pay.example.com/hooks", Public, Err(NotAnAddress)),
            ("pay.example.com/hooks", Public, Err(NotAnAddress)),
            ("", Public, Err(NotAnAddress)),
            ("https://me:pw@pay.example.com/", Public, Err(NotAnAddress)),
            ("https://pay.example.com/#x", Public, Err(NotAnAddress)),
            (
                "https://pay.example.com/MPESA/c2b",
                Public,
                Err(ForbiddenWord("mpesa")),
            ),
            (
                "https://m-pesa.example.com/",
                Public,
                Err(ForbiddenWord("m-pesa")),
            ),
            (
                "https://Safaricom.example.com/",
                Public,
                Err(ForbiddenWord("safaricom")),
            ),
            (
                "https://pay.example.com/executive",
                Public,
                Err(ForbiddenWord("exe")),
            ),
            (
                "https://pay.example.com/x.cmd",
                Public,
                Err(ForbiddenWord("cmd")),
            ),
            (
                "https://pay.example.com/aSQLb",
                Public,
                Err(ForbiddenWord("sql")),
            ),
            (
                "https://pay.example.com/?Query=1",
                Public,
                Err(ForbiddenWord("query")),
            ),
        ];
        for (text, reach, expected) in cases {
            let read = CallbackUrl::parse(text, reach).map(|url| {
                assert_eq!(url.as_str(), text.trim());
            });
            assert_eq!(read, expected, "{text}");
        }
    }
}
