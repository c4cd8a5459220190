//! The gateway's services over HTTP: what is taken, in which order, and where it may go wrong.
//! It must not know what the phones do.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use axum::{Json, Router};
use serde_json::Value;

use crate::sms::BASE_PATH;
use crate::sms::account::{self, Asked};
use crate::sms::answer::{self, Spelling};
use crate::sms::code::Code;
use crate::sms::desk::Desk;

/// What is left on an account without an end.
const ENDLESS_CREDIT: u64 = 1_000_000;

type At = State<Arc<Desk>>;

/// The services, each with and without a slash at its end.
pub(super) fn router(desk: Arc<Desk>) -> Router {
    let services: [(&str, MethodRouter<Arc<Desk>>); 4] = [
        ("sendsms", post(send_sms)),
        ("sendbulk", post(send_bulk)),
        ("getdlr", post(get_report)),
        ("getbalance", post(get_balance)),
    ];
    let mut router = Router::new();
    for (name, service) in services {
        // Anything but POST would put the API key into addresses and logs.
        let service = service.fallback(wrong_method);
        let path = format!("{BASE_PATH}{name}");
        router = router
            .route(&format!("{path}/"), service.clone())
            .route(&path, service);
    }
    router.with_state(desk)
}

async fn send_sms(State(desk): At, body: Bytes) -> Response {
    send(desk, &body, account::single).await
}

async fn send_bulk(State(desk): At, body: Bytes) -> Response {
    send(desk, &body, account::bulk).await
}

async fn send(
    desk: Arc<Desk>,
    body: &[u8],
    read: fn(&Value) -> Result<Vec<Asked>, Code>,
) -> Response {
    desk.count_call();
    if desk.hit(|it| &mut it.busy) {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    }
    if desk.hit(|it| &mut it.error_untaken) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let spelling = Spelling::of(&desk);
    let asked = account::object(body)
        .and_then(|request| read(&request))
        .and_then(|asked| known(&desk).map(|()| asked));
    let asked = match asked {
        Ok(asked) => asked,
        Err(code) => return Json(spelling.whole(code)).into_response(),
    };
    // On a task of its own: a client that hangs up does not take back what was taken.
    let taking = tokio::spawn({
        let desk = desk.clone();
        async move { desk.take(asked).await }
    });
    let Ok(rows) = taking.await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let answer = spelling.rows(&rows, &desk);
    told(&desk, answer).await
}

/// The answer, or what comes of it on its way.
async fn told(desk: &Desk, answer: Value) -> Response {
    if desk.hit(|it| &mut it.late) {
        tokio::time::sleep(desk.oddities().late_by).await;
    }
    if desk.hit(|it| &mut it.error_taken) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    if desk.hit(|it| &mut it.web_page) {
        return answer::web_page();
    }
    if desk.hit(|it| &mut it.broken_off) {
        return answer::broken_off(&answer);
    }
    Json(answer).into_response()
}

async fn get_report(State(desk): At, body: Bytes) -> Response {
    let spelling = Spelling::of(&desk);
    let message_id = match asked_by_account(&desk, &body) {
        Ok(request) => account::text(&request, "messageID").parse().ok(),
        Err(code) => return Json(spelling.whole(code)).into_response(),
    };
    let found = message_id.and_then(|id| desk.report(id).map(|report| (id, report)));
    let answer = match found {
        None => spelling.whole(Code::NotFound),
        Some(_) if desk.hit(|it| &mut it.reports_pending) => spelling.whole(Code::NoReport),
        Some((id, report)) => spelling.report(id, &report),
    };
    Json(answer).into_response()
}

async fn get_balance(State(desk): At, body: Bytes) -> Response {
    let spelling = Spelling::of(&desk);
    let answer = match asked_by_account(&desk, &body) {
        Ok(_) => spelling.balance(desk.oddities().credit.unwrap_or(ENDLESS_CREDIT)),
        Err(code) => spelling.whole(code),
    };
    Json(answer).into_response()
}

async fn wrong_method(State(desk): At) -> Response {
    Json(Spelling::of(&desk).whole(Code::UnsupportedRequest)).into_response()
}

fn asked_by_account(desk: &Desk, body: &[u8]) -> Result<Value, Code> {
    let request = account::object(body)?;
    account::credentials(&request)?;
    known(desk).map(|()| request)
}

fn known(desk: &Desk) -> Result<(), Code> {
    match desk.oddities().wrong_credentials {
        true => Err(Code::InvalidCredentials),
        false => Ok(()),
    }
}
