//! Turns a page into a response: complete HTML, without a script.

use std::pin::Pin;

use any_spawner::Executor;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use futures::stream::{self, Stream, StreamExt};
use leptos::prelude::*;

type Html = Pin<Box<dyn Stream<Item = String> + Send>>;

/// Lets pages await on tokio. Once per process is enough; again does no harm.
pub fn prepare() {
    let _set_before = Executor::init_tokio();
}

/// Renders a page that has no live element.
///
/// `leptos_axum` would end every page with an inline script for hydration. Nothing hydrates here and the content
/// security policy forbids it, so that part is left out; what a page waits for is still awaited, in order.
/// A page gets no request: what it needs are its properties. (A request without a path would also stop `leptos_axum`.)
pub async fn render<Page>(page: impl FnOnce() -> Page + Send + 'static) -> Response
where
    Page: IntoView + 'static,
{
    let request = Request::new(Body::empty());
    leptos_axum::handle_response_inner(
        || {},
        page,
        request,
        |page, _hydration_script, _out_of_order| {
            Box::pin(async move {
                let html: String = page.to_html_stream_in_order().collect().await;
                Box::pin(stream::once(async move { html })) as Html
            })
        },
    )
    .await
}
