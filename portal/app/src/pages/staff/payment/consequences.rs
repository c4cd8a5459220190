//! What a correction of a payment would do, in sentences.

use billing::language::Language;

use crate::pages::staff::payment::history::{dose, named};
use crate::views::payment::{DoseChange, Foreseen, Told};
use crate::words::staff::payment::correction::CorrectionWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::written;

/// One sentence for each thing: balances, instalments, what is left, which change it is, who is told.
#[must_use]
pub fn consequences(language: Language, foreseen: &Foreseen) -> Vec<String> {
    let words = CorrectionWords::of(language);
    let mut sentences = Vec::new();
    for change in &foreseen.balances {
        let before = written::with_currency(change.before);
        let after = written::with_currency(change.after);
        sentences.push((words.balance)(&named(&change.party), &before, &after));
    }
    let changes = foreseen.doses.iter();
    sentences.extend(changes.map(|change| of_dose(language, change)));
    if let Some(unallocated) = foreseen.unallocated {
        if foreseen.doses.is_empty() && unallocated.is_positive() {
            sentences.push(words.settles_nothing.to_owned());
        } else if unallocated.is_positive() {
            sentences.push((words.stays_credit)(&written::with_currency(unallocated)));
        }
    }
    if let Some((after, limit)) = foreseen.edit.filter(|_| !foreseen.is_over_limit()) {
        sentences.push((words.edit)(after, limit));
    }
    sentences.push(match &foreseen.told {
        Some(told) => told_in_words(language, told),
        None => words.nobody_told.to_owned(),
    });
    sentences
}

fn of_dose(language: Language, change: &DoseChange) -> String {
    let words = CorrectionWords::of(language);
    let dose = dose(language, &change.description, change.number, change.of);
    let due = written::day(change.due_on, language);
    let left = written::with_currency(change.outstanding_after);
    let more = change.put_after.cents() > change.put_before.cents();
    let size = change
        .put_after
        .checked_sub(change.put_before)
        .unwrap_or(change.put_after);
    if !more {
        let size = written::with_currency(size.negated());
        return (words.reopens)(&dose, &due, &size, &left);
    }
    let size = written::with_currency(size);
    if change.outstanding_after.is_positive() {
        return (words.settles_part)(&dose, &due, &size, &left);
    }
    (words.settles)(&dose, &due, &size)
}

fn told_in_words(language: Language, told: &Told) -> String {
    let words = CorrectionWords::of(language);
    let names = PaymentNames::of(language);
    let ways: Vec<&str> = told
        .channels
        .iter()
        .map(|channel| names.way(*channel))
        .collect();
    if ways.is_empty() {
        return (words.not_told)(&told.name);
    }
    (words.told)(&told.name, &ways.join(words.and))
}

#[cfg(test)]
mod tests {
    use billing::account_number::AccountNumber;
    use billing::ids::{CustomerId, ObligationId};
    use billing::money::{Currency, Money};
    use billing::notification::Channel;

    use super::*;
    use crate::views::payment::{BalanceChange, Party};

    fn kes(cents: i64) -> Money {
        Money::from_cents(cents, Currency::Kes).unwrap()
    }

    fn change(put_before: i64, put_after: i64, outstanding_after: i64) -> DoseChange {
        let customer = CustomerId::from(&AccountNumber::parse("HOUSE7").unwrap());
        DoseChange {
            obligation: ObligationId::new(&customer, "a").unwrap(),
            description: "Home Fibre".into(),
            number: 2,
            of: 3,
            due_on: "2026-12-07".parse().unwrap(),
            put_before: kes(put_before),
            put_after: kes(put_after),
            outstanding_after: kes(outstanding_after),
        }
    }

    #[test]
    fn what_an_instalment_gets_or_loses_is_said_with_what_is_left_of_it() {
        let table = [
            (
                change(0, 50_000, 0),
                "KES 500.00 pays Home Fibre, 2 of 3, due 7 Dec 2026, to the end.",
            ),
            (
                change(0, 50_000, 10_000),
                "KES 500.00 pays part of Home Fibre, 2 of 3, due 7 Dec 2026; KES 100.00 is left to pay.",
            ),
            (
                change(50_000, 20_000, 30_000),
                "Home Fibre, 2 of 3, due 7 Dec 2026, is open again by KES 300.00; KES 300.00 is then to be paid.",
            ),
        ];
        for (change, expected) in table {
            assert_eq!(of_dose(Language::En, &change), expected);
        }
    }

    #[test]
    fn everything_that_happens_is_said_and_nothing_else() {
        let party = Party {
            account: "HOUSE7".into(),
            account_number: "HOUSE7".into(),
            name: "Amina".into(),
        };
        let foreseen = Foreseen {
            balances: vec![BalanceChange {
                party,
                before: kes(-250_000),
                after: kes(-125_000),
            }],
            doses: vec![change(0, 120_000, 0)],
            unallocated: Some(kes(5_000)),
            edit: Some((2, 5)),
            told: Some(Told {
                name: "Amina".into(),
                channels: vec![Channel::Sms, Channel::Email],
            }),
        };
        assert_eq!(
            consequences(Language::En, &foreseen),
            [
                "The balance of HOUSE7 Amina goes from KES −2,500.00 to KES −1,250.00.",
                "KES 1,200.00 pays Home Fibre, 2 of 3, due 7 Dec 2026, to the end.",
                "KES 50.00 is put to nothing and stays as credit.",
                "This is change 2 of 5 of whose payment this is.",
                "Amina gets the receipt by SMS and by e-mail.",
            ]
        );
        assert_eq!(
            consequences(Language::En, &Foreseen::default()),
            ["No message goes out."]
        );
    }
}
