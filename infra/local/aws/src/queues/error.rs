//! What can be wrong with a request to a queue, in the order in which it is
//! looked for, and how SQS calls it on the wire.

use axum::http::StatusCode;

use crate::database::DatabaseError;

/// Why an operation on a queue was refused.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The request is not signed. Nobody checks the signature; demanding the
    /// header keeps web pages in a browser on this machine out.
    #[error("Request is missing Authentication Token")]
    AuthenticationMissing,
    /// SQS has no such operation.
    #[error("The operation {0} is unknown.")]
    OperationUnknown(String),
    /// SQS has it, one machine does not.
    #[error("The operation is not supported here: {0}")]
    OperationUnsupported(String),
    /// The body is not the JSON of that operation.
    #[error("The request cannot be read: {0}")]
    RequestMalformed(String),
    /// The body is longer than any valid request.
    #[error("The request is longer than {limit_bytes} bytes.")]
    RequestTooLong {
        /// The longest body that is read.
        limit_bytes: usize,
    },
    /// There is no queue of that name.
    #[error("The specified queue does not exist.")]
    QueueMissing,
    /// A value is outside what SQS accepts.
    #[error("{0}")]
    ParameterInvalid(String),
    /// Another queue of that name has other settings.
    #[error("A queue already exists with the same name and a different value for attribute {0}")]
    QueueExistsOtherwise(&'static str),
    /// A queue has no such attribute.
    #[error("Unknown Attribute {0}.")]
    AttributeUnknown(String),
    /// A queue's attribute cannot have that value.
    #[error("Invalid value for the parameter {0}.")]
    AttributeInvalid(&'static str),
    /// A batch of nothing.
    #[error("There should be at least one entry in the request.")]
    BatchEmpty,
    /// A batch of more than ten.
    #[error("Maximum number of entries per request are 10. You have sent {0}.")]
    BatchTooManyEntries(usize),
    /// An entry's id is not 1 to 80 letters, digits, hyphens and underscores.
    #[error("The Id of a batch entry in a batch request doesn't abide by the specification.")]
    BatchEntryIdInvalid,
    /// Two entries with one id.
    #[error("Id {0} repeated.")]
    BatchEntryIdRepeated(String),
    /// All entries together are longer than one message may be.
    #[error(
        "Batch requests cannot be longer than {limit_bytes} bytes. You have sent {sent_bytes} bytes."
    )]
    BatchTooLong {
        /// The longest batch.
        limit_bytes: usize,
        /// This batch.
        sent_bytes: usize,
    },
    /// Characters that XML 1.0 does not know.
    #[error(
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"
    )]
    MessageCharactersInvalid,
    /// The receipt handle is not one of this queue's.
    #[error("The input receipt handle is invalid.")]
    ReceiptHandleInvalid,
    /// The message is visible, so there is no visibility timeout to change.
    #[error("The message referred to isn't in flight.")]
    MessageNotInFlight,
    /// A move task names something that is not a dead-letter queue.
    #[error("The resource that you specified for the {0} parameter doesn't exist.")]
    MoveResourceMissing(&'static str),
    /// The database refuses; the same request may do later.
    #[error("We encountered an internal error. Please try again.")]
    Database(#[from] DatabaseError),
}

impl QueueError {
    /// Whether the same request would fail again.
    pub(super) fn is_senders_fault(&self) -> bool {
        !matches!(self, QueueError::Database(_))
    }

    /// The code of the older protocol, which the SDKs match on.
    pub(super) fn query_code(&self) -> &'static str {
        use QueueError as E;
        match self {
            E::AuthenticationMissing => "MissingAuthenticationToken",
            E::OperationUnknown(_) => "InvalidAction",
            E::OperationUnsupported(_) => "AWS.SimpleQueueService.UnsupportedOperation",
            E::RequestMalformed(_) => "MalformedInput",
            E::RequestTooLong { .. } | E::ParameterInvalid(_) => "InvalidParameterValue",
            E::QueueMissing => "AWS.SimpleQueueService.NonExistentQueue",
            E::QueueExistsOtherwise(_) => "QueueAlreadyExists",
            E::AttributeUnknown(_) => "InvalidAttributeName",
            E::AttributeInvalid(_) => "InvalidAttributeValue",
            E::BatchEmpty => "AWS.SimpleQueueService.EmptyBatchRequest",
            E::BatchTooManyEntries(_) => "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            E::BatchEntryIdInvalid => "AWS.SimpleQueueService.InvalidBatchEntryId",
            E::BatchEntryIdRepeated(_) => "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            E::BatchTooLong { .. } => "AWS.SimpleQueueService.BatchRequestTooLong",
            E::MessageCharactersInvalid => "InvalidMessageContents",
            E::ReceiptHandleInvalid => "ReceiptHandleIsInvalid",
            E::MessageNotInFlight => "AWS.SimpleQueueService.MessageNotInflight",
            E::MoveResourceMissing(_) => "ResourceNotFoundException",
            E::Database(_) => "InternalFailure",
        }
    }

    /// The name of the error's shape: where it has no name of its own, what the
    /// older protocol's code ends with.
    pub(super) fn shape(&self) -> &'static str {
        match self {
            QueueError::OperationUnknown(_) => "UnknownOperationException",
            QueueError::RequestMalformed(_) => "SerializationException",
            QueueError::QueueMissing => "QueueDoesNotExist",
            QueueError::QueueExistsOtherwise(_) => "QueueNameExists",
            _ => self.query_code().rsplit('.').next().unwrap_or_default(),
        }
    }

    /// The status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            QueueError::AuthenticationMissing => StatusCode::FORBIDDEN,
            QueueError::ReceiptHandleInvalid | QueueError::MoveResourceMissing(_) => {
                StatusCode::NOT_FOUND
            }
            QueueError::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<rusqlite::Error> for QueueError {
    fn from(source: rusqlite::Error) -> Self {
        QueueError::Database(source.into())
    }
}
