//! Staff see whether we know of every payment.

use std::sync::Arc;

use billing::receipt::Receipt;
use runtime::config::HookToken;
use runtime::secret::SecretToken;
use serde_json::{Value, json};
use store::pulls::{GapRecord, PullRecord};

use crate::bench::SHORT_CODE;
use crate::world::{KEY, World, each, send};

async fn remembers(world: &World, from: &str, seen_at: &str, closed_at: Option<&str>) {
    let gap = GapRecord {
        after: Receipt::parse("RKL51ZDR4F").unwrap(),
        before: Receipt::parse("RKL61ZDS0A").unwrap(),
        from: from.parse().unwrap(),
        to: "2026-12-07T05:59:00Z".parse().unwrap(),
        cents: 125_050,
        open: closed_at.is_none(),
        seen_at: seen_at.parse().unwrap(),
        closed_at: closed_at.map(|at| at.parse().unwrap()),
    };
    let store = &world.context.store;
    store.put_gap(SHORT_CODE, &gap).await.unwrap();
}

async fn only(world: &World) -> Value {
    let mut answer = world.get("/reconciliation").await.with(200);
    assert_eq!(answer["next"], Value::Null);
    let items = answer["items"].as_array_mut().unwrap();
    assert_eq!(items.len(), 1);
    items.remove(0)
}

#[tokio::test]
async fn a_short_code_that_was_never_looked_at_says_so() {
    let world = World::new().await;
    let expected = json!({
        "short_code": SHORT_CODE, "pulled_until": null, "tried_at": null, "failure": null, "recovered": 0,
        "gaps_seen_at": null, "open_gaps": [], "closed_gaps": [],
    });
    assert_eq!(only(&world).await, expected);
}

#[tokio::test]
async fn what_is_missing_and_why_is_told_once_it_is_no_mere_delay() {
    let world = World::new().await;
    let record = PullRecord {
        pulled_until: Some("2026-12-07T00:00:00Z".parse().unwrap()),
        tried_at: Some("2026-12-07T05:50:00Z".parse().unwrap()),
        failure: Some("M-PESA did not answer in time".to_owned()),
        recovered: 3,
        gaps_seen_at: Some("2026-12-07T05:50:00Z".parse().unwrap()),
        version: 1,
    };
    let store = &world.context.store;
    let before = PullRecord::default();
    store
        .save_pull_record(SHORT_CODE, &before, &record)
        .await
        .unwrap();
    let (old, fresh) = ("2026-12-07T05:30:00Z", "2026-12-07T05:58:00Z");
    remembers(&world, old, "2026-12-07T05:40:00Z", None).await;
    remembers(&world, fresh, "2026-12-07T05:58:00Z", None).await;
    let told = only(&world).await;
    assert_eq!(told["pulled_until"], "2026-12-07T00:00:00Z");
    assert_eq!(told["tried_at"], "2026-12-07T05:50:00Z");
    assert_eq!(told["failure"], "M-PESA did not answer in time");
    assert_eq!(told["recovered"], 3);
    assert_eq!(
        told["open_gaps"],
        json!([{
            "after": "RKL51ZDR4F", "before": "RKL61ZDS0A", "from": old, "to": "2026-12-07T05:59:00Z",
            "difference": "1250.50", "currency": "KES", "seen_at": "2026-12-07T05:40:00Z", "closed_at": null,
        }])
    );
    world.passes(300);
    let told = only(&world).await;
    assert_eq!(each(&told["open_gaps"], "from"), [old, fresh]);
}

#[tokio::test]
async fn of_the_closed_gaps_the_last_twenty_are_told_newest_first() {
    let world = World::new().await;
    for minute in 10..35 {
        let from = format!("2026-12-07T04:{minute}:00Z");
        // Closed in the opposite order.
        let closed_at = format!("2026-12-07T05:{}:00Z", 60 - minute);
        remembers(&world, &from, &from, Some(&closed_at)).await;
    }
    let closed = each(&only(&world).await["closed_gaps"], "closed_at");
    assert_eq!(closed.len(), 20);
    assert_eq!(closed[0], "2026-12-07T05:50:00Z");
    assert_eq!(closed[19], "2026-12-07T05:31:00Z");
}

#[tokio::test]
async fn each_short_code_is_told_once_whatever_its_tokens() {
    let world = World::new().await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    for (short_code, token) in [
        (SHORT_CODE, "a-newer-token-of-the-same"),
        ("174379", "another"),
    ] {
        config.hooks.push(HookToken {
            token: SecretToken::new(token),
            short_code: short_code.to_owned(),
        });
    }
    context.config = Arc::new(config);
    let router = api::router(context, None);
    let request = axum::http::Request::get("/api/v1/reconciliation")
        .header("authorization", format!("Bearer {KEY}"))
        .body(axum::body::Body::empty());
    let answer = send(&router, request.unwrap()).await.with(200);
    assert_eq!(each(&answer["items"], "short_code"), ["174379", SHORT_CODE]);
}
