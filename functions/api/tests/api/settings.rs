//! What staff decide for the whole provider.

use serde_json::{Value, json};

use crate::world::{World, obligation};

#[tokio::test]
async fn settings_have_defaults_and_change_one_by_one() {
    let world = World::new().await;
    let defaults = world.get("/settings").await.with(200);
    assert_eq!(
        defaults,
        json!({
            "due_date_direction": "following", "remind_before_days": [7, 3, 0], "remind_after_days": [1, 7],
            "quiet_hours": {"from": "20:00", "until": "07:00"}, "staff_emails": [], "changed_by": null,
        })
    );
    let cases = [
        (
            json!({}),
            "quiet_hours",
            json!({"from": "20:00", "until": "07:00"}),
        ),
        (json!({"quiet_hours": null}), "quiet_hours", Value::Null),
        (json!({"staff_emails": []}), "quiet_hours", Value::Null),
        (
            json!({"quiet_hours": {"from": "21:30", "until": "06:05"}}),
            "quiet_hours",
            json!({"from": "21:30", "until": "06:05"}),
        ),
        (
            json!({"remind_before_days": [0, 14, 14]}),
            "remind_before_days",
            json!([14, 0]),
        ),
        (
            json!({"remind_before_days": []}),
            "remind_before_days",
            json!([]),
        ),
        (
            json!({"remind_after_days": [30, 2]}),
            "remind_after_days",
            json!([2, 30]),
        ),
        (
            json!({"staff_emails": ["till@example.com"]}),
            "staff_emails",
            json!(["till@example.com"]),
        ),
        (
            json!({"due_date_direction": "preceding"}),
            "due_date_direction",
            json!("preceding"),
        ),
    ];
    for (change, field, expected) in cases {
        let changed = world.patch("/settings", &change).await.with(200);
        assert_eq!(changed[field], expected, "{change}");
        assert_eq!(world.get("/settings").await.with(200), changed);
    }
    assert_eq!(
        world.get("/settings").await.json()["changed_by"],
        "administrator"
    );
}

#[tokio::test]
async fn due_dates_go_the_way_that_is_set() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let one_off = json!({"kind": "one_off", "due_on": "2026-12-25"});
    let new = obligation(&customer, "5.00", &one_off);
    for (direction, due_on) in [("following", "2026-12-28"), ("preceding", "2026-12-24")] {
        let change = json!({"due_date_direction": direction});
        world.patch("/settings", &change).await.with(200);
        let preview = world.post("/obligations/preview", &new).await.with(200);
        assert_eq!(preview["instalments"][0]["due_on"], due_on);
    }
}

#[tokio::test]
async fn settings_that_cannot_be_are_refused_and_change_nothing() {
    let world = World::new().await;
    let before = world.get("/settings").await.with(200);
    let cases = [
        (
            json!({"due_date_direction": "up"}),
            "due_date_direction unknown_value",
        ),
        (
            json!({"remind_before_days": [91]}),
            "remind_before_days out_of_range",
        ),
        (
            json!({"remind_before_days": [-1]}),
            "remind_before_days out_of_range",
        ),
        (
            json!({"remind_before_days": [70_000]}),
            "remind_before_days out_of_range",
        ),
        (
            json!({"remind_before_days": [1, 2, 3, 4, 5, 6, 7]}),
            "remind_before_days too_many",
        ),
        (
            json!({"remind_after_days": [0]}),
            "remind_after_days out_of_range",
        ),
        (
            json!({"remind_after_days": "1"}),
            "remind_after_days wrong_type",
        ),
        (
            json!({"quiet_hours": {"from": "20:00"}}),
            "quiet_hours.until missing",
        ),
        (
            json!({"quiet_hours": {"from": "8:00", "until": "09:00"}}),
            "quiet_hours.from unusable",
        ),
        (
            json!({"quiet_hours": {"from": "20:00", "until": "24:00"}}),
            "quiet_hours.until unusable",
        ),
        (
            json!({"quiet_hours": {"from": "20:00", "until": "20:00"}}),
            "quiet_hours empty",
        ),
        (json!({"staff_emails": ["nobody"]}), "staff_emails unusable"),
        (json!({"theme": "dark"}), "theme unknown_field"),
    ];
    for (change, code) in cases {
        let reply = world.patch("/settings", &change).await;
        assert_eq!(
            reply.refused(422),
            format!("invalid_fields {code}"),
            "{change}"
        );
    }
    assert_eq!(world.get("/settings").await.with(200), before);
}
