//! The longest statement that there can be.

use std::collections::HashSet;

use billing::language::Language;
use portal_documents::statement::statement;

use crate::facts::statement_of;
use crate::reading::Reading;

/// As many lines as a statement may have.
const LINES: usize = 5_000;

/// What an answer of a function on Lambda may have, as text of base 64.
const BYTES_MAX: usize = 6 * 1024 * 1024 / 4 * 3;

#[test]
fn five_thousand_lines_are_all_there_under_a_head_on_each_page() {
    let changes: Vec<i64> = (0..LINES)
        .map(|number| if number % 3 == 2 { 250_000 } else { -125_000 })
        .collect();
    let facts = statement_of(&changes);
    let bytes = statement(&facts, Language::En).unwrap();
    assert!(bytes.len() < BYTES_MAX, "{} bytes", bytes.len());
    let reading = Reading::of(&bytes);
    let pages = reading.pages.len();
    assert_eq!(pages, 152);
    for (index, page) in reading.pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {pages}", index + 1)));
        assert!(page.contains("Description"), "{page}");
    }
    let outline = reading.outline();
    assert_eq!(outline.matches("TH: Description").count(), 1);
    assert_eq!(outline.matches("TH: Internet").count(), LINES - LINES / 3);
    assert_eq!(outline.matches("TH: Payment by M-PESA").count(), LINES / 3);
    let lines: HashSet<&str> = outline.lines().map(str::trim).collect();
    for number in (2..LINES).step_by(3) {
        let reference = format!("TD: RKL{number:04}");
        assert!(lines.contains(reference.as_str()), "{number}");
    }
}
