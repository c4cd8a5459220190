//! `/sign-in/code`, `/staff/sign-in/code`: where the code is typed.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::sign_in::{CODE_FIELD, Entrance, NEXT_FIELD};
use crate::words::layout::LayoutWords;
use crate::words::sign_in::SignInWords;

/// The code, and another one for those whom none reached.
#[component]
pub fn CodePage(
    /// What every page is told.
    frame: Frame,
    /// Which entrance.
    entrance: Entrance,
    /// What was entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = SignInWords::of(language);
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(words.code_title)
    } else {
        words.code_title.to_owned()
    };
    let again = (frame.done.as_deref() == Some("sent-again"))
        .then(|| view! { <Notice headline=words.sent_again answers=true /> });
    let path = entrance.path();
    let next = form.value(NEXT_FIELD).to_owned();
    view! {
        <Layout frame title>
            <ErrorSummary language form=form.clone() />
            <div class="stack">
                {again}
                <h1>{words.code_title}</h1>
                <p>{words.code_sent}</p>
                <form class="stack" method="post" action=format!("{path}/code")>
                    <input type="hidden" name=NEXT_FIELD value=next.clone() />
                    <Field
                        form
                        name=CODE_FIELD
                        label=words.code
                        hint=words.code_hint
                        inputmode="numeric"
                        autocomplete="one-time-code"
                        required=true
                        maxlength=12
                    />
                    <p>
                        <button class="button">{words.enter}</button>
                    </p>
                </form>
            </div>
            <section class="section stack">
                <p>{words.no_code}</p>
                <form method="post" action=format!("{path}/again")>
                    <input type="hidden" name=NEXT_FIELD value=next />
                    <p class="actions">
                        <button class="button plain">{words.send_again}</button>
                        <a class="button plain" href=path>
                            {words.other_contact}
                        </a>
                    </p>
                </form>
            </section>
        </Layout>
    }
}
