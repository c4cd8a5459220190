//! `/`: how to pay by hand, for everyone, without signing in.

use billing::account_number::ACCOUNT_NUMBER_CHARS_MAX;
use leptos::prelude::*;

use crate::account_check::{AccountCheck, Fault, grouped};
use crate::components::check_form::{ACCOUNT_FIELD, CheckForm};
use crate::components::error_summary::ErrorSummary;
use crate::components::layout::{Frame, Layout};
use crate::components::pay_facts::PayFacts;
use crate::components::pay_steps::PaySteps;
use crate::words::CheckWords;

/// The answer first: where to pay; then how; then a check of the account number.
#[component]
pub fn PayPage(
    /// What every page is told.
    frame: Frame,
    /// The account number that was asked about, if one was.
    check: Option<AccountCheck>,
) -> impl IntoView {
    let words = frame.language.words();
    let name = frame.payee.name.clone();
    let short_code = frame.payee.short_code.to_string();
    let account = check.as_ref().and_then(AccountCheck::number).map(grouped);
    let fault = check.as_ref().and_then(AccountCheck::fault);
    let error = fault.map(|fault| message(&words.check, fault));

    let heading = (words.pay.title)(&name);
    let title = match fault {
        Some(_) => (words.layout.error_title)(&heading),
        None => heading.clone(),
    };
    let keep = check
        .as_ref()
        .and_then(|check| serde_urlencoded::to_string([(ACCOUNT_FIELD, &check.kept)]).ok());
    let summary = error.clone().map(|message| {
        let advice = (fault == Some(Fault::CheckDigit)).then(|| (words.check.before_paying)(&name));
        view! { <ErrorSummary words=&words.layout message field=ACCOUNT_FIELD advice /> }
    });
    view! {
        <Layout frame title keep=keep.unwrap_or_default()>
            {summary}
            <h1>{heading}</h1>
            <p class="quiet">{words.pay.by_mpesa}</p>
            <PayFacts words=&words.pay short_code=short_code.clone() account=account.clone() />
            <PaySteps words=&words.pay short_code account />
            <CheckForm words=&words.check check error />
        </Layout>
    }
}

fn message(words: &CheckWords, fault: Fault) -> String {
    match fault {
        Fault::Empty => words.empty.to_owned(),
        Fault::UnexpectedCharacter => words.unexpected_character.to_owned(),
        Fault::TooLong => (words.too_long)(ACCOUNT_NUMBER_CHARS_MAX),
        Fault::CheckDigit => words.mistake.to_owned(),
    }
}
