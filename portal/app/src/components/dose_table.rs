//! The instalments of a schedule, each with why it is due when it is.

use billing::business_days::because;
use billing::language::Language;
use billing::money::Money;
use leptos::prelude::*;

use crate::components::scroll::Scroll;
use crate::views::obligation::Dose;
use crate::words::moved::MovedWords;
use crate::words::staff::schedule::ScheduleWords;
use crate::words::things::ThingWords;
use crate::written;

/// A planned schedule: nothing of it is paid yet.
#[component]
pub fn PlannedDoses(
    /// The language of the page.
    language: Language,
    /// The instalments.
    doses: Vec<Dose>,
    /// Their sum.
    total: Money,
) -> impl IntoView {
    let words = ScheduleWords::of(language);
    let things = ThingWords::of(language);
    let rows = doses.into_iter().map(move |dose| {
        view! {
            <tr>
                <td class="num">{dose.number}</td>
                <th scope="row">{written::day_short(dose.due_on, language)} " " {year(&dose)}</th>
                <td class="num">{written::amount(dose.amount)}</td>
                <td>{why_then(language, &dose)}</td>
            </tr>
        }
    });
    view! {
        <Scroll label=words.instalments>
            <table class="dense">
                <caption class="hidden">{words.instalments}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="num">
                            {words.number}
                        </th>
                        <th scope="col">{things.due_date}</th>
                        <th scope="col" class="num">
                            {things.amount}
                        </th>
                        <th scope="col">{words.why}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <td></td>
                        <th scope="row">{words.total}</th>
                        <td class="num">
                            <strong>{written::with_currency(total)}</strong>
                        </td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </Scroll>
    }
}

fn year(dose: &Dose) -> String {
    dose.due_on.format("%Y").to_string()
}

/// Why an instalment is due when it is, in words.
#[must_use]
pub fn why_then(language: Language, dose: &Dose) -> String {
    let words = ScheduleWords::of(language);
    if dose.insisted {
        return words.insisted.to_owned();
    }
    match because(&dose.moved_over, language) {
        Some(because) => {
            let planned = written::day_short(dose.nominal_on, language);
            (MovedWords::of(language).moved)(&planned, &because)
        }
        None => words.as_planned.to_owned(),
    }
}
