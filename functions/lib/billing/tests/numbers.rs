//! What people type, for any number: one key for every way of writing it, and no slip that reaches somebody else.

use billing::account_number::AccountNumber;
use billing::ids::PaymentId;
use billing::phone::mask::PhoneMask;
use billing::phone::{Msisdn, PayerPhone};
use billing::receipt::{Provider, Receipt};
use proptest::prelude::*;

fn subscriber() -> impl Strategy<Value = String> {
    "[71][0-9]{8}"
}

/// `digits` with a separator of `separators` before each of them, cycling.
fn grouped(digits: &str, separators: &[&str]) -> String {
    digits
        .chars()
        .zip(separators.iter().cycle())
        .map(|(digit, separator)| format!("{separator}{digit}"))
        .collect()
}

fn separators() -> impl Strategy<Value = Vec<&'static str>> {
    let separator = prop::sample::select(vec!["", "", " ", "-", ".", "\u{200B}", "\u{A0}", "("]);
    prop::collection::vec(separator, 1..6)
}

proptest! {
    #[test]
    fn every_way_of_writing_a_phone_normalises_to_one(subscriber in subscriber(), separators in separators()) {
        let expected = format!("254{subscriber}");
        for prefix in ["", "0", "254", "+254", "00254", "2540", "+2540"] {
            let digits = format!("{prefix}{subscriber}");
            for written in [digits.clone(), grouped(&digits, &separators)] {
                let read = Msisdn::parse(&written).expect("a way of writing it");
                prop_assert_eq!(read.as_str(), &expected, "{:?}", written);
            }
        }
    }

    #[test]
    fn a_mask_of_a_number_fits_it_however_many_stars_it_has(
        subscriber in subscriber(),
        shown_first in 0_usize..8,
        shown_last in 2_usize..5,
        stars in 1_usize..9,
    ) {
        let number = Msisdn::parse(&subscriber).expect("a number");
        let digits = number.as_str();
        let (first, last) = (&digits[..shown_first], &digits[12 - shown_last..]);
        let mask = PhoneMask::parse(&format!("{first}{}{last}", "*".repeat(stars))).expect("a mask");
        prop_assert!(mask.matches(&number));
        prop_assert_eq!(mask.last_digits(), last);
        prop_assert_eq!(PhoneMask::parse(&number.masked()).map(|mask| mask.matches(&number)), Ok(true));
    }

    #[test]
    fn a_mask_fits_only_numbers_that_show_its_digits(one in subscriber(), other in subscriber()) {
        let (one, other) = (Msisdn::parse(&one).expect("a number"), Msisdn::parse(&other).expect("a number"));
        let mask = PhoneMask::parse(&format!("{}*****{}", &one.as_str()[..4], &one.as_str()[9..])).expect("a mask");
        let same = one.as_str()[..4] == other.as_str()[..4] && one.as_str()[9..] == other.as_str()[9..];
        prop_assert_eq!(mask.matches(&other), same);
    }

    #[test]
    fn a_mask_shown_to_people_hides_five_digits(subscriber in subscriber()) {
        let number = Msisdn::parse(&subscriber).expect("a number");
        let visible = number.masked().chars().filter(char::is_ascii_digit).count();
        prop_assert_eq!(visible, 5);
    }

    #[test]
    fn no_text_makes_reading_panic_and_what_was_read_reads_back(text in "\\PC{0,40}|[0-9*+ •]{0,20}") {
        if let Some(phone) = PayerPhone::parse(&text) {
            let stored = serde_json::to_string(&phone).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<PayerPhone>(&stored).ok(), Some(phone));
        }
        if let Ok(account) = AccountNumber::parse(&text) {
            prop_assert_eq!(AccountNumber::parse(account.as_str()), Ok(account.clone()));
            prop_assert!(account.near_misses().iter().all(|near| near.looks_generated() && *near != account));
        }
        if let Ok(receipt) = Receipt::parse(&text) {
            let id = PaymentId::of(&Provider::mpesa(), &receipt);
            prop_assert_eq!(PaymentId::parse(id.as_str()), Ok(id));
        }
    }

    #[test]
    fn one_slip_never_gives_another_valid_number_and_leads_back(
        body in 1_000_000_u32..=9_999_999,
        position in 0_usize..8,
        digit in b'0'..=b'9',
    ) {
        let meant = AccountNumber::generated(body);
        let digits = meant.as_str().as_bytes();
        let mut wrong = digits.to_vec();
        wrong[position] = digit;
        let mut swapped = digits.to_vec();
        swapped.swap(position, (position + 1).min(7));
        for slip in [wrong, swapped] {
            let slip = AccountNumber::parse(&String::from_utf8(slip).expect("digits")).expect("digits");
            prop_assert!(slip == meant || slip.has_valid_check_digit() == Some(false));
            prop_assert!(slip == meant || slip.near_misses().contains(&meant));
        }
        let mut short = digits.to_vec();
        short.remove(position);
        let mut long = digits.to_vec();
        long.insert(position, digit);
        for slip in [short, long] {
            let slip = AccountNumber::parse(&String::from_utf8(slip).expect("digits")).expect("digits");
            prop_assert!(slip.near_misses().contains(&meant));
        }
    }
}
