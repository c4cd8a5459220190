//! What falls due on each day of a month.

use billing::money::Currency;
use operations::calendar_month::{self, MonthSums};
use operations::obligation_change::{self, InstalmentChange};
use store::meter::Meter;

use crate::world::{C2b, World, amina, day};

async fn sums(world: &World, within: &str) -> MonthSums {
    calendar_month::sums(&world.store, day(within), Currency::Kes)
        .await
        .unwrap()
}

/// Days on which something falls due: day, instalments, amount, still due.
fn lines(sums: &MonthSums) -> Vec<String> {
    let due = sums.days.iter().filter(|day| day.count > 0);
    due.map(|day| {
        let (amount, open) = (day.amount.amount_text(), day.outstanding.amount_text());
        format!("{} {} {amount} {open}", day.on, day.count)
    })
    .collect()
}

#[tokio::test]
async fn each_day_of_a_month_has_its_sum() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let peter = world.customer("Peter Otieno", "").await;
    let dates = [
        ("2026-11-30", "1"),
        ("2026-12-01", "10"),
        ("2026-12-31", "20"),
        ("2027-01-04", "2"),
    ];
    world.owes(&grace, "A", &dates).await;
    world.owes(&peter, "B", &[("2026-12-31", "300")]).await;
    let moved = world.owes_told(&peter, &[("2026-12-14", "40")]).await;
    let cancelled = world.owes(&peter, "C", &[("2026-12-08", "5")]).await;
    let change = InstalmentChange {
        due_on: Some(day("2026-12-16")),
        reason: "asked for time".into(),
        ..InstalmentChange::default()
    };
    world.changes(&moved, 1, &change).await.unwrap();
    obligation_change::cancel_unpaid(&world.store, &cancelled, "left", &amina(), world.now)
        .await
        .unwrap();
    world
        .pays(&C2b::new("RKL51ZDR40", "16", &grace.account_number))
        .await;
    let december = sums(&world, "2026-12-15").await;
    assert_eq!(
        lines(&december),
        [
            "2026-12-01 1 10.00 0.00",
            "2026-12-16 1 40.00 40.00",
            "2026-12-31 2 320.00 315.00",
        ]
    );
    assert_eq!(
        (december.month, december.days.len()),
        (day("2026-12-01"), 31)
    );
    assert!(december.is_complete());
    assert_eq!(lines(&sums(&world, "2027-02-28").await), [""; 0]);
}

#[tokio::test]
async fn one_day_has_the_sum_that_its_month_gives_it() {
    let world = World::new().await;
    let grace = world.customer("Grace Achieng", "").await;
    let dates = [
        ("2026-12-30", "7"),
        ("2026-12-31", "20"),
        ("2027-01-04", "2"),
    ];
    world.owes(&grace, "A", &dates).await;
    world
        .pays(&C2b::new("RKL51ZDR40", "12", &grace.account_number))
        .await;
    let december = sums(&world, "2026-12-01").await;
    for on in ["2026-12-29", "2026-12-30", "2026-12-31"] {
        let one = calendar_month::of_day(&world.store, day(on), Currency::Kes).await;
        let in_month = december.days.iter().find(|sum| sum.on == day(on));
        assert_eq!(one.unwrap().as_ref(), in_month, "{on}");
    }
    let new_year = calendar_month::of_day(&world.store, day("2027-01-04"), Currency::Kes).await;
    let sum = new_year.unwrap().unwrap();
    assert_eq!(
        (sum.count, sum.outstanding.amount_text().as_str()),
        (1, "2.00")
    );
}

#[tokio::test]
async fn a_month_costs_a_read_for_each_instalment_and_none_for_its_obligation() {
    let world = World::new().await;
    let days: Vec<String> = (1..=30)
        .map(|number| format!("2027-06-{number:02}"))
        .collect();
    let dates: Vec<(&str, &str)> = days.iter().map(|on| (on.as_str(), "10")).collect();
    for name in ["Grace Achieng", "Peter Otieno", "Asha Juma", "Jane Wanjiku"] {
        let customer = world.customer(name, "").await;
        world.owes(&customer, "daily", &dates).await;
    }
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let sums = calendar_month::sums(&metered, day("2027-06-01"), Currency::Kes).await;
    let count: u64 = sums.unwrap().days.iter().map(|day| day.count).sum();
    assert_eq!(count, 120);
    let units = meter.take_total();
    // Half a unit each, and the list itself.
    assert!(units.read <= 60.0 + 24.0, "{units:?}");
}
