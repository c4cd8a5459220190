//! Callbacks that wait for a person are read, replayed after a fix, and put aside.

use operations::intake::{Arrival, Outcome, take_in};
use operations::park::{self, Unreadable};
use serde_json::{Value, json};
use store::parked::ParkedKind;

use crate::bench::{SHORT_CODE, confirmation};
use crate::world::{World, text};

/// Takes in what nobody can read; the path of what waits.
pub async fn park(world: &World, raw: &[u8]) -> String {
    let (store, now) = (&world.context.store, world.context.clock.now());
    let taken = take_in(
        store,
        &Arrival::new("c2b/confirmation", SHORT_CODE, raw, now),
    )
    .await;
    match taken.unwrap().outcome {
        Outcome::Parked(id) => format!("/parked/{id}"),
        other => panic!("{other:?}"),
    }
}

/// Parks a body that can be read, as a version did that could not.
async fn park_readable(world: &World, raw: &str) -> String {
    let why = Unreadable {
        hook: "c2b/confirmation".into(),
        holder: SHORT_CODE.into(),
        kind: ParkedKind::Unreadable,
        reason: "an older version could not read it".into(),
        truncated: false,
    };
    let now = world.context.clock.now();
    let id = park::park(&world.context.store, &why, raw.as_bytes(), now).await;
    format!("/parked/{}", id.unwrap())
}

#[tokio::test]
async fn what_waits_is_listed_with_its_reason_and_shown_with_its_body() {
    let world = World::new().await;
    let path = park(&world, b"no json").await;
    let list = world.get("/parked").await.with(200);
    assert_eq!(list["items"][0]["kind"], "unreadable");
    assert_eq!(list["items"][0].get("body"), None);
    let parked = world.get(&path).await.with(200);
    assert_eq!(
        parked["body"],
        json!({"encoding": "text", "content": "no json", "shown_bytes": 7})
    );
    assert_eq!(parked["resolution"], Value::Null);
    assert!(!text(&parked["reason"]).is_empty());
    let binary = park(&world, b"\xff\x00").await;
    assert_eq!(
        world.get(&binary).await.with(200)["body"]["content"],
        "/wA="
    );
}

#[tokio::test]
async fn a_replay_after_a_fix_credits_and_settles_at_once() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    world
        .owes(&customer, "3.00", &[("2026-12-10", "3.00")])
        .await;
    let path = park_readable(&world, &confirmation("RKL51ZDR4F", "5.00", &customer)).await;
    assert_eq!(world.balance(&customer).await[0], "-3.00");
    let replayed = world
        .post(&format!("{path}/replay"), &json!({}))
        .await
        .with(200);
    assert_eq!(
        (&replayed["outcome"], &replayed["resolved"]),
        (&json!("recorded"), &json!(true))
    );
    assert_eq!(replayed["parked"]["resolution"]["how"], "replayed");
    let payment = text(&replayed["payment"]);
    let payment = world.get(&format!("/payments/{payment}")).await.with(200);
    assert_eq!(payment["allocated"], "3.00");
    assert_eq!(
        world.balance(&customer).await,
        ["2.00", "0.00", "0.00", "2.00"]
    );
    assert_eq!(world.get("/parked").await.with(200)["items"], json!([]));
    let again = world.post(&format!("{path}/replay"), &json!({})).await;
    assert_eq!(again.refused(409), "parked_resolved");
    world.is_sound().await;
}

#[tokio::test]
async fn what_still_cannot_be_read_stays_on_the_list() {
    let world = World::new().await;
    let path = park(&world, b"no json").await;
    let replayed = world
        .call("POST", &format!("{path}/replay"), &[], None)
        .await
        .with(200);
    assert_eq!(
        (&replayed["outcome"], &replayed["resolved"]),
        (&json!("parked"), &json!(false))
    );
    assert_eq!(replayed["payment"], Value::Null);
    assert_eq!(
        world.get("/parked").await.with(200)["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_is_put_aside_leaves_the_list_and_stays_readable() {
    let world = World::new().await;
    let path = park(&world, b"no json").await;
    let dismissal = format!("{path}/dismissal");
    let refused = world.post(&dismissal, &json!({"reason": ""})).await;
    assert_eq!(refused.refused(422), "invalid_fields reason required");
    let dismissed = world
        .post(&dismissal, &json!({"reason": "a test of theirs"}))
        .await
        .with(200);
    assert_eq!(dismissed["resolution"]["reason"], "a test of theirs");
    assert_eq!(dismissed["resolution"]["by"], "administrator");
    assert_eq!(world.get("/parked").await.with(200)["items"], json!([]));
    assert_eq!(world.get(&path).await.with(200), dismissed);
    let again = world.post(&dismissal, &json!({"reason": "x"})).await;
    assert_eq!(again.refused(409), "parked_resolved");
}

#[tokio::test]
async fn a_contradiction_is_shown_on_the_payment_and_moves_nothing() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let payment = world.paid("RKL51ZDR4F", "5.00", &customer).await;
    let other = confirmation("RKL51ZDR4F", "50.00", &customer);
    let (store, now) = (&world.context.store, world.context.clock.now());
    take_in(
        store,
        &Arrival::new("c2b/confirmation", SHORT_CODE, other.as_bytes(), now),
    )
    .await
    .unwrap();
    let shown = world.get(&payment).await.with(200);
    assert_eq!(shown["amount"], "5.00");
    let parked = text(&shown["conflicts"][0]["parked"]);
    assert_eq!(
        world.get(&format!("/parked/{parked}")).await.with(200)["kind"],
        "conflict"
    );
    assert_eq!(world.balance(&customer).await[0], "5.00");
    let replay = world
        .post(&format!("/parked/{parked}/replay"), &json!({}))
        .await
        .with(200);
    assert_eq!(
        (&replay["outcome"], &replay["resolved"]),
        (&json!("conflicting"), &json!(false))
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    for id in ["prk_0", "x"] {
        let replies = [
            world.get(&format!("/parked/{id}")).await,
            world
                .post(&format!("/parked/{id}/replay"), &json!({}))
                .await,
            world
                .post(&format!("/parked/{id}/dismissal"), &json!({"reason": "x"}))
                .await,
        ];
        for reply in replies {
            assert_eq!(reply.refused(404), "parked_not_found");
        }
    }
}
