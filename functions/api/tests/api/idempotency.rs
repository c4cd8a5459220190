//! The same POST may be sent any number of times and is done once.

use serde_json::json;

use crate::world::{World, id_in, text};

#[tokio::test]
async fn a_repetition_gets_the_first_answer_again() {
    let world = World::new().await;
    let new = json!({"name": "Jane Wanjiku"});
    let first = world.post_once("/customers", "k-1", &new).await;
    assert!(!first.headers.contains_key("idempotency-replayed"));
    world.passes(3_600);
    for _ in 0..3 {
        let again = world.post_once("/customers", "k-1", &new).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(again.headers["idempotency-replayed"], "true");
        assert_eq!(again.headers["content-type"], "application/json");
    }
    let other = world.post_once("/customers", "k-2", &new).await;
    assert_ne!(other.json()["id"], first.json()["id"]);
    let listed = world.get("/customers").await.with(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_key_stands_for_one_request_only() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let pay = json!({"customer": customer, "amount": "5.00", "method": "cash"});
    world.post_once("/payments", "k-1", &pay).await.with(201);
    let other_body = json!({"customer": customer, "amount": "6.00", "method": "cash"});
    let cases = [
        ("/payments", &other_body),
        ("/payments?x=1", &pay),
        ("/customers", &pay),
    ];
    for (path, body) in cases {
        let reply = world.post_once(path, "k-1", body).await;
        assert_eq!(reply.refused(422), "idempotency_key_reused", "{path}");
    }
    assert_eq!(world.balance(&customer).await[0], "5.00");
}

#[tokio::test]
async fn twenty_at_once_pay_once() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let pay = json!({"customer": customer, "amount": "5.00", "method": "cash"});
    let calls = (0..20).map(|_| world.post_once("/payments", "k-1", &pay));
    let replies = futures::future::join_all(calls).await;
    let mut done = 0;
    for reply in replies {
        match reply.status {
            201 => done += 1,
            _ => assert_eq!(reply.refused(409), "request_still_running"),
        }
    }
    assert!(done >= 1);
    assert_eq!(world.post_once("/payments", "k-1", &pay).await.status, 201);
    assert_eq!(world.balance(&customer).await[0], "5.00");
}

#[tokio::test]
async fn a_conflict_with_the_state_is_remembered_in_its_own_form() {
    let world = World::new().await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let why = json!({"reason": "taken back"});
    let reversal = format!("{path}/reversal");
    world.post(&reversal, &why).await.with(200);
    let first = world.post_once(&reversal, "k-1", &why).await;
    assert_eq!(first.refused(409), "payment_reversed");
    let again = world.post_once(&reversal, "k-1", &why).await;
    assert_eq!(again.refused(409), "payment_reversed");
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.text, first.text);
}

#[tokio::test]
async fn what_was_refused_may_be_sent_again_once_it_is_right() {
    let world = World::new().await;
    let pay = json!({"customer": "AB-12", "amount": "5.00", "method": "cash"});
    let refused = world.post_once("/payments", "k-1", &pay).await;
    assert_eq!(refused.refused(404), "customer_not_found");
    let customer = json!({"name": "Jane Wanjiku", "account_number": "AB-12"});
    world.post("/customers", &customer).await.with(201);
    let corrected = json!({"customer": "AB-12", "amount": "6.00", "method": "cash"});
    let other = world.post_once("/payments", "k-1", &corrected).await;
    assert_eq!(other.refused(422), "idempotency_key_reused");
    world.post_once("/payments", "k-1", &pay).await.with(201);
    assert_eq!(world.balance("AB12").await[0], "5.00");
}

#[tokio::test]
async fn a_request_that_died_is_taken_over_and_finds_what_it_had_done() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let pay = json!({"customer": customer, "amount": "5.00", "method": "cash"});
    // The first try commits and is cut off before its answer is remembered.
    let first = {
        let held = claim(&world, &pay).await;
        let manual = operations::manual_payment::ManualPayment {
            customer: format!("cus_{customer}").parse().unwrap(),
            amount: billing::money::Money::from_cents(500, billing::money::Currency::Kes).unwrap(),
            method: billing::payment::Method::Cash,
            reference: None,
            received_on: None,
            till: None,
            remark: None,
            settle: store::states::Settle::OldestFirst,
            shortcode: "600966".into(),
        };
        let actor = operations::actor::Actor::named("administrator");
        let now = world.context.clock.now();
        operations::manual_payment::record(&world.context.store, &manual, &actor, held, now)
            .await
            .unwrap()
    };
    let early = world.post_once("/payments", "k-1", &pay).await;
    assert_eq!(early.refused(409), "request_still_running");
    world.passes(120);
    let later = world.post_once("/payments", "k-1", &pay).await.with(201);
    assert_eq!(id_in(&text(&later["id"])), first);
    assert_eq!(world.balance(&customer).await[0], "5.00");
}

async fn claim(world: &World, body: &serde_json::Value) -> uuid::Uuid {
    let request = format!("POST\n/payments\n{body}");
    let claim = world.context.store.claim_request(
        "administrator",
        "k-1",
        request.as_bytes(),
        uuid::Uuid::now_v7(),
        world.context.clock.now(),
    );
    match claim.await.unwrap() {
        store::idempotency::Claim::Ours(held) => held.seed,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_key_is_one_to_255_visible_characters() {
    let world = World::new().await;
    let body = json!({"name": "Jane Wanjiku"}).to_string();
    let long = "k".repeat(256);
    for key in ["", "a b", "é", &long] {
        let headers = [("idempotency-key", key)];
        let reply = world
            .call("POST", "/customers", &headers, Some(&body))
            .await;
        assert_eq!(reply.refused(400), "invalid_idempotency_key", "{key}");
    }
    let twice = [("idempotency-key", "a"), ("idempotency-key", "b")];
    let reply = world.call("POST", "/customers", &twice, Some(&body)).await;
    assert_eq!(reply.refused(400), "invalid_idempotency_key");
    let longest = [("idempotency-key", &long[..255])];
    world
        .call("POST", "/customers", &longest, Some(&body))
        .await
        .with(201);
}
