//! What nothing has confirmed shows as such, and nobody owns it until somebody confirms it.

use operations::associate;
use operations::intake::{Arrival, Unexpected, take_in};
use serde_json::{Value, json};

use crate::bench::{PAYMENTS, SHORT_CODE, confirmation};
use crate::world::World;

#[tokio::test]
async fn an_unverified_payment_belongs_to_nobody_until_a_person_confirms_it() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let raw = confirmation("RKL51ZDR4F", "500.00", &customer);
    let (store, now) = (&world.context.store, world.context.clock.now());
    let arrival = Arrival {
        unexpected: Some(Unexpected {
            source: "203.0.113.9",
            believed_cents: 10_000,
        }),
        ..Arrival::new("c2b/confirmation", SHORT_CODE, raw.as_bytes(), now)
    };
    let id = take_in(store, &arrival).await.unwrap().dispatch.unwrap();
    let path = format!("/payments/{id}");
    let unverified = async || {
        let shown = world.get(&path).await.with(200);
        assert_eq!(shown["verification"], "unverified");
        assert!(shown["doubt"].as_str().unwrap().contains("203.0.113.9"));
    };
    unverified().await;
    associate::by_rules(store, &id, now).await.unwrap();
    unverified().await;
    let giving = json!({"customer": customer, "reason": "told by phone"});
    let refused = world.put(&format!("{path}/association"), &giving).await;
    assert_eq!(refused.refused(409), "payment_unverified");

    let verification = format!("{path}/verification");
    let blank = world.post(&verification, &json!({"reason": " "})).await;
    assert_eq!(blank.refused(422), "invalid_fields reason required");
    for reason in ["on the statement of today", "again"] {
        let body = json!({"reason": reason});
        let shown = world.post(&verification, &body).await.with(200);
        assert_eq!(
            (&shown["verification"], &shown["doubt"]),
            (&json!("verified"), &Value::Null)
        );
    }
    assert_eq!(world.bench.messages(PAYMENTS).await.len(), 2);
    let history = world
        .get(&format!("{path}/history"))
        .await
        .with(200)
        .to_string();
    assert_eq!(history.matches("on the statement of today").count(), 1);
    associate::by_rules(store, &id, now).await.unwrap();
    assert_eq!(world.balance(&customer).await[0], "500.00");
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_believed_shows_as_verified() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let payment = world.paid("RKL51ZDR4F", "500.00", &customer).await;
    let shown = world.get(&payment).await.with(200);
    assert_eq!(
        (&shown["verification"], &shown["doubt"]),
        (&json!("verified"), &Value::Null)
    );
    let nothing = world
        .post("/payments/pay_x/verification", &json!({"reason": "x"}))
        .await;
    assert_eq!(nothing.refused(404), "payment_not_found");
}
