//! The fields of a payment that staff enter.

use billing::language::Language;
use billing::money::Currency;
use leptos::prelude::*;

use crate::components::field::{ChoiceField, Field, SelectField};
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::staff::new_payment::{CHECK, OWED, Owed, PATH, STEP_FIELD, methods};
use crate::words::staff::payment::entry::EntryWords;
use crate::words::things::ThingWords;
use crate::written;

/// The form.
#[component]
pub fn EntryFields(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
    /// What the customer owes, where the customer is known.
    owed: Option<Vec<Owed>>,
) -> impl IntoView {
    let language = frame.language;
    let words = EntryWords::of(language);
    view! {
        <form class="stack" method="post" action=PATH>
            <Once frame=frame.clone() />
            <Field
                form=form.clone()
                name="customer"
                label=words.customer
                hint=words.customer_hint
                required=true
                maxlength=40
            />
            <Field
                form=form.clone()
                name="amount"
                label=(words.amount)(Currency::Kes.code())
                inputmode="decimal"
                required=true
                maxlength=20
            />
            <NoteFields language form=form.clone() is_new=true />
            <SettleFields frame form owed />
            <p class="actions">
                <button class="button" name=STEP_FIELD value=CHECK>
                    {words.check}
                </button>
                " "
                <a class="button plain" href="/staff/payments">
                    {ThingWords::of(language).cancel}
                </a>
            </p>
        </form>
    }
}

/// What staff write on a payment.
#[component]
pub fn NoteFields(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
    /// Whether the payment is being entered, not edited.
    #[prop(optional)]
    is_new: bool,
) -> impl IntoView {
    let words = EntryWords::of(language);
    let (reference_hint, received_on_hint) = match is_new {
        true => (words.reference_hint, words.received_on_hint),
        false => (words.optional, words.received_on_stays),
    };
    let line = |name, label, hint: &'static str| {
        let form = form.clone();
        view! { <Field form name label hint maxlength=200 /> }
    };
    view! {
        <SelectField
            form=form.clone()
            name="method"
            label=words.method
            options=methods(language)
        />
        {line("reference", words.reference, reference_hint)}
        <Field
            form=form.clone()
            name="received_on"
            label=words.received_on
            hint=received_on_hint
            kind="date"
        />
        {line("till", words.till, words.optional)}
        {line("remark", words.remark, words.optional)}
    }
}

/// What it settles. What can be chosen is listed once the customer is known.
#[component]
fn SettleFields(frame: Frame, form: Entered, owed: Option<Vec<Owed>>) -> impl IntoView {
    let words = EntryWords::of(frame.language);
    let ways = [
        ("oldest_first", words.oldest_first),
        ("chosen", words.chosen),
        ("due_between", words.due_between),
        ("nothing", words.nothing),
    ];
    let ways = ways.map(|(value, name)| (value.to_owned(), name.to_owned()));
    let chosen = match owed {
        None => view! {
            <p>
                <button class="button plain" name=STEP_FIELD value=OWED>
                    {words.show_owed}
                </button>
            </p>
        }
        .into_any(),
        Some(owed) if owed.is_empty() => {
            view! { <p class="quiet">{words.owes_nothing}</p> }.into_any()
        }
        Some(owed) => {
            let options = owed.into_iter().map(|one| {
                let left = written::with_currency(one.outstanding);
                (
                    one.id.to_string(),
                    (words.obligation)(&one.description, &left),
                )
            });
            let options: Vec<(String, String)> = options.collect();
            view! {
                <ChoiceField
                    form=form.clone()
                    name="obligations"
                    legend=words.obligations
                    hint=words.obligations_hint
                    several=true
                    options
                />
            }
            .into_any()
        }
    };
    view! {
        <ChoiceField
            form=form.clone()
            name="settle"
            legend=words.settle
            options=ways.to_vec()
        />
        {chosen}
        <div class="inline">
            <Field form=form.clone() name="from" label=words.from kind="date" />
            <Field form name="to" label=words.to kind="date" />
        </div>
    }
}
