//! Live elements: that what a page loads for them is the right thing, small, and allowed on that page alone.

use std::io::Read;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::middleware::map_response;
use axum::routing::get;
use billing::language::Language;
use brotli::Decompressor;
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use leptos::prelude::*;
use portal_app::components::layout::Layout;
use portal_app::frame::{Frame, Visitor};
use portal_app::payee::Payee;
use portal_frontend::assets::{self, Kind};
use portal_frontend::fragment;
use portal_frontend::islands::follow::Follow;
use portal_frontend::islands::live_preview::LivePreview;
use portal_frontend::islands::live_search::LiveSearch;
use portal_frontend::islands::tick_total::TickTotal;
use portal_server::render::{render, render_part};
use portal_server::security::add_headers;
use tower::ServiceExt;

use crate::browser::between;

const SCRIPT_AND_WASM_BYTES_MAX: usize = 70 * 1024;
const HOW_TO_MAKE_THEM: &str =
    "there are no live elements: run `cargo run --package tasks -- frontend` first";

/// Sends a GET request with these headers to a page with a live element, a page without, a part, or a file.
async fn open(address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let routes = Router::new()
        .route("/live", get(|| render(|| page(true))))
        .route("/plain", get(|| render(|| page(false))))
        .route(
            "/part",
            get(|| render_part(fragment::STATE, || view! { <p>"Paid"</p> })),
        )
        .merge(portal_server::assets::routes())
        .layer(map_response(add_headers));
    let request = headers
        .iter()
        .fold(Request::get(address), |it, (name, value)| {
            it.header(*name, *value)
        });
    let request = request.body(Body::empty()).unwrap();
    let (parts, body) = routes.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, bytes.to_vec())
}

/// A page of the layout that quotes the script in its text, as a stranger may write it.
fn page(live: bool) -> impl IntoView {
    let frame = Frame {
        language: Language::En,
        payee: Payee {
            name: "Savanna Fibre".into(),
            short_code: "600966".into(),
        },
        visitor: Visitor::Anyone,
        here: "/".to_owned(),
        script: assets::script_path(),
        once: String::new(),
        done: None,
    };
    let quoted = assets::script_path().unwrap_or("/assets/none.js");
    view! {
        <Layout frame title=quoted.to_owned() live>
            <Follow>
                <p>{quoted}</p>
            </Follow>
        </Layout>
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

fn file(kind: Kind) -> &'static assets::Asset {
    let mut files = assets::all().iter();
    files
        .find(|file| file.kind == kind)
        .expect(HOW_TO_MAKE_THEM)
}

#[test]
fn the_script_and_the_wasm_stay_within_their_budget() {
    let sizes = [Kind::Script, Kind::Wasm].map(|kind| {
        let size = file(kind).brotli.len();
        println!("{kind:?} {size:>6} B compressed");
        size
    });
    let together: usize = sizes.iter().sum();
    assert!(together <= SCRIPT_AND_WASM_BYTES_MAX, "{together} bytes");
}

#[test]
fn the_compressed_forms_are_the_same_file() {
    for kind in [Kind::Script, Kind::Wasm] {
        let file = file(kind);
        let mut unpacked = Vec::new();
        let mut reader = Decompressor::new(file.brotli, 4096);
        reader.read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, file.plain, "{kind:?}");
        let mut unpacked = Vec::new();
        GzDecoder::new(file.gzip)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, file.plain, "{kind:?}");
    }
}

#[test]
fn the_script_knows_every_element_that_the_server_writes() {
    let script = std::str::from_utf8(file(Kind::Script).plain).unwrap();
    let owner = Owner::new_root(Some(std::sync::Arc::new(
        hydration_context::SsrSharedContext::new(),
    )));
    let written = owner.with(|| {
        let elements = view! {
            <Follow>"a"</Follow>
            <LiveSearch>"b"</LiveSearch>
            <TickTotal>"c"</TickTotal>
            <LivePreview>"d"</LivePreview>
        };
        elements.into_view().to_html()
    });
    let names: Vec<&str> = written
        .split("data-component=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(names.len(), 4, "{written}");
    for name in names {
        let exported = format!("export function {name}(");
        assert!(script.contains(&exported), "{name}: {HOW_TO_MAKE_THEM}");
    }
    let wasm = file(Kind::Wasm).path.rsplit('/').next().unwrap();
    assert!(script.contains(wasm), "the script loads another wasm");
}

#[tokio::test]
async fn the_files_come_in_the_form_that_the_browser_reads_and_are_kept_for_ever() {
    for kind in [Kind::Script, Kind::Wasm] {
        let file = file(kind);
        let cases: [(&str, Option<&str>, &[u8]); 4] = [
            ("gzip, deflate, br", Some("br"), file.brotli),
            ("gzip", Some("gzip"), file.gzip),
            ("br;q=0, gzip;q=0.5", Some("gzip"), file.gzip),
            ("identity", None, file.plain),
        ];
        for (accepted, encoding, content) in cases {
            let (status, headers, body) = open(file.path, &[("accept-encoding", accepted)]).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(header(&headers, "content-encoding"), encoding, "{accepted}");
            assert_eq!(body, content, "{accepted}");
            let for_ever = Some("public, max-age=31536000, immutable");
            assert_eq!(header(&headers, "cache-control"), for_ever);
            assert_eq!(header(&headers, "vary"), Some("accept-encoding"));
            let content_type = match kind {
                Kind::Script => "text/javascript; charset=utf-8",
                Kind::Wasm => "application/wasm",
            };
            assert_eq!(header(&headers, "content-type"), Some(content_type));
        }
    }
}

#[tokio::test]
async fn only_a_page_that_names_the_script_may_run_it() {
    let (_, live, html) = open("/live", &[]).await;
    let policy = header(&live, "content-security-policy").unwrap();
    assert!(assets::script_path().is_some(), "{HOW_TO_MAKE_THEM}");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
    assert!(policy.contains("connect-src 'self';"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    let link = header(&live, "link").unwrap();
    assert!(link.starts_with(&format!("<{}>; rel=preload", file(Kind::Wasm).path)));
    let html = String::from_utf8(html).unwrap();
    let scripts = html.matches("<script").count();
    assert_eq!(scripts, 1, "{html}");
    assert_eq!(
        between(&html, "<script", "</script>").split('>').nth(1),
        Some("")
    );

    for address in ["/plain", "/part"] {
        let (_, headers, _) = open(address, &[]).await;
        let policy = header(&headers, "content-security-policy").unwrap();
        assert!(!policy.contains("script-src"), "{address}: {policy}");
        assert_eq!(header(&headers, "link"), None, "{address}");
    }
}

#[tokio::test]
async fn a_part_of_a_page_says_which_part_it_is() {
    let (status, headers, body) = open("/part", &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(header(&headers, "x-fragment"), Some("state"));
    let html = Some("text/html; charset=utf-8");
    assert_eq!(header(&headers, "content-type"), html);
    assert_eq!(header(&headers, "cache-control"), Some("no-store"));
    assert_eq!(body, b"<p>Paid</p>");
}
