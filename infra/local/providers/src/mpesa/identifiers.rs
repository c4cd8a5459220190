//! How M-PESA names things and writes times.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Utc};
use fastrand::Rng;

/// East of Greenwich, in seconds: M-PESA's clock shows Nairobi's time.
const NAIROBI_S: i32 = 3 * 3600;

/// How times are written almost everywhere.
const STAMP: &str = "%Y%m%d%H%M%S";

/// How the pull service wants its dates.
const PULL_DATE: &str = "%Y-%m-%d %H:%M:%S";

/// `20191219102115`, local.
pub(super) fn stamp(at: DateTime<Utc>) -> String {
    local(at).format(STAMP).to_string()
}

/// Whether a text is such a stamp of any time.
pub(super) fn is_stamp(text: &str) -> bool {
    let digits = text.len() == 14 && text.bytes().all(|it| it.is_ascii_digit());
    digits && NaiveDateTime::parse_from_str(text, STAMP).is_ok()
}

/// `2020-08-05T10:13:00Z`: local too, although the letter says otherwise.
pub(super) fn pull_time(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A date as the pull service is asked about, read as local.
pub(super) fn pull_date(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text, PULL_DATE).ok()?;
    let at = nairobi().from_local_datetime(&naive).single()?;
    Some(at.with_timezone(&Utc))
}

/// What a push proves its short code with.
pub(super) fn password(short_code: &str, passkey: &str, timestamp: &str) -> String {
    STANDARD.encode(format!("{short_code}{passkey}{timestamp}"))
}

/// `ws_CO_`, the time to the millisecond with the day first, and nine digits of the phone.
/// The `nth` push to a phone has milliseconds of its own.
pub(super) fn checkout_request(at: DateTime<Utc>, nth: usize, phone: &str) -> String {
    let time = local(at).format("%d%m%Y%H%M%S");
    let subscriber = phone.strip_prefix("254").unwrap_or(phone);
    format!("ws_CO_{time}{:03}{subscriber}", nth % 1000)
}

/// `29115-34620561-1`.
pub(super) fn conversation(lots: &mut Rng) -> String {
    let (first, second) = (lots.u32(10_000..99_999), lots.u32(10_000_000..99_999_999));
    format!("{first}-{second}-{}", lots.u32(1..9))
}

/// `AG_20210709_1234409f86436c583e3f`.
pub(super) fn ag_conversation(at: DateTime<Utc>, lots: &mut Rng) -> String {
    let tail = lots.u64(..) | (1 << 63);
    format!("AG_{}_1234{tail:016x}", local(at).format("%Y%m%d"))
}

/// `1c5b-4ba8-815c-ac45c57a3db0`.
pub(super) fn request(lots: &mut Rng) -> String {
    let (first, second, third) = (lots.u16(..), lots.u16(..), lots.u16(..));
    format!(
        "{first:04x}-{second:04x}-{third:04x}-{:012x}",
        lots.u64(..1 << 48)
    )
}

/// Ten characters, a letter first.
pub(super) fn receipt(lots: &mut Rng) -> String {
    let letter = char::from(lots.u8(b'A'..=b'Z'));
    let rest = (0..9).map(|_| lots.digit(36).to_ascii_uppercase());
    std::iter::once(letter).chain(rest).collect()
}

/// Twenty-eight letters and digits.
pub(super) fn access_token(lots: &mut Rng) -> String {
    (0..28).map(|_| lots.alphanumeric()).collect()
}

fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&nairobi())
}

fn nairobi() -> FixedOffset {
    FixedOffset::east_opt(NAIROBI_S).expect("three hours is an offset")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_the_documented_one() {
        let passkey = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";
        let documented = "MTc0Mzc5YmZiMjc5ZjlhYTliZGJjZjE1OGU5N2RkNzFhNDY3Y2QyZTBjODkzMDU5YjEwZjc4ZTZiNzJhZGExZWQyYzkxOTIwMjEwNjI4MDkyNDA4";
        assert_eq!(password("174379", passkey, "20210628092408"), documented);
    }

    #[test]
    fn times_are_nairobis_and_receipts_begin_with_a_letter() {
        let at = DateTime::from_timestamp(1_721_555_563, 0).unwrap();
        assert_eq!(stamp(at), "20240721125243");
        assert_eq!(
            checkout_request(at, 250, "254722943992"),
            "ws_CO_21072024125243250722943992"
        );
        assert_eq!(pull_date("2024-07-21 12:52:43"), Some(at));
        for (text, good) in [("20240721125243", true), ("20241321125243", false)] {
            assert_eq!(is_stamp(text), good, "{text}");
        }
        let mut lots = Rng::with_seed(1);
        for _ in 0..100 {
            let receipt = receipt(&mut lots);
            assert_eq!(receipt.len(), 10);
            assert!(receipt.starts_with(|it: char| it.is_ascii_uppercase()));
            assert_eq!(receipt, receipt.to_ascii_uppercase());
        }
    }
}
