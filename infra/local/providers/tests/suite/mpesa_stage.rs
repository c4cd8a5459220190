//! An M-PESA at a time that a test moves, somebody who listens to its callbacks, and requests as any client would write them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use chrono::{DateTime, Utc};
use local_providers::loopback::Loopback;
use local_providers::mpesa::callback::CallbackKind;
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::oddities::Oddities;
use local_providers::mpesa::truth::{Outcome, Truth};
use local_providers::mpesa::{Mpesa, Settings, SimulatedShortCode};
use local_providers::sms::oddities::Odds;
use serde_json::{Value, json};

pub const SHORT_CODE: &str = "600123";
pub const TILL: &str = "5001001";
pub const PASSKEY: &str = "passkey";
pub const FIRST: &str = "254712345678";
pub const SECOND: &str = "254112345678";

/// 2026-12-07 09:10:00 in Nairobi.
const START_S: i64 = 1_796_623_800;

/// `600123passkey20261207091000` in base64.
const PASSWORD: &str = "NjAwMTIzcGFzc2tleTIwMjYxMjA3MDkxMDAw";

pub const PUSH: &str = "/mpesa/stkpush/v1/processrequest";
pub const QUERY: &str = "/mpesa/stkpushquery/v1/query";

pub type Switch = fn(&mut Oddities) -> &mut Odds;

/// What each path answers; `None` is nothing, ever.
type Answers = Arc<Mutex<BTreeMap<String, Option<(StatusCode, String)>>>>;

pub struct MpesaStage {
    pub mpesa: Mpesa,
    pub handle: Handle,
    pub http: reqwest::Client,
    pub token: String,
    listener: Loopback,
    answers: Answers,
    now_s: Arc<AtomicI64>,
}

impl MpesaStage {
    pub async fn set() -> Self {
        Self::seeded(7).await
    }

    pub async fn seeded(seed: u64) -> Self {
        Self::with(|it| it.seed = seed).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let now_s = Arc::new(AtomicI64::new(START_S));
        let mut settings = Settings {
            seed: 7,
            short_codes: vec![SimulatedShortCode {
                passkey: Some(PASSKEY.to_owned()),
                party_b: vec![TILL.to_owned()],
                opening_balance_shillings: 1000,
                ..SimulatedShortCode::pay_bill(SHORT_CODE, "Net Co")
            }],
            clock: {
                let now_s = now_s.clone();
                Arc::new(move || at(now_s.load(Ordering::SeqCst)))
            },
            validation_patience: Duration::from_millis(200),
            callback_patience: Duration::from_millis(200),
            ..Settings::default()
        };
        change(&mut settings);
        let answers = Answers::default();
        let router = Router::new().fallback(hear).with_state(answers.clone());
        let listener = Loopback::start(router).await.unwrap();
        let mpesa = Mpesa::start(settings).await.unwrap();
        let mut stage = Self {
            handle: mpesa.handle(),
            mpesa,
            http: reqwest::Client::new(),
            token: String::new(),
            listener,
            answers,
            now_s,
        };
        stage.token = stage.new_token().await;
        stage
    }

    pub async fn new_token(&self) -> String {
        let (status, answer) = self
            .ask_for_token("client_credentials", "key", "secret")
            .await;
        assert_eq!(status, 200);
        answer["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn ask_for_token(&self, grant: &str, key: &str, secret: &str) -> (u16, Value) {
        let url = format!("{}/oauth/v1/generate?grant_type={grant}", self.mpesa.url());
        let request = self.http.get(url).basic_auth(key, Some(secret));
        read(request.send().await.unwrap()).await
    }

    pub fn request(&self, path: &str, body: &Value) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.mpesa.url());
        self.http.post(url).bearer_auth(&self.token).json(body)
    }

    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        read(self.request(path, body).send().await.unwrap()).await
    }

    /// A push that is taken, by M-PESA's name for it.
    pub async fn push(&self, phone: &str, shillings: u32) -> String {
        let (status, answer) = self.post(PUSH, &self.order(phone, shillings)).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["ResponseCode"], "0");
        answer["CheckoutRequestID"].as_str().unwrap().to_owned()
    }

    pub fn order(&self, phone: &str, shillings: u32) -> Value {
        json!({
            "BusinessShortCode": SHORT_CODE, "Password": PASSWORD, "Timestamp": "20261207091000",
            "TransactionType": "CustomerPayBillOnline", "Amount": shillings.to_string(),
            "PartyA": phone, "PartyB": SHORT_CODE, "PhoneNumber": phone,
            "CallBackURL": self.address("/stk"), "AccountReference": "10000012",
            "TransactionDesc": "Internet",
        })
    }

    /// The HTTP status and the code of what a query says: of the result, or of the error.
    pub async fn query(&self, checkout_request: &str) -> (u16, Value, String) {
        let question = json!({
            "BusinessShortCode": SHORT_CODE, "Password": PASSWORD, "Timestamp": "20261207091000",
            "CheckoutRequestID": checkout_request,
        });
        let (status, answer) = self.post(QUERY, &question).await;
        let (code, text) = match answer.get("errorCode") {
            Some(code) => (code, &answer["errorMessage"]),
            None => (&answer["ResultCode"], &answer["ResultDesc"]),
        };
        (status, code.clone(), text.as_str().unwrap().to_owned())
    }

    pub async fn register(&self, version: &str, response_type: &str) {
        let path = format!("/mpesa/c2b/{version}/registerurl");
        let (status, answer) = self.post(&path, &self.urls(response_type)).await;
        assert_eq!((status, &answer["ResponseCode"]), (200, &json!("0")));
    }

    pub fn urls(&self, response_type: &str) -> Value {
        json!({
            "ShortCode": SHORT_CODE, "ResponseType": response_type,
            "ConfirmationURL": self.address("/confirmation"),
            "ValidationURL": self.address("/validation"),
        })
    }

    /// Where callbacks are listened to.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.listener.address())
    }

    /// What a path answers from now on; 200 and nothing else before.
    pub fn answer(&self, path: &str, status: u16, body: &str) {
        let answer = (StatusCode::from_u16(status).unwrap(), body.to_owned());
        let mut answers = self.answers.lock().unwrap();
        answers.insert(path.to_owned(), Some(answer));
    }

    /// A path holds connections from now on, and says nothing.
    pub fn never_answer(&self, path: &str) {
        self.answers.lock().unwrap().insert(path.to_owned(), None);
    }

    pub async fn stop_listening(&self) {
        self.listener.unplug().await;
    }

    /// Time passes, and what is due happens.
    pub async fn pass(&self, seconds: i64) {
        self.now_s.fetch_add(seconds, Ordering::SeqCst);
        self.handle.tick().await;
    }

    /// Time passes, and nobody looks.
    pub fn pass_unseen(&self, seconds: i64) {
        self.now_s.fetch_add(seconds, Ordering::SeqCst);
    }

    /// What was called back, of one kind.
    pub fn heard(&self, kind: CallbackKind) -> Vec<Value> {
        let sent = self.handle.callbacks_sent().into_iter();
        sent.filter(|it| it.kind == kind)
            .map(|it| serde_json::from_str(&it.body).unwrap())
            .collect()
    }

    /// The result codes of the callbacks of pushes.
    pub fn results(&self) -> Vec<Value> {
        let heard = self.heard(CallbackKind::Stk).into_iter();
        heard
            .map(|it| it["Body"]["stkCallback"]["ResultCode"].clone())
            .collect()
    }

    pub fn outcomes(&self) -> Vec<Outcome> {
        let Truth { pushes, .. } = self.handle.truth();
        pushes.into_iter().map(|it| it.outcome).collect()
    }
}

pub fn not_paid(code: &str) -> Outcome {
    Outcome::NotPaid(code.to_owned())
}

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

pub async fn read(answer: reqwest::Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(json!(text)))
}

async fn hear(State(answers): State<Answers>, uri: Uri) -> (StatusCode, String) {
    let answer = answers.lock().unwrap().get(uri.path()).cloned();
    match answer {
        None => (StatusCode::OK, String::new()),
        Some(Some(answer)) => answer,
        Some(None) => std::future::pending().await,
    }
}
