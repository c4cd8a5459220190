//! `/staff/obligations/{id}/edit`: the words of an obligation, and whether its customer is told.

use billing::ids::ObligationId;
use leptos::prelude::*;

use crate::components::field::{ChoiceField, Field, TextField};
use crate::components::form_page::FormPage;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::views::obligation::obligation_path;
use crate::words::staff::new_obligation::NewObligationWords;
use crate::words::staff::obligation_change::ObligationChangeWords;

/// The form. No money moves by it.
#[component]
pub fn DescribePage(
    /// What every page is told.
    frame: Frame,
    /// Which obligation.
    id: ObligationId,
    /// What it is for, as it stands.
    what: String,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationChangeWords::of(language);
    let fields = NewObligationWords::of(language);
    let heading = (words.describe_title)(&what);
    let path = obligation_path(&id);
    let action = format!("{path}/edit");
    let tell = vec![("yes".to_owned(), fields.notify_yes.to_owned())];
    view! {
        <FormPage
            frame
            section=Section::Obligations
            heading
            form=form.clone()
            action
            button=words.do_save
            back=path
        >
            <Field
                form=form.clone()
                name="description"
                label=fields.description
                hint=fields.description_hint
                required=true
                maxlength=200
            />
            <Field
                form=form.clone()
                name="payment_code"
                label=fields.code
                hint=fields.code_hint
                maxlength=60
            />
            <ChoiceField
                form=form.clone()
                name="notify"
                legend=fields.notify
                several=true
                options=tell
            />
            <TextField form name="comments" label=fields.comments hint=fields.comments_hint rows=4 />
        </FormPage>
    }
}
