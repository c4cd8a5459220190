//! The alphabet, its substitutes and what a text costs.

use super::alphabet::{BASIC, EXTENSION};
use super::{cut, foreign, segments, septets, transliterate};

#[test]
fn both_tables_are_complete_and_have_nothing_twice() {
    let mut all: Vec<char> = BASIC.iter().chain(&EXTENSION).copied().collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 127 + 9);
    // Codes of the table, with the escape at 0x1B left out.
    let code = |character| {
        let index = BASIC.iter().position(|it| *it == character).unwrap();
        if index < 0x1B { index } else { index + 1 }
    };
    let table = [
        ('@', 0x00),
        ('\n', 0x0A),
        ('Δ', 0x10),
        ('Ξ', 0x1A),
        ('Æ', 0x1C),
        (' ', 0x20),
        ('¤', 0x24),
        ('0', 0x30),
        ('¡', 0x40),
        ('A', 0x41),
        ('§', 0x5F),
        ('¿', 0x60),
        ('a', 0x61),
        ('à', 0x7F),
    ];
    for (character, expected) in table {
        assert_eq!(code(character), expected, "{character:?}");
    }
}

#[test]
fn what_the_alphabet_lacks_becomes_what_is_nearest() {
    let table = [
        ("Plain text, 100% @ £5!", "Plain text, 100% @ £5!"),
        ("“Zuri’s” – net…", "\"Zuri's\" - net..."),
        ("KES\u{00A0}1,250\u{2009}!", "KES 1,250 !"),
        ("−5 ½ × 3", "-5 1/2 x 3"),
        ("Mũthoni Wanjikũ wa Kĩarie", "Muthoni Wanjiku wa Kiarie"),
        ("Ng‘ang’a ŋowo", "Ng'ang'a ngowo"),
        ("café \u{0065}\u{0301} Ñandú Ç ç", "café e Ñandu Ç c"),
        ("{[~^|\\€]}", "{[~^|\\€]}"),
        ("\u{1F600} 你好", "? ??"),
        ("\u{1F469}\u{200D}\u{1F4BB}", "??"),
        ("a\r\nb\tc\u{0}\u{1B}d\u{0C}e", "a\nbcde"),
        ("\u{202E}abc\u{200B}\u{FEFF}", "abc"),
    ];
    for (text, expected) in table {
        let written = transliterate(text);
        assert_eq!(written, expected, "{text:?}");
        assert!(septets(&written).is_some(), "{text:?}");
        assert_eq!(transliterate(&written), written, "{text:?}");
    }
}

#[test]
fn every_substitute_is_in_the_alphabet() {
    for character in (0..0x3000).filter_map(char::from_u32) {
        let written = transliterate(&character.to_string());
        assert!(septets(&written).is_some(), "{character:?} {written:?}");
    }
}

#[test]
fn characters_of_the_extension_cost_two() {
    let table = [
        ("", Some(0)),
        ("abc", Some(3)),
        ("à la", Some(4)),
        ("{}", Some(4)),
        ("[~^|\\]", Some(12)),
        ("€5", Some(3)),
        ("é\n", Some(2)),
        ("ç", None),
        ("’", None),
        ("\u{1F600}", None),
    ];
    for (text, expected) in table {
        assert_eq!(septets(text), expected, "{text:?}");
    }
}

#[test]
fn a_text_is_paid_in_segments() {
    let a = |count| "a".repeat(count);
    let table = [
        (String::new(), Some(0)),
        (a(1), Some(1)),
        (a(160), Some(1)),
        (a(161), Some(2)),
        (a(306), Some(2)),
        (a(307), Some(3)),
        (a(459), Some(3)),
        (a(460), Some(4)),
        ("€".repeat(80), Some(1)),
        ("€".repeat(81), Some(2)),
        // 152 and an extension character: it moves to the second segment as a whole.
        (format!("{}€{}", a(152), a(10)), Some(2)),
        // 306 septets would fit two segments, but not without tearing the euro sign at the first border apart.
        (format!("{}€{}", a(152), a(152)), Some(3)),
        (format!("{}€{}", a(151), a(153)), Some(2)),
        // 76 euro signs to a segment, not 76 and a half.
        ("€".repeat(152), Some(2)),
        ("€".repeat(153), Some(3)),
        ("ĩ".to_owned(), None),
    ];
    for (text, expected) in table {
        assert_eq!(
            segments(&text),
            expected,
            "{} characters",
            text.chars().count()
        );
    }
}

#[test]
fn cutting_counts_septets() {
    assert_eq!(cut("School fees", 11), "School fees");
    assert_eq!(cut("School fees", 10), "School f..");
    assert_eq!(cut("{{{{{", 10), "{{{{{");
    assert_eq!(cut("{{{{{", 9), "{{{..");
    assert_eq!(cut("abc", 1), "..");
}

#[test]
fn what_does_not_fit_is_named_once() {
    assert_eq!(foreign("“a” ĩ ĩ ok"), ['“', '”', 'ĩ']);
    assert!(foreign("{plain}").is_empty());
}
