//! What customers are told, as it lies in the mailbox.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::host::{Host, eventually, text};

/// Messages in the mailbox over a channel, oldest first.
async fn mail(host: &Host, channel: &str) -> Vec<Value> {
    let page = host.get("/dev/mailbox?limit=500").await;
    let mut items: Vec<Value> = page["items"].as_array().unwrap().clone();
    items.retain(|item| item["channel"] == channel);
    items.reverse();
    items
}

/// Waits until so many messages are there, and answers them.
async fn mail_of(host: &Host, channel: &str, count: usize) -> Vec<Value> {
    let what = format!("{count} by {channel}");
    eventually(&what, async || {
        let items = mail(host, channel).await;
        assert!(items.len() <= count, "{items:?}");
        (items.len() == count).then_some(items)
    })
    .await
}

async fn customer(host: &Host, phones: &[&str], emails: &[&str]) -> String {
    let customer =
        json!({"name": "Asha Otieno", "phones": phones, "emails": emails, "language": "en"});
    text(&host.post("/api/v1/customers", customer).await["account_number"])
}

async fn owes(host: &Host, account: &str, due_on: &str) {
    let owed = json!({
        "customer": account, "payee": {"kind": "us"}, "description": "Internet", "amount": "500.00",
        "notify_customer": true, "schedule": {"kind": "one_off", "due_on": due_on},
    });
    host.post("/api/v1/obligations", owed).await;
}

async fn pass(host: &Host, period: &str) {
    host.post("/dev/clock", json!({"advance": period})).await;
}

/// A host on which it is nine in the morning of Monday, 7 December 2026, in Nairobi.
fn at_nine() -> Host {
    let folder = crate::program::Folder::new();
    Host::on(folder, &["--no-demo", "--clock", "2026-12-07T06:00:00Z"])
}

#[tokio::test]
async fn what_falls_due_is_told_once_at_each_offset_by_sms_and_e_mail() {
    let host = at_nine();
    let account = customer(&host, &["0712345678"], &["asha@example.org"]).await;
    // On a Thursday.
    owes(&host, &account, "2026-12-17").await;
    pass(&host, "PT1M").await;
    let registered = mail_of(&host, "sms", 1).await;
    let sms = text(&registered[0]["text"]);
    assert!(sms.contains("500") && sms.contains(&account), "{sms}");
    let sent_at: DateTime<Utc> = text(&registered[0]["sent_at"]).parse().unwrap();
    assert_eq!(
        sent_at.date_naive().to_string(),
        "2026-12-07",
        "the clock of the host"
    );

    // Three days before it, and then both of the mornings in one step.
    pass(&host, "P7D").await;
    mail_of(&host, "sms", 2).await;
    pass(&host, "P1D").await;
    mail_of(&host, "sms", 2).await;
    pass(&host, "P3D").await;
    let sms = mail_of(&host, "sms", 3).await;
    assert!(sms.iter().all(|sms| sms["to"] == json!(["254712345678"])));
    let letters = mail_of(&host, "email", 3).await;
    let listed = letters.iter().map(|letter| {
        let headers = letter["headers"].as_array().unwrap();
        headers
            .iter()
            .any(|header| header["name"] == "List-Unsubscribe")
    });
    assert_eq!(listed.collect::<Vec<_>>(), [false, true, true]);
}

#[tokio::test]
async fn a_payment_is_told_with_the_new_balance() {
    let host = at_nine();
    let account = customer(&host, &["0712345678"], &[]).await;
    let body = crate::host::confirmation("SGR0N5T5Q6", "1250.00", &account);
    host.callback("c2b/confirmation", &body).await.unwrap();
    // Without a step of the clock.
    let sms = mail_of(&host, "sms", 1).await;
    let sms = text(&sms[0]["text"]);
    assert!(sms.contains("1,250") && sms.contains("SGR0N5T5Q6"), "{sms}");
    let (status, page) = host.ask(Method::GET, "/dev/mailbox", None).await;
    assert_eq!(status, 200, "{page}");
}

#[tokio::test]
async fn a_letter_that_bounces_marks_its_customer() {
    let host = at_nine();
    let account = customer(&host, &[], &["bounce@simulator.amazonses.com"]).await;
    owes(&host, &account, "2026-12-17").await;
    pass(&host, "PT1M").await;
    mail_of(&host, "email", 1).await;
    let path = format!("/api/v1/customers/{account}/notifications");
    eventually("the bounce", async || {
        let page = host.get(&path).await;
        (page["items"][0]["status"] == "failed").then_some(())
    })
    .await;
    let customer = host.get(&format!("/api/v1/customers/{account}")).await;
    let unreachable = &customer["unreachable"][0];
    assert_eq!(
        unreachable["to"], "bounce@simulator.amazonses.com",
        "{customer}"
    );
}
