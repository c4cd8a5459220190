//! How an outcome looks on the wire: the headers and the error's shape that the
//! SDKs read.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::json;
use uuid::Uuid;

use super::error::QueueError;

const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// The answer to an operation that was done.
pub(super) fn success(body: Vec<u8>) -> Response<Body> {
    respond(StatusCode::OK, body, None)
}

/// The answer to one that was refused; what failed here is logged here.
pub(super) fn refusal(error: &QueueError) -> Response<Body> {
    let fault = if error.is_senders_fault() {
        "Sender"
    } else {
        tracing::error!(?error, "an operation on a queue failed");
        "Receiver"
    };
    let body = json!({
        "__type": format!("com.amazonaws.sqs#{}", error.shape()),
        "message": error.to_string(),
    });
    let query_error = format!("{};{fault}", error.query_code());
    let body = body.to_string().into_bytes();
    respond(error.status(), body, Some(query_error))
}

fn respond(status: StatusCode, body: Vec<u8>, query_error: Option<String>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let request_id = Uuid::new_v4().to_string();
    let named = [
        ("content-type", Some(CONTENT_TYPE.to_owned())),
        ("x-amzn-requestid", Some(request_id)),
        ("x-amzn-query-error", query_error),
    ];
    for (name, value) in named {
        if let Some(value) = value.and_then(|it| HeaderValue::try_from(it).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
