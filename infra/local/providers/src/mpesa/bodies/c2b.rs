//! What a short code is asked and told about payments.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::mpesa::bodies::decimals;
use crate::mpesa::books::{Entry, Payment};
use crate::mpesa::identifiers;

/// How one body is spelt.
pub(in crate::mpesa) struct Spelling {
    /// The first version hashes numbers, the second masks them.
    pub hashed: bool,
    pub nameless: bool,
    pub whole_amount: bool,
}

/// What is told of a payment that was made.
pub(in crate::mpesa) fn confirmation(entry: &Entry, spelling: &Spelling) -> String {
    let time = identifiers::stamp(entry.at);
    let balance = decimals(entry.balance_shillings);
    body(&entry.receipt, &entry.payment, &time, &balance, spelling)
}

/// What is asked about a payment that is not made yet.
pub(in crate::mpesa) fn validation(
    receipt: &str,
    payment: &Payment,
    time: &str,
    hashed: bool,
) -> String {
    let spelling = Spelling {
        hashed,
        nameless: false,
        whole_amount: false,
    };
    body(receipt, payment, time, "", &spelling)
}

fn body(
    receipt: &str,
    payment: &Payment,
    time: &str,
    balance: &str,
    spelling: &Spelling,
) -> String {
    let mut names = payment.name.splitn(3, ' ');
    let mut name = || names.next().unwrap_or_default();
    let (first, middle, last) = (name(), name(), name());
    let known = !spelling.nameless;
    let body = Body {
        transaction_type: match payment.to_till {
            true => "Buy Goods",
            false => "Pay Bill",
        },
        receipt,
        time,
        amount: match spelling.whole_amount {
            true => payment.amount_shillings.to_string(),
            false => decimals(payment.amount_shillings),
        },
        short_code: &payment.short_code,
        bill_ref: &payment.bill_ref,
        invoice: "",
        balance,
        third_party: &payment.third_party,
        msisdn: match spelling.hashed {
            true => hashed(&payment.msisdn),
            false => masked(&payment.msisdn),
        },
        first: known.then_some(first),
        middle: known.then_some(middle),
        last: known.then_some(last),
    };
    serde_json::to_string(&body).expect("texts are JSON")
}

/// The SHA-256 of the digits, in lower hexadecimal.
fn hashed(msisdn: &str) -> String {
    let digest = Sha256::digest(msisdn);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `2547 ***** 126`.
fn masked(msisdn: &str) -> String {
    let start = msisdn.get(..4).unwrap_or_default();
    let end = msisdn.get(msisdn.len().saturating_sub(3)..);
    format!("{start} ***** {}", end.unwrap_or_default())
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "TransactionType")]
    transaction_type: &'a str,
    #[serde(rename = "TransID")]
    receipt: &'a str,
    #[serde(rename = "TransTime")]
    time: &'a str,
    #[serde(rename = "TransAmount")]
    amount: String,
    #[serde(rename = "BusinessShortCode")]
    short_code: &'a str,
    #[serde(rename = "BillRefNumber")]
    bill_ref: &'a str,
    #[serde(rename = "InvoiceNumber")]
    invoice: &'a str,
    #[serde(rename = "OrgAccountBalance")]
    balance: &'a str,
    #[serde(rename = "ThirdPartyTransID")]
    third_party: &'a str,
    #[serde(rename = "MSISDN")]
    msisdn: String,
    #[serde(rename = "FirstName")]
    first: Option<&'a str>,
    #[serde(rename = "MiddleName", skip_serializing_if = "Option::is_none")]
    middle: Option<&'a str>,
    #[serde(rename = "LastName", skip_serializing_if = "Option::is_none")]
    last: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_hidden_as_documented() {
        let hash = "172509f6416f41d1ce3b78a757c1d4ce90fc1ab1c9d4cdf1edf25ab7bf3fbdfd";
        assert_eq!(hashed("254700000001"), hash);
        assert_eq!(masked("254708374126"), "2547 ***** 126");
    }
}
