//! What the gateway checks before it takes a message.

use local_providers::sms::oddities::Dead;
use serde_json::{Value, json};

use crate::stage::{FIRST, SECOND, Stage, bulk_of, message, question};

/// A bulk of one message in which `field` is `value`.
fn with(field: &str, value: Value) -> Value {
    let mut message = message(1, FIRST);
    message[field] = value;
    json!({ "count": 1, "smslist": [message] })
}

#[tokio::test]
async fn a_message_with_something_missing_is_refused_with_its_code() {
    let stage = Stage::set().await;
    let cases = [
        ("apikey", json!(""), 4092),
        ("apikey", json!(null), 4092),
        ("partnerID", json!(" "), 4091),
        ("shortcode", json!(""), 1001),
        ("message", json!(""), 1009),
        ("pass_type", json!("bm5"), 1009),
        ("mobile", json!("+254712345678"), 1003),
        ("mobile", json!("0712345678"), 1003),
        ("mobile", json!("254812345678"), 1003),
        ("mobile", json!("2547123456789"), 1003),
        ("mobile", json!(null), 1003),
    ];
    for (field, value, code) in cases {
        let shown = format!("{field}: {value}");
        let answer = stage.ask("sendbulk/", with(field, value)).await;
        assert_eq!(answer["responses"][0]["response-code"], code, "{shown}");
    }
    assert_eq!(stage.reached(), [] as [&str; 0]);
    let number = json!(254_712_345_678_u64);
    let answer = stage.ask("sendbulk/", with("mobile", number)).await;
    assert_eq!(answer["responses"][0]["response-code"], 200);
}

#[tokio::test]
async fn a_call_that_is_none_is_refused_as_a_whole() {
    let stage = Stage::set().await;
    let mut miscounted = bulk_of(&[FIRST]);
    miscounted["count"] = json!(2);
    let cases = [
        ("sendbulk/", bulk_of(&[FIRST; 21]), 1010),
        ("sendbulk/", bulk_of(&[]), 1010),
        ("sendbulk/", miscounted, 1010),
        ("sendbulk/", json!({ "count": 1 }), 1009),
        ("sendbulk/", json!([]), 1009),
        ("sendsms/", json!({ "partnerID": "77" }), 4092),
        ("getdlr/", json!({ "apikey": "key" }), 4091),
        ("getbalance/", json!({}), 4092),
    ];
    for (service, request, code) in cases {
        let answer = stage.ask(service, request).await;
        assert_eq!(answer["response-code"], code, "{service} {code}");
    }
    let not_json = stage.post("sendbulk/", "a=1&b=2".to_owned()).await.unwrap();
    let not_json: Value = not_json.json().await.unwrap();
    assert_eq!(not_json["response-code"], 1009);
    let url = format!("{}sendsms/?apikey=key&partnerID=77", stage.gateway.url());
    let by_get: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    assert_eq!(by_get["response-code"], 1010);
    assert_eq!(stage.reached(), [] as [&str; 0]);
    assert_eq!(stage.handle.calls(), 7);
}

#[tokio::test]
async fn twenty_messages_are_not_too_many() {
    let stage = Stage::set().await;
    assert_eq!(stage.codes(&[FIRST; 20]).await, [200; 20]);
    assert_eq!(stage.reached().len(), 20);
}

#[tokio::test]
async fn wrong_credentials_open_nothing() {
    let stage = Stage::set().await;
    stage.handle.change(|it| it.wrong_credentials = true);
    let requests = [
        ("sendbulk/", bulk_of(&[FIRST])),
        ("getdlr/", question("100")),
        ("getbalance/", question("")),
    ];
    for (service, request) in requests {
        let answer = stage.ask(service, request).await;
        assert_eq!(answer["response-code"], 1006, "{service}");
    }
    assert_eq!(stage.reached(), [] as [&str; 0]);
}

#[tokio::test]
async fn the_account_pays_for_what_is_accepted_and_no_more() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.credit = Some(2);
        it.dead = [(SECOND.to_owned(), Dead::Refused)].into();
    });
    let codes = stage.codes(&[FIRST, SECOND, FIRST, FIRST]).await;
    assert_eq!(codes, [200, 1003, 200, 1004]);
    assert_eq!(stage.reached(), [FIRST, FIRST]);
    let balance = stage.ask("getbalance/", question("")).await;
    assert_eq!(balance["credit"], "0.00");
    stage.handle.change(|it| it.credit = Some(100));
    assert_eq!(stage.codes(&[FIRST]).await, [200]);
    let balance = stage.ask("getbalance", question("")).await;
    assert_eq!(balance["credit"], "99.00");
}
