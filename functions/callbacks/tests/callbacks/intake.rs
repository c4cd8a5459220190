//! Payments and results that are taken in, once.

use futures::future::join_all;
use store::parked::ParkedKind;

use crate::bench::{Bench, PAYMENTS, SHORT_CODE, confirmation, now, payment};
use crate::{SUCCESS, ok, parked, post};

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
    assert_eq!(facts.payment.paid_at, now());
}

#[tokio::test]
async fn a_push_that_was_not_paid_is_kept_and_dispatches_nothing() {
    let bench = Bench::new().await;
    let raw = r#"{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":1032,"ResultDesc":"Request cancelled by user"}}}"#;
    assert_eq!(post(&bench.context, "stk", raw).await, ok(SUCCESS));
    let results = bench
        .context
        .store
        .checkout("ws_CO_1")
        .await
        .unwrap()
        .results;
    let codes: Vec<&str> = results.iter().map(|result| result.code.as_str()).collect();
    assert_eq!(codes, ["1032"]);
    assert!(bench.messages(PAYMENTS).await.is_empty());
}

fn stk_success(receipt: &str, amount: &str) -> String {
    format!(
        r#"{{"Body":{{"stkCallback":{{"CheckoutRequestID":"ws_CO_1","ResultCode":0,"CallbackMetadata":{{"Item":[{{"Name":"Amount","Value":{amount}}},{{"Name":"MpesaReceiptNumber","Value":"{receipt}"}},{{"Name":"PhoneNumber","Value":254708374149}}]}}}}}}}}"#
    )
}
