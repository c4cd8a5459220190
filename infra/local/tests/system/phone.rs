//! The phone's page and the page of M-PESA's mishaps, as a browser without scripts uses them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::host::{Host, eventually, text};
use crate::program::Folder;

async fn page(host: &Host, path: &str) -> String {
    let request = reqwest::get(format!("{}{path}", host.address()));
    request.await.unwrap().text().await.unwrap()
}

/// The value of the hidden field with this name.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&field).unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_prompt_is_answered_by_the_form_on_the_screen() {
    let host = Host::empty();
    let account = host.customer("Jane Wanjiku", &["0712345678"]).await;
    let quiet = page(&host, "/dev/phone/0712345678/screen").await;
    assert!(
        quiet.contains("http-equiv=\"refresh\""),
        "it looks for a prompt"
    );
    let wanted = json!({"customer": account, "amount": "250.00"});
    let push = host.post("/api/v1/stk-pushes", wanted).await;

    let screen = page(&host, "/dev/phone/+254712345678/screen").await;
    assert!(screen.contains("Do you want to pay Ksh 250.00"), "{screen}");
    assert!(
        !screen.contains("http-equiv=\"refresh\""),
        "somebody is typing"
    );
    let name = hidden(&screen, "checkout_request");
    let path = "/dev/phone/254712345678";
    let wrong = [
        ("checkout_request", name.as_str()),
        ("action", "pay"),
        ("pin", "12"),
    ];
    let (status, refused) = host.submit(path, &wrong).await;
    assert!(
        status == 422 && refused.contains("four digits"),
        "{refused}"
    );
    let right = [
        ("checkout_request", name.as_str()),
        ("action", "pay"),
        ("pin", "4321"),
    ];
    let (status, paid) = host.submit(path, &right).await;
    assert!(status == 200 && paid.contains("role=\"status\""), "{paid}");
    assert!(
        paid.contains("Ksh250.00 sent to Malipo"),
        "the message: {paid}"
    );

    let path = format!("/api/v1/stk-pushes/{}", text(&push["id"]));
    eventually("the push paid", async || {
        (host.get(&path).await["status"] == "paid").then_some(())
    })
    .await;
    assert_eq!(host.balance(&account).await, "250.00");
}

#[tokio::test]
async fn a_phone_pays_by_its_own_menu_and_an_account_of_nobody_is_refused_before() {
    let host = Host::empty();
    let account = host.customer("Jane Wanjiku", &[]).await;
    let path = "/dev/phone/0722000111";
    let form = |account| {
        [
            ("action", "pay_bill"),
            ("short_code", "600966"),
            ("account", account),
            ("amount", "1,250"),
            ("name", "JANE WANJIKU"),
        ]
    };
    let (status, paid) = host.submit(path, &form(&account)).await;
    assert!(
        status == 200 && paid.contains("Confirmed. Ksh1,250.00"),
        "{paid}"
    );
    eventually("the balance", async || {
        (host.balance(&account).await == "1250.00").then_some(())
    })
    .await;
    // Two digits swapped, so its check digit is wrong.
    let (status, refused) = host.submit(path, &form("12345647")).await;
    assert!(
        status == 422 && refused.contains("M-PESA refuses"),
        "{refused}"
    );
    let seen = host.get("/dev/mpesa").await;
    assert_eq!(seen["receipts"].as_array().unwrap().len(), 1);
    assert_eq!(seen["short_codes"][0]["balance"], 1250);
}

#[tokio::test]
async fn switches_are_set_by_the_form_and_what_is_wrong_changes_nothing() {
    let host = Host::empty();
    let value = |seen: &Value, name: &str| {
        let switches = seen["switches"].as_array().unwrap().iter();
        let mut named = switches.filter(|one| one["name"] == name);
        text(&named.next().unwrap()["value"])
    };
    let fields = [
        ("action", "set"),
        ("ack_never", "always"),
        ("late_by_s", "60"),
    ];
    let (status, shown) = host.submit("/dev/mpesa", &fields).await;
    assert!(
        status == 200 && shown.contains("<option selected>always"),
        "{shown}"
    );
    let wrong = json!({"ack_never": "never", "quota": "often"});
    let (status, problem) = host.ask(Method::POST, "/dev/mpesa", Some(wrong)).await;
    assert_eq!(status, 422, "{problem}");
    let seen = host.get("/dev/mpesa").await;
    assert_eq!(value(&seen, "ack_never"), "always");
    assert_eq!(seen["delays"]["late_by_s"], 60);
    let off = host.post("/dev/mpesa", json!({"action": "all_off"})).await;
    assert_eq!(value(&off, "ack_never"), "never");
    let more_than_all = json!({"action": "withdraw", "amount": 1});
    let (status, problem) = host
        .ask(Method::POST, "/dev/mpesa", Some(more_than_all))
        .await;
    assert_eq!(status, 422, "{problem}");
}

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let host = Host::empty();
    let request = reqwest::Client::new().post(format!("{}/dev/mpesa", host.address()));
    let request = request
        .header("sec-fetch-site", "cross-site")
        .json(&json!({"action": "random"}));
    assert_eq!(request.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn with_an_m_pesa_from_outside_no_phone_is_simulated() {
    let arguments = ["--no-demo", "--mpesa-url", "http://127.0.0.1:9"];
    let host = Host::on(Folder::new(), &arguments);
    for path in ["/dev/phone/0712345678", "/dev/mpesa"] {
        let (status, problem) = host.ask(Method::GET, path, None).await;
        assert_eq!(
            (status.as_u16(), &problem["code"]),
            (404, &json!("not_simulated"))
        );
    }
    assert!(host.printed.iter().all(|line| !line.contains("/dev/phone")));
}
