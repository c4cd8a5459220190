//! Callbacks and queries that are spelt oddly, come late, twice or not, or say what is not so.

use local_providers::mpesa::callback::{CallbackKind, Delivery};
use local_providers::mpesa::truth::Outcome;
use local_providers::sms::oddities::Odds;
use serde_json::{Value, json};

use crate::mpesa_stage::{FIRST, MpesaStage, Switch, not_paid};

#[tokio::test]
async fn every_spelling_of_a_callback_can_be_had() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| {
        it.balance_without_value = Odds::Always;
        it.unknown_items = Odds::Always;
        it.items_shuffled = Odds::Always;
        it.code_as_text = Odds::Always;
    });
    let mut orders = Vec::new();
    for phone in ["254700000001", "254700000002", "254700000003"] {
        let push = stage.push(phone, 5).await;
        stage.handle.enter_pin(&push, "1234").await.unwrap();
        let callback = stage.heard(CallbackKind::Stk).pop().unwrap();
        let callback = &callback["Body"]["stkCallback"];
        assert_eq!(callback["ResultCode"], "0");
        let items = callback["CallbackMetadata"]["Item"].as_array().unwrap();
        let names: Vec<String> = items.iter().map(|it| it["Name"].to_string()).collect();
        let balance = items.iter().find(|it| it["Name"] == "Balance").unwrap();
        assert_eq!(balance, &json!({ "Name": "Balance" }));
        assert_eq!(names.len(), 7);
        orders.push(names);
    }
    assert!(orders[0] != orders[1] || orders[1] != orders[2]);
}

#[tokio::test]
async fn a_callback_can_be_lost_doubled_or_late_whatever_the_truth() {
    let cases: [(Switch, usize, usize); 4] = [
        (|it| &mut it.unknown_items, 1, 1),
        (|it| &mut it.callback_lost, 0, 0),
        (|it| &mut it.callback_twice, 2, 2),
        (|it| &mut it.callback_late, 0, 1),
    ];
    for (index, (switch, at_once, later)) in cases.into_iter().enumerate() {
        let stage = MpesaStage::set().await;
        stage.handle.change(|it| *switch(it) = Odds::Next(1));
        let push = stage.push(FIRST, 5).await;
        stage.handle.enter_pin(&push, "1234").await.unwrap();
        let arrived = || {
            let sent = stage.handle.callbacks_sent().into_iter();
            sent.filter(|it| it.delivery == Delivery::Answered(200))
                .count()
        };
        stage.pass(179).await;
        assert_eq!(arrived(), at_once, "{index}");
        stage.pass(1).await;
        assert_eq!(arrived(), later, "{index}");
        assert_eq!(stage.handle.truth().receipts.len(), 1);
    }
}

#[tokio::test]
async fn money_can_move_after_a_time_out_was_told() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| it.late_success = Odds::Next(1));
    let push = stage.push(FIRST, 5).await;
    stage.pass(60).await;
    assert_eq!(
        (stage.results(), stage.outcomes()),
        (vec![json!(1037)], vec![not_paid("1037")])
    );
    assert_eq!(stage.query(&push).await.1, "1037");
    stage.pass(299).await;
    assert_eq!(stage.handle.truth().receipts, []);
    stage.pass(1).await;
    assert_eq!(stage.results(), [1037, 0]);
    assert_eq!(stage.query(&push).await.1, "0");
    assert!(matches!(stage.outcomes()[0], Outcome::Paid { .. }));
    assert_eq!(stage.handle.truth().receipts.len(), 1);
}

#[tokio::test]
async fn a_paid_push_can_be_contradicted_and_stays_paid() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| it.contradiction = Odds::Next(1));
    let push = stage.push(FIRST, 5).await;
    stage.handle.enter_pin(&push, "1234").await.unwrap();
    assert_eq!(stage.results(), [0, 1037]);
    assert!(matches!(stage.outcomes()[0], Outcome::Paid { .. }));
    let contradiction = stage.heard(CallbackKind::Stk).pop().unwrap();
    let metadata = contradiction["Body"]["stkCallback"].get("CallbackMetadata");
    assert!(metadata.is_none());
}

#[tokio::test]
async fn a_query_says_pending_in_three_ways_and_fails_in_others() {
    let stage = MpesaStage::set().await;
    let push = stage.push(FIRST, 5).await;
    let under = "The transaction is still under processing";
    let cases: [(Switch, u16, Value, &str); 4] = [
        (|it| &mut it.pending_as_4999, 200, json!("4999"), under),
        (|it| &mut it.pending_as_1037, 200, json!("1037"), under),
        (
            |it| &mut it.query_failing,
            500,
            json!("500.003.1001"),
            "Internal Server Error",
        ),
        (
            |it| &mut it.query_rate_limited,
            500,
            json!("500.003.02"),
            "Error Occurred: Spike Arrest Violation",
        ),
    ];
    for (switch, status, code, text) in cases {
        stage.handle.change(|it| *switch(it) = Odds::Next(1));
        assert_eq!(stage.query(&push).await, (status, code, text.to_owned()));
    }
    stage.handle.enter_pin(&push, "1234").await.unwrap();
    stage.handle.change(|it| it.query_wrong = Odds::Next(1));
    assert_eq!(stage.query(&push).await.1, "1037");
    stage
        .handle
        .change(|it| it.query_code_as_number = Odds::Next(1));
    assert_eq!(stage.query(&push).await.1, 0);
    assert_eq!(stage.query(&push).await.1, "0");
    let unknown = stage.query("ws_CO_1").await;
    assert_eq!(unknown.2, "Bad Request - Invalid CheckoutRequestID");
}
