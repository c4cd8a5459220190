//! One id from the callback to the message that tells the customer.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use lambda_http::request::RequestContext;
use serde_json::{Value, json};

use crate::bench::{TOKEN, confirmation, now};
use crate::log;
use crate::stage::Stage;

const PHONE: &str = "254712345111";
const FORGED: &str = "forged-by-254712345111";

/// A confirmation as it comes, with the id that API Gateway gave it where it came through that.
fn callback(receipt: &str, account: &str, gateway: Option<&str>) -> Request<Body> {
    let body = confirmation(receipt, "500.00", account);
    let request = Request::post(format!("/hooks/{TOKEN}/c2b/confirmation"));
    let request = request.header("x-request-id", FORGED);
    let mut request = request
        .header("x-amzn-trace-id", FORGED)
        .body(Body::from(body))
        .unwrap();
    if let Some(id) = gateway {
        let context = json!({
            "accountId": "1", "apiId": "a", "http": {"method": "POST", "sourceIp": "196.201.214.200"},
            "requestId": id, "timeEpoch": now().timestamp_millis(),
        });
        let context = serde_json::from_value(context).unwrap();
        let extensions = request.extensions_mut();
        extensions.insert(RequestContext::ApiGatewayV2(context));
    }
    request
}

/// The outcomes in the lines of a request, by the crate that wrote them.
fn outcomes(request: &str) -> BTreeMap<String, Vec<String>> {
    let mut outcomes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in log::lines() {
        let (Some(target), true) = (line["target"].as_str(), line["request"] == request) else {
            continue;
        };
        let by = target.split("::").next().unwrap().to_owned();
        let outcome = line["outcome"].as_str().unwrap_or("-").to_owned();
        outcomes.entry(by).or_default().push(outcome);
    }
    outcomes
}

fn expected() -> BTreeMap<String, Vec<String>> {
    let one = |name: &str, outcome: &str| (name.to_owned(), vec![outcome.to_owned()]);
    BTreeMap::from([
        one("callbacks", "recorded"),
        one("association", "associated"),
        one("allocations", "allocated"),
        ("notifications".to_owned(), vec!["sent".to_owned(); 2]),
    ])
}

#[tokio::test]
async fn the_id_of_a_callback_is_found_in_every_function_up_to_the_message_that_was_sent() {
    let stage = Stage::set().await;
    let asha = stage
        .customer("Asha Otieno", PHONE, "asha.111@example.org")
        .await;
    let router = callbacks::router(stage.context.clone());
    let id = "JKJaXmPLvHcESHA=";
    for (receipt, other) in [("RKL51ZDR41", id), ("RKL51ZDR42", "KLLbYnQMwIdFTIB=")] {
        let request = callback(receipt, &asha.account_number, Some(other));
        assert_eq!(Stage::answer(router.clone(), request).await.0, 200);
    }
    // Both payments are in one batch of each queue.
    stage.drain().await;
    assert_eq!(outcomes(id), expected());
    assert_eq!(outcomes("KLLbYnQMwIdFTIB="), expected());

    let lines = log::lines();
    let associated = |line: &&Value| line["request"] == id && line["target"] == "association";
    let line = lines.iter().find(associated).unwrap();
    assert!(
        line["invocation"].as_str().unwrap().starts_with("inv-"),
        "{line}"
    );
    assert!(!log::text().contains(FORGED));
}

#[tokio::test]
async fn without_a_platform_each_request_gets_an_id_of_its_own_and_keeps_it() {
    let stage = Stage::set().await;
    let asha = stage
        .customer("Asha Otieno", PHONE, "asha.222@example.org")
        .await;
    let router = callbacks::router(stage.context.clone());
    let request = callback("RKL51ZDR43", &asha.account_number, None);
    assert_eq!(Stage::answer(router, request).await.0, 200);
    let payment = crate::bench::payment("RKL51ZDR43").to_string();
    let lines = log::lines();
    let line = lines
        .iter()
        .find(|line| line["payment"] == payment.as_str())
        .unwrap();
    let id = line["request"].as_str().unwrap().to_owned();
    assert_eq!(id.len(), 36, "{line}");
    stage.drain().await;
    assert_eq!(outcomes(&id), expected());
}

#[tokio::test]
async fn what_the_sweeper_sends_again_goes_back_to_its_own_run() {
    let stage = Stage::set().await;
    let asha = stage
        .customer("Asha Otieno", PHONE, "asha.333@example.org")
        .await;
    let lost = runtime::context::Context {
        queues: stage.bench.without_queues().queues,
        ..stage.context.clone()
    };
    let request = callback("RKL51ZDR44", &asha.account_number, Some("lost-dispatch"));
    assert_eq!(Stage::answer(callbacks::router(lost), request).await.0, 200);
    stage.context.clock.advance(Duration::from_secs(60));

    let run = runtime::request::RequestId::of_invocation("the-sweepers-run");
    runtime::request::carrying(run, sweeper::handle(&stage.context))
        .await
        .unwrap();
    stage.drain().await;
    assert_eq!(outcomes("the-sweepers-run")["association"], ["associated"]);
    assert!(!outcomes("lost-dispatch").contains_key("association"));
}
