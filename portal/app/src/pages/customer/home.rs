//! `/` for a customer: the answer, then what comes next and what arrived last.

mod answer;
mod rows;

use billing::ids::ObligationId;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::settled::Settled;
use crate::frame::{Frame, Section};
use crate::pages::customer::home::answer::Answer;
use crate::pages::customer::home::rows::ComingRow;
use crate::pages::customer::payments::{OwnPayment, OwnPaymentRow};
use crate::words::customer::home::HomeWords;
use crate::words::customer::payments::PaymentsWords;
use crate::words::layout::LayoutWords;

/// How a customer stands.
#[derive(Debug, Clone)]
pub struct Home {
    /// What is still due, overdue or not.
    pub outstanding: Money,
    /// Of it, what fell due before today.
    pub overdue: Money,
    /// Paid and put to nothing yet.
    pub unallocated_credit: Money,
    /// What falls due next, without what is overdue.
    pub next: Option<Next>,
    /// The first instalments to pay.
    pub coming: Vec<Coming>,
    /// How many are open in all.
    pub open_instalments: usize,
    /// The last payments.
    pub recent: Vec<OwnPayment>,
}

/// What falls due on the first day from today on.
#[derive(Debug, Clone)]
pub struct Next {
    /// The day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// What for, where it is one thing.
    pub what: Option<String>,
}

/// An instalment that has to be paid.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The institution, where it is not us.
    pub institution: Option<String>,
    /// What the institution knows it by.
    pub payment_code: Option<String>,
    /// The number of the instalment, and of how many.
    pub number: (u32, u32),
    /// The planned day.
    pub nominal_on: NaiveDate,
    /// The day that counts.
    pub due_on: NaiveDate,
    /// What is left to pay.
    pub outstanding: Money,
    /// How it stands.
    pub settled: Settled,
}

/// The page.
#[component]
pub fn HomePage(
    /// What every page is told.
    frame: Frame,
    /// How the customer stands.
    home: Home,
) -> impl IntoView {
    let language = frame.language;
    let words = HomeWords::of(language);
    let of_payments = PaymentsWords::of(language);
    let Home {
        coming,
        open_instalments,
        recent,
        ..
    } = home.clone();
    let title = LayoutWords::of(language).sections.home.to_owned();
    let more = open_instalments > coming.len();
    let all_open = more.then(|| {
        view! {
            <p class="small">
                <a href="/obligations?status=to-pay">{(words.all_open)(open_instalments)}</a>
            </p>
        }
    });
    let coming_up = (!coming.is_empty()).then(|| {
        let rows = coming
            .into_iter()
            .map(|coming| view! { <ComingRow language coming /> });
        view! {
            <section class="section" aria-labelledby="coming">
                <header>
                    <h2 id="coming">{words.coming_up}</h2>
                    <a class="small" href="/calendar">
                        {words.calendar}
                    </a>
                </header>
                <ul class="rows">{rows.collect_view()}</ul>
                {all_open}
            </section>
        }
    });
    let payments = if recent.is_empty() {
        view! { <p class="quiet">{words.no_payments}</p> }.into_any()
    } else {
        let rows = recent
            .into_iter()
            .map(|payment| view! { <OwnPaymentRow language payment /> });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <Layout frame title section=Section::Home>
            <Answer language home />
            {coming_up}
            <section class="section" aria-labelledby="payments">
                <header>
                    <h2 id="payments">{words.last_payments}</h2>
                    <a class="small" href="/payments">
                        {words.all_payments}
                    </a>
                </header>
                {payments}
                <p class="small quiet">
                    {of_payments.missing} " " <a href="/missing-payment">{of_payments.tell_code}</a>
                </p>
            </section>
        </Layout>
    }
}
