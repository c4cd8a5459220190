//! The way of a payment, from its callback to the customer's balance.

use std::time::Instant;

use futures::StreamExt;
use serde_json::{Value, json};

use crate::host::{Host, confirmation, eventually, text};

#[tokio::test]
async fn a_confirmation_changes_the_right_balance_and_every_view_agrees() {
    let host = Host::empty();
    let account = host.customer("Jane Wanjiku", &["0712345678"]).await;
    let other = host.customer("John Otieno", &["0722345678"]).await;
    let owed = json!({
        "customer": account, "payee": {"kind": "us"}, "description": "Internet", "amount": "1000.00",
        "notify_customer": false, "schedule": {"kind": "one_off", "due_on": "2027-01-29"},
    });
    host.post("/api/v1/obligations", owed).await;

    let body = confirmation("SGR0N5T5Q6", "1250.00", &account);
    let (status, answer) = host.callback("c2b/confirmation", &body).await.unwrap();
    assert_eq!((status.as_u16(), &answer["ResultCode"]), (200, &json!(0)));

    let posted = Instant::now();
    let payment = settled(&host, "SGR0N5T5Q6").await;
    // Told, not demanded: a busy machine may take its time.
    println!("settled {:?} after it was posted", posted.elapsed());
    assert_eq!(payment["association"]["customer"], account);
    assert_eq!(payment["association"]["rule"], "account_number");
    assert!(
        text(&payment["association"]["reason"]).contains(&account),
        "{payment}"
    );
    assert_eq!(payment["allocation_status"], "partially_allocated");
    assert_eq!(payment["unallocated"], "250.00");

    let balance = host
        .get(&format!("/api/v1/customers/{account}/balance"))
        .await;
    let figures = ["balance", "outstanding", "unallocated_credit"].map(|name| text(&balance[name]));
    assert_eq!(figures, ["250.00", "0.00", "250.00"]);
    let statement = host
        .get(&format!("/api/v1/customers/{account}/statement"))
        .await;
    assert_eq!(statement["closing"], "250.00");
    let of_payment = lines_of(&statement, &payment["id"]);
    assert_eq!(of_payment.len(), 1, "{statement}");
    assert_eq!(host.balance(&other).await, "0.00");
}

#[tokio::test]
async fn the_same_confirmation_fifty_times_twenty_at_once_is_one_credit() {
    let host = Host::empty();
    let account = host.customer("Jane Wanjiku", &[]).await;
    let body = confirmation("SGR0N5T5Q7", "500.00", &account);
    let answers: Vec<_> = futures::stream::iter(0..50)
        .map(|_| host.callback("c2b/confirmation", &body))
        .buffer_unordered(20)
        .collect()
        .await;
    let acknowledged = answers
        .iter()
        .flatten()
        .filter(|(status, answer)| *status == 200 && answer["ResultCode"] == 0);
    assert_eq!(acknowledged.count(), 50);

    eventually("the balance", async || {
        (host.balance(&account).await == "500.00").then_some(())
    })
    .await;
    let push = json!({"Body": {"stkCallback": {
        "MerchantRequestID": "1", "CheckoutRequestID": "ws_CO_1", "ResultCode": 0, "ResultDesc": "",
        "CallbackMetadata": {"Item": [
            {"Name": "Amount", "Value": 500}, {"Name": "MpesaReceiptNumber", "Value": "SGR0N5T5Q7"},
            {"Name": "PhoneNumber", "Value": 254712345678_u64},
        ]},
    }}});
    host.callback("stk", &push).await.unwrap();
    // The sweeper finds nothing to do about it either.
    host.post("/dev/clock", json!({"advance": "PT10M"})).await;
    assert_eq!(host.balance(&account).await, "500.00");
    let statement = host
        .get(&format!("/api/v1/customers/{account}/statement"))
        .await;
    assert_eq!(
        statement["lines"].as_array().unwrap().len(),
        1,
        "{statement}"
    );
}

#[tokio::test]
async fn moving_the_clock_runs_what_falls_due() {
    let host = Host::empty();
    let before = host.get("/dev/clock").await;
    let moved = host.post("/dev/clock", json!({"advance": "P1DT1H"})).await;
    // In this order, so that what a morning writes goes out in the same step.
    let order = json!([
        "simulator",
        "janitor",
        "reconciliation",
        "reminders",
        "sweeper"
    ]);
    assert_eq!(moved["ran"], order);
    let day = |value: &Value| text(&value["now"]).split_once('T').unwrap().0.to_owned();
    assert!(day(&moved) > day(&before));
    let (status, problem) = host
        .ask(
            reqwest::Method::POST,
            "/dev/clock",
            Some(json!({"advance": "P1M"})),
        )
        .await;
    assert_eq!(
        (status.as_u16(), &problem["code"]),
        (422, &json!("period_not_possible"))
    );
}

#[tokio::test]
async fn the_host_answers_for_itself() {
    let host = Host::empty();
    assert_eq!(
        host.get("/dev/mailbox").await,
        json!({"items": [], "next": null})
    );
    for path in [
        "/healthz",
        "/readyz",
        "/dev",
        "/dev/phone",
        "/dev/mpesa",
        "/api/v1/openapi.json",
    ] {
        host.get(path).await;
    }
    let portal = host.get("/").await.to_string();
    assert!(portal.contains("600966"), "the portal says where to pay");
    let home = host.get("/dev").await.to_string();
    let settings = std::fs::read_to_string(host.folder().data().join("settings.json")).unwrap();
    let settings: Value = serde_json::from_str(&settings).unwrap();
    for name in ["MALIPO_API_KEY", "MALIPO_HOOK_TOKEN"] {
        assert!(
            !home.contains(&text(&settings[name])),
            "{name} is on the page"
        );
        assert!(
            host.printed
                .iter()
                .any(|line| line.contains(&text(&settings[name]))),
            "{name} was not printed"
        );
    }
}

async fn settled(host: &Host, receipt: &str) -> Value {
    eventually("the payment", async || {
        let found = host.get(&format!("/api/v1/payments?q={receipt}")).await;
        let payment = found["items"].get(0)?.clone();
        (payment["allocation_status"] != "not_allocated").then_some(payment)
    })
    .await
}

fn lines_of<'a>(statement: &'a Value, payment: &Value) -> Vec<&'a Value> {
    let lines = statement["lines"].as_array().unwrap();
    lines
        .iter()
        .filter(|line| line["payment"] == *payment)
        .collect()
}
