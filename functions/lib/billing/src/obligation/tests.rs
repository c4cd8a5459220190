//! Plans and the statuses that follow from what was paid.

use chrono::NaiveDate;

use crate::business_days::BusinessDays;
use crate::civil::start_of_day;
use crate::ids::{CustomerId, ObligationId};
use crate::money::{Currency, Money, MoneyError};
use crate::obligation::{
    Income, Instalment, Obligation, Payee, Schedule, ScheduleError, SettlementStatus, plan,
};

mod schedules;

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount.saturating_mul(100), Currency::Kes).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn manual(doses: &[(&str, i64)]) -> Schedule {
    Schedule::Manual {
        instalments: doses
            .iter()
            .map(|(date, amount)| (day(date), shillings(*amount)))
            .collect(),
    }
}

fn planned(amount: Money, schedule: &Schedule) -> Result<Vec<Instalment>, ScheduleError> {
    plan(amount, schedule, &BusinessDays::statutory())
}

fn rent() -> Obligation {
    let customer = CustomerId::parse("cus_A1").unwrap();
    Obligation {
        id: ObligationId::new(&customer, "rent").unwrap(),
        customer,
        payee: Payee::Us {
            income: Income::Service,
        },
        description: "Rent".to_owned(),
        payment_code: None,
        amount: shillings(300),
        notify_customer: true,
        manager_comments: None,
        created_at: start_of_day(day("2026-01-01")),
        instalments: planned(
            shillings(300),
            &manual(&[("2026-12-07", 100), ("2027-01-07", 200)]),
        )
        .unwrap(),
    }
}

#[test]
fn instalments_are_numbered_in_the_order_of_their_dates() {
    let schedule = manual(&[("2027-01-07", 200), ("2026-12-07", 100), ("2027-01-07", 50)]);
    let doses = planned(shillings(350), &schedule).unwrap();
    let lines: Vec<String> = doses
        .iter()
        .map(|dose| {
            format!(
                "{} {} {}",
                dose.number,
                dose.due_on,
                dose.amount.amount_text()
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "1 2026-12-07 100.00",
            "2 2027-01-07 200.00",
            "3 2027-01-07 50.00"
        ]
    );
    assert!(
        doses
            .iter()
            .all(|dose| dose.nominal_on == dose.due_on && dose.paid.is_zero())
    );
}

#[test]
fn one_off_is_one_instalment() {
    let doses = planned(
        shillings(5),
        &Schedule::OneOff {
            due_on: day("2026-12-07"),
        },
    )
    .unwrap();
    assert_eq!(doses.len(), 1);
    assert_eq!((doses[0].number, doses[0].amount), (1, shillings(5)));
}

#[test]
fn a_plan_that_does_not_hold_is_refused_with_the_reason() {
    use ScheduleError::{Amount, NoInstalments, NotPositive, SumDiffers, TooManyInstalments};
    let many = vec![("2026-12-07", 1); 91];
    let missing = SumDiffers {
        difference: shillings(1),
    };
    let too_much = SumDiffers {
        difference: shillings(-1),
    };
    let table = [
        (100, manual(&[]), NoInstalments),
        (91, manual(&many), TooManyInstalments),
        (
            0,
            Schedule::OneOff {
                due_on: day("2026-12-07"),
            },
            NotPositive,
        ),
        (
            100,
            manual(&[("2026-12-07", 101), ("2026-12-08", -1)]),
            NotPositive,
        ),
        (100, manual(&[("2026-12-07", 99)]), missing),
        (100, manual(&[("2026-12-07", 101)]), too_much),
    ];
    for (amount, schedule, error) in table {
        assert_eq!(planned(shillings(amount), &schedule), Err(error));
    }
    let dollar = Money::from_cents(100, Currency::Usd).unwrap();
    let schedule = Schedule::Manual {
        instalments: vec![(day("2026-12-07"), dollar)],
    };
    let mismatch = MoneyError::CurrencyMismatch {
        left: Currency::Kes,
        right: Currency::Usd,
    };
    assert_eq!(planned(shillings(1), &schedule), Err(Amount(mismatch)));
    assert_eq!(
        planned(shillings(90), &manual(&many[..90])).unwrap().len(),
        90
    );
}

#[test]
fn the_status_follows_from_what_was_paid() {
    use SettlementStatus::{Paid, PartiallyPaid, Unpaid};
    let table = [
        (0, 0, Unpaid, Unpaid),
        (40, 0, PartiallyPaid, PartiallyPaid),
        (100, 0, Paid, PartiallyPaid),
        (100, 199, Paid, PartiallyPaid),
        (100, 200, Paid, Paid),
    ];
    for (first, second, first_status, status) in table {
        let mut rent = rent();
        rent.instalments[0].paid = shillings(first);
        rent.instalments[1].paid = shillings(second);
        assert_eq!(rent.instalments[0].status(), first_status);
        assert_eq!(rent.status(), status);
        assert_eq!(rent.paid().checked_add(rent.outstanding()), Ok(rent.amount));
    }
}

#[test]
fn on_the_due_date_there_is_still_time() {
    let table = [
        ("2026-12-06", false),
        ("2026-12-07", false),
        ("2026-12-08", true),
        ("2027-01-08", true),
    ];
    for (today, overdue) in table {
        assert_eq!(rent().overdue(day(today)), overdue, "{today}");
    }
    let mut first_paid = rent();
    first_paid.instalments[0].paid = shillings(100);
    assert!(!first_paid.overdue(day("2027-01-07")));
    assert!(first_paid.overdue(day("2027-01-08")));
}

#[test]
fn an_obligation_is_stored_and_read_back() {
    let stored = serde_json::to_string(&rent()).unwrap();
    assert!(
        stored.contains(r#""payee":{"kind":"us","income":"service"}"#),
        "{stored}"
    );
    assert_eq!(serde_json::from_str::<Obligation>(&stored).unwrap(), rent());
}
