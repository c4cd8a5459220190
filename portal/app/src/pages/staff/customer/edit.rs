//! `/staff/customers/{account}/edit`: contacts, language and what they are told; name and status for who may.

use billing::language::Language;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::field::{ChoiceField, Field, SelectField, TextField};
use crate::components::form_page::FormPage;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::customer::head::served_word;
use crate::views::customer::{CustomerHead, Served};
use crate::words::staff::customer_form::CustomerFormWords;

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
        <FormPage
            frame
            section=Section::Customers
            heading
            form=form.clone()
            action
            button=words.save
            back=path
        >
            {named}
            <ContactFields language form=form.clone() />
            <ToldFields language form />
        </FormPage>
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
