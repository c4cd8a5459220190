//! Text to search in: how a row says what it can be found by, and whether it is what somebody typed.

/// Between the things that a row can be found by: nobody can type it, so nothing is found across two of them.
const SEPARATOR: &str = " ";

/// The digits of a Kenyan number after `0` or `254`.
const PHONE_DIGITS: usize = 9;

/// What a row can be found by, for its `data-find`.
///
/// ```
/// use portal_frontend::find::{is_found, text};
///
/// let row = text(["Amina Wanjiru", "1000 0012", "254712345678", "KES 1,250.00"]);
/// for typed in ["amina w", "1000-00", "0712 345", "+254712", "254 7", "1250"] {
///     assert!(is_found(&row, typed), "{typed}");
/// }
/// ```
#[must_use]
pub fn text<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = Vec::new();
    for part in parts {
        let plain = plain(part);
        text.extend(other_writing(&plain));
        text.push(plain);
    }
    text.join(SEPARATOR)
}

/// Whether a row is what somebody typed.
#[must_use]
pub fn is_found(row: &str, typed: &str) -> bool {
    let typed = plain(typed);
    // Byte by byte: the usual search would add a tenth to what a page loads.
    typed.is_empty()
        || row
            .as_bytes()
            .windows(typed.len())
            .any(|it| it == typed.as_bytes())
}

/// Without what people write or leave out as they like: spaces, dashes, commas, the plus before a number, capitals.
#[must_use]
pub fn plain(typed: &str) -> String {
    let mut plain = lower(typed);
    plain.retain(|it| it.is_ascii_alphanumeric() || it == '.' || is_letter_elsewhere(it));
    plain
}

#[cfg(not(target_arch = "wasm32"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// By the browser, which has the tables for it.
#[cfg(target_arch = "wasm32")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Beyond ASCII everything but spaces and punctuation.
fn is_letter_elsewhere(it: char) -> bool {
    !it.is_ascii() && !matches!(it, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{206F}' | '\u{2212}')
}

/// A phone number as the other half of the people write it: `0712…` or `254712…`.
fn other_writing(plain: &str) -> Option<String> {
    if !plain.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let (local, international) = (plain.strip_prefix('0'), plain.strip_prefix("254"));
    let is_phone = |rest: &&str| rest.len() == PHONE_DIGITS;
    let international = international
        .filter(is_phone)
        .map(|rest| format!("0{rest}"));
    let local = local.filter(is_phone).map(|rest| format!("254{rest}"));
    international.or(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_however_a_thing_is_written() {
        let row = text([
            "Ng’ang’a & Sons",
            "SCH/2026/17",
            "0712 345 678",
            "RKL51ZDR4F",
            "KES 1,250.00",
        ]);
        let found = [
            "",
            "ng'ang'a",
            "NGANGA",
            "sch-2026-17",
            "0712345678",
            "+254 712 345678",
            "254712",
            "2547",
            "07",
            "rkl51",
            "zdr4f",
            "1,250",
            "1250.00",
            "kes 1250",
            " 1 250 ",
        ];
        for typed in found {
            assert!(is_found(&row, typed), "{typed} in {row}");
        }
        for typed in ["25471299", "sons sch", "17 0712", "1350", "Amina"] {
            assert!(!is_found(&row, typed), "{typed} in {row}");
        }
    }

    #[test]
    fn only_phone_numbers_have_two_writings() {
        let cases = [
            ("0712345678", Some("254712345678")),
            ("254712345678", Some("0712345678")),
            ("25400017", None),
            ("07123456789", None),
            ("amina", None),
            ("", None),
        ];
        for (plain, other) in cases {
            assert_eq!(other_writing(plain).as_deref(), other, "{plain}");
        }
    }
}
