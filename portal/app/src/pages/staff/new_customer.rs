//! `/staff/customers/new`: a new customer.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::edit::{ContactFields, ToldFields, titled};
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
    let title = titled(language, words.new_title, &form);
    view! {
        <Layout frame=frame.clone() title section=Section::Customers>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{words.new_title}</h1>
                <form class="stack" method="post" action="/staff/customers/new">
                    <Once frame />
                    <Field
                        form=form.clone()
                        name="name"
                        label=words.name
                        required=true
                        maxlength=120
                    />
                    <ContactFields language form=form.clone() />
                    <ToldFields language form=form.clone() />
                    <Field
                        form
                        name="account_number"
                        label=things.account_number
                        hint=words.account_hint
                        maxlength=40
                    />
                    <p class="actions">
                        <button class="button">{words.create}</button>
                        <a class="button plain" href="/staff/customers">
                            {things.cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}
