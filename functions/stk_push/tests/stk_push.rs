//! What calls M-PESA is served here, with the keys of the API, and nothing else is.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;
#[path = "../../testing/phones.rs"]
mod phones;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use bench::Bench;
use http_body_util::BodyExt;
use phones::Phones;
use runtime::context::Context;
use runtime::secret::SecretToken;
use serde_json::{Value, json};
use tower::ServiceExt;

const KEY: &str = "a-key-that-nobody-guesses";
const PUSHES: &str = "/api/v1/stk-pushes";

struct Stage {
    bench: Bench,
    phones: Phones,
    router: Router,
}

impl Stage {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let phones = Phones::beside(&bench).await;
        let mut config = (*bench.context.config).clone();
        config.api_key = Some(SecretToken::new(KEY));
        let context = Context {
            config: Arc::new(config),
            ..bench.context.clone()
        };
        let router = stk_push::router(context, phones.mpesa.clone());
        Self {
            bench,
            phones,
            router,
        }
    }

    async fn send(&self, method: &str, path: &str, key: &str, body: &Value) -> (u16, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {key}"))
            .header("idempotency-key", "press-1")
            .body(Body::from(body.to_string()));
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

#[tokio::test]
async fn a_press_prompts_the_phone_once() {
    let stage = Stage::new().await;
    let jane = stage
        .bench
        .reachable("Jane Wanjiku", &["0712345678"], &[])
        .await;
    let body = json!({"customer": jane.account_number, "amount": "5"});
    let (status, first) = stage.send("POST", PUSHES, KEY, &body).await;
    assert_eq!(status, 202, "{first}");
    assert!(first.contains(r#""status":"accepted""#), "{first}");
    assert_eq!(stage.send("POST", PUSHES, KEY, &body).await, (202, first));
    assert_eq!(stage.phones.handle.prompts().len(), 1);
}

#[tokio::test]
async fn nobody_is_served_without_a_key_and_nothing_else_is_here() {
    let stage = Stage::new().await;
    let cases = [
        ("POST", PUSHES, "another", 401),
        ("GET", PUSHES, KEY, 405),
        ("GET", "/api/v1/customers", KEY, 404),
        ("POST", "/api/v1/payments", KEY, 404),
        ("GET", "/healthz", KEY, 404),
        ("POST", PUSHES, KEY, 422),
        (
            "POST",
            "/api/v1/customers/10000017/receipt-claims",
            KEY,
            422,
        ),
        ("POST", "/api/v1/transaction-status", KEY, 422),
    ];
    for (method, path, key, expected) in cases {
        let (status, text) = stage.send(method, path, key, &json!({})).await;
        assert_eq!(status, expected, "{method} {path}: {text}");
    }
    assert_eq!(stage.phones.handle.prompts(), []);
}
