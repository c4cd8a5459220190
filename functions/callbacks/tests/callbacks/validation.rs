//! M-PESA's question before a payment.

use crate::bench::{Bench, PAYMENTS, SHORT_CODE, confirmation, nothing};
use crate::{ACCEPTED, ok, parked, post};

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
