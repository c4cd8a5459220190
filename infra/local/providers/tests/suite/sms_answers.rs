//! How answers are spelt.

use local_providers::sms::oddities::{Dead, Odds};
use serde_json::json;

use crate::stage::{FIRST, SECOND, Stage, question};

#[tokio::test]
async fn a_bulk_is_answered_row_by_row() {
    let stage = Stage::set().await;
    let answer = stage.bulk(&[FIRST, "0712345678"]).await;
    let expected = json!({ "responses": [
        {
            "response-code": 200, "response-description": "Success", "mobile": 254_712_345_678_u64,
            "messageid": 100, "networkid": "1", "clientsmsid": 1,
        },
        {
            "response-code": 1003, "response-description": "Invalid mobile number",
            "mobile": 712_345_678, "clientsmsid": 2,
        },
    ] });
    assert_eq!(answer, expected);
    let sent = stage.handle.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (
            sent[0].message_id,
            sent[0].client_id.as_str(),
            sent[0].text.as_str()
        ),
        (100, "1", "message 1")
    );
}

#[tokio::test]
async fn a_single_request_goes_to_every_number_in_it() {
    let stage = Stage::set().await;
    for service in ["sendsms/", "sendsms"] {
        let request = json!({
            "apikey": "key", "partnerID": "77", "message": "hello", "shortcode": "INFOTEXT",
            "mobile": format!("{FIRST}, {SECOND}"),
        });
        let answer = stage.ask(service, request).await;
        assert_eq!(answer["responses"][1]["mobile"], 254_112_345_678_u64);
    }
    assert_eq!(stage.reached(), [FIRST, SECOND, FIRST, SECOND]);
}

#[tokio::test]
async fn every_spelling_can_be_had() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.misspelt = Odds::Always;
        it.codes_as_text = Odds::Always;
        it.unwrapped = Odds::Always;
        it.without_client_ids = Odds::Always;
    });
    let row = |mobile: &str, id: &str| {
        json!({
            "respose-code": "200", "response-description": "Success", "mobile": mobile,
            "messageid": id, "networkid": "1",
        })
    };
    assert_eq!(stage.bulk(&[FIRST]).await, row(FIRST, "100"));
    assert_eq!(
        stage.bulk(&[FIRST, SECOND]).await,
        json!([row(FIRST, "101"), row(SECOND, "102")])
    );
}

#[tokio::test]
async fn rows_can_be_missing_and_repeated_though_every_message_goes_once() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.rows_missing = Odds::Next(1);
        it.rows_repeated = Odds::Next(1);
    });
    let answer = stage.bulk(&[FIRST, SECOND, FIRST]).await;
    let ids: Vec<u64> = answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["clientsmsid"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, [2, 2, 3]);
    assert_eq!(stage.reached(), [FIRST, SECOND, FIRST]);
}

#[tokio::test]
async fn a_report_says_where_the_message_is() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.dead = [
            ("254700000001".to_owned(), Dead::Undeliverable),
            ("254700000002".to_owned(), Dead::Absent),
        ]
        .into();
    });
    let codes = stage.codes(&[FIRST, "254700000001", "254700000002"]).await;
    assert_eq!(codes, [200, 200, 200]);
    assert_eq!(stage.reached(), [FIRST]);
    let report = stage.ask("getdlr/", question("100")).await;
    let expected = json!({
        "response-code": 200, "message-id": 100, "response-description": "Success",
        "delivery-status": 32, "delivery-description": "DeliveredToTerminal",
        "delivery-tat": "0.47 sec", "delivery-networkid": 1, "delivery-time": "2026-12-07 09:10:00",
    });
    assert_eq!(report, expected);
    for (id, description) in [("101", "DeliveryImpossible"), ("102", "AbsentSubscriber")] {
        let report = stage.ask("getdlr", question(id)).await;
        assert_eq!(report["delivery-description"], description);
    }
    stage.handle.change(|it| it.reports_pending = Odds::Next(1));
    for (id, code) in [("103", 4093), ("x", 4093), ("100", 1008), ("100", 200)] {
        let report = stage.ask("getdlr/", question(id)).await;
        assert_eq!(report["response-code"], code, "{id}");
    }
}

#[tokio::test]
async fn the_same_seed_misbehaves_in_the_same_way() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let stage = Stage::set().await;
        stage
            .handle
            .change(|it| it.system_errors = Odds::PerMille(300));
        let mut codes = Vec::new();
        for _ in 0..5 {
            codes.extend(stage.codes(&[FIRST; 20]).await);
        }
        let failed = codes.iter().filter(|it| **it == 1005).count();
        assert!((15..45).contains(&failed), "{failed}");
        assert_eq!(stage.reached().len(), 100 - failed);
        runs.push(codes);
    }
    assert_eq!(runs[0], runs[1]);
}
