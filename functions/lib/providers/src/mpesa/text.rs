//! What may be kept of the text in a message: bounded, and without characters that only serve to deceive.
//! It must not know which field it is reading.

use super::wire::Value;

/// Characters kept of what a payer typed; M-PESA allows 20.
pub const REFERENCE_CHARACTERS_MAX: usize = 200;

/// Characters kept of a payer's whole name.
pub const NAME_CHARACTERS_MAX: usize = 150;

/// Characters kept of what stands for the payer's number; a digest has 64.
pub const PHONE_CHARACTERS_MAX: usize = 100;

/// The text of a simple field as it came, except for control characters and everything beyond `characters_max`.
/// Whatever is neither text nor a number counts as nothing.
#[must_use]
pub fn kept(value: &Value<'_>, characters_max: usize) -> String {
    let text = value.text().unwrap_or_default();
    text.chars()
        .filter(|character| !is_control(*character))
        .take(characters_max)
        .collect()
}

/// As [`kept`], without white space around it; `None` if nothing is left.
#[must_use]
pub fn trimmed(value: &Value<'_>, characters_max: usize) -> Option<String> {
    let text = kept(value, characters_max);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// One name out of its parts, with single spaces between them; empty if there are none.
#[must_use]
pub fn name(parts: &[Value<'_>]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| kept(part, NAME_CHARACTERS_MAX))
        .collect();
    let words: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.split_whitespace())
        .collect();
    words.join(" ").chars().take(NAME_CHARACTERS_MAX).collect()
}

/// Control characters, and those that turn the direction of the text around them.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Value<'_> {
        Value::Text(value.to_owned())
    }

    #[test]
    fn hostile_text_is_kept_as_typed_but_for_control_characters() {
        let cases = [
            ("=HYPERLINK(\"http://x\")", "=HYPERLINK(\"http://x\")"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            (" C#1#PAY ", " C#1#PAY "),
            ("a\u{0}b\r\nc\u{1b}[31m", "abc[31m"),
            ("abc\u{202e}fed", "abcfed"),
            ("Wanjikũ 🙂", "Wanjikũ 🙂"),
        ];
        for (given, expected) in cases {
            assert_eq!(kept(&text(given), REFERENCE_CHARACTERS_MAX), expected);
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(kept(&text(&"ũ".repeat(500)), 200), "ũ".repeat(200));
    }

    #[test]
    fn a_name_is_what_there_is_of_its_parts() {
        let cases: &[(&[Value<'_>], &str)] = &[
            (&[text("JOHN"), text(""), Value::Absent], "JOHN"),
            (
                &[text(" JOHN  K "), Value::Other, text("DOE")],
                "JOHN K DOE",
            ),
            (&[Value::Number("7"), text("DOE")], "7 DOE"),
            (&[Value::Absent, Value::Absent, Value::Absent], ""),
        ];
        for (parts, expected) in cases {
            assert_eq!(name(parts), *expected);
        }
    }

    #[test]
    fn nothing_left_is_none() {
        assert_eq!(trimmed(&text(" \u{0} "), 10), None);
        assert_eq!(
            trimmed(&Value::Number("600966"), 10),
            Some("600966".to_owned())
        );
    }
}
