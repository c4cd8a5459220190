//! The callback addresses as a provider meets them, with the store and the queue behind them working or not.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../../testing/bench.rs"]
mod bench;

mod intake;

mod hostile;
mod outage;

mod validation;

mod address;
mod source;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bench::TOKEN;
use http_body_util::BodyExt;
use runtime::context::Context;
use store::client::Store;
use store::parked::ParkedRecord;
use tower::ServiceExt;

const SUCCESS: &str = r#"{"ResultCode":0,"ResultDesc":"Success"}"#;
const ACCEPTED: &str = r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#;

async fn send(context: &Context, request: Request<Body>) -> (StatusCode, String) {
    let response = callbacks::router(context.clone())
        .oneshot(request)
        .await
        .unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn post(context: &Context, hook: &str, body: impl Into<Body>) -> (StatusCode, String) {
    let request = Request::post(format!("/hooks/{TOKEN}/{hook}"));
    send(context, request.body(body.into()).unwrap()).await
}

fn ok(body: &str) -> (StatusCode, String) {
    (StatusCode::OK, body.to_owned())
}

/// The parked callback with this body, and its bytes.
async fn parked(context: &Context, hook: &str, raw: &[u8]) -> Option<(ParkedRecord, Vec<u8>)> {
    let id = Store::parked_id(hook, raw).unwrap();
    context.store.parked(&id).await.unwrap()
}
