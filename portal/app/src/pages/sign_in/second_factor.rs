//! `/staff/sign-in/second-factor`: the code that the authenticator shows.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::sign_in::{CODE_FIELD, NEXT_FIELD};
use crate::words::layout::LayoutWords;
use crate::words::sign_in::SignInWords;

/// Where the second factor is shown.
pub const SECOND_FACTOR_PATH: &str = "/staff/sign-in/second-factor";

/// The page of a member who has set up an authenticator.
#[component]
pub fn SecondFactorPage(
    /// What every page is told.
    frame: Frame,
    /// What was entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = SignInWords::of(language);
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(words.factor_title)
    } else {
        words.factor_title.to_owned()
    };
    view! {
        <Layout frame title>
            <ErrorSummary language form=form.clone() />
            <div class="stack">
                <h1>{words.factor_title}</h1>
                <FactorForm words form hint=words.factor_how />
            </div>
        </Layout>
    }
}

/// The form with the code; the same where an authenticator is set up.
#[component]
pub fn FactorForm(
    /// The words of the language.
    words: &'static SignInWords,
    /// What was entered.
    form: Entered,
    /// Beside the field.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <form class="stack" method="post" action=SECOND_FACTOR_PATH>
            <input type="hidden" name=NEXT_FIELD value=form.value(NEXT_FIELD).to_owned() />
            <Field
                form
                name=CODE_FIELD
                label=words.factor_code
                hint
                inputmode="numeric"
                autocomplete="one-time-code"
                required=true
                maxlength=12
            />
            <p>
                <button class="button">{words.enter}</button>
            </p>
        </form>
    }
}
