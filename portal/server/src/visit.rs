//! What a request says about the one who makes it: a language, and perhaps an account number.
//! All of it may be written by anyone, so only what is known is accepted and nothing is an error.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::request::Parts;
use portal_app::components::check_form::ACCOUNT_FIELD;
use portal_app::language::Language;

/// The name of the language in an address and of its cookie.
const LANGUAGE: &str = "lang";

const COOKIE_AGE_MAX_SECONDS: u32 = 365 * 24 * 60 * 60;

/// One request, as far as pages are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The language to answer in: as the address says, else the cookie, else the browser, else English.
    pub language: Language,
    /// The account number as typed, if the form was sent.
    pub account: Option<String>,
    /// Whether the language was chosen just now.
    chosen: bool,
}

impl Visit {
    /// The header that remembers a language that was chosen just now.
    ///
    /// It holds no secret, so it also works where there is no TLS: on one's own machine.
    #[must_use]
    pub fn cookie(&self) -> Option<[(HeaderName, String); 1]> {
        let tag = self.language.tag();
        let cookie = format!(
            "{LANGUAGE}={tag}; Path=/; Max-Age={COOKIE_AGE_MAX_SECONDS}; SameSite=Lax; HttpOnly"
        );
        self.chosen.then_some([(header::SET_COOKIE, cookie)])
    }
}

impl<State: Sync> FromRequestParts<State> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let fields: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let field = |name: &str| fields.iter().find(|(known, _)| known == name);
        let chosen = field(LANGUAGE).and_then(|(_, tag)| Language::parse(tag));
        let language = chosen
            .or_else(|| remembered(&parts.headers))
            .or_else(|| preferred(&parts.headers))
            .unwrap_or(Language::English);
        Ok(Self {
            language,
            account: field(ACCOUNT_FIELD).map(|(_, typed)| typed.clone()),
            chosen: chosen.is_some(),
        })
    }
}

/// What the cookie says.
fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = texts(headers, header::COOKIE).flat_map(|line| line.split(';'));
    cookies
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(name, _)| *name == LANGUAGE)
        .find_map(|(_, tag)| Language::parse(tag))
}

/// The first language of ours in the browser's list. Browsers send theirs in order of preference.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let ranges = texts(headers, header::ACCEPT_LANGUAGE).flat_map(|line| line.split(','));
    ranges
        .filter_map(|range| range.trim().split(['-', ';']).next())
        .find_map(|tag| Language::parse(&tag.to_ascii_lowercase()))
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values.filter_map(|value| value.to_str().ok())
}
