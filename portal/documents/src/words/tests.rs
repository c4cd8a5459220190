//! What a compiler cannot see about two languages.

use std::fmt::Debug;

use chrono::Datelike;

use super::*;
use crate::written;

/// Every text between quotation marks, field by field, so that a new field is met here too.
fn texts(words: &dyn Debug) -> Vec<String> {
    let text = format!("{words:?}");
    let quoted = text.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn no_word_is_left_in_the_other_language() {
    let [english, kiswahili] = Language::ALL.map(Words::of);
    let pairs: [(&dyn Debug, &dyn Debug); 5] = [
        (&english.things, &kiswahili.things),
        (&english.receipt, &kiswahili.receipt),
        (&english.statement, &kiswahili.statement),
        (&english.payments, &kiswahili.payments),
        (&english.audit, &kiswahili.audit),
    ];
    for (english, kiswahili) in pairs {
        let (english, kiswahili) = (texts(english), texts(kiswahili));
        assert_eq!(english.len(), kiswahili.len());
        assert!(english.len() >= 4);
        for (english, kiswahili) in english.iter().zip(&kiswahili) {
            assert_ne!(english, kiswahili);
        }
    }
}

#[test]
fn every_way_to_pay_has_a_name() {
    let methods = [
        Method::Cash,
        Method::Cheque,
        Method::Bank,
        Method::Mobile,
        Method::Card,
    ];
    for language in Language::ALL {
        let channel = Words::of(language).things.channel;
        let mut names: Vec<&str> = methods
            .map(|method| channel(Channel::Manual, Some(method)))
            .into();
        names.extend([
            channel(Channel::MpesaC2b, None),
            channel(Channel::Manual, None),
        ]);
        assert_eq!(channel(Channel::MpesaStk, None), "M-PESA");
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

#[test]
fn months_are_in_their_order() {
    let mut day: chrono::NaiveDate = "2026-01-31".parse().unwrap();
    for index in 0..12 {
        for language in Language::ALL {
            let words = Words::of(language);
            let [long, short] = [words.months[index], words.months_short[index]];
            assert!(written::day_full(day, language).contains(long));
            assert!(written::day(day, language).contains(short));
            assert_eq!(long.chars().next(), short.chars().next());
        }
        day = day.with_day(1).unwrap() + chrono::Months::new(1);
    }
}
