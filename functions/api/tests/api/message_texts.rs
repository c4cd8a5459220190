//! The words of messages are read, changed within their rules, looked at and tried out.

use axum::body::Body;
use axum::http::Request;
use billing::ids::of_notification::NotificationId;
use operations::claim::{self, Claim};
use serde_json::{Value, json};
use store::notifications::NotificationRecord;

use crate::bench::NOTIFICATIONS;
use crate::world::{KEY, World, send, text};

const RECEIVED_SMS: &str = "/message-texts/payment_received/en/sms";
const RECEIVED_EMAIL: &str = "/message-texts/payment_received/en/email";

async fn record(world: &World, view: &Value) -> NotificationRecord {
    let id = NotificationId::parse(&text(&view["id"])).unwrap();
    world
        .context
        .store
        .notification(&id)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn every_text_of_the_program_is_listed_and_can_be_looked_at() {
    let world = World::new().await;
    let list = world.get("/message-texts").await.with(200);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 9 * 2 * 2);
    for item in items {
        let [about, language, channel] = ["about", "language", "channel"].map(|it| text(&item[it]));
        let path = format!("/message-texts/{about}/{language}/{channel}");
        assert_eq!(world.get(&path).await.with(200), *item);
        assert_eq!(item["changed"], Value::Null);
        assert_eq!(item["subject"].is_string(), channel == "email", "{path}");
        let known = item["placeholders"].as_array().unwrap();
        let (fact, values) = match about.as_str() {
            "sign_in_code" => ("code", ["314159", "314159"]),
            "channel_test" => ("time", ["03:00", "03:00"]),
            _ => ("amount", ["10,000", "30,000"]),
        };
        assert!(known.iter().any(|it| it["name"] == fact), "{path}");
        let preview = world.post(&format!("{path}/preview"), &json!({})).await;
        let preview = preview.with(200);
        let shown = text(&preview["text"]);
        assert!(!shown.contains('{'), "{path}: {shown}");
        assert!(
            values.iter().any(|value| shown.contains(value)),
            "{path}: {shown}"
        );
        let is_email = channel == "email";
        assert_eq!(preview["html"].is_string(), is_email, "{path}");
        assert_eq!(preview["segments"].is_u64(), !is_email, "{path}");
        assert_eq!(preview["septets"].is_u64(), !is_email, "{path}");
    }
}

#[tokio::test]
async fn a_changed_text_holds_until_it_is_taken_back() {
    let world = World::new().await;
    let own = world.get(RECEIVED_EMAIL).await.with(200);
    let new =
        json!({"subject": "Asante, {customer_name}", "body": "We got {amount}.\r\n\r\n{settled}"});
    let changed = world.put(RECEIVED_EMAIL, &new).await.with(200);
    assert_eq!(changed["subject"], "Asante, {customer_name}");
    assert_eq!(changed["body"], "We got {amount}.\n\n{settled}");
    let by = json!({"by": "administrator", "at": "2026-12-07T06:00:00Z"});
    assert_eq!(changed["changed"], by);
    world.passes(60);
    assert_eq!(world.put(RECEIVED_EMAIL, &new).await.with(200), changed);
    assert_eq!(world.get(RECEIVED_EMAIL).await.with(200), changed);
    let kiswahili = world.get("/message-texts/payment_received/sw/email").await;
    assert_eq!(kiswahili.with(200)["changed"], Value::Null);

    assert_eq!(world.delete(RECEIVED_EMAIL).await.with(200), own);
    assert_eq!(world.delete(RECEIVED_EMAIL).await.with(200), own);
    assert_eq!(world.get(RECEIVED_EMAIL).await.with(200), own);
}

#[tokio::test]
async fn a_text_that_breaks_a_rule_is_refused_with_its_field_and_what_to_do() {
    let world = World::new().await;
    let long = format!("{{amount}} {}", "word ".repeat(150));
    let cases = [
        (RECEIVED_SMS, json!({"body": ""}), "body", "Write a text."),
        (
            RECEIVED_SMS,
            json!({"subject": "Hi", "body": "{amount}"}),
            "subject",
            "Leave the subject out: an SMS has none.",
        ),
        (
            RECEIVED_SMS,
            json!({"body": "Thank you"}),
            "body",
            "Keep {amount} in the text.",
        ),
        (
            RECEIVED_SMS,
            json!({"body": "{amount} ✓"}),
            "body",
            "Use only characters of ordinary SMS, not: ✓.",
        ),
        (
            RECEIVED_SMS,
            json!({"body": long}),
            "body",
            "Make the text shorter",
        ),
        (
            RECEIVED_EMAIL,
            json!({"body": "{amount}"}),
            "subject",
            "Give the e-mail a subject.",
        ),
        (
            RECEIVED_EMAIL,
            json!({"subject": "Hi {name}", "body": "{amount}"}),
            "subject",
            "Use only {provider_name}",
        ),
        (
            RECEIVED_EMAIL,
            json!({"subject": "Hi\r\nBcc: a@b.ke", "body": "{amount}"}),
            "subject",
            "Write the subject on one line.",
        ),
        (
            RECEIVED_EMAIL,
            json!({"subject": "Hi", "body": "{amount} {password}"}),
            "body",
            "Use only {provider_name}",
        ),
        (
            RECEIVED_EMAIL,
            json!({"subject": "Hi", "body": "{amount} {settled"}),
            "body",
            "Close the brace before",
        ),
    ];
    for (path, body, field, detail) in cases {
        let reply = world.put(path, &body).await;
        let code = reply.refused(422);
        assert_eq!(code, format!("invalid_fields {field} unusable"), "{body}");
        let told = text(&reply.json()["errors"][0]["detail"]);
        assert!(told.starts_with(detail), "{told}");
        let preview = world.post(&format!("{path}/preview"), &body).await;
        let standing_subject = body.get("subject").is_none() && path == RECEIVED_EMAIL;
        assert_eq!(preview.status, if standing_subject { 200 } else { 422 });
        let unchanged = world.get(path).await.with(200);
        assert_eq!(unchanged["changed"], Value::Null);
    }
    let missing = world.put(RECEIVED_SMS, &json!({})).await;
    assert_eq!(missing.refused(422), "invalid_fields body missing");
}

#[tokio::test]
async fn a_preview_has_our_own_name_and_number_and_nothing_in_it_becomes_a_tag() {
    let world = World::new().await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    let payee = config.payee.as_mut().unwrap();
    payee.name = "Zuri <Net>".to_owned();
    payee.short_code = "174379".to_owned();
    context.config = config.into();
    let router = api::router(context, None);
    let body = json!({
        "subject": "{provider_name}", "body": "<script>alert(1)</script> {amount} {due_date} {provider_name}",
    });
    let path = "/api/v1/message-texts/instalment_due/en/email/preview";
    let request = Request::post(path).header("authorization", format!("Bearer {KEY}"));
    let reply = send(&router, request.body(body.to_string().into()).unwrap()).await;
    let preview = reply.with(200);
    assert_eq!(preview["subject"], "Zuri <Net>");
    assert!(text(&preview["text"]).contains("174379"));
    let html = text(&preview["html"]);
    assert!(html.contains("Zuri &lt;Net&gt;"), "{html}");
    assert!(!html.contains("<script"), "{html}");
}

#[tokio::test]
async fn without_a_number_of_our_own_there_is_no_preview() {
    let world = World::new().await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    config.payee = None;
    context.config = config.into();
    let path = format!("/api/v1{RECEIVED_SMS}/preview");
    let request = Request::post(path).header("authorization", format!("Bearer {KEY}"));
    let request = request.body(Body::empty()).unwrap();
    let reply = send(&api::router(context, None), request).await;
    assert_eq!(reply.refused(409), "short_code_not_set");
}

#[tokio::test]
async fn a_text_that_is_tried_out_goes_to_one_address_once_and_at_any_hour() {
    let world = World::new().await;
    // Half past ten in the evening in Nairobi.
    world.passes(13 * 60 * 60 + 30 * 60);
    let body = json!({"to": "0712 345 678", "body": "Got {amount}, {receipt}"});
    let path = format!("{RECEIVED_SMS}/test");
    let tried = world.post_once(&path, "k-1", &body).await.with(202);
    assert_eq!(tried["addressee"], "staff");
    assert_eq!(tried["customer"], Value::Null);
    assert_eq!(tried["to"], "254712345678");
    assert_eq!(tried["status"], "pending");
    assert_eq!(tried["next_at"], "2026-12-07T19:30:00Z");
    assert_eq!(tried["steps"][0]["detail"], "tried out by administrator");
    let again = world.post_once(&path, "k-1", &body).await.with(202);
    assert_eq!(again, tried);
    let waiting = world.get("/notifications?status=waiting").await.with(200);
    assert_eq!(waiting["items"], json!([tried]));
    assert_eq!(world.bench.messages(NOTIFICATIONS).await.len(), 1);
    let kept = record(&world, &tried).await.text.unwrap();
    assert_eq!(kept.body, "Got {amount}, {receipt}");
    assert_eq!(kept.subject, None);
    let read = world.get(RECEIVED_SMS).await.with(200);
    assert_eq!(read["changed"], Value::Null);
}

#[tokio::test]
async fn a_trial_of_every_message_is_sent_and_stays_what_it_is() {
    let world = World::new().await;
    let list = world.get("/message-texts").await.with(200);
    for item in list["items"].as_array().unwrap() {
        let [about, language, channel] = ["about", "language", "channel"].map(|it| text(&item[it]));
        let to = if channel == "sms" {
            "0712345678"
        } else {
            "staff@example.com"
        };
        let path = format!("/message-texts/{about}/{language}/{channel}/test");
        let tried = world.post(&path, &json!({"to": to})).await.with(202);
        assert_eq!(tried["about"], about);
        assert_eq!(tried["language"], language);
        let record = record(&world, &tried).await;
        let now = world.context.clock.now();
        let claimed = claim::claim(&world.context.store, &record.id, now).await;
        assert!(matches!(claimed.unwrap(), Claim::Send(_)), "{path}");
        assert_eq!(record.text.unwrap().body, text(&item["body"]));
    }
}

#[tokio::test]
async fn a_trial_needs_a_place_that_fits_its_channel() {
    let world = World::new().await;
    let cases = [
        (
            RECEIVED_SMS,
            json!({"to": "jane@example.com"}),
            "to unusable",
        ),
        (RECEIVED_SMS, json!({"to": "020 1234567"}), "to unusable"),
        (RECEIVED_EMAIL, json!({"to": "0712345678"}), "to unusable"),
        (RECEIVED_EMAIL, json!({}), "to missing"),
        (
            RECEIVED_SMS,
            json!({"to": "0712345678", "body": "no amount"}),
            "body unusable",
        ),
    ];
    for (path, body, expected) in cases {
        let reply = world.post(&format!("{path}/test"), &body).await;
        assert_eq!(reply.refused(422), format!("invalid_fields {expected}"));
    }
    assert_eq!(world.bench.messages(NOTIFICATIONS).await.len(), 0);
}

#[tokio::test]
async fn a_text_that_is_not_there_is_not_found() {
    let world = World::new().await;
    for path in [
        "birthday/en/sms",
        "payment_received/fr/sms",
        "payment_received/en/fax",
    ] {
        let path = format!("/message-texts/{path}");
        let body = json!({"to": "0712345678", "body": "{amount}"});
        let replies = [
            world.get(&path).await,
            world.put(&path, &json!({"body": "{amount}"})).await,
            world.delete(&path).await,
            world.post(&format!("{path}/preview"), &json!({})).await,
            world.post(&format!("{path}/test"), &body).await,
        ];
        for reply in replies {
            assert_eq!(reply.refused(404), "message_text_not_found", "{path}");
        }
    }
}
