//! `/staff/settings/keys/new`: a key is issued, and shown once in the answer to the form.

use billing::role::Role;
use leptos::prelude::*;

use super::PATH;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::facts::Facts;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::members::change::RoleField;
use crate::words::profile::ProfileWords;
use crate::words::staff::settings::keys::KeysWords;
use crate::words::things::ThingWords;

/// The name of the hidden field without which nobody can work the key out again from what is kept.
pub const NONCE_FIELD: &str = "nonce";

/// The form.
#[component]
pub fn NewKeyPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
    /// Random, and new for each form: the same form sent twice is answered with the same key.
    nonce: String,
) -> impl IntoView {
    let language = frame.language;
    let words = KeysWords::of(language);
    let title = titled(language, words.new_title, &form);
    view! {
        <Layout frame=frame.clone() title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{words.new_title}</h1>
                <p>{words.once}</p>
                <form class="stack" method="post" action=format!("{PATH}/new")>
                    <Once frame />
                    <input type="hidden" name=NONCE_FIELD value=nonce />
                    <Field
                        form=form.clone()
                        name="name"
                        label=words.name
                        hint=words.name_hint
                        required=true
                        maxlength=60
                    />
                    <RoleField
                        language
                        form
                        legend=words.role_legend
                        hint=Some(words.role_hint.to_owned())
                    />
                    <p class="actions">
                        <button class="button">{words.issue_button}</button>
                        <a class="button plain" href=PATH>
                            {ThingWords::of(language).cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}

/// The one page that shows the key.
#[component]
pub fn KeyShownPage(
    /// What every page is told.
    frame: Frame,
    /// What it is for.
    name: String,
    /// What it may do.
    role: Role,
    /// The key itself.
    secret: String,
    /// Where the API is.
    api: String,
) -> impl IntoView {
    let language = frame.language;
    let words = KeysWords::of(language);
    let heading = (words.shown_title)(&name);
    let may = ProfileWords::of(language).role_of(role).into_any();
    let facts = vec![(words.role.to_owned(), may)];
    let header = format!("Authorization: Bearer {secret}");
    let request = format!("curl {api}/customers -H \"{header}\"");
    view! {
        <Layout frame title=heading.clone() section=Section::Settings>
            <div class="stack">
                <h1>{heading}</h1>
                <Notice weight=Weight::Caution headline=words.copy_now answers=true>
                    <p>{words.copy_why}</p>
                </Notice>
                <h2 id="key">{words.key}</h2>
                <pre class="raw copy" tabindex="0" aria-labelledby="key">
                    {secret}
                </pre>
                <Facts facts />
                <h2>{words.then}</h2>
                <p id="enter">{words.then_enter}</p>
                <pre class="raw copy" tabindex="0" aria-labelledby="enter">
                    {header}
                </pre>
                <p id="try">{words.then_try}</p>
                <pre class="raw copy" tabindex="0" aria-labelledby="try">
                    {request}
                </pre>
                <p>{words.then_never}</p>
                <p>
                    <a class="button" href=PATH>
                        {words.copied}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
