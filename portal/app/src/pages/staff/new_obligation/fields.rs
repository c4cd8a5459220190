//! The fields of a new obligation. The three ways to pay are all there; a radio button says which one counts.

use billing::language::Language;
use billing::obligation::{Frequency, Income};
use leptos::prelude::*;

use crate::components::field::{ChoiceField, Field, SelectField, TextField};
use crate::form::Entered;
use crate::words::staff::new_obligation::NewObligationWords;
use crate::words::staff::schedule::ScheduleWords;
use crate::words::things::ThingWords;

/// The value of the choice that the provider gets the money.
pub const TO_US: &str = "us";
/// The value of the choice that an institution gets it.
pub const TO_INSTITUTION: &str = "institution";
/// The value of the choice of one day.
pub const ONE_OFF: &str = "one_off";
/// The value of the choice of equal doses.
pub const AUTOMATIC: &str = "automatic";
/// The value of the choice of written doses.
pub const MANUAL: &str = "manual";
/// The name of the days of written doses.
pub const ROW_DAY: &str = "row_on";
/// The name of their amounts.
pub const ROW_AMOUNT: &str = "row_amount";

/// Rows that an empty form has.
const ROWS_AT_FIRST: usize = 3;

/// Who pays, and to whom.
#[component]
pub fn Who(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let payees = vec![
        (TO_US.to_owned(), words.to_us.to_owned()),
        (TO_INSTITUTION.to_owned(), words.to_institution.to_owned()),
    ];
    view! {
        <Field
            form=form.clone()
            name="customer"
            label=ThingWords::of(language).account_number
            hint=words.customer_hint
            required=true
            maxlength=40
        />
        <div class="choose stack">
            <ChoiceField form=form.clone() name="payee" legend=words.payee options=payees />
            <div class="if us">
                <SelectField
                    form=form.clone()
                    name="income"
                    label=words.income
                    options=incomes(words)
                />
            </div>
            <div class="if institution">
                <Field
                    form
                    name="institution"
                    label=words.institution
                    hint=words.institution_hint
                    maxlength=80
                />
            </div>
        </div>
    }
}

fn incomes(words: &NewObligationWords) -> Vec<(String, String)> {
    let incomes = Income::ALL.map(|income| {
        let name = match income {
            Income::Service => words.service,
            Income::Installation => words.installation,
            Income::Equipment => words.equipment,
            Income::Other => words.other,
        };
        (income.name().to_owned(), name.to_owned())
    });
    incomes.to_vec()
}

/// What for, and how much.
#[component]
pub fn Money(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = NewObligationWords::of(language);
    view! {
        <Field
            form=form.clone()
            name="description"
            label=words.description
            hint=words.description_hint
            required=true
            maxlength=200
        />
        <Field
            form=form.clone()
            name="payment_code"
            label=words.code
            hint=words.code_hint
            maxlength=60
        />
        <Field form name="amount" label=words.total inputmode="decimal" required=true maxlength=20 />
    }
}

/// The three ways to pay.
#[component]
pub fn Plans(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let schedule = ScheduleWords::of(language);
    let kinds = [
        (ONE_OFF, schedule.one_off),
        (AUTOMATIC, schedule.automatic),
        (MANUAL, schedule.manual),
    ];
    let kinds = kinds.map(|(value, name)| (value.to_owned(), name.to_owned()));
    view! {
        <div class="choose stack">
            <ChoiceField
                form=form.clone()
                name="kind"
                legend=words.schedule
                options=kinds.to_vec()
            />
            <fieldset class="stack if one_off">
                <legend class="hidden">{schedule.one_off}</legend>
                <Field form=form.clone() name="due_on" label=words.due_on kind="date" />
            </fieldset>
            <fieldset class="stack if automatic">
                <legend class="hidden">{schedule.automatic}</legend>
                <AutomaticFields language form=form.clone() />
            </fieldset>
            <fieldset class="stack if manual">
                <legend class="hidden">{schedule.manual}</legend>
                <Rows language form />
            </fieldset>
        </div>
    }
}

#[component]
fn AutomaticFields(language: Language, form: Entered) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let schedule = ScheduleWords::of(language);
    let paces = Frequency::ALL.map(|pace| {
        let name = match pace {
            Frequency::Weekly => schedule.weekly,
            Frequency::Fortnightly => schedule.fortnightly,
            Frequency::Monthly => schedule.monthly,
            Frequency::Quarterly => schedule.quarterly,
        };
        (pace.name().to_owned(), name.to_owned())
    });
    view! {
        <Field form=form.clone() name="first_on" label=words.first_on kind="date" />
        <SelectField form=form.clone() name="every" label=words.every options=paces.to_vec() />
        <Field
            form=form.clone()
            name="instalment_amount"
            label=words.each
            inputmode="decimal"
            maxlength=20
        />
        <Field form=form.clone() name="count" label=words.count inputmode="numeric" maxlength=3 />
        <Field form name="last_amount" label=words.last inputmode="decimal" maxlength=20 />
    }
}

/// Rows to write doses into, and a button for more of them.
#[component]
fn Rows(language: Language, form: Entered) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let things = ThingWords::of(language);
    let days: Vec<String> = form.values(ROW_DAY).map(str::to_owned).collect();
    let amounts: Vec<String> = form.values(ROW_AMOUNT).map(str::to_owned).collect();
    let count = days.len().max(amounts.len()).max(ROWS_AT_FIRST);
    let rows = (0..count).map(|index| {
        let number = index.saturating_add(1);
        let value = |values: &[String]| values.get(index).cloned().unwrap_or_default();
        view! {
            <tr>
                <td>
                    <input
                        type="date"
                        id=row_id(index)
                        name=ROW_DAY
                        value=value(&days)
                        aria-label=(words.row_day)(number)
                    />
                </td>
                <td>
                    <input
                        name=ROW_AMOUNT
                        value=value(&amounts)
                        inputmode="decimal"
                        maxlength="20"
                        autocomplete="off"
                        aria-label=(words.row_amount)(number)
                    />
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let error = form.error(ROW_DAY).map(|error| {
        let error = error.to_owned();
        view! { <p class="error">{error}</p> }
    });
    view! {
        <div class="field rows-field">
            <p class="hint">{words.rows_hint}</p>
            {error}
            <table>
                <caption class="hidden">{ScheduleWords::of(language).manual}</caption>
                <thead>
                    <tr>
                        <th scope="col">{things.due_date}</th>
                        <th scope="col">{things.amount}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p>
            <button
                class="button plain small"
                name=super::ACTION
                value=super::ADD_ROW
                data-structural=""
            >
                {words.add_row}
            </button>
        </p>
    }
}

/// The first row carries the name of the field, so that the error summary leads there.
fn row_id(index: usize) -> String {
    match index {
        0 => ROW_DAY.to_owned(),
        _ => format!("{ROW_DAY}-{index}"),
    }
}

/// Whether the customer is told, and what only staff see.
#[component]
pub fn Others(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let tell = vec![("yes".to_owned(), words.notify_yes.to_owned())];
    view! {
        <ChoiceField
            form=form.clone()
            name="notify"
            legend=words.notify
            several=true
            options=tell
        />
        <TextField form name="comments" label=words.comments hint=words.comments_hint rows=3 />
    }
}
