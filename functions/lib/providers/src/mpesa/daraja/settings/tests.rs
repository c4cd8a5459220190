//! Which settings make a client, and which short codes can be collected with.

use super::*;
use crate::mpesa::daraja::{Daraja, Patience};

fn settings() -> Settings {
    Settings {
        base_url: LIVE_URL.to_owned(),
        app: App {
            consumer_key: Secret::new("key"),
            consumer_secret: Secret::new("secret"),
        },
    }
}

fn till() -> Collector {
    Collector {
        short_code: "601426".to_owned(),
        party_b: "5045678".to_owned(),
        kind: CollectorKind::BuyGoods,
        passkey: Secret::new("passkey"),
        operator: Some(Operator {
            initiator: "api".to_owned(),
            security_credential: Secret::new("credential"),
        }),
        pull_number: Some("0722000000".to_owned()),
    }
}

#[test]
fn an_address_is_encrypted_or_on_this_machine_and_the_account_is_whole() {
    type Change = fn(&mut Settings);
    let address = "give M-PESA's address like https://api.safaricom.co.ke: https, without user, query and fragment";
    let cases: [(Change, &str); 8] = [
        (|_| {}, "ready"),
        (
            |it| it.base_url = "http://127.0.0.1:8080/daraja".to_owned(),
            "ready",
        ),
        (
            |it| it.base_url = "http://api.safaricom.co.ke".to_owned(),
            "give M-PESA's address with https: the consumer secret must not travel unencrypted",
        ),
        (|it| it.base_url = "api.safaricom.co.ke".to_owned(), address),
        (
            |it| it.base_url = "https://a:b@api.safaricom.co.ke".to_owned(),
            address,
        ),
        (|it| it.base_url.clear(), "set M-PESA's address"),
        (
            |it| it.app.consumer_key = Secret::new(" "),
            "set M-PESA's consumer key",
        ),
        (
            |it| it.app.consumer_secret = Secret::new("\n"),
            "set M-PESA's consumer secret",
        ),
    ];
    for (change, expected) in cases {
        let mut settings = settings();
        change(&mut settings);
        let made = Daraja::new(settings, Patience::default());
        let words = made.map_or_else(|error| error.to_string(), |_| "ready".to_owned());
        assert_eq!(words, expected);
    }
}

#[test]
fn a_collector_has_numbers_and_secrets() {
    type Change = fn(&mut Collector);
    let cases: [(Change, &str); 14] = [
        (|_| {}, "ready"),
        (|it| it.operator = None, "ready"),
        (|it| it.pull_number = None, "ready"),
        (|it| it.short_code.clear(), "set M-PESA's short code"),
        (|it| it.party_b.clear(), "set M-PESA's party B"),
        (
            |it| it.short_code = "6014".to_owned(),
            "give M-PESA's short code as 5 to 9 digits, not \"6014\"",
        ),
        (
            |it| it.short_code = "0601426".to_owned(),
            "give M-PESA's short code as 5 to 9 digits, not \"0601426\"",
        ),
        (
            |it| it.party_b = "504 5678".to_owned(),
            "give M-PESA's party B as 5 to 9 digits, not \"504 5678\"",
        ),
        (
            |it| it.party_b = "0722000000".to_owned(),
            "give M-PESA's party B as 5 to 9 digits, not \"0722000000\"",
        ),
        (
            |it| it.kind = CollectorKind::PayBill,
            "paybill 601426 collects for itself: give its own number as party B, or make it a till",
        ),
        (|it| it.passkey = Secret::new(""), "set M-PESA's passkey"),
        (
            |it| it.operator.as_mut().unwrap().initiator.clear(),
            "set M-PESA's initiator",
        ),
        (
            |it| it.operator.as_mut().unwrap().security_credential = Secret::new(""),
            "set M-PESA's security credential",
        ),
        (
            |it| it.pull_number = Some(" ".to_owned()),
            "set M-PESA's pull number",
        ),
    ];
    for (change, expected) in cases {
        let mut collector = till();
        change(&mut collector);
        let words = collector
            .check()
            .map_or_else(|error| error.to_string(), |()| "ready".to_owned());
        assert_eq!(words, expected);
    }
}
