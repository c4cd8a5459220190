//! Phones in full, hashed and masked.

use crate::phone::mask::PhoneMask;
use crate::phone::{Msisdn, PayerPhone, PhoneError, PhoneHash};

fn msisdn(text: &str) -> Msisdn {
    Msisdn::parse(text).unwrap()
}

#[test]
fn every_way_of_writing_a_number_normalises_to_one() {
    for text in [
        "0712345678",
        "0712 345 678",
        "0712-345-678",
        "0712.345.678",
        "(0712) 345678",
        "712345678",
        "254712345678",
        "+254712345678",
        "+254 712 345 678",
        "+ 254 712 345678",
        "00254712345678",
        "2540712345678",
        "2540 712 345 678",
        "+254 (0) 712 345 678",
        "002540712345678",
        "\u{202A}+254\u{A0}712\u{2011}345\u{2011}678\u{202C}",
    ] {
        assert_eq!(msisdn(text).as_str(), "254712345678", "{text:?}");
    }
    assert_eq!(msisdn("0110123456").as_str(), "254110123456");
    assert_eq!(msisdn("110123456").as_str(), "254110123456");
}

#[test]
fn what_is_no_kenyan_mobile_number_is_refused_with_the_reason() {
    use PhoneError::{Empty, NotKenyanMobile, UnexpectedCharacter, WrongLength};
    let table = [
        ("", Empty),
        ("+", Empty),
        ("07123456", WrongLength),
        ("07123456789", WrongLength),
        ("2547123456789012345678", WrongLength),
        ("0202345678", NotKenyanMobile),
        ("+255712345678", NotKenyanMobile),
        ("+0712345678", NotKenyanMobile),
        ("254212345678", NotKenyanMobile),
        ("0712345x78", UnexpectedCharacter('x')),
        ("0712+345678", UnexpectedCharacter('+')),
        ("٠٧١٢٣٤٥٦٧٨", UnexpectedCharacter('٠')),
        ("2547*****126", UnexpectedCharacter('*')),
    ];
    for (text, error) in table {
        assert_eq!(Msisdn::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn people_see_a_mask_and_dial_a_national_number() {
    assert_eq!(msisdn("254712345149").masked(), "07•• ••• 149");
    assert_eq!(msisdn("254110123456").masked(), "01•• ••• 456");
    assert_eq!(msisdn("254712345149").national(), "0712345149");
}

#[test]
fn the_hash_is_of_the_twelve_digits_in_ascii() {
    let hash = msisdn("0700 000 001").sha256();
    assert!(hash.as_str().starts_with("172509f6"), "{hash}");
    assert!(hash.as_str().ends_with("fbdfd"), "{hash}");
    assert_eq!(
        PhoneHash::parse(&hash.as_str().to_uppercase()),
        Ok(hash.clone())
    );
    let short = hash.as_str().get(..62).unwrap_or_default();
    assert_eq!(PhoneHash::parse(short), Err(PhoneError::NotAHash));
}

#[test]
fn every_mask_that_providers_were_seen_to_send_fits_its_number() {
    let table = [
        ("2547 ***** 126", "254712345126", "254712345127"),
        ("25470****149", "254701234149", "254711234149"),
        ("2547*****126", "254712345126", "254112345126"),
        ("2547***001", "254700000001", "254700000002"),
        ("2547****0111", "254712340111", "254712341111"),
        ("254******867", "254110123867", "254110123866"),
        ("07** *** 149", "254712345149", "254112345149"),
        ("07•• ••• 149", "254712345149", "254712345148"),
        ("+254 7** *** 149", "254712345149", "254112345149"),
        ("7******49", "254712345649", "254712345694"),
        ("*********149", "254112345149", "254112345148"),
    ];
    for (mask, fitting, other) in table {
        let mask = PhoneMask::parse(mask).unwrap();
        assert!(mask.matches(&msisdn(fitting)), "{mask} {fitting}");
        assert!(!mask.matches(&msisdn(other)), "{mask} {other}");
    }
}

#[test]
fn digits_between_two_hidden_runs_have_to_fit_in_their_order() {
    let mask = PhoneMask::parse("2547*34*8*149").unwrap();
    assert!(mask.matches(&msisdn("254713480149")));
    assert!(mask.matches(&msisdn("254703408149")));
    assert!(!mask.matches(&msisdn("254718340149")));
    assert!(!mask.matches(&msisdn("254712345149")));
    assert_eq!((mask.first_digits(), mask.last_digits()), ("2547", "149"));
}

#[test]
fn a_mask_that_overlaps_itself_fits_nothing() {
    let mask = PhoneMask::parse("254712*712345").unwrap();
    assert!(!mask.matches(&msisdn("254712345345")));
    assert!(mask.matches(&msisdn("254712712345")));
}

#[test]
fn a_mask_that_tells_too_little_or_too_much_is_refused() {
    use PhoneError::{NotAMask, NotKenyanMobile, UnexpectedCharacter, WrongLength};
    let table = [
        ("", NotAMask),
        ("254712345678", NotAMask),
        ("********", NotAMask),
        ("2547*****", NotAMask),
        ("2547*****6", NotAMask),
        ("255****126", NotKenyanMobile),
        ("0202***126", NotKenyanMobile),
        ("25471234*567890", WrongLength),
        ("0*1*2*3*4*5*6*7*8*9*0*1*2*34", WrongLength),
        ("2547xxxxx126", UnexpectedCharacter('x')),
    ];
    for (text, error) in table {
        assert_eq!(PhoneMask::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn the_text_of_a_mask_reads_back_as_the_same_mask() {
    for text in ["07** *** 149", "254******867", "2547*34*8*149", "**149"] {
        let mask = PhoneMask::parse(text).unwrap();
        assert_eq!(PhoneMask::parse(mask.as_str()), Ok(mask));
    }
    assert_eq!(
        PhoneMask::parse("07** *** 149").unwrap().as_str(),
        "2547*149"
    );
}

#[test]
fn a_payers_phone_is_recognised_by_its_form() {
    let hash = msisdn("0712345678").sha256();
    let table = [
        (
            "0712 345 678",
            Some(PayerPhone::Number(msisdn("0712345678"))),
        ),
        (hash.as_str(), Some(PayerPhone::Hash(hash.clone()))),
        (
            "2547 ***** 126",
            PhoneMask::parse("2547*126").ok().map(PayerPhone::Mask),
        ),
        ("", None),
        ("unknown", None),
        ("254", None),
    ];
    for (text, expected) in table {
        assert_eq!(PayerPhone::parse(text), expected, "{text}");
    }
}

#[test]
fn a_phone_is_stored_with_its_form() {
    let phone = PayerPhone::parse("07** *** 149").unwrap();
    let stored = r#"{"mask":"2547*149"}"#;
    assert_eq!(serde_json::to_string(&phone).unwrap(), stored);
    assert_eq!(serde_json::from_str::<PayerPhone>(stored).unwrap(), phone);
    assert!(serde_json::from_str::<PayerPhone>(r#"{"number":"0202345678"}"#).is_err());
}
