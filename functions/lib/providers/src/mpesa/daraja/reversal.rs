//! Reversal: gives a payment back to its payer. **It moves money**, so it is asked for once.

use billing::receipt::Receipt;
use serde::Serialize;

use super::Daraja;
use super::asynchronous::{AsyncAnswer, Reporting};
use super::settings::Collector;
use super::token::Token;

const SERVICE: &str = "mpesa/reversal/v1/request";

/// What the documentation wants as the receiver's kind, in the field whose name it misspells.
const RECEIVER_IDENTIFIER: &str = "11";

/// What to give back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReversalRequest {
    /// The payment.
    pub receipt: Receipt,
    /// How much of it, in whole shillings.
    pub amount_shillings: u32,
}

/// The request as the documentation shows it, in its order and its spelling.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    initiator: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'static str,
    #[serde(rename = "TransactionID")]
    receipt: &'a str,
    amount: String,
    receiver_party: &'a str,
    #[serde(rename = "RecieverIdentifierType")]
    receiver_identifier_type: &'static str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    remarks: &'a str,
}

impl Daraja {
    /// Asks M-PESA to give a payment back; the answer comes as a result.
    ///
    /// # Idempotency
    /// M-PESA reverses a payment once; a second request gets the result `R000001`. Nobody has tested how two at once
    /// fare, so nothing asks twice by itself.
    pub async fn reversal(
        &self,
        token: &Token,
        collector: &Collector,
        request: &ReversalRequest,
        reporting: &Reporting,
    ) -> AsyncAnswer {
        self.ask_for_result(token, collector, SERVICE, reporting, |operator| Body {
            initiator: &operator.initiator,
            security_credential: operator.security_credential.expose(),
            command: "TransactionReversal",
            receipt: request.receipt.as_str(),
            amount: request.amount_shillings.to_string(),
            receiver_party: &collector.short_code,
            receiver_identifier_type: RECEIVER_IDENTIFIER,
            result_url: &reporting.result_url,
            timeout_url: &reporting.timeout_url,
            remarks: &reporting.remarks,
        })
        .await
    }
}
