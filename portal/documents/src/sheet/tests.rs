//! Lists are read back as a spreadsheet would, and no text in them is an instruction.

use billing::money::Currency;
use csv::ReaderBuilder;
use proptest::prelude::*;

use super::*;

fn with(texts: &[&str]) -> Vec<String> {
    let mut sheet = Sheet::new(&["text"]);
    for text in texts {
        sheet.row([Cell::text(*text)]);
    }
    let bytes = sheet.finish();
    let (head, rows) = read(&bytes);
    assert_eq!(head, ["text"]);
    rows.into_iter().map(|row| row.concat()).collect()
}

fn read(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap();
    let mut reader = ReaderBuilder::new().from_reader(bytes);
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let head = owned(reader.headers().unwrap());
    let rows = reader.records().map(|record| owned(&record.unwrap()));
    (head, rows.collect())
}

/// What a spreadsheet may take for the beginning of a field, in any country.
fn beginnings(text: &str) -> Vec<char> {
    let pieces = text.split(['\t', '\r', '\n', ';']);
    let piece = |piece: &str| piece.trim_start_matches(['"', ' ']).chars().next();
    pieces.filter_map(piece).collect()
}

#[test]
fn what_payers_typed_is_no_formula() {
    let table = [
        (
            "=HYPERLINK(\"http://evil\",\"x\")",
            "'=HYPERLINK(\"http://evil\",\"x\")",
        ),
        ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
        ("+254712345678", "'+254712345678"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("   =1", "'=1"),
        ("\u{200B}=1", "'=1"),
        ("\u{FEFF}=1", "'=1"),
        ("\u{A0}=1", "'=1"),
        ("\u{3000}=1", "'=1"),
        ("\"=1", "\"'=1"),
        ("\u{FF1D}1", "'\u{FF1D}1"),
        ("\u{FF0B}1", "'\u{FF0B}1"),
        ("\u{FF0D}1", "'\u{FF0D}1"),
        ("\u{2212}1", "'\u{2212}1"),
        ("\u{FF20}a", "'\u{FF20}a"),
        ("rent;=1+1", "rent;'=1+1"),
        ("rent; \"=1", "rent; \"'=1"),
        ("WANJIK\u{168} N. KAMAU", "WANJIK\u{168} N. KAMAU"),
        ("a-b = c, d", "a-b = c, d"),
        ("'quoted", "'quoted"),
        ("two\nlines", "two lines"),
        ("", ""),
    ];
    let written = with(&table.map(|(text, _)| text));
    assert_eq!(written, table.map(|(_, expected)| expected));
}

#[test]
fn the_file_is_what_excel_expects() {
    let mut sheet = Sheet::new(&["Day", "Time", "Payer", "Amount", "Count", "None"]);
    let at = "2026-12-07T21:32:05Z".parse().unwrap();
    let money = |cents| Money::from_cents(cents, Currency::Kes).unwrap();
    for (payer, cents) in [("Juma, \"the\" Baker", 125_000), ("0712", -125_000)] {
        sheet.row([
            Cell::Day("2026-12-07".parse().unwrap()),
            Cell::Time(at),
            Cell::text(payer),
            Cell::Amount(money(cents)),
            Cell::Count(3),
            Cell::optional(None::<String>, Cell::text),
        ]);
    }
    let expected = "\u{FEFF}\"Day\",\"Time\",\"Payer\",\"Amount\",\"Count\",\"None\"\r\n\
        \"2026-12-07\",\"00:32:05\",\"Juma, \"\"the\"\" Baker\",1250.00,3,\"\"\r\n\
        \"2026-12-07\",\"00:32:05\",0712,-1250.00,3,\"\"\r\n";
    assert_eq!(String::from_utf8(sheet.finish()).unwrap(), expected);
}

#[test]
fn a_cell_holds_what_excel_can_hold() {
    let long = format!("={}", "a".repeat(40_000));
    let written = with(&[&long]).concat();
    assert_eq!(written.chars().count(), TEXT_CHARS_MAX);
}

#[test]
#[should_panic(expected = "one cell for each column")]
fn a_row_has_every_column() {
    Sheet::new(&["a", "b"]).row([Cell::Empty]);
}

proptest! {
    #[test]
    fn no_text_begins_like_a_formula(
        text in "[=+\\-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{FE66}\u{2212}\u{200B}\u{A0} ;,\"'a-z]{0,12}",
        other in any::<String>(),
    ) {
        for text in [&text, &other, &format!("{text}{other}")] {
            let written = with(&[text, "end"]);
            prop_assert_eq!(written.len(), 2);
            for first in beginnings(&written[0]) {
                prop_assert!(!begins_formula(first), "{:?} became {:?}", text, written[0]);
            }
            prop_assert!(!written[0].contains(['\t', '\r', '\n']));
        }
    }

    #[test]
    fn amounts_are_numbers(cents in -1_000_000_000_i64..1_000_000_000) {
        let money = Money::from_cents(cents, Currency::Kes).unwrap();
        let mut sheet = Sheet::new(&["amount"]);
        sheet.row([Cell::Amount(money)]);
        let text = String::from_utf8(sheet.finish()).unwrap();
        let number = text.lines().last().unwrap();
        prop_assert_eq!(Money::parse(number, Currency::Kes), Ok(money));
    }
}
