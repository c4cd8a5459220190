//! What is overdue by age, over all customers.

use billing::money::Currency;
use chrono::{DateTime, Utc};
use operations::aging::{self, AgingReport};
use operations::obligation_change::{self, InstalmentChange};
use store::meter::Meter;

use crate::world::{C2b, World, amina, day};

/// Eight in the morning in Nairobi.
fn morning(text: &str) -> DateTime<Utc> {
    day(text).and_hms_opt(5, 0, 0).unwrap().and_utc()
}

impl World {
    async fn ages(&self) -> AgingReport {
        let report = aging::report(&self.store, Currency::Kes).await.unwrap();
        report.expect("it was worked out")
    }

    async fn works_out_ages(&self) {
        let run = aging::run(&self.store, self.now, 10_000).await.unwrap();
        assert!(!run.more, "{run:?}");
    }
}

/// Amount, instalments and customers of each age.
fn lines(report: &AgingReport) -> Vec<String> {
    let line = |age: &aging::AgeTotal| {
        let (amount, customers) = (age.amount.amount_text(), age.customers.figure());
        format!(
            "{} {amount} {} {customers}",
            age.age.name(),
            age.instalments
        )
    };
    report.ages.iter().map(line).collect()
}

#[tokio::test]
async fn what_is_overdue_stands_under_its_age_until_it_is_paid() {
    let mut world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    let dates = [
        ("2024-10-31", "1"),
        ("2024-11-01", "2"),
        ("2026-08-21", "4"),
        ("2026-08-24", "8"),
        ("2026-10-19", "16"),
        ("2026-10-21", "32"),
        ("2026-11-12", "64"),
        ("2026-11-13", "128"),
        ("2026-11-19", "256"),
        ("2026-11-20", "512"),
        ("2027-01-04", "1024"),
    ];
    world.owes(&grace, "A", &dates).await;
    world.owes(&peter, "B", &[("2026-11-19", "1000")]).await;
    assert_eq!(
        aging::report(&world.store, Currency::Kes).await.unwrap(),
        None
    );
    world.works_out_ages().await;
    let report = world.ages().await;
    assert_eq!(
        lines(&report),
        [
            "days_1_to_7 1384.00 3 2",
            "days_8_to_30 96.00 2 1",
            "days_31_to_60 16.00 1 1",
            "days_61_to_90 8.00 1 1",
            "over_90_days 6.00 2 1",
        ],
        "what was due before November 2024 is too long ago"
    );
    assert_eq!(report.amount.amount_text(), "1510.00");
    assert_eq!((report.instalments, report.customers.figure()), (9, 2));
    assert_eq!(
        (report.day, report.from),
        (day("2026-11-20"), day("2024-11-01"))
    );
    assert_eq!((report.done_at, report.next_begun_at), (world.now, None));

    world
        .pays(&C2b::new("RKL51ZDR40", "1200", &peter.account_number))
        .await;
    world.works_out_ages().await;
    assert_eq!(world.ages().await, report, "once a day is enough");
    world.passes(chrono::Duration::hours(1));
    aging::again(&world.store, world.now, 10_000).await.unwrap();
    let again = world.ages().await;
    assert_eq!(lines(&again)[0], "days_1_to_7 384.00 2 1");
    assert_eq!((again.customers.figure(), again.done_at), (1, world.now));
    let dollars = aging::report(&world.store, Currency::Usd).await.unwrap();
    assert!(dollars.unwrap().amount.is_zero());
}

#[tokio::test]
async fn what_was_cancelled_partly_paid_or_moved_counts_as_it_is_now() {
    let mut world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let moved = world.owes_told(&grace, &[("2026-11-25", "100")]).await;
    let cancelled = world.owes(&grace, "B", &[("2026-11-23", "50")]).await;
    world.owes(&grace, "C", &[("2026-11-24", "30")]).await;
    let change = InstalmentChange {
        due_on: Some(day("2026-12-09")),
        reason: "asked for time".into(),
        ..InstalmentChange::default()
    };
    world.changes(&moved, 1, &change).await.unwrap();
    obligation_change::cancel_unpaid(&world.store, &cancelled, "left", &amina(), world.now)
        .await
        .unwrap();
    world
        .pays(&C2b::new("RKL51ZDR40", "12", &grace.account_number))
        .await;
    world.now = morning("2026-12-09");
    world.works_out_ages().await;
    assert_eq!(lines(&world.ages().await)[1], "days_8_to_30 18.00 1 1");
    assert_eq!(world.ages().await.instalments, 1);
    world.now = morning("2026-12-10");
    world.works_out_ages().await;
    assert_eq!(lines(&world.ages().await)[0], "days_1_to_7 100.00 1 1");
}

#[tokio::test]
async fn steps_come_to_the_same_as_one_run_and_what_is_left_of_yesterday_is_begun_anew() {
    let mut world = World::new().await;
    let mut dates: Vec<(String, &str)> = Vec::new();
    for number in 0..80 {
        let due_on = day("2026-06-01") + chrono::Duration::days(number);
        dates.push((due_on.to_string(), "10"));
    }
    let dates: Vec<(&str, &str)> = dates
        .iter()
        .map(|(on, amount)| (on.as_str(), *amount))
        .collect();
    for name in ["Grace Achieng", "Peter Otieno", "Asha Juma", "Jane Wanjiku"] {
        let customer = world.customer(name, "").await;
        world.owes(&customer, "daily", &dates).await;
    }
    world.now = morning("2026-11-20");
    let step = aging::run(&world.store, world.now, 1).await.unwrap();
    assert_eq!((step.looked_at, step.more), (100, true));
    assert_eq!(
        aging::report(&world.store, Currency::Kes).await.unwrap(),
        None
    );

    world.now = morning("2026-11-21");
    let mut steps = vec![];
    loop {
        let step = aging::run(&world.store, world.now, 100).await.unwrap();
        steps.push(step.looked_at);
        if !step.more {
            break;
        }
    }
    assert_eq!(steps, [100, 100, 100, 20], "all four customers' again");
    let in_steps = world.ages().await;
    assert_eq!(
        (in_steps.instalments, in_steps.customers.figure()),
        (320, 4)
    );
    assert_eq!(in_steps.amount.amount_text(), "3200.00");
    aging::again(&world.store, world.now, 10_000).await.unwrap();
    assert_eq!(world.ages().await, in_steps);

    // The old report is there while the next one is being worked out.
    aging::again(&world.store, world.now, 100).await.unwrap();
    let meanwhile = world.ages().await;
    assert_eq!(
        (meanwhile.next_begun_at, meanwhile.amount),
        (Some(world.now), in_steps.amount)
    );
}

#[tokio::test]
async fn a_repetition_reads_one_record_and_two_at_once_do_not_disturb_each_other() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    world.owes(&grace, "A", &[("2026-11-19", "100")]).await;
    let run = || aging::run(&world.store, world.now, 10_000);
    let (one, other) = tokio::join!(run(), run());
    assert!(!one.unwrap().more || !other.unwrap().more);
    assert_eq!(world.ages().await.amount.amount_text(), "100.00");
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let again = aging::run(&metered, world.now, 10_000).await.unwrap();
    assert_eq!((again.looked_at, again.more), (0, false));
    let units = meter.take_total();
    assert!(units.read <= 1.0 && units.write == 0.0, "{units:?}");
}
