//! Secrets that somebody presents and we compare: callback tokens and API keys.
//! It keeps only their digests, so a secret cannot be printed, logged or read out of memory.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

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
    fn debug_shows_nothing_of_it() {
        assert_eq!(
            format!("{:?}", SecretToken::new("correct horse")),
            "SecretToken"
        );
    }
}
