//! The pages: plain HTML that works on any phone, without script and without anything from elsewhere.

use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing::language::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::public::unsubscribe::words::{self, Text};

/// The look of the portal, small enough to be part of the page, and in colours that old phones know too.
const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#fbfaf6;--ink:#171c19;--accent:#115e3d;--on:#fff}\
@media(prefers-color-scheme:dark){:root{--paper:#131714;--ink:#edece8;--accent:#6fce9a;--on:#0a1f14}}\
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}\
main{max-width:34rem;margin:0 auto;padding:32px 16px}\
h1{font-size:1.44rem;line-height:1.25}\
section+section{margin-top:32px}\
button{min-height:44px;padding:8px 20px;border:0;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:600}\
button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}";

/// Only the style above, and a form that goes nowhere else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("the policy is visible ASCII")
});

/// What a customer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Whether the reminders shall stop.
    Ask,
    /// They have stopped.
    Stopped,
    /// There were no e-mails at all.
    Nothing,
}

impl Page {
    /// The page in the customer's language.
    pub fn show(self, language: Language, provider: &str) -> Response {
        let words = words::of(language);
        let text = match self {
            Page::Ask => (words.ask)(provider),
            Page::Stopped => (words.stopped)(provider),
            Page::Nothing => (words.nothing)(provider),
        };
        let button = (self == Page::Ask).then_some(words.button);
        let parts = [part(&text, None, button)];
        page(StatusCode::OK, language, &text.heading, &parts)
    }
}

/// The address stands for nobody, so nobody's language is known.
pub fn gone() -> Response {
    in_every_language(StatusCode::NOT_FOUND, |words| (words.gone)())
}

/// Something of ours did not work; `problem` is how the API would tell it.
pub fn failed(problem: Response) -> Response {
    let mut response = in_every_language(problem.status(), |words| (words.failed)());
    if let Some(seconds) = problem.headers().get(header::RETRY_AFTER) {
        let seconds = seconds.clone();
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn in_every_language(status: StatusCode, text: fn(&words::Words) -> Text) -> Response {
    let texts = Language::ALL.map(|language| (language, text(words::of(language))));
    let [(first, Text { heading, .. }), ..] = &texts;
    let parts = texts
        .each_ref()
        .map(|(language, text)| part(text, Some(*language), None));
    page(status, *first, heading, &parts)
}

fn part(text: &Text, language: Option<Language>, button: Option<&str>) -> Markup {
    html! {
        section lang=[language.map(Language::tag)] {
            h1 { (text.heading) }
            @for line in &text.lines {
                p { (line) }
            }
            @if let Some(button) = button {
                form method="post" {
                    button type="submit" { (button) }
                }
            }
        }
    }
}

fn page(status: StatusCode, language: Language, title: &str, parts: &[Markup]) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for part in parts {
                        (part)
                    }
                }
            }
        }
    };
    let form = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, form),
        (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
    ];
    (status, headers, page.into_string()).into_response()
}
