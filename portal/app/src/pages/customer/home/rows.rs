//! The rows of what comes next.

use billing::language::Language;
use leptos::prelude::*;

use crate::components::settled::SettledMark;
use crate::pages::customer::home::Coming;
use crate::words::customer::home::HomeWords;
use crate::words::things::ThingWords;
use crate::written;

/// An instalment that has to be paid.
#[component]
pub fn ComingRow(
    /// The language of the page.
    language: Language,
    /// The instalment.
    coming: Coming,
) -> impl IntoView {
    let words = HomeWords::of(language);
    let things = ThingWords::of(language);
    let (number, of) = coming.number;
    let dose = (of > 1).then(|| {
        let of = usize::try_from(of).unwrap_or(usize::MAX);
        format!(", {}", (things.dose_of)(number, of))
    });
    let what = match coming.institution {
        Some(institution) => format!("{}, {institution}", coming.description),
        None => coming.description,
    };
    let href = format!("/obligations/{}", coming.obligation);
    let code = coming.payment_code.map(|code| {
        view! {
            " · "
            {words.payment_code}
            " "
            <code class="copy">{code}</code>
        }
    });
    view! {
        <li>
            <span>
                <a href=href>{what}</a>
                {dose}
            </span>
            <span class="num">{written::amount(coming.outstanding)}</span>
            <span class="quiet">{written::day_short(coming.due_on, language)} {code}</span>
            <SettledMark language settled=coming.settled />
        </li>
    }
}
