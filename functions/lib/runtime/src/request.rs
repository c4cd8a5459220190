//! The id of a request, which follows what the request sets off: into every line of the log, and over the queues.
//! It owns where an id comes from and what form it has; who writes a line or sends a message need not name it.
//!
//! An id is the platform's or ours. What a sender calls its request in a header is never looked at, so nobody outside
//! decides what stands in the log.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use aws_lambda_events::event::sqs::SqsMessage;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use lambda_http::request::RequestContext;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::context::Context;

/// The attribute of a queue's message that holds the id of the request it goes back to.
pub const MESSAGE_ATTRIBUTE: &str = "request";

/// The longest id, in characters. Lambda's have 36, API Gateway's 16.
pub const REQUEST_ID_CHARACTERS_MAX: usize = 64;

tokio::task_local! {
    static CARRIED: RequestId;
}

/// The id of a request. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// An id that the platform gave; nothing where it has not the form of one: letters, of which there is one at
    /// least, digits and `-_=+/`. A telephone number has no letter, a name has a space or is in another script.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=+/".contains(c);
        let fits = text.len() <= REQUEST_ID_CHARACTERS_MAX
            && text.chars().all(is_plain)
            && text.contains(|c: char| c.is_ascii_alphabetic());
        fits.then(|| Self(text.into()))
    }

    /// A new one, where nobody gave any.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::now_v7().to_string().into())
    }

    /// The id that an invocation of a function has, or a new one.
    #[must_use]
    pub fn of_invocation(id: &str) -> Self {
        Self::parse(id).unwrap_or_else(Self::fresh)
    }

    /// The request that a message goes back to: the one in its attribute, or else the one that is being worked on,
    /// or else a new one. A message of an earlier version, and what SES reports, have no attribute.
    #[must_use]
    pub fn of_message(message: &SqsMessage) -> Self {
        let attribute = message.message_attributes.get(MESSAGE_ATTRIBUTE);
        let value = attribute.and_then(|attribute| attribute.string_value.as_deref());
        value
            .and_then(Self::parse)
            .or_else(current)
            .unwrap_or_else(Self::fresh)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What puts the id into the lines of the log. At the level of an error, so that no filter which lets a line pass
    /// takes the id from it.
    #[must_use]
    pub fn span(&self) -> Span {
        tracing::error_span!("request", request = %self)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The request that is being worked on; nothing outside of [`carrying`].
#[must_use]
pub fn current() -> Option<RequestId> {
    CARRIED.try_with(Clone::clone).ok()
}

/// Works on `future` for a request: its lines carry the id, and so do the messages that it sends. A task that it
/// spawns carries nothing.
pub async fn carrying<F: Future>(id: RequestId, future: F) -> F::Output {
    // Boxed, so that what is worked on is not laid out within what carries it.
    let future = Box::pin(future.instrument(id.span()));
    CARRIED.scope(id, future).await
}

/// Gives each request that `router` answers its id, and has what it counted written once it is answered.
pub fn observed(router: Router, context: &Context) -> Router {
    router.layer(from_fn_with_state(context.clone(), observe))
}

async fn observe(State(context): State<Context>, request: Request, next: Next) -> Response {
    let id = given(&request).unwrap_or_else(RequestId::fresh);
    let answer = async {
        let response = next.run(request).await;
        context.metrics.write(context.clock.now());
        response
    };
    carrying(id, answer).await
}

/// API Gateway's own id, which stands in its access log too, or else that of the invocation; nothing on one machine.
fn given(request: &Request) -> Option<RequestId> {
    let extensions = request.extensions();
    if let Some(RequestContext::ApiGatewayV2(gateway)) = extensions.get::<RequestContext>()
        && let Some(id) = gateway.request_id.as_deref().and_then(RequestId::parse)
    {
        return Some(id);
    }
    let invocation = extensions.get::<lambda_http::Context>()?;
    RequestId::parse(&invocation.request_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(attribute: Option<&str>) -> SqsMessage {
        let attributes = attribute.map_or_else(
            || serde_json::json!({}),
            |value| {
                let attribute = serde_json::json!({
                    "stringValue": value, "dataType": "String",
                    "stringListValues": [], "binaryListValues": [],
                });
                serde_json::json!({ MESSAGE_ATTRIBUTE: attribute })
            },
        );
        let message = serde_json::json!({"messageId": "1", "messageAttributes": attributes});
        serde_json::from_value(message).unwrap()
    }

    #[test]
    fn an_id_has_the_form_that_the_platform_gives_it_and_no_other() {
        for id in [
            "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "JKJaXmPLvHcESHA=",
            "a",
        ] {
            assert_eq!(RequestId::parse(id).unwrap().as_str(), id);
        }
        let long = "a".repeat(REQUEST_ID_CHARACTERS_MAX + 1);
        for wrong in [
            "",
            "254712345678",
            "Asha Otieno",
            "asha@example.org",
            "أمينة",
            "a\nb",
            "{\"a\":1}",
            &long,
        ] {
            assert_eq!(RequestId::parse(wrong), None, "{wrong}");
        }
        assert!(RequestId::parse(RequestId::fresh().as_str()).is_some());
        assert_eq!(RequestId::of_invocation("254712345678").as_str().len(), 36);
    }

    #[tokio::test]
    async fn a_message_goes_back_to_its_own_request_or_to_the_one_at_hand() {
        let batch = RequestId::parse("batch").unwrap();
        carrying(batch.clone(), async {
            assert_eq!(current(), Some(batch.clone()));
            assert_eq!(RequestId::of_message(&message(Some("own"))).as_str(), "own");
            for other in [None, Some(""), Some("254712345678")] {
                assert_eq!(RequestId::of_message(&message(other)), batch, "{other:?}");
            }
        })
        .await;
        assert_eq!(current(), None);
        let fresh = RequestId::of_message(&message(None));
        assert_ne!(fresh, RequestId::of_message(&message(None)));
    }

    #[tokio::test]
    async fn those_who_work_side_by_side_carry_each_their_own() {
        let seen = |id: &'static str| {
            carrying(RequestId::parse(id).unwrap(), async {
                tokio::task::yield_now().await;
                current().unwrap().to_string()
            })
        };
        let seen = futures::join!(seen("one"), seen("two"));
        assert_eq!(seen, ("one".to_owned(), "two".to_owned()));
    }
}
