//! Sums over all customers: what was collected, and what is overdue.

use operations::aging;
use serde_json::{Value, json};

use crate::world::{World, each};

#[tokio::test]
async fn what_was_collected_is_told_by_day_and_channel() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    world.paid("RKL51ZDR4F", "100.00", &customer).await;
    world.paid("RKL61ZDS0A", "50.50", "nobody's").await;
    let answer = world.get("/reports/collected").await.with(200);
    let dates = each(&answer["items"], "date");
    assert_eq!((dates.len(), dates[6].as_str()), (7, "2026-12-07"));
    assert_eq!(answer["next"], Value::Null);
    let expected = json!([
        {"channel": "mpesa_c2b", "count": 2, "amount": "150.50", "currency": "KES"},
    ]);
    assert_eq!(answer["items"][6]["channels"], expected);
    assert_eq!(answer["items"][6]["complete"], true);
    assert_eq!(answer["items"][5]["channels"], json!([]));
    let day = world
        .get("/reports/collected?from=2026-12-01&to=2026-12-01")
        .await;
    assert_eq!(each(&day.with(200)["items"], "date"), ["2026-12-01"]);
}

#[tokio::test]
async fn a_period_that_cannot_be_reported_is_refused() {
    let world = World::new().await;
    let cases = [
        (
            "from=2026-12-08&to=2026-12-07",
            "invalid_query to before_from",
        ),
        ("from=2026-11-01&to=2026-12-07", "invalid_query to too_long"),
        ("from=2026-1-1", "invalid_query from unusable"),
        ("day=2026-01-01", "invalid_query day unknown_field"),
    ];
    for (query, code) in cases {
        let reply = world.get(&format!("/reports/collected?{query}")).await;
        assert_eq!(reply.refused(400), code, "{query}");
    }
    let refused = world.get("/reports/aging?currency=ABC").await;
    assert_eq!(refused.refused(400), "invalid_query currency unknown_value");
}

#[tokio::test]
async fn what_is_overdue_is_told_by_age_with_the_time_it_stands_for() {
    let world = World::new().await;
    let before = world.get("/reports/aging").await.with(200);
    assert_eq!(
        (&before["date"], &before["ages"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(
        (&before["amount"], &before["customers"]),
        (&json!("0.00"), &json!(0))
    );
    let customer = world.customer("Jane Wanjiku").await;
    let doses = [
        ("2026-11-09", "5.00"),
        ("2026-12-04", "7.00"),
        ("2026-12-07", "9.00"),
    ];
    world.owes(&customer, "21.00", &doses).await;
    let now = world.context.clock.now();
    aging::run(&world.context.store, now, 1_000).await.unwrap();
    let report = world.get("/reports/aging").await.with(200);
    assert_eq!(
        (&report["date"], &report["due_from"]),
        (&json!("2026-12-07"), &json!("2024-12-01"))
    );
    assert!(
        report["worked_out_at"]
            .as_str()
            .unwrap()
            .starts_with("2026-12-07T")
    );
    assert_eq!(
        (&report["amount"], &report["instalments"]),
        (&json!("12.00"), &json!(2))
    );
    assert_eq!(
        (&report["customers"], &report["more_customers"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(
        report["ages"][0],
        json!({
            "age": "days_1_to_7", "from_days": 1, "to_days": 7, "amount": "7.00", "instalments": 1, "customers": 1,
        })
    );
    assert_eq!(
        each(&report["ages"], "amount"),
        ["7.00", "5.00", "0.00", "0.00", "0.00"]
    );
    assert_eq!(report["ages"][4]["to_days"], Value::Null);
    let dollars = world.get("/reports/aging?currency=USD").await.with(200);
    assert_eq!(
        (&dollars["amount"], &dollars["currency"]),
        (&json!("0.00"), &json!("USD"))
    );
}
