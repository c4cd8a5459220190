//! What is answered when the store or the queues do not.

use axum::body::Body;
use axum::http::Request;

use crate::bench::nothing;
use crate::world::{KEY, World, send, with_key};

#[tokio::test]
async fn a_store_that_does_not_answer_is_told_with_an_id_and_nothing_else() {
    let router = api::router(with_key(nothing()), None);
    let cases = [
        ("GET", "/api/v1/customers/10000017", None),
        ("GET", "/api/v1/journal?format=hledger", None),
        ("POST", "/api/v1/customers", Some("k-1")),
        ("GET", "/readyz", None),
    ];
    for (method, path, key) in cases {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {KEY}"));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = Body::from(r#"{"name": "Jane Wanjiku"}"#);
        let reply = send(&router, request.body(body).unwrap()).await;
        assert_eq!(reply.refused(503), "temporarily_unavailable", "{path}");
        assert!(reply.headers.contains_key("retry-after"));
        let told: Vec<String> = reply.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(told, ["code", "request_id", "status", "title", "type"]);
    }
    let up = Request::builder()
        .uri("/healthz")
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&router, up).await.status, 200);
}

#[tokio::test]
async fn queues_that_do_not_answer_are_not_ready() {
    let world = World::new().await;
    let router = api::router(world.bench.without_queues(), None);
    let request = Request::builder()
        .uri("/readyz")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        send(&router, request).await.refused(503),
        "temporarily_unavailable"
    );
}
