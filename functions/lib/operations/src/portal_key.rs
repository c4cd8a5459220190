//! The key of everything that the portal hands out and takes back: it makes a digest that nobody else can make.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Bytes of the key.
pub const KEY_BYTES: usize = 32;

/// The key. It is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PortalKey([u8; KEY_BYTES]);

impl PortalKey {
    /// A key of random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The keyed digest (HMAC-SHA-256) of `bytes`; that of another `domain` is another one. A domain is a few words of
    /// the program's own, without NUL.
    #[must_use]
    pub fn mac(&self, domain: &str, bytes: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any size");
        mac.update(domain.as_bytes());
        // Where the domain ends, so that nothing of it can be mistaken for the bytes.
        mac.update(&[0]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for PortalKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PortalKey")
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{PortalKey, hex};

    #[test]
    fn a_digest_is_that_of_its_key_domain_and_bytes_alone() {
        let key = PortalKey::new([7; 32]);
        let digests = [
            key.mac("code", b"123456"),
            key.mac("code", b"123457"),
            key.mac("code1", b"23456"),
            key.mac("", b"code123456"),
            PortalKey::new([8; 32]).mac("code", b"123456"),
        ];
        for (place, digest) in digests.iter().enumerate() {
            assert!(!digests[..place].contains(digest), "{place}");
        }
        assert_eq!(digests[0], key.mac("code", b"123456"));
        assert_eq!(format!("{key:?}"), "PortalKey");
    }

    #[test]
    fn the_digest_is_hmac_sha_256() {
        // Made with another program, over `test`, a NUL and `message`.
        let digest = PortalKey::new([1; 32]).mac("test", b"message");
        assert_eq!(
            hex(&digest),
            "7fef760ed5a358ef836d3d09784eda71c4d9981d2205072e36c7310200681cde"
        );
    }
}
