//! `/staff/profile`: who one is here, and where one is signed in.

use billing::role::Role;
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::sessions::{Sessions, SignedInAt};
use crate::frame::{Frame, Section};
use crate::words::layout::LayoutWords;
use crate::words::profile::ProfileWords;

/// The page.
#[component]
pub fn StaffProfilePage(
    /// What every page is told.
    frame: Frame,
    /// As records name them.
    name: String,
    /// Where their codes go.
    email: String,
    /// What they may do.
    role: Role,
    /// Where they are signed in.
    sessions: Vec<SignedInAt>,
) -> impl IntoView {
    let language = frame.language;
    let words = ProfileWords::of(language);
    let title = LayoutWords::of(language).profile;
    let facts = vec![
        (words.name.to_owned(), name.into_any()),
        (words.emails.to_owned(), email.into_any()),
        (words.role.to_owned(), words.role_of(role).into_any()),
    ];
    let done = (frame.done.as_deref() == Some("ended"))
        .then(|| view! { <Notice headline=words.ended answers=true /> });
    view! {
        <Layout frame title=title.to_owned() section=Section::Profile>
            <div class="stack">
                {done}
                <h1>{title}</h1>
                <Facts facts />
            </div>
            <Sessions language base="/staff/profile" sign_out="/staff/sign-out" sessions />
        </Layout>
    }
}
