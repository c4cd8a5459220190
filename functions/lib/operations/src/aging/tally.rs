//! Adds up instalments by age, and remembers which customers it met without remembering who they are.

use std::collections::BTreeMap;

use billing::aging::Age;
use billing::money::Currency;
use chrono::{DateTime, NaiveDate, Utc};
use store::aging::{AgeSum, AgingSnapshot, AgingWork, CurrencyAges};
use store::obligations::InstalmentRecord;

/// Customers that are remembered: with [`ENTRY_BYTES`] each they fit into one item of the store, under its 400 KB.
const CUSTOMERS_MAX: usize = 36_000;
/// A currency, eight bytes for a customer, and the ages of what they owe.
const ENTRY_BYTES: usize = 10;

/// The place of a currency in [`Currency::ALL`], and a customer.
type Met = (u8, u64);

pub(super) struct Tally {
    currencies: Vec<CurrencyAges>,
    /// A bit for each age.
    met: BTreeMap<Met, u8>,
    more_customers: bool,
}

impl Tally {
    /// The tally as it was left.
    pub(super) fn resumed(work: &AgingWork) -> Self {
        let entries = work.met.chunks_exact(ENTRY_BYTES).filter_map(|entry| {
            let (currency, rest) = entry.split_first()?;
            let (ages, customer) = rest.split_last()?;
            let customer = u64::from_be_bytes(customer.try_into().ok()?);
            Some(((*currency, customer), *ages))
        });
        Self {
            currencies: work.currencies.clone(),
            met: entries.collect(),
            more_customers: work.more_customers,
        }
    }

    /// The same work, as far as it is now.
    pub(super) fn kept(self, work: AgingWork) -> AgingWork {
        let mut met = Vec::with_capacity(self.met.len() * ENTRY_BYTES);
        for ((currency, customer), ages) in &self.met {
            met.push(*currency);
            met.extend_from_slice(&customer.to_be_bytes());
            met.push(*ages);
        }
        AgingWork {
            currencies: self.currencies,
            met,
            more_customers: self.more_customers,
            ..work
        }
    }

    pub(super) fn add(&mut self, dose: &InstalmentRecord, today: NaiveDate) {
        let Some(age) = Age::of(dose.due_on, today) else {
            return;
        };
        let index = place(Age::ALL, age);
        let of_currency = match self
            .currencies
            .iter()
            .position(|it| it.currency == dose.currency)
        {
            Some(place) => &mut self.currencies[place],
            None => {
                self.currencies.push(CurrencyAges {
                    currency: dose.currency,
                    ages: vec![AgeSum::default(); Age::ALL.len()],
                    customers: 0,
                });
                let last = self.currencies.len() - 1;
                &mut self.currencies[last]
            }
        };
        if let Some(sum) = of_currency.ages.get_mut(usize::from(index)) {
            sum.cents = sum.cents.saturating_add(dose.outstanding_cents());
            sum.instalments += 1;
        }
        let account = dose.obligation.customer();
        let who = (
            place(Currency::ALL, dose.currency),
            digest(account.as_str()),
        );
        if self.met.len() < CUSTOMERS_MAX || self.met.contains_key(&who) {
            *self.met.entry(who).or_default() |= 1 << index;
        } else {
            self.more_customers = true;
        }
    }

    /// The result.
    pub(super) fn finished(&self, work: &AgingWork, now: DateTime<Utc>) -> AgingSnapshot {
        let mut currencies = self.currencies.clone();
        for of_currency in &mut currencies {
            let currency = place(Currency::ALL, of_currency.currency);
            let of_it = self.met.iter().filter(|((it, _), _)| *it == currency);
            for ages in of_it.map(|(_, ages)| ages) {
                of_currency.customers += 1;
                for (index, sum) in of_currency.ages.iter_mut().enumerate() {
                    sum.customers += u64::from((ages >> index) & 1);
                }
            }
        }
        AgingSnapshot {
            day: work.day,
            from: work.from,
            begun_at: work.begun_at,
            done_at: now,
            currencies,
            more_customers: self.more_customers,
        }
    }
}

fn place<T: PartialEq, const N: usize>(all: [T; N], one: T) -> u8 {
    let place = all.iter().position(|it| *it == one);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(u8::MAX)
}

/// FNV-1a: short, the same on every machine and in every version, and of tens of thousands of account numbers no two
/// come to the same with any likelihood.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use billing::account_number::AccountNumber;
    use billing::ids::{CustomerId, ObligationId};
    use chrono::DateTime;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn begun() -> AgingWork {
        AgingWork {
            day: day("2026-12-07"),
            from: day("2024-12-01"),
            begun_at: DateTime::UNIX_EPOCH,
            after: None,
            currencies: Vec::new(),
            met: Vec::new(),
            more_customers: false,
        }
    }

    fn dose(body: u32, due_on: &str, currency: Currency) -> InstalmentRecord {
        let customer = CustomerId::from(&AccountNumber::generated(body));
        InstalmentRecord {
            obligation: ObligationId::new(&customer, "1").unwrap(),
            number: 1,
            nominal_on: day(due_on),
            due_on: day(due_on),
            moved_over: Vec::new(),
            insisted: false,
            announced_at: None,
            cents: 100,
            paid_cents: 40,
            cancelled_cents: 0,
            currency,
            created_at: DateTime::UNIX_EPOCH,
            changed_at: None,
            version: 1,
        }
    }

    #[test]
    fn what_was_kept_between_two_steps_counts_as_if_there_had_been_one() {
        let doses = [
            dose(1, "2026-12-06", Currency::Kes),
            dose(1, "2026-12-01", Currency::Kes),
            dose(1, "2026-01-01", Currency::Kes),
            dose(2, "2026-12-05", Currency::Kes),
            dose(2, "2026-12-05", Currency::Usd),
            dose(3, "2026-12-07", Currency::Kes),
        ];
        let today = day("2026-12-07");
        let mut whole = Tally::resumed(&begun());
        let mut work = begun();
        for one in &doses {
            whole.add(one, today);
            let mut step = Tally::resumed(&work);
            step.add(one, today);
            work = step.kept(work);
        }
        let expected = whole.finished(&begun(), DateTime::UNIX_EPOCH);
        assert_eq!(
            Tally::resumed(&work).finished(&work, DateTime::UNIX_EPOCH),
            expected
        );
        let kes = &expected.currencies[0];
        let youngest = AgeSum {
            cents: 180,
            instalments: 3,
            customers: 2,
        };
        assert_eq!((kes.customers, kes.ages[0]), (2, youngest));
        assert_eq!(
            kes.ages[4],
            AgeSum {
                cents: 60,
                instalments: 1,
                customers: 1
            }
        );
        assert_eq!(expected.currencies[1].customers, 1);
    }

    #[test]
    fn more_customers_than_fit_are_added_up_but_not_counted() {
        let mut tally = Tally::resumed(&begun());
        let count = u32::try_from(CUSTOMERS_MAX).unwrap() + 1;
        for body in 0..count {
            tally.add(
                &dose(1_000_000 + body, "2026-12-06", Currency::Kes),
                day("2026-12-07"),
            );
        }
        // One of whom something is known already is still counted.
        tally.add(
            &dose(1_000_000, "2026-11-20", Currency::Kes),
            day("2026-12-07"),
        );
        let result = tally.finished(&begun(), DateTime::UNIX_EPOCH);
        let kes = &result.currencies[0];
        assert_eq!((kes.customers, result.more_customers), (36_000, true));
        assert_eq!(kes.ages[0].instalments, u64::from(count));
        assert_eq!(kes.ages[1].customers, 1);
        assert!(tally.kept(begun()).met.len() <= 360_000);
    }
}
