//! `/profile`: how a customer is reached, what they are told, and where they are signed in.

use billing::language::Language;
use billing::notification::Told;
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::field::{ChoiceField, SelectField};
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::sessions::{Sessions, SignedInAt};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::words::layout::LayoutWords;
use crate::words::profile::ProfileWords;
use crate::words::things::ThingWords;
use crate::written;

/// The field with the language of messages.
pub const LANGUAGE_FIELD: &str = "language";
/// The field with what comes by SMS.
pub const SMS_FIELD: &str = "told_by_sms";
/// The field with what comes by e-mail.
pub const EMAIL_FIELD: &str = "told_by_email";

/// What is known of the customer.
#[derive(Debug, Clone)]
pub struct Profile {
    /// As they are called.
    pub name: String,
    /// Their account number.
    pub account_number: String,
    /// Their phones, masked: the page may be open on a counter.
    pub phones: Vec<String>,
    /// Their e-mail addresses, masked.
    pub emails: Vec<String>,
}

/// The page.
#[component]
pub fn ProfilePage(
    /// What every page is told.
    frame: Frame,
    /// Who.
    profile: Profile,
    /// What they chose to be told.
    form: Entered,
    /// Where they are signed in.
    sessions: Vec<SignedInAt>,
) -> impl IntoView {
    let language = frame.language;
    let words = ProfileWords::of(language);
    let things = ThingWords::of(language);
    let title = LayoutWords::of(language).profile;
    let listed = |contacts: Vec<String>| match contacts.as_slice() {
        [] => words.no_contacts.into_any(),
        contacts => contacts.join(", ").into_any(),
    };
    let facts = vec![
        (words.name.to_owned(), profile.name.into_any()),
        (
            things.account_number.to_owned(),
            written::account(&profile.account_number).into_any(),
        ),
        (words.phones.to_owned(), listed(profile.phones)),
        (words.emails.to_owned(), listed(profile.emails)),
    ];
    let done = match frame.done.as_deref() {
        Some("saved") => Some(words.saved),
        Some("ended") => Some(words.ended),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    view! {
        <Layout frame title=title.to_owned() section=Section::Profile>
            <div class="stack">
                {done}
                <h1>{title}</h1>
                <section class="stack" aria-labelledby="contacts">
                    <h2 id="contacts">{words.contacts}</h2>
                    <Facts facts />
                    <p class="quiet small">{words.contacts_how}</p>
                </section>
                <Choices language form />
            </div>
            <Sessions language base="/profile" sign_out="/sign-out" sessions />
        </Layout>
    }
}

/// The form.
#[component]
fn Choices(language: Language, form: Entered) -> impl IntoView {
    let words = ProfileWords::of(language);
    let languages = Language::ALL
        .map(|language| (language.tag().to_owned(), own_name(language).to_owned()))
        .to_vec();
    let told = [
        (Told::All, words.told_all),
        (Told::Essential, words.told_essential),
        (Told::Nothing, words.told_nothing),
    ];
    let told = told
        .map(|(told, words)| (told.name().to_owned(), words.to_owned()))
        .to_vec();
    view! {
        <form class="section stack" method="post" action="/profile" aria-labelledby="choices">
            <h2 id="choices">{words.choices}</h2>
            <SelectField
                form=form.clone()
                name=LANGUAGE_FIELD
                label=words.language
                options=languages
            />
            <ChoiceField
                form=form.clone()
                name=SMS_FIELD
                legend=words.by_sms
                options=told.clone()
            />
            <ChoiceField form name=EMAIL_FIELD legend=words.by_email options=told />
            <p>
                <button class="button">{words.save}</button>
            </p>
        </form>
    }
}
