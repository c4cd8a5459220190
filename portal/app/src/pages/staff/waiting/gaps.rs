//! `/staff/waiting/gaps`: where M-PESA took money that nobody told us of.

use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::layout::Layout;
use crate::frame::{Frame, Section};
use crate::pages::staff::waiting::Below;
use crate::words::staff::waiting::WaitingWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/waiting/gaps";

/// How complete our knowledge of a short code is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortCode {
    /// The short code.
    pub code: String,
    /// How far M-PESA's own list was fetched.
    pub pulled_until: Option<DateTime<Utc>>,
    /// What staff should know about the last try, as it was recorded.
    pub failure: Option<String>,
    /// Payments that only the list brought.
    pub recovered: usize,
    /// Where money is missing.
    pub gaps: Vec<Gap>,
}

/// Two confirmations between which the balance grew more than they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The receipt before it.
    pub after: String,
    /// The receipt behind it.
    pub before: String,
    /// When the first was paid.
    pub from: DateTime<Utc>,
    /// When the second was paid.
    pub to: DateTime<Utc>,
    /// What is missing.
    pub missing: Money,
}

/// The page.
#[component]
pub fn GapsPage(
    /// What every page is told.
    frame: Frame,
    /// Every short code.
    short_codes: Vec<ShortCode>,
) -> impl IntoView {
    let language = frame.language;
    let words = WaitingWords::of(language);
    let codes = short_codes.into_iter();
    let codes = codes.map(|one| view! { <OneShortCode language one /> });
    let codes = codes.collect_view();
    view! {
        <Layout frame title=words.gaps.to_owned() section=Section::Today wide=true>
            <div class="stack">
                <h1>{words.gaps}</h1>
                <p>{words.gaps_means}</p>
                {codes}
                <Below language next=None />
            </div>
        </Layout>
    }
}

#[component]
fn OneShortCode(language: Language, one: ShortCode) -> impl IntoView {
    let words = WaitingWords::of(language);
    let pulled = match one.pulled_until {
        Some(at) => (words.pulled_until)(&written::day_and_time(at, language)),
        None => words.never_pulled.to_owned(),
    };
    let heading = (words.of_short_code)(&one.code);
    let failure = one
        .failure
        .map(|failure| view! { <p lang="en">{failure}</p> });
    let table = match one.gaps.is_empty() {
        true => view! { <p>{words.gaps_none}</p> }.into_any(),
        false => {
            let label = heading.clone();
            view! { <Gaps language label gaps=one.gaps /> }.into_any()
        }
    };
    view! {
        <section class="section stack">
            <h2>{heading}</h2>
            {table}
            <p class="quiet small">
                {pulled} " " {(words.recovered)(&written::count(one.recovered))}
            </p>
            {failure}
        </section>
    }
}

#[component]
fn Gaps(language: Language, label: String, gaps: Vec<Gap>) -> impl IntoView {
    let words = WaitingWords::of(language);
    let rows = gaps.into_iter().map(|gap| {
        let from = written::day_and_time(gap.from, language);
        let to = written::day_and_time(gap.to, language);
        view! {
            <tr>
                <th scope="row" class="code">
                    {gap.after}
                    " – "
                    {gap.before}
                </th>
                <td>{(words.from_to)(&from, &to)}</td>
                <td class="num">{written::amount(gap.missing)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = vec![
        column(words.between),
        column(words.when),
        numbers(words.missing),
    ];
    view! {
        <DenseTable caption=label headed=true columns>
            {rows}
        </DenseTable>
    }
}
