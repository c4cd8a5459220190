//! `/` for those who have not signed in: how to pay by hand, for everyone.

use billing::account_number::ACCOUNT_NUMBER_CHARS_MAX;
use leptos::prelude::*;

use crate::account_check::{AccountCheck, Fault, grouped};
use crate::components::check_form::{ACCOUNT_FIELD, CheckForm};
use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::components::pay_facts::PayFacts;
use crate::components::pay_steps::PaySteps;
use crate::form::Entered;
use crate::frame::Frame;
use crate::words::check::CheckWords;
use crate::words::how_to_pay::HowToPayWords;
use crate::words::layout::LayoutWords;

/// The answer first: where to pay; then how; then a check of the account number.
#[component]
pub fn HowToPayPage(
    /// What every page is told.
    frame: Frame,
    /// The account number that was asked about, if one was.
    check: Option<AccountCheck>,
) -> impl IntoView {
    let language = frame.language;
    let words = HowToPayWords::of(language);
    let check_words = CheckWords::of(language);
    let name = frame.payee.name.clone();
    let short_code = frame.payee.short_code.to_string();
    let account = check.as_ref().and_then(AccountCheck::number).map(grouped);
    let fault = check.as_ref().and_then(AccountCheck::fault);

    let kept = check.as_ref().map(|check| check.kept.clone());
    let mut form = Entered::of([(ACCOUNT_FIELD, kept.unwrap_or_default())]);
    if let Some(fault) = fault {
        form.refuse(ACCOUNT_FIELD, message(check_words, fault));
    }
    let advice = (fault == Some(Fault::CheckDigit)).then(|| (check_words.before_paying)(&name));
    let heading = (words.title)(&name);
    let title = match fault {
        Some(_) => (LayoutWords::of(language).error_title)(&heading),
        None => heading.clone(),
    };
    let verdict = check.map(|check| check.verdict);
    view! {
        <Layout frame title>
            <ErrorSummary language form=form.clone() advice />
            <h1>{heading}</h1>
            <p class="quiet">{words.by_mpesa}</p>
            <PayFacts words short_code=short_code.clone() account=account.clone() />
            <PaySteps words short_code account />
            <CheckForm words=check_words form verdict />
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
