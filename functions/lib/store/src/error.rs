//! What can go wrong between a caller and the table, told apart by what the caller should do.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// Why the table gave no answer, or not the one that was needed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed what this write was based on: load again, decide again.
    #[error("the record changed in the meantime")]
    Conflict,
    /// The table did not answer, or refused for now; the outcome of a write is unknown.
    #[error("the table is not available: {operation}: {code}")]
    Unavailable {
        /// What was being done, as a DynamoDB operation.
        operation: &'static str,
        /// The service's error code, or the transport's kind of failure.
        code: String,
    },
    /// A stored item does not have the shape that this version writes.
    #[error("the stored item {key} cannot be read: {detail}")]
    Corrupt {
        /// Partition and sort key of the item.
        key: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The request itself is at fault, which a program and not a person can mend.
    #[error("the table refused {operation}: {code}")]
    Refused {
        /// What was being done, as a DynamoDB operation.
        operation: &'static str,
        /// The service's error code.
        code: String,
    },
}

impl StoreError {
    /// Whether the same call may succeed later without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Conflict | Self::Unavailable { .. })
    }

    pub(crate) fn corrupt(key: impl Into<String>, detail: impl ToString) -> Self {
        Self::Corrupt {
            key: key.into(),
            detail: detail.to_string(),
        }
    }

    /// Sorts an SDK error into the three kinds by its code, never by its text.
    pub(crate) fn from_sdk<E, R>(operation: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata,
    {
        let Some(service) = error.as_service_error() else {
            let code = match error {
                SdkError::TimeoutError(_) => "timeout",
                SdkError::DispatchFailure(_) => "unreachable",
                SdkError::ConstructionFailure(_) => {
                    return Self::Refused {
                        operation,
                        code: "construction".into(),
                    };
                }
                _ => "no response",
            };
            return Self::Unavailable {
                operation,
                code: code.into(),
            };
        };
        let code = service.code().unwrap_or("unknown").to_owned();
        match code.as_str() {
            "ConditionalCheckFailedException" | "TransactionConflictException" => Self::Conflict,
            "ValidationException"
            | "ResourceNotFoundException"
            | "AccessDeniedException"
            | "ItemCollectionSizeLimitExceededException"
            | "IdempotentParameterMismatchException" => Self::Refused { operation, code },
            _ => Self::Unavailable { operation, code },
        }
    }
}
