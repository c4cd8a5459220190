//! What customers have to pay is written down, previewed and listed.

use serde_json::{Value, json};

use crate::world::{World, each, obligation, text};

#[tokio::test]
async fn an_obligation_is_charged_and_shown_with_what_follows_from_it() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let new = json!({
        "customer": customer, "payee": {"kind": "institution", "name": "Nairobi County"}, "description": "Land rates",
        "payment_code": "LR-2026", "amount": "300.00", "notify_customer": true, "manager_comments": "call first",
        "schedule": {"kind": "manual", "instalments": [
            {"due_on": "2026-12-31", "amount": "200.00"}, {"due_on": "2026-12-01", "amount": "100"},
        ]},
    });
    let created = world.post("/obligations", &new).await.with(201);
    assert_eq!(created["customer"], customer.as_str());
    assert_eq!(created["customer_name"], "Jane Wanjiku");
    assert_eq!(
        created["payee"],
        json!({"kind": "institution", "name": "Nairobi County", "income": null})
    );
    assert_eq!(created["payment_code"], "LR-2026");
    assert_eq!(created["manager_comments"], "call first");
    assert_eq!(created["notify_customer"], true);
    assert_eq!(created["status"], "unpaid");
    assert_eq!(created["overdue"], true);
    assert_eq!(created["created_by"], "administrator");
    let first = json!({
        "number": 1, "nominal_on": "2026-12-01", "due_on": "2026-12-01", "moved_because": null, "insisted": false,
        "announced_at": null, "amount": "100.00", "cancelled": "0.00", "paid": "0.00", "outstanding": "100.00",
        "status": "unpaid", "overdue": true,
    });
    assert_eq!(created["instalments"][0], first);
    let id = text(&created["id"]);
    assert_eq!(
        world.get(&format!("/obligations/{id}")).await.with(200),
        created
    );
    assert_eq!(
        world.balance(&customer).await,
        ["-300.00", "300.00", "100.00", "0.00"]
    );
}

#[tokio::test]
async fn a_preview_shows_the_same_schedule_and_stores_nothing() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let new = obligation(
        &customer,
        "5.00",
        &json!({"kind": "one_off", "due_on": "2026-12-10"}),
    );
    let preview = world.post("/obligations/preview", &new).await.with(200);
    assert_eq!(
        world.get("/obligations").await.with(200)["items"],
        json!([])
    );
    let created = world.post("/obligations", &new).await.with(201);
    assert_eq!(preview["instalments"], created["instalments"]);
    assert_eq!(preview["amount"], "5.00");
}

#[tokio::test]
async fn doses_at_one_pace_are_planned_and_moved_to_business_days() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let schedule = |every: Value, amount: &str, count: u32, last_amount: Value| {
        json!({
            "kind": "automatic", "first_on": "2027-01-31", "every": every, "instalment_amount": amount,
            "count": count, "last_amount": last_amount,
        })
    };
    let monthly = schedule(Value::Null, "5.00", 3, Value::Null);
    let weekly = schedule(json!("weekly"), "7.00", 3, json!("1.00"));
    let cases = [
        (
            monthly,
            vec![
                ("2027-01-31", "2027-02-01", json!("Sunday")),
                ("2027-02-28", "2027-03-01", json!("Sunday")),
                ("2027-03-31", "2027-03-31", Value::Null),
            ],
        ),
        (
            weekly,
            vec![
                ("2027-01-31", "2027-02-01", json!("Sunday")),
                ("2027-02-07", "2027-02-08", json!("Sunday")),
                ("2027-02-14", "2027-02-15", json!("Sunday")),
            ],
        ),
    ];
    for (schedule, expected) in cases {
        let new = obligation(&customer, "15.00", &schedule);
        let preview = world.post("/obligations/preview", &new).await.with(200);
        let created = world.post("/obligations", &new).await.with(201);
        assert_eq!(preview["instalments"], created["instalments"]);
        let doses = created["instalments"].as_array().unwrap();
        assert_eq!(doses.len(), expected.len());
        for (dose, (nominal_on, due_on, moved_because)) in doses.iter().zip(expected) {
            assert_eq!(dose["nominal_on"], nominal_on);
            assert_eq!(dose["due_on"], due_on);
            assert_eq!(dose["moved_because"], moved_because);
        }
    }
}

#[tokio::test]
async fn doses_that_do_not_add_up_are_answered_with_what_would() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let asked = json!({
        "kind": "automatic", "first_on": "2026-12-10", "every": "fortnightly", "instalment_amount": "300.00", "count": 3,
    });
    let new = obligation(&customer, "1000.00", &asked);
    let refused = world.post("/obligations", &new).await;
    assert_eq!(refused.refused(422), "schedule_does_not_fit");
    let problem = refused.json();
    let told = text(&problem["detail"]);
    assert!(told.contains("KES 100.00 less than the total"), "{told}");
    let proposals = problem["proposals"].as_array().unwrap();
    assert_eq!(
        each(&problem["proposals"], "kind"),
        ["last_larger", "other_count", "other_amount"]
    );
    assert_eq!(
        proposals[1],
        json!({"kind": "other_count", "instalment_amount": "300.00", "count": 4, "last_amount": "100.00"})
    );
    for proposal in proposals {
        let mut schedule = asked.clone();
        for field in ["instalment_amount", "count", "last_amount"] {
            schedule[field] = proposal[field].clone();
        }
        let new = obligation(&customer, "1000.00", &schedule);
        let preview = world.post("/obligations/preview", &new).await.with(200);
        let doses = preview["instalments"].as_array().unwrap();
        assert_eq!(proposal["count"], doses.len());
    }
    let fits = obligation(
        &customer,
        "5.00",
        &json!({"kind": "manual", "instalments": []}),
    );
    let other = world.post("/obligations", &fits).await.json();
    assert_eq!(other.get("proposals"), None);
}

#[tokio::test]
async fn what_cannot_be_owed_is_refused_by_creation_and_preview_alike() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let one_off = json!({"kind": "one_off", "due_on": "2026-12-10"});
    let doses = |amounts: &[&str]| {
        let doses: Vec<Value> = amounts
            .iter()
            .map(|amount| json!({"due_on": "2026-12-10", "amount": amount}))
            .collect();
        json!({"kind": "manual", "instalments": doses})
    };
    let automatic = |amount: &str, count: u32| json!({"kind": "automatic", "first_on": "2026-12-10", "instalment_amount": amount, "count": count});
    let invalid = |end: &str| format!("invalid_fields {end}");
    let cases = [
        (json!({"amount": 5}), 422, invalid("amount wrong_type")),
        (
            json!({"schedule": {"kind": "manual", "instalments": [{"due_on": "2026-12-10", "amount": 5}]}}),
            422,
            invalid("schedule.instalments[0].amount wrong_type"),
        ),
        (
            json!({"schedule": {"kind": "one_off"}}),
            422,
            invalid("schedule.due_on missing"),
        ),
        (
            json!({"schedule": {"kind": "one_off", "due_on": "10.12.2026"}}),
            422,
            invalid("schedule.due_on unusable"),
        ),
        (
            json!({"schedule": {"kind": "one_off", "due_on": "2026-12-10", "count": 3}}),
            422,
            invalid("schedule.count not_for_this_kind"),
        ),
        (
            json!({"payee": {"kind": "institution"}}),
            422,
            invalid("payee.name missing"),
        ),
        (
            json!({"payee": {"kind": "institution", "name": " "}}),
            422,
            invalid("payee.name required"),
        ),
        (
            json!({"payee": {"kind": "us", "name": "x"}}),
            422,
            invalid("payee.name not_for_this_kind"),
        ),
        (
            json!({"schedule": {"kind": "one_off", "due_on": "2026-12-10", "every": "weekly"}}),
            422,
            invalid("schedule.every not_for_this_kind"),
        ),
        (
            json!({"schedule": {"kind": "automatic", "first_on": "2026-12-10", "count": 5}}),
            422,
            invalid("schedule.instalment_amount missing"),
        ),
        (
            json!({"schedule": automatic("1.00", 0)}),
            422,
            "no_instalments".into(),
        ),
        (
            json!({"schedule": automatic("1.00", 91)}),
            422,
            "too_many_instalments".into(),
        ),
        (
            json!({"schedule": automatic("0.00", 5)}),
            422,
            "instalment_not_positive".into(),
        ),
        (
            json!({"schedule": automatic("1.00", 4)}),
            422,
            "schedule_does_not_fit".into(),
        ),
        (
            json!({"schedule": {"kind": "one_off", "due_on": "1999-12-31"}}),
            422,
            "day_out_of_range".into(),
        ),
        (
            json!({"amount": "0.00"}),
            422,
            invalid("amount not_positive"),
        ),
        (
            json!({"description": " "}),
            422,
            invalid("description required"),
        ),
        (
            json!({"payment_code": "é"}),
            422,
            invalid("payment_code unusable"),
        ),
        (
            json!({"schedule": doses(&[])}),
            422,
            "no_instalments".into(),
        ),
        (
            json!({"schedule": doses(&["0.01"; 91])}),
            422,
            "too_many_instalments".into(),
        ),
        (
            json!({"schedule": doses(&["5.00", "0.00"])}),
            422,
            "instalment_not_positive".into(),
        ),
        (
            json!({"schedule": doses(&["2.00", "2.00"])}),
            422,
            "instalments_sum_differs".into(),
        ),
        (
            json!({"customer": "10000017"}),
            404,
            "customer_not_found".into(),
        ),
    ];
    for (change, status, code) in cases {
        let mut new = obligation(&customer, "5.00", &one_off);
        for (field, value) in change.as_object().unwrap() {
            new[field] = value.clone();
        }
        for path in ["/obligations", "/obligations/preview"] {
            let reply = world.post(path, &new).await;
            assert_eq!(reply.refused(status), code, "{change}");
        }
    }
    let short = obligation(&customer, "5.00", &doses(&["2.00", "2.00"]));
    let told = text(&world.post("/obligations", &short).await.json()["detail"]);
    assert!(told.contains("KES 1.00"), "{told}");
}

#[tokio::test]
async fn obligations_are_listed_by_customer_and_status() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let otieno = world.customer("Otieno").await;
    let paid = world.owes(&jane, "5.00", &[("2026-12-01", "5.00")]).await;
    world.paid("RKL51ZDR4F", "5.00", &jane).await;
    world.passes(1);
    let late = world.owes(&jane, "6.00", &[("2026-12-04", "6.00")]).await;
    world.passes(1);
    let later = world.owes(&otieno, "7.00", &[("2026-12-31", "7.00")]).await;
    let cases = [
        ("/obligations".to_owned(), vec![&later, &late, &paid]),
        (format!("/obligations?customer={jane}"), vec![&late, &paid]),
        ("/obligations?status=paid".to_owned(), vec![&paid]),
        ("/obligations?status=overdue".to_owned(), vec![&late]),
        ("/obligations?status=unpaid".to_owned(), vec![&later, &late]),
        (
            format!("/obligations?status=unpaid&customer=cus_{jane}"),
            vec![&late],
        ),
        (format!("/customers/{jane}/obligations"), vec![&late, &paid]),
        (
            format!("/customers/{otieno}/obligations?status=partially_paid"),
            vec![],
        ),
    ];
    for (path, expected) in cases {
        let found = world.get(&path).await.with(200);
        let expected: Vec<String> = expected.into_iter().cloned().collect();
        assert_eq!(each(&found["items"], "id"), expected, "{path}");
    }
    let reply = world.get("/obligations?customer=10000017").await;
    assert_eq!(reply.refused(404), "customer_not_found");
    for id in ["obl_x", &format!("obl_{jane}_none")] {
        let reply = world.get(&format!("/obligations/{id}")).await;
        assert_eq!(reply.refused(404), "obligation_not_found");
    }
}
