//! The rows of the first page: what comes next, and what arrived last.

use billing::language::Language;
use billing::payment::Channel;
use leptos::prelude::*;

use crate::components::settled::{AllocatedMark, SettledMark};
use crate::pages::customer::home::{Coming, Recent};
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

/// A payment that arrived.
#[component]
pub fn RecentRow(
    /// The language of the page.
    language: Language,
    /// The payment.
    recent: Recent,
) -> impl IntoView {
    let words = HomeWords::of(language);
    let way = match recent.channel {
        Channel::Bank => words.bank,
        Channel::Manual => words.office,
        Channel::MpesaC2b | Channel::MpesaStk | Channel::MpesaPull | Channel::MpesaStatus => {
            words.mpesa
        }
    };
    let mut told = vec![written::day_and_time(recent.paid_at, language)];
    if !recent.put_to.is_empty() {
        told.push((words.settled)(&recent.put_to.join(", ")));
    }
    if recent.remainder.is_positive() && !recent.reversed {
        told.push((words.not_used)(&written::amount(recent.remainder)));
    }
    let href = format!("/payments/{}", recent.number);
    view! {
        <li>
            <a href=href>{way} " " <code>{recent.receipt}</code></a>
            <span class="num">{written::amount(recent.amount)}</span>
            <span class="quiet">{told.join(" · ")}</span>
            <AllocatedMark language status=recent.status reversed=recent.reversed />
        </li>
    }
}
