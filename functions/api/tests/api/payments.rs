//! Payments as they are shown, entered by hand, corrected and taken back.

use serde_json::{Value, json};

use crate::world::{World, each, text};

fn cash(customer: &str, amount: &str) -> Value {
    json!({"customer": customer, "amount": amount, "method": "cash"})
}

#[tokio::test]
async fn a_reported_payment_is_shown_with_its_rule_and_reason() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Otieno").await;
    let path = world.paid("RKL51ZDR4F", "5.00", &customer).await;
    let payment = world.get(&path).await.with(200);
    let expected = json!({
        "channel": "mpesa_c2b", "provider": "mpesa", "receipt": "RKL51ZDR4F", "receipt_warning": null,
        "amount": "5.00", "currency": "KES", "holder": "600966", "paid_at": "2026-12-07T05:59:59Z",
        "reference": customer, "method": null, "received_on": null, "till": null, "remark": null,
        "association_edits": 0, "association_edits_left": 5, "allocation_status": "not_allocated",
        "allocated": "0.00", "unallocated": "5.00", "allocations": [], "reversal": null, "suggestions": [],
        "conflicts": [], "reports": [],
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(payment[field], *value, "{field}");
    }
    let payer = json!({"name": "NICHOLAS", "phone": null, "phone_sha256": null, "phone_mask": "2547 ***** 126"});
    assert_eq!(payment["payer"], payer);
    let association = &payment["association"];
    assert_eq!(association["customer"], customer.as_str());
    assert_eq!(association["customer_id"], format!("cus_{customer}"));
    assert_eq!(association["customer_name"], "Nicholas Otieno");
    assert_eq!(association["rule"], "account_number");
    assert_eq!(association["by"], "system");
    assert!(!text(&association["reason"]).is_empty());
}

#[tokio::test]
async fn an_unassociated_payment_comes_with_ranked_suggestions() {
    let world = World::new().await;
    for name in ["Nicholas Otieno", "Nicholas Kamau"] {
        let new = json!({"name": name, "phones": ["0712345126"]});
        world.post("/customers", &new).await.with(201);
    }
    let path = world.paid("RKL51ZDR4F", "5.00", "HOUSE 7").await;
    let payment = world.get(&path).await.with(200);
    assert_eq!(payment["association"], Value::Null);
    let suggestions = payment["suggestions"].as_array().unwrap();
    assert_eq!(suggestions.len(), 2);
    for one in suggestions {
        assert!(one["score"].as_u64().unwrap() > 0);
        assert!(!text(&one["reason"]).is_empty() && !text(&one["customer"]).is_empty());
    }
    let listed = world
        .get("/payments?association=unassociated")
        .await
        .with(200);
    assert_eq!(listed["items"][0].get("suggestions"), None);
}

#[tokio::test]
async fn a_payment_that_is_not_there_is_not_found() {
    let world = World::new().await;
    let id = crate::bench::payment("RKL51ZDR4F").to_string();
    let reason = json!({"reason": "mistaken"});
    for id in [id.as_str(), "pay_x", "x"] {
        let path = format!("/payments/{id}");
        let replies = [
            world.get(&path).await,
            world.get(&format!("{path}/history")).await,
            world.get(&format!("{path}/allocations")).await,
            world.patch(&path, &json!({"remark": "x"})).await,
            world.post(&format!("{path}/reversal"), &reason).await,
            world.delete(&format!("{path}/association?reason=x")).await,
            world.delete(&format!("{path}/allocations")).await,
            world.delete(&format!("{path}/allocations/alc_x")).await,
            world
                .put(&format!("{path}/allocations"), &json!({"allocations": []}))
                .await,
        ];
        for (number, reply) in replies
            .iter()
            .enumerate()
            .filter(|(number, _)| *number != 7)
        {
            assert_eq!(reply.refused(404), "payment_not_found", "{number}");
        }
    }
}

#[tokio::test]
async fn a_payment_entered_by_hand_belongs_to_its_customer_and_settles_at_once() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let due = world
        .owes(&customer, "800.00", &[("2026-12-01", "800.00")])
        .await;
    let entered = json!({
        "customer": format!("cus_{customer}"), "amount": "1000", "method": "cash", "reference": "June",
        "received_on": "2026-12-05", "till": "front", "remark": "exact",
    });
    let payment = world.post("/payments", &entered).await.with(201);
    assert_eq!(payment["channel"], "manual");
    assert_eq!(payment["amount"], "1000.00");
    assert_eq!(payment["method"], "cash");
    assert_eq!(payment["received_on"], "2026-12-05");
    assert_eq!(payment["till"], "front");
    assert_eq!(payment["remark"], "exact");
    assert_eq!(payment["association"]["rule"], "person");
    assert_eq!(payment["association_edits"], 0);
    assert_eq!(payment["allocation_status"], "partially_allocated");
    assert_eq!(payment["unallocated"], "200.00");
    assert_eq!(payment["allocations"][0]["obligation"], due.as_str());
    assert_eq!(payment["allocations"][0]["amount"], "800.00");
    assert_eq!(
        world.balance(&customer).await,
        ["200.00", "0.00", "0.00", "200.00"]
    );
    world.is_sound().await;
}

#[tokio::test]
async fn what_a_payment_settles_can_be_chosen() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let first = world
        .owes(&customer, "100.00", &[("2026-12-01", "100.00")])
        .await;
    world.passes(1);
    let second = world
        .owes(&customer, "100.00", &[("2026-12-20", "100.00")])
        .await;
    let cases = [
        (json!({"kind": "none"}), vec![]),
        (
            json!({"kind": "chosen", "obligations": [second]}),
            vec![second.clone()],
        ),
        (
            json!({"kind": "due_between", "from": "2026-12-01", "to": "2026-12-05"}),
            vec![first.clone()],
        ),
        (json!({"kind": "oldest_first"}), vec![first, second]),
    ];
    for (settle, expected) in cases {
        world.passes(1);
        let mut entered = cash(&customer, "200.00");
        entered["settle"] = settle.clone();
        let payment = world.post("/payments", &entered).await.with(201);
        assert_eq!(
            each(&payment["allocations"], "obligation"),
            expected,
            "{settle}"
        );
        let path = format!("/payments/{}/reversal", text(&payment["id"]));
        world
            .post(&path, &json!({"reason": "the next case"}))
            .await
            .with(200);
    }
    world.is_sound().await;
}

#[tokio::test]
async fn what_cannot_be_entered_is_refused_field_by_field() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let other = world.customer("Otieno").await;
    let foreign = world.owes(&other, "5.00", &[("2026-12-01", "5.00")]).await;
    let missing = format!("obl_{customer}_none");
    let invalid = |end: &str| format!("invalid_fields {end}");
    let cases = [
        (json!({"amount": 1250}), 422, invalid("amount wrong_type")),
        (json!({"amount": 12.5}), 422, invalid("amount wrong_type")),
        (
            json!({"amount": "1,250.00"}),
            422,
            invalid("amount unusable"),
        ),
        (json!({"amount": "1e3"}), 422, invalid("amount unusable")),
        (json!({"amount": "NaN"}), 422, invalid("amount unusable")),
        (json!({"amount": "1.005"}), 422, invalid("amount unusable")),
        (
            json!({"amount": "99999999999999999999"}),
            422,
            invalid("amount unusable"),
        ),
        (
            json!({"amount": "0.00"}),
            422,
            invalid("amount not_positive"),
        ),
        (
            json!({"amount": "-1.00"}),
            422,
            invalid("amount not_positive"),
        ),
        (
            json!({"currency": "EUR"}),
            422,
            invalid("currency unknown_value"),
        ),
        (
            json!({"method": "shells"}),
            422,
            invalid("method unknown_value"),
        ),
        (
            json!({"received_on": "2026-12-08"}),
            422,
            invalid("received_on in_the_future"),
        ),
        (
            json!({"received_on": "1926-12-01"}),
            422,
            invalid("received_on too_long_ago"),
        ),
        (
            json!({"till": "x".repeat(201)}),
            422,
            invalid("till too_long"),
        ),
        (
            json!({"reference": "é", "method": "bank"}),
            422,
            invalid("reference unusable"),
        ),
        (
            json!({"settle": {"kind": "all"}}),
            422,
            invalid("settle.kind unknown_value"),
        ),
        (
            json!({"settle": {"kind": "chosen"}}),
            422,
            invalid("settle.obligations missing"),
        ),
        (
            json!({"settle": {"kind": "none", "obligations": []}}),
            422,
            invalid("settle.obligations not_for_this_kind"),
        ),
        (
            json!({"settle": {"kind": "chosen", "obligations": ["x"]}}),
            422,
            invalid("settle.obligations[0] unusable"),
        ),
        (
            json!({"settle": {"kind": "due_between", "from": "2026-12-02"}}),
            422,
            invalid("settle.to missing"),
        ),
        (
            json!({"settle": {"kind": "due_between", "from": "2026-12-02", "to": "2026-12-01"}}),
            422,
            invalid("settle.to before_from"),
        ),
        (
            json!({"customer": "10000017"}),
            404,
            "customer_not_found".to_owned(),
        ),
        (json!({"customer": "é"}), 422, invalid("customer unusable")),
        (
            json!({"settle": {"kind": "chosen", "obligations": [foreign]}}),
            422,
            "obligation_of_another_customer".to_owned(),
        ),
        (
            json!({"settle": {"kind": "chosen", "obligations": [missing]}}),
            404,
            "obligation_not_found".to_owned(),
        ),
    ];
    for (change, status, code) in cases {
        let mut entered = cash(&customer, "5.00");
        for (field, value) in change.as_object().unwrap() {
            entered[field] = value.clone();
        }
        let reply = world.post("/payments", &entered).await;
        assert_eq!(reply.refused(status), code, "{change}");
    }
    assert_eq!(world.get("/payments").await.with(200)["items"], json!([]));
}

#[tokio::test]
async fn a_receipt_that_already_came_is_refused_and_names_the_payment() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let path = world.paid("RKL51ZDR4F", "5.00", &customer).await;
    let mut entered = cash(&customer, "5.00");
    entered["reference"] = json!("rkl51 zdr4f");
    let reply = world.post("/payments", &entered).await;
    assert_eq!(reply.refused(409), "receipt_already_recorded");
    assert_eq!(
        format!("/payments/{}", text(&reply.json()["payment"])),
        path
    );
    assert_eq!(world.balance(&customer).await[0], "5.00");
}

#[tokio::test]
async fn staff_correct_what_they_wrote_and_the_history_keeps_it() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let payment = world
        .post("/payments", &cash(&customer, "5.00"))
        .await
        .with(201);
    let path = format!("/payments/{}", text(&payment["id"]));
    world.passes(1);
    let change = json!({"method": "card", "remark": " by her son ", "received_on": "2026-12-06"});
    let changed = world.patch(&path, &change).await.with(200);
    assert_eq!(changed["method"], "card");
    assert_eq!(changed["remark"], "by her son");
    assert_eq!(changed["received_on"], "2026-12-06");
    assert_eq!(changed["amount"], "5.00");
    world.passes(1);
    let taken = world.patch(&path, &json!({"remark": ""})).await.with(200);
    assert_eq!(taken["remark"], Value::Null);
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(
        each(&history["items"], "what"),
        ["received", "associated", "annotated", "annotated"]
    );
    assert_eq!(history["items"][0]["by"], "administrator");
    assert_eq!(
        history["items"][3]["details"]["previous"]["remark"],
        "by her son"
    );
    let refused = world.patch(&path, &json!({"amount": "6.00"})).await;
    assert_eq!(refused.refused(422), "invalid_fields amount unknown_field");
}

#[tokio::test]
async fn what_a_provider_reported_cannot_be_edited() {
    let world = World::new().await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let reply = world.patch(&path, &json!({"remark": "x"})).await;
    assert_eq!(reply.refused(409), "payment_not_manual");
}

#[tokio::test]
async fn a_reversal_takes_the_credit_back_reopens_what_was_settled_and_is_final() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    world
        .owes(&customer, "5.00", &[("2026-12-10", "5.00")])
        .await;
    let path = world.paid("RKL51ZDR4F", "5.00", &customer).await;
    assert_eq!(
        world.balance(&customer).await,
        ["0.00", "0.00", "0.00", "0.00"]
    );
    world.passes(1);
    let refused = world
        .post(&format!("{path}/reversal"), &json!({"reason": " "}))
        .await;
    assert_eq!(refused.refused(422), "invalid_fields reason required");
    let why = json!({"reason": "M-PESA took it back"});
    let reversed = world
        .post(&format!("{path}/reversal"), &why)
        .await
        .with(200);
    assert_eq!(reversed["reversal"]["reason"], "M-PESA took it back");
    assert_eq!(reversed["association"], Value::Null);
    assert_eq!(reversed["allocations"], json!([]));
    let left = [&reversed["allocated"], &reversed["unallocated"]];
    assert_eq!(left, ["0.00", "0.00"], "money that went back is no credit");
    assert_eq!(
        world.balance(&customer).await,
        ["-5.00", "5.00", "0.00", "0.00"]
    );
    let replies = [
        world.post(&format!("{path}/reversal"), &why).await,
        world
            .put(
                &format!("{path}/association"),
                &json!({"customer": customer, "reason": "x"}),
            )
            .await,
        world.delete(&format!("{path}/association?reason=x")).await,
        world
            .put(&format!("{path}/allocations"), &json!({"allocations": []}))
            .await,
        world.delete(&format!("{path}/allocations")).await,
    ];
    for reply in replies {
        assert_eq!(reply.refused(409), "payment_reversed");
    }
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(
        each(&history["items"], "what"),
        ["received", "associated", "allocated", "reversed"]
    );
    assert_eq!(
        history["items"][3]["details"]["removed_allocations"][0]["amount"],
        "5.00"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn payments_are_found_by_what_a_person_has_in_hand() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    world.paid("RKL51ZDR4F", "5.00", &customer).await;
    world.passes(86_400);
    world.paid("RKL51ZDR4G", "7.00", &customer).await;
    world.passes(86_400);
    world.paid("RKL51ZDR4H", "7.00", "nobody").await;
    let cases = [
        (
            "".to_owned(),
            vec!["RKL51ZDR4H", "RKL51ZDR4G", "RKL51ZDR4F"],
        ),
        ("?q=rkl51zdr4f".to_owned(), vec!["RKL51ZDR4F"]),
        (format!("?q={customer}"), vec!["RKL51ZDR4G", "RKL51ZDR4F"]),
        ("?q=7.00".to_owned(), vec!["RKL51ZDR4H", "RKL51ZDR4G"]),
        ("?q=7&association=associated".to_owned(), vec!["RKL51ZDR4G"]),
        (
            "?association=associated".to_owned(),
            vec!["RKL51ZDR4G", "RKL51ZDR4F"],
        ),
        ("?association=unassociated".to_owned(), vec!["RKL51ZDR4H"]),
        (
            "?from=2026-12-08".to_owned(),
            vec!["RKL51ZDR4H", "RKL51ZDR4G"],
        ),
        (
            "?to=2026-12-08".to_owned(),
            vec!["RKL51ZDR4G", "RKL51ZDR4F"],
        ),
        (
            "?from=2026-12-08&to=2026-12-08".to_owned(),
            vec!["RKL51ZDR4G"],
        ),
        ("?q=nothing".to_owned(), vec![]),
    ];
    for (query, expected) in cases {
        let found = world.get(&format!("/payments{query}")).await.with(200);
        assert_eq!(each(&found["items"], "receipt"), expected, "{query}");
    }
    let own = world
        .get(&format!("/customers/{customer}/payments"))
        .await
        .with(200);
    assert_eq!(each(&own["items"], "receipt"), ["RKL51ZDR4G", "RKL51ZDR4F"]);
}
