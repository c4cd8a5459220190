//! The form of reminders, and the way back to how they come.

use billing::business_days::Direction;
use billing::language::Language;
use leptos::prelude::*;

use super::{PATH, Reminders, clock, direction};
use crate::components::field::{ChoiceField, Field, TextField};
use crate::form::Entered;
use crate::words::staff::settings::reminders::RemindersWords;

/// Everything that can be set here.
#[component]
pub fn RemindersForm(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = RemindersWords::of(language);
    let directions = [Direction::Following, Direction::Preceding]
        .map(|one| (one.name().to_owned(), direction(language, one).to_owned()))
        .to_vec();
    view! {
        <form class="stack" method="post" action=PATH>
            <Field
                form=form.clone()
                name="remind_before_days"
                label=words.before_label
                hint=words.before_hint
                maxlength=60
            />
            <Field
                form=form.clone()
                name="remind_after_days"
                label=words.after_label
                hint=words.after_hint
                maxlength=60
            />
            <fieldset class="field" aria-describedby="quiet-hint">
                <legend>{words.quiet}</legend>
                <p class="hint" id="quiet-hint">
                    {words.quiet_hint}
                </p>
                <div class="inline">
                    <Field
                        form=form.clone()
                        name="quiet_from"
                        label=words.quiet_from
                        kind="time"
                    />
                    <Field
                        form=form.clone()
                        name="quiet_until"
                        label=words.quiet_until
                        kind="time"
                    />
                </div>
            </fieldset>
            <ChoiceField
                form=form.clone()
                name="direction"
                legend=words.direction
                hint=words.direction_hint
                options=directions
            />
            <TextField
                form
                name="staff_emails"
                label=words.emails
                hint=words.emails_hint
                rows=3
            />
            <p class="actions">
                <button class="button">{words.save}</button>
            </p>
        </form>
    }
}

/// What the defaults are, and the button that restores them.
#[component]
pub fn Defaults(
    /// The language of the page.
    language: Language,
    /// The defaults.
    usual: Reminders,
) -> impl IntoView {
    let words = RemindersWords::of(language);
    let offsets = words.offsets(&usual.before, &usual.after);
    let quiet = usual
        .quiet
        .map(|(from, until)| (words.default_quiet)(&clock(from), &clock(until)));
    let quiet = quiet.map(|sentence| view! { <li>{sentence}</li> });
    view! {
        <section class="section stack" aria-labelledby="defaults">
            <h2 id="defaults">{words.defaults}</h2>
            <form class="stack" method="post" action=format!("{PATH}/restore")>
                <ul class="consequences">
                    <li>{(words.default_offsets)(&offsets)}</li>
                    {quiet}
                    <li>{words.default_direction}</li>
                    <li>{words.stands}</li>
                </ul>
                <p class="actions">
                    <button class="button plain">{words.restore}</button>
                </p>
            </form>
        </section>
    }
}
