//! Once, whoever works on it and wherever they stop.

use billing::notification::Channel;
use operations::actor::Actor;
use operations::claim::{Claim, claim};
use operations::undelivered;
use store::notifications::NotificationStatus::{Pending, Sending, Sent, Unknown};

use crate::bench::{nothing, sqs_event};
use crate::stage::{EMAIL, PHONE, Stage, body, failures};

#[tokio::test]
async fn consumers_at_once_and_messages_that_repeat_send_once() {
    let stage = Stage::set().await;
    let asha = stage
        .bench
        .reachable("Asha Otieno", &[PHONE], &[EMAIL])
        .await;
    stage.bench.owes(&asha, "500", "2026-12-10").await;
    let mut bodies: Vec<String> = stage.due().await.iter().map(body).collect();
    assert_eq!(bodies.len(), 2);
    bodies.extend(bodies.clone());
    let (a, b, c) = futures::join!(
        stage.handle(&bodies),
        stage.handle(&bodies),
        stage.handle(&bodies),
    );
    assert_eq!([a, b, c].concat(), [] as [&str; 0]);
    stage.handle(&bodies).await;
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (1, 1));
}

#[tokio::test]
async fn a_crash_before_the_outcome_is_known_ends_as_unknown_and_a_person_decides() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let asha = stage.told_by_sms(PHONE).await;
    let id = stage.record(&asha).await.id;
    let now = stage.context().clock.now();
    assert!(matches!(claim(store, &id, now).await, Ok(Claim::Send(_))));
    // Whoever claimed it is gone.
    stage.pass_min(1).await;
    assert_eq!(stage.record(&asha).await.status, Sending);
    stage.pass_hours(12).await;
    assert_eq!(
        (stage.record(&asha).await.status, stage.on_phones()),
        (Unknown, 0)
    );

    let amina = Actor::named("amina");
    let now = stage.context().clock.now();
    undelivered::send_again(store, &id, &amina, now)
        .await
        .unwrap();
    stage.send_due().await;
    assert_eq!(
        (stage.record(&asha).await.status, stage.on_phones()),
        (Sent, 1)
    );
}

#[tokio::test]
async fn only_poison_stays_on_the_queue() {
    let stage = Stage::set().await;
    stage.told_by_sms(PHONE).await;
    let due: Vec<String> = stage.due().await.iter().map(body).collect();
    let nobodys = r#"{"notification":"ntf_payer_20261207_00112233445566778899aabbccddeeff"}"#;
    let bodies = [
        "poison".to_owned(),
        due[0].clone(),
        r#"{"notification":"nonsense"}"#.to_owned(),
        nobodys.to_owned(),
        "Successfully validated SNS topic for Amazon SES event publishing.".to_owned(),
        r#"{"Type":"Notification","Message":"nonsense"}"#.to_owned(),
    ];
    assert_eq!(stage.handle(&bodies).await, ["1", "3", "6"]);
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn while_the_store_does_not_answer_every_message_stays_and_nothing_is_sent() {
    let stage = Stage::set().await;
    let asha = stage
        .bench
        .reachable("Asha Otieno", &[PHONE], &[EMAIL])
        .await;
    stage.bench.owes(&asha, "500", "2026-12-10").await;
    let bodies: Vec<String> = stage.due().await.iter().map(body).collect();
    let answer = notifications::handle(&nothing(), &stage.outlets, sqs_event(&bodies)).await;
    assert_eq!(failures(answer), ["1", "2"]);
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (0, 0));
    for channel in Channel::ALL {
        let records = stage.records(&asha.id, channel).await;
        assert_eq!(records[0].status, Pending);
    }
    stage.send_due().await;
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (1, 1));
}
