//! Staff ask M-PESA about a receipt; what it answers is recorded, and settles a claim that waits for it.

use operations::intake::{Arrival, take_in};
use operations::mpesa::Mpesa;
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::Operator;
use serde_json::{Value, json};

use crate::bench::{Bench, SHORT_CODE};
use crate::phones::Phones;
use crate::world::{World, text};

const RECEIPT: &str = "RKL51ZDR4F";
const STATUS: &str = "/transaction-status";

/// An M-PESA that lets us ask.
fn asking(phones: &Phones) -> Mpesa {
    let mut lines = phones.mpesa.lines().to_vec();
    for line in &mut lines {
        line.collector.operator = Some(Operator {
            initiator: "api".to_owned(),
            security_credential: Secret::new("credential"),
        });
    }
    Mpesa::new(phones.mpesa.client().clone(), Secret::new("key"), lines)
}

async fn answered(world: &World, ask: &Value, from: &str) {
    let parameters = [
        ("ReceiptNo", RECEIPT),
        ("TransactionStatus", "Completed"),
        ("Amount", "500.00"),
        ("FinalisedTime", "20261207085900"),
        ("DebitPartyName", from),
        ("CreditPartyName", "600966 - ZURI NET"),
    ];
    let pairs = parameters.map(|(key, value)| json!({"Key": key, "Value": value}));
    let body = json!({"Result": {
        "ResultCode": "0", "ResultDesc": "Done.", "TransactionID": "MBN0000000", "ConversationID": "AG_1",
        "ResultParameters": {"ResultParameter": pairs},
    }});
    let hook = format!("results/{}", text(&ask["id"]));
    let raw = body.to_string();
    let now = world.context.clock.now();
    let arrival = Arrival::new(&hook, SHORT_CODE, raw.as_bytes(), now);
    take_in(&world.context.store, &arrival).await.unwrap();
}

#[tokio::test]
async fn an_answer_records_the_payment_and_settles_the_claim() {
    let bench = Bench::new().await;
    let phones = Phones::beside(&bench).await;
    let world = World::on(bench, Some(asking(&phones)));
    let new = json!({"name": "Jane Wanjiku", "phones": ["0712000126"]});
    let customer = text(&world.post("/customers", &new).await.with(201)["account_number"]);
    let claims = format!("/customers/{customer}/receipt-claims");
    let quoted = world
        .post(&claims, &json!({"text": RECEIPT}))
        .await
        .with(201);
    assert_eq!(quoted["outcome"], "asked");
    // The same question, which is not asked twice.
    let ask = world
        .post(STATUS, &json!({"receipt": "rkl51zdr4f"}))
        .await
        .with(202);
    assert_eq!(
        (&ask["claim"], &ask["short_code"]),
        (&quoted["id"], &json!(SHORT_CODE))
    );
    assert_eq!(
        (&ask["answered_at"], &ask["outcome"]),
        (&Value::Null, &Value::Null)
    );
    let path = format!("{STATUS}/{}", text(&ask["id"]));
    assert_eq!(world.get(&path).await.with(200), ask);
    answered(&world, &ask, "254712000126 - JANE").await;
    let ask = world.get(&path).await.with(200);
    assert_eq!(ask["outcome"], "Completed");
    let payment = format!("/payments/{}", text(&ask["payment"]));
    assert_eq!(
        world.get(&payment).await.with(200)["channel"],
        "mpesa_status"
    );
    assert_eq!(world.balance(&customer).await[0], "500.00");
    assert_eq!(
        world.get("/receipt-claims").await.with(200)["items"],
        json!([])
    );
    world.is_sound().await;
}

#[tokio::test]
async fn without_the_right_to_ask_it_is_refused() {
    let body = json!({"receipt": RECEIPT});
    let world = World::new().await;
    assert_eq!(
        world.post(STATUS, &body).await.refused(409),
        "mpesa_not_set_up"
    );
    let bench = Bench::new().await;
    let phones = Phones::beside(&bench).await;
    let world = World::on(bench, Some(phones.mpesa.clone()));
    assert_eq!(
        world.post(STATUS, &body).await.refused(409),
        "mpesa_not_set_up"
    );
    let unknown = world.get(&format!("{STATUS}/{}", "0".repeat(32))).await;
    assert_eq!(unknown.refused(404), "ask_not_found");
    assert_eq!(
        world.get(&format!("{STATUS}/x")).await.refused(404),
        "ask_not_found"
    );
    let empty = world.post(STATUS, &json!({"receipt": " "})).await;
    assert!(empty.refused(422).starts_with("invalid_fields receipt"));
}
