//! Works through a batch of queue messages so that one that fails does not take the others with it.
//! It owns the answer to SQS; what a message means is its handler's business.

use std::future::Future;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures::StreamExt;
use serde::de::DeserializeOwned;

use crate::request::{RequestId, carrying};

/// Messages worked on at a time.
pub const MESSAGES_AT_ONCE: usize = 5;

/// What a handler says about one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// Nothing is left to do.
    Done,
    /// It failed for now; the queue shows it again later.
    Retry,
    /// It cannot succeed until somebody repairs something.
    /// The queue moves it to its dead letters after the last receipt; only that keeps it for a person, so it fails too.
    Park,
}

/// Which message of a batch it is, and which request it goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// SQS's name of the message.
    pub id: String,
    /// The request that set it off.
    pub request: RequestId,
}

impl Envelope {
    /// What stands on a message.
    #[must_use]
    pub fn of(message: &SqsMessage) -> Self {
        Self {
            id: message.message_id.clone().unwrap_or_default(),
            request: RequestId::of_message(message),
        }
    }
}

/// Hands every message to `handler` and answers which ones have to stay on the queue. What is done for a message
/// carries its request.
/// A body that is no `M` stays as well, and ends among the dead letters. No body is ever logged.
pub async fn run<M, H, F>(event: SqsEvent, handler: H) -> SqsBatchResponse
where
    M: DeserializeOwned,
    H: Fn(M) -> F,
    F: Future<Output = Handled>,
{
    let handler = &handler;
    let handled = futures::stream::iter(event.records)
        .map(|message| async move {
            let envelope = Envelope::of(&message);
            let handled = handle_one(&message, handler);
            let handled = carrying(envelope.request.clone(), handled).await;
            (envelope, handled)
        })
        .buffered(MESSAGES_AT_ONCE)
        .collect::<Vec<(Envelope, Handled)>>()
        .await;
    answer(handled)
}

/// What SQS is told of a batch: the ids of the messages that have to stay on the queue.
#[must_use]
pub fn answer(handled: impl IntoIterator<Item = (Envelope, Handled)>) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for (Envelope { id, request }, handled) in handled {
        let _carried = request.span().entered();
        match handled {
            Handled::Done => continue,
            Handled::Retry => tracing::warn!(queued = id, "a message stays on the queue"),
            Handled::Park => tracing::error!(queued = id, "a message waits for its dead letters"),
        }
        // Without its id a message cannot be named; an empty one makes SQS repeat the whole batch, which loses nothing.
        response.add_failure(id);
    }
    response
}

async fn handle_one<M, H, F>(message: &SqsMessage, handler: &H) -> Handled
where
    M: DeserializeOwned,
    H: Fn(M) -> F,
    F: Future<Output = Handled>,
{
    match serde_json::from_str(message.body.as_deref().unwrap_or_default()) {
        Ok(body) => handler(body).await,
        Err(error) => {
            // Of serde's error only the place: its text may quote the body.
            tracing::error!(column = error.column(), "a message is not one of ours");
            Handled::Park
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Answer {
        answer: String,
    }

    fn event(bodies: &[(&str, &str)]) -> SqsEvent {
        let records: Vec<_> = bodies
            .iter()
            .map(|(id, body)| serde_json::json!({"messageId": id, "body": body}))
            .collect();
        serde_json::from_value(serde_json::json!({"Records": records})).unwrap()
    }

    async fn failures(bodies: &[(&str, &str)]) -> Vec<String> {
        let response = run(event(bodies), |message: Answer| async move {
            match message.answer.as_str() {
                "done" => Handled::Done,
                "retry" => Handled::Retry,
                _ => Handled::Park,
            }
        });
        let failures = response.await.batch_item_failures;
        failures
            .into_iter()
            .map(|failure| failure.item_identifier)
            .collect()
    }

    #[tokio::test]
    async fn only_what_is_not_done_stays_on_the_queue() {
        let done = r#"{"answer":"done"}"#;
        let batch = [
            ("1", done),
            ("2", r#"{"answer":"retry"}"#),
            ("3", done),
            ("4", r#"{"answer":"park"}"#),
            ("5", "not JSON"),
            ("6", r#"{"question":"?"}"#),
            ("7", ""),
            ("8", done),
            ("9", done),
            ("10", done),
        ];
        assert_eq!(failures(&batch).await, ["2", "4", "5", "6", "7"]);
    }

    #[tokio::test]
    async fn a_batch_that_is_done_answers_nothing() {
        assert!(failures(&[("1", r#"{"answer":"done"}"#)]).await.is_empty());
        assert!(failures(&[]).await.is_empty());
    }
}
