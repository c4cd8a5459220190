//! Keys of systems: what opens with which, and what nobody sees again.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::world::{Reply, World, each, text};

impl World {
    async fn issues(&self, role: &str) -> (String, String) {
        let body = json!({"name": format!("the {role}'s program"), "role": role});
        let issued = self.post("/api-keys", &body).await.with(201);
        (text(&issued["key"]), text(&issued["api_key"]["id"]))
    }

    /// A request with a key that was issued.
    async fn with_key(&self, key: &str, method: &str, path: &str, body: &Value) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {key}"))
            .header("malipo-actor", "otieno");
        let body = match method {
            "GET" => Body::empty(),
            _ => Body::from(body.to_string()),
        };
        self.send(request.body(body).unwrap()).await
    }
}

#[tokio::test]
async fn an_auditors_key_reads_everything_and_writes_nothing() {
    let world = World::new().await;
    let account = world.customer("Jane Wanjiku").await;
    let (key, _) = world.issues("auditor").await;
    let customer = format!("/customers/{account}");
    for path in [
        "/customers",
        &customer,
        "/payments",
        "/settings",
        "/staff",
        "/audit",
    ] {
        let read = world.with_key(&key, "GET", path, &Value::Null).await;
        assert_eq!(read.status, 200, "{path}: {}", read.text);
    }
    let writes = [
        ("POST", "/customers", json!({"name": "Ben"})),
        ("PATCH", &customer, json!({"name": "Ben"})),
        ("PATCH", "/settings", json!({"remind_before_days": [1]})),
        (
            "POST",
            "/staff",
            json!({"email": "b@example.com", "name": "B", "role": "cashier"}),
        ),
        (
            "POST",
            "/api-keys",
            json!({"name": "mine", "role": "administrator"}),
        ),
    ];
    for (method, path, body) in writes {
        let refused = world.with_key(&key, method, path, &body).await;
        assert_eq!(refused.refused(403), "not_allowed", "{method} {path}");
        let detail = text(&refused.json()["detail"]);
        assert!(detail.starts_with("An auditor may not "), "{detail}");
    }
    let unchanged = world.get(&customer).await.with(200);
    assert_eq!(unchanged["name"], "Jane Wanjiku");
}

#[tokio::test]
async fn a_key_does_what_its_role_may_in_the_name_of_whom_it_speaks_for() {
    let world = World::new().await;
    let account = world.customer("Jane Wanjiku").await;
    let (key, id) = world.issues("cashier").await;
    let cash = json!({"customer": account, "amount": "500.00", "method": "cash"});
    let paid = world
        .with_key(&key, "POST", "/payments", &cash)
        .await
        .with(201);
    let reversal = format!("/payments/{}/reversal", text(&paid["id"]));
    let reason = json!({"reason": "a mistake"});
    let refused = world.with_key(&key, "POST", &reversal, &reason).await;
    assert_eq!(refused.refused(403), "not_allowed");
    assert_eq!(
        text(&refused.json()["detail"]),
        "A cashier may not reverse a payment; ask an accountant or an administrator."
    );
    let hidden = world.with_key(&key, "GET", "/audit", &Value::Null).await;
    assert_eq!(hidden.refused(403), "not_allowed");
    let audit = world.get(&format!("/audit?actor={id}")).await.with(200);
    let lines = audit["items"].as_array().unwrap();
    assert_eq!(lines.len(), 1, "{audit}");
    assert_eq!(lines[0]["action"], "payment_recorded");
    assert_eq!(
        (&lines[0]["actor"], &lines[0]["role"]),
        (&json!("otieno"), &json!("cashier"))
    );
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_from_that_moment() {
    let world = World::new().await;
    let (key, id) = world.issues("administrator").await;
    let read = world
        .with_key(&key, "GET", "/customers", &Value::Null)
        .await;
    assert_eq!(read.status, 200);
    let revoked = world.delete(&format!("/api-keys/{id}")).await.with(200);
    assert_eq!(revoked["revoked_by"], "administrator");
    let refused = world
        .with_key(&key, "GET", "/customers", &Value::Null)
        .await;
    assert_eq!(refused.refused(401), "unauthenticated");
    let list = world.get("/api-keys").await.with(200);
    assert_eq!(each(&list["items"], "id"), [id]);
    for missing in ["key_nobody", "nobody"] {
        let reply = world.delete(&format!("/api-keys/{missing}")).await;
        assert_eq!(reply.refused(404), "api_key_not_found");
    }
}

#[tokio::test]
async fn a_key_is_shown_once_even_to_the_same_request() {
    let world = World::new().await;
    let body = json!({"name": "router", "role": "cashier"});
    let issued = world.post_once("/api-keys", "one", &body).await.with(201);
    let key = text(&issued["key"]);
    let again = world.post_once("/api-keys", "one", &body).await;
    assert!(!again.text.contains(&key));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.refused(409), "api_key_issued_already");
    let list = world.get("/api-keys").await;
    assert!(!list.text.contains(&key), "{}", list.text);
    let items = list.with(200);
    assert_eq!(each(&items["items"], "name"), ["router"]);
}

#[tokio::test]
async fn idempotency_keys_of_two_owners_do_not_meet() {
    let world = World::new().await;
    let (key, _) = world.issues("accountant").await;
    let body = json!({"name": "Jane Wanjiku"});
    let first = world.post_once("/customers", "one", &body).await.with(201);
    let request = Request::builder()
        .method("POST")
        .uri("/api/v1/customers")
        .header("authorization", format!("Bearer {key}"))
        .header("idempotency-key", "one");
    let request = request.body(Body::from(body.to_string())).unwrap();
    let second = world.send(request).await.with(201);
    assert_ne!(first["account_number"], second["account_number"]);
    assert_eq!(second["created_by"], "the accountant's program");
}
