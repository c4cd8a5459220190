//! `/staff/payments/{id}/annotate`: what staff wrote on a payment that they entered.

use leptos::prelude::*;

use crate::components::form_page::FormPage;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::new_payment::fields::NoteFields;
use crate::pages::staff::payment::facts::PaymentLine;
use crate::views::payment::payment_path;
use crate::views::payment::whole::WholePayment;
use crate::words::staff::payment::entry::EntryWords;

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
    let path = payment_path(&payment.id);
    let action = format!("{path}/annotate");
    let lead = view! {
        <PaymentLine frame=frame.clone() payment />
        <p>{words.edit_means}</p>
    };
    view! {
        <FormPage
            frame
            section=Section::Payments
            heading
            form=form.clone()
            lead=lead.into_any()
            action
            button=words.save
            back=path
        >
            <NoteFields language form />
        </FormPage>
    }
}
