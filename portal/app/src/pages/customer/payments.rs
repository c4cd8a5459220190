//! `/payments`: what arrived from a customer, with what it was put to.

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::{Currency, Money};
use billing::payment::{AllocationStatus, Channel};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::settled::AllocatedMark;
use crate::frame::{Frame, Section};
use crate::words::customer::payments::PaymentsWords;
use crate::written;

/// A payment as its owner sees it.
#[derive(Debug, Clone)]
pub struct OwnPayment {
    /// Its number in the account, by which it is opened.
    pub number: u64,
    /// How it came.
    pub channel: Channel,
    /// What proves it.
    pub code: String,
    /// The payer's name as the provider told it; may be empty.
    pub payer: String,
    /// What the payer typed as account; may be empty.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// What it was put to.
    pub put_to: Vec<Part>,
    /// What of it was put to nothing.
    pub remainder: Money,
    /// How far it is put to use.
    pub status: AllocationStatus,
    /// Whether the money went back.
    pub reversed: bool,
}

/// An amount that was put to one instalment.
#[derive(Debug, Clone)]
pub struct Part {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for, with the number of the instalment where there are several.
    pub what: String,
    /// How much.
    pub amount: Money,
}

impl OwnPayment {
    /// Where it is opened.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/payments/{}", self.number)
    }
}

/// The page.
#[component]
pub fn OwnPaymentsPage(
    /// What every page is told.
    frame: Frame,
    /// The payments, newest first.
    payments: Vec<OwnPayment>,
    /// The currency of the account.
    currency: Currency,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentsWords::of(language);
    let list = if payments.is_empty() {
        view! { <p class="quiet">{words.none}</p> }.into_any()
    } else {
        let rows = payments
            .into_iter()
            .map(|payment| view! { <OwnPaymentRow language payment /> });
        view! {
            <p class="quiet small">{(words.in_currency)(currency.code())}</p>
            <ul class="rows">{rows.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Payments>
            <div class="stack">
                <h1>{words.title}</h1>
                {list}
                <More language href=next />
                <p class="small quiet">
                    {words.missing} " " <a href="/missing-payment">{words.tell_code}</a>
                </p>
            </div>
        </Layout>
    }
}

/// A payment in a list: what it was, how much, what it was put to, and how it stands.
#[component]
pub fn OwnPaymentRow(
    /// The language of the page.
    language: Language,
    /// The payment.
    payment: OwnPayment,
) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let href = payment.path();
    let mut told = vec![written::day_and_time(payment.paid_at, language)];
    if !payment.put_to.is_empty() {
        let what: Vec<&str> = payment
            .put_to
            .iter()
            .map(|part| part.what.as_str())
            .collect();
        told.push((words.settled)(&what.join(", ")));
    }
    if payment.remainder.is_positive() && !payment.reversed {
        told.push((words.not_used)(&written::amount(payment.remainder)));
    }
    view! {
        <li>
            <a href=href>{words.way_of(payment.channel)} " " <code>{payment.code}</code></a>
            <span class="num">{written::amount(payment.amount)}</span>
            <span class="quiet">{told.join(" · ")}</span>
            <AllocatedMark language status=payment.status reversed=payment.reversed />
        </li>
    }
}
