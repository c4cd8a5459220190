//! Lists as CSV that a spreadsheet opens without asking and without running anything.
//!
//! A payer chooses the text of a name or a reference, and an accountant opens it in a program that takes
//! `=HYPERLINK(…)` for an instruction. So text can never begin like one, and what may begin with a minus sign
//! is only an amount that was written here. It does not know what the columns mean.

#[cfg(test)]
mod tests;

use billing::civil::nairobi_time;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use messages::plain::line;

/// What tells Excel that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The most characters of a text; Excel's own limit for a cell.
const TEXT_CHARS_MAX: usize = 32_767;

const TO_A_VEC: &str = "a Vec takes every byte";

/// One field of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, whoever chose it. It is made one visible line that is no formula.
    Text(String),
    /// A number such as `-1250.00`, to calculate with.
    Amount(Money),
    /// A whole number.
    Count(u64),
    /// A day such as `2026-12-07`.
    Day(NaiveDate),
    /// The time of a day such as `14:32:05`, by the clocks of Nairobi.
    Time(DateTime<Utc>),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// What `cell` makes of a value, or nothing.
    pub fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
        value.map_or(Cell::Empty, cell)
    }

    fn written(&self) -> String {
        match self {
            Cell::Text(text) => harmless(text),
            Cell::Amount(money) => money.amount_text(),
            Cell::Count(count) => count.to_string(),
            Cell::Day(day) => day.format("%Y-%m-%d").to_string(),
            Cell::Time(at) => nairobi_time(*at).format("%H:%M:%S").to_string(),
            Cell::Empty => String::new(),
        }
    }
}

/// A list that is being written: UTF-8 with a byte order mark, lines that end with CR LF, everything in
/// quotation marks except numbers.
#[derive(Debug)]
pub struct Sheet {
    writer: Writer<Vec<u8>>,
    columns: usize,
}

impl Sheet {
    /// A list with these columns.
    pub fn new(columns: &[&str]) -> Sheet {
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::NonNumeric)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut sheet = Sheet {
            writer,
            columns: columns.len(),
        };
        sheet.row(columns.iter().map(|name| Cell::text(*name)));
        sheet
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it has not one cell for each column: then the program mixed up its columns.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| cell.written()).collect();
        assert_eq!(cells.len(), self.columns, "one cell for each column");
        self.writer.write_record(&cells).expect(TO_A_VEC);
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().expect(TO_A_VEC)
    }
}

/// `text` as one line that no spreadsheet takes for a formula: where one could begin, an apostrophe comes first.
/// A formula can also begin after a semicolon, because half of the world's spreadsheets split lines there.
fn harmless(text: &str) -> String {
    let text = line(text);
    let mut safe = String::with_capacity(text.len() + 1);
    let mut at_start = true;
    for character in text.chars().take(TEXT_CHARS_MAX - 1) {
        if at_start && begins_formula(character) {
            safe.push('\'');
        }
        at_start = character == ';' || (at_start && (character == ' ' || character == '"'));
        safe.push(character);
    }
    safe
}

/// The signs that begin a formula, and what Unicode holds for their equals in another width or height.
fn begins_formula(character: char) -> bool {
    matches!(
        character,
        '=' | '\u{FF1D}'
            | '\u{FE66}'
            | '\u{207C}'
            | '\u{208C}'
            | '+'
            | '\u{FF0B}'
            | '\u{FE62}'
            | '\u{207A}'
            | '\u{208A}'
            | '\u{FB29}'
            | '-'
            | '\u{FF0D}'
            | '\u{FE63}'
            | '\u{2212}'
            | '\u{207B}'
            | '\u{208B}'
            | '@'
            | '\u{FF20}'
            | '\u{FE6B}'
    )
}
