//! What was written down is changed: its words, one of its doses, or that it is owed at all.

use serde_json::{Value, json};

use crate::world::{World, each, obligation, text};

/// Two doses of 100.00, the first of them paid with 40.00; account number and path.
async fn partly_paid(world: &World) -> (String, String) {
    let customer = world.customer("Jane Wanjiku").await;
    let doses = [("2026-12-10", "100.00"), ("2027-01-11", "100.00")];
    let id = world.owes(&customer, "200.00", &doses).await;
    world.paid("RKL51ZDR4F", "40.00", &customer).await;
    (customer, format!("/obligations/{id}"))
}

#[tokio::test]
async fn words_are_changed_and_what_they_were_is_kept() {
    let world = World::new().await;
    let (_, path) = partly_paid(&world).await;
    let before = world.get(&path).await.with(200);
    assert_eq!(world.patch(&path, &json!({})).await.with(200), before);
    world.passes(60);
    let wanted = json!({
        "description": " Fibre, December ", "manager_comments": "asked for time", "notify_customer": true,
    });
    let after = world.patch(&path, &wanted).await.with(200);
    assert_eq!(after["description"], "Fibre, December");
    assert_eq!(after["manager_comments"], "asked for time");
    assert_eq!(after["notify_customer"], true);
    assert_eq!(after["instalments"], before["instalments"]);
    let taken_away = world.patch(&path, &json!({"manager_comments": ""})).await;
    assert_eq!(taken_away.with(200)["manager_comments"], Value::Null);
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(history["next"], Value::Null);
    assert_eq!(
        history["items"][0],
        json!({
            "version": 1, "kind": "created", "instalment": null, "fields": [], "reason": "",
            "by": "administrator", "at": "2026-12-07T06:00:00Z",
        })
    );
    assert_eq!(
        history["items"][1],
        json!({
            "version": 2, "kind": "described", "instalment": null, "reason": "", "by": "administrator",
            "at": "2026-12-07T06:01:00Z", "fields": [
                {"field": "description", "from": "Internet, December", "to": "Fibre, December"},
                {"field": "manager_comments", "from": null, "to": "asked for time"},
                {"field": "notify_customer", "from": "false", "to": "true"},
            ],
        })
    );
    assert_eq!(history["items"].as_array().unwrap().len(), 3);
    let cases = [
        (json!({"description": " "}), "description required"),
        (
            json!({"description": "x".repeat(201)}),
            "description too_long",
        ),
        (
            json!({"manager_comments": "x".repeat(2_001)}),
            "manager_comments too_long",
        ),
        (json!({"amount": "5.00"}), "amount unknown_field"),
    ];
    for (body, code) in cases {
        let refused = world.patch(&path, &body).await.refused(422);
        assert_eq!(refused, format!("invalid_fields {code}"));
    }
    let unknown = world.patch("/obligations/obl_x", &json!({})).await;
    assert_eq!(unknown.refused(404), "obligation_not_found");
    let unknown = world.get("/obligations/obl_x/history").await;
    assert_eq!(unknown.refused(404), "obligation_not_found");
}

#[tokio::test]
async fn the_total_and_the_books_follow_the_amount_of_an_instalment() {
    let world = World::new().await;
    let (customer, path) = partly_paid(&world).await;
    let change = json!({"amount": "60.00", "reason": "discount"});
    let changed = world.patch(&format!("{path}/instalments/1"), &change).await;
    let changed = changed.with(200);
    assert_eq!(changed["amount"], "160.00");
    assert_eq!(changed["outstanding"], "120.00");
    assert_eq!(changed["instalments"][0]["amount"], "60.00");
    assert_eq!(changed["instalments"][0]["status"], "partially_paid");
    assert_eq!(world.get(&path).await.with(200), changed);
    assert_eq!(world.balance(&customer).await[0], "-120.00");
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(
        history["items"][1],
        json!({
            "version": 2, "kind": "instalment_changed", "instalment": 1, "reason": "discount",
            "fields": [{"field": "amount", "from": "100.00", "to": "60.00"}],
            "by": "administrator", "at": "2026-12-07T06:00:00Z",
        })
    );
    let same = world.patch(&format!("{path}/instalments/1"), &change).await;
    assert_eq!(same.with(200), changed);
    let again = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(again, history);
    world.is_sound().await;
}

#[tokio::test]
async fn a_new_deadline_goes_to_a_business_day_unless_a_person_insists() {
    let world = World::new().await;
    let (_, path) = partly_paid(&world).await;
    let second = format!("{path}/instalments/2");
    // 12 December is a Saturday and Jamhuri Day.
    let cases = [
        ("2026-12-12", false, "2026-12-14", json!("Saturday")),
        (
            "2027-03-26",
            false,
            "2027-03-30",
            json!("Good Friday, then the weekend, and Monday is Easter Monday"),
        ),
        ("2026-12-12", true, "2026-12-12", Value::Null),
        ("2027-02-01", false, "2027-02-01", Value::Null),
    ];
    for (due_on, insist, expected, moved_because) in cases {
        let change = json!({"due_on": due_on, "insist": insist, "reason": "asked for time"});
        let changed = world.patch(&second, &change).await.with(200);
        let dose = &changed["instalments"][1];
        assert_eq!(dose["nominal_on"], due_on);
        assert_eq!(dose["due_on"], expected, "{due_on}");
        assert_eq!(dose["moved_because"], moved_because, "{due_on}");
        assert_eq!(dose["insisted"], insist, "{due_on}");
        assert_eq!(dose["amount"], "100.00");
    }
    let both = json!({"due_on": "2027-02-02", "amount": "50.00", "reason": "agreed"});
    let changed = world.patch(&second, &both).await.with(200);
    assert_eq!(changed["amount"], "150.00");
    assert_eq!(changed["instalments"][1]["due_on"], "2027-02-02");
    let calendar = "/calendar?from=2026-12-01&to=2027-04-01";
    let calendar = world.get(calendar).await.with(200);
    assert_eq!(
        each(&calendar["items"], "date"),
        ["2026-12-10", "2027-02-02"]
    );
    world.is_sound().await;
}

#[tokio::test]
async fn what_was_promised_to_a_customer_does_not_come_earlier() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let mut new = obligation(
        &customer,
        "5.00",
        &json!({"kind": "one_off", "due_on": "2026-12-31"}),
    );
    new["notify_customer"] = json!(true);
    let created = world.post("/obligations", &new).await.with(201);
    let path = format!("/obligations/{}/instalments/1", text(&created["id"]));
    let mut change = json!({"due_on": "2026-12-30", "reason": "typed wrongly"});
    let refused = world.patch(&path, &change).await;
    assert_eq!(refused.refused(422), "earlier_than_promised");
    let told = text(&refused.json()["detail"]);
    assert!(told.contains("2026-12-31"), "{told}");
    change["insist"] = json!(true);
    let changed = world.patch(&path, &change).await.with(200);
    assert_eq!(changed["instalments"][0]["due_on"], "2026-12-30");
}

#[tokio::test]
async fn an_instalment_takes_no_amount_and_no_day_that_cannot_be() {
    let world = World::new().await;
    let (_, path) = partly_paid(&world).await;
    let before = world.get(&path).await.with(200);
    let cases = [
        (
            json!({"reason": "x"}),
            422,
            "invalid_fields  nothing_to_change",
        ),
        (
            json!({"amount": "50.00"}),
            422,
            "invalid_fields reason missing",
        ),
        (
            json!({"amount": "50.00", "reason": " "}),
            422,
            "invalid_fields reason required",
        ),
        (
            json!({"amount": 50, "reason": "x"}),
            422,
            "invalid_fields amount wrong_type",
        ),
        (
            json!({"amount": "0.00", "reason": "x"}),
            422,
            "not_positive",
        ),
        (
            json!({"amount": "50.00", "currency": "USD", "reason": "x"}),
            422,
            "currency_mismatch",
        ),
        (
            json!({"amount": "39.99", "reason": "x"}),
            422,
            "amount_below_allocated",
        ),
        (
            json!({"due_on": "2999-12-31", "reason": "x"}),
            422,
            "day_out_of_range",
        ),
        (
            json!({"due_on": "2026-12-32", "reason": "x"}),
            422,
            "invalid_fields due_on unusable",
        ),
    ];
    for (body, status, code) in cases {
        let reply = world.patch(&format!("{path}/instalments/1"), &body).await;
        assert_eq!(reply.refused(status), code, "{body}");
    }
    let below = json!({"amount": "39.99", "reason": "x"});
    let below = world.patch(&format!("{path}/instalments/1"), &below).await;
    let told = text(&below.json()["detail"]);
    assert!(told.contains("KES 40.00"), "{told}");
    let fine = json!({"amount": "50.00", "reason": "x"});
    for number in ["3", "0", "one", "99999999999"] {
        let reply = world
            .patch(&format!("{path}/instalments/{number}"), &fine)
            .await;
        assert_eq!(reply.refused(404), "instalment_not_found", "{number}");
    }
    let reply = world.patch("/obligations/obl_x/instalments/1", &fine).await;
    assert_eq!(reply.refused(404), "obligation_not_found");
    assert_eq!(world.get(&path).await.with(200), before);
}

#[tokio::test]
async fn a_month_of_gazetted_days_leaves_no_day_to_pay_on() {
    let world = World::new().await;
    let (customer, path) = partly_paid(&world).await;
    // On Sundays nothing falls due anyway.
    let sundays = [4, 11, 18, 25];
    for day in (1..=31).filter(|day| !sundays.contains(day)) {
        let day = json!({"date": format!("2027-07-{day:02}"), "name": "Mourning"});
        world.post("/holidays", &day).await.with(201);
    }
    let last = json!({"date": "2027-08-02", "name": "Mourning"});
    world.post("/holidays", &last).await.with(201);
    let change = json!({"due_on": "2027-07-01", "reason": "x"});
    let change = world.patch(&format!("{path}/instalments/2"), &change).await;
    assert_eq!(change.refused(422), "no_business_day");
    let one_off = json!({"kind": "one_off", "due_on": "2027-07-01"});
    let new = obligation(&customer, "5.00", &one_off);
    for path in ["/obligations", "/obligations/preview"] {
        let reply = world.post(path, &new).await;
        assert_eq!(reply.refused(422), "no_business_day");
    }
}

#[tokio::test]
async fn what_is_unpaid_is_cancelled_and_owed_again() {
    let world = World::new().await;
    let (customer, path) = partly_paid(&world).await;
    let before = world.get(&path).await.with(200);
    assert_eq!(before["cancelled"], Value::Null);
    let cancellation = format!("{path}/cancellation");
    let why = json!({"reason": "moved away"});
    let refused = world.delete(&cancellation).await;
    assert_eq!(refused.refused(422), "invalid_fields reason required");
    let refused = world.delete(&format!("{cancellation}?reason=x")).await;
    assert_eq!(refused.refused(409), "obligation_not_cancelled");

    let first = world.post_once(&cancellation, "k-1", &why).await;
    let again = world.post_once(&cancellation, "k-1", &why).await;
    assert_eq!((again.status, &again.text), (200, &first.text));
    let cancelled = first.with(200);
    assert_eq!(
        cancelled["cancelled"],
        json!({
            "at": "2026-12-07T06:00:00Z", "by": "administrator", "reason": "moved away", "amount": "160.00",
        })
    );
    assert_eq!(cancelled["amount"], "40.00");
    assert_eq!(cancelled["status"], "paid");
    assert_eq!(each(&cancelled["instalments"], "amount"), ["40.00", "0.00"]);
    assert_eq!(
        each(&cancelled["instalments"], "cancelled"),
        ["60.00", "100.00"]
    );
    assert_eq!(
        world.balance(&customer).await,
        ["0.00", "0.00", "0.00", "0.00"]
    );
    let refused = world.post(&cancellation, &why).await;
    assert_eq!(refused.refused(409), "nothing_to_cancel");
    let change = json!({"amount": "50.00", "reason": "x"});
    let refused = world.patch(&format!("{path}/instalments/1"), &change).await;
    assert_eq!(refused.refused(409), "obligation_cancelled");
    world.is_sound().await;

    let body = Some(r#"{"reason": "came back"}"#);
    let restored = world.call("DELETE", &cancellation, &[], body).await;
    assert_eq!(restored.with(200), before);
    assert_eq!(world.balance(&customer).await[0], "-160.00");
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(
        each(&history["items"], "kind"),
        ["created", "cancelled", "restored"]
    );
    assert_eq!(
        each(&history["items"][1]["fields"], "field"),
        ["instalments/1/amount", "instalments/2/amount"]
    );
    for method in ["POST", "DELETE"] {
        let path = "/obligations/obl_x/cancellation";
        let unknown = world.call(method, path, &[], body).await;
        assert_eq!(unknown.refused(404), "obligation_not_found");
    }
    world.is_sound().await;
}
