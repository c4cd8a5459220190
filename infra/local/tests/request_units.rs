//! What a payment's way may cost in request units, measured on the engine.

use malipo::due_units;
use malipo::units::{self, Step};

#[tokio::test]
async fn every_step_keeps_its_budget() {
    let steps = units::measure().await.unwrap();
    let over: Vec<&Step> = steps
        .iter()
        .filter(|step| !step.is_within_budget())
        .collect();
    assert!(over.is_empty(), "{over:?}");

    let budgets = steps.iter().filter_map(|step| step.budget);
    assert_eq!(budgets.collect::<Vec<_>>(), [4.0, 1.0, 12.0, 4.0, 24.0]);
    // A step that is measured and costs nothing would be measured wrongly.
    assert!(
        steps.iter().all(|step| step.units.write >= 1.0),
        "{steps:?}"
    );
}

#[tokio::test]
async fn a_page_of_due_dates_costs_the_same_among_ten_times_as_many() {
    let few = due_units::measure(4_000, None, |_| {}).await.unwrap();
    let many = due_units::measure(40_000, None, |_| {}).await.unwrap();
    assert!(many.on_one_day >= 10 * few.on_one_day, "{few:?} {many:?}");
    for (few, many) in [
        (few.busiest_day, many.busiest_day),
        (few.middle_of_it, many.middle_of_it),
    ] {
        assert!(many.read <= few.read + 1.0, "{few:?} {many:?}");
        assert!(many.read > 0.0 && many.read <= 24.0, "{many:?}");
    }
}
