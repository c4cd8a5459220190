//! Tokens, methods, paths, and the event of the API Gateway.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::bench::{Bench, TOKEN, confirmation, nothing, payment};
use crate::{SUCCESS, send};

#[tokio::test]
async fn an_unknown_token_is_not_found_and_asks_nothing_of_the_store() {
    // With nothing behind it, anything but 404 would show that something was asked.
    let context = nothing();
    for path in [
        "/hooks/wrong/stk",
        "/hooks/wrong/c2b/confirmation",
        "/hooks/%ff/stk",
        "/hooks//stk",
    ] {
        let request = Request::post(path).body(Body::from("{}")).unwrap();
        assert_eq!(
            send(&context, request).await,
            (StatusCode::NOT_FOUND, String::new()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn other_methods_and_other_paths_are_refused() {
    let context = nothing();
    for (method, hook, status) in [
        (Method::GET, "stk", StatusCode::METHOD_NOT_ALLOWED),
        (
            Method::PUT,
            "c2b/confirmation",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Method::DELETE,
            "c2b/validation",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (Method::GET, "results/1f", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "c2b/confirmation/1f", StatusCode::NOT_FOUND),
        (Method::POST, "results/1f/2f", StatusCode::NOT_FOUND),
        (Method::POST, "bank/equity", StatusCode::NOT_FOUND),
    ] {
        let request = Request::builder()
            .method(&method)
            .uri(format!("/hooks/{TOKEN}/{hook}"));
        let answer = send(&context, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.0, status, "{method} {hook}");
    }
}

#[tokio::test]
async fn an_event_of_the_api_gateway_arrives_as_it_was_sent() {
    let bench = Bench::new().await;
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    for (base64, body) in [(false, raw.clone()), (true, base64_of(&raw))] {
        let event = serde_json::json!({
            "version": "2.0",
            "routeKey": "POST /hooks/{proxy+}",
            "rawPath": format!("/hooks/{TOKEN}/c2b/confirmation"),
            "rawQueryString": "",
            "headers": {"content-type": "text/plain", "host": "api.example.test"},
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "api",
                "domainName": "api.example.test",
                "domainPrefix": "api",
                "http": {
                    "method": "POST",
                    "path": format!("/hooks/{TOKEN}/c2b/confirmation"),
                    "protocol": "HTTP/1.1",
                    "sourceIp": "196.201.214.200",
                    "userAgent": "",
                },
                "requestId": "JKJaXmPLvHcESHA=",
                "routeKey": "POST /hooks/{proxy+}",
                "stage": "$default",
                "time": "07/Dec/2026:06:00:00 +0000",
                "timeEpoch": 1_796_623_200_000_i64,
            },
            "body": body,
            "isBase64Encoded": base64,
        });
        let request = lambda_http::request::from_str(&event.to_string()).unwrap();
        let response = callbacks::router(bench.context.clone())
            .oneshot(request)
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, SUCCESS);
    }
    let facts = bench
        .context
        .store
        .payment_facts(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.raw, raw.as_bytes());
}

fn base64_of(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}
