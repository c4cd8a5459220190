//! GSM 03.38: the alphabet of short messages, and what a text costs in it.
//! A text that stays inside it has 160 characters in one message; one outside it has only 70.

mod alphabet;
mod substitutes;

#[cfg(test)]
mod tests;

use billing::typed::is_invisible;

use crate::gsm7::alphabet::{BASIC, EXTENSION};
use crate::gsm7::substitutes::substitute;
use crate::plain::CUT_MARK;

/// The septets of a text that is one message.
pub const SINGLE_SEPTETS_MAX: usize = 160;

/// The septets of each segment of a longer text; the rest is the header that joins them.
pub const SEGMENT_SEPTETS_MAX: usize = 153;

/// `text` in the alphabet: quotes, dashes, spaces and accents become what looks nearest, anything else `?`.
/// Line feeds stay; every other control character and everything invisible is left out.
pub fn transliterate(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' || cost(character).is_some_and(|_| !character.is_control()) {
            written.push(character);
        } else if character.is_whitespace() && !character.is_control() {
            written.push(' ');
        } else if !is_invisible(character) {
            written.push_str(substitute(character));
        }
    }
    written
}

/// What `text` takes, in septets; `None` if a character is not in the alphabet.
pub fn septets(text: &str) -> Option<usize> {
    text.chars().map(cost).sum()
}

/// How many messages `text` is paid as; `None` if a character is not in the alphabet.
/// The two septets of a character of the extension table are never torn apart, so a segment may end one short.
pub fn segments(text: &str) -> Option<u32> {
    let total = septets(text)?;
    if total <= SINGLE_SEPTETS_MAX {
        return Some(u32::from(total > 0));
    }
    let mut segments = 1;
    let mut used = 0;
    for septets in text.chars().filter_map(cost) {
        if used + septets > SEGMENT_SEPTETS_MAX {
            segments += 1;
            used = 0;
        }
        used += septets;
    }
    Some(segments)
}

/// `text`, which is in the alphabet, with at most `septets_max` septets; the last are [`CUT_MARK`] when something was cut.
pub fn cut(text: &str, septets_max: usize) -> String {
    if septets(text).is_some_and(|septets| septets <= septets_max) {
        return text.to_owned();
    }
    let room = septets_max.saturating_sub(CUT_MARK.len());
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += cost(*character).unwrap_or(SINGLE_SEPTETS_MAX);
            used <= room
        })
        .collect();
    format!("{}{CUT_MARK}", kept.trim_end())
}

/// The characters of `text` that are not in the alphabet, each once, in their order.
pub fn foreign(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for character in text.chars() {
        if cost(character).is_none() && !found.contains(&character) {
            found.push(character);
        }
    }
    found
}

/// The septets of one character.
fn cost(character: char) -> Option<usize> {
    // The common case first: every text is counted several times.
    if character.is_ascii_alphanumeric() || BASIC.contains(&character) {
        return Some(1);
    }
    EXTENSION.contains(&character).then_some(2)
}
