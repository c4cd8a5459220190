//! What a payment's way may cost in request units, measured on the engine.

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
    assert_eq!(budgets.collect::<Vec<_>>(), [4.0, 1.0, 12.0]);
    // A step that is measured and costs nothing would be measured wrongly.
    assert!(
        steps.iter().all(|step| step.units.write >= 1.0),
        "{steps:?}"
    );
}
