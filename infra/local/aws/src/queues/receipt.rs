//! The receipt handle: which receive of which message it stands for.

use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error::QueueError;
use super::settings::Queue;

/// One receive of one message. A later receive has another count, by which an
/// older handle is known to be stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    pub(super) queue_id: i64,
    pub(super) sequence: i64,
    pub(super) receive_count: i64,
    pub(super) message_id: String,
}

impl Receipt {
    /// The handle that the consumer is given.
    pub(super) fn handle(&self) -> String {
        let Receipt {
            queue_id,
            sequence,
            receive_count,
            message_id,
        } = self;
        URL_SAFE_NO_PAD.encode(format!(
            "{queue_id}:{sequence}:{receive_count}:{message_id}"
        ))
    }

    /// Reads a handle that has to be one of `queue`'s.
    pub(super) fn parse(handle: &str, queue: &Queue) -> Result<Receipt, QueueError> {
        decode(handle)
            .filter(|receipt| receipt.queue_id == queue.id)
            .ok_or(QueueError::ReceiptHandleInvalid)
    }
}

fn decode(handle: &str) -> Option<Receipt> {
    let bytes = URL_SAFE_NO_PAD.decode(handle).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.splitn(4, ':');
    let mut number = || parts.next().and_then(|it| i64::from_str(it).ok());
    let (queue_id, sequence, receive_count) = (number()?, number()?, number()?);
    Some(Receipt {
        queue_id,
        sequence,
        receive_count,
        message_id: parts.next()?.to_owned(),
    })
}
