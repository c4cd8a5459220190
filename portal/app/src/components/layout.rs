//! The document around every page: language, title, landmarks, and the way to the other language.

use leptos::prelude::*;

use crate::language::Language;
use crate::payee::Payee;
use crate::stylesheet::STYLESHEET_PATH;

/// What every page is told.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of this page.
    pub language: Language,
    /// Whom one pays.
    pub payee: Payee,
}

/// A whole document. It has no script, and neither its style nor its icon is written into it.
#[component]
pub fn Layout(
    /// What every page is told.
    frame: Frame,
    /// What the browser's tab and history show.
    title: String,
    /// What the links to the other languages keep besides the language, as `name=value`.
    #[prop(optional)]
    keep: String,
    /// What the page is about.
    children: Children,
) -> impl IntoView {
    let Frame { language, payee } = frame;
    let words = &language.words().layout;
    let separator = if keep.is_empty() { "" } else { "&" };
    let languages = Language::ALL.map(|other| {
        let href = format!("?lang={}{separator}{keep}", other.tag());
        let current = (other == language).then_some("true");
        view! {
            <li>
                <a href=href lang=other.tag() hreflang=other.tag() aria-current=current>
                    {other.own_name()}
                </a>
            </li>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="format-detection" content="telephone=no" />
                <title>{title}</title>
                <link rel="icon" href="data:," />
                <link rel="stylesheet" href=STYLESHEET_PATH.as_str() />
            </head>
            <body>
                <a class="skip" href="#content">{words.skip_to_content}</a>
                <header class="bar">
                    <a class="name" href="/">{payee.name.to_string()}</a>
                    <nav aria-label=words.language>
                        <ul>{languages.collect_view()}</ul>
                    </nav>
                </header>
                <main id="content" tabindex="-1">{children()}</main>
                <footer class="foot quiet small">
                    <p>{(words.never_asks_for_pin)(&payee.name)}</p>
                </footer>
            </body>
        </html>
    }
}
