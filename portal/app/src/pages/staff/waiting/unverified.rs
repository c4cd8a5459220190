//! `/staff/waiting/unverified`: payments that nothing has confirmed.

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::scroll::Scroll;
use crate::frame::{Frame, Section};
use crate::pages::staff::waiting::Below;
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
    let table = match rows.is_empty() {
        true => view! { <p>{words.unverified_none}</p> }.into_any(),
        false => view! { <Table language rows may /> }.into_any(),
    };
    view! {
        <Layout frame title=words.unverified.to_owned() section=Section::Today wide=true>
            <div class="stack">
                <h1>{words.unverified}</h1>
                <p>{words.unverified_means}</p>
                {table}
                <Below language next />
            </div>
        </Layout>
    }
}

#[component]
fn Table(language: Language, rows: Vec<UnverifiedRow>, may: bool) -> impl IntoView {
    let words = WaitingWords::of(language);
    let names = PaymentsWords::of(language);
    let rows = rows.into_iter().map(|row| {
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
                <td>{written::day_and_time(row.paid_at, language)}</td>
                <td lang="en">{row.doubt}</td>
                <td>{verify}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Scroll label=words.unverified>
            <table class="dense">
                <caption class="hidden">{words.unverified}</caption>
                <thead>
                    <tr>
                        <th scope="col">{names.code}</th>
                        <th scope="col" class="num">
                            {ThingWords::of(language).amount}
                        </th>
                        <th scope="col">{names.date_paid}</th>
                        <th scope="col">{words.why}</th>
                        <th scope="col">{words.action}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Scroll>
    }
}
