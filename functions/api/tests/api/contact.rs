//! What customers want to be told, and where nothing arrives.

use api::fields::CustomerRef;
use billing::notification::Channel;
use operations::actor::Actor;
use operations::channels;
use operations::claim::{self, Claim};
use operations::deliver::{Handover, handed_over};
use operations::links;
use runtime::secret::fresh_secret;
use serde_json::{Value, json};
use store::keys::List;
use store::links::LinkPurpose;
use store::notifications::Wording;
use store::walk::{Order, Range};

use crate::world::{World, obligation, text};

/// A customer with a phone and an address who was told about an obligation on both; the account number.
pub async fn told_customer(world: &World, name: &str) -> String {
    let new = json!({"name": name, "phones": ["0712345678"], "emails": ["jane@example.com"]});
    let customer = text(&world.post("/customers", &new).await.with(201)["account_number"]);
    let schedule = json!({"kind": "one_off", "due_on": "2026-12-10"});
    let mut owed = obligation(&customer, "1250.00", &schedule);
    owed["notify_customer"] = json!(true);
    world.post("/obligations", &owed).await.with(201);
    customer
}

/// Hands everything that waits over `channel` to a carrier that ends in this way.
pub async fn carrier_says(world: &World, channel: Channel, handover: &Handover) {
    let (store, now) = (&world.context.store, world.context.clock.now());
    let mut walk = store.walk(List::Outbox, &Range::all(Order::OldestFirst), 50);
    let mut waiting = Vec::new();
    while let Some(record) = walk.next_notification().await.unwrap() {
        waiting.push(record);
    }
    for record in waiting.iter().filter(|it| it.channel == channel) {
        let claimed = claim::claim(store, &record.id, now).await.unwrap();
        let Claim::Send(claimed) = claimed else {
            panic!("{claimed:?}");
        };
        let wording = Wording {
            subject: (channel == Channel::Email).then(|| "New: KES 1,250".to_owned()),
            text: "Please pay KES 1,250".to_owned(),
            segments: (channel == Channel::Sms).then_some(1),
        };
        handed_over(store, &claimed, Some(wording), handover.clone(), now)
            .await
            .unwrap();
    }
}

/// The secret of the address at which a customer leaves the reminders, as an e-mail names it.
pub async fn leaving_secret(world: &World, account: &str) -> String {
    let (store, now) = (&world.context.store, world.context.clock.now());
    let (customer, fresh) = (CustomerRef::in_path(account).unwrap(), fresh_secret());
    let purpose = LinkPurpose::Unsubscribe;
    links::ensure(store, &customer, purpose, &fresh, &Actor::system(), now)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_customer_is_told_everything_until_somebody_says_otherwise() {
    let world = World::new().await;
    let new = json!({"name": "Jane Wanjiku", "told": {"email": "nothing"}});
    let created = world.post("/customers", &new).await.with(201);
    assert_eq!(created["told"], json!({"sms": "all", "email": "nothing"}));
    assert_eq!(created["unreachable"], json!([]));
    let path = format!("/customers/{}", text(&created["account_number"]));
    let cases = [
        (
            json!({"told": {"sms": "essential"}}),
            ["essential", "nothing"],
        ),
        (json!({"told": {}}), ["essential", "nothing"]),
        (json!({"name": "Jane"}), ["essential", "nothing"]),
        (
            json!({"told": {"sms": "nothing", "email": "all"}}),
            ["nothing", "all"],
        ),
    ];
    for (change, [sms, email]) in cases {
        let changed = world.patch(&path, &change).await.with(200);
        assert_eq!(changed["told"], json!({"sms": sms, "email": email}));
        assert_eq!(world.get(&path).await.with(200), changed);
    }
    let refused = [
        (json!({"told": {"sms": "some"}}), "told.sms unknown_value"),
        (json!({"told": {"fax": "all"}}), "told.fax unknown_field"),
    ];
    for (change, expected) in refused {
        let code = world.patch(&path, &change).await.refused(422);
        assert_eq!(code, format!("invalid_fields {expected}"));
    }
}

#[tokio::test]
async fn who_wants_nothing_on_a_channel_is_told_on_the_other() {
    let world = World::new().await;
    let customer = told_customer(&world, "Jane Wanjiku").await;
    let path = format!("/customers/{customer}");
    let quiet = json!({"told": {"sms": "nothing"}});
    world.patch(&path, &quiet).await.with(200);
    let schedule = json!({"kind": "one_off", "due_on": "2026-12-11"});
    let mut owed = obligation(&customer, "7.00", &schedule);
    owed["notify_customer"] = json!(true);
    world.post("/obligations", &owed).await.with(201);
    let list = world.get(&format!("{path}/notifications")).await.with(200);
    let by = |channel: &str| {
        let items = list["items"].as_array().unwrap().iter();
        items.filter(|it| it["channel"] == channel).count()
    };
    assert_eq!((by("sms"), by("email")), (1, 2));
}

#[tokio::test]
async fn where_nothing_arrives_is_seen_on_the_customer_until_it_is_tried_again() {
    let world = World::new().await;
    let customer = told_customer(&world, "Jane Wanjiku").await;
    let path = format!("/customers/{customer}");
    let because = "the number does not exist".to_owned();
    carrier_says(&world, Channel::Sms, &Handover::BadAddress { because }).await;
    let read = world.get(&path).await.with(200);
    let [problem] = read["unreachable"].as_array().unwrap().as_slice() else {
        panic!("{read}");
    };
    assert_eq!(problem["channel"], "sms");
    assert_eq!(problem["to"], "254712345678");
    assert_eq!(problem["because"], "the number does not exist");
    assert_eq!(problem["at"], "2026-12-07T06:00:00Z");
    let notification = text(&problem["notification"]);
    let told = world.get(&format!("/notifications/{notification}")).await;
    assert_eq!(told.with(200)["status"], "failed");
    let listed = world.get("/customers").await.with(200);
    assert_eq!(listed["items"][0].get("unreachable"), None);

    let unreachable = format!("{path}/unreachable");
    let other = format!("{unreachable}?to=jane@example.com");
    assert_eq!(world.delete(&other).await.status, 204);
    assert_eq!(world.get(&path).await.with(200), read);
    let again = format!("{unreachable}?to=0712%20345%20678");
    let again = world.delete(&again).await;
    assert_eq!((again.status, again.text.as_str()), (204, ""));
    let read = world.get(&path).await.with(200);
    assert_eq!(read["unreachable"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_tried_again_is_refused() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let path = format!("/customers/{customer}/unreachable");
    let reply = world.delete(&path).await;
    assert_eq!(reply.refused(400), "invalid_query to missing");
    let reply = world.delete("/customers/10000017/unreachable?to=0712345678");
    assert_eq!(reply.await.refused(404), "customer_not_found");
}

#[tokio::test]
async fn a_stopped_channel_says_why_and_is_started_again() {
    let world = World::new().await;
    let working = json!({"items": [
        {"channel": "sms", "stopped": null}, {"channel": "email", "stopped": null},
    ]});
    assert_eq!(world.get("/channels").await.with(200), working);
    let (store, now) = (&world.context.store, world.context.clock.now());
    channels::stop(store, Channel::Sms, "no credits are left", now)
        .await
        .unwrap();
    let stopped = world.get("/channels").await.with(200);
    let expected = json!({
        "because": "no credits are left", "at": "2026-12-07T06:00:00Z", "retry_at": "2026-12-07T06:15:00Z",
        "by": null,
    });
    assert_eq!(stopped["items"][0]["stopped"], expected);
    assert_eq!(stopped["items"][1]["stopped"], Value::Null);
    for _ in 0..2 {
        let started = world.post("/channels/sms/start", &json!({})).await;
        assert_eq!(
            started.with(200),
            json!({"channel": "sms", "stopped": null})
        );
    }
    assert_eq!(world.get("/channels").await.with(200), working);
    let unknown = world.post("/channels/fax/start", &json!({})).await;
    assert_eq!(unknown.refused(404), "channel_not_found");
}
