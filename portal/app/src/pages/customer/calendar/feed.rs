//! The secret address at which a calendar program reads a customer's due dates: made, shown, replaced, ended.

use billing::language::Language;
use leptos::prelude::*;

use crate::words::customer::calendar::CalendarWords;

/// The addresses that the forms post to.
pub const FEED_PATH: &str = "/calendar/feed";
/// As [`FEED_PATH`], for another address.
pub const REPLACE_PATH: &str = "/calendar/feed/replace";
/// As [`FEED_PATH`], for none any more.
pub const END_PATH: &str = "/calendar/feed/end";

/// The address that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// As calendar programs take it: `https://…`.
    pub address: String,
    /// As a phone opens it in its calendar: `webcal://…`.
    pub opens: String,
}

/// Offers the address, or shows it with what can be done about it.
#[component]
pub fn FeedSection(
    /// The language of the page.
    language: Language,
    /// The address, where there is one.
    feed: Option<Feed>,
) -> impl IntoView {
    let words = CalendarWords::of(language);
    let inside = match feed {
        None => view! {
            <p>{words.feed_means}</p>
            <form method="post" action=FEED_PATH>
                <button class="button plain">{words.make}</button>
            </form>
        }
        .into_any(),
        Some(feed) => view! { <Standing words feed /> }.into_any(),
    };
    view! {
        <section class="section stack" aria-labelledby="feed">
            <h2 id="feed">{words.feed}</h2>
            {inside}
        </section>
    }
}

#[component]
fn Standing(words: &'static CalendarWords, feed: Feed) -> impl IntoView {
    view! {
        <p>{words.how_to_add}</p>
        <dl>
            <dt class="quiet">{words.address}</dt>
            <dd class="copy address">{feed.address}</dd>
        </dl>
        <p>
            <a class="button plain" href=feed.opens>
                {words.open}
            </a>
        </p>
        <p>{words.secret}</p>
        <details>
            <summary>{words.change}</summary>
            <div class="stack">
                <p>{words.replace_means}</p>
                <form method="post" action=REPLACE_PATH>
                    <button class="button plain">{words.replace}</button>
                </form>
                <p>{words.end_means}</p>
                <form method="post" action=END_PATH>
                    <button class="button danger">{words.end}</button>
                </form>
            </div>
        </details>
    }
}
