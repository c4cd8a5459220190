//! `/sign-in`, `/staff/sign-in`: where a code is asked for.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::sign_in::{CONTACT_FIELD, Entrance, NEXT_FIELD};
use crate::words::layout::LayoutWords;
use crate::words::sign_in::SignInWords;

/// The form; it says the same to everybody.
#[component]
pub fn AskPage(
    /// What every page is told.
    frame: Frame,
    /// Which entrance.
    entrance: Entrance,
    /// What was entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = SignInWords::of(language);
    let name = frame.payee.name.to_string();
    let is_staff = entrance == Entrance::Staff;
    let (heading, how, label, hint, kind, autocomplete) = if is_staff {
        let heading = (words.staff_title)(&name);
        (
            heading,
            words.staff_how,
            words.email,
            "name@example.com",
            "email",
            "email",
        )
    } else {
        let heading = (words.title)(&name);
        (
            heading,
            words.how,
            words.contact,
            words.contact_hint,
            "text",
            "tel",
        )
    };
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(&heading)
    } else {
        heading.clone()
    };
    let signed_out = (frame.done.as_deref() == Some("signed-out"))
        .then(|| view! { <Notice headline=words.signed_out answers=true /> });
    let without = (!is_staff).then(|| {
        view! {
            <p class="section">
                {words.without} " " <a href="/">{words.by_hand}</a>
            </p>
        }
    });
    view! {
        <Layout frame title>
            <ErrorSummary language form=form.clone() />
            <div class="stack">
                {signed_out}
                <h1>{heading}</h1>
                <p>{how}</p>
                <form class="stack" method="post" action=entrance.path()>
                    <input type="hidden" name=NEXT_FIELD value=form.value(NEXT_FIELD).to_owned() />
                    <Field form name=CONTACT_FIELD label hint kind autocomplete required=true maxlength=254 />
                    <p>
                        <button class="button">{words.send}</button>
                    </p>
                </form>
            </div>
            {without}
        </Layout>
    }
}
