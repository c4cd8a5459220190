//! Where lines break, and that nothing is lost when they do.

use super::*;
use crate::paper::look::{BODY, CELL};

fn texts(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn lines_break_at_spaces_and_keep_every_word() {
    let text = "School fees for the third term of the year two thousand and twenty-six";
    for width in [60.0, 100.0, 200.0, 500.0] {
        let lines = wrap(text, BODY, width);
        assert_eq!(texts(&lines), text, "{width}");
        assert!(
            lines.iter().all(|line| line.width <= width + 0.01),
            "{width}"
        );
    }
    assert_eq!(wrap(text, BODY, 500.0).len(), 1);
    assert!(wrap(text, BODY, 100.0).len() > 3);
}

#[test]
fn a_word_that_is_wider_than_a_line_is_broken() {
    let text = format!("a {} b", "Nairobi".repeat(20));
    let lines = wrap(&text, CELL, 80.0);
    assert_eq!(texts(&lines), text);
    assert!(lines.iter().all(|line| line.width <= 80.01));
    let narrow = wrap("Wanjiku\u{303}", CELL, 0.1);
    assert_eq!(texts(&narrow), "Wanjiku\u{303}");
    assert_eq!(narrow.last().unwrap().text, "u\u{303}");
}

#[test]
fn nothing_needs_no_line() {
    assert!(wrap("", BODY, 100.0).is_empty());
    assert!(wrap("  ", BODY, 100.0).is_empty());
}

#[test]
fn foreign_text_can_be_drawn() {
    assert_eq!(foreign(" a\u{0}\n\u{202E}b\u{FFFE} "), "a b\u{FFFD}");
    assert_eq!(
        foreign(&"x".repeat(1_000)).chars().count(),
        FOREIGN_CHARS_MAX
    );
}
