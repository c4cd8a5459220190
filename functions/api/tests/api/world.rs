//! A fresh store behind the router, and one line for each request.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use billing::ids::PaymentId;
use http_body_util::BodyExt;
use operations::intake::{Arrival, take_in};
use operations::mpesa::Mpesa;
use operations::{allocate, associate};
use runtime::context::Context;
use runtime::secret::SecretToken;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::bench::{Bench, SHORT_CODE, confirmation};

pub const KEY: &str = "a-key-that-nobody-guesses";

pub struct World {
    pub bench: Bench,
    pub context: Context,
    router: Router,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The JSON of an answer that has to have this status.
    pub fn with(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The code of a refusal that has to have this status, and the code of its first field if it has one.
    pub fn refused(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text);
        let form = self.headers["content-type"].to_str().unwrap();
        assert_eq!(form, "application/problem+json");
        let problem = self.json();
        let code = problem["code"].as_str().unwrap();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:malipo:problem:{code}"));
        match problem["errors"][0]["field"].as_str() {
            Some(field) => {
                let kind = problem["errors"][0]["code"].as_str().unwrap();
                format!("{code} {field} {kind}")
            }
            None => code.to_owned(),
        }
    }
}

impl World {
    pub async fn new() -> Self {
        Self::on(Bench::new().await, None)
    }

    /// With an M-PESA that can be asked, or without.
    pub fn on(bench: Bench, mpesa: Option<Mpesa>) -> Self {
        let context = with_key(bench.context.clone());
        let router = api::router(context.clone(), mpesa);
        Self {
            bench,
            context,
            router,
        }
    }

    pub fn passes(&self, seconds: u64) {
        self.context.clock.advance(Duration::from_secs(seconds));
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        send(&self.router, request).await
    }

    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {KEY}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |text| Body::from(text.to_owned()));
        self.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call("POST", path, &[], Some(&body.to_string())).await
    }

    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Reply {
        let headers = [("idempotency-key", key)];
        self.call("POST", path, &headers, Some(&body.to_string()))
            .await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.call("PUT", path, &[], Some(&body.to_string())).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.call("PATCH", path, &[], Some(&body.to_string())).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.call("DELETE", path, &[], None).await
    }

    /// Creates a customer; the account number.
    pub async fn customer(&self, name: &str) -> String {
        let created = self.post("/customers", &json!({"name": name})).await;
        text(&created.with(201)["account_number"])
    }

    /// Writes down what a customer owes, as (due date, amount); the id.
    pub async fn owes(&self, customer: &str, total: &str, doses: &[(&str, &str)]) -> String {
        let doses: Vec<Value> = doses
            .iter()
            .map(|(due_on, amount)| json!({"due_on": due_on, "amount": amount}))
            .collect();
        let schedule = json!({"kind": "manual", "instalments": doses});
        let created = self
            .post("/obligations", &obligation(customer, total, &schedule))
            .await;
        text(&created.with(201)["id"])
    }

    /// A payment that came by M-PESA, was associated by the rules and allocated; its path.
    pub async fn paid(&self, receipt: &str, amount: &str, reference: &str) -> String {
        let raw = confirmation(receipt, amount, reference);
        let (store, now) = (&self.context.store, self.context.clock.now());
        let taken = take_in(
            store,
            &Arrival::new("c2b/confirmation", SHORT_CODE, raw.as_bytes(), now),
        )
        .await;
        let id = taken.unwrap().dispatch.unwrap();
        associate::by_rules(store, &id, now).await.unwrap();
        allocate::automatically(store, &id, now).await.unwrap();
        format!("/payments/{id}")
    }

    /// Balance, outstanding, overdue, unallocated credit.
    pub async fn balance(&self, customer: &str) -> [String; 4] {
        let answer = self.get(&format!("/customers/{customer}/balance")).await;
        let balance = answer.with(200);
        ["balance", "outstanding", "overdue", "unallocated_credit"].map(|it| text(&balance[it]))
    }

    /// The invariants of the whole store hold.
    pub async fn is_sound(&self) {
        let store = &self.context.store;
        let report = operations::check::check(store).await.unwrap();
        assert_eq!(report.broken, []);
    }
}

pub async fn send(router: &Router, request: Request<Body>) -> Reply {
    let reply = open(router, request).await;
    assert_eq!(reply.headers["cache-control"], "no-store");
    reply
}

/// As [`send`], for what may be kept for a while.
pub async fn open(router: &Router, request: Request<Body>) -> Reply {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8(body.to_vec()).unwrap(),
    }
}

pub fn with_key(context: Context) -> Context {
    let mut config = (*context.config).clone();
    config.api_key = Some(SecretToken::new(KEY));
    Context {
        config: Arc::new(config),
        ..context
    }
}

pub fn obligation(customer: &str, total: &str, schedule: &Value) -> Value {
    json!({
        "customer": customer, "payee": {"kind": "us"}, "description": "Internet, December",
        "amount": total, "notify_customer": false, "schedule": schedule,
    })
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

pub fn id_in(path: &str) -> PaymentId {
    PaymentId::parse(path.trim_start_matches("/payments/")).unwrap()
}

/// A field of every item.
pub fn each(list: &Value, field: &str) -> Vec<String> {
    let items = list.as_array().unwrap();
    items.iter().map(|item| text(&item[field])).collect()
}
