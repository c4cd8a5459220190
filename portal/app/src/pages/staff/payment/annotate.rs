//! `/staff/payments/{id}/annotate`: what staff wrote on a payment that they entered.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, SelectField};
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::new_payment::methods;
use crate::pages::staff::payment::correction::titled;
use crate::pages::staff::payment::facts::PaymentLine;
use crate::views::payment::payment_path;
use crate::views::payment::whole::WholePayment;
use crate::words::staff::payment::entry::EntryWords;
use crate::words::things::ThingWords;

/// The form.
#[component]
pub fn AnnotatePage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = EntryWords::of(language);
    let heading = (words.edit_title)(&payment.receipt);
    let title = titled(language, &heading, &form);
    let path = payment_path(&payment.id);
    let action = format!("{path}/annotate");
    view! {
        <Layout frame=frame.clone() title section=Section::Payments>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <PaymentLine frame payment />
                <p>{words.edit_means}</p>
                <form class="stack" method="post" action=action>
                    <SelectField
                        form=form.clone()
                        name="method"
                        label=words.method
                        options=methods(language)
                    />
                    <Field
                        form=form.clone()
                        name="reference"
                        label=words.reference
                        maxlength=200
                    />
                    <Field
                        form=form.clone()
                        name="received_on"
                        label=words.received_on
                        kind="date"
                    />
                    <Field form=form.clone() name="till" label=words.till maxlength=200 />
                    <Field form name="remark" label=words.remark maxlength=200 />
                    <p class="actions">
                        <button class="button">{words.save}</button>
                        " "
                        <a class="button plain" href=path>
                            {ThingWords::of(language).cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}
