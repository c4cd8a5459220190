//! Account numbers: normalising, the check digit, slips.

use crate::account_number::{AccountNumber, AccountNumberError};

fn number(text: &str) -> AccountNumber {
    AccountNumber::parse(text).unwrap()
}

#[test]
fn every_way_of_typing_one_leads_to_the_same_key() {
    let table = [
        ("10000012", "10000012"),
        (" 1000 0012 ", "10000012"),
        ("1000-0012", "10000012"),
        ("1000\u{2013}0012", "10000012"),
        ("#1000_0012", "10000012"),
        ("1000.0012/", "10000012"),
        ("1000\u{200B}0012\u{FEFF}", "10000012"),
        ("1000\u{A0}0012", "10000012"),
        ("house b7", "HOUSEB7"),
        ("a", "A"),
        ("ABCDEFGHIJ0123456789", "ABCDEFGHIJ0123456789"),
    ];
    for (typed, key) in table {
        assert_eq!(number(typed).as_str(), key, "{typed:?}");
        assert_eq!(AccountNumber::from_reference(typed), Some(number(key)));
    }
}

#[test]
fn what_cannot_be_one_is_refused_with_the_reason() {
    use AccountNumberError::{Empty, TooLong, UnexpectedCharacter};
    let table = [
        ("", Empty),
        (" - ", Empty),
        ("\u{200B}", Empty),
        ("ABCDEFGHIJ01234567890", TooLong),
        ("10000012;", UnexpectedCharacter(';')),
        ("１０", UnexpectedCharacter('１')),
        ("é", UnexpectedCharacter('é')),
        ("a:b", UnexpectedCharacter(':')),
    ];
    for (typed, error) in table {
        assert_eq!(AccountNumber::parse(typed), Err(error), "{typed:?}");
        assert_eq!(AccountNumber::from_reference(typed), None);
    }
}

#[test]
fn a_body_out_of_range_wraps_into_it_and_one_in_range_stays() {
    let table = [
        (1_000_000, "1000000"),
        (1_000_001, "1000001"),
        (9_999_999, "9999999"),
        (10_000_000, "1000000"),
        (0, "9000000"),
        (999_999, "9999999"),
        (u32::MAX, "1967295"),
    ];
    for (body, digits) in table {
        let generated = AccountNumber::generated(body);
        assert_eq!(generated.as_str().get(..7), Some(digits), "{body}");
        assert!(generated.looks_generated());
    }
}

#[test]
fn the_check_digit_is_the_published_one() {
    assert_eq!(AccountNumber::generated(1_000_001).as_str(), "10000012");
    // 572 with check digit 4 is the example of Damm's dissertation.
    assert_eq!(number("00000572").has_valid_check_digit(), Some(false));
    assert_eq!(number("00005724").has_valid_check_digit(), Some(true));
    assert!(!number("00005724").looks_generated());
    assert_eq!(number("5724").has_valid_check_digit(), None);
    assert_eq!(number("1000001A").has_valid_check_digit(), None);
}

/// Numbers spread over the whole range.
fn many() -> impl Iterator<Item = AccountNumber> {
    (1_000_000..=9_999_999)
        .step_by(44_571)
        .map(AccountNumber::generated)
}

#[test]
fn every_single_wrong_digit_is_detected() {
    for generated in many() {
        let digits = generated.as_str().as_bytes();
        for (position, right) in digits.iter().enumerate() {
            for wrong in (b'0'..=b'9').filter(|wrong| wrong != right) {
                let mut slipped = digits.to_vec();
                slipped[position] = wrong;
                let slipped = number(std::str::from_utf8(&slipped).unwrap());
                assert_eq!(slipped.has_valid_check_digit(), Some(false), "{slipped}");
                assert!(slipped.near_misses().contains(&generated), "{slipped}");
            }
        }
    }
}

#[test]
fn every_swap_of_neighbours_is_detected() {
    for generated in many() {
        let digits = generated.as_str().as_bytes();
        for position in 0_usize..7 {
            let mut slipped = digits.to_vec();
            slipped.swap(position, position.saturating_add(1));
            if slipped == digits {
                continue;
            }
            let slipped = number(std::str::from_utf8(&slipped).unwrap());
            assert_eq!(slipped.has_valid_check_digit(), Some(false), "{slipped}");
            assert!(slipped.near_misses().contains(&generated), "{slipped}");
        }
    }
}

#[test]
fn a_missing_or_additional_digit_and_look_alike_letters_lead_back() {
    let meant = AccountNumber::generated(1_052_873);
    assert_eq!(meant.as_str(), "10528738");
    for typed in [
        "1528738",
        "0528738",
        "1052873",
        "105287380",
        "110528738",
        "1O528738",
        "IO528738",
        "LOS28738",
        "1O5Z8738",
        "1052B738",
        "1052x738",
    ] {
        assert!(number(typed).near_misses().contains(&meant), "{typed}");
    }
}

#[test]
fn near_misses_are_ours_different_and_few() {
    for typed in [
        "10528739",
        "1052873",
        "105287380",
        "1O5Z8738",
        "10528738",
        "HELLO",
        "1",
        "12345678901234567890",
    ] {
        let near = number(typed).near_misses();
        assert!(near.len() <= 40, "{typed}: {}", near.len());
        assert!(near.is_sorted());
        assert!(
            near.iter()
                .all(|near| near.looks_generated() && near.as_str() != typed)
        );
    }
    assert_eq!(number("HELLO").near_misses(), []);
}
