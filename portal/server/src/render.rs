//! Turns a page, or a part of one, into a response: complete HTML, without a script of its own.

use std::sync::Arc;

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::response::{Html, IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use portal_frontend::fragment;

/// The header that names a part of a page.
pub const FRAGMENT: HeaderName = HeaderName::from_static(fragment::HEADER);

/// Said of a response whose page loads the script of live elements: the content security policy then lets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Live;

/// Renders a whole page.
///
/// A page gets no request: what it needs are its properties, so there is nothing to wait for either.
pub async fn render<Page>(page: impl FnOnce() -> Page + Send + 'static) -> Response
where
    Page: IntoView + 'static,
{
    let (html, said) = rendered(page);
    let mut response = Html(html).into_response();
    if said.contains_key(header::LINK) {
        response.extensions_mut().insert(Live);
    }
    response.headers_mut().extend(said);
    response
}

/// Renders the part of a page that a browser asked for, one of [`fragment`]'s, and says which it is.
pub async fn render_part<Part>(
    name: &'static str,
    part: impl FnOnce() -> Part + Send + 'static,
) -> Response
where
    Part: IntoView + 'static,
{
    let (html, _) = rendered(part);
    ([(FRAGMENT, name)], Html(html)).into_response()
}

/// The HTML, and the headers that its layout wants.
fn rendered<View>(view: impl FnOnce() -> View) -> (String, HeaderMap)
where
    View: IntoView + 'static,
{
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let options = ResponseOptions::default();
    let html = owner.with(|| {
        provide_context(options.clone());
        view().into_view().to_html()
    });
    owner.unset_with_forced_cleanup();
    let said = options
        .0
        .read()
        .map(|parts| parts.headers.clone())
        .unwrap_or_default();
    (html, said)
}
