//! What a request says about the one who makes it. All of it may be written by anyone, so only what is known is
//! accepted and nothing is an error.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::request::Parts;
use billing::language::Language;

/// The name of the language in an address and of its cookie.
const LANGUAGE: &str = "lang";

/// The name of what was done just before, in an address.
const DONE: &str = "done";

/// Asks for a part of a page only; its value says which.
const FRAGMENT_HEADER: &str = "x-fragment";

const COOKIE_AGE_MAX_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Longest name of something that was done.
const DONE_CHARS_MAX: usize = 40;

/// One request, as far as pages are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The language to answer in: as the address says, else the cookie, else the browser, else English.
    pub language: Language,
    /// The path with its query, without the language and without what was done.
    pub here: String,
    /// What was done just before, as a short name.
    pub done: Option<String>,
    /// The part of the page that is asked for, if not all of it.
    pub fragment: Option<String>,
    query: Vec<(String, String)>,
    chosen: bool,
}

impl Visit {
    /// Reads a request's head.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let field = |name: &str| query.iter().find(|(known, _)| known == name);
        let chosen = field(LANGUAGE).and_then(|(_, tag)| Language::of_tag(tag));
        let language = chosen
            .or_else(|| remembered(&parts.headers))
            .or_else(|| preferred(&parts.headers))
            .unwrap_or_default();
        let done = field(DONE).map(|(_, name)| name.chars().take(DONE_CHARS_MAX).collect());
        let fragment = texts(&parts.headers, HeaderName::from_static(FRAGMENT_HEADER)).next();
        Self {
            language,
            here: here(parts.uri.path(), &query),
            done,
            fragment: fragment.map(str::to_owned),
            chosen: chosen.is_some(),
            query,
        }
    }

    /// A field of the address's query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether only this part of the page is asked for.
    #[must_use]
    pub fn wants(&self, fragment: &str) -> bool {
        self.fragment.as_deref() == Some(fragment)
    }

    /// The cookie that remembers a language that was chosen just now.
    ///
    /// It holds no secret, so it also works where there is no TLS: on one's own machine.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        let tag = self.language.tag();
        self.chosen.then(|| {
            format!(
                "{LANGUAGE}={tag}; Path=/; Max-Age={COOKIE_AGE_MAX_SECONDS}; SameSite=Lax; HttpOnly"
            )
        })
    }
}

impl<State: Sync> FromRequestParts<State> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let read_before = parts.extensions.get::<Self>().cloned();
        Ok(read_before.unwrap_or_else(|| Self::of(parts)))
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &'a str) -> Option<&'a str> {
    let cookies = texts(headers, header::COOKIE).flat_map(|line| line.split(';'));
    cookies
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The path and what of the query belongs to the page; as it is only ever written into this page's own links, and
/// escaped there, whatever stands in it is harmless.
fn here(path: &str, query: &[(String, String)]) -> String {
    let kept = query
        .iter()
        .filter(|(name, _)| name != LANGUAGE && name != DONE);
    let kept: Vec<_> = kept.collect();
    match serde_urlencoded::to_string(&kept) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// What the cookie says.
fn remembered(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE).and_then(Language::of_tag)
}

/// The first language of ours in the browser's list. Browsers send theirs in order of preference.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let ranges = texts(headers, header::ACCEPT_LANGUAGE).flat_map(|line| line.split(','));
    ranges
        .filter_map(|range| range.trim().split(['-', ';']).next())
        .find_map(|tag| Language::of_tag(&tag.to_ascii_lowercase()))
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| value.to_str().ok())
}
