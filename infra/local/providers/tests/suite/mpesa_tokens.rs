//! Who may ask M-PESA anything.

use local_providers::sms::oddities::Odds;
use serde_json::{Value, json};

use crate::mpesa_stage::{FIRST, MpesaStage, PUSH, SHORT_CODE, read};

#[tokio::test]
async fn a_token_is_granted_to_the_right_pair_only() {
    let stage = MpesaStage::with(|it| {
        it.consumer_key = Some("key".to_owned());
        it.consumer_secret = Some("secret".to_owned());
    })
    .await;
    let cases = [
        ("client_credentials", "key", "secret", 200, Value::Null),
        (
            "client_credentials",
            "key",
            "other",
            400,
            json!("400.008.01"),
        ),
        (
            "client_credentials",
            "other",
            "secret",
            400,
            json!("400.008.01"),
        ),
        ("password", "key", "secret", 400, json!("400.008.02")),
    ];
    for (grant, key, secret, status, code) in cases {
        let (answered, answer) = stage.ask_for_token(grant, key, secret).await;
        assert_eq!((answered, &answer["errorCode"]), (status, &code));
    }
    stage.handle.change(|it| it.expires_as_text = Odds::Next(1));
    for expires_in in [json!("3599"), json!(3599)] {
        let (_, answer) = stage
            .ask_for_token("client_credentials", "key", "secret")
            .await;
        assert_eq!(answer["expires_in"], expires_in);
    }
    assert_eq!(stage.handle.token_requests(), 7);
}

#[tokio::test]
async fn each_product_refuses_a_bad_token_in_its_own_way() {
    let mut stage = MpesaStage::set().await;
    stage.token = "made up".to_owned();
    let cases = [
        (PUSH, 404, "404.001.03"),
        ("/mpesa/stkpushquery/v1/query", 404, "404.001.03"),
        ("/mpesa/transactionstatus/v1/query", 404, "404.001.03"),
        ("/mpesa/reversal/v1/request", 404, "404.001.03"),
        ("/mpesa/accountbalance/v1/query", 404, "404.001.03"),
        ("/mpesa/c2b/v1/registerurl", 400, "400.003.01"),
        ("/mpesa/c2b/v2/registerurl", 400, "400.003.01"),
        ("/pulltransactions/v1/register", 401, "401.001"),
        ("/pulltransactions/v1/query", 401, "401.001"),
    ];
    for (path, status, code) in cases {
        let (answered, answer) = stage.post(path, &json!({})).await;
        assert_eq!((answered, &answer["errorCode"]), (status, &json!(code)));
        assert_eq!(answer["errorMessage"], "Invalid Access Token", "{path}");
    }
    stage.handle.change(|it| it.token_other_code = Odds::Always);
    let (status, answer) = stage.post(PUSH, &json!({})).await;
    assert_eq!((status, &answer["errorCode"]), (401, &json!("401.003.01")));
}

#[tokio::test]
async fn a_token_ends_with_the_next_one_with_its_time_or_with_a_switch() {
    let mut stage = MpesaStage::set().await;
    let works = async |stage: &MpesaStage| {
        let order = stage.order("254700000001", 1);
        let (status, answer) = stage.post(PUSH, &order).await;
        status != 404 || answer["errorCode"] != "404.001.03"
    };
    assert!(works(&stage).await);
    let newer = stage.new_token().await;
    assert!(!works(&stage).await);
    stage.token = newer;
    stage.pass(3598).await;
    assert!(works(&stage).await);
    stage.pass(1).await;
    assert!(!works(&stage).await);
    stage.token = stage.new_token().await;
    stage.handle.change(|it| it.token_lost = Odds::Next(1));
    assert!(!works(&stage).await);
    assert!(!works(&stage).await);
    stage.token = stage.new_token().await;
    assert!(works(&stage).await);
}

#[tokio::test]
async fn what_is_not_there_is_answered_in_the_common_envelope() {
    let stage = MpesaStage::set().await;
    let (status, answer) = stage
        .post("/mpesa/stkpush/v2/processrequest", &json!({}))
        .await;
    assert_eq!((status, &answer["errorCode"]), (404, &json!("404.001.01")));
    let by_get = stage.http.get(format!("{}{PUSH}", stage.mpesa.url()));
    let (status, answer) = read(by_get.send().await.unwrap()).await;
    assert_eq!((status, &answer["errorCode"]), (405, &json!("405.001")));
    assert!(answer["requestId"].is_string());
    stage.handle.change(|it| it.token_failing = Odds::Next(1));
    let (status, answer) = stage.ask_for_token("client_credentials", "a", "b").await;
    assert_eq!(
        (status, &answer["errorCode"]),
        (500, &json!("500.003.1001"))
    );
}

#[tokio::test]
async fn an_unplugged_mpesa_refuses_connections_and_prompts_stay() {
    let stage = MpesaStage::set().await;
    stage.push(FIRST, 5).await;
    stage.mpesa.unplug().await;
    let refused = stage.request(PUSH, &json!({})).send().await;
    assert!(refused.unwrap_err().is_connect());
    stage.mpesa.plug_in().await.unwrap();
    assert_eq!(stage.handle.phone(FIRST).len(), 1);
    assert_eq!(stage.handle.balance(SHORT_CODE), Some(1000));
    stage.mpesa.stop().await;
    assert_eq!(stage.handle.truth().pushes.len(), 1);
}
