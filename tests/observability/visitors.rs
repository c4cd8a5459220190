//! People who sign in to the portal, and people who try to.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use billing::notification::Message;
use http_body_util::BodyExt;
use portal_app::payee::Payee;
use store::customers::Customer;
use tower::ServiceExt;

use crate::bench::nothing;
use crate::secrets::{ACHIENG, AMINA, EMAIL_OF_AMINA, MARK, NUMBERS};
use crate::stage::Stage;

const ATTEMPT: &str = "__Host-sign-in=";
const SESSION: &str = "__Host-customer=";

fn portal(context: runtime::context::Context) -> Router {
    let payee = Payee {
        name: "Savanna Net".into(),
        short_code: "600966".into(),
    };
    portal_server::router(context, None, payee)
}

/// Sends a form, or opens an address where there is none; answers the cookies that were set.
async fn send(router: &Router, address: &str, cookie: &str, form: Option<&str>) -> Vec<String> {
    let method = if form.is_some() { "POST" } else { "GET" };
    let request = Request::builder().method(method).uri(address);
    let request = request
        .header("host", "pay.example.co.ke")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded");
    let body = form.map_or_else(Body::empty, |form| Body::from(form.to_owned()));
    let response = router
        .clone()
        .oneshot(request.body(body).unwrap())
        .await
        .unwrap();
    let cookies = response.headers().get_all("set-cookie").iter();
    let cookies = cookies.map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned());
    let cookies = cookies.collect();
    response.into_body().collect().await.unwrap();
    cookies
}

/// Signs somebody in as a browser does; answers every secret that was given out on the way.
pub async fn sign_in(stage: &Stage, amina: &Customer) -> Vec<String> {
    let router = portal(stage.context.clone());
    for stranger in [
        format!("0{}", NUMBERS[3]),
        ACHIENG.to_owned(),
        EMAIL_OF_AMINA.to_owned(),
    ] {
        let form = format!("contact={}", stranger.replace(' ', "+").replace('@', "%40"));
        send(&router, "/sign-in", "", Some(&form)).await;
    }
    let form = format!("contact={}", amina.phones[0].as_str());
    let cookies = send(&router, "/sign-in", "", Some(&form)).await;
    let attempt = of(&cookies, ATTEMPT).expect("somebody signs in");
    let code = code(stage, amina).await;
    for wrong in ["000001", MARK, AMINA] {
        send(
            &router,
            "/sign-in/code",
            &attempt,
            Some(&format!("code={wrong}")),
        )
        .await;
    }
    let cookies = send(
        &router,
        "/sign-in/code",
        &attempt,
        Some(&format!("code={code}")),
    )
    .await;
    let session = of(&cookies, SESSION).expect("the code is right");
    for address in [
        "/",
        "/profile",
        "/payments",
        "/statement",
        "/nowhere?q=0708374149",
    ] {
        send(&router, address, &session, None).await;
        send(&portal(dead(stage)), address, &session, None).await;
    }
    let claim = format!("message={MARK}+{}+0{}", "Achieng", NUMBERS[0]);
    send(&router, "/missing-payment", &session, Some(&claim)).await;
    let secret = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
    vec![code, secret(&attempt), secret(&session)]
}

fn dead(stage: &Stage) -> runtime::context::Context {
    let mut context = nothing();
    context.config = stage.context.config.clone();
    context
}

fn of(cookies: &[String], name: &str) -> Option<String> {
    cookies
        .iter()
        .rfind(|cookie| cookie.starts_with(name) && cookie.len() > name.len())
        .cloned()
}

/// The code that was told, as the message holds it until it is sent.
async fn code(stage: &Stage, customer: &Customer) -> String {
    let page = stage
        .context
        .store
        .notifications_of(&customer.id, None, 100)
        .await
        .unwrap();
    let mut codes = page
        .items
        .into_iter()
        .filter_map(|record| match record.message {
            Message::SignInCode(told) => Some(told.code.as_str().to_owned()),
            _ => None,
        });
    codes.next_back().expect("a code was told")
}
