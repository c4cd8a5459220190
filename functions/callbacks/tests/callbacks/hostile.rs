//! Bodies that are no payment to us: acknowledged, kept, never credited.

use store::parked::ParkedKind;

use crate::bench::{Bench, PAYMENTS, SHORT_CODE, confirmation, payment};
use crate::{SUCCESS, ok, parked, post};

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
