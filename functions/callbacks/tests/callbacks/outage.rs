//! What happens when the store or the queue does not answer.

use axum::http::StatusCode;
use runtime::queue::PaymentMessage;

use crate::bench::{Bench, PAYMENTS, SHORT_CODE, confirmation, nothing, now, payment};
use crate::{ACCEPTED, SUCCESS, ok, post};

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
        assert_eq!(callback.received_at, now());
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
