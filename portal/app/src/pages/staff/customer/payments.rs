//! `/staff/customers/{account}/payments`: what arrived, and what of it is put to use.

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::Money;
use billing::payment::AllocationStatus;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::settled::AllocatedMark;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::views::customer::CustomerHead;
use crate::words::staff::customer::CustomerWords;
use crate::words::things::ThingWords;
use crate::written;

/// A payment that a customer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Which one.
    pub id: PaymentId,
    /// When the payer paid.
    pub paid_at: DateTime<Utc>,
    /// How much.
    pub amount: Money,
    /// What of it is put to something.
    pub used: Money,
    /// What of it is not.
    pub unused: Money,
    /// How far it is put to use.
    pub status: AllocationStatus,
    /// Whether the money went back.
    pub reversed: bool,
}

/// The page.
#[component]
pub fn CustomerPaymentsPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// Their payments, newest first.
    rows: Vec<PaymentRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let title = Tab::Payments.title(language, &head);
    let words = CustomerWords::of(language);
    let list = if rows.is_empty() {
        view! { <p>{words.no_payments}</p> }.into_any()
    } else {
        view! { <PaymentTable language rows caption=words.payments_caption /> }.into_any()
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                <CustomerTop frame head tab=Tab::Payments /> {list} <More language href=next />
            </div>
        </Layout>
    }
}

/// Payments as rows.
#[component]
pub fn PaymentTable(
    /// The language of the page.
    language: Language,
    /// The payments.
    rows: Vec<PaymentRow>,
    /// What they are.
    caption: &'static str,
) -> impl IntoView {
    let words = CustomerWords::of(language);
    let things = ThingWords::of(language);
    let rows = rows.into_iter().map(move |row| {
        view! {
            <tr>
                <th scope="row">
                    <a class="code" href=format!("/staff/payments/{}", row.id)>
                        {row.id.receipt().to_string()}
                    </a>
                </th>
                <td class="when">{written::day_and_time(row.paid_at, language)}</td>
                <td>
                    <AllocatedMark language status=row.status reversed=row.reversed />
                </td>
                <td class="num">{written::amount(row.amount)}</td>
                <td class="num">{written::amount(row.used)}</td>
                <td class="num">{written::amount(row.unused)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = vec![
        column(words.code),
        column(things.date),
        column(things.status),
        numbers(things.amount),
        numbers(words.used),
        numbers(things.not_yet_used),
    ];
    view! {
        <DenseTable caption columns>
            {rows}
        </DenseTable>
    }
}
