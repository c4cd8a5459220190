//! Every change of an obligation: what, from what to what, by whom, when and why.

use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, words as column};
use crate::words::staff::obligation::ObligationWords;
use crate::words::things::ThingWords;
use crate::written;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// Every field that changed.
    pub fields: Vec<FieldChange>,
    /// Why; empty where nobody was asked.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What kind of change it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was entered.
    Created,
    /// Words, or whether the customer is told.
    Described,
    /// The amount or date of an instalment, by a person.
    InstalmentChanged,
    /// The date of an instalment, by a new holiday.
    DateMoved,
    /// What was unpaid was cancelled.
    Cancelled,
    /// A cancellation was taken back.
    Restored,
}

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: ChangedField,
    /// The instalment, where it is one's.
    pub number: Option<u32>,
    /// What it was.
    pub from: Was,
    /// What it became.
    pub to: Was,
}

/// A field that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedField {
    /// What it is for.
    Description,
    /// What only staff see.
    Comments,
    /// Whether the customer is told.
    Told,
    /// What a payer may quote.
    Code,
    /// How much.
    Amount,
    /// When.
    Due,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was {
    /// There was none.
    Nothing,
    /// A text.
    Text(String),
    /// An amount.
    Amount(Money),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Yes(bool),
}

/// The changes, newest first.
#[component]
pub fn History(
    /// The language of the page.
    language: Language,
    /// The changes.
    changes: Vec<Change>,
) -> impl IntoView {
    let words = ObligationWords::of(language);
    let things = ThingWords::of(language);
    let rows = changes.into_iter().map(move |change| {
        let fields = change.fields.iter().map(|one| {
            let line = field_words(language, one);
            view! {
                <br />
                <span class="quiet">{line}</span>
            }
        });
        let at = written::day_and_time(change.at, language);
        view! {
            <tr>
                <th scope="row">{(words.at_by)(&at, &change.by)}</th>
                <td>{kind_words(words, change.kind)} {fields.collect_view()}</td>
                <td>{change.reason}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = [words.when, words.what, things.reason];
    view! {
        <section class="stack" aria-labelledby="history">
            <h2 id="history">{words.history}</h2>
            <DenseTable caption=words.history headed=true columns=columns.map(column).to_vec()>
                {rows}
            </DenseTable>
        </section>
    }
}

fn kind_words(words: &'static ObligationWords, kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => words.was_created,
        ChangeKind::Described => words.was_described,
        ChangeKind::InstalmentChanged => words.was_changed,
        ChangeKind::DateMoved => words.was_moved,
        ChangeKind::Cancelled => words.was_cancelled,
        ChangeKind::Restored => words.was_restored,
    }
}

/// One field before and after, as a sentence.
#[must_use]
pub fn field_words(language: Language, change: &FieldChange) -> String {
    let words = ObligationWords::of(language);
    let field = match change.field {
        ChangedField::Description => words.field_description,
        ChangedField::Comments => words.comments,
        ChangedField::Told => words.told,
        ChangedField::Code => words.code,
        ChangedField::Amount => ThingWords::of(language).amount,
        ChangedField::Due => words.field_due,
    };
    let field = match change.number {
        Some(number) => (words.of_dose)(field, number),
        None => field.to_owned(),
    };
    let [from, to] = [&change.from, &change.to].map(|was| was_words(language, was));
    (words.from_to)(&field, &from, &to)
}

fn was_words(language: Language, was: &Was) -> String {
    let things = ThingWords::of(language);
    match was {
        Was::Nothing => ObligationWords::of(language).none.to_owned(),
        Was::Text(text) => text.clone(),
        Was::Amount(money) => written::amount(*money),
        Was::Day(day) => written::day(*day, language),
        Was::Yes(yes) => if *yes { things.yes } else { things.no }.to_owned(),
    }
}
