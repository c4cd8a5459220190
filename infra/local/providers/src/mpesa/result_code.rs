//! The words that go with the result codes of a push.
//! Source: the provider's table of codes; those it does not have are as integrators report them.

/// A push that was paid.
pub(super) const PAID: &str = "0";

/// The payer has too little money.
pub(super) const NO_MONEY: &str = "1";

/// The same amount to the same customer within two minutes.
pub(super) const RULE_LIMITED: &str = "17";

/// Another prompt is on the phone.
pub(super) const LOCKED: &str = "1001";

/// The customer said no.
pub(super) const CANCELLED: &str = "1032";

/// Nobody answered the prompt.
pub(super) const TIMED_OUT: &str = "1037";

/// The PIN was wrong.
pub(super) const WRONG_PIN: &str = "2001";

/// A till where a pay bill should be, or the other way round.
pub(super) const NOT_ASSIGNED: &str = "2028";

/// The operator is not there.
pub(super) const NO_OPERATOR: &str = "SFC_IC0003";

/// The words of a code; those of an unknown one say nothing.
pub(super) fn description(code: &str) -> &'static str {
    match code {
        PAID => "The service request is processed successfully.",
        NO_MONEY => "The balance is insufficient for the transaction.",
        "2" => "Declined due to limit rule: less than the minimum transaction amount.",
        "3" => "Declined due to limit rule: greater than the maximum transaction amount.",
        "4" => "Declined due to limit rule: would exceed the daily transfer limit.",
        "8" => "Declined due to limit rule: would exceed the maximum balance.",
        RULE_LIMITED => "Rule limited.",
        "26" => "System busy.",
        LOCKED => {
            "Unable to lock subscriber, a transaction is already in process for the current subscriber."
        }
        "1019" => "Transaction has expired.",
        "1025" | "9999" => "An error occurred while sending a push request.",
        "1031" => "The STK request timed out.",
        CANCELLED => "Request cancelled by user",
        TIMED_OUT => "DS timeout user cannot be reached.",
        WRONG_PIN => "The initiator information is invalid.",
        NOT_ASSIGNED => "The request is not permitted according to product assignment.",
        NO_OPERATOR => "The operator does not exist.",
        "8006" => "The security credential is locked.",
        _ => "The service request has failed.",
    }
}
