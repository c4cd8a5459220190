//! Where somebody is signed in, and the ways out.

use billing::ids::SessionId;
use billing::language::Language;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::words::profile::ProfileWords;
use crate::written;

/// The name of the field that says which session is ended.
pub const SESSION_FIELD: &str = "session";

/// A browser that somebody is signed in with.
#[derive(Debug, Clone)]
pub struct SignedInAt {
    /// What the session is called by.
    pub id: SessionId,
    /// The browser, in two or three words; empty where it does not say.
    pub device: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was used last, roughly.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The list, with a button for each, and one for all.
#[component]
pub fn Sessions(
    /// The language of the page.
    language: Language,
    /// Where the forms post to: this and `/end`, `/end-all`.
    base: &'static str,
    /// Where one signs out.
    sign_out: &'static str,
    /// The sessions, the present one among them.
    sessions: Vec<SignedInAt>,
) -> impl IntoView {
    let words = ProfileWords::of(language);
    let rows = sessions
        .into_iter()
        .map(|session| view! { <Row language base session /> });
    view! {
        <section class="section stack" aria-labelledby="sessions">
            <h2 id="sessions">{words.signed_in}</h2>
            <p class="quiet">{words.signed_in_how}</p>
            <ul class="rows">{rows.collect_view()}</ul>
            <div class="actions">
                <form method="post" action=sign_out>
                    <button class="button">{words.sign_out}</button>
                </form>
                <form method="post" action=format!("{base}/end-all")>
                    <button class="button danger">{words.sign_out_everywhere}</button>
                </form>
            </div>
        </section>
    }
}

#[component]
fn Row(language: Language, base: &'static str, session: SignedInAt) -> impl IntoView {
    let words = ProfileWords::of(language);
    let device = if session.device.is_empty() {
        words.some_browser.to_owned()
    } else {
        session.device
    };
    let device = if session.current {
        format!("{device}, {}", words.this_browser)
    } else {
        device
    };
    let (began, seen) = (
        written::day_and_time(session.since, language),
        written::day_and_time(session.seen_at, language),
    );
    let label = format!("{}: {device}", words.end);
    let end = (!session.current).then(|| {
        view! {
            <form method="post" action=format!("{base}/end")>
                <input type="hidden" name=SESSION_FIELD value=session.id.to_string() />
                <button class="button plain small" aria-label=label>
                    {words.end}
                </button>
            </form>
        }
    });
    view! {
        <li>
            <span>
                {device} <br /> <span class="quiet">{(words.since)(&began, &seen)}</span>
            </span>
            {end}
        </li>
    }
}
