//! Secrets that somebody presents and we compare: callback tokens and API keys.
//! It keeps only their digests, so a secret cannot be printed, logged or read out of memory. Those in addresses that
//! we give out are made here too.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// Random bytes in a secret that we make; nobody guesses 256 bits.
const FRESH_BYTES: usize = 32;

/// How long a secret is that [`fresh_secret`] makes.
pub const FRESH_CHARACTERS: usize = 43;

/// A secret that can be checked but not shown.
#[derive(Clone)]
pub struct SecretToken {
    digest: [u8; 32],
}

impl SecretToken {
    /// Keeps the digest of a secret.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self {
            digest: digest(secret),
        }
    }

    /// Whether this is the secret.
    /// Takes the same time whatever is presented, because digests of one length are compared as a whole.
    #[must_use]
    pub fn matches(&self, presented: &str) -> bool {
        self.compare(&digest(presented)).into()
    }

    fn compare(&self, presented: &[u8; 32]) -> Choice {
        self.digest.ct_eq(presented)
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretToken")
    }
}

/// The position of the secret that was presented.
/// Every secret is compared, so the time tells neither which one fits nor whether one does.
#[must_use]
pub fn position_of<'a>(
    secrets: impl IntoIterator<Item = &'a SecretToken>,
    presented: &str,
) -> Option<usize> {
    let presented = digest(presented);
    let mut found = None;
    for (position, secret) in secrets.into_iter().enumerate() {
        if bool::from(secret.compare(&presented)) {
            found = Some(position);
        }
    }
    found
}

/// A secret for an address: [`FRESH_CHARACTERS`] letters, digits, `-` and `_`.
///
/// # Panics
/// If the operating system has no random numbers, without which nothing can be kept secret.
#[must_use]
pub fn fresh_secret() -> String {
    secret_of(&fresh_bytes())
}

/// The secret that these bytes are, written as [`fresh_secret`] writes its own.
#[must_use]
pub fn secret_of(bytes: &[u8; FRESH_BYTES]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes that nobody can foresee.
///
/// # Panics
/// As [`fresh_secret`].
#[must_use]
pub fn fresh_bytes<const COUNT: usize>() -> [u8; COUNT] {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_secret_matches() {
        let token = SecretToken::new("correct horse");
        assert!(token.matches("correct horse"));
        for wrong in ["", "correct", "correct horse ", "Correct horse"] {
            assert!(!token.matches(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_secret_is_found_among_several() {
        let secrets = [SecretToken::new("one"), SecretToken::new("two")];
        assert_eq!(position_of(&secrets, "two"), Some(1));
        assert_eq!(position_of(&secrets, "three"), None);
        assert_eq!(position_of([], "one"), None);
    }

    #[test]
    fn fresh_secrets_differ_and_stand_in_an_address_as_they_are() {
        let secrets = [fresh_secret(), fresh_secret()];
        assert_ne!(secrets[0], secrets[1]);
        for secret in secrets {
            assert_eq!(secret.len(), FRESH_CHARACTERS);
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
            assert!(secret.chars().all(is_plain), "{secret}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        assert_eq!(
            format!("{:?}", SecretToken::new("correct horse")),
            "SecretToken"
        );
    }
}
