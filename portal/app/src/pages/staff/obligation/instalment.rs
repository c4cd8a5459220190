//! `/staff/obligations/{id}/instalments/{number}`: another amount or day for one instalment; first what follows from it.

use billing::ids::ObligationId;
use billing::language::Language;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::facts::Facts;
use crate::components::field::{ChoiceField, Field, TextField};
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::views::obligation::{Dose, obligation_path};
use crate::words::staff::obligation_change::ObligationChangeWords;
use crate::words::things::ThingWords;
use crate::written;

/// The name of the hidden field that says how far one is.
pub const STEP: &str = "step";
/// Its value once somebody has read what follows.
pub const CONFIRMED: &str = "confirmed";

/// What the form sends again once its consequences were read.
const KEPT: [&str; 4] = ["amount", "due_on", "insist", "reason"];

/// What is being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changing {
    /// The obligation.
    pub id: ObligationId,
    /// What it is for.
    pub what: String,
    /// The instalment as it stands.
    pub dose: Dose,
    /// What will happen, in sentences; nothing until the form was sent and is right.
    pub consequences: Option<Vec<String>>,
}

/// The form, or what follows from it.
#[component]
pub fn InstalmentPage(
    /// What every page is told.
    frame: Frame,
    /// What is being changed.
    changing: Changing,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationChangeWords::of(language);
    let heading = (words.instalment_title)(changing.dose.number, &changing.what);
    let title = titled(language, &heading, &form);
    let path = obligation_path(&changing.id);
    let action = format!("{path}/instalments/{}", changing.dose.number);
    let dose = changing.dose;
    let content = match changing.consequences {
        None => view! {
            <AsItIs language dose />
            <ChangeForm frame=frame.clone() form=form.clone() action back=path />
        }
        .into_any(),
        Some(consequences) => {
            let once = view! { <Once frame=frame.clone() /> };
            let kept = KEPT.map(|name| {
                view! { <input type="hidden" name=name value=form.value(name).to_owned() /> }
            });
            view! {
                <h2>{words.what_happens}</h2>
                <Confirmation
                    language
                    action=action.clone()
                    consequences
                    button=words.do_change
                    back=action
                >
                    {once}
                    <input type="hidden" name=STEP value=CONFIRMED />
                    {kept.collect_view()}
                </Confirmation>
            }
            .into_any()
        }
    };
    view! {
        <Layout frame title section=Section::Obligations>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                {content}
            </div>
        </Layout>
    }
}

#[component]
fn AsItIs(language: Language, dose: Dose) -> impl IntoView {
    let things = ThingWords::of(language);
    let facts: Vec<(String, AnyView)> = vec![
        (
            things.due_date.to_owned(),
            written::day_full(dose.due_on, language).into_any(),
        ),
        (
            things.amount.to_owned(),
            written::with_currency(dose.amount).into_any(),
        ),
        (
            things.paid.to_owned(),
            written::with_currency(dose.paid).into_any(),
        ),
    ];
    view! {
        <h2>{ObligationChangeWords::of(language).as_it_is}</h2>
        <Facts facts />
    }
}

#[component]
fn ChangeForm(frame: Frame, form: Entered, action: String, back: String) -> impl IntoView {
    let language = frame.language;
    let words = ObligationChangeWords::of(language);
    let things = ThingWords::of(language);
    let insist = vec![("yes".to_owned(), words.insist.to_owned())];
    view! {
        <form class="stack" method="post" action=action>
            <Once frame />
            <Field
                form=form.clone()
                name="amount"
                label=things.amount
                hint=words.amount_hint
                inputmode="decimal"
                maxlength=20
            />
            <Field
                form=form.clone()
                name="due_on"
                label=things.due_date
                hint=words.due_hint
                kind="date"
            />
            <ChoiceField
                form=form.clone()
                name="insist"
                legend=words.insist_legend
                several=true
                options=insist
            />
            <TextField
                form
                name="reason"
                label=things.reason
                hint=words.reason_hint
                rows=2
            />
            <p class="actions">
                <button class="button">{words.look}</button>
                <a class="button plain" href=back>
                    {things.cancel}
                </a>
            </p>
        </form>
    }
}
