//! Who is let in, and what is answered to requests that mean nothing.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::bench::nothing;
use crate::world::{KEY, World, send, text};

fn request(authorization: Option<&str>) -> Request<Body> {
    let request = Request::builder().uri("/api/v1/customers");
    let request = match authorization {
        Some(value) => request.header("authorization", value),
        None => request,
    };
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn only_the_right_key_opens() {
    let world = World::new().await;
    let right = format!("Bearer {KEY}");
    let cases = [
        (None, 401),
        (Some(""), 401),
        (Some("Bearer"), 401),
        (Some("Bearer "), 401),
        (Some("Bearer wrong"), 401),
        (Some(KEY), 401),
        (Some("Basic YTpi"), 401),
        (Some(right.as_str()), 200),
    ];
    for (authorization, status) in cases {
        let reply = world.send(request(authorization)).await;
        assert_eq!(reply.status, status, "{authorization:?}");
        if status == 401 {
            assert_eq!(reply.refused(401), "unauthenticated");
            let challenge = reply.headers["www-authenticate"].to_str().unwrap();
            assert!(challenge.starts_with("Bearer"));
        }
    }
}

#[tokio::test]
async fn without_a_key_in_the_configuration_nobody_is_let_in() {
    let router = api::router(nothing(), None);
    for authorization in [None, Some("Bearer "), Some("Bearer x")] {
        assert_eq!(send(&router, request(authorization)).await.status, 401);
    }
}

#[tokio::test]
async fn a_stranger_learns_nothing_about_addresses() {
    let world = World::new().await;
    for path in ["/api/v1/nowhere", "/api/v1/payments/pay_x"] {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        assert_eq!(world.send(request).await.refused(401), "unauthenticated");
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_done_is_told_as_a_problem() {
    let world = World::new().await;
    assert_eq!(world.get("/nowhere").await.refused(404), "unknown_address");
    assert_eq!(world.get("").await.refused(404), "unknown_address");
    let wrong = world.call("PUT", "/customers", &[], None).await;
    assert_eq!(wrong.refused(405), "method_not_allowed");
    let allowed = wrong.headers["allow"].to_str().unwrap();
    assert!(
        allowed.contains("POST") && allowed.contains("GET"),
        "{allowed}"
    );
    let path = "/customers/%FF";
    assert_eq!(world.get(path).await.refused(400), "invalid_path");
}

#[tokio::test]
async fn the_caller_names_the_person_who_acts() {
    let world = World::new().await;
    let body = json!({"name": "Jane Wanjiku"}).to_string();
    let cases = [
        (None, Ok("administrator")),
        (Some("amina"), Ok("amina")),
        (Some(" Wanjirũ wa Kamau "), Ok("Wanjirũ wa Kamau")),
        (Some("system"), Err("invalid_actor")),
        (Some("  "), Err("invalid_actor")),
    ];
    for (name, expected) in cases {
        let headers: Vec<(&str, &str)> = name
            .map(|name| ("malipo-actor", name))
            .into_iter()
            .collect();
        let reply = world
            .call("POST", "/customers", &headers, Some(&body))
            .await;
        match expected {
            Ok(by) => assert_eq!(text(&reply.with(201)["created_by"]), by),
            Err(code) => assert_eq!(reply.refused(400), code),
        }
    }
}

#[tokio::test]
async fn a_body_is_json_of_the_described_form_within_the_limit() {
    let world = World::new().await;
    let long = format!(r#"{{"name": "{}"}}"#, "x".repeat(256 * 1024));
    let deep = "[".repeat(10_000);
    let cases = [
        ("", 400, "malformed_json"),
        ("{", 400, "malformed_json"),
        ("{\"name\": \"A\"} x", 400, "malformed_json"),
        (&deep, 400, "malformed_json"),
        (&long, 413, "body_too_long"),
        ("[]", 422, "invalid_fields  wrong_type"),
        ("[\"Jane\"]", 422, "invalid_fields  wrong_type"),
        ("7", 422, "invalid_fields  wrong_type"),
        ("{}", 422, "invalid_fields name missing"),
        ("{\"name\": 7}", 422, "invalid_fields name wrong_type"),
        ("{\"name\": null}", 422, "invalid_fields name wrong_type"),
        (
            "{\"name\": \"A\", \"nmae\": 1}",
            422,
            "invalid_fields nmae unknown_field",
        ),
        (
            "{\"name\": \"A\", \"name\": \"B\"}",
            422,
            "invalid_fields name duplicate",
        ),
        (
            "{\"name\": \"A\", \"language\": \"fr\"}",
            422,
            "invalid_fields language unknown_value",
        ),
        (
            "{\"name\": \"A\", \"phones\": [\"x\"]}",
            422,
            "invalid_fields phones unusable",
        ),
    ];
    for (number, (body, status, code)) in cases.into_iter().enumerate() {
        let key = number.to_string();
        for headers in [&[][..], &[("idempotency-key", key.as_str())]] {
            let reply = world.call("POST", "/customers", headers, Some(body)).await;
            let start: String = body.chars().take(40).collect();
            assert_eq!(reply.refused(status), code, "{start}");
        }
    }
}

#[tokio::test]
async fn queries_are_of_the_described_form() {
    let world = World::new().await;
    let cases = [
        ("/payments?limit=0", "limit_out_of_range"),
        ("/payments?limit=101", "limit_out_of_range"),
        ("/payments?limit=-1", "limit_out_of_range"),
        ("/payments?limit=many", "invalid_query limit unusable"),
        ("/payments?cursor=x", "invalid_cursor"),
        (
            "/payments?asociation=unassociated",
            "invalid_query asociation unknown_field",
        ),
        (
            "/payments?association=mine",
            "invalid_query association unknown_value",
        ),
        ("/payments?from=07.12.2026", "invalid_query from unusable"),
        ("/payments?from=2026-02-30", "invalid_query from unusable"),
        ("/payments?from=0001-01-01", "invalid_query from unusable"),
        (
            "/payments?from=2026-12-02&to=2026-12-01",
            "invalid_query to before_from",
        ),
        ("/payments?q=a&q=b", "invalid_query q duplicate"),
        ("/journal?format=xml", "invalid_query format unknown_value"),
        (
            "/obligations?customer=%C3%A9",
            "invalid_query customer unusable",
        ),
    ];
    for (path, code) in cases {
        assert_eq!(world.get(path).await.refused(400), code, "{path}");
    }
    let empty = world
        .get("/payments?q=&from=&limit=&cursor=&association=")
        .await;
    assert_eq!(empty.with(200), json!({"items": [], "next": null}));
}

#[tokio::test]
async fn health_is_told_to_everybody() {
    let world = World::new().await;
    for (path, status) in [("/healthz", "up"), ("/readyz", "ready")] {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        assert_eq!(
            world.send(request).await.with(200),
            json!({"status": status})
        );
    }
}
