//! What was told is listed, read, sent again and put aside.

use axum::body::Body;
use axum::http::Request;
use billing::notification::Channel;
use operations::deliver::Handover;
use serde_json::{Value, json};

use crate::bench::{NOTIFICATIONS, payment};
use crate::contact::{carrier_says, told_customer};
use crate::world::{KEY, World, each, send, text, with_key};

fn refused() -> Handover {
    Handover::Refused {
        because: "the text was not taken".to_owned(),
    }
}

/// The only item of a list.
fn only(list: &Value) -> Value {
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{list}");
    items[0].clone()
}

#[tokio::test]
async fn a_customer_sees_own_notifications_page_by_page() {
    let world = World::new().await;
    let customer = told_customer(&world, "Jane Wanjiku").await;
    told_customer(&world, "Amina Otieno").await;
    let path = format!("/customers/{customer}/notifications");
    let all = world.get(&path).await.with(200);
    assert_eq!(all["next"], Value::Null);
    let mut channels = each(&all["items"], "channel");
    channels.sort();
    assert_eq!(channels, ["email", "sms"]);
    for item in all["items"].as_array().unwrap() {
        assert_eq!(item["about"], "obligation_registered");
        assert_eq!(item["addressee"], "customer");
        assert_eq!(item["customer"], customer.as_str());
        assert_eq!(item["status"], "pending");
        assert_eq!(item["text"], Value::Null);
        assert_eq!(item["created_at"], "2026-12-07T06:00:00Z");
        let id = text(&item["id"]);
        let read = world.get(&format!("/notifications/{id}")).await.with(200);
        assert_eq!(read, *item);
    }
    let first = world.get(&format!("{path}?limit=1")).await.with(200);
    let next = text(&first["next"]);
    let second = world.get(&format!("{path}?limit=1&cursor={next}")).await;
    let pages = json!([only(&first), only(&second.with(200))]);
    assert_eq!(pages, all["items"]);
}

#[tokio::test]
async fn a_later_event_is_listed_before_an_earlier_one() {
    let world = World::new().await;
    let customer = told_customer(&world, "Jane Wanjiku").await;
    world.passes(24 * 60 * 60);
    world.paid("RKL51ZDR4F", "50.00", &customer).await;
    let payment = payment("RKL51ZDR4F");
    let (store, now) = (&world.context.store, world.context.clock.now());
    operations::tell::payment_received(store, &payment, now)
        .await
        .unwrap();
    let list = format!("/customers/{customer}/notifications");
    let about = each(&world.get(&list).await.with(200)["items"], "about");
    assert_eq!(
        about,
        [
            "payment_received",
            "payment_received",
            "obligation_registered",
            "obligation_registered"
        ]
    );
}

#[tokio::test]
async fn what_did_not_arrive_is_listed_sent_again_and_put_aside() {
    let world = World::new().await;
    told_customer(&world, "Jane Wanjiku").await;
    let waiting = world.get("/notifications?status=waiting").await.with(200);
    assert_eq!(waiting["items"].as_array().unwrap().len(), 2);
    assert_eq!(
        world.get("/notifications").await.with(200)["items"],
        json!([])
    );

    carrier_says(&world, Channel::Email, &refused()).await;
    let failed = only(&world.get("/notifications").await.with(200));
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["to"], "jane@example.com");
    assert_eq!(failed["subject"], "New: KES 1,250");
    assert_eq!(failed["text"], "Please pay KES 1,250");
    assert_eq!(failed["attempts"], 1);
    assert_eq!(failed["steps"][0]["detail"], "the text was not taken");
    let path = format!("/notifications/{}", text(&failed["id"]));

    let resend = format!("{path}/resend");
    let headers = [("malipo-actor", "Wairimu")];
    let again = world.call("POST", &resend, &headers, Some("{}")).await;
    let again = again.with(200);
    assert_eq!(again["status"], "pending");
    assert_eq!(again["next_at"], "2026-12-07T06:00:00Z");
    assert_eq!(again["steps"][1]["detail"], "again, by Wairimu");
    let sent = world.bench.messages(NOTIFICATIONS).await;
    let expected = json!({"notification": failed["id"]}).to_string();
    assert_eq!(sent, [expected]);
    let twice = world.post(&resend, &json!({})).await;
    assert_eq!(twice.refused(409), "notification_not_resendable");

    carrier_says(&world, Channel::Email, &refused()).await;
    let dismissal = format!("{path}/dismissal");
    let dismissed = world.post(&dismissal, &json!({})).await.with(200);
    assert_eq!(dismissed["dismissed"], true);
    assert_eq!(
        world.get("/notifications").await.with(200)["items"],
        json!([])
    );
    let repeated = world.post(&dismissal, &json!({})).await.with(200);
    assert_eq!(repeated, dismissed);
    assert_eq!(world.get(&path).await.with(200), dismissed);
}

#[tokio::test]
async fn an_idempotent_resend_sends_once() {
    let world = World::new().await;
    told_customer(&world, "Jane Wanjiku").await;
    carrier_says(&world, Channel::Sms, &refused()).await;
    let failed = only(&world.get("/notifications").await.with(200));
    let resend = format!("/notifications/{}/resend", text(&failed["id"]));
    let first = world.post_once(&resend, "k-1", &json!({})).await.with(200);
    let second = world.post_once(&resend, "k-1", &json!({})).await;
    assert_eq!(second.headers["idempotency-replayed"], "true");
    assert_eq!(second.with(200), first);
    assert_eq!(world.bench.messages(NOTIFICATIONS).await.len(), 1);
}

#[tokio::test]
async fn a_resend_does_not_need_the_queue() {
    let world = World::new().await;
    told_customer(&world, "Jane Wanjiku").await;
    carrier_says(&world, Channel::Sms, &refused()).await;
    let failed = only(&world.get("/notifications").await.with(200));
    let router = api::router(with_key(world.bench.without_queues()), None);
    let resend = format!("/api/v1/notifications/{}/resend", text(&failed["id"]));
    let request = Request::post(resend).header("authorization", format!("Bearer {KEY}"));
    let reply = send(&router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.with(200)["status"], "pending");
}

#[tokio::test]
async fn the_work_lists_go_on_from_their_own_cursors() {
    let world = World::new().await;
    told_customer(&world, "Jane Wanjiku").await;
    told_customer(&world, "Amina Otieno").await;
    for handover in [Channel::Sms, Channel::Email] {
        carrier_says(&world, handover, &refused()).await;
    }
    let all = world.get("/notifications").await.with(200);
    let all = each(&all["items"], "id");
    assert_eq!(all.len(), 4);
    let mut seen = Vec::new();
    let mut path = "/notifications?limit=3".to_owned();
    loop {
        let page = world.get(&path).await.with(200);
        seen.extend(each(&page["items"], "id"));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/notifications?limit=3&cursor={next}");
        let other = format!("/notifications?status=waiting&cursor={next}");
        assert_eq!(world.get(&other).await.refused(400), "invalid_cursor");
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    let unknown = "ntf_10000017_20261207_00112233445566778899aabbccddeeff";
    for id in [unknown, "ntf_1", "!"] {
        let path = format!("/notifications/{id}");
        let replies = [
            world.get(&path).await,
            world.post(&format!("{path}/resend"), &json!({})).await,
            world.post(&format!("{path}/dismissal"), &json!({})).await,
        ];
        for reply in replies {
            assert_eq!(reply.refused(404), "notification_not_found", "{id}");
        }
    }
    let reply = world.get("/customers/10000017/notifications").await;
    assert_eq!(reply.refused(404), "customer_not_found");
    let reply = world.get("/notifications?status=lost").await;
    assert_eq!(reply.refused(400), "invalid_query status unknown_value");
}
