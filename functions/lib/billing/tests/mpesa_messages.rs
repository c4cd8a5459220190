//! Messages of M-PESA, for any facts and any damage: what can be known is read, and the balance never is.

use billing::money::{Currency, Money};
use billing::mpesa_message::{RECEIPTS_MAX, read};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use proptest::prelude::*;

fn money(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).expect("in range")
}

/// As messages write it: `1,250.00`.
fn written(cents: i64) -> String {
    money(cents).to_string().replace("KES ", "")
}

fn minute() -> impl Strategy<Value = NaiveDateTime> {
    let first = NaiveDate::from_ymd_opt(2007, 3, 6)
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .expect("an hour");
    (0_i64..40_000_000).prop_map(move |minutes| first + chrono::TimeDelta::minutes(minutes))
}

fn time_text(time: NaiveDateTime, short_year: bool) -> String {
    let (pm, hour) = time.hour12();
    let year = if short_year { "%y" } else { "%Y" };
    let date = time.format(&format!("%-d/%-m/{year}")).to_string();
    let half = if pm { "PM" } else { "AM" };
    format!("{date} at {hour}:{:02} {half}", time.minute())
}

proptest! {
    #[test]
    fn every_fact_of_a_message_is_read_and_the_balance_is_not(
        receipt in "[A-Z][0-9][A-Z0-9]{8}",
        cents in 1_i64..30_000_000,
        balance in 1_i64..50_000_000,
        name in "[A-Z]{1,8}( [A-Z]{1,4}\\.){0,3}",
        reference in "[A-Z0-9]{1,20}",
        time in minute(),
        (short_year, dot, space, tight) in any::<(bool, bool, bool, bool)>(),
    ) {
        prop_assume!(cents != balance);
        let text = format!(
            "{receipt} Confirmed{}{}Ksh{}{} sent to {name} for account {reference} on {}.{}New M-PESA balance is Ksh{}. Transaction cost, Ksh{}.",
            if dot { "." } else { "" },
            if space { " " } else { "" },
            if tight { "" } else { " " },
            written(cents),
            time_text(time, short_year),
            if tight { "" } else { "\n" },
            written(balance),
            written(balance),
        );
        let read = read(&text);
        prop_assert_eq!(read.len(), 1, "{}", text);
        prop_assert_eq!(read[0].receipt.as_str(), &receipt);
        prop_assert_eq!(read[0].amount, Some(money(cents)), "{}", text);
        prop_assert_eq!(read[0].reference.as_ref(), Some(&reference), "{}", text);
        prop_assert_eq!(read[0].paid_at, Some(time), "{}", text);
    }

    #[test]
    fn words_cut_out_of_a_message_never_bring_the_balance_in(kept in prop::collection::vec(any::<bool>(), 22)) {
        let text = "TL51ZDR4F0 Confirmed. Ksh10.00 sent to ZURI NET for account 10000012 on 5/12/26 at 8:30 PM. New M-PESA balance is Ksh77.00. cost, Ksh88.00.";
        let words = text.split(' ').enumerate();
        // Without the word that says whose it is, nobody can tell a balance from an amount.
        let kept: Vec<&str> = words
            .filter(|(index, word)| {
                word.contains("balance") || word.contains("cost") || kept.get(*index) != Some(&false)
            })
            .map(|(_, word)| word)
            .collect();
        for quoted in read(&kept.join(" ")) {
            prop_assert!(quoted.amount.is_none_or(|it| it == money(1_000)), "{kept:?}");
            let reference = quoted.reference.unwrap_or_default();
            prop_assert!(!reference.contains("77") && !reference.contains("88"), "{kept:?}");
        }
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "\\PC*|([A-Za-z0-9]{9,12}| Confirmed|[.:/ é]|Ksh|for account|[0-9]{1,4}){0,40}") {
        let read = read(&text);
        prop_assert!(read.len() <= RECEIPTS_MAX);
        let without_spaces = text.to_ascii_uppercase();
        for quoted in &read {
            prop_assert!(without_spaces.contains(quoted.receipt.as_str()));
            prop_assert!(quoted.amount.is_none_or(Money::is_positive));
            prop_assert!(quoted.reference.as_ref().is_none_or(|it| it.chars().count() <= 20));
        }
    }
}
