//! What a gazetted day does, for the one who confirms it.

use billing::language::Language;
use chrono::NaiveDate;
use leptos::prelude::*;

use super::PATH;
use crate::components::confirmation::Confirmation;
use crate::components::dense_table::{self, DenseTable};
use crate::components::kept::Kept;
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::history::named;
use crate::views::obligation::obligation_path;
use crate::views::payment::Party;
use crate::words::staff::settings::holidays::HolidaysWords;
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::things::ThingWords;
use crate::written;

/// The name of the hidden field that says how far one is.
pub const STEP: &str = "step";
/// Its value once somebody has read what follows.
pub const CONFIRMED: &str = "confirmed";

/// What the form sends again once its consequences were read.
const KEPT: [&str; 3] = ["date", "name", "reason"];

/// A day that is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDay {
    /// The day.
    pub on: NaiveDate,
    /// What it is called.
    pub name: String,
    /// What will happen, in sentences.
    pub consequences: Vec<String>,
    /// The first instalments that move.
    pub moving: Vec<Moving>,
    /// How many more move.
    pub more: usize,
}

/// An instalment that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// Whose it is.
    pub customer: Party,
    /// Its obligation.
    pub obligation: billing::ids::ObligationId,
    /// What that is for.
    pub description: String,
    /// Its number.
    pub number: u32,
    /// The day that it has.
    pub from: NaiveDate,
    /// The day that it will have.
    pub to: NaiveDate,
}

/// What will happen, the button, and what moves.
#[component]
pub fn GazettePage(
    /// What every page is told.
    frame: Frame,
    /// The day.
    day: NewDay,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = HolidaysWords::of(language);
    let on = written::day_full(day.on, language);
    let heading = (words.enter_title)(&day.name, &on);
    let names = KEPT.map(str::to_owned).to_vec();
    let table = (!day.moving.is_empty()).then(|| {
        view! { <MovingTable language moving=day.moving more=day.more /> }
    });
    view! {
        <Layout frame=frame.clone() title=heading.clone() section=Section::Settings>
            <div class="stack">
                <h1>{heading}</h1>
                <h2>{SettingsWords::of(language).what_happens}</h2>
                <Confirmation
                    language
                    action=PATH
                    consequences=day.consequences
                    button=words.do_enter
                    back=PATH
                >
                    <Once frame />
                    <input type="hidden" name=STEP value=CONFIRMED />
                    <Kept form names />
                </Confirmation>
                {table}
            </div>
        </Layout>
    }
}

#[component]
fn MovingTable(language: Language, moving: Vec<Moving>, more: usize) -> impl IntoView {
    let words = HolidaysWords::of(language);
    let things = ThingWords::of(language);
    let rows = moving.into_iter().map(|one| {
        let [from, to] = [one.from, one.to].map(|day| written::day_short(day, language));
        view! {
            <tr>
                <th scope="row">{named(&one.customer)}</th>
                <td>
                    <a href=obligation_path(
                        &one.obligation,
                    )>{one.description} " · " {things.instalment} " " {one.number}</a>
                </td>
                <td>{from}</td>
                <td>{to}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = [words.customer, things.instalment, words.from, words.to];
    let columns = columns.map(dense_table::words).to_vec();
    let more = (more > 0).then(|| view! { <p class="quiet">{(words.and_more)(more)}</p> });
    view! {
        <h2>{words.what_moves}</h2>
        <DenseTable caption=words.what_moves headed=true columns>
            {rows}
        </DenseTable>
        {more}
    }
}
