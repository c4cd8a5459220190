//! The key of the portal, without which nobody can sign in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use operations::portal_key::{KEY_BYTES, PortalKey};

use super::ConfigError;

const PORTAL_KEY: &str = "MALIPO_PORTAL_KEY";

const FORM: &str = "32 random bytes, as 64 hexadecimal digits or in base64";

/// Reads `MALIPO_PORTAL_KEY`; nothing where it is not set. A key of another length is refused everywhere: it is never
/// thought up by a person.
///
/// # Errors
/// [`ConfigError::Unreadable`].
pub fn read(optional: impl Fn(&str) -> Option<String>) -> Result<Option<PortalKey>, ConfigError> {
    let Some(text) = optional(PORTAL_KEY) else {
        return Ok(None);
    };
    let text = text.trim();
    let bytes = from_hex(text).or_else(|| STANDARD.decode(text).ok());
    let key: Option<[u8; KEY_BYTES]> = bytes.and_then(|bytes| bytes.try_into().ok());
    let key = key.ok_or(ConfigError::Unreadable(PORTAL_KEY, FORM))?;
    Ok(Some(PortalKey::new(key)))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() == 2 * KEY_BYTES)?;
    let byte = |pair: &[u32]| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit));
    digits.chunks(2).map(|pair| byte(pair).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Option<PortalKey>, String> {
        read(|_| Some(text.to_owned())).map_err(|error| error.to_string())
    }

    #[test]
    fn a_key_is_read_in_either_form_and_is_the_same() {
        let bytes: Vec<u8> = (0..32).map(|byte| byte * 7).collect();
        let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let expected = PortalKey::new(bytes.clone().try_into().unwrap());
        for text in [
            hexadecimal.clone(),
            hexadecimal.to_uppercase(),
            format!(" {}\n", STANDARD.encode(&bytes)),
        ] {
            assert_eq!(read_text(&text), Ok(Some(expected.clone())), "{text}");
        }
        assert_eq!(read(|_| None), Ok(None));
    }

    #[test]
    fn a_key_that_somebody_thought_up_is_refused_without_being_repeated() {
        for text in [
            "secret".to_owned(),
            "0".repeat(63),
            "0".repeat(66),
            "g".repeat(64),
            STANDARD.encode([0; 31]),
            STANDARD.encode([0; 33]),
        ] {
            let refused = read_text(&text).unwrap_err();
            assert_eq!(refused, format!("{PORTAL_KEY} must be {FORM}"));
        }
    }
}
