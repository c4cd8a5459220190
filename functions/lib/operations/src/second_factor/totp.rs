//! The codes that authenticators show: TOTP (RFC 6238) with SHA-1, six digits and steps of thirty seconds, which is what
//! every authenticator can do.

use billing::ids::base32;
use billing::notification::sign_in_code::OneTimeCode;
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use store::staff::TotpSecret;
use subtle::ConstantTimeEq;

/// Seconds of a step.
pub const STEP_S: u64 = 30;
/// Steps before and after the present one whose code is taken: clocks of phones differ, and typing takes time.
const STEPS_ASIDE: u64 = 1;
/// Characters of an address that may stand as they are (RFC 3986, unreserved).
const PLAIN: &str = "-._~";

/// A secret of these bytes.
#[must_use]
pub fn secret(bytes: &[u8]) -> TotpSecret {
    TotpSecret::new(base32::encode(bytes).to_uppercase())
}

/// The step that a time falls into.
#[must_use]
pub fn step_at(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0) / STEP_S
}

/// When a step begins; nothing for one that no calendar has.
#[must_use]
pub fn time_of(step: u64) -> Option<DateTime<Utc>> {
    let seconds = step.checked_mul(STEP_S)?;
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)
}

/// The code of a step; nothing for a secret that is no base32.
#[must_use]
pub fn code_at(secret: &TotpSecret, step: u64) -> Option<OneTimeCode> {
    let secret = base32::decode(&secret.base32().to_lowercase())?;
    let mut mac = Hmac::<Sha1>::new_from_slice(&secret).expect("HMAC takes keys of any size");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest.last()? & 0x0F);
    let chosen = digest.get(start..start + 4)?;
    let number = chosen
        .iter()
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    // Without the sign bit, which machines of old disagreed about.
    Some(OneTimeCode::from_random(number & 0x7FFF_FFFF))
}

/// The step whose code was typed: near the present one, and after the last that was used. Nothing for a wrong code.
#[must_use]
pub fn step_of(
    secret: &TotpSecret,
    typed: &OneTimeCode,
    used: Option<u64>,
    now: DateTime<Utc>,
) -> Option<u64> {
    let present = step_at(now);
    let near = present.saturating_sub(STEPS_ASIDE)..=present.saturating_add(STEPS_ASIDE);
    // All of them are compared, whichever fits.
    near.filter(|step| {
        let code = code_at(secret, *step);
        let fits = code.is_some_and(|it| {
            it.as_str()
                .as_bytes()
                .ct_eq(typed.as_str().as_bytes())
                .into()
        });
        fits & used.is_none_or(|used| *step > used)
    })
    .fold(None, |_, step| Some(step))
}

/// The address that sets up an authenticator, as its QR code has it.
#[must_use]
pub fn address(issuer: &str, account: &str, secret_base32: &str) -> String {
    let (issuer, account) = (escaped(issuer), escaped(account));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret_base32}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_S}"
    )
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        let character = char::from(byte);
        if character.is_ascii_alphanumeric() || PLAIN.contains(character) {
            safe.push(character);
        } else {
            safe.push_str(&format!("%{byte:02X}"));
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc_secret() -> TotpSecret {
        secret(b"12345678901234567890")
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_agree_with_the_vectors_of_rfc_6238() {
        // The RFC shows eight digits; six are their end.
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, expected) in vectors {
            let code = code_at(&rfc_secret(), step_at(at(seconds))).unwrap();
            assert_eq!(code.as_str(), expected, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_further() {
        let typed = code_at(&rfc_secret(), 100).unwrap();
        // (now in seconds, taken)
        let cases = [
            (2_969, false),
            (2_970, true),
            (3_000, true),
            (3_059, true),
            (3_060, false),
        ];
        for (now, taken) in cases {
            let step = step_of(&rfc_secret(), &typed, None, at(now));
            assert_eq!(step, taken.then_some(100), "{now}");
        }
    }

    #[test]
    fn a_step_is_used_once_and_none_before_it() {
        let code = |step| code_at(&rfc_secret(), step).unwrap();
        let now = at(3_000);
        for (used, steps_taken) in [
            (None, vec![99, 100, 101]),
            (Some(99), vec![100, 101]),
            (Some(100), vec![101]),
            (Some(101), vec![]),
        ] {
            let taken: Vec<u64> = (98..103)
                .filter_map(|step| step_of(&rfc_secret(), &code(step), used, now))
                .collect();
            assert_eq!(taken, steps_taken, "{used:?}");
        }
    }

    #[test]
    fn a_secret_that_is_no_base32_lets_nobody_in() {
        let broken = TotpSecret::new("1!".to_owned());
        assert_eq!(code_at(&broken, 1), None);
        let typed = OneTimeCode::from_random(0);
        assert_eq!(step_of(&broken, &typed, None, at(30)), None);
    }

    #[test]
    fn the_address_is_one_that_authenticators_read() {
        let shown = address(
            "Zuri Net & Söhne",
            "grace@example.com",
            rfc_secret().base32(),
        );
        assert_eq!(
            shown,
            "otpauth://totp/Zuri%20Net%20%26%20S%C3%B6hne:grace%40example.com\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zuri%20Net%20%26%20S%C3%B6hne\
             &algorithm=SHA1&digits=6&period=30"
        );
    }
}
