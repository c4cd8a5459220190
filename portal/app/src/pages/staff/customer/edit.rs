//! `/staff/customers/{account}/edit`: contacts, language and what they are told; name and status for who may.

use billing::language::Language;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::{ChoiceField, Field, SelectField, TextField};
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::customer::head::served_word;
use crate::views::customer::{CustomerHead, Served};
use crate::words::layout::LayoutWords;
use crate::words::staff::customer_form::CustomerFormWords;
use crate::words::things::ThingWords;

/// The page.
#[component]
pub fn EditCustomerPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = CustomerFormWords::of(language);
    let heading = (words.edit_title)(&head.name);
    let title = titled(language, &heading, &form);
    let path = head.path();
    let action = format!("{path}/edit");
    let role = frame.role();
    let all = role.is_some_and(|role| role.may(Permission::ChangeCustomer));
    let named = if all {
        view! {
            <Field form=form.clone() name="name" label=words.name required=true maxlength=120 />
            <ChoiceField
                form=form.clone()
                name="served"
                legend=words.served
                options=Served::ALL
                    .map(|one| (one.value().to_owned(), served_word(language, one).to_owned()))
                    .to_vec()
            />
        }
        .into_any()
    } else {
        view! { <p class="quiet">{words.not_yours}</p> }.into_any()
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <form class="stack" method="post" action=action>
                    <Once frame />
                    {named}
                    <ContactFields language form=form.clone() />
                    <ToldFields language form />
                    <p class="actions">
                        <button class="button">{words.save}</button>
                        <a class="button plain" href=path>
                            {ThingWords::of(language).cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}

/// Phones, addresses and the language.
#[component]
pub fn ContactFields(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = CustomerFormWords::of(language);
    let languages = Language::ALL.map(|one| (one.tag().to_owned(), own_name(one).to_owned()));
    view! {
        <TextField
            form=form.clone()
            name="phones"
            label=words.phones
            hint=words.phones_hint
            rows=3
        />
        <TextField
            form=form.clone()
            name="emails"
            label=words.emails
            hint=words.emails_hint
            rows=2
        />
        <ChoiceField form name="language" legend=words.language options=languages.to_vec() />
    }
}

/// What they are told over each channel.
#[component]
pub fn ToldFields(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let words = CustomerFormWords::of(language);
    let options = || {
        let all = [
            ("all", words.told_all),
            ("essential", words.told_essential),
            ("nothing", words.told_nothing),
        ];
        all.map(|(value, text)| (value.to_owned(), text.to_owned()))
            .to_vec()
    };
    view! {
        <SelectField
            form=form.clone()
            name="told_by_sms"
            label=words.told_by_sms
            options=options()
        />
        <SelectField form name="told_by_email" label=words.told_by_email options=options() />
    }
}

/// The title of a page with a form: an error comes first.
#[must_use]
pub fn titled(language: Language, heading: &str, form: &Entered) -> String {
    if form.is_refused() {
        return (LayoutWords::of(language).error_title)(heading);
    }
    heading.to_owned()
}
