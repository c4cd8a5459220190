//! The document around every page: language, title, landmarks, navigation, and the way to the other language.

use billing::language::Language;
use http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use portal_frontend::assets;

use crate::components::navigation::Navigation;
use crate::frame::{Frame, Section, Visitor};
use crate::language::own_name;
use crate::stylesheet::STYLESHEET_PATH;
use crate::words::layout::LayoutWords;

/// A whole document. Neither its style nor its icon nor any script is written into it.
#[component]
pub fn Layout(
    /// What every page is told.
    frame: Frame,
    /// What the browser's tab and history show.
    title: String,
    /// The part of the portal that the page belongs to.
    #[prop(optional)]
    section: Option<Section>,
    /// Whether the page uses the whole width, as tables of staff do.
    #[prop(optional)]
    wide: bool,
    /// Whether the page has live elements; only then a script is loaded.
    #[prop(optional)]
    live: bool,
    /// After how many seconds a browser without JavaScript loads the page again.
    #[prop(optional_no_strip)]
    refresh_seconds: Option<u32>,
    /// What the page is about.
    children: Children,
) -> impl IntoView {
    let words = LayoutWords::of(frame.language);
    let whole_title = format!("{title} · {}", frame.payee.name);
    let script = frame.script.filter(|_| live);
    if script.is_some() {
        preload();
    }
    let class = if wide { "wide" } else { "" };
    let is_public = frame.visitor == Visitor::Anyone;
    // The sections of staff need the whole width, and stay where they are from page to page.
    let bar_is_wide = wide || frame.is_staff();
    let promise = (!frame.is_staff()).then(|| {
        view! { <p>{(words.never_asks_for_pin)(&frame.payee.name)}</p> }
    });
    let language = frame.language;
    let languages = view! { <Languages language here=frame.here.clone() /> };
    let (above, below) = if is_public {
        (Some(languages), None)
    } else {
        (None, Some(languages))
    };
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <Head title=whole_title script refresh_seconds />
            <body>
                <a class="skip" href="#content">
                    {words.skip_to_content}
                </a>
                <header class="bar" class:wide=bar_is_wide>
                    <Navigation frame=frame.clone() section />
                    {above}
                </header>
                <main id="content" tabindex="-1" class=class>
                    {children()}
                </main>
                <footer class="foot quiet small" class:wide=wide>
                    {promise}
                    {below}
                </footer>
            </body>
        </html>
    }
}

/// The browser begins to load the wasm while it still reads the page, not only once the script asks for it.
///
/// The header says of a response that its page has live elements; the server lets only those load a script.
fn preload() {
    let options = use_context::<ResponseOptions>();
    let (Some(options), Some(wasm)) = (options, assets::wasm_path()) else {
        return;
    };
    let link = format!("<{wasm}>; rel=preload; as=fetch; type=\"application/wasm\"; crossorigin");
    if let Ok(link) = HeaderValue::try_from(link) {
        options.insert_header(header::LINK, link);
    }
}

/// What the browser is told about the document.
#[component]
fn Head(
    /// What its tab and history show.
    title: String,
    /// The script of live elements, where the page has some.
    script: Option<&'static str>,
    /// After how many seconds a browser without JavaScript loads the page again.
    refresh_seconds: Option<u32>,
) -> impl IntoView {
    let script = script.map(|path| view! { <script type="module" src=path></script> });
    let refresh = refresh_seconds.map(|seconds| {
        view! {
            <noscript>
                <meta http-equiv="refresh" content=seconds.to_string() />
            </noscript>
        }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="format-detection" content="telephone=no" />
            <title>{title}</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href=STYLESHEET_PATH.as_str() />
            {script}
            {refresh}
        </head>
    }
}

/// The way to the other language, on this very page.
#[component]
fn Languages(
    /// The present one.
    language: Language,
    /// The path of the page, perhaps with a query.
    here: String,
) -> impl IntoView {
    let words = LayoutWords::of(language);
    let separator = if here.contains('?') { '&' } else { '?' };
    let languages = Language::ALL.map(|other| {
        let href = format!("{here}{separator}lang={}", other.tag());
        let current = (other == language).then_some("true");
        view! {
            <li>
                <a href=href lang=other.tag() hreflang=other.tag() aria-current=current>
                    {own_name(other)}
                </a>
            </li>
        }
    });
    view! {
        <nav class="languages" aria-label=words.language>
            <ul>{languages.collect_view()}</ul>
        </nav>
    }
}
