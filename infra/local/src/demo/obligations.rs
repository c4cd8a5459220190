//! What the sample's customers owe: monthly internet, things bought in instalments, school fees that
//! are collected for the school. Some of it is overdue, some due in weeks.

use billing::ids::CustomerId;
use billing::money::Money;
use billing::obligation::{Income, Payee, Schedule};
use operations::obligations::{self, NewObligation};

use crate::demo::{DemoError, Story, customer, seed, shillings};

/// The first seed of an obligation; customers have smaller ones.
const FIRST_SEED: u64 = 1 << 40;

/// An obligation of the sample.
struct Debt {
    /// Whose, by the place in the list of people.
    of: usize,
    /// What for.
    what: &'static str,
    /// To whom.
    to: To,
    /// What the payer may quote.
    code: Option<&'static str>,
    /// Days from today, and shillings; one for each instalment.
    doses: &'static [(i64, i64)],
}

#[derive(Clone, Copy)]
enum To {
    Service,
    Installation,
    Equipment,
    School,
    County,
}

const DEBTS: &[Debt] = &[
    internet(
        0,
        "Home internet 10 Mbps, Kilimani, last month",
        &[(-34, 2_500)],
    ),
    internet(
        0,
        "Home internet 10 Mbps, Kilimani, this month",
        &[(-4, 2_500)],
    ),
    internet(
        0,
        "Home internet 10 Mbps, Kilimani, next month",
        &[(26, 2_500)],
    ),
    internet(
        1,
        "Home internet 20 Mbps, South B, last month",
        &[(-30, 3_500)],
    ),
    internet(
        1,
        "Home internet 20 Mbps, South B, this month",
        &[(0, 3_500)],
    ),
    debt(
        1,
        "Router, in three parts",
        To::Equipment,
        None,
        &[(-45, 1_500), (-15, 1_500), (15, 1_500)],
    ),
    internet(
        2,
        "Home internet 10 Mbps, Umoja, this month",
        &[(-6, 2_500)],
    ),
    internet(
        2,
        "Home internet 10 Mbps, Umoja, next month",
        &[(24, 2_500)],
    ),
    debt(
        3,
        "Fees for Grade 4, term 3",
        To::School,
        Some("TUM-2291"),
        &[(-40, 8_000), (-10, 8_000), (20, 6_500)],
    ),
    internet(
        3,
        "Home internet 5 Mbps, Kahawa West, this month",
        &[(3, 1_500)],
    ),
    internet(
        4,
        "Home internet 5 Mbps, Eastleigh, last month",
        &[(-31, 1_500)],
    ),
    internet(
        4,
        "Home internet 5 Mbps, Eastleigh, this month",
        &[(-1, 1_500)],
    ),
    debt(
        5,
        "Fees for Grade 7, term 3",
        To::School,
        Some("TUM-2304"),
        &[(-40, 9_500), (-10, 9_500)],
    ),
    debt(
        5,
        "Installation, Langata",
        To::Installation,
        None,
        &[(-20, 3_000), (10, 3_000)],
    ),
    internet(
        6,
        "Home internet 10 Mbps, Kawangware, this month",
        &[(5, 2_500)],
    ),
    debt(
        7,
        "Single business permit",
        To::County,
        Some("NCC-88107"),
        &[(14, 12_000)],
    ),
    internet(
        8,
        "Home internet 5 Mbps, Mlolongo, this month",
        &[(-8, 1_500)],
    ),
    internet(
        9,
        "Home internet 5 Mbps, Syokimau, this month",
        &[(-8, 1_500)],
    ),
    internet(
        10,
        "Estate link 100 Mbps, Greenfield, last quarter",
        &[(-50, 30_000)],
    ),
    internet(
        10,
        "Estate link 100 Mbps, Greenfield, this quarter",
        &[(-2, 15_000), (28, 15_000)],
    ),
];

const fn internet(of: usize, what: &'static str, doses: &'static [(i64, i64)]) -> Debt {
    debt(of, what, To::Service, None, doses)
}

const fn debt(
    of: usize,
    what: &'static str,
    to: To,
    code: Option<&'static str>,
    doses: &'static [(i64, i64)],
) -> Debt {
    Debt {
        of,
        what,
        to,
        code,
        doses,
    }
}

/// Writes all of it down; each a month before its first instalment is due, and answers how many there are.
pub(crate) async fn create(
    story: &Story<'_>,
    customers: &[CustomerId],
) -> Result<usize, DemoError> {
    for (debt, number) in DEBTS.iter().zip(FIRST_SEED..) {
        let new = debt.written(story, customer(customers, debt.of)?)?;
        let first_due = debt.doses.iter().map(|(days, _)| *days).min().unwrap_or(0);
        let written = story.ago((20 - first_due).max(1));
        let store = &story.context.store;
        obligations::create(store, &new, &story.clerk, seed(number), written).await?;
    }
    Ok(DEBTS.len())
}

impl Debt {
    fn written(
        &self,
        story: &Story<'_>,
        customer: &CustomerId,
    ) -> Result<NewObligation, DemoError> {
        let mut doses = Vec::new();
        for (days, amount) in self.doses {
            doses.push((story.day(*days), shillings(*amount)?));
        }
        let mut amount = shillings(0)?;
        for (_, dose) in &doses {
            amount = Money::checked_add(amount, *dose)?;
        }
        let schedule = match doses.as_slice() {
            [(due_on, _)] => Schedule::OneOff { due_on: *due_on },
            _ => Schedule::Manual { instalments: doses },
        };
        Ok(NewObligation {
            customer: customer.clone(),
            payee: self.to.payee(),
            description: self.what.to_owned(),
            payment_code: self.code.map(str::to_owned),
            amount,
            // What is still to come is announced, so that the mailbox has something to show.
            notify_customer: self.doses.iter().all(|(days, _)| *days > 0),
            manager_comments: None,
            schedule,
        })
    }
}

impl To {
    fn payee(self) -> Payee {
        let institution = |name: &str| Payee::Institution {
            name: name.to_owned(),
        };
        match self {
            Self::Service => Payee::Us {
                income: Income::Service,
            },
            Self::Installation => Payee::Us {
                income: Income::Installation,
            },
            Self::Equipment => Payee::Us {
                income: Income::Equipment,
            },
            Self::School => institution("Tumaini Academy"),
            Self::County => institution("Nairobi City County"),
        }
    }
}
