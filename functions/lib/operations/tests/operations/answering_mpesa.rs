//! An M-PESA that takes questions, remembers them, and answers when a test says so.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use operations::mpesa::{Line, Mpesa};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Operator, Settings};
use providers::mpesa::daraja::{Daraja, Patience};
use serde_json::{Value, json};

use crate::world::SHORT_CODE;

/// What it answers at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    Refuses,
    Breaks,
}

pub struct AnsweringMpesa {
    pub mpesa: Mpesa,
    asked: Arc<Mutex<Vec<Value>>>,
    mood: Arc<Mutex<Mood>>,
}

impl AnsweringMpesa {
    pub async fn start() -> Self {
        Self::with_lines(vec![line(SHORT_CODE, true)]).await
    }

    pub async fn with_lines(lines: Vec<Line>) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mood = Arc::new(Mutex::new(Mood::Takes));
        let answer = {
            let (asked, mood) = (asked.clone(), mood.clone());
            move |Json(body): Json<Value>| async move {
                asked.lock().unwrap().push(body);
                match *mood.lock().unwrap() {
                    Mood::Takes => (StatusCode::OK, Json(accepted())),
                    Mood::Refuses => (StatusCode::BAD_REQUEST, Json(refused())),
                    Mood::Breaks => (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({}))),
                }
            }
        };
        let router = Router::new()
            .route("/oauth/v1/generate", get(|| async { Json(token()) }))
            .route("/mpesa/transactionstatus/v1/query", post(answer.clone()))
            .route("/mpesa/reversal/v1/request", post(answer));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = Settings {
            base_url,
            app: App {
                consumer_key: Secret::new("key"),
                consumer_secret: Secret::new("secret"),
            },
        };
        let client = Daraja::new(settings, Patience::default()).unwrap();
        Self {
            mpesa: Mpesa::new(client, Secret::new("key"), lines),
            asked,
            mood,
        }
    }

    pub fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What was asked, oldest first.
    pub fn asked(&self) -> Vec<Value> {
        self.asked.lock().unwrap().clone()
    }

    /// The hook that the answer to the latest question is to come to.
    pub fn results(&self) -> String {
        self.address("ResultURL")
    }

    /// The hook for the notice that the latest question waited in vain.
    pub fn timeouts(&self) -> String {
        self.address("QueueTimeOutURL")
    }

    fn address(&self, field: &str) -> String {
        let asked = self.asked();
        let url = asked.last().unwrap()[field].as_str().unwrap();
        url.strip_prefix("https://pay.example.co.ke/hooks/secret/")
            .unwrap()
            .to_owned()
    }
}

/// A paybill of ours, with or without the right to ask.
pub fn line(short_code: &str, may_ask: bool) -> Line {
    Line {
        holder: short_code.into(),
        collector: Collector {
            short_code: short_code.into(),
            party_b: short_code.into(),
            kind: CollectorKind::PayBill,
            passkey: Secret::new("passkey"),
            operator: may_ask.then(|| Operator {
                initiator: "api".into(),
                security_credential: Secret::new("credential"),
            }),
            pull_number: None,
        },
        hooks: "https://pay.example.co.ke/hooks/secret".into(),
    }
}

/// What M-PESA knows of a receipt.
#[derive(Clone)]
pub struct Status {
    pub receipt: String,
    pub status: String,
    pub amount: String,
    pub from: String,
    pub to: String,
}

impl Status {
    pub fn of(receipt: &str, amount: &str, from: &str) -> Self {
        Self {
            receipt: receipt.into(),
            status: "Completed".into(),
            amount: amount.into(),
            from: from.into(),
            to: format!("{SHORT_CODE} - ZURI NET"),
        }
    }

    pub fn body(&self) -> Vec<u8> {
        let parameters = [
            ("DebitPartyName", json!(self.from)),
            ("CreditPartyName", json!(self.to)),
            ("TransactionStatus", json!(self.status)),
            ("Amount", json!(self.amount)),
            ("FinalisedTime", json!("20261120101500")),
            ("ReceiptNo", json!(self.receipt)),
        ];
        let pairs = parameters.map(|(key, value)| json!({"Key": key, "Value": value}));
        result("0", "MBN0000000", &pairs)
    }
}

/// That a payment was given back.
pub fn reversed(original: &str, own: &str, amount: &str) -> Vec<u8> {
    let parameters = [("OriginalTransactionID", original), ("Amount", amount)];
    let pairs = parameters.map(|(key, value)| json!({"Key": key, "Value": value}));
    result("0", own, &pairs)
}

/// A no.
pub fn failed(code: &str) -> Vec<u8> {
    result(code, "MBN0000000", &[])
}

fn result(code: &str, receipt: &str, pairs: &[Value]) -> Vec<u8> {
    let body = json!({"Result": {
        "ResultType": 0, "ResultCode": code, "ResultDesc": "In M-PESA's words.", "TransactionID": receipt,
        "OriginatorConversationID": "1-2-3", "ConversationID": "AG_1",
        "ResultParameters": {"ResultParameter": pairs},
    }});
    body.to_string().into_bytes()
}

fn token() -> Value {
    json!({"access_token": "token", "expires_in": "3599"})
}

fn accepted() -> Value {
    json!({
        "OriginatorConversationID": "1-2-3", "ConversationID": "AG_1", "ResponseCode": "0", "ResponseDescription": "Taken.",
    })
}

fn refused() -> Value {
    json!({"requestId": "1", "errorCode": "400.002.02", "errorMessage": "Bad Request - Invalid Initiator"})
}
