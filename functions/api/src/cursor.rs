//! Where the next page of a list begins, as callers carry it: opaque, and good for one kind of list only.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::refusal::Refusal;

/// The longest cursor that is read; ours are far shorter.
const CURSOR_CHARS_MAX: usize = 1_000;

/// Between the kind of list and the position.
const SEPARATOR: char = '\n';

/// Wraps the position of a list.
#[must_use]
pub fn encode(list: &str, position: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}{SEPARATOR}{position}"))
}

/// The position in a cursor of this kind of list.
///
/// # Errors
/// `invalid_cursor` for everything that [`encode`] did not make for this list.
pub fn decode(list: &str, cursor: &str) -> Result<String, Refusal> {
    position(list, cursor).ok_or_else(invalid)
}

/// As [`decode`], for lists whose positions are numbers.
///
/// # Errors
/// `invalid_cursor`.
pub fn decode_number(list: &str, cursor: &str) -> Result<u64, Refusal> {
    decode(list, cursor)?.parse().map_err(|_| invalid())
}

/// As [`decode`], for lists that are walked along two others at once.
///
/// # Errors
/// `invalid_cursor`.
pub fn decode_pair(list: &str, cursor: &str) -> Result<(Option<String>, Option<String>), Refusal> {
    let position = decode(list, cursor)?;
    let (first, second) = position.split_once(SEPARATOR).ok_or_else(invalid)?;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok((given(first), given(second)))
}

/// Wraps the position of a list that is walked along two others at once.
#[must_use]
pub fn encode_pair(list: &str, first: Option<&str>, second: Option<&str>) -> String {
    let (first, second) = (first.unwrap_or_default(), second.unwrap_or_default());
    encode(list, &format!("{first}{SEPARATOR}{second}"))
}

fn invalid() -> Refusal {
    let detail = "Take the cursor from `next` of the previous page of the same list.";
    Refusal::new(StatusCode::BAD_REQUEST, "invalid_cursor", detail)
}

fn position(list: &str, cursor: &str) -> Option<String> {
    if cursor.len() > CURSOR_CHARS_MAX {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (kind, position) = text.split_once(SEPARATOR)?;
    let usable = !position.is_empty()
        && position
            .chars()
            .all(|c| c.is_ascii_graphic() || c == SEPARATOR);
    (kind == list && usable).then(|| position.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_comes_back_for_its_own_list_only() {
        let place = "2026-12-07T06:00:00.000Z#pay_abc";
        let cursor = encode("payments", place);
        assert_eq!(position("payments", &cursor), Some(place.to_owned()));
        assert_eq!(position("parked", &cursor), None);
    }

    #[test]
    fn what_was_not_encoded_here_is_refused() {
        let long = encode("payments", &"x".repeat(CURSOR_CHARS_MAX));
        let cases = [
            "",
            "!",
            "cGF5bWVudHM",
            &encode("payments", ""),
            &encode("payments", "a b"),
            &long,
        ];
        for cursor in cases {
            assert_eq!(position("payments", cursor), None, "{cursor}");
        }
    }
}
