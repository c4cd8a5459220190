//! The results of what is asked for now and answered later: transaction status, reversal, balance.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::mpesa::SimulatedShortCode;
use crate::mpesa::bodies::{code, decimals, number, text};
use crate::mpesa::books::{Account, Entry, Reversal};
use crate::mpesa::identifiers;

/// The `TransactionID` of a result that has none of its own.
const NO_TRANSACTION: &str = "MBN0000000";

/// What a result says when all went well.
const DONE: &str = "The service request is processed successfully.";

/// What a request and its result are known by.
#[derive(Debug, Clone)]
pub(in crate::mpesa) struct Conversation {
    pub originator: String,
    pub conversation: String,
    pub timeout_url: String,
}

/// What became of a payment: with a key that is there twice, and one without a value, as documented.
pub(in crate::mpesa) fn status(
    conversation: &Conversation,
    entry: &Entry,
    collector: &SimulatedShortCode,
) -> String {
    let payment = &entry.payment;
    let at = identifiers::stamp(entry.at);
    let payer = format!("{} - {}", payment.msisdn, payment.name);
    let collector = format!("{} - {}", payment.short_code, collector.name);
    let parameters = vec![
        ("DebitPartyName", Some(text(&payer))),
        ("DebitPartyName", Some(text(&collector))),
        (
            "OriginatorConversationID",
            Some(text(&conversation.originator)),
        ),
        ("InitiatedTime", Some(number(&at))),
        ("DebitAccountType", Some(text("MMF Account For Customer"))),
        ("DebitPartyCharges", Some(text(""))),
        ("TransactionReason", None),
        ("ReasonType", Some(text("Pay Bill Online"))),
        ("TransactionStatus", Some(text("Completed"))),
        ("FinalisedTime", Some(number(&at))),
        (
            "Amount",
            Some(number(&payment.amount_shillings.to_string())),
        ),
        ("ConversationID", Some(text(&conversation.conversation))),
        ("ReceiptNo", Some(text(&entry.receipt))),
    ];
    let reference = ("Occasion", None);
    conversation.result("0", DONE, NO_TRANSACTION, parameters, reference, false)
}

/// A reversal that was made.
pub(in crate::mpesa) fn reversal(
    conversation: &Conversation,
    reversal: &Reversal,
    at: DateTime<Utc>,
) -> String {
    let payment = &reversal.original.payment;
    let left = decimals(reversal.balance_shillings);
    let parameters = vec![
        (
            "DebitAccountBalance",
            Some(text(&format!(
                "Utility Account|KES|{left}|{left}|0.00|0.00"
            ))),
        ),
        ("Amount", Some(number(&decimals(payment.amount_shillings)))),
        ("TransCompletedTime", Some(number(&identifiers::stamp(at)))),
        (
            "OriginalTransactionID",
            Some(text(&reversal.original.receipt)),
        ),
        ("Charge", Some(number("0.00"))),
        (
            "CreditPartyPublicName",
            Some(text(&format!("{} - {}", payment.msisdn, payment.name))),
        ),
        (
            "DebitPartyPublicName",
            Some(text(&format!(
                "{} - {}",
                payment.short_code, reversal.collector
            ))),
        ),
    ];
    let reference = conversation.timeout();
    conversation.result("0", DONE, &reversal.receipt, parameters, reference, false)
}

/// What is in the accounts of a short code. Codes are strings here.
pub(in crate::mpesa) fn balance(
    conversation: &Conversation,
    account: &Account,
    at: DateTime<Utc>,
) -> String {
    let accounts = [
        ("Working Account", 0),
        ("Float Account", 0),
        ("Utility Account", account.balance_shillings),
        ("Charges Paid Account", 0),
        ("Organization Settlement Account", 0),
    ];
    let accounts = accounts.map(|(name, shillings)| {
        let amount = decimals(shillings);
        format!("{name}|KES|{amount}|{amount}|0.00|0.00")
    });
    let parameters = vec![
        ("AccountBalance", Some(text(&accounts.join("&")))),
        ("BOCompletedTime", Some(text(&identifiers::stamp(at)))),
    ];
    let reference = conversation.timeout();
    conversation.result("0", DONE, "OA90000000", parameters, reference, true)
}

/// Something that did not work.
pub(in crate::mpesa) fn failure(conversation: &Conversation, code: &str) -> String {
    let description = match code {
        "1" => "The balance is insufficient for the transaction.",
        "2006" => "Declined due to account rule: the account status does not permit it.",
        "2032" => "The transaction receipt number does not exist.",
        "R000001" => "The transaction has already been reversed.",
        "R000002" => "The OriginalTransactionID is invalid.",
        _ => "The service request has failed.",
    };
    let reference = conversation.timeout();
    conversation.result(
        code,
        description,
        NO_TRANSACTION,
        Vec::new(),
        reference,
        false,
    )
}

impl Conversation {
    fn timeout(&self) -> Parameter {
        ("QueueTimeoutURL", Some(text(&self.timeout_url)))
    }

    fn result(
        &self,
        result: &str,
        description: &str,
        transaction: &str,
        parameters: Vec<Parameter>,
        (key, value): Parameter,
        as_text: bool,
    ) -> String {
        let item = |(key, value)| Item { key, value };
        let parameters: Vec<Item> = parameters.into_iter().map(item).collect();
        let envelope = Envelope {
            result: Outcome {
                kind: code("0", as_text),
                code: code(result, as_text),
                description,
                originator: &self.originator,
                conversation: &self.conversation,
                transaction,
                parameters: (!parameters.is_empty()).then_some(Parameters { items: parameters }),
                reference: Reference {
                    item: Item { key, value },
                },
            },
        };
        serde_json::to_string(&envelope).expect("texts and numbers are JSON")
    }
}

type Parameter = (&'static str, Option<Box<RawValue>>);

#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(rename = "Result")]
    result: Outcome<'a>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    #[serde(rename = "ResultType")]
    kind: Box<RawValue>,
    #[serde(rename = "ResultCode")]
    code: Box<RawValue>,
    #[serde(rename = "ResultDesc")]
    description: &'a str,
    #[serde(rename = "OriginatorConversationID")]
    originator: &'a str,
    #[serde(rename = "ConversationID")]
    conversation: &'a str,
    #[serde(rename = "TransactionID")]
    transaction: &'a str,
    #[serde(rename = "ResultParameters", skip_serializing_if = "Option::is_none")]
    parameters: Option<Parameters>,
    #[serde(rename = "ReferenceData")]
    reference: Reference,
}

#[derive(Serialize)]
struct Parameters {
    #[serde(rename = "ResultParameter")]
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "ReferenceItem")]
    item: Item,
}

#[derive(Serialize)]
struct Item {
    #[serde(rename = "Key")]
    key: &'static str,
    #[serde(rename = "Value", skip_serializing_if = "Option::is_none")]
    value: Option<Box<RawValue>>,
}
