//! One number for each thing that can be said.

use super::*;

#[test]
fn a_number_tells_what_it_can() {
    let can_be_right = |digits: &str| {
        let number = AccountNumber::parse(digits).unwrap();
        Verdict::CanBeRight(number)
    };
    let ours = AccountNumber::generated(1_000_001);
    let ours = ours.as_str();
    let cases = [
        (ours.to_owned(), can_be_right(ours)),
        (
            format!(" {}-{} ", &ours[..4], &ours[4..]),
            can_be_right(ours),
        ),
        (format!("\u{202A}{ours}\u{202C}"), can_be_right(ours)),
        ("1000 0013".to_owned(), Verdict::Wrong(Fault::CheckDigit)),
        ("0001 0012".to_owned(), Verdict::Wrong(Fault::CheckDigit)),
        ("0000 0000".to_owned(), Verdict::CannotTell),
        ("SCH/2026/17".to_owned(), Verdict::CannotTell),
        ("1000 001".to_owned(), Verdict::CannotTell),
        ("0712 345 126".to_owned(), Verdict::CannotTell),
        (String::new(), Verdict::Wrong(Fault::Empty)),
        (" - ".to_owned(), Verdict::Wrong(Fault::Empty)),
        (
            "Amina & Sons".to_owned(),
            Verdict::Wrong(Fault::UnexpectedCharacter),
        ),
        ("1".repeat(21), Verdict::Wrong(Fault::TooLong)),
    ];
    for (typed, verdict) in cases {
        assert_eq!(AccountCheck::of(&typed).verdict, verdict, "{typed:?}");
    }
}

#[test]
fn what_is_shown_again_is_short_and_visible() {
    let cases = [
        ("1000 0013", "1000 0013"),
        ("  1000\u{202E}0013\u{0}\r\n", "10000013"),
        ("\u{200B}\u{FEFF}", ""),
    ];
    for (typed, kept) in cases {
        assert_eq!(AccountCheck::of(typed).kept, kept);
    }
    let long = AccountCheck::of(&"é".repeat(10_000)).kept;
    assert_eq!(long.chars().count(), KEPT_CHARS_MAX);
}

#[test]
fn eight_characters_are_grouped() {
    let cases = [
        ("10000012", "1000 0012"),
        ("ABC", "ABC"),
        ("123456789", "123456789"),
    ];
    for (number, expected) in cases {
        assert_eq!(grouped(&AccountNumber::parse(number).unwrap()), expected);
    }
}
