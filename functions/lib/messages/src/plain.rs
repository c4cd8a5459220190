//! Foreign text made harmless: one line, nothing invisible, not too long.
//! It does not know where the text goes; SMS and HTML have rules of their own on top.

use billing::typed::is_invisible;

/// What stands where text was cut off. Two dots, because three cost one more septet and `…` is not in GSM-7.
pub const CUT_MARK: &str = "..";

/// The most characters of an address of the web.
pub const WEB_ADDRESS_CHARS_MAX: usize = 900;

/// `text` as one line: white space in runs of one, no control, zero-width or directional characters, trimmed.
pub fn line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|character| if is_break(character) { ' ' } else { character })
        .filter(|character| !is_invisible(*character))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` with at most `chars_max` characters, of which the last are [`CUT_MARK`] when something was cut.
pub fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let kept: String = text
        .chars()
        .take(chars_max.saturating_sub(CUT_MARK.len()))
        .collect();
    format!("{}{CUT_MARK}", kept.trim_end())
}

/// `text` if it is an address of the web that can stand in a link or a header as it is: all of it visible ASCII,
/// without quotes and angle brackets, and short enough for a line of a mail.
pub fn web_address(text: &str) -> Option<&str> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_plain = text
        .bytes()
        .all(|it| it.is_ascii_graphic() && !matches!(it, b'<' | b'>' | b'"' | b'\\' | b'`'));
    (is_web && is_plain && text.len() <= WEB_ADDRESS_CHARS_MAX).then_some(text)
}

fn is_break(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\u{0B}' | '\u{0C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::{cut, line, web_address};

    #[test]
    fn only_a_plain_address_of_the_web_becomes_a_link() {
        let long = format!("https://a/{}", "a".repeat(900));
        let table = [
            ("https://zuri.co.ke/stop?t=a_B-1&x=%20", true),
            ("http://127.0.0.1:8080/stop/1", true),
            ("javascript:alert(1)", false),
            ("//zuri.co.ke", false),
            ("https://zuri.co.ke/\" onclick=\"", false),
            ("https://zuri.co.ke/>\r\nBcc: a@b.c", false),
            ("https://zuri.co.ke/\u{202E}", false),
            (long.as_str(), false),
        ];
        for (text, expected) in table {
            assert_eq!(web_address(text).is_some(), expected, "{text}");
        }
    }

    #[test]
    fn foreign_text_becomes_one_visible_line() {
        let table = [
            ("School fees", "School fees"),
            ("  two\r\nlines\tand a tab ", "two lines and a tab"),
            ("Zuri\u{202E}teN\u{202C}", "ZuriteN"),
            ("zero\u{200B}width\u{FEFF}", "zerowidth"),
            ("para\u{2029}graph", "para graph"),
            ("bell\u{07} null\u{0}", "bell null"),
            ("tag\u{E0041}", "tag"),
            ("\u{1F600} stays", "\u{1F600} stays"),
            (" \u{200B} ", ""),
        ];
        for (text, expected) in table {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_cut_says_so_and_keeps_the_limit() {
        assert_eq!(cut("School fees", 11), "School fees");
        assert_eq!(cut("School fees", 10), "School f..");
        assert_eq!(cut("School fees", 9), "School..");
        assert_eq!(
            cut("\u{1F600}\u{1F600}\u{1F600}\u{1F600}", 3),
            "\u{1F600}.."
        );
        assert_eq!(cut("abc", 0), "..");
    }
}
