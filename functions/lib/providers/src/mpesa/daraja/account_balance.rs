//! Account balance: what lies on the accounts of a short code.

use serde::Serialize;

use super::Daraja;
use super::asynchronous::{AsyncAnswer, Reporting, SHORT_CODE_IDENTIFIER};
use super::settings::Collector;
use super::token::Token;

const SERVICE: &str = "mpesa/accountbalance/v1/query";

/// The request as the documentation shows it, in its order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    initiator: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'static str,
    party_a: &'a str,
    identifier_type: &'static str,
    remarks: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
}

impl Daraja {
    /// Asks for the balances; the answer comes as a result.
    pub async fn account_balance(
        &self,
        token: &Token,
        collector: &Collector,
        reporting: &Reporting,
    ) -> AsyncAnswer {
        self.ask_for_result(token, collector, SERVICE, reporting, |operator| Body {
            initiator: &operator.initiator,
            security_credential: operator.security_credential.expose(),
            command: "AccountBalance",
            party_a: &collector.short_code,
            identifier_type: SHORT_CODE_IDENTIFIER,
            remarks: &reporting.remarks,
            timeout_url: &reporting.timeout_url,
            result_url: &reporting.result_url,
        })
        .await
    }
}
