//! How a push is answered, which need not have to do with what became of it.

use std::future;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use fastrand::Rng;
use futures::stream;
use serde_json::{Value, json};

use crate::mpesa::oddities::{Fault, Oddities};
use crate::mpesa::pushes::Push;
use crate::mpesa::refusal::Refusal;
use crate::mpesa::state::State;

/// How one push is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As documented.
    Right,
    /// As documented, after this time.
    Slow(Duration),
    /// Not.
    Never,
    /// Refused before anything was done.
    Refused(Busy),
    /// Wrongly.
    Wrong {
        how: Wrong,
        /// With the prompt on the phone.
        prompted: bool,
    },
}

/// One of the switches that are two.
type FaultSwitch = fn(&mut Oddities) -> &mut Fault;

/// Why a push is refused though it is fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Busy {
    SpikeArrest,
    Quota,
}

/// An answer from which nothing follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    WebPage,
    Empty,
    TooMany,
    InternalError,
    Cut,
}

impl Way {
    /// Draws a way; the first switch that hits wins.
    pub fn draw(state: &mut State, lots: &mut Rng) -> Self {
        if state.hit(|it| &mut it.spike_arrest, lots) {
            return Self::Refused(Busy::SpikeArrest);
        }
        if state.hit(|it| &mut it.quota, lots) {
            return Self::Refused(Busy::Quota);
        }
        let faults: [(Wrong, FaultSwitch); 5] = [
            (Wrong::WebPage, |it| &mut it.ack_web_page),
            (Wrong::Empty, |it| &mut it.ack_empty),
            (Wrong::TooMany, |it| &mut it.ack_too_many),
            (Wrong::InternalError, |it| &mut it.ack_internal_error),
            (Wrong::Cut, |it| &mut it.ack_cut),
        ];
        for (how, fault) in faults {
            let fault = fault(&mut state.oddities);
            let prompted = fault.prompted.hit(lots);
            if prompted || fault.unprompted.hit(lots) {
                return Self::Wrong { how, prompted };
            }
        }
        if state.hit(|it| &mut it.ack_never, lots) {
            return Self::Never;
        }
        if state.hit(|it| &mut it.ack_slow, lots) {
            return Self::Slow(state.oddities.delays.ack_slow_by);
        }
        Self::Right
    }

    /// Whether the push itself is taken.
    pub fn prompts(self) -> bool {
        !matches!(
            self,
            Self::Refused(_)
                | Self::Wrong {
                    prompted: false,
                    ..
                }
        )
    }

    /// The answer, when it is time for it; nothing was taken where there is no push.
    pub async fn answer(self, push: Option<&Push>, lots: &mut Rng) -> Response {
        let ack = push.map_or(Value::Null, taken);
        match self {
            Self::Right => Json(ack).into_response(),
            Self::Slow(by) => {
                tokio::time::sleep(by).await;
                Json(ack).into_response()
            }
            Self::Never => future::pending().await,
            Self::Refused(Busy::SpikeArrest) => Refusal::spike_arrest().answer(lots),
            Self::Refused(Busy::Quota) => Refusal::quota().answer(lots),
            Self::Wrong { how, .. } => how.answer(&ack, lots),
        }
    }
}

impl Wrong {
    fn answer(self, ack: &Value, lots: &mut Rng) -> Response {
        match self {
            Self::WebPage => {
                Html("<!DOCTYPE html><html><body><h1>Request Rejected</h1></body></html>")
                    .into_response()
            }
            Self::Empty => StatusCode::OK.into_response(),
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS.into_response(),
            Self::InternalError => Refusal::internal().answer(lots),
            Self::Cut => cut(ack),
        }
    }
}

fn taken(push: &Push) -> Value {
    json!({
        "MerchantRequestID": push.merchant_request,
        "CheckoutRequestID": push.checkout_request,
        "ResponseCode": "0",
        "ResponseDescription": "Success. Request accepted for processing",
        "CustomerMessage": "Success. Request accepted for processing",
    })
}

/// The answer up to its middle, and then the end of the connection.
fn cut(ack: &Value) -> Response {
    let text = ack.to_string();
    let half = Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2]);
    let parts = stream::iter([
        Ok(half),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ]);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, Body::from_stream(parts)).into_response()
}
