//! When a message goes out, and when it does not any more.

use billing::notification::Channel;
use chrono::Utc;
use operations::actor::Actor;
use operations::customers::{self, CustomerChanges};
use operations::{allocate, associate};
use store::notifications::NotificationStatus::{Obsolete, Pending, Sent, Suppressed};

use crate::stage::{EMAIL, PHONE, Stage};

#[tokio::test]
async fn in_the_quiet_hours_a_phone_stays_silent_and_a_letter_does_not_wait() {
    let stage = Stage::set().await;
    let asha = stage
        .bench
        .reachable("Asha Otieno", &[PHONE], &[EMAIL])
        .await;
    // Half past nine in the evening, in Nairobi.
    stage.wait_until("2026-12-07T18:30:00Z");
    stage.bench.owes(&asha, "500", "2026-12-10").await;
    stage.send_due().await;
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (0, 1));
    stage.wait_until("2026-12-08T03:59:00Z");
    stage.send_due().await;
    assert_eq!(stage.on_phones(), 0);
    stage.wait_until("2026-12-08T04:00:00Z");
    stage.send_due().await;
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn a_reminder_of_what_was_paid_meanwhile_is_not_sent() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let asha = stage.told_by_sms(PHONE).await;
    stage.send_due().await;
    stage.morning().await;
    let payment = stage
        .bench
        .recorded("RKL51ZDR4F", "500.00", &asha.account_number)
        .await;
    let now = stage.context().clock.now();
    associate::by_rules(store, &payment, now).await.unwrap();
    allocate::automatically(store, &payment, now).await.unwrap();
    stage.send_due().await;
    let mut statuses: Vec<_> = stage
        .records(&asha.id, Channel::Sms)
        .await
        .into_iter()
        .map(|record| record.status)
        .collect();
    statuses.sort_by_key(|status| status.name());
    assert_eq!(statuses, [Obsolete, Sent]);
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn where_a_message_goes_is_looked_up_when_it_goes() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let amina = Actor::named("amina");
    let asha = stage.told_by_sms(PHONE).await;
    let moved = CustomerChanges {
        phones: Some(vec!["0722000001".to_owned()]),
        ..CustomerChanges::default()
    };
    customers::change(store, &asha.id, &moved, &amina, Utc::now())
        .await
        .unwrap();
    stage.send_due().await;
    assert_eq!(stage.gateway.handle().sent()[0].to, "254722000001");

    let ben = stage.told_by_sms("254722000002").await;
    let away = CustomerChanges {
        phones: Some(Vec::new()),
        ..CustomerChanges::default()
    };
    customers::change(store, &ben.id, &away, &amina, Utc::now())
        .await
        .unwrap();
    stage.send_due().await;
    assert_eq!(stage.record(&ben).await.status, Suppressed);
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn without_carriers_messages_wait_and_the_channel_says_why() {
    let mut stage = Stage::set().await;
    let carriers = (stage.outlets.sms.take(), stage.outlets.mail.take());
    let asha = stage
        .bench
        .reachable("Asha Otieno", &[PHONE], &[EMAIL])
        .await;
    stage.bench.owes(&asha, "500", "2026-12-10").await;
    stage.send_due().await;
    stage.pass_hours(3).await;
    for channel in Channel::ALL {
        let store = &stage.context().store;
        let stop = store.channel_state(channel).await.unwrap().stop.unwrap();
        assert!(stop.because.contains("; set MALIPO_"), "{}", stop.because);
        assert_eq!(stage.records(&asha.id, channel).await[0].status, Pending);
    }
    (stage.outlets.sms, stage.outlets.mail) = carriers;
    stage.pass_hours(1).await;
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (1, 1));
}
