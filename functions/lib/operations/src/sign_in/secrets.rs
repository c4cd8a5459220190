//! What has to be random in one step of signing in. The caller draws it; here it is only cut into its parts.

use std::fmt;

use billing::ids::SessionId;
use billing::notification::sign_in_code::OneTimeCode;

use crate::portal_key::hex;

/// Random bytes that one step needs.
pub const SECRETS_BYTES: usize = 64;

/// Bytes of a token: nobody guesses 256 bits.
const TOKEN_BYTES: usize = 32;
/// Bytes that a code is made from: so many that no code is likelier than another.
const CODE_BYTES: usize = 8;
/// Bytes of a session's id, which is no secret.
const ID_BYTES: usize = 16;

/// Random bytes for one step. They are not printed, and to be used for one step only.
#[derive(Clone)]
pub struct Secrets([u8; SECRETS_BYTES]);

impl Secrets {
    /// Bytes from a source that nobody can foresee.
    #[must_use]
    pub const fn new(random: [u8; SECRETS_BYTES]) -> Self {
        Self(random)
    }

    /// A token for a cookie: hexadecimal digits.
    pub(crate) fn token(&self) -> String {
        let (token, _) = self.0.split_at(TOKEN_BYTES);
        hex(token)
    }

    /// A code.
    pub(crate) fn code(&self) -> OneTimeCode {
        let (_, rest) = self.0.split_at(TOKEN_BYTES);
        let (code, _) = rest.split_at(CODE_BYTES);
        let number = code
            .iter()
            .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        OneTimeCode::from_random(number)
    }

    /// The id of a session.
    pub(crate) fn session_id(&self) -> SessionId {
        let (_, rest) = self.0.split_at(TOKEN_BYTES + CODE_BYTES);
        let (id, _) = rest.split_at(ID_BYTES);
        SessionId::new(&hex(id)).expect("hexadecimal digits make an id")
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secrets")
    }
}
