//! `/staff/customers/new`: a new customer.

use leptos::prelude::*;

use crate::components::field::Field;
use crate::components::form_page::FormPage;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::edit::{ContactFields, ToldFields};
use crate::words::staff::customer_form::CustomerFormWords;
use crate::words::things::ThingWords;

/// The form; all but the name may be left out.
#[component]
pub fn NewCustomerPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = CustomerFormWords::of(language);
    let things = ThingWords::of(language);
    view! {
        <FormPage
            frame
            section=Section::Customers
            heading=words.new_title
            form=form.clone()
            action="/staff/customers/new"
            button=words.create
            back="/staff/customers"
        >
            <Field form=form.clone() name="name" label=words.name required=true maxlength=120 />
            <ContactFields language form=form.clone() />
            <ToldFields language form=form.clone() />
            <Field
                form
                name="account_number"
                label=things.account_number
                hint=words.account_hint
                maxlength=40
            />
        </FormPage>
    }
}
