//! The way of a push: from the request over the phone to the customer's balance, and every way in which it ends
//! otherwise.

use reqwest::Method;
use serde_json::{Value, json};

use crate::host::{Host, eventually, text};

const PHONE: &str = "/dev/phone/0712345678";

async fn debtor(host: &Host) -> String {
    let account = host.customer("Jane Wanjiku", &["0712345678"]).await;
    let owed = json!({
        "customer": account, "payee": {"kind": "us"}, "description": "Internet", "amount": "1000.00",
        "notify_customer": false, "schedule": {"kind": "one_off", "due_on": "2027-01-29"},
    });
    host.post("/api/v1/obligations", owed).await;
    account
}

/// Presses *Pay*, and answers the push as it stands then.
async fn press(host: &Host, account: &str) -> Value {
    let wanted = json!({"customer": account, "amount": "1000.00"});
    host.post("/api/v1/stk-pushes", wanted).await
}

async fn read(host: &Host, push: &Value) -> Value {
    host.get(&format!("/api/v1/stk-pushes/{}", text(&push["id"])))
        .await
}

/// Waits until a push has one of these statuses, and answers it.
async fn becomes(host: &Host, push: &Value, statuses: &[&str]) -> Value {
    eventually(&format!("{statuses:?}"), async || {
        let push = read(host, push).await;
        let status = text(&push["status"]);
        statuses.contains(&status.as_str()).then_some(push)
    })
    .await
}

/// What the phone asks.
async fn prompt(host: &Host) -> Value {
    let phone = host.get(PHONE).await;
    phone["prompts"][0].clone()
}

async fn act(host: &Host, action: &str) -> Value {
    let name = prompt(host).await["checkout_request"].clone();
    host.post(PHONE, json!({"checkout_request": name, "action": action}))
        .await
}

async fn pass(host: &Host, period: &str) {
    host.post("/dev/clock", json!({"advance": period})).await;
}

async fn switch(host: &Host, name: &str, value: &str) {
    host.post("/dev/mpesa", json!({ name: value })).await;
}

async fn outstanding(host: &Host, account: &str) -> String {
    let path = format!("/api/v1/customers/{account}/balance");
    text(&host.get(&path).await["outstanding"])
}

#[tokio::test]
async fn a_push_that_is_paid_settles_what_its_customer_owes() {
    let host = Host::empty();
    let account = debtor(&host).await;
    let push = press(&host, &account).await;
    assert_eq!(push["status"], "accepted", "{push}");

    let asked = text(&prompt(&host).await["text"]);
    assert!(
        asked.starts_with("Do you want to pay Ksh 1,000.00 to Malipo"),
        "{asked}"
    );
    let answer = act(&host, "pay").await;
    assert_eq!(answer["answer"], "paid");
    let receipt = text(&answer["receipt"]);

    let push = becomes(&host, &push, &["paid"]).await;
    let found = host.get(&format!("/api/v1/payments?q={receipt}")).await;
    let payment = &found["items"][0];
    assert_eq!(push["payment"], payment["id"], "{push}");
    eventually("what is owed settled", async || {
        (outstanding(&host, &account).await == "0.00").then_some(())
    })
    .await;
    let payment = host
        .get(&format!("/api/v1/payments/{}", text(&payment["id"])))
        .await;
    assert_eq!(payment["association"]["rule"], "stk_push", "{payment}");
    assert_eq!(payment["allocation_status"], "allocated", "{payment}");
    // The confirmation of the same receipt came as well.
    assert_eq!(host.balance(&account).await, "0.00");
    let phone = host.get(PHONE).await;
    assert_eq!(phone["past"][0]["receipt"], receipt);
    assert!(text(&phone["messages"][0]["text"]).starts_with(&receipt));
}

#[tokio::test]
async fn a_push_that_is_not_paid_fails_with_a_sentence_and_nothing_is_credited() {
    let host = Host::empty();
    let account = debtor(&host).await;
    for action in ["cancel", "wrong_pin", "no_money"] {
        let push = press(&host, &account).await;
        act(&host, action).await;
        let push = becomes(&host, &push, &["failed"]).await;
        let sentence = text(&push["message"]);
        assert!(sentence.len() > 20, "{action}: {push}");
        assert_eq!(prompt(&host).await, Value::Null, "{action}");
        // The same amount to the same phone has to wait.
        pass(&host, "PT3M").await;
    }
    assert_eq!(outstanding(&host, &account).await, "1000.00");
    let past = host.get(PHONE).await["past"].clone();
    let answers = past.as_array().unwrap().iter().map(|one| &one["answer"]);
    assert_eq!(answers.collect::<Vec<_>>(), ["1", "2001", "1032"]);
}

#[tokio::test]
async fn a_prompt_that_nobody_answers_ends_by_the_clock() {
    let host = Host::empty();
    let account = debtor(&host).await;
    let push = press(&host, &account).await;
    assert_eq!(act(&host, "ignore").await["answer"], "ignored");
    assert_ne!(prompt(&host).await, Value::Null, "it stays there");
    pass(&host, "PT2M").await;
    becomes(&host, &push, &["failed", "unknown"]).await;
    assert_eq!(prompt(&host).await, Value::Null);
    assert_eq!(outstanding(&host, &account).await, "1000.00");
    // Whoever comes too late is told so.
    let late = json!({"action": "pay", "checkout_request": "ws_CO_1"});
    let (status, problem) = host.ask(Method::POST, PHONE, Some(late)).await;
    assert_eq!(
        (status.as_u16(), &problem["code"]),
        (409, &json!("no_such_prompt"))
    );
}

#[tokio::test]
async fn a_push_that_m_pesa_never_answers_is_unknown_and_then_found() {
    let host = Host::empty();
    let account = debtor(&host).await;
    switch(&host, "ack_never", "next 1").await;
    let push = press(&host, &account).await;
    assert_eq!(push["status"], "unknown", "{push}");
    assert_eq!(act(&host, "pay").await["answer"], "paid");
    becomes(&host, &push, &["paid"]).await;
    assert_eq!(host.balance(&account).await, "0.00");
}

#[tokio::test]
async fn a_result_that_is_lost_is_asked_for_and_its_payment_comes_once() {
    let host = Host::empty();
    let account = debtor(&host).await;
    switch(&host, "callback_lost", "always").await;
    switch(&host, "c2b_lost", "always").await;
    let push = press(&host, &account).await;
    act(&host, "pay").await;
    assert_eq!(read(&host, &push).await["status"], "accepted");
    // All that falls due on the way happens in this one step.
    pass(&host, "PT2H").await;
    let push = becomes(&host, &push, &["paid"]).await;
    pass(&host, "PT12H").await;
    eventually("the payment pulled", async || {
        (outstanding(&host, &account).await == "0.00").then_some(())
    })
    .await;
    assert_eq!(host.balance(&account).await, "0.00");
    let statement = host
        .get(&format!("/api/v1/customers/{account}/statement"))
        .await;
    let credits = statement["lines"].as_array().unwrap().iter();
    assert_eq!(
        credits.filter(|line| line["payment"].is_string()).count(),
        1,
        "{push} {statement}"
    );
}
