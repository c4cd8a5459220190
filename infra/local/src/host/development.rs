//! The addresses under `/dev`, which exist on one machine only: what was sent, and the clock.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use local_aws::mailbox::{Mailbox, PAGE_LIMIT, StoredMessage};
use runtime::problem::Problem;
use serde::{Deserialize, Serialize};

use crate::host::pages;
use crate::host::period;
use crate::host::schedules::Schedules;
use crate::host::sent::wants_json;

/// Messages on one page unless the request says.
const MESSAGES_DEFAULT: u32 = 100;

/// How long a moved clock waits for what follows from it. What takes longer goes on without it.
const DRAINED_WITHIN: Duration = Duration::from_secs(10);

/// What the addresses need.
#[derive(Clone)]
struct Development {
    mailbox: Arc<Mailbox>,
    schedules: Schedules,
}

/// `GET /dev/mailbox` and `POST /dev/clock`.
pub fn router(mailbox: Arc<Mailbox>, schedules: Schedules) -> Router {
    Router::new()
        .route("/dev/mailbox", get(show_mailbox))
        .route("/dev/clock", post(advance_clock).get(show_clock))
        .with_state(Development { mailbox, schedules })
}

#[derive(Deserialize)]
struct Page {
    limit: Option<u32>,
    cursor: Option<i64>,
}

/// A page of the mailbox, newest first.
#[derive(Serialize)]
struct Letters {
    items: Vec<StoredMessage>,
    next: Option<String>,
}

async fn show_mailbox(
    State(development): State<Development>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Response {
    let limit = page.limit.unwrap_or(MESSAGES_DEFAULT).clamp(1, PAGE_LIMIT);
    let items = match development.mailbox.messages(limit, page.cursor).await {
        Ok(items) => items,
        Err(error) => return Problem::internal(&error).into_response(),
    };
    let full = u32::try_from(items.len()).is_ok_and(|count| count == limit);
    let next = items
        .last()
        .filter(|_| full)
        .map(|last| last.sequence.to_string());
    if wants_json(&headers) {
        return Json(Letters { items, next }).into_response();
    }
    pages::mailbox(&items, next.as_deref()).into_response()
}

#[derive(Deserialize)]
struct Step {
    advance: String,
}

/// Where the clock is, and what ran because it got there.
#[derive(Serialize)]
struct Moved {
    now: DateTime<Utc>,
    ran: Vec<&'static str>,
}

async fn show_clock(State(development): State<Development>) -> Json<Moved> {
    let now = development.schedules.clock().now();
    Json(Moved {
        now,
        ran: Vec::new(),
    })
}

async fn advance_clock(
    State(development): State<Development>,
    step: Result<Json<Step>, JsonRejection>,
) -> Response {
    let step = match step {
        Ok(Json(step)) => step,
        Err(rejection) => {
            let detail =
                r#"Send JSON like {"advance": "P1D"}, with Content-Type: application/json."#;
            return Problem::new(rejection.status(), "malformed_body", detail).into_response();
        }
    };
    let by = match period::parse(&step.advance) {
        Ok(by) => by,
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Problem::new(status, "period_not_possible", error.to_string()).into_response();
        }
    };
    let schedules = &development.schedules;
    schedules.clock().advance(by);
    let ran = schedules.run_due().await;
    schedules.queues_drained(DRAINED_WITHIN).await;
    let now = schedules.clock().now();
    Json(Moved { now, ran }).into_response()
}
