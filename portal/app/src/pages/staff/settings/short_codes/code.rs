//! One short code: what it is, what it can do, and what is to be set for the rest.

use billing::language::Language;
use leptos::prelude::*;

use super::{Ability, Kind, Setting, ShortCode, Standing, What};
use crate::components::notice::{Notice, Weight};
use crate::components::scroll::Scroll;
use crate::components::status::{Shape, Status};
use crate::words::staff::settings::short_codes::ShortCodesWords;
use crate::words::things::ThingWords;
use crate::written;

/// The section about one short code.
#[component]
pub(super) fn OneCode(
    /// The language of the page.
    language: Language,
    /// Which one.
    code: ShortCode,
) -> impl IntoView {
    let words = ShortCodesWords::of(language);
    let id = format!("code-{}", code.number);
    let heading = match &code.kind {
        Kind::Paybill => (words.paybill)(&code.number),
        Kind::Till(_) => (words.till)(&code.number),
        Kind::Unknown => (words.unknown)(&code.number),
    };
    let head_office = match &code.kind {
        Kind::Till(number) => Some(view! { <p>{(words.head_office)(number)}</p> }),
        Kind::Paybill | Kind::Unknown => None,
    };
    let receives = code
        .abilities
        .iter()
        .any(|one| one.what == What::Receive && one.standing == Standing::Ready);
    let shown = code.shown.then(|| match receives {
        true => view! { <p>{words.shown}</p> }.into_any(),
        false => view! {
            <Notice weight=Weight::Danger headline=words.shown_deaf>
                <p>{words.shown_deaf_means}</p>
            </Notice>
        }
        .into_any(),
    });
    let time = |at| written::day_and_time(at, language);
    let pulled = code.pulled_until.map(|at| (words.pulled_until)(&time(at)));
    let failed = code.pull_failed_at.map(|at| (words.pull_failed)(&time(at)));
    let pulled = pulled
        .into_iter()
        .chain(failed)
        .map(|sentence| view! { <p class="quiet">{sentence}</p> });
    let labelled_by = id.clone();
    let name = heading.clone();
    view! {
        <section class="section stack" aria-labelledby=labelled_by>
            <h2 id=id>{name}</h2>
            {shown}
            {head_office}
            <Abilities language label=heading abilities=code.abilities />
            {pulled.collect_view()}
        </section>
    }
}

#[component]
fn Abilities(language: Language, label: String, abilities: Vec<Ability>) -> impl IntoView {
    let words = ShortCodesWords::of(language);
    let rows = abilities
        .into_iter()
        .map(move |ability| view! { <AbilityRow language ability /> });
    view! {
        <Scroll label=label.clone()>
            <table class="dense">
                <caption class="hidden">{label}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.what}</th>
                        <th scope="col">{ThingWords::of(language).status}</th>
                        <th scope="col">{words.missing}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn AbilityRow(language: Language, ability: Ability) -> impl IntoView {
    let words = ShortCodesWords::of(language);
    let what = match ability.what {
        What::Receive => words.receive,
        What::Prompt => words.prompt,
        What::Ask => words.ask,
        What::Pull => words.pull,
    };
    let (shape, word) = match ability.standing {
        Standing::Ready => (Shape::Done, words.ready),
        Standing::Missing => (Shape::Open, words.not_ready),
        Standing::Lost => (Shape::Late, words.lost),
    };
    let lost = (ability.standing == Standing::Lost).then_some(words.lost_means);
    let set = (!ability.missing.is_empty()).then(|| {
        let settings = ability
            .missing
            .into_iter()
            .map(move |setting| view! { <li>{named(words, setting)}</li> });
        view! {
            {words.set}
            <ul>{settings.collect_view()}</ul>
        }
    });
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td>
                <Status shape word />
            </td>
            <td>{lost} {set}</td>
        </tr>
    }
}

fn named(words: &ShortCodesWords, setting: Setting) -> AnyView {
    match setting {
        Setting::Variable(name) => view! { <code>{name}</code> }.into_any(),
        Setting::Field { field, list } => (words.within)(field, list).into_any(),
    }
}
