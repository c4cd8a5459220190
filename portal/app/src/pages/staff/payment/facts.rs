//! What was told of a payment.

use billing::role::Permission;
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::notice::{Notice, Weight};
use crate::frame::Frame;
use crate::pages::staff::payments::rows::Phone;
use crate::views::payment::payment_path;
use crate::views::payment::whole::{Told, WholePayment};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::words::staff::payments::PaymentsWords;
use crate::words::things::ThingWords;
use crate::written;

/// The facts, and the way to edit what staff wrote.
#[component]
pub fn PaymentFacts(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let by_hand = payment.is_by_hand();
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::RecordPayment));
    let edit = (by_hand && may && payment.reversal.is_none()).then(|| {
        let href = format!("{}/annotate", payment_path(&payment.id));
        view! {
            <p>
                <a class="button small plain" href=href>
                    {words.annotate}
                </a>
            </p>
        }
    });
    let odd = payment.odd_receipt.then(|| {
        view! { <Notice weight=Weight::Caution headline=words.odd_receipt /> }
    });
    let code = (
        PaymentsWords::of(language).code.to_owned(),
        view! { <span class="code copy">{payment.receipt.clone()}</span> }.into_any(),
    );
    let mut facts = vec![code];
    facts.extend(told(&frame, payment.facts, by_hand));
    view! {
        <section class="stack" aria-labelledby="facts">
            <h2 id="facts">{words.facts}</h2>
            {odd}
            <Facts facts />
            {edit}
        </section>
    }
}

fn told(frame: &Frame, told: Told, by_hand: bool) -> Vec<(String, AnyView)> {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let names = PaymentNames::of(language);
    let quiet = |text: &'static str| view! { <span class="quiet">{text}</span> }.into_any();
    let text = |text: String| text.into_any();
    let mut channels = vec![names.channel(told.channel)];
    channels.extend(told.others.iter().map(|channel| names.channel(*channel)));
    let reference = match told.reference.as_str() {
        "" => quiet(PaymentsWords::of(language).no_reference),
        typed => view! { <span class="code copy">{typed.to_owned()}</span> }.into_any(),
    };
    let mut facts = vec![
        (
            words.paid,
            text(written::day_and_time(told.paid_at, language)),
        ),
        (
            words.heard,
            text(written::day_and_time(told.received_at, language)),
        ),
        (words.reported_by, text(channels.join(", "))),
    ];
    if !by_hand {
        let phone = told.phone;
        facts.push((words.payer, text(told.payer)));
        let phone = view! {
            <span class="code">
                <Phone language phone />
            </span>
        };
        facts.push((words.phone, phone.into_any()));
    }
    facts.push((words.reference, reference));
    facts.push((words.holder, text(told.holder)));
    let by_staff = [
        (
            words.method,
            told.method.map(|method| names.method(method).to_owned()),
        ),
        (
            words.received_on,
            told.received_on.map(|day| written::day(day, language)),
        ),
        (words.till, told.till),
        (words.remark, told.remark),
    ];
    let by_staff = by_staff.into_iter();
    facts.extend(by_staff.filter_map(|(name, value)| Some((name, text(value?)))));
    let named = facts.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What a payment is, in one line, above what is done with it.
#[component]
pub fn PaymentLine(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let language = frame.language;
    let amount = written::with_currency(payment.amount);
    let paid = written::day_and_time(payment.facts.paid_at, language);
    let payer = Some(payment.facts.payer).filter(|payer| !payer.is_empty());
    let payer = payer.map(|payer| format!(" · {payer}"));
    let reference = Some(payment.facts.reference).filter(|reference| !reference.is_empty());
    let reference = reference.map(|reference| format!(" · {reference}"));
    view! {
        <p class="quiet">
            <strong>{amount}</strong>
            " · "
            <a class="code" href=payment_path(&payment.id)>
                {ThingWords::of(language).payment}
                " "
                {payment.receipt}
            </a>
            " · "
            {paid}
            {payer}
            {reference}
        </p>
    }
}
