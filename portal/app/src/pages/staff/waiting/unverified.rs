//! `/staff/waiting/unverified`: payments that nothing has confirmed.

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::dense_table::{numbers, words as column};
use crate::frame::Frame;
use crate::pages::staff::waiting::{Headline, WorkList};
use crate::views::payment::payment_path;
use crate::words::staff::payments::PaymentsWords;
use crate::words::staff::waiting::WaitingWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/waiting/unverified";

/// A payment to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnverifiedRow {
    /// Which one.
    pub id: PaymentId,
    /// Its code.
    pub receipt: String,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// Why it is not believed, as it was recorded.
    pub doubt: String,
}

/// The list.
#[component]
pub fn UnverifiedPage(
    /// What every page is told.
    frame: Frame,
    /// Those of this page.
    rows: Vec<UnverifiedRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = WaitingWords::of(language);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::VerifyPayment));
    let headline = Headline {
        title: words.unverified,
        means: words.unverified_means,
        none: words.unverified_none,
    };
    let names = PaymentsWords::of(language);
    let columns = vec![
        column(names.code),
        numbers(ThingWords::of(language).amount),
        column(names.date_paid),
        column(words.why),
        column(words.action),
    ];
    let rows = rows.into_iter().map(|row| row_of(language, row, may));
    let rows = rows.collect();
    view! { <WorkList frame headline columns rows next /> }
}

fn row_of(language: Language, row: UnverifiedRow, may: bool) -> AnyView {
    let words = WaitingWords::of(language);
    let path = payment_path(&row.id);
    let verify = may.then(|| {
        view! {
            <a class="button small plain" href=format!("{path}/verify")>
                {words.verify}
                " "
                <span class="hidden">{row.receipt.clone()}</span>
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a class="code" href=path>
                    {row.receipt.clone()}
                </a>
            </th>
            <td class="num">{written::amount(row.amount)}</td>
            <td class="when">{written::day_and_time(row.paid_at, language)}</td>
            <td lang="en">{row.doubt}</td>
            <td>{verify}</td>
        </tr>
    }
    .into_any()
}
