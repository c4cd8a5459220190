//! A gateway that starts with fixed ids at a fixed time, and requests to it as any client would write them.

use std::sync::Arc;

use local_providers::sms::{Handle, Settings, Sink, SmsGateway, nowhere};
use serde_json::{Value, json};

pub const FIRST: &str = "254712345678";
pub const SECOND: &str = "254112345678";

pub struct Stage {
    pub gateway: SmsGateway,
    pub handle: Handle,
}

impl Stage {
    pub async fn set() -> Stage {
        Stage::with(nowhere()).await
    }

    pub async fn with(sink: Sink) -> Stage {
        let settings = Settings {
            seed: 7,
            first_message_id: 100,
            clock: Arc::new(|| 1_796_623_800_000),
        };
        let gateway = SmsGateway::start(settings, sink).await.unwrap();
        let handle = gateway.handle();
        Stage { gateway, handle }
    }

    pub async fn post(&self, service: &str, body: String) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}{service}", self.gateway.url());
        reqwest::Client::new().post(url).body(body).send().await
    }

    /// The answer to a request, as the JSON that it is.
    pub async fn ask(&self, service: &str, request: Value) -> Value {
        let answer = self.post(service, request.to_string()).await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// The answer to a bulk of messages with the client's ids 1, 2, 3 …
    pub async fn bulk(&self, mobiles: &[&str]) -> Value {
        self.ask("sendbulk/", bulk_of(mobiles)).await
    }

    /// The codes of the answer to a bulk, in their order.
    pub async fn codes(&self, mobiles: &[&str]) -> Vec<u64> {
        let answer = self.bulk(mobiles).await;
        let rows = answer["responses"].as_array().unwrap();
        rows.iter()
            .map(|row| row["response-code"].as_u64().unwrap())
            .collect()
    }

    /// The numbers that messages reached.
    pub fn reached(&self) -> Vec<String> {
        self.handle.sent().into_iter().map(|it| it.to).collect()
    }
}

pub fn message(client_id: usize, mobile: &str) -> Value {
    json!({
        "partnerID": "77", "apikey": "key", "pass_type": "plain", "clientsmsid": client_id,
        "mobile": mobile, "message": format!("message {client_id}"), "shortcode": "INFOTEXT",
    })
}

pub fn bulk_of(mobiles: &[&str]) -> Value {
    let list: Vec<Value> = (1..).zip(mobiles).map(|(id, it)| message(id, it)).collect();
    json!({ "count": list.len(), "smslist": list })
}

/// A request about the account or about a message.
pub fn question(message_id: &str) -> Value {
    json!({ "apikey": "key", "partnerID": "77", "messageID": message_id })
}
