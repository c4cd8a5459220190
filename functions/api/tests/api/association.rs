//! People decide whose a payment is: the balance follows, and five changes are the limit.

use serde_json::{Value, json};

use crate::world::{World, each};

#[tokio::test]
async fn the_balance_follows_every_change_and_the_sixth_is_refused() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let otieno = world.customer("Otieno").await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let association = format!("{path}/association");
    let to_jane = json!({"customer": jane, "reason": "she called"});
    let to_otieno = json!({"customer": otieno, "reason": "he showed the message"});

    let payment = world.put(&association, &to_jane).await.with(200);
    assert_eq!(payment["association"]["rule"], "person");
    assert_eq!(payment["association"]["reason"], "she called");
    assert_eq!(payment["association_edits"], 1);
    assert_eq!(world.balance(&jane).await[0], "5.00");
    let same = world.put(&association, &to_jane).await.with(200);
    assert_eq!(same["association_edits"], 1);

    let moved = world.put(&association, &to_otieno).await.with(200);
    assert_eq!(moved["association_edits_left"], 3);
    assert_eq!(world.balance(&jane).await[0], "0.00");
    assert_eq!(world.balance(&otieno).await[0], "5.00");

    let body = json!({"reason": "not his"}).to_string();
    let taken = world
        .call("DELETE", &association, &[], Some(&body))
        .await
        .with(200);
    assert_eq!(taken["association"], Value::Null);
    assert_eq!(world.balance(&otieno).await[0], "0.00");
    world.put(&association, &to_jane).await.with(200);
    let fifth = world
        .delete(&format!("{association}?reason=not%20hers"))
        .await
        .with(200);
    assert_eq!(
        (
            &fifth["association_edits"],
            &fifth["association_edits_left"]
        ),
        (&json!(5), &json!(0))
    );

    let sixth = world.put(&association, &to_jane).await;
    assert_eq!(sixth.refused(409), "association_edit_limit_reached");
    assert_eq!(world.balance(&jane).await[0], "0.00");
    let over = world
        .put(&format!("{association}?override=true"), &to_jane)
        .await
        .with(200);
    assert_eq!(over["association_edits"], 6);
    let again = world
        .delete(&format!("{association}?reason=x&override=false"))
        .await;
    assert_eq!(again.refused(409), "association_edit_limit_reached");
    world
        .delete(&format!("{association}?reason=x&override=true"))
        .await
        .with(200);

    let history = world.get(&format!("{path}/history")).await.with(200);
    let what = [
        "received",
        "associated",
        "associated",
        "disassociated",
        "associated",
        "disassociated",
        "associated",
        "disassociated",
    ];
    assert_eq!(each(&history["items"], "what"), what);
    assert_eq!(
        history["items"][2]["details"]["from_customer"],
        jane.as_str()
    );
    assert_eq!(history["items"][2]["details"]["customer"], otieno.as_str());
    assert_eq!(history["items"][3]["reason"], "not his");
    assert_eq!(history["items"][6]["details"]["beyond_limit"], true);
    world.is_sound().await;
}

#[tokio::test]
async fn a_payment_entered_by_hand_has_all_five_changes() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let otieno = world.customer("Otieno").await;
    let entered = json!({"customer": jane, "amount": "5.00", "method": "cash"});
    let payment = world.post("/payments", &entered).await.with(201);
    let association = format!("/payments/{}/association", payment["id"].as_str().unwrap());
    for number in 1..=6 {
        let customer = if number % 2 == 0 { &jane } else { &otieno };
        let reply = world
            .put(&association, &json!({"customer": customer, "reason": "x"}))
            .await;
        assert_eq!(reply.status, if number < 6 { 200 } else { 409 }, "{number}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn associating_settles_what_is_due_and_disassociating_reopens_exactly_that() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let due = world
        .owes(
            &jane,
            "8.00",
            &[("2026-12-01", "3.00"), ("2026-12-31", "5.00")],
        )
        .await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let association = format!("{path}/association");
    let to_jane = json!({"customer": jane, "reason": "she called"});
    let payment = world.put(&association, &to_jane).await.with(200);
    assert_eq!(payment["allocation_status"], "allocated");
    let paid = world.get(&format!("/obligations/{due}")).await.with(200);
    assert_eq!(
        (&paid["status"], &paid["outstanding"]),
        (&json!("partially_paid"), &json!("3.00"))
    );
    assert_eq!(
        each(&paid["instalments"], "status"),
        ["paid", "partially_paid"]
    );

    world.passes(1);
    world
        .delete(&format!("{association}?reason=not%20hers"))
        .await
        .with(200);
    let open = world.get(&format!("/obligations/{due}")).await.with(200);
    assert_eq!(
        (&open["status"], &open["outstanding"]),
        (&json!("unpaid"), &json!("8.00"))
    );
    let history = world.get(&format!("{path}/history")).await.with(200);
    assert_eq!(
        each(&history["items"], "what"),
        ["received", "associated", "allocated", "disassociated"]
    );
    let removed = &history["items"][3]["details"]["removed_allocations"];
    assert_eq!(each(removed, "amount"), ["3.00", "2.00"]);
    world.is_sound().await;
}

#[tokio::test]
async fn refusals_come_in_this_order() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku").await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let unknown = format!("/payments/{}", crate::bench::payment("RKL51ZDR4G"));
    let put = |path: &str, body: Value| (format!("{path}/association"), body);
    let cases = [
        (
            put(&unknown, json!({})),
            422,
            "invalid_fields customer missing",
        ),
        (
            put(&unknown, json!({"customer": "10000017"})),
            422,
            "invalid_fields reason missing",
        ),
        (
            put(&unknown, json!({"customer": "10000017", "reason": ""})),
            422,
            "invalid_fields reason required",
        ),
        (
            put(
                &unknown,
                json!({"customer": "10000017", "reason": "x".repeat(301)}),
            ),
            422,
            "invalid_fields reason too_long",
        ),
        (
            put(&unknown, json!({"customer": "10000017", "reason": "x"})),
            404,
            "payment_not_found",
        ),
        (
            put(&path, json!({"customer": "10000017", "reason": "x"})),
            404,
            "customer_not_found",
        ),
    ];
    for ((path, body), status, code) in cases {
        assert_eq!(
            world.put(&path, &body).await.refused(status),
            code,
            "{body}"
        );
    }
    let association = format!("{path}/association");
    assert_eq!(
        world.delete(&association).await.refused(422),
        "invalid_fields reason required"
    );
    let gone = world.delete(&format!("{association}?reason=x")).await;
    assert_eq!(gone.refused(409), "payment_not_associated");
    world
        .put(&association, &json!({"customer": jane, "reason": "x"}))
        .await
        .with(200);
}
