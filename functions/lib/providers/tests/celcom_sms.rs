//! Celcom Africa's SMS gateway over real connections: what it is sent, byte for byte, and what its samples mean.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::future::pending;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::serve::ListenerExt;
use billing::phone::Msisdn;
use providers::celcom::gateway::{Gateway, GatewayError, Patience, Settings, Sms};
use providers::celcom::outcome::SmsOutcome;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};

const KEY: &str = "not-a-real-key";

const LONG: Duration = Duration::from_secs(20);
/// Short enough to be waited for.
const SHORT: Duration = Duration::from_millis(300);

fn sample(name: &str) -> String {
    let path = format!("{}/fixtures/celcom/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn gateway_at(base_url: &str) -> Gateway {
    gateway_with(base_url, LONG, LONG)
}

fn gateway_with(base_url: &str, connect: Duration, call: Duration) -> Gateway {
    let settings = Settings {
        base_url: base_url.to_owned(),
        api_key: KEY.to_owned(),
        partner_id: "77".to_owned(),
        sender_id: "INFOTEXT".to_owned(),
    };
    Gateway::with_patience(settings, Patience { connect, call }).unwrap()
}

fn sms(client_id: u64, to: &str, text: &str) -> Sms {
    Sms {
        client_id,
        to: Msisdn::parse(to).unwrap(),
        text: text.to_owned(),
    }
}

fn two() -> [Sms; 2] {
    [
        sms(178_234, "0712345678", "Asante! KES 1,250 received."),
        sms(178_235, "0112345678", "KES 400 is due on Mon 7 Dec."),
    ]
}

/// What became of messages, in one line: a word for each.
fn words(outcomes: &[SmsOutcome]) -> String {
    let words = outcomes.iter().map(|it| match it {
        SmsOutcome::Accepted { message_id } => message_id.clone(),
        SmsOutcome::Refused(refusal) => format!("{:?}:{:?}", refusal.why, refusal.code),
        SmsOutcome::NotSent { cause } => format!("not sent ({cause})"),
        SmsOutcome::Unknown { cause } => format!("unknown ({cause})"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// A request as it arrived: the address, and the body as JSON.
type Seen = Arc<Mutex<Vec<(String, Value)>>>;

/// A gateway that answers every request in the same way, and what it was asked.
async fn that_answers(status: u16, body: &str) -> (Gateway, Seen) {
    let seen = Seen::default();
    let (noted, body) = (seen.clone(), body.to_owned());
    let router =
        Router::new().fallback(move |method: Method, uri: Uri, request: Bytes| async move {
            let request = serde_json::from_slice(&request).unwrap();
            noted
                .lock()
                .unwrap()
                .push((format!("{method} {uri}"), request));
            let elsewhere = [(header::LOCATION, "http://127.0.0.1:9/elsewhere")];
            (StatusCode::from_u16(status).unwrap(), elsewhere, body).into_response()
        });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/api/services", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (gateway_at(&url), seen)
}

#[tokio::test]
async fn every_sample_of_an_answer_is_read_for_what_it_says() {
    const MISSING: &str = "unknown (the answer says nothing of this message)";
    let cases = [
        ("sendbulk_accepted.json", "8290842, 8290843".to_owned()),
        (
            "sendbulk_accepted_without_ids.json",
            "8290842, 8290843".to_owned(),
        ),
        (
            "sendbulk_accepted_strings_unwrapped.json",
            "8290842, 8290843".to_owned(),
        ),
        (
            "sendbulk_half_failed.json",
            "BadNumber:Some(1003), 8290843".to_owned(),
        ),
        (
            "sendbulk_row_missing.json",
            "unknown (the answer says nothing of this message), 8290843".to_owned(),
        ),
        (
            "sendbulk_rows_repeated.json",
            "8290842, Later:Some(4090)".to_owned(),
        ),
        (
            "sendbulk_low_credits.json",
            "8290842, CreditsExhausted:Some(1004)".to_owned(),
        ),
        (
            "sendbulk_invalid_credentials.json",
            "Misconfigured:Some(1006), Misconfigured:Some(1006)".to_owned(),
        ),
        (
            "sendbulk_hostile.json",
            format!("{MISSING}, unknown (the answer says yes without an id)"),
        ),
        (
            "sendbulk_web_page.html",
            "unknown (the answer cannot be understood), unknown (the answer cannot be understood)"
                .to_owned(),
        ),
    ];
    for (name, expected) in cases {
        let (gateway, _) = that_answers(200, &sample(name)).await;
        assert_eq!(words(&gateway.send(&two()).await), expected, "{name}");
    }
}

#[tokio::test]
async fn a_request_is_the_documented_json_and_the_key_is_in_no_address() {
    let (gateway, seen) = that_answers(200, &sample("getdlr_delivered.json")).await;
    gateway.send(&two()).await;
    gateway.delivery("8290842").await.unwrap();
    gateway.balance().await.unwrap();
    let seen = seen.lock().unwrap();
    let expected = [
        ("POST /api/services/sendbulk/", "sendbulk_request.json"),
        ("POST /api/services/getdlr/", "getdlr_request.json"),
        ("POST /api/services/getbalance/", "getbalance_request.json"),
    ];
    assert_eq!(seen.len(), expected.len());
    for ((address, body), (expected, name)) in seen.iter().zip(expected) {
        assert_eq!(address, expected);
        assert_eq!(*body, serde_json::from_str::<Value>(&sample(name)).unwrap());
    }
}

#[tokio::test]
async fn a_report_and_a_balance_are_read() {
    let reports = [
        ("getdlr_delivered.json", "Delivered"),
        (
            "getdlr_absent.json",
            r#"Failed { description: "AbsentSubscriber", permanent: false }"#,
        ),
        (
            "getdlr_impossible.json",
            r#"Failed { description: "DeliveryImpossible", permanent: true }"#,
        ),
        (
            "getdlr_blacklisted.json",
            r#"Failed { description: "SenderName Blacklisted", permanent: true }"#,
        ),
        ("getdlr_none_yet.json", "Underway"),
    ];
    for (name, expected) in reports {
        let (gateway, _) = that_answers(200, &sample(name)).await;
        let delivery = gateway.delivery("8290842").await.unwrap();
        assert_eq!(format!("{delivery:?}"), expected, "{name}");
    }
    let (gateway, _) = that_answers(200, &sample("getbalance_credit.json")).await;
    let balance = gateway.balance().await.unwrap().unwrap();
    assert_eq!(balance.to_string(), "1234.50");
}

#[tokio::test]
async fn a_status_other_than_200_decides_without_the_body() {
    let busy = "not sent (the gateway wants fewer calls at once (HTTP 429))";
    let failed = "unknown (the gateway failed after it had the request (HTTP 408, 5xx))";
    let cases = [
        (307, "Misconfigured:None"),
        (401, "Misconfigured:None"),
        (403, "Misconfigured:None"),
        (404, "Misconfigured:None"),
        (413, "Other:None"),
        (429, busy),
        (500, failed),
        (502, failed),
        (503, failed),
    ];
    for (status, expected) in cases {
        let (gateway, seen) = that_answers(status, &sample("sendbulk_accepted.json")).await;
        let outcomes = gateway.send(&two()).await;
        assert_eq!(words(&outcomes), format!("{expected}, {expected}"));
        assert_eq!(seen.lock().unwrap().len(), 1, "{status} is not retried");
        let asked = gateway.balance().await.unwrap_err();
        assert!(matches!(asked, GatewayError::Status(it) if it == status));
    }
}

#[tokio::test]
async fn an_answer_without_end_is_cut_and_means_nothing() {
    let (gateway, _) = that_answers(200, &" ".repeat(1_000_000)).await;
    let outcomes = gateway.send(&two()).await;
    let unknown = "unknown (the answer cannot be understood)";
    assert_eq!(words(&outcomes), format!("{unknown}, {unknown}"));
}

#[tokio::test]
async fn messages_that_could_not_be_told_apart_are_not_sent() {
    let (gateway, seen) = that_answers(
        200,
        r#"[{"respose-code":200,"clientsmsid":1,"messageid":7}]"#,
    )
    .await;
    let batch = [
        sms(1, "0712345678", "first"),
        sms(1, "0112345678", "second of that id"),
        sms(1 << 53, "0712345678", "id too large"),
    ];
    assert_eq!(
        words(&gateway.send(&batch).await),
        "7, Other:None, Other:None"
    );
    assert_eq!(seen.lock().unwrap()[0].1["count"], 1);
    assert_eq!(gateway.send(&batch[2..]).await.len(), 1);
    assert_eq!(gateway.send(&[]).await, []);
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn no_call_relies_on_a_connection_that_was_kept() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = gateway_at(&format!("http://{}", listener.local_addr().unwrap()));
    let listener = listener.tap_io(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let router = Router::new().fallback(|| async { sample("sendbulk_accepted.json") });
    tokio::spawn(async move { axum::serve(listener, router).await });
    for calls in 1..=3 {
        let outcomes = gateway.send(&two()).await;
        assert_eq!(words(&outcomes), "8290842, 8290843");
        assert_eq!(connections.load(Ordering::SeqCst), calls);
    }
}

/// The address of something that does with each connection what `then` does.
async fn listening<F>(then: fn(TcpStream) -> F) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(then(connection));
        }
    });
    address
}

async fn keep(connection: TcpStream) {
    pending::<()>().await;
    drop(connection);
}

async fn hang_up(connection: TcpStream) {
    drop(connection);
}

#[tokio::test]
async fn what_was_never_handed_over_may_go_again_and_what_may_have_been_taken_may_not() {
    const NOT_SENT: &str = "not sent (no connection to the gateway)";
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = free.local_addr().unwrap();
    drop(free);
    let (mute, rude) = (listening(keep).await, listening(hang_up).await);
    let no_handshake = gateway_with(&format!("https://{mute}"), SHORT, LONG);
    let no_answer = gateway_with(&format!("http://{mute}"), LONG, SHORT);
    let late = "unknown (the gateway did not answer in time)";
    let lost = "unknown (the connection was lost before the answer)";
    let cases = [
        ("refused", gateway_at(&format!("http://{nobody}")), NOT_SENT),
        ("no such name", gateway_at("https://sms.invalid"), NOT_SENT),
        ("no TLS", gateway_at(&format!("https://{rude}")), NOT_SENT),
        ("connecting takes too long", no_handshake, NOT_SENT),
        ("no answer", no_answer, late),
        ("hung up", gateway_at(&format!("http://{rude}")), lost),
    ];
    for (name, gateway, expected) in cases {
        let outcomes = gateway.send(&two()).await;
        assert_eq!(
            words(&outcomes),
            format!("{expected}, {expected}"),
            "{name}"
        );
        let asked = gateway.delivery("1").await.unwrap_err();
        assert!(matches!(asked, GatewayError::NotReached(_)), "{name}");
        assert!(!format!("{asked:?} {asked}").contains(KEY), "{name}");
    }
}
