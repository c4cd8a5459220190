//! How a push is answered, and whether the phone rings all the same.

use std::time::Duration;

use local_providers::mpesa::oddities::{Fault, Oddities};
use local_providers::mpesa::truth::Outcome;
use local_providers::sms::oddities::Odds;

use crate::mpesa_stage::{FIRST, MpesaStage, PUSH};

#[tokio::test]
async fn an_answer_goes_wrong_with_the_prompt_on_the_phone_or_without() {
    type Switch = fn(&mut Oddities) -> &mut Fault;
    let cases: [(Switch, &str); 5] = [
        (|it| &mut it.ack_web_page, "200 <!DOC"),
        (|it| &mut it.ack_empty, "200"),
        (|it| &mut it.ack_too_many, "429"),
        (|it| &mut it.ack_internal_error, "500 500.003.1001"),
        (|it| &mut it.ack_cut, "cut"),
    ];
    for (switch, expected) in cases {
        for prompted in [false, true] {
            let stage = MpesaStage::set().await;
            stage.handle.change(|it| match prompted {
                true => switch(it).prompted = Odds::Next(1),
                false => switch(it).unprompted = Odds::Next(1),
            });
            assert_eq!(answered(&stage).await, expected);
            assert_eq!(stage.handle.phone(FIRST).len(), usize::from(prompted));
            assert_eq!(stage.outcomes().len(), usize::from(prompted));
        }
    }
}

#[tokio::test]
async fn a_push_can_be_refused_for_a_while() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| {
        it.spike_arrest = Odds::Next(1);
        it.quota = Odds::Next(1);
    });
    assert_eq!(answered(&stage).await, "500 500.003.02");
    assert_eq!(answered(&stage).await, "500 500.003.03");
    assert_eq!(stage.handle.prompts(), []);
    assert_eq!(answered(&stage).await, "200 0");
}

#[tokio::test]
async fn a_push_that_is_never_answered_is_on_the_phone_and_can_be_paid() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| it.ack_never = Odds::Next(1));
    let request = stage.request(PUSH, &stage.order(FIRST, 5));
    let impatient = request.timeout(Duration::from_millis(100)).send().await;
    assert!(impatient.unwrap_err().is_timeout());
    let push = stage.handle.phone(FIRST).remove(0).checkout_request;
    stage.handle.enter_pin(&push, "1234").await.unwrap();
    assert_eq!(stage.results(), [0]);
}

#[tokio::test]
async fn a_slow_answer_is_the_right_one() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| {
        it.ack_slow = Odds::Next(1);
        it.delays.ack_slow_by = Duration::from_millis(20);
    });
    let begun = std::time::Instant::now();
    assert_eq!(answered(&stage).await, "200 0");
    assert!(begun.elapsed() >= Duration::from_millis(20));
}

#[tokio::test]
async fn a_callback_can_come_before_the_answer() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| {
        it.callback_before_ack = Odds::Next(1);
        it.ack_never = Odds::Next(1);
    });
    let request = stage.request(PUSH, &stage.order(FIRST, 5));
    let impatient = request.timeout(Duration::from_millis(200)).send().await;
    assert!(impatient.is_err());
    assert_eq!(stage.results(), [0]);
    assert!(matches!(stage.outcomes()[0], Outcome::Paid { .. }));
}

#[tokio::test]
async fn a_push_can_fail_with_a_code_that_is_no_number() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| it.textual_code = Odds::Next(1));
    let push = stage.push(FIRST, 5).await;
    stage.pass(0).await;
    assert_eq!(stage.results(), ["SFC_IC0003"]);
    assert_eq!(stage.query(&push).await.1, "SFC_IC0003");
    assert_eq!(stage.handle.truth().pushes[0].prompted, 0);
}

/// The status, and the code or the beginning of what was said.
async fn answered(stage: &MpesaStage) -> String {
    let order = stage.order(FIRST, 5);
    let Ok(answer) = stage.request(PUSH, &order).send().await else {
        return "cut".to_owned();
    };
    let status = answer.status().as_u16();
    let Ok(text) = answer.text().await else {
        return "cut".to_owned();
    };
    let json: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    let code = json.and_then(|it| {
        let code = it.get("errorCode").or_else(|| it.get("ResponseCode"));
        code.and_then(|it| it.as_str().map(str::to_owned))
    });
    let said = code.unwrap_or_else(|| text.chars().take(5).collect());
    format!("{status} {said}").trim().to_owned()
}
