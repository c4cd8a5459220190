//! Where a page of a list begins, in its address. A position is made of times and ids, so it tells nothing personal.

use crate::failure::Failure;
use crate::visit::Visit;

/// The name of the position in an address.
pub const AFTER: &str = "after";

/// Rows of one page of a list.
pub const PAGE_ROWS: usize = 50;

/// Longest position; ours are shorter.
const POSITION_CHARS_MAX: usize = 200;

/// The position that the address names.
///
/// # Errors
/// [`Failure::NotFound`] for what is no position of ours.
pub fn after(visit: &Visit) -> Result<Option<String>, Failure> {
    visit.query(AFTER).map(position).transpose()
}

/// A position as somebody sent it.
///
/// # Errors
/// [`Failure::NotFound`] for what is no position of ours.
pub fn position(text: &str) -> Result<String, Failure> {
    let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if usable && text.len() <= POSITION_CHARS_MAX {
        return Ok(text.to_owned());
    }
    Err(Failure::NotFound)
}

/// The position that the address names, where positions are numbers.
///
/// # Errors
/// [`Failure::NotFound`] for what is no number.
pub fn after_number(visit: &Visit) -> Result<Option<u64>, Failure> {
    let number = visit.query(AFTER).map(str::parse).transpose();
    number.map_err(|_| Failure::NotFound)
}

/// The address of the page behind `next`, with those fields that have a value.
#[must_use]
pub fn href(path: &str, fields: &[(&str, &str)], next: Option<&str>) -> Option<String> {
    let next = next?;
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = given.copied().chain([(AFTER, next)]).collect();
    let query = serde_urlencoded::to_string(pairs).ok()?;
    Some(format!("{path}?{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_keeps_the_filter() {
        let href = |next| href("/staff/obligations", &[("status", "paid"), ("x", "")], next);
        assert_eq!(href(None), None);
        assert_eq!(
            href(Some("2026-11-22T06:00Z#obl_1")).as_deref(),
            Some("/staff/obligations?status=paid&after=2026-11-22T06%3A00Z%23obl_1")
        );
    }

    #[test]
    fn only_what_can_be_a_position_is_taken() {
        assert_eq!(position("2026#obl_1").ok().as_deref(), Some("2026#obl_1"));
        for text in ["", "a b", "a\u{0}", "ä", &"x".repeat(201)] {
            assert!(position(text).is_err(), "{text}");
        }
    }
}
