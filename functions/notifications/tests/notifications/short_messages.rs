//! Short messages: one call for a batch, a report afterwards, and an account that runs out.

use billing::notification::Channel;
use chrono::Utc;
use local_providers::sms::oddities::{Dead, Odds};
use operations::actor::Actor;
use operations::channels;
use store::notifications::NotificationStatus::{Delivered, Failed, Pending, Sent};

use crate::stage::{PHONE, Stage};

#[tokio::test]
async fn a_short_message_arrives_and_is_asked_about_until_that_is_known() {
    let stage = Stage::set().await;
    let asha = stage.told_by_sms(PHONE).await;
    stage.send_due().await;
    let sent = stage.gateway.handle().sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, PHONE));
    let record = stage.record(&asha).await;
    let wording = record.wording.clone().unwrap();
    assert_eq!(
        (record.status, wording.text.as_str()),
        (Sent, sent[0].text.as_str())
    );
    assert_eq!(wording.segments, Some(1), "{}", wording.text);
    assert_eq!(record.carrier_id, Some(sent[0].message_id.to_string()));

    stage
        .gateway
        .handle()
        .change(|it| it.reports_pending = Odds::Next(1));
    stage.pass_min(2).await;
    assert_eq!(stage.record(&asha).await.status, Sent, "no report yet");
    stage.pass_min(10).await;
    assert_eq!(stage.record(&asha).await.status, Delivered);
    stage.pass_hours(12).await;
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn the_short_messages_of_a_batch_go_in_one_call() {
    let stage = Stage::set().await;
    stage.told_by_sms_all(20).await;
    stage.send_due().await;
    let handle = stage.gateway.handle();
    assert_eq!((handle.calls(), handle.sent().len()), (1, 20));
}

#[tokio::test]
async fn of_a_call_that_half_fails_each_message_has_its_own_end() {
    let stage = Stage::set().await;
    let customers = stage.told_by_sms_all(6).await;
    stage.gateway.handle().change(|it| {
        it.system_errors = Odds::Next(2);
        it.dead.insert("254712345603".to_owned(), Dead::Refused);
    });
    stage.send_due().await;
    let mut statuses = stage.statuses(&customers).await;
    statuses.sort_by_key(|status| status.name());
    assert_eq!(statuses, [Failed, Pending, Pending, Sent, Sent, Sent]);
    assert_eq!(stage.unreachable(&customers[3]).await, ["254712345603"]);
    stage.pass_min(1).await;
    assert_eq!(stage.on_phones(), 5);
    let mut phones: Vec<String> = stage
        .gateway
        .handle()
        .sent()
        .into_iter()
        .map(|sms| sms.to)
        .collect();
    phones.sort();
    phones.dedup();
    assert_eq!(phones.len(), 5);
}

#[tokio::test]
async fn an_account_that_is_used_up_stops_the_channel_and_loses_nothing() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let customers = stage.told_by_sms_all(5).await;
    let handle = stage.gateway.handle();
    handle.change(|it| it.credit = Some(2));
    stage.send_due().await;
    let stop = store.channel_state(Channel::Sms).await.unwrap().stop;
    let because = stop.unwrap().because;
    assert!(because.contains("used up"), "{because}");
    assert_eq!(handle.sent().len(), 2);
    let waiting = stage.statuses(&customers).await;
    assert_eq!(
        waiting.iter().filter(|status| **status == Pending).count(),
        3
    );

    // What is written meanwhile waits as well, and nobody asks the gateway in vain.
    let late = stage.told_by_sms("254722000000").await;
    let calls = handle.calls();
    for _ in 0..14 {
        stage.pass_min(1).await;
    }
    assert_eq!(handle.calls(), calls);
    assert_eq!(stage.record(&late).await.status, Pending);

    // Now and then one is tried, which does not count as a try of its own.
    stage.pass_hours(12).await;
    assert!(handle.calls() > calls);
    for customer in &customers {
        assert!(stage.record(customer).await.attempts <= 1);
    }

    handle.change(|it| it.credit = None);
    let amina = Actor::named("amina");
    channels::start(store, Channel::Sms, None, &amina, Utc::now())
        .await
        .unwrap();
    stage.pass_hours(1).await;
    assert_eq!(store.channel_state(Channel::Sms).await.unwrap().stop, None);
    assert_eq!(handle.sent().len(), 6);
}

#[tokio::test]
async fn what_a_person_stopped_waits_until_a_person_starts_it() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let amina = Actor::named("amina");
    channels::stop_by_person(store, Channel::Sms, "a wrong text", &amina, Utc::now())
        .await
        .unwrap();
    let customers = stage.told_by_sms_all(2).await;
    stage.send_due().await;
    stage.pass_hours(2).await;
    let handle = stage.gateway.handle();
    assert_eq!(stage.statuses(&customers).await, [Pending; 2]);
    assert_eq!(handle.calls(), 0, "nobody tries whether it works");
    channels::start(store, Channel::Sms, Some("put right"), &amina, Utc::now())
        .await
        .unwrap();
    stage.pass_hours(1).await;
    assert_eq!(handle.sent().len(), 2);
}

#[tokio::test]
async fn a_channel_that_was_repaired_goes_on_by_itself() {
    let stage = Stage::set().await;
    let customers = stage.told_by_sms_all(3).await;
    let handle = stage.gateway.handle();
    handle.change(|it| it.wrong_credentials = true);
    stage.send_due().await;
    assert_eq!(stage.statuses(&customers).await, [Pending; 3]);
    handle.change(|it| it.wrong_credentials = false);
    stage.pass_hours(1).await;
    assert_eq!(handle.sent().len(), 3);
}
