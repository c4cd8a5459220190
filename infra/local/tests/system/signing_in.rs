//! What the host shows to whoever wants to sign in, and to nobody else.

use reqwest::header::HOST;
use reqwest::{Client, StatusCode};
use serde_json::json;

use crate::host::{Host, text};
use crate::program::Folder;

#[tokio::test]
async fn the_sample_has_staff_in_each_role_and_shows_the_codes_of_their_authenticators() {
    let host = Host::on(Folder::new(), &[]);
    let shown = host.get("/dev/authenticator").await;
    let roles: Vec<String> = shown
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["role"]))
        .collect();
    assert_eq!(roles, ["accountant", "administrator", "auditor", "cashier"]);
    for one in shown.as_array().unwrap() {
        let code = text(&one["code"]);
        assert!(
            code.len() == 6 && code.bytes().all(|it| it.is_ascii_digit()),
            "{one}"
        );
    }
    let printed = host.printed.join("\n");
    for hint in [
        "/sign-in",
        "0712 345 601",
        "/staff",
        "grace@office.example.com",
    ] {
        assert!(printed.contains(hint), "{hint}: {printed}");
    }
    let customer = host.get("/api/v1/customers/10000012").await;
    assert_eq!(customer["phones"], json!(["254712345601"]));
}

#[tokio::test]
async fn what_is_for_development_is_shown_to_this_machine_only() {
    let host = Host::empty();
    let ask = async |path: &str, name: &'static str, value: &str| {
        let request = Client::new().get(format!("{}{path}", host.address()));
        let answer = request.header(name, value).send().await.unwrap();
        answer.status()
    };
    for path in [
        "/dev",
        "/dev/mailbox",
        "/dev/authenticator",
        "/dev/phone",
        "/dev/mpesa",
        "/dev/clock",
    ] {
        assert_eq!(
            ask(path, HOST.as_str(), "localhost").await,
            StatusCode::OK,
            "{path}"
        );
        for (name, value) in [
            (HOST.as_str(), "pay.example.co.ke"),
            ("x-forwarded-for", "203.0.113.9"),
        ] {
            let refused = ask(path, name, value).await;
            assert_eq!(refused, StatusCode::NOT_FOUND, "{path} {name}");
        }
    }
    assert_eq!(host.get("/dev/authenticator").await, json!([]));
}
