//! Holidays are listed, and days that are gazetted move what is due on them.

use serde_json::{Value, json};

use crate::world::{World, each, obligation, text};

async fn owed_on(world: &World, customer: &str, due_on: &str, notify: bool) -> String {
    let one_off = json!({"kind": "one_off", "due_on": due_on});
    let mut new = obligation(customer, "5.00", &one_off);
    new["notify_customer"] = json!(notify);
    text(&world.post("/obligations", &new).await.with(201)["id"])
}

async fn due_date(world: &World, id: &str) -> (String, Value) {
    let shown = world.get(&format!("/obligations/{id}")).await.with(200);
    let dose = &shown["instalments"][0];
    (text(&dose["due_on"]), dose["moved_because"].clone())
}

#[tokio::test]
async fn the_days_of_the_law_are_listed_for_any_year() {
    let world = World::new().await;
    let this_year = world.get("/holidays").await.with(200);
    assert_eq!(this_year["next"], Value::Null);
    assert_eq!(
        each(&this_year["items"], "date"),
        [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-06-01",
            "2026-10-10",
            "2026-10-20",
            "2026-12-12",
            "2026-12-25",
            "2026-12-26",
        ]
    );
    let next_year = world.get("/holidays?year=2027").await.with(200);
    let boxing_day =
        json!({"date": "2027-12-27", "name": "Boxing Day (observed)", "kind": "fixed"});
    assert!(next_year["items"].as_array().unwrap().contains(&boxing_day));
    let good_friday = json!({"date": "2027-03-26", "name": "Good Friday", "kind": "easter"});
    assert_eq!(next_year["items"][1], good_friday);
    for (year, code) in [
        ("1999", "out_of_range"),
        ("2200", "out_of_range"),
        ("99999999999", "out_of_range"),
        ("next", "unusable"),
    ] {
        let refused = world.get(&format!("/holidays?year={year}")).await;
        assert_eq!(refused.refused(400), format!("invalid_query year {code}"));
    }
}

#[tokio::test]
async fn a_gazetted_day_moves_what_is_due_on_it_once() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let paid = owed_on(&world, &customer, "2026-12-16", false).await;
    world.paid("RKL51ZDR4F", "5.00", &customer).await;
    let moving = owed_on(&world, &customer, "2026-12-16", true).await;
    let other = owed_on(&world, &customer, "2026-12-17", false).await;
    let day = json!({"date": "2026-12-16", "name": "Election Day"});
    let first = world.post_once("/holidays", "k-1", &day).await;
    let again = world.post_once("/holidays", "k-1", &day).await;
    assert_eq!((again.status, &again.text), (201, &first.text));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(
        first.with(201),
        json!({
            "date": "2026-12-16", "name": "Election Day", "kind": "gazetted", "complete": true,
            "moved": [{"obligation": moving, "instalment": 1, "from": "2026-12-16", "to": "2026-12-17"}],
            "kept": [{"obligation": paid, "instalment": 1, "because": "nothing_outstanding"}],
        })
    );
    let moved = ("2026-12-17".to_owned(), json!("Election Day"));
    assert_eq!(due_date(&world, &moving).await, moved);
    let standing = ("2026-12-17".to_owned(), Value::Null);
    assert_eq!(due_date(&world, &other).await, standing);
    let without_key = world.post("/holidays", &day).await.with(201);
    assert_eq!(without_key["moved"], json!([]));
    let history = world.get(&format!("/obligations/{moving}/history")).await;
    let history = history.with(200);
    assert_eq!(each(&history["items"], "kind"), ["created", "date_moved"]);
    assert_eq!(history["items"][1]["reason"], "2026-12-16 is Election Day");
    let listed = world.get("/holidays?year=2026").await.with(200);
    let gazetted = json!({"date": "2026-12-16", "name": "Election Day", "kind": "gazetted"});
    assert!(listed["items"].as_array().unwrap().contains(&gazetted));
    world.is_sound().await;
}

#[tokio::test]
async fn what_was_announced_or_insisted_on_stays() {
    let world = World::new().await;
    let jane = json!({"name": "Jane Wanjiku", "phones": ["0712345678"]});
    let jane = world.post("/customers", &jane).await.with(201);
    let jane = text(&jane["account_number"]);
    let announced = owed_on(&world, &jane, "2026-12-14", true).await;
    let insisted = owed_on(&world, &jane, "2026-12-15", false).await;
    let change = json!({"due_on": "2026-12-14", "insist": true, "reason": "agreed"});
    let path = format!("/obligations/{insisted}/instalments/1");
    world.patch(&path, &change).await.with(200);
    let (store, now) = (&world.context.store, world.context.clock.now());
    operations::reminders::run(store, now, 100).await.unwrap();
    let shown = world.get(&format!("/obligations/{announced}")).await;
    assert_eq!(
        shown.with(200)["instalments"][0]["announced_at"],
        "2026-12-07T06:00:00Z"
    );
    let day = json!({"date": "2026-12-14", "name": "Mourning"});
    let entered = world.post("/holidays", &day).await.with(201);
    assert_eq!(entered["moved"], json!([]));
    let mut kept = each(&entered["kept"], "obligation");
    let mut both = vec![announced, insisted];
    kept.sort();
    both.sort();
    assert_eq!(kept, both);
    assert_eq!(each(&entered["kept"], "because"), ["announced"; 2]);
    let calendar = world.get("/calendar").await.with(200);
    assert_eq!(calendar["items"][0]["date"], "2026-12-14");
    assert_eq!(calendar["items"][0]["holiday"], "Mourning");
}

#[tokio::test]
async fn what_is_no_new_day_is_refused() {
    let world = World::new().await;
    let idd = json!({"date": "2027-03-10", "name": "Idd-ul-Fitr", "kind": "gazetted"});
    world.post("/holidays", &idd).await.with(201);
    let invalid = |end: &str| format!("invalid_fields {end}");
    let cases = [
        (
            json!({"date": "2026-12-25", "name": "Christmas"}),
            409,
            "holiday_exists".into(),
        ),
        (
            json!({"date": "2027-03-10", "name": "Other"}),
            409,
            "holiday_exists".into(),
        ),
        (
            json!({"date": "2926-12-15", "name": "Far"}),
            422,
            invalid("date too_far_ahead"),
        ),
        (
            json!({"date": "2026-12-06", "name": "Late"}),
            422,
            invalid("date in_the_past"),
        ),
        (
            json!({"date": "2026-12-13", "name": "Idd"}),
            422,
            invalid("date sunday"),
        ),
        (
            json!({"date": "2026-12-16", "name": " "}),
            422,
            invalid("name required"),
        ),
        (
            json!({"date": "2026-12-16", "name": "x".repeat(61)}),
            422,
            invalid("name too_long"),
        ),
        (
            json!({"date": "2026-12-16", "name": "New Day", "kind": "fixed"}),
            422,
            invalid("kind computed"),
        ),
        (
            json!({"date": "2026-12-16", "name": "New Day", "kind": "lunar"}),
            422,
            invalid("kind unknown_value"),
        ),
        (json!({"name": "New Day"}), 422, invalid("date missing")),
    ];
    for (body, status, code) in cases {
        let reply = world.post("/holidays", &body).await;
        assert_eq!(reply.refused(status), code, "{body}");
    }
}

#[tokio::test]
async fn a_gazetted_day_is_taken_back_and_a_day_of_the_law_is_not() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let moved = owed_on(&world, &customer, "2026-12-16", false).await;
    let day = json!({"date": "2026-12-16", "name": "Election Day"});
    world.post("/holidays", &day).await.with(201);
    let reply = world.delete("/holidays/2026-12-16").await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    let listed = world.get("/holidays").await.with(200);
    assert!(!each(&listed["items"], "date").contains(&"2026-12-16".to_owned()));
    assert_eq!(due_date(&world, &moved).await.0, "2026-12-17");
    let later = owed_on(&world, &customer, "2026-12-16", false).await;
    assert_eq!(due_date(&world, &later).await.0, "2026-12-16");
    for (date, status, code) in [
        ("2026-12-16", 404, "holiday_not_found"),
        ("2026-12-15", 404, "holiday_not_found"),
        ("someday", 404, "holiday_not_found"),
        ("2026-12-25", 409, "holiday_by_law"),
    ] {
        let reply = world.delete(&format!("/holidays/{date}")).await;
        assert_eq!(reply.refused(status), code, "{date}");
    }
}
