//! STK push: M-PESA prompts a phone for the PIN.
//! **There is no key that makes a second request harmless**: whoever sends twice prompts twice. It must not know
//! whether a push may be made, only how.

use billing::phone::Msisdn;
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Daraja;
use super::answer::{self, Heard, Verdict};
use super::outcome::{Doubt, Refusal, Refused};
use super::password::{password, timestamp};
use super::settings::{Collector, CollectorKind};
use super::token::Token;
use crate::call::{Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::stk::{
    CHECKOUT_REQUEST_CHARACTERS_MAX, CODE_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX,
};
use crate::mpesa::text::trimmed;
use crate::mpesa::wire::Fields;

const SERVICE: &str = "mpesa/stkpush/v1/processrequest";

/// The most characters of an account reference; more are said to make the prompt fail.
pub const ACCOUNT_REFERENCE_CHARACTERS_MAX: usize = 12;

/// The most characters of a description.
pub const TRANSACTION_DESC_CHARACTERS_MAX: usize = 13;

/// The most that one push may ask for, in shillings.
pub const AMOUNT_SHILLINGS_MAX: u32 = 250_000;

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRequest {
    /// How much, in whole shillings: 1 to [`AMOUNT_SHILLINGS_MAX`].
    pub amount_shillings: u32,
    /// Whose phone is prompted.
    pub phone: Msisdn,
    /// Whose wallet pays, where that is another one.
    pub payer: Option<Msisdn>,
    /// What the payer reads as account: 1 to [`ACCOUNT_REFERENCE_CHARACTERS_MAX`] characters.
    pub account_reference: String,
    /// What it is for: at most [`TRANSACTION_DESC_CHARACTERS_MAX`] characters, or nothing.
    pub description: String,
    /// Where the result is to be sent, over HTTPS.
    pub callback_url: String,
    /// Now; it goes into the password.
    pub at: DateTime<Utc>,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushAnswer {
    /// M-PESA took it and will prompt the phone. Nothing is paid yet.
    Accepted {
        /// M-PESA's name for the request.
        merchant_request: String,
        /// M-PESA's name for the push, which its result will carry.
        checkout_request: String,
        /// M-PESA's words for the customer; may be empty.
        customer_message: String,
    },
    /// Certainly no prompt.
    Refused {
        /// M-PESA's code, or `HTTP` and the status; empty where it was not asked.
        code: String,
        /// M-PESA's words; not fit for a customer.
        description: String,
        /// What follows from it.
        reason: Refusal,
    },
    /// The access token is not valid; certainly no prompt.
    TokenRejected,
    /// There may be a prompt. Nothing may push again by itself.
    Unknown {
        /// Why nobody knows.
        why: Doubt,
    },
}

/// The request as the documentation shows it, in its order. The short code is a number and the amount is text.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    business_short_code: ShortCode<'a>,
    password: &'a str,
    timestamp: &'a str,
    transaction_type: &'static str,
    amount: String,
    party_a: &'a str,
    party_b: &'a str,
    phone_number: &'a str,
    #[serde(rename = "CallBackURL")]
    callback_url: &'a str,
    account_reference: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    transaction_desc: &'a str,
}

/// A short code, which is written as a number if it is one.
#[derive(Serialize)]
#[serde(untagged)]
enum ShortCode<'a> {
    Number(u64),
    Text(&'a str),
}

impl Daraja {
    /// Has a phone prompted.
    ///
    /// # Idempotency
    /// There is none: whoever calls twice prompts twice. Dropped before its end, it is as good as
    /// [`PushAnswer::Unknown`].
    pub async fn stk_push(
        &self,
        token: &Token,
        collector: &Collector,
        request: &PushRequest,
    ) -> PushAnswer {
        if let Some(fault) = fault(request) {
            return refused(Refused::unsent(Refusal::Invalid, fault));
        }
        let timestamp = timestamp(request.at);
        let password = password(&collector.short_code, &collector.passkey, &timestamp);
        let body = Body {
            business_short_code: ShortCode::of(&collector.short_code),
            password: password.expose(),
            timestamp: &timestamp,
            transaction_type: match collector.kind {
                CollectorKind::PayBill => "CustomerPayBillOnline",
                CollectorKind::BuyGoods => "CustomerBuyGoodsOnline",
            },
            amount: request.amount_shillings.to_string(),
            party_a: request.payer.as_ref().unwrap_or(&request.phone).as_str(),
            party_b: &collector.party_b,
            phone_number: request.phone.as_str(),
            callback_url: &request.callback_url,
            account_reference: &request.account_reference,
            transaction_desc: &request.description,
        };
        answer(&self.post(token, SERVICE, &body).await)
    }
}

/// What M-PESA would refuse anyway, or only fail at once the push is under way.
fn fault(request: &PushRequest) -> Option<&'static str> {
    let reference = request.account_reference.chars().count();
    if !(1..=AMOUNT_SHILLINGS_MAX).contains(&request.amount_shillings) {
        Some("the amount is not from 1 to 250,000 shillings")
    } else if !(1..=ACCOUNT_REFERENCE_CHARACTERS_MAX).contains(&reference) {
        Some("the account reference does not have 1 to 12 characters")
    } else if request.description.chars().count() > TRANSACTION_DESC_CHARACTERS_MAX {
        Some("the description has more than 13 characters")
    } else {
        None
    }
}

fn answer(reply: &Result<Reply, Lost>) -> PushAnswer {
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => {
            return answer::of_loss(lost).map_or_else(|why| PushAnswer::Unknown { why }, refused);
        }
    };
    match Heard::of(reply).verdict() {
        Verdict::Fields(fields) => accepted(fields),
        Verdict::Refused(it) => refused(it),
        Verdict::TokenRejected => PushAnswer::TokenRejected,
        Verdict::Unknown(why) => PushAnswer::Unknown { why },
    }
}

fn accepted(fields: &Fields<'_>) -> PushAnswer {
    const CODE: &str = "ResponseCode";
    const PUSH: &str = "CheckoutRequestID";
    let words = |name| trimmed(&fields.get(name), DESCRIPTION_CHARACTERS_MAX).unwrap_or_default();
    let code = facts::bounded(CODE, &fields.get(CODE), CODE_CHARACTERS_MAX);
    let push = facts::bounded_if_any(PUSH, &fields.get(PUSH), CHECKOUT_REQUEST_CHARACTERS_MAX);
    let unknown = |why| PushAnswer::Unknown { why };
    match (code.as_deref(), push) {
        (Err(unreadable), _) => unknown(Doubt::NotUnderstood(*unreadable)),
        (_, Err(unreadable)) => unknown(Doubt::NotUnderstood(unreadable)),
        (Ok("0"), Ok(Some(checkout_request))) => PushAnswer::Accepted {
            merchant_request: words("MerchantRequestID"),
            checkout_request,
            customer_message: words("CustomerMessage"),
        },
        (Ok("0"), Ok(None)) => unknown(Doubt::Nameless),
        // A no that names a push: perhaps it has made one.
        (Ok(_), Ok(Some(_))) => unknown(Doubt::Contradictory),
        (Ok(code), Ok(None)) => answer::refused_response(code, &words("ResponseDescription"))
            .map_or_else(unknown, refused),
    }
}

fn refused(refused: Refused) -> PushAnswer {
    PushAnswer::Refused {
        code: refused.code,
        description: refused.description,
        reason: refused.reason,
    }
}

impl<'a> ShortCode<'a> {
    fn of(text: &'a str) -> Self {
        text.parse().map_or(Self::Text(text), Self::Number)
    }
}
