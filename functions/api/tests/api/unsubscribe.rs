//! Leaving the reminders by e-mail, by hand and in one click.

use axum::body::Body;
use axum::http::Request;
use runtime::secret::fresh_secret;
use serde_json::{Value, json};

use crate::bench::nothing;
use crate::contact::leaving_secret;
use crate::world::{Reply, World, open, text};

const ONE_CLICK: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

/// A customer, and the address that their e-mails name.
async fn reader(world: &World, language: &str, told: &str) -> (String, String) {
    let new = json!({"name": "Jane Wanjiku", "language": language, "told": {"email": told}});
    let created = world.post("/customers", &new).await.with(201);
    let account = text(&created["account_number"]);
    let secret = leaving_secret(world, &account).await;
    let url = format!("/unsubscribe/{secret}");
    (format!("/customers/{account}"), url)
}

async fn told(world: &World, customer: &str) -> Value {
    world.get(customer).await.with(200)["told"].clone()
}

fn is_harmless(page: &Reply) {
    let header = |name: &str| page.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-robots-tag"), "noindex, nofollow");
    let policy = header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    for remote in ["<script", "http:", "https:", "<img", "<link"] {
        assert!(!page.text.contains(remote), "{}", page.text);
    }
    assert!(!page.text.contains("Jane"), "a page says nobody's name");
}

#[tokio::test]
async fn opening_the_page_changes_nothing_and_pressing_its_button_stops_the_reminders() {
    let world = World::new().await;
    let (customer, url) = reader(&world, "en", "all").await;
    for method in ["GET", "HEAD", "GET"] {
        let page = world.visit(method, &url, &[], "").await;
        assert_eq!(page.status, 200);
        let everything = json!({"sms": "all", "email": "all"});
        assert_eq!(told(&world, &customer).await, everything);
    }
    let page = world.visit("GET", &url, &[], "").await;
    is_harmless(&page);
    assert!(page.text.contains("<html lang=\"en\">"));
    assert_eq!(page.text.matches("<button").count(), 1);
    assert!(page.text.contains("<form method=\"post\">"));

    let stopped = world.visit("POST", &url, &[], "").await;
    assert_eq!(stopped.status, 200);
    is_harmless(&stopped);
    assert!(stopped.text.contains("You get no more reminders by e-mail"));
    assert!(stopped.text.contains("will still come"));
    let essential = json!({"sms": "all", "email": "essential"});
    assert_eq!(told(&world, &customer).await, essential);
    let again = world.visit("GET", &url, &[], "").await;
    assert_eq!(again.text, stopped.text);
}

#[tokio::test]
async fn a_mail_program_stops_them_in_one_click_however_often() {
    let world = World::new().await;
    let (customer, url) = reader(&world, "sw", "all").await;
    for _ in 0..2 {
        let body = "List-Unsubscribe=One-Click";
        let page = world.visit("POST", &url, &ONE_CLICK, body).await;
        assert_eq!(page.status, 200);
        is_harmless(&page);
        assert!(page.text.contains("<html lang=\"sw\">"));
        assert!(page.text.contains("Hutapata tena vikumbusho"));
        assert_eq!(told(&world, &customer).await["email"], "essential");
    }
}

#[tokio::test]
async fn who_wants_nothing_at_all_keeps_that() {
    let world = World::new().await;
    let (customer, url) = reader(&world, "en", "nothing").await;
    for method in ["GET", "POST"] {
        let page = world.visit(method, &url, &[], "").await;
        assert!(page.text.contains("You get no e-mails"), "{}", page.text);
        assert_eq!(page.text.matches("<button").count(), 0);
        assert_eq!(told(&world, &customer).await["email"], "nothing");
    }
}

#[tokio::test]
async fn an_address_that_stands_for_nobody_says_so_in_both_languages() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let feed = format!("/customers/{customer}/calendar-feed");
    let feed = text(&world.post(&feed, &json!({})).await.with(201)["url"]);
    let feed_secret = feed.split('/').nth(4).unwrap().to_owned();
    for secret in [
        fresh_secret(),
        feed_secret,
        "x".to_owned(),
        "%3Cb%3E".to_owned(),
    ] {
        for method in ["GET", "POST"] {
            let url = format!("/unsubscribe/{secret}");
            let page = world.visit(method, &url, &[], "").await;
            assert_eq!(page.status, 404, "{secret}");
            is_harmless(&page);
            assert!(page.text.contains("This address does not work any more"));
            assert!(page.text.contains("<section lang=\"sw\">"));
            assert_eq!(page.text.matches("<button").count(), 0);
        }
    }
    let read = told(&world, &format!("/customers/{customer}")).await;
    assert_eq!(read["email"], "all");
}

#[tokio::test]
async fn our_name_is_text_on_the_page_whatever_is_in_it() {
    let world = World::new().await;
    let (_, url) = reader(&world, "en", "all").await;
    let mut context = world.context.clone();
    let mut config = (*context.config).clone();
    config.payee.as_mut().unwrap().name = "Zuri <b> & Co".to_owned();
    context.config = config.into();
    let request = Request::get(&url).body(Body::empty()).unwrap();
    let page = open(&api::router(context, None), request).await;
    assert!(
        page.text.contains("Zuri &lt;b&gt; &amp; Co reminds you"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_told_as_that() {
    let router = api::router(nothing(), None);
    for method in ["GET", "POST"] {
        let url = format!("/unsubscribe/{}", fresh_secret());
        let request = Request::builder().method(method).uri(url);
        let page = open(&router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.status, 503);
        is_harmless(&page);
        assert!(page.headers.contains_key("retry-after"));
        assert!(page.text.contains("That did not work"));
    }
}
