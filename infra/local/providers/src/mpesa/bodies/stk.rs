//! The callback of a push.

use fastrand::Rng;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::mpesa::bodies::{code, decimals, number, text};
use crate::mpesa::books::Entry;
use crate::mpesa::identifiers;
use crate::mpesa::pushes::Push;
use crate::mpesa::result_code;

/// How one callback is spelt.
pub(in crate::mpesa) struct Spelling {
    pub code_as_text: bool,
    pub balance_without_value: bool,
    pub unknown_items: bool,
    pub shuffled: bool,
}

/// A callback; with what was paid, if it was.
pub(in crate::mpesa) fn callback(
    push: &Push,
    result: &str,
    paid: Option<&Entry>,
    spelling: &Spelling,
    lots: &mut Rng,
) -> String {
    let envelope = Envelope {
        body: Body {
            stk_callback: Callback {
                merchant_request: &push.merchant_request,
                checkout_request: &push.checkout_request,
                code: code(result, spelling.code_as_text),
                description: result_code::description(result),
                metadata: paid.map(|it| Metadata {
                    item: items(push, it, spelling, lots),
                }),
            },
        },
    };
    serde_json::to_string(&envelope).expect("texts and numbers are JSON")
}

fn items(push: &Push, paid: &Entry, spelling: &Spelling, lots: &mut Rng) -> Vec<Item> {
    let item = |name, value| Item {
        name,
        value: Some(value),
    };
    let mut items = vec![
        item("Amount", number(&decimals(push.order.amount_shillings))),
        item("MpesaReceiptNumber", text(&paid.receipt)),
    ];
    if spelling.balance_without_value {
        items.push(Item {
            name: "Balance",
            value: None,
        });
    }
    items.push(item(
        "TransactionDate",
        number(&identifiers::stamp(paid.at)),
    ));
    items.push(item("PhoneNumber", number(&push.order.phone)));
    if spelling.unknown_items {
        items.push(item("BonusPoints", number("3")));
        items.push(item("B2CRecipientIsRegistered", text("Y")));
    }
    if spelling.shuffled {
        lots.shuffle(&mut items);
    }
    items
}

#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(rename = "Body")]
    body: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "stkCallback")]
    stk_callback: Callback<'a>,
}

#[derive(Serialize)]
struct Callback<'a> {
    #[serde(rename = "MerchantRequestID")]
    merchant_request: &'a str,
    #[serde(rename = "CheckoutRequestID")]
    checkout_request: &'a str,
    #[serde(rename = "ResultCode")]
    code: Box<RawValue>,
    #[serde(rename = "ResultDesc")]
    description: &'a str,
    #[serde(rename = "CallbackMetadata", skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
}

#[derive(Serialize)]
struct Metadata {
    #[serde(rename = "Item")]
    item: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    #[serde(rename = "Name")]
    name: &'static str,
    #[serde(rename = "Value", skip_serializing_if = "Option::is_none")]
    value: Option<Box<RawValue>>,
}
