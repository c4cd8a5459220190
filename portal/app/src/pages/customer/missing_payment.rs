//! `/missing-payment`: a customer paid, and it is not here.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextField;
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::customer::quoted_receipt::{QuotedReceipt, QuotedReceipts};
use crate::words::customer::missing_payment::MissingPaymentWords;
use crate::words::layout::LayoutWords;

/// Where it is.
pub const MISSING_PAYMENT_PATH: &str = "/missing-payment";
/// The field with the code or the message.
pub const MESSAGE_FIELD: &str = "message";

/// The form, and what was quoted before.
#[component]
pub fn MissingPaymentPage(
    /// What every page is told.
    frame: Frame,
    /// What was entered.
    form: Entered,
    /// What was quoted before, newest first.
    receipts: Vec<QuotedReceipt>,
) -> impl IntoView {
    let language = frame.language;
    let words = MissingPaymentWords::of(language);
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(words.title)
    } else {
        words.title.to_owned()
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Payments>
            <ErrorSummary language form=form.clone() />
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.how}</p>
                <form class="stack" method="post" action=MISSING_PAYMENT_PATH>
                    <Once frame />
                    <TextField form name=MESSAGE_FIELD label=words.message hint=words.hint />
                    <p>
                        <button class="button">{words.send}</button>
                    </p>
                </form>
                <p class="quiet">{words.do_not_pay_again}</p>
                <QuotedReceipts language receipts />
                <p class="small">
                    <a class="tap" href="/payments">
                        {words.payments}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
