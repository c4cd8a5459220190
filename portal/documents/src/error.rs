//! Why a document was not made.

use billing::money::MoneyError;
use thiserror::Error;

/// The rule that the facts of a document break. There is never half a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// What a payment was put to and what is left of it are not the payment.
    #[error("the parts of the payment do not add up to its amount")]
    PartsDoNotAddUp,
    /// The opening balance and the lines do not lead to the closing balance.
    #[error("the lines do not lead from the opening to the closing balance")]
    LinesDoNotAddUp,
    /// Amounts cannot be added up.
    #[error("the amounts cannot be added up")]
    Amounts(#[from] MoneyError),
    /// The address for checking is not one of the web that can be a link as it is.
    #[error("the address for checking is no plain address of the web")]
    NotAWebAddress,
    /// There is more text than a QR code holds.
    #[error("the text is too long for a QR code")]
    TooLongForQr,
    /// The file breaks a rule of PDF or of PDF/UA, which is a mistake of ours.
    #[error("the PDF was not written: {reason}")]
    NotWritten {
        /// What the writer says.
        reason: String,
    },
}
