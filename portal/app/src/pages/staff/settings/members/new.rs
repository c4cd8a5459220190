//! `/staff/settings/staff/new`: somebody is to work here.

use billing::language::Language;
use leptos::prelude::*;

use super::PATH;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::{ChoiceField, Field};
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::settings::members::change::RoleField;
use crate::words::staff::settings::members::MembersWords;
use crate::words::things::ThingWords;

/// The form.
#[component]
pub fn NewMemberPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = MembersWords::of(language);
    let title = titled(language, words.new_title, &form);
    let languages = Language::ALL.map(|one| (one.tag().to_owned(), own_name(one).to_owned()));
    view! {
        <Layout frame=frame.clone() title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{words.new_title}</h1>
                <form class="stack" method="post" action=format!("{PATH}/new")>
                    <Once frame />
                    <Field
                        form=form.clone()
                        name="name"
                        label=words.name
                        hint=words.name_hint
                        required=true
                        maxlength=120
                    />
                    <Field
                        form=form.clone()
                        name="email"
                        label=words.email
                        hint=words.email_hint
                        kind="email"
                        required=true
                        maxlength=254
                    />
                    <RoleField language form=form.clone() legend=words.role />
                    <ChoiceField
                        form
                        name="language"
                        legend=words.language
                        options=languages.to_vec()
                    />
                    <p class="actions">
                        <button class="button">{words.add_button}</button>
                        <a class="button plain" href=PATH>
                            {ThingWords::of(language).cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}
