//! English and Kiswahili: which one comes, how one changes it, and that it is whole.

use axum::http::StatusCode;

use crate::browser::{between, open, open_with, page};

/// The request headers of a case.
type Headers = &'static [(&'static str, &'static str)];

const SWAHILI_BROWSER: (&str, &str) = ("accept-language", "fr-FR, sw-KE;q=0.9, en;q=0.8");

fn tag(page: &str) -> &str {
    between(page, "<html lang=\"", "\"")
}

#[tokio::test]
async fn both_pages_exist_in_both_languages() {
    let cases = [
        ("/?lang=en", StatusCode::OK, "Step by step"),
        ("/?lang=sw", StatusCode::OK, "Hatua kwa hatua"),
        ("/nowhere?lang=en", StatusCode::NOT_FOUND, "Page not found"),
        (
            "/nowhere?lang=sw",
            StatusCode::NOT_FOUND,
            "Ukurasa haukupatikana",
        ),
    ];
    for (address, status, words) in cases {
        let answer = open(address).await;
        assert_eq!(answer.status, status, "{address}");
        let page = answer.text();
        assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
        assert_eq!(tag(&page), &address[address.len() - 2..]);
        assert!(page.contains(words), "{page}");
    }
}

#[tokio::test]
async fn a_choice_is_remembered_and_the_address_wins_over_the_cookie_over_the_browser() {
    let cases: [(&str, Headers, &str); 7] = [
        ("/", &[], "en"),
        ("/", &[SWAHILI_BROWSER], "sw"),
        ("/", &[("accept-language", "en-KE,sw")], "en"),
        ("/", &[("accept-language", "*;q=,;;--")], "en"),
        ("/", &[SWAHILI_BROWSER, ("cookie", "a=b; lang=en")], "en"),
        ("/", &[("cookie", "lang=sw")], "sw"),
        ("/?lang=en", &[("cookie", "lang=sw")], "en"),
    ];
    for (address, headers, expected) in cases {
        let page = open_with(address, headers).await.text();
        assert_eq!(tag(&page), expected, "{address} {headers:?}");
    }
    let answer = open("/?lang=sw").await;
    assert_eq!(
        answer.header("set-cookie"),
        Some("lang=sw; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
    );
    assert_eq!(open("/").await.header("set-cookie"), None);
}

#[tokio::test]
async fn a_language_that_does_not_exist_changes_nothing() {
    for lang in ["", "fr", "SW", "sw%0d%0aSet-Cookie:a=b", "../sw"] {
        let address = format!("/?lang={lang}");
        let answer = open_with(&address, &[("cookie", "lang=sw; lang=xx")]).await;
        assert_eq!(answer.header("set-cookie"), None, "{lang}");
        assert_eq!(tag(&answer.text()), "sw", "{lang}");
    }
    let answer = open_with("/", &[("cookie", "lang=<script>")]).await;
    assert_eq!(tag(&answer.text()), "en");
}

#[tokio::test]
async fn the_other_language_is_named_in_itself() {
    let page = page("/").await;
    let languages = between(&page, "aria-label=\"Language\"", "</nav>");
    assert!(
        languages.contains("lang=\"sw\" hreflang=\"sw\""),
        "{languages}"
    );
    assert!(languages.contains(">Kiswahili<"), "{languages}");
    assert_eq!(languages.matches("aria-current").count(), 1);
}
