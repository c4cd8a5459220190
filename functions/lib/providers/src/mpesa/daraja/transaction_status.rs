//! Transaction status: what M-PESA knows of a receipt. The only word that counts on a receipt that somebody quotes.

use billing::receipt::Receipt;
use serde::Serialize;

use super::Daraja;
use super::asynchronous::{AsyncAnswer, Reporting, SHORT_CODE_IDENTIFIER};
use super::settings::Collector;
use super::token::Token;

const SERVICE: &str = "mpesa/transactionstatus/v1/query";

/// What to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A payment, by its receipt.
    Receipt(Receipt),
    /// A request of ours that has no result, by the name under which it was accepted.
    Conversation(String),
}

/// The request as the documentation describes it. Its sample writes `Command ID` and `Transaction ID`; the table beside
/// it, and everybody who calls it, writes them without a space.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    initiator: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'static str,
    #[serde(rename = "TransactionID", skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a str>,
    #[serde(
        rename = "OriginalConversationID",
        skip_serializing_if = "Option::is_none"
    )]
    conversation: Option<&'a str>,
    party_a: &'a str,
    identifier_type: &'static str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    remarks: &'a str,
    occasion: &'a str,
}

impl Daraja {
    /// Asks what M-PESA knows; the answer comes as a result.
    pub async fn transaction_status(
        &self,
        token: &Token,
        collector: &Collector,
        about: &About,
        reporting: &Reporting,
    ) -> AsyncAnswer {
        let (receipt, conversation) = match about {
            About::Receipt(receipt) => (Some(receipt.as_str()), None),
            About::Conversation(name) => (None, Some(name.as_str())),
        };
        self.ask_for_result(token, collector, SERVICE, reporting, |operator| Body {
            initiator: &operator.initiator,
            security_credential: operator.security_credential.expose(),
            command: "TransactionStatusQuery",
            receipt,
            conversation,
            party_a: &collector.short_code,
            identifier_type: SHORT_CODE_IDENTIFIER,
            result_url: &reporting.result_url,
            timeout_url: &reporting.timeout_url,
            remarks: &reporting.remarks,
            occasion: &reporting.remarks,
        })
        .await
    }
}
