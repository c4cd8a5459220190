//! What somebody does with a phone: answers the prompt, or pays from its menu.

use local_providers::mpesa::phone::{PinAnswer, PromptError};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::host::phone::{Phone, Refused};

/// A right PIN, for programs that do not care which.
const PIN: &str = "1234";

/// What the owner is called where nothing is said.
const NAME: &str = "JOHN";

/// What is asked of a phone; which parts count depends on the action.
#[derive(Deserialize)]
pub(super) struct Asked {
    action: Action,
    checkout_request: Option<String>,
    pin: Option<String>,
    short_code: Option<String>,
    account: Option<String>,
    /// Whole shillings, as a number or as text.
    amount: Option<Value>,
    name: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Pay,
    WrongPin,
    Cancel,
    Ignore,
    NoMoney,
    PayBill,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answered {
    Paid { receipt: String },
    WrongPin,
    Cancelled,
    Ignored,
    NoMoney,
}

impl Answered {
    /// As addresses and JSON name it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Paid { .. } => "paid",
            Self::WrongPin => "wrong_pin",
            Self::Cancelled => "cancelled",
            Self::Ignored => "ignored",
            Self::NoMoney => "no_money",
        }
    }

    /// What the page says about it.
    pub(super) fn words_of(name: &str) -> Option<&'static str> {
        Some(match name {
            "paid" => "Paid. The message that M-PESA sends is below.",
            "wrong_pin" => "The PIN was wrong, so nothing was paid.",
            "cancelled" => "Cancelled: nothing was paid.",
            "ignored" => {
                "Left alone. The prompt ends by itself after a minute; the clock can be moved."
            }
            "no_money" => "There was too little money, so nothing was paid.",
            _ => return None,
        })
    }

    pub(super) fn as_json(&self) -> Value {
        match self {
            Self::Paid { receipt } => json!({"answer": self.name(), "receipt": receipt}),
            _ => json!({"answer": self.name()}),
        }
    }
}

/// Does it.
pub(super) async fn act(phone: &Phone, asked: Asked) -> Result<Answered, Refused> {
    let handle = &phone.simulator.handle;
    if matches!(asked.action, Action::PayBill) {
        return pay_bill(phone, &asked).await;
    }
    // What was due before comes before: the prompt may have ended.
    handle.tick().await;
    let prompt = phone.prompt().map(|prompt| prompt.checkout_request);
    // Another phone's prompt is not on this one.
    let checkout_request = prompt
        .filter(|prompt| {
            asked
                .checkout_request
                .as_ref()
                .is_none_or(|it| it == prompt)
        })
        .ok_or(Refused::Prompt(PromptError::NoSuchPrompt))?;
    let name = checkout_request.as_str();
    let done = match asked.action {
        Action::Pay => {
            let typed = handle.enter_pin(name, asked.pin.as_deref().unwrap_or(PIN));
            typed.await.map(|typed| match typed {
                PinAnswer::Paid { receipt } => Answered::Paid { receipt },
                PinAnswer::WrongPin => Answered::WrongPin,
            })
        }
        Action::WrongPin => handle.wrong_pin(name).await.map(|()| Answered::WrongPin),
        Action::Cancel => handle.cancel(name).await.map(|()| Answered::Cancelled),
        Action::NoMoney => handle.no_money(name).await.map(|()| Answered::NoMoney),
        Action::Ignore | Action::PayBill => Ok(Answered::Ignored),
    };
    done.map_err(Refused::Prompt)
}

async fn pay_bill(phone: &Phone, asked: &Asked) -> Result<Answered, Refused> {
    let short_codes = &phone.simulator.short_codes;
    let wanted = asked.short_code.as_deref();
    let to = short_codes
        .iter()
        .find(|one| wanted.is_none_or(|wanted| one.number == wanted))
        .ok_or(Refused::Form("This host has no such short code."))?;
    let amount = asked.amount.as_ref().and_then(shillings);
    let amount = amount.ok_or(Refused::Form(
        "Give the amount in whole shillings, as in 500.",
    ))?;
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let account = text(&asked.account);
    let name = Some(text(&asked.name)).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| NAME.to_owned());
    let (handle, number) = (&phone.simulator.handle, phone.number.as_str());
    // The pushes of this phone are confirmed in the same name from now on.
    handle.name(number, &name);
    let paid = match to.is_till {
        true => handle.pay_till(&to.number, number, &name, amount).await,
        false => {
            handle
                .pay_bill(&to.number, number, &name, amount, &account)
                .await
        }
    };
    let receipt = paid.map_err(Refused::Payment)?;
    Ok(Answered::Paid { receipt })
}

/// Whole shillings, as people write them.
pub(crate) fn shillings(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64()?.try_into().ok(),
        Value::String(text) => {
            let text = text.trim().replace(',', "");
            text.strip_suffix(".00").unwrap_or(&text).parse().ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_shillings_however_they_are_written() {
        let cases = [
            (json!(500), Some(500)),
            (json!("500"), Some(500)),
            (json!(" 1,250.00 "), Some(1_250)),
            (json!("0.50"), None),
            (json!(0.5), None),
            (json!(-1), None),
            (json!("much"), None),
            (json!(null), None),
        ];
        for (value, expected) in cases {
            assert_eq!(shillings(&value), expected, "{value}");
        }
    }
}
