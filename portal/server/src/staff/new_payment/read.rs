//! What was typed about a payment, as the operation takes it. Everything that cannot be read is said at once.

use billing::account_number::{AccountNumber, AccountNumberError};
use billing::ids::{CustomerId, ObligationId};
use billing::language::Language;
use billing::payment::Method;
use operations::manual_payment::ManualPayment;
use portal_app::form::Entered;
use portal_app::words::staff::payment::associate::AssociateWords;
use portal_app::words::staff::payment::entry::EntryWords;
use runtime::config::SHORT_CODE_DEFAULT;
use store::states::Settle;

use crate::portal::Portal;
use crate::staff::payment::annotate::method;
use crate::staff::typed;

/// The payment; nothing where the form now says what is wrong.
pub fn payment(portal: &Portal, form: &mut Entered, language: Language) -> Option<ManualPayment> {
    let words = EntryWords::of(language);
    let customer = customer(form, language);
    let amount = typed::amount(form.value("amount"));
    if amount.is_none() {
        form.refuse("amount", words.amount_missing);
    }
    if amount.is_some_and(|amount| !amount.is_positive()) {
        form.refuse("amount", words.amount_not_positive);
    }
    let text = |form: &Entered, name: &str| {
        let text = form.value(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let received_on = text(form, "received_on").map(|text| typed::day(&text));
    if received_on == Some(None) {
        form.refuse("received_on", words.not_a_day);
    }
    let settle = settle(form, words);
    let hook = portal.context.config.hooks.first();
    let shortcode = hook.map_or(SHORT_CODE_DEFAULT, |hook| &hook.short_code);
    let manual = ManualPayment {
        customer: customer?,
        amount: amount?,
        method: method(form.value("method")).unwrap_or(Method::Cash),
        reference: text(form, "reference"),
        received_on: received_on.flatten(),
        till: text(form, "till"),
        remark: text(form, "remark"),
        settle: settle?,
        shortcode: shortcode.to_owned(),
    };
    (!form.is_refused()).then_some(manual)
}

fn customer(form: &mut Entered, language: Language) -> Option<CustomerId> {
    let words = AssociateWords::of(language);
    match AccountNumber::parse(form.value("customer")) {
        Ok(account) => Some(CustomerId::from(&account)),
        Err(AccountNumberError::Empty) => {
            form.refuse("customer", words.account_missing);
            None
        }
        Err(_) => {
            form.refuse("customer", words.account_wrong);
            None
        }
    }
}

fn settle(form: &mut Entered, words: &EntryWords) -> Option<Settle> {
    match form.value("settle") {
        "chosen" => {
            let chosen = form.values("obligations");
            let chosen = chosen.filter_map(|text| ObligationId::parse(text).ok());
            let chosen: Vec<ObligationId> = chosen.collect();
            if chosen.is_empty() {
                form.refuse("settle", words.choose_obligations);
                return None;
            }
            Some(Settle::Chosen(chosen))
        }
        "due_between" => {
            let days = ["from", "to"].map(|name| {
                let day = typed::day(form.value(name));
                if day.is_none() {
                    form.refuse(name, words.not_a_day);
                }
                day
            });
            let [from, to] = days;
            let (from, to) = (from?, to?);
            if to < from {
                form.refuse("to", words.before_from);
                return None;
            }
            Some(Settle::DueBetween(from, to))
        }
        "nothing" => Some(Settle::Nothing),
        _ => Some(Settle::OldestFirst),
    }
}
