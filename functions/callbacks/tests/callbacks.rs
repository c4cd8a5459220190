//! The callback addresses as a provider meets them, with the store and the queue behind them working or not.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use bench::{Bench, PAYMENTS, SHORT_CODE, TOKEN, confirmation, nothing, payment};
use futures::future::join_all;
use http_body_util::BodyExt;
use runtime::context::Context;
use runtime::queue::PaymentMessage;
use store::client::Store;
use store::parked::{ParkedKind, ParkedRecord};
use tower::ServiceExt;

const SUCCESS: &str = r#"{"ResultCode":0,"ResultDesc":"Success"}"#;
const ACCEPTED: &str = r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#;

async fn send(context: &Context, request: Request<Body>) -> (StatusCode, String) {
    let response = callbacks::router(context.clone())
        .oneshot(request)
        .await
        .unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn post(context: &Context, hook: &str, body: impl Into<Body>) -> (StatusCode, String) {
    let request = Request::post(format!("/hooks/{TOKEN}/{hook}"));
    send(context, request.body(body.into()).unwrap()).await
}

fn ok(body: &str) -> (StatusCode, String) {
    (StatusCode::OK, body.to_owned())
}

/// The parked callback with this body, and its bytes.
async fn parked(context: &Context, hook: &str, raw: &[u8]) -> Option<(ParkedRecord, Vec<u8>)> {
    let id = Store::parked_id(hook, raw).unwrap();
    context.store.parked(&id).await.unwrap()
}

fn stk_success(receipt: &str, amount: &str) -> String {
    format!(
        r#"{{"Body":{{"stkCallback":{{"CheckoutRequestID":"ws_CO_1","ResultCode":0,"CallbackMetadata":{{"Item":[{{"Name":"Amount","Value":{amount}}},{{"Name":"MpesaReceiptNumber","Value":"{receipt}"}},{{"Name":"PhoneNumber","Value":254708374149}}]}}}}}}}}"#
    )
}

#[tokio::test]
async fn a_confirmation_is_durable_acknowledged_and_dispatched() {
    let bench = Bench::new().await;
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    assert_eq!(
        post(&bench.context, "c2b/confirmation", raw.clone()).await,
        ok(SUCCESS)
    );

    let facts = bench
        .context
        .store
        .payment_facts(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.payment.amount.amount_text(), "5.00");
    assert_eq!(facts.payment.holder, SHORT_CODE);
    assert_eq!(facts.payment.reference, "ACC-0042");
    assert_eq!(facts.raw, raw.as_bytes());
    let message = format!(
        r#"{{"kind":"recorded","payment":"{}"}}"#,
        payment("RKL51ZDR4F")
    );
    assert_eq!(bench.messages(PAYMENTS).await, [message]);
}

#[tokio::test]
async fn fifty_of_one_confirmation_are_one_payment() {
    let bench = Bench::new().await;
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    let at_once = (0..20).map(|_| post(&bench.context, "c2b/confirmation", raw.clone()));
    for answer in join_all(at_once).await {
        assert_eq!(answer, ok(SUCCESS));
    }
    for _ in 20..50 {
        assert_eq!(
            post(&bench.context, "c2b/confirmation", raw.clone()).await,
            ok(SUCCESS)
        );
    }
    let file = bench
        .context
        .store
        .payment_file(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert!(file.reports.is_empty() && file.conflicts.is_empty());
}

#[tokio::test]
async fn a_receipt_that_comes_over_both_channels_is_one_payment_and_dispatched_for_each() {
    let bench = Bench::new().await;
    assert_eq!(
        post(&bench.context, "stk", stk_success("RKL51ZDR4F", "5.00")).await,
        ok(SUCCESS)
    );
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    assert_eq!(
        post(&bench.context, "c2b/confirmation", raw).await,
        ok(SUCCESS)
    );

    let file = bench
        .context
        .store
        .payment_file(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.facts.checkout_request.as_deref(), Some("ws_CO_1"));
    assert_eq!(file.reports.len(), 1);
    assert_eq!(bench.messages(PAYMENTS).await.len(), 2);
}

#[tokio::test]
async fn another_amount_for_a_known_receipt_moves_nothing_and_waits_for_a_person() {
    let bench = Bench::new().await;
    let first = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    let second = confirmation("RKL51ZDR4F", "50000.00", "ACC-0042");
    assert_eq!(
        post(&bench.context, "c2b/confirmation", first).await,
        ok(SUCCESS)
    );
    assert_eq!(
        post(&bench.context, "c2b/confirmation", second.clone()).await,
        ok(SUCCESS)
    );

    let file = bench
        .context
        .store
        .payment_file(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.facts.payment.amount.amount_text(), "5.00");
    assert_eq!(file.conflicts.len(), 1);
    let (record, raw) = parked(&bench.context, "c2b/confirmation", second.as_bytes())
        .await
        .unwrap();
    assert_eq!(
        (record.kind, raw),
        (ParkedKind::Conflict, second.into_bytes())
    );
    assert_eq!(bench.messages(PAYMENTS).await.len(), 1);
}

#[tokio::test]
async fn whatever_is_sent_with_the_right_token_is_acknowledged_and_kept_byte_for_byte() {
    let bench = Bench::new().await;
    let with = |field: &str, value: &str| {
        let whole = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
        let mut body: serde_json::Value = serde_json::from_str(&whole).unwrap();
        body[field] = serde_json::from_str(value).unwrap();
        body.to_string().into_bytes()
    };
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"not JSON".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        b"{\"TransID\":NaN}".to_vec(),
        [vec![b'['; 10_000], vec![b']'; 10_000]].concat(),
        "{\"a\":".repeat(10_000).into_bytes(),
        with("TransAmount", "\"-5.00\""),
        with("TransAmount", "0"),
        with("TransAmount", "\"1e3\""),
        with("TransAmount", "\"NaN\""),
        with("TransAmount", "\"1,00\""),
        with("TransID", "null"),
        with("BusinessShortCode", "null"),
    ];
    for raw in bodies {
        for hook in ["c2b/confirmation", "stk"] {
            let shown = String::from_utf8_lossy(&raw[..raw.len().min(60)]).into_owned();
            assert_eq!(
                post(&bench.context, hook, raw.clone()).await,
                ok(SUCCESS),
                "{hook} {shown}"
            );
            let (record, kept) = parked(&bench.context, hook, &raw).await.unwrap();
            assert_eq!(record.kind, ParkedKind::Unreadable, "{hook} {shown}");
            assert!(
                !record.truncated && !record.reason.is_empty(),
                "{hook} {shown}"
            );
            assert_eq!(kept, raw, "{hook} {shown}");
        }
    }
    assert!(bench.messages(PAYMENTS).await.is_empty());
    assert!(
        bench
            .context
            .store
            .payment_facts(&payment("RKL51ZDR4F"))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn numbers_unknown_fields_and_missing_names_do_not_hold_up_a_payment() {
    let bench = Bench::new().await;
    let raw = r#"{"TransID":"RKL51ZDR4F","TransAmount":1250.50,"BusinessShortCode":600966,"MSISDN":254708374149,"New":{"a":[1]}}"#;
    assert_eq!(
        post(&bench.context, "c2b/confirmation", raw).await,
        ok(SUCCESS)
    );
    let facts = bench
        .context
        .store
        .payment_facts(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.payment.amount.amount_text(), "1250.50");
    assert_eq!(facts.payment.paid_at, bench::now());
}

#[tokio::test]
async fn a_payment_to_another_short_code_is_not_credited() {
    let bench = Bench::new().await;
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042").replace(SHORT_CODE, "174379");
    assert_eq!(
        post(&bench.context, "c2b/confirmation", raw.clone()).await,
        ok(SUCCESS)
    );
    let (record, _) = parked(&bench.context, "c2b/confirmation", raw.as_bytes())
        .await
        .unwrap();
    assert_eq!(record.kind, ParkedKind::UnexpectedHolder);
    assert!(
        bench
            .context
            .store
            .payment_facts(&payment("RKL51ZDR4F"))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_push_that_was_not_paid_is_kept_and_dispatches_nothing() {
    let bench = Bench::new().await;
    let raw = r#"{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":1032,"ResultDesc":"Request cancelled by user"}}}"#;
    assert_eq!(post(&bench.context, "stk", raw).await, ok(SUCCESS));
    let results = bench.context.store.stk_results("ws_CO_1").await.unwrap();
    let codes: Vec<&str> = results.iter().map(|result| result.code.as_str()).collect();
    assert_eq!(codes, ["1032"]);
    assert!(bench.messages(PAYMENTS).await.is_empty());
}

#[tokio::test]
async fn ten_megabytes_are_kept_and_of_more_than_sixteen_the_first() {
    let bench = Bench::new().await;
    let cases = [
        (noise(10 << 20), 10, false),
        (vec![b'x'; 17 << 20], 16, true),
    ];
    for (raw, kept_mib, truncated) in cases {
        assert_eq!(
            post(&bench.context, "c2b/confirmation", raw.clone()).await,
            ok(SUCCESS)
        );
        let (record, kept) = parked(&bench.context, "c2b/confirmation", &raw[..kept_mib << 20])
            .await
            .unwrap();
        assert_eq!((kept.len() >> 20, record.truncated), (kept_mib, truncated));
    }
}

#[tokio::test]
async fn without_the_store_a_callback_waits_on_the_queue() {
    let bench = Bench::new().await;
    let context = bench.without_store();
    let readable = confirmation("RKL51ZDR4F", "5.00", "ACC-0042").into_bytes();
    let cases = [
        ("c2b/confirmation", readable, SUCCESS),
        ("stk", b"\xffno text".to_vec(), SUCCESS),
        ("c2b/validation", b"no JSON".to_vec(), ACCEPTED),
    ];
    for (hook, raw, answer) in cases {
        assert_eq!(
            post(&context, hook, raw.clone()).await,
            ok(answer),
            "{hook}"
        );
        let messages = bench.messages(PAYMENTS).await;
        let [message] = &messages[..] else {
            panic!("{hook}: {}", messages.len())
        };
        let PaymentMessage::RawCallback(callback) = serde_json::from_str(message).unwrap() else {
            panic!("{hook}: {message}")
        };
        assert_eq!(
            (callback.hook.as_str(), callback.short_code.as_str()),
            (hook, SHORT_CODE)
        );
        assert_eq!(callback.received_at, bench::now());
        assert_eq!(callback.body().unwrap(), raw);
    }
}

#[tokio::test]
async fn only_what_neither_store_nor_queue_can_keep_is_answered_with_an_error() {
    let bench = Bench::new().await;
    let failure = r#"{"ResultCode":1,"ResultDesc":"Temporarily unavailable"}"#;
    let failure = (StatusCode::SERVICE_UNAVAILABLE, failure.to_owned());
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    assert_eq!(post(&nothing(), "c2b/confirmation", raw).await, failure);

    let too_long_for_the_queue = vec![b'x'; 1 << 20];
    let context = bench.without_store();
    assert_eq!(
        post(&context, "c2b/confirmation", too_long_for_the_queue).await,
        failure
    );
    assert!(bench.messages(PAYMENTS).await.is_empty());
}

#[tokio::test]
async fn without_the_queue_a_payment_is_acknowledged_because_the_sweeper_will_find_it() {
    let bench = Bench::new().await;
    let context = bench.without_queues();
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    assert_eq!(post(&context, "c2b/confirmation", raw).await, ok(SUCCESS));
    assert!(
        bench
            .context
            .store
            .payment_facts(&payment("RKL51ZDR4F"))
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn an_unknown_token_is_not_found_and_asks_nothing_of_the_store() {
    // With nothing behind it, anything but 404 would show that something was asked.
    let context = nothing();
    for path in [
        "/hooks/wrong/stk",
        "/hooks/wrong/c2b/confirmation",
        "/hooks/%ff/stk",
        "/hooks//stk",
    ] {
        let request = Request::post(path).body(Body::from("{}")).unwrap();
        assert_eq!(
            send(&context, request).await,
            (StatusCode::NOT_FOUND, String::new()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn other_methods_and_other_paths_are_refused() {
    let context = nothing();
    for (method, hook, status) in [
        (Method::GET, "stk", StatusCode::METHOD_NOT_ALLOWED),
        (
            Method::PUT,
            "c2b/confirmation",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Method::DELETE,
            "c2b/validation",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (Method::POST, "results", StatusCode::NOT_FOUND),
        (Method::POST, "bank/equity", StatusCode::NOT_FOUND),
    ] {
        let request = Request::builder()
            .method(&method)
            .uri(format!("/hooks/{TOKEN}/{hook}"));
        let answer = send(&context, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.0, status, "{method} {hook}");
    }
}

#[tokio::test]
async fn a_validation_refuses_only_what_is_certainly_wrong() {
    let bench = Bench::new().await;
    let ours = confirmation("RKL51ZDR4F", "5.00", "KAMAU");
    let rejected = |code: &str| format!(r#"{{"ResultCode":"{code}","ResultDesc":"Rejected"}}"#);
    let cases = [
        ("a name", ours.clone(), ACCEPTED.to_owned()),
        (
            "no reference",
            confirmation("RKL51ZDR4F", "5.00", ""),
            ACCEPTED.to_owned(),
        ),
        (
            "another short code",
            ours.replace(SHORT_CODE, "174379"),
            rejected("C2B00015"),
        ),
        (
            "nothing to pay",
            confirmation("RKL51ZDR4F", "0", "KAMAU"),
            rejected("C2B00013"),
        ),
        (
            "less than nothing",
            confirmation("RKL51ZDR4F", "-5", "KAMAU"),
            rejected("C2B00013"),
        ),
        (
            "an unreadable amount",
            confirmation("RKL51ZDR4F", "1e3", "KAMAU"),
            ACCEPTED.to_owned(),
        ),
        ("no JSON", "?".to_owned(), ACCEPTED.to_owned()),
    ];
    for (what, raw, answer) in cases {
        assert_eq!(
            post(&bench.context, "c2b/validation", raw).await,
            ok(&answer),
            "{what}"
        );
    }
    assert!(
        parked(&bench.context, "c2b/validation", b"?")
            .await
            .is_some()
    );
    assert!(bench.messages(PAYMENTS).await.is_empty());
}

#[tokio::test]
async fn an_account_number_that_is_nobodys_is_refused_and_accepted_when_nobody_can_tell() {
    let bench = Bench::new().await;
    let account = billing::account_number::AccountNumber::generated(1_234_567);
    let raw = confirmation("RKL51ZDR4F", "5.00", account.as_str());
    let refused = r#"{"ResultCode":"C2B00012","ResultDesc":"Rejected"}"#;
    assert_eq!(
        post(&bench.context, "c2b/validation", raw.clone()).await,
        ok(refused)
    );
    assert_eq!(post(&nothing(), "c2b/validation", raw).await, ok(ACCEPTED));
}

#[tokio::test]
async fn an_event_of_the_api_gateway_arrives_as_it_was_sent() {
    let bench = Bench::new().await;
    let raw = confirmation("RKL51ZDR4F", "5.00", "ACC-0042");
    for (base64, body) in [(false, raw.clone()), (true, base64_of(&raw))] {
        let event = serde_json::json!({
            "version": "2.0",
            "routeKey": "POST /hooks/{proxy+}",
            "rawPath": format!("/hooks/{TOKEN}/c2b/confirmation"),
            "rawQueryString": "",
            "headers": {"content-type": "text/plain", "host": "api.example.test"},
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "api",
                "domainName": "api.example.test",
                "domainPrefix": "api",
                "http": {
                    "method": "POST",
                    "path": format!("/hooks/{TOKEN}/c2b/confirmation"),
                    "protocol": "HTTP/1.1",
                    "sourceIp": "196.201.214.200",
                    "userAgent": "",
                },
                "requestId": "JKJaXmPLvHcESHA=",
                "routeKey": "POST /hooks/{proxy+}",
                "stage": "$default",
                "time": "07/Dec/2026:06:00:00 +0000",
                "timeEpoch": 1_796_623_200_000_i64,
            },
            "body": body,
            "isBase64Encoded": base64,
        });
        let request = lambda_http::request::from_str(&event.to_string()).unwrap();
        let response = callbacks::router(bench.context.clone())
            .oneshot(request)
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, SUCCESS);
    }
    let facts = bench
        .context
        .store
        .payment_facts(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.raw, raw.as_bytes());
}

/// Bytes that no compression makes fewer.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let next = std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        Some(state.to_le_bytes()[0])
    });
    next.take(length).collect()
}

fn base64_of(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}
