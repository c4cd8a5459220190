//! The AWS JSON 1.0 protocol: from a request's target and body to an operation, and
//! from its outcome to the answer that the SDKs read.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Response, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::attributes::{self, Attributes};
use super::batch::{self, Entry};
use super::error::QueueError;
use super::send::{self, Outgoing};
use super::service::{Done, Service};
use super::visibility::{self, Change, Deletion};
use super::{answers, listing, receive, redrive};

/// The longest body that is read: a batch of 1 MiB in which every character is
/// escaped.
const REQUEST_BYTES_MAX: usize = 8 * 1024 * 1024;

const TARGET_PREFIX: &str = "AmazonSQS.";

/// Operations that SQS has and one machine has no use for.
const UNSUPPORTED: [&str; 8] = [
    "AddPermission",
    "CancelMessageMoveTask",
    "DeleteQueue",
    "ListDeadLetterSourceQueues",
    "ListQueueTags",
    "RemovePermission",
    "TagQueue",
    "UntagQueue",
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    queue_name: String,
    #[serde(default)]
    attributes: Attributes,
}

/// A request about the queue at an address.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct At<T> {
    queue_url: String,
    #[serde(flatten)]
    content: T,
}

#[derive(Deserialize)]
struct Empty {}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entries<T> {
    #[serde(default = "Vec::new")]
    entries: Vec<Entry<T>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Asked {
    #[serde(default)]
    attribute_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Settings {
    attributes: Attributes,
}

impl<T> At<T> {
    fn queue(&self) -> String {
        listing::queue_of(&self.queue_url).to_owned()
    }
}

/// Answers every path, for the operation is in a header.
pub(super) fn router(service: Service) -> Router {
    Router::new().fallback(handle).with_state(service)
}

async fn handle(State(service): State<Service>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    match answer(&service, &parts, body).await {
        Ok(body) => answers::success(body),
        Err(error) => answers::refusal(&error),
    }
}

async fn answer(service: &Service, parts: &Parts, body: Body) -> Result<Vec<u8>, QueueError> {
    if !parts.headers.contains_key(header::AUTHORIZATION) {
        return Err(QueueError::AuthenticationMissing);
    }
    let target = text(parts, "x-amz-target");
    let Some(operation) = target.strip_prefix(TARGET_PREFIX) else {
        return Err(QueueError::OperationUnknown(target.to_owned()));
    };
    let limit_bytes = REQUEST_BYTES_MAX;
    let body = to_bytes(body, limit_bytes)
        .await
        .map_err(|_| QueueError::RequestTooLong { limit_bytes })?;
    let base_url = format!("http://{}", text(parts, "host"));
    match operation {
        "ReceiveMessage" => {
            let request: At<receive::Request> = parse(&body)?;
            json(receive::receive(service, request.queue(), request.content).await?)
        }
        "SendMessage"
        | "SendMessageBatch"
        | "DeleteMessage"
        | "DeleteMessageBatch"
        | "ChangeMessageVisibility"
        | "ChangeMessageVisibilityBatch" => on_messages(service, operation, &body).await,
        _ => on_queues(service, operation, &body, base_url).await,
    }
}

async fn on_messages(
    service: &Service,
    operation: &str,
    body: &[u8],
) -> Result<Vec<u8>, QueueError> {
    match operation {
        "SendMessage" => {
            let it: At<Outgoing> = parse(body)?;
            let work = move |db: &_, now_ms| send::send(db, now_ms, &it.queue(), &it.content);
            json(service.run(work).await?)
        }
        "SendMessageBatch" => {
            let it: At<Entries<Outgoing>> = parse(body)?;
            let work =
                move |db: &_, now_ms| batch::send(db, now_ms, &it.queue(), &it.content.entries);
            json(service.run(work).await?)
        }
        "DeleteMessage" => {
            let it: At<Deletion> = parse(body)?;
            let work = move |db: &_, _| {
                visibility::delete(db, &it.queue(), &it.content).map(Done::quietly)
            };
            nothing(service.run(work).await?)
        }
        "DeleteMessageBatch" => {
            let it: At<Entries<Deletion>> = parse(body)?;
            let work = move |db: &_, _| batch::delete(db, &it.queue(), &it.content.entries);
            json(service.run(work).await?)
        }
        "ChangeMessageVisibility" => {
            let it: At<Change> = parse(body)?;
            let work = move |db: &_, now_ms| visibility::hide(db, now_ms, &it.queue(), &it.content);
            nothing(service.run(work).await?)
        }
        _ => {
            let it: At<Entries<Change>> = parse(body)?;
            let work =
                move |db: &_, now_ms| batch::change(db, now_ms, &it.queue(), &it.content.entries);
            json(service.run(work).await?)
        }
    }
}

async fn on_queues(
    service: &Service,
    operation: &str,
    body: &[u8],
    base_url: String,
) -> Result<Vec<u8>, QueueError> {
    match operation {
        "CreateQueue" => {
            let it: Named = parse(body)?;
            let place = listing::Place::of(&base_url, &it.queue_name);
            let work = move |db: &_, now_ms| {
                attributes::create(db, now_ms, &it.queue_name, &it.attributes)
            };
            service.run(work).await?;
            json(place)
        }
        "GetQueueUrl" => {
            let it: Named = parse(body)?;
            let work = move |db: &_, _| listing::place(db, &base_url, &it.queue_name);
            json(service.run(work).await?)
        }
        "ListQueues" => {
            let it: listing::Request = parse(body)?;
            json(
                service
                    .run(move |db, _| listing::list(db, &base_url, &it))
                    .await?,
            )
        }
        "GetQueueAttributes" => {
            let it: At<Asked> = parse(body)?;
            let work = move |db: &_, now_ms| {
                attributes::get(db, now_ms, &it.queue(), &it.content.attribute_names)
            };
            json(service.run(work).await?)
        }
        "SetQueueAttributes" => {
            let it: At<Settings> = parse(body)?;
            let work = move |db: &_, now_ms| {
                attributes::set(db, now_ms, &it.queue(), &it.content.attributes)
            };
            nothing(service.run(work).await?)
        }
        "PurgeQueue" => {
            let it: At<Empty> = parse(body)?;
            nothing(
                service
                    .run(move |db, _| listing::purge(db, &it.queue()))
                    .await?,
            )
        }
        "StartMessageMoveTask" => {
            let it: redrive::Request = parse(body)?;
            json(
                service
                    .run(move |db, now_ms| redrive::begin(db, now_ms, &it))
                    .await?,
            )
        }
        "ListMessageMoveTasks" => {
            let it: redrive::Question = parse(body)?;
            json(service.run(move |db, _| redrive::tasks(db, &it)).await?)
        }
        known if UNSUPPORTED.contains(&known) => {
            Err(QueueError::OperationUnsupported(known.to_owned()))
        }
        other => Err(QueueError::OperationUnknown(other.to_owned())),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, QueueError> {
    serde_json::from_slice(body).map_err(|error| QueueError::RequestMalformed(error.to_string()))
}

fn json(answer: impl Serialize) -> Result<Vec<u8>, QueueError> {
    serde_json::to_vec(&answer).map_err(|error| QueueError::RequestMalformed(error.to_string()))
}

fn nothing((): ()) -> Result<Vec<u8>, QueueError> {
    Ok(b"{}".to_vec())
}

fn text<'a>(parts: &'a Parts, name: &str) -> &'a str {
    parts
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
