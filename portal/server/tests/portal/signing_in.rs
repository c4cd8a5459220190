//! Signing in and out as a browser does it: cookies, redirects, and what is refused.

use billing::notification::Message;
use billing::role::Role;
use operations::sign_in::secrets::Secrets;
use operations::sign_in::{self, Door};
use runtime::secret::fresh_bytes;

use crate::browser::{Answer, between};
use crate::own::{Own, PHONE};
use crate::world::{World, key};

const ATTEMPT: &str = "__Host-sign-in";
const SESSION: &str = "__Host-customer";

/// The value that an answer sets a cookie to.
fn set(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all("set-cookie").iter();
    let own = all.filter_map(|line| {
        line.to_str()
            .unwrap()
            .strip_prefix(&format!("{name}="))
            .map(str::to_owned)
    });
    own.reduce(|_, newest| newest)
        .map(|line| line.split(';').next().unwrap().to_owned())
}

/// The newest code that was told to anybody.
async fn told(world: &World) -> String {
    let waiting = world.bench.messages(crate::bench::NOTIFICATIONS).await;
    let newest = waiting.last().expect("a code is on its way");
    let newest: serde_json::Value = serde_json::from_str(newest).unwrap();
    let id = newest["notification"].as_str().unwrap();
    let id = billing::ids::of_notification::NotificationId::parse(id).unwrap();
    let record = world
        .context
        .store
        .notification(&id)
        .await
        .unwrap()
        .unwrap();
    match record.message {
        Message::SignInCode(told) => told.code.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_page_that_needs_signing_in_is_come_back_to_after_it() {
    let own = Own::new().await;
    own.passes(61);
    let world = &own.world;
    let sent = world.open("/obligations?status=paid").await;
    assert_eq!(sent.status, 303);
    let door = sent.header("location").unwrap().to_owned();
    assert_eq!(door, "/sign-in?next=%2Fobligations%3Fstatus%3Dpaid");

    let form = world.open(&door).await.text();
    assert!(between(&form, "name=\"next\"", "/>").contains("/obligations?status=paid"));
    let fields = [
        ("contact", "0712 345 149"),
        ("next", "/obligations?status=paid"),
    ];
    let asked = world.post("/sign-in", &fields).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let attempt = set(&asked, ATTEMPT).unwrap();
    let cookie = format!("{ATTEMPT}={attempt}");
    let code = told(world).await;

    let wrong = if code == "000000" { "000001" } else { "000000" };
    let fields = [("code", wrong), ("next", "/obligations?status=paid")];
    let refused = world
        .request("POST", "/sign-in/code", &cookie, &fields)
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("4 tries are left"),
        "{}",
        refused.text()
    );

    // In another browser the same code is no code.
    let fields = [
        ("code", code.as_str()),
        ("next", "/obligations?status=paid"),
    ];
    let elsewhere = world.request("POST", "/sign-in/code", "", &fields).await;
    assert_eq!(elsewhere.status, 422);
    assert_eq!(set(&elsewhere, SESSION), None);

    let entered = world
        .request("POST", "/sign-in/code", &cookie, &fields)
        .await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    assert_eq!(entered.header("location"), Some("/obligations?status=paid"));
    let session = set(&entered, SESSION).unwrap();
    assert_eq!(set(&entered, ATTEMPT).as_deref(), Some(""));
    let home = world
        .request("GET", "/", &format!("{SESSION}={session}"), &[])
        .await;
    assert!(home.text().contains("Last payments"));

    // A code works once.
    let again = world
        .request("POST", "/sign-in/code", &cookie, &fields)
        .await;
    assert_eq!(again.status, 422);
    assert_eq!(set(&again, SESSION), None);
}

#[tokio::test]
async fn a_stranger_sees_the_same_as_somebody_whom_we_know() {
    let world = World::new().await;
    world.bench.reachable("Jane Wanjiru", &[PHONE], &[]).await;
    let mut seen = Vec::new();
    for contact in ["0712345149", "0799999999"] {
        let asked = world.post("/sign-in", &[("contact", contact)]).await;
        assert_eq!(asked.status, 303);
        let to = asked.header("location").unwrap().to_owned();
        let cookie = format!("{ATTEMPT}={}", set(&asked, ATTEMPT).unwrap());
        let page = world.request("GET", &to, &cookie, &[]).await.text();
        seen.push((to, page));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn a_cookie_that_was_there_before_is_not_the_session_afterwards() {
    let own = Own::new().await;
    let planted = format!("{SESSION}=0123456789abcdef0123456789abcdef");
    let page = own.world.request("GET", "/profile", &planted, &[]).await;
    assert_eq!(page.status, 303, "a session that nobody began is none");
    assert!(!own.person.cookie.contains("0123456789abcdef"));
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let own = Own::new().await;
    assert_eq!(own.open("/profile").await.status, 200);
    let out = own.post("/sign-out", &[]).await;
    assert_eq!(out.header("location"), Some("/sign-in?done=signed-out"));
    assert_eq!(set(&out, SESSION).as_deref(), Some(""));
    assert_eq!(own.open("/profile").await.status, 303);
}

#[tokio::test]
async fn signing_out_everywhere_ends_the_others_too() {
    let own = Own::new().await;
    own.passes(61);
    let elsewhere = own.world.signs_in(&own.customer).await;
    let profile = own.page("/profile").await;
    assert_eq!(profile.matches("name=\"session\"").count(), 1, "{profile}");
    own.sent("/profile/end-all", &[]).await;
    for person in [&own.person, &elsewhere] {
        assert_eq!(own.world.open_as(person, "/profile").await.status, 303);
    }
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let own = Own::new().await;
    for site in ["cross-site", "same-site", "none"] {
        let request = axum::http::Request::post("/sign-out")
            .header("cookie", &own.person.cookie)
            .header("sec-fetch-site", site)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = own
            .world
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await;
        assert_eq!(answer.status, 403, "{site}");
    }
    assert_eq!(own.open("/profile").await.status, 200);
}

#[tokio::test]
async fn customers_and_staff_do_not_open_each_others_pages() {
    let own = Own::new().await;
    let staff = own.world.staff(Role::Administrator).await;
    let swapped = own.person.cookie.replace(SESSION, "__Host-staff");
    for cookie in [own.person.cookie.as_str(), swapped.as_str()] {
        let answer = own
            .world
            .request("GET", "/staff/payments", cookie, &[])
            .await;
        assert_eq!(answer.status, 303, "{cookie}");
    }
    let swapped = staff.cookie.replace("__Host-staff", SESSION);
    let answer = own.world.request("GET", "/profile", &swapped, &[]).await;
    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let own = Own::new().await;
    own.passes(61);
    let (store, now) = (&own.world.context.store, own.world.context.clock.now());
    let secrets = Secrets::new(fresh_bytes());
    let asked = sign_in::ask(
        store,
        &key(),
        Door::Customer,
        PHONE,
        billing::language::Language::En,
        &secrets,
        now,
    )
    .await
    .unwrap();
    let record = store
        .notification(&asked.notification)
        .await
        .unwrap()
        .unwrap();
    let Message::SignInCode(told) = record.message else {
        panic!("another message");
    };
    let cookie = format!("{ATTEMPT}={}", asked.browser);
    let fields = [("code", told.code.as_str()), ("next", "//evil.example/")];
    let entered = own
        .world
        .request("POST", "/sign-in/code", &cookie, &fields)
        .await;
    assert_eq!(entered.header("location"), Some("/"));
}
