//! The SES Query protocol: from a form to an action, and from its outcome to XML.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use uuid::Uuid;

use super::form::Form;
use super::letters;
use super::{MailboxError, compose, raw, xml};
use crate::clock::Clock;
use crate::database::Desk;

/// The longest message, attachments included: 10 MiB.
pub(super) const MESSAGE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// Receivers of one message.
pub(super) const RECIPIENTS_MAX: usize = 50;

/// The longest body that is read: the longest message in base64, form-encoded.
const REQUEST_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What the quota says. Nothing here holds anybody to it.
const QUOTA_MESSAGES_PER_DAY: i64 = 50_000;
const QUOTA_MESSAGES_PER_S: i64 = 14;

/// Why an action was refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// Not signed; see the queues' error of that name.
    #[error("Request is missing Authentication Token")]
    AuthenticationMissing,
    #[error("The request cannot be read: {0}")]
    RequestMalformed(String),
    #[error("Could not find operation {0}")]
    ActionUnknown(String),
    #[error(
        "1 validation error detected: Value at '{0}' failed to satisfy constraint: Member must not be null"
    )]
    Missing(&'static str),
    #[error("{0}")]
    ParameterInvalid(String),
    #[error("{0}")]
    MessageRejected(String),
    #[error("Message length is more than {MESSAGE_BYTES_MAX} bytes long: '{sent_bytes}'.")]
    MessageTooLong { sent_bytes: usize },
    #[error("The request processing has failed because of an unknown error.")]
    Mailbox(#[from] MailboxError),
}

impl Refusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Refusal::AuthenticationMissing => "MissingAuthenticationToken",
            Refusal::RequestMalformed(_) => "MalformedInput",
            Refusal::ActionUnknown(_) => "InvalidAction",
            Refusal::Missing(_) => "ValidationError",
            Refusal::ParameterInvalid(_) => "InvalidParameterValue",
            Refusal::MessageRejected(_) | Refusal::MessageTooLong { .. } => "MessageRejected",
            Refusal::Mailbox(_) => "InternalFailure",
        }
    }

    pub(super) fn fault(&self) -> &'static str {
        match self {
            Refusal::Mailbox(_) => "Receiver",
            _ => "Sender",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::AuthenticationMissing => StatusCode::FORBIDDEN,
            Refusal::Mailbox(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

#[derive(Clone)]
struct Service {
    desk: Desk,
    clock: Clock,
}

/// Answers every path, for the action is in the form.
pub(super) fn router(desk: Desk, clock: Clock) -> Router {
    Router::new()
        .fallback(handle)
        .with_state(Service { desk, clock })
}

async fn handle(State(service): State<Service>, request: Request) -> Response<Body> {
    let request_id = Uuid::new_v4().to_string();
    match answer(&service, request, &request_id).await {
        Ok(answer) => respond(StatusCode::OK, answer),
        Err(refusal) => {
            if let Refusal::Mailbox(error) = &refusal {
                tracing::error!(?error, "the mailbox failed");
            }
            respond(refusal.status(), xml::refusal(&refusal, &request_id))
        }
    }
}

async fn answer(service: &Service, request: Request, request_id: &str) -> Result<String, Refusal> {
    if !request.headers().contains_key(header::AUTHORIZATION) {
        return Err(Refusal::AuthenticationMissing);
    }
    let body = to_bytes(request.into_body(), REQUEST_BYTES_MAX)
        .await
        .map_err(|error| Refusal::RequestMalformed(error.to_string()))?;
    let form = Form::parse(&body)?;
    let clock = service.clock.clone();
    let action = form.get("Action").unwrap_or_default();
    let letter = match action {
        "SendEmail" => compose::letter(&form)?,
        "SendRawEmail" => raw::letter(&form)?,
        "GetSendQuota" => {
            let sent = service
                .desk
                .run(move |connection| letters::sent_in_a_day(connection, clock()))
                .await?;
            let fields = [
                ("Max24HourSend", QUOTA_MESSAGES_PER_DAY.to_string()),
                ("MaxSendRate", QUOTA_MESSAGES_PER_S.to_string()),
                ("SentLast24Hours", sent.to_string()),
            ];
            return Ok(xml::answer(action, &fields, request_id));
        }
        other => return Err(Refusal::ActionUnknown(other.to_owned())),
    };
    let id = service
        .desk
        .run(move |connection| letters::store(connection, clock(), &letter))
        .await?;
    Ok(xml::answer(action, &[("MessageId", id)], request_id))
}

fn respond(status: StatusCode, xml: String) -> Response<Body> {
    let mut response = Response::new(Body::from(xml));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/xml");
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}
