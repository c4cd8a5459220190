//! A proxy before the engine that misbehaves as DynamoDB and networks do, by a seeded dice.
//!
//! It refuses without doing (throttling, conflicts, server errors), does without answering (lost
//! acknowledgements), hides what an index has not caught up with, and crashes the caller at a chosen
//! request by never answering it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use fastrand::Rng;
use serde_json::{Value, json};
use tokio::sync::Notify;

/// Chance of each kind of fault, in a thousand requests.
const REFUSED: u32 = 30;
const CONFLICT: u32 = 60;
const LOST_ANSWER: u32 = 30;
const STALE_INDEX: u32 = 200;

struct Dice {
    rng: Rng,
    on: bool,
    /// Requests until the caller crashes.
    crash_in: Option<u32>,
    /// Where in a list the items begin that an index may not show yet.
    recent_from: String,
}

/// The dice, shared between the proxy and whoever turns it on and off.
#[derive(Clone)]
pub struct Faults {
    dice: Arc<Mutex<Dice>>,
    pub crashed: Arc<Notify>,
    upstream: String,
    http: reqwest::Client,
}

enum Fate {
    Honest,
    Refuse(&'static str),
    Conflict,
    LoseAnswer,
    Crash { after_doing: bool },
}

impl Faults {
    /// Starts the proxy in front of `upstream`; its address.
    pub async fn before(upstream: &str, seed: u64) -> (Self, String) {
        let faults = Self {
            dice: Arc::new(Mutex::new(Dice {
                rng: Rng::with_seed(seed),
                on: false,
                crash_in: None,
                recent_from: String::new(),
            })),
            crashed: Arc::new(Notify::new()),
            upstream: upstream.to_owned(),
            http: reqwest::Client::new(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let app = Router::new().fallback(forward).with_state(faults.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (faults, address)
    }

    /// Turns the faults on or off.
    pub fn turn(&self, on: bool) {
        let mut dice = self.dice.lock().expect("no panic holds the dice");
        dice.on = on;
        dice.crash_in = None;
    }

    /// Tells from when on items are so new that an index may not show them yet.
    pub fn recent_from(&self, stamp: String) {
        self.dice
            .lock()
            .expect("no panic holds the dice")
            .recent_from = stamp;
    }

    /// Lets the caller crash at its n-th request from now.
    pub fn crash_in(&self, requests: u32) {
        self.dice.lock().expect("no panic holds the dice").crash_in = Some(requests);
    }

    fn fate(&self, operation: &str) -> Fate {
        let mut dice = self.dice.lock().expect("no panic holds the dice");
        if !dice.on {
            return Fate::Honest;
        }
        if let Some(left) = dice.crash_in {
            dice.crash_in = left.checked_sub(1).filter(|left| *left > 0);
            if dice.crash_in.is_none() {
                let after_doing = dice.rng.bool();
                return Fate::Crash { after_doing };
            }
        }
        let thrown = dice.rng.u32(0..1000);
        if thrown < REFUSED {
            return Fate::Refuse(if thrown.is_multiple_of(2) {
                "ProvisionedThroughputExceededException"
            } else {
                "InternalServerError"
            });
        }
        if thrown < REFUSED + LOST_ANSWER {
            return Fate::LoseAnswer;
        }
        if operation == "TransactWriteItems" && thrown < REFUSED + LOST_ANSWER + CONFLICT {
            return Fate::Conflict;
        }
        Fate::Honest
    }

    fn index_is_stale(&self) -> Option<usize> {
        let mut dice = self.dice.lock().expect("no panic holds the dice");
        (dice.on && dice.rng.u32(0..1000) < STALE_INDEX).then(|| dice.rng.usize(1..4))
    }

    async fn ask(&self, headers: &HeaderMap, body: Bytes) -> (StatusCode, Bytes) {
        let mut request = self.http.post(&self.upstream).body(body);
        for name in [
            "x-amz-target",
            "content-type",
            "authorization",
            "x-amz-date",
        ] {
            if let Some(value) = headers.get(name) {
                request = request.header(name, value.as_bytes());
            }
        }
        let answer = request.send().await.expect("the engine answers");
        let status = StatusCode::from_u16(answer.status().as_u16()).expect("a status");
        (status, answer.bytes().await.expect("a body"))
    }
}

async fn forward(State(faults): State<Faults>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    let on_index = operation == "Query" && body.windows(11).any(|part| part == b"\"IndexName\"");
    match faults.fate(&operation) {
        Fate::Refuse(code) => refusal(code),
        Fate::Conflict => conflict(&body),
        Fate::LoseAnswer => {
            faults.ask(&headers, body).await;
            refusal("InternalServerError")
        }
        Fate::Crash { after_doing } => {
            if after_doing {
                faults.ask(&headers, body).await;
            }
            faults.crashed.notify_one();
            std::future::pending().await
        }
        Fate::Honest => {
            let (status, answer) = faults.ask(&headers, body).await;
            let answer = if on_index {
                faults.behind(answer)
            } else {
                answer
            };
            (
                status,
                [("content-type", "application/x-amz-json-1.0")],
                answer,
            )
                .into_response()
        }
    }
}

impl Faults {
    /// An index that has not caught up: some of the newest items are missing from the answer.
    fn behind(&self, answer: Bytes) -> Bytes {
        let Some(missing) = self.index_is_stale() else {
            return answer;
        };
        let Ok(mut parsed) = serde_json::from_slice::<Value>(&answer) else {
            return answer;
        };
        let recent_from = self
            .dice
            .lock()
            .expect("no panic holds the dice")
            .recent_from
            .clone();
        let mut left = missing;
        if let Some(items) = parsed.get_mut("Items").and_then(Value::as_array_mut) {
            items.retain(|item| {
                let recent = item["lsk"]["S"]
                    .as_str()
                    .is_some_and(|place| place >= recent_from.as_str());
                let hidden = recent && left > 0;
                left -= usize::from(hidden);
                !hidden
            });
        }
        Bytes::from(parsed.to_string())
    }
}

fn refusal(code: &str) -> Response {
    let status = if code == "InternalServerError" {
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::BAD_REQUEST
    };
    let body = json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "simulated" });
    (
        status,
        [("content-type", "application/x-amz-json-1.0")],
        body.to_string(),
    )
        .into_response()
}

/// Another transaction holds one of the items; nothing was written.
fn conflict(body: &Bytes) -> Response {
    let count = serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|request| {
            request
                .get("TransactItems")
                .and_then(Value::as_array)
                .map(Vec::len)
        })
        .unwrap_or(1);
    let mut reasons = vec![json!({ "Code": "None" }); count];
    reasons[0] = json!({ "Code": "TransactionConflict", "Message": "simulated" });
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]",
        "CancellationReasons": reasons,
    });
    (
        StatusCode::BAD_REQUEST,
        [("content-type", "application/x-amz-json-1.0")],
        body.to_string(),
    )
        .into_response()
}
