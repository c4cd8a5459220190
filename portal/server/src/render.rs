//! Turns a page, or a part of one, into a response: complete HTML, without a script of its own.

use std::sync::Arc;

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use portal_frontend::{assets, fragment};

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
    let html = html(page);
    let live = assets::script_path().is_some_and(|script| names_script(&html, script));
    let mut response = Html(html).into_response();
    if live {
        response.extensions_mut().insert(Live);
        response.headers_mut().extend(preload());
    }
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
    ([(FRAGMENT, name)], Html(html(part))).into_response()
}

fn html<View>(view: impl FnOnce() -> View) -> String
where
    View: IntoView + 'static,
{
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// Whatever a stranger typed is escaped, so this tag is the layout's.
fn names_script(html: &str, script: &str) -> bool {
    let head = html.split("<body").next().unwrap_or_default();
    head.contains("<script") && head.contains(script)
}

/// The browser begins to load the wasm while it still reads the page, not only once the script asks for it.
fn preload() -> Option<(HeaderName, HeaderValue)> {
    let wasm = assets::wasm_path()?;
    let link = format!("<{wasm}>; rel=preload; as=fetch; type=\"application/wasm\"; crossorigin");
    Some((header::LINK, HeaderValue::try_from(link).ok()?))
}
