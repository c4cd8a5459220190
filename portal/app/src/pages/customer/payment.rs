//! `/payments/{number}`: one payment, what it was put to, and its receipt.

use billing::language::Language;
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::settled::AllocatedMark;
use crate::frame::{Frame, Section};
use crate::pages::customer::payments::{OwnPayment, Part};
use crate::words::customer::payments::PaymentsWords;
use crate::words::things::ThingWords;
use crate::written;

/// The page; it prints as a receipt.
#[component]
pub fn OwnPaymentPage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: OwnPayment,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentsWords::of(language);
    let title = (words.one)(&payment.code);
    let reversed = payment.reversed.then(|| {
        view! { <Notice weight=Weight::Danger headline=words.reversed /> }
    });
    let receipt = format!("{}/receipt.pdf", payment.path());
    view! {
        <Layout frame title=title.clone() section=Section::Payments>
            <div class="stack">
                <h1>{title}</h1>
                {reversed}
                <Told language payment=payment.clone() />
                <PutTo language payment />
                <p class="actions">
                    <a class="button plain" href=receipt>
                        {words.receipt}
                    </a>
                    <a class="button plain" href="/payments">
                        {words.all}
                    </a>
                </p>
            </div>
        </Layout>
    }
}

/// What the provider told.
#[component]
fn Told(language: Language, payment: OwnPayment) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let things = ThingWords::of(language);
    let mark = view! {
        <AllocatedMark language status=payment.status reversed=payment.reversed />
    };
    let text = |text: String| view! { <span>{text}</span> }.into_any();
    let mut facts = vec![
        (
            things.amount.to_owned(),
            text(written::with_currency(payment.amount)),
        ),
        (
            words.paid_on.to_owned(),
            text(written::day_and_time(payment.paid_at, language)),
        ),
        (
            words.way.to_owned(),
            text(words.way_of(payment.channel).to_owned()),
        ),
        (
            words.code.to_owned(),
            view! { <code class="copy">{payment.code}</code> }.into_any(),
        ),
    ];
    if !payment.payer.is_empty() {
        facts.push((words.payer.to_owned(), text(payment.payer)));
    }
    if !payment.reference.is_empty() {
        facts.push((words.reference.to_owned(), text(payment.reference)));
    }
    facts.push((things.status.to_owned(), mark.into_any()));
    view! { <Facts facts /> }
}

/// What it was put to, and the rest.
#[component]
fn PutTo(language: Language, payment: OwnPayment) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let things = ThingWords::of(language);
    let is_empty = payment.put_to.is_empty();
    let parts = payment
        .put_to
        .into_iter()
        .map(|part| view! { <PartRow part /> });
    let parts = (!is_empty).then(|| view! { <ul class="rows">{parts.collect_view()}</ul> });
    let nothing = (is_empty && !payment.reversed)
        .then(|| view! { <p class="quiet">{words.put_to_nothing}</p> });
    let rest = (payment.remainder.is_positive() && !payment.reversed).then(|| {
        view! {
            <p>
                {things.not_yet_used} ": "
                <strong class="num">{written::with_currency(payment.remainder)}</strong> ". "
                {words.rest}
            </p>
        }
    });
    view! {
        <section class="section stack" aria-labelledby="put-to">
            <h2 id="put-to">{words.put_to}</h2>
            {nothing}
            {parts}
            {rest}
        </section>
    }
}

#[component]
fn PartRow(part: Part) -> impl IntoView {
    let href = format!("/obligations/{}", part.obligation);
    view! {
        <li>
            <a href=href>{part.what}</a>
            <span class="num">{written::amount(part.amount)}</span>
        </li>
    }
}
