//! What M-PESA wants to hear: every answer to a callback, in its own shape, byte for byte.
//! It must not know when which answer is given.

/// An answer to one callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acknowledgement {
    /// A confirmation or an STK result is kept. It is never answered otherwise: the money has already moved.
    Received,
    /// The payer may go on.
    ValidationAccepted,
    /// The payment must not happen.
    ValidationRejected(Rejection),
    /// Nothing could be kept; the only answer that goes with a status of failure.
    TemporarilyUnavailable,
}

/// Why a payment must not happen. The codes are M-PESA's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// No account can be meant by the reference.
    Account,
    /// Nobody can pay this amount.
    Amount,
    /// The short code is not the one that this address is for.
    ShortCode,
}

impl Acknowledgement {
    /// The JSON body.
    /// A confirmation's code is a number and a validation's code is text, as the documentation shows them.
    #[must_use]
    pub fn body(self) -> &'static str {
        match self {
            Self::Received => r#"{"ResultCode":0,"ResultDesc":"Success"}"#,
            Self::ValidationAccepted => r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#,
            Self::ValidationRejected(Rejection::Account) => {
                r#"{"ResultCode":"C2B00012","ResultDesc":"Rejected"}"#
            }
            Self::ValidationRejected(Rejection::Amount) => {
                r#"{"ResultCode":"C2B00013","ResultDesc":"Rejected"}"#
            }
            Self::ValidationRejected(Rejection::ShortCode) => {
                r#"{"ResultCode":"C2B00015","ResultDesc":"Rejected"}"#
            }
            Self::TemporarilyUnavailable => {
                r#"{"ResultCode":1,"ResultDesc":"Temporarily unavailable"}"#
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_is_json_with_a_code_and_a_description() {
        for answer in [
            Acknowledgement::Received,
            Acknowledgement::ValidationAccepted,
            Acknowledgement::ValidationRejected(Rejection::Account),
            Acknowledgement::ValidationRejected(Rejection::Amount),
            Acknowledgement::ValidationRejected(Rejection::ShortCode),
            Acknowledgement::TemporarilyUnavailable,
        ] {
            let body: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
            assert_eq!(body.as_object().unwrap().len(), 2, "{answer:?}");
            assert!(body["ResultDesc"].is_string() && !body["ResultCode"].is_null());
        }
    }

    #[test]
    fn the_documented_samples_are_what_is_sent() {
        let same = |answer: Acknowledgement, sample: &str| {
            let sent: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
            assert_eq!(
                sent,
                serde_json::from_str::<serde_json::Value>(sample).unwrap()
            );
        };
        same(
            Acknowledgement::ValidationAccepted,
            include_str!("../../fixtures/mpesa/c2b_validation_accept.json"),
        );
        same(
            Acknowledgement::ValidationRejected(Rejection::Account),
            include_str!("../../fixtures/mpesa/c2b_validation_reject_account.json"),
        );
    }
}
