//! The description of the API says what there is, and nothing that is not.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::world::World;

const OPERATIONS: &[&str] = &[
    "delete /api/v1/api-keys/{id}",
    "delete /api/v1/customers/{account_number}/calendar-feed",
    "delete /api/v1/customers/{account_number}/unreachable",
    "delete /api/v1/holidays/{date}",
    "delete /api/v1/message-texts/{about}/{language}/{channel}",
    "delete /api/v1/obligations/{id}/cancellation",
    "delete /api/v1/payments/{id}/allocations",
    "delete /api/v1/payments/{id}/allocations/{allocation}",
    "delete /api/v1/payments/{id}/association",
    "delete /api/v1/staff/{id}/second-factor",
    "get /api/v1/api-keys",
    "get /api/v1/audit",
    "get /api/v1/calendar",
    "get /api/v1/channels",
    "get /api/v1/customers",
    "get /api/v1/customers/{account_number}",
    "get /api/v1/customers/{account_number}/balance",
    "get /api/v1/customers/{account_number}/calendar-feed",
    "get /api/v1/customers/{account_number}/notifications",
    "get /api/v1/customers/{account_number}/obligations",
    "get /api/v1/customers/{account_number}/payments",
    "get /api/v1/customers/{account_number}/statement",
    "get /api/v1/holidays",
    "get /api/v1/institutions",
    "get /api/v1/institutions/{name}",
    "get /api/v1/journal",
    "get /api/v1/message-texts",
    "get /api/v1/message-texts/{about}/{language}/{channel}",
    "get /api/v1/notifications",
    "get /api/v1/notifications/{id}",
    "get /api/v1/obligations",
    "get /api/v1/obligations/{id}",
    "get /api/v1/obligations/{id}/history",
    "get /api/v1/openapi.json",
    "get /api/v1/parked",
    "get /api/v1/parked/{id}",
    "get /api/v1/payments",
    "get /api/v1/payments/{id}",
    "get /api/v1/payments/{id}/allocations",
    "get /api/v1/payments/{id}/history",
    "get /api/v1/receipt-claims",
    "get /api/v1/reconciliation",
    "get /api/v1/reports/aging",
    "get /api/v1/reports/collected",
    "get /api/v1/settings",
    "get /api/v1/staff",
    "get /api/v1/stk-pushes",
    "get /api/v1/stk-pushes/{id}",
    "get /api/v1/transaction-status/{id}",
    "get /healthz",
    "get /readyz",
    "patch /api/v1/customers/{account_number}",
    "patch /api/v1/obligations/{id}",
    "patch /api/v1/obligations/{id}/instalments/{number}",
    "patch /api/v1/payments/{id}",
    "patch /api/v1/settings",
    "patch /api/v1/staff/{id}",
    "post /api/v1/api-keys",
    "post /api/v1/channels/{channel}/start",
    "post /api/v1/customers",
    "post /api/v1/customers/{account_number}/calendar-feed",
    "post /api/v1/customers/{account_number}/receipt-claims",
    "post /api/v1/holidays",
    "post /api/v1/institutions/{name}/remittances",
    "post /api/v1/institutions/{name}/remittances/{number}/reversal",
    "post /api/v1/message-texts/{about}/{language}/{channel}/preview",
    "post /api/v1/message-texts/{about}/{language}/{channel}/test",
    "post /api/v1/notifications/{id}/dismissal",
    "post /api/v1/notifications/{id}/resend",
    "post /api/v1/obligations",
    "post /api/v1/obligations/preview",
    "post /api/v1/obligations/{id}/cancellation",
    "post /api/v1/parked/{id}/dismissal",
    "post /api/v1/parked/{id}/replay",
    "post /api/v1/payments",
    "post /api/v1/payments/{id}/reversal",
    "post /api/v1/payments/{id}/verification",
    "post /api/v1/receipt-claims/{id}/closing",
    "post /api/v1/staff",
    "post /api/v1/staff/{id}/leaving",
    "post /api/v1/stk-pushes",
    "post /api/v1/stk-pushes/{id}/review",
    "post /api/v1/transaction-status",
    "put /api/v1/message-texts/{about}/{language}/{channel}",
    "put /api/v1/payments/{id}/allocations",
    "put /api/v1/payments/{id}/association",
];

async fn document() -> Value {
    let world = World::new().await;
    let request = Request::builder().uri("/api/v1/openapi.json");
    let reply = world.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.headers["content-type"], "application/json");
    reply.with(200)
}

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((format!("{method} {path}"), operation));
        }
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all
}

#[tokio::test]
async fn every_address_is_described_and_open_to_everybody_who_asks() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    let described: Vec<String> = operations(&document)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(described, OPERATIONS);
}

#[tokio::test]
async fn every_operation_is_complete() {
    let document = document().await;
    assert_eq!(document["security"], json!([{"bearer": []}]));
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"]["scheme"],
        "bearer"
    );
    let mut ids = Vec::new();
    for (name, operation) in operations(&document) {
        assert!(operation["summary"].is_string(), "{name} has no summary");
        assert!(operation["tags"][0].is_string(), "{name} has no tag");
        ids.push(operation["operationId"].to_string());
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            assert!(response["description"].is_string(), "{name} {status}");
            if status == "204" {
                assert!(response["content"].is_null(), "{name} answers something");
                continue;
            }
            let form = if status.starts_with('2') {
                "application/json"
            } else {
                "application/problem+json"
            };
            assert!(
                response["content"][form]["schema"].is_object(),
                "{name} {status}"
            );
        }
        let open = operation["security"] == json!([{}]);
        for status in ["400", "401", "500"] {
            assert_eq!(responses.contains_key(status), !open, "{name} {status}");
        }
        if name.starts_with("post") {
            assert!(
                operation["parameters"]
                    .to_string()
                    .contains("Idempotency-Key"),
                "{name}"
            );
        }
        let path = name
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        for parameter in path {
            let described = operation["parameters"].as_array().unwrap();
            let found = described
                .iter()
                .find(|it| it["name"] == parameter && it["in"] == "path");
            assert!(
                found.is_some_and(|it| it["required"] == true),
                "{name} {parameter}"
            );
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "operation ids repeat");
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_every_field_is_explained() {
    let document = document().await;
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let place = reference.trim_start_matches('#');
        assert!(
            document.pointer(place).is_some(),
            "{reference} leads nowhere"
        );
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "{name} is not explained");
        let fields = schema["properties"].as_object();
        for (field, schema) in fields.into_iter().flatten() {
            let explained =
                schema["description"].is_string() || schema["oneOf"][0]["description"].is_string();
            assert!(explained, "{name}.{field} is not explained: {schema}");
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(reference) if name == "$ref" => references.push(reference.to_owned()),
                    _ => collect(value, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}
