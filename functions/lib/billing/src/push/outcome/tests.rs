//! Every result code, and what customers read about it.

use super::table::{ROWS, UNLISTED};
use super::{Debit, NOT_SEEN, Retry, Whose, debit, meaning, sentence};
use crate::language::Language;
use crate::push::Source;

/// One SMS, and two lines on a small phone.
const SENTENCE_CHARS_MAX: usize = 160;

#[test]
fn every_code_has_its_meaning() {
    use Retry::{AfterMinutes, AfterTopUp, ChangeAmount, No, Now, Tomorrow};
    use Whose::{Customer, Merchant, Provider};
    const OPEN: Debit = Debit::NotDisproved;
    // Code, what a callback proves, what a query proves, retry, whose.
    let table = [
        ("0", Debit::Done, Debit::Done, No, Customer),
        ("1", Debit::None, Debit::None, AfterTopUp, Customer),
        ("2", Debit::None, Debit::None, ChangeAmount, Customer),
        ("3", Debit::None, Debit::None, ChangeAmount, Customer),
        ("4", Debit::None, Debit::None, Tomorrow, Customer),
        ("8", Debit::None, Debit::None, No, Merchant),
        ("17", OPEN, Debit::None, AfterMinutes(3), Customer),
        ("26", OPEN, OPEN, AfterMinutes(5), Provider),
        ("1001", Debit::None, Debit::None, AfterMinutes(3), Customer),
        ("1019", Debit::None, Debit::None, Now, Customer),
        ("1025", OPEN, Debit::None, Now, Merchant),
        ("9999", OPEN, OPEN, AfterMinutes(5), Provider),
        ("1031", OPEN, Debit::None, Now, Customer),
        ("1032", Debit::None, Debit::None, Now, Customer),
        ("1037", OPEN, Debit::None, Now, Customer),
        ("2001", Debit::None, Debit::None, Now, Customer),
        ("2028", Debit::None, Debit::None, No, Merchant),
        ("SFC_IC0003", Debit::None, Debit::None, No, Merchant),
        ("8006", Debit::None, Debit::None, No, Customer),
        ("4999", OPEN, OPEN, No, Provider),
        // Our own: nothing but M-PESA's list of payments proves it.
        ("not_seen", OPEN, OPEN, Now, Provider),
        // Not in the table, or only similar to what is.
        ("", OPEN, OPEN, No, Provider),
        ("00", OPEN, OPEN, No, Provider),
        ("0.0", OPEN, OPEN, No, Provider),
        (" 0", OPEN, OPEN, No, Provider),
        ("-1", OPEN, OPEN, No, Provider),
        ("500.001.1001", OPEN, OPEN, No, Provider),
        ("R000001", OPEN, OPEN, No, Provider),
    ];
    for (code, told, asked, retry, whose) in table {
        let meaning = meaning(code);
        assert_eq!(meaning.debit, told, "{code:?}");
        assert_eq!(debit(code, Source::Callback), told, "{code:?}");
        assert_eq!(debit(code, Source::Query), asked, "{code:?}");
        let listed = if code == "0" {
            Debit::Done
        } else {
            Debit::None
        };
        assert_eq!(debit(code, Source::Statement), listed, "{code:?}");
        assert_eq!((meaning.retry, meaning.whose), (retry, whose), "{code:?}");
    }
    let listed: usize = ROWS.iter().map(|row| row.codes.len()).sum();
    assert_eq!(listed, 21, "a code without a line in this test");
}

#[test]
fn what_customers_read_is_short_and_never_promises_too_much() {
    for row in ROWS.iter().chain([&UNLISTED]) {
        let codes = row.codes;
        for text in [row.english, row.kiswahili] {
            assert!(text.is_ascii(), "{codes:?}");
            assert!(text.len() <= SENTENCE_CHARS_MAX, "{codes:?}: {text}");
            assert!(text.ends_with('.'), "{codes:?}");
        }
        let disproved = row.meaning.debit == Debit::None || codes == [NOT_SEEN];
        let english = row.english.contains("took no money") || row.english.contains("No money");
        assert_eq!(english, disproved, "{codes:?}");
        let kiswahili = row.kiswahili.contains("Hakuna pesa iliyokatwa");
        assert_eq!(kiswahili, disproved, "{codes:?}");
    }
}

#[test]
fn where_nobody_knows_the_customer_is_sent_to_the_messages_first() {
    for code in ["17", "26", "1025", "9999", "1031", "1037", "12345"] {
        assert!(
            sentence(code, Language::En)
                .contains("Check your phone's messages before you pay again."),
            "{code}"
        );
        assert!(
            sentence(code, Language::Sw)
                .contains("Angalia ujumbe kwenye simu yako kabla ya kulipa tena."),
            "{code}"
        );
    }
}

#[test]
fn both_codes_of_a_mixed_up_till_read_the_same() {
    assert_eq!(
        sentence("SFC_IC0003", Language::En),
        "A mistake on our side stopped this payment. No money was taken. Please tell us, or pay in another way."
    );
    for language in Language::ALL {
        assert_eq!(sentence("2028", language), sentence("SFC_IC0003", language));
    }
}
