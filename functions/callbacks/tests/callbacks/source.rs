//! From where a callback comes: a signal beside the token, never a proof.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use operations::associate::{self, Associated};
use runtime::config::trust::Trust;
use runtime::context::Context;

use crate::bench::{Bench, TOKEN, confirmation, now, payment};
use crate::send;

const EXPECTED: &str = "196.201.214.200:44321";
const ELSEWHERE: &str = "203.0.113.9:44321";

/// The functions of a deployment that knows from where M-PESA sends.
fn careful(bench: &Bench) -> Context {
    let mut config = (*bench.context.config).clone();
    config.trust = Trust::read(|name| match name {
        "MALIPO_HOOK_SOURCES" => Some("196.201.214.200".to_owned()),
        _ => None,
    })
    .unwrap();
    Context {
        config: Arc::new(config),
        ..bench.context.clone()
    }
}

async fn confirms(context: &Context, source: &str, body: String) {
    let mut request = Request::post(format!("/hooks/{TOKEN}/c2b/confirmation"))
        // Whoever sends may write what they like here.
        .header("X-Forwarded-For", "196.201.214.200")
        .body(Body::from(body))
        .unwrap();
    let source: SocketAddr = source.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(source));
    assert_eq!(send(context, request).await.0, StatusCode::OK);
}

#[tokio::test]
async fn much_money_from_an_unexpected_source_is_nobodys_until_it_is_confirmed() {
    let bench = Bench::new().await;
    let context = careful(&bench);
    let account = bench.customer("Jane Wanjiku").await.account_number;
    // How much, from where; whether it is believed.
    let table = [
        ("RKL0000001", "10000.00", ELSEWHERE, true),
        ("RKL0000002", "10000.01", ELSEWHERE, false),
        ("RKL0000003", "250000.00", EXPECTED, true),
    ];
    for (receipt, amount, source, believed) in table {
        confirms(&context, source, confirmation(receipt, amount, &account)).await;
        let id = payment(receipt);
        let decided = associate::by_rules(&context.store, &id, now()).await;
        let expected = if believed {
            Associated::Associated(id)
        } else {
            Associated::Unverified
        };
        assert_eq!(decided.unwrap(), expected, "{receipt}");
    }
    let held = payment("RKL0000002");
    let doubt = bench.state(&held).await.doubt.unwrap();
    assert!(doubt.contains("203.0.113.9"), "{doubt}");
    // The same from where it is expected.
    let again = confirmation("RKL0000002", "10000.01", &account);
    confirms(&context, EXPECTED, again).await;
    let decided = associate::by_rules(&context.store, &held, now()).await;
    assert_eq!(decided.unwrap(), Associated::Associated(held.clone()));
    assert_eq!(bench.state(&held).await.doubt, None);
}
