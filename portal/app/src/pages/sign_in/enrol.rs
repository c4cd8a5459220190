//! `/staff/sign-in/second-factor` for a member who has no authenticator yet.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::sign_in::second_factor::FactorForm;
use crate::words::layout::LayoutWords;
use crate::words::sign_in::SignInWords;

/// Characters of the secret that stand together.
const GROUP_CHARS: usize = 4;

/// The secret as a picture and for typing, and the first code.
#[component]
pub fn EnrolPage(
    /// What every page is told.
    frame: Frame,
    /// The secret, in base32.
    secret: String,
    /// The picture, as SVG that we drew ourselves.
    qr_svg: String,
    /// What was entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = SignInWords::of(language);
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(words.enrol_title)
    } else {
        words.enrol_title.to_owned()
    };
    let steps = words.enrol_steps.map(|step| view! { <li>{step}</li> });
    view! {
        <Layout frame title>
            <ErrorSummary language form=form.clone() />
            <div class="stack">
                <h1>{words.enrol_title}</h1>
                <ol class="steps">{steps.collect_view()}</ol>
                <div class="qr" inner_html=qr_svg></div>
                <p>
                    {words.enrol_secret} ": " <code class="copy">{grouped(&secret)}</code>
                </p>
                <FactorForm words form hint=words.factor_how />
            </div>
        </Layout>
    }
}

fn grouped(secret: &str) -> String {
    let groups = secret.as_bytes().chunks(GROUP_CHARS);
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(" ")
}
