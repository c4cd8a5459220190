//! The journal entries of a payment, and every report of it as it came.

use billing::journal::EntryKind;
use billing::language::Language;
use leptos::prelude::*;

use crate::components::scroll::Scroll;
use crate::views::payment::whole::{EntryLine, Report, WholePayment};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment::history::PaymentHistoryWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::words::things::ThingWords;
use crate::written;

/// A table of postings, one entry after the other.
#[component]
pub fn PaymentJournal(
    /// The language of the page.
    language: Language,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let words = PaymentWords::of(language);
    let things = ThingWords::of(language);
    let cut = (!payment.entries_complete).then(|| {
        view! { <p class="quiet small">{words.journal_cut}</p> }
    });
    let entries = payment.entries.into_iter();
    let entries = entries.map(move |entry| view! { <Entry language entry /> });
    view! {
        <section class="stack" aria-labelledby="journal">
            <h2 id="journal">{words.journal}</h2>
            <Scroll label=words.journal>
                <table class="dense">
                    <caption class="hidden">{words.journal}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{things.date}</th>
                            <th scope="col">{words.account}</th>
                            <th scope="col" class="num">
                                {words.debit}
                            </th>
                            <th scope="col" class="num">
                                {words.credit}
                            </th>
                        </tr>
                    </thead>
                    {entries.collect_view()}
                </table>
            </Scroll>
            {cut}
        </section>
    }
}

#[component]
fn Entry(language: Language, entry: EntryLine) -> impl IntoView {
    let words = PaymentHistoryWords::of(language);
    let name = match entry.kind {
        EntryKind::Received => words.entry_received,
        EntryKind::Associated => words.entry_associated,
        EntryKind::Disassociated => words.entry_disassociated,
        EntryKind::Reversed => words.entry_reversed,
        EntryKind::Charged | EntryKind::Adjusted | EntryKind::Remitted => words.entry_other,
    };
    let by = words.who(&entry.by);
    let when = written::day_and_time(entry.at, language);
    let postings = entry.postings.into_iter().map(|(account, amount)| {
        let side = |wanted: bool| {
            let size = if amount.is_negative() {
                amount.negated()
            } else {
                amount
            };
            (amount.is_negative() != wanted).then(|| written::amount(size))
        };
        view! { <Posting when=when.clone() account debit=side(true) credit=side(false) /> }
    });
    view! {
        <tbody>
            <tr>
                <th scope="rowgroup" colspan="4">
                    {name}
                    " "
                    <span class="quiet">{by}</span>
                </th>
            </tr>
            {postings.collect_view()}
        </tbody>
    }
}

#[component]
fn Posting(
    when: String,
    account: String,
    debit: Option<String>,
    credit: Option<String>,
) -> impl IntoView {
    view! {
        <tr>
            <td class="when">{when}</td>
            <td>
                <code>{account}</code>
            </td>
            <td class="num">{debit}</td>
            <td class="num">{credit}</td>
        </tr>
    }
}

/// Every report, closed until somebody wants to read it.
#[component]
pub fn PaymentReports(
    /// The language of the page.
    language: Language,
    /// The reports, the first one first.
    reports: Vec<Report>,
) -> impl IntoView {
    let words = PaymentWords::of(language);
    let names = PaymentNames::of(language);
    let reports = reports.into_iter().map(|report| {
        let when = written::day_and_time(report.received_at, language);
        view! {
            <details>
                <summary>{names.channel(report.channel)} ", " {when}</summary>
                <pre class="raw" tabindex="0">
                    {report.text}
                </pre>
            </details>
        }
    });
    view! {
        <section class="stack" aria-labelledby="reports">
            <h2 id="reports">{words.reports}</h2>
            {reports.collect_view()}
        </section>
    }
}
