//! The instalments of one obligation: how much, when and why then, how far paid.

use billing::ids::ObligationId;
use billing::language::Language;
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::dose_table::why_then;
use crate::components::settled::SettledMark;
use crate::views::obligation::{Dose, obligation_path};
use crate::words::staff::obligation::ObligationWords;
use crate::words::staff::schedule::ScheduleWords;
use crate::words::things::ThingWords;
use crate::written;

/// The table, with the way to change each one.
#[component]
pub fn Instalments(
    /// The language of the page.
    language: Language,
    /// Of which obligation.
    id: ObligationId,
    /// The instalments.
    doses: Vec<Dose>,
    /// Whether who looks may change them.
    may_change: bool,
) -> impl IntoView {
    let words = ScheduleWords::of(language);
    let things = ThingWords::of(language);
    let path = obligation_path(&id);
    let mut columns = vec![
        column(things.instalment),
        column(things.due_date),
        column(words.why),
        column(things.status),
        numbers(things.amount),
        numbers(things.paid),
    ];
    columns.extend(may_change.then(|| column(ObligationWords::of(language).action)));
    let rows = doses.into_iter().map(move |dose| {
        let href = may_change.then(|| format!("{path}/instalments/{}", dose.number));
        view! { <Row language dose href /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="stack" aria-labelledby="instalments">
            <h2 id="instalments">{words.instalments}</h2>
            <DenseTable caption=words.instalments headed=true columns>
                {rows}
            </DenseTable>
        </section>
    }
}

#[component]
fn Row(language: Language, dose: Dose, href: Option<String>) -> impl IntoView {
    let words = ObligationWords::of(language);
    let cancelled = dose.cancelled.is_positive().then(|| {
        let amount = written::amount(dose.cancelled);
        view! {
            " "
            <span class="quiet">{(ScheduleWords::of(language).cancelled_of_it)(&amount)}</span>
        }
    });
    let action = href.map(|href| {
        let label = (words.change)(dose.number);
        view! {
            <td>
                <a href=href aria-label=label>
                    {words.change_short}
                </a>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{dose.number}</th>
            <td>{written::day(dose.due_on, language)}</td>
            <td>{why_then(language, &dose)}</td>
            <td>
                <SettledMark language settled=dose.settled />
                {cancelled}
            </td>
            <td class="num">{written::amount(dose.amount)}</td>
            <td class="num">{written::amount(dose.paid)}</td>
            {action}
        </tr>
    }
}
