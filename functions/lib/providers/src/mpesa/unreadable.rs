//! Why a message of M-PESA's cannot be taken as what it should be, in words for the person who looks at the parked body.
//! No reason quotes the body: reasons are logged and listed, and the body is somebody's private data.

/// The first thing found wrong with a body; such a body is kept and parked, never dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing, or only white space.
    #[error("the body is empty")]
    Empty,
    /// Bytes that are no text.
    #[error("the body is not UTF-8 text")]
    NotUtf8,
    /// Text that is not JSON; a bare `NaN` is one way.
    #[error("the body is not JSON")]
    NotJson,
    /// JSON of another shape, at the top or where an object must be.
    #[error("there is no JSON object where one should be")]
    NotAnObject,
    /// Two values for one name: nobody can say which one was meant.
    #[error("a field occurs twice")]
    DuplicateField,
    /// An object far larger than any message of M-PESA's.
    #[error("an object has too many fields")]
    TooManyFields,
    /// A field without which there is no payment.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// `true`, an object or a list in the place of text or a number.
    #[error("{0} is neither text nor a number")]
    WrongShape(&'static str),
    /// More characters than such a code has, so it cannot be kept as one.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// A receipt code that cannot be one.
    #[error("{0} is not a receipt code")]
    NotAReceipt(&'static str),
    /// An amount that cannot be paid or cannot be read.
    #[error("{0} {1}")]
    Amount(&'static str, AmountFault),
    /// A row of a list of payments that says that it is something else.
    #[error("this is not a customer's payment")]
    NotACustomersPayment,
    /// An STK result with a failure code and a receipt at once.
    #[error("the result code says failure, but there is a receipt")]
    FailureWithReceipt,
}

/// What is wrong with an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountFault {
    /// Zero or negative.
    #[error("is not positive")]
    NotPositive,
    /// Letters, `1e3`, misplaced commas, digits of another script, nothing at all.
    #[error("is not written as digits with at most two decimals")]
    NotPlainDigits,
    /// `0.005`.
    #[error("has a fraction of a cent")]
    FractionOfACent,
    /// More than can be kept exactly.
    #[error("is too large")]
    TooLarge,
}
