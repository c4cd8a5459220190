//! What answers say around the page: security, caching, and that nothing runs in the browser.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use portal_app::stylesheet::STYLESHEET_PATH;

use crate::browser::{between, check, open, page, send, send_to};

#[tokio::test]
async fn every_answer_forbids_what_no_page_needs() {
    let policy = "default-src 'none'; style-src 'self'; img-src data:; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    for address in ["/", "/nowhere", &STYLESHEET_PATH] {
        let answer = open(address).await;
        assert_eq!(answer.header("content-security-policy"), Some(policy));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    }
}

#[tokio::test]
async fn pages_are_not_kept_and_the_stylesheet_is_kept_for_ever() {
    for address in ["/", "/nowhere", "/assets/0000000000000000.css"] {
        let answer = open(address).await;
        assert_eq!(
            answer.header("cache-control"),
            Some("no-store"),
            "{address}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
    }
    let named = page("/").await;
    let href = between(&named, "<link rel=\"stylesheet\" href=\"", "\"");
    let style = open(href).await;
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(
        style.header("content-type"),
        Some("text/css; charset=utf-8")
    );
    let for_ever = Some("public, max-age=31536000, immutable");
    assert_eq!(style.header("cache-control"), for_ever);
    assert!(style.text().starts_with("/* Tokens."));
}

#[tokio::test]
async fn no_page_brings_a_script_or_a_style_of_its_own() {
    let asked = [check("1000 0013", "sw").await, check("SCH-17", "en").await];
    let pages = [page("/").await, page("/nowhere").await];
    for page in pages.iter().chain(&asked) {
        for forbidden in ["<script", "<style", " style=\"", "wasm", "javascript:"] {
            assert!(!page.contains(forbidden), "{forbidden} in {page}");
        }
        let after_on = page.split(" on").skip(1);
        let mut names =
            after_on.map(|it| it.trim_start_matches(|it: char| it.is_ascii_lowercase()));
        assert!(!names.any(|after| after.starts_with('=')), "{page}");
    }
}

#[tokio::test]
async fn a_page_has_landmarks_and_one_heading_of_the_first_level() {
    for page in [page("/").await, page("/nowhere").await] {
        for once in [
            "<h1",
            "<header",
            "<main",
            "<footer",
            "<title",
            "id=\"content\"",
        ] {
            assert_eq!(page.matches(once).count(), 1, "{once}");
        }
        let first_link = between(&page, "<a ", "</a>");
        assert!(first_link.contains("href=\"#content\""), "{first_link}");
    }
}

#[tokio::test]
async fn the_name_of_the_provider_is_text() {
    let request = Request::get("/").body(Body::empty()).unwrap();
    let page = send_to("Ng’ang’a & <b>Sons</b>", request).await.text();
    let title = between(&page, "<title>", "</title>");
    assert!(
        title.starts_with("Pay Ng’ang’a &amp; &lt;b&gt;Sons&lt;/b&gt;"),
        "{title}"
    );
    assert!(!page.contains("<b>"));
}

#[tokio::test]
async fn what_is_not_asked_by_get_changes_nothing() {
    let cases = [
        ("POST", "/", StatusCode::FORBIDDEN),
        ("DELETE", "/nowhere", StatusCode::FORBIDDEN),
        ("HEAD", "/", StatusCode::OK),
        // Such a request has no path.
        ("CONNECT", "example.org:80", StatusCode::FORBIDDEN),
    ];
    for (method, address, status) in cases {
        let request = Request::builder().method(method).uri(address);
        let answer = send(request.body(Body::from("account=1")).unwrap()).await;
        assert_eq!(answer.status, status, "{method} {address}");
        assert!(answer.header("content-security-policy").is_some());
    }
}
