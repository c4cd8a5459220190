//! The message with the code: it goes where it was asked for, at once or not at all, and is forgotten when it has gone.

use billing::ids::of_notification::NotificationId;
use billing::notification::{Channel, Message, Told};
use billing::role::Role;
use chrono::{Duration, TimeZone, Utc};
use operations::claim::{Claim, claim};
use operations::customers::{self, CustomerChanges};
use operations::deliver::{self, Handover, Report};
use operations::error::OperationError;
use operations::sign_in::Door;
use operations::{channels, undelivered};
use store::channels::ContactProblem;
use store::notifications::{NotificationRecord, NotificationStatus, Wording};

use super::stage::{EMAIL, PHONE, Portal, STAFF_EMAIL};
use crate::world::amina;

const FORGOTTEN: &str = "••••••";

async fn record(portal: &Portal, id: &NotificationId) -> NotificationRecord {
    let record = portal.world.store.notification(id).await.unwrap();
    record.unwrap()
}

async fn claimed(portal: &Portal, id: &NotificationId) -> Option<Box<NotificationRecord>> {
    match claim(&portal.world.store, id, portal.world.now).await {
        Ok(Claim::Send(record)) => Some(record),
        Ok(Claim::Nothing | Claim::GivenUp(_)) => None,
        other => panic!("{other:?}"),
    }
}

fn code_in(record: &NotificationRecord) -> &str {
    match &record.message {
        Message::SignInCode(told) => told.code.as_str(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_code_goes_out_at_night_to_who_wants_no_messages_and_to_a_contact_that_did_not_work() {
    let mut portal = Portal::open().await;
    let jane = portal.jane().await;
    let (store, now) = (portal.world.store.clone(), portal.world.now);
    let quiet = CustomerChanges {
        told_by_sms: Some(Told::Nothing),
        told_by_email: Some(Told::Nothing),
        phones: Some(vec!["0722 000 000".to_owned(), PHONE.to_owned()]),
        ..CustomerChanges::default()
    };
    customers::change(&store, &jane.id, &quiet, &amina(), now)
        .await
        .unwrap();
    // Eleven at night in Nairobi.
    portal.world.now = Utc.with_ymd_and_hms(2026, 11, 20, 20, 0, 0).unwrap();
    let asked = portal.asks(PHONE).await;
    let problem = ContactProblem {
        channel: Channel::Sms,
        to: "254712345149".to_owned(),
        because: "absent".to_owned(),
        at: portal.world.now,
        notification: asked.notification.clone(),
    };
    store.add_contact_problem(&jane.id, &problem).await.unwrap();
    let sent = claimed(&portal, &asked.notification).await.unwrap();
    // To the number that was typed, though another one is the first.
    assert_eq!((sent.to.as_str(), sent.name.as_str()), ("254712345149", ""));
}

#[tokio::test]
async fn a_code_is_forgotten_as_soon_as_it_was_handed_over() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let outcomes = [
        (
            Handover::Accepted {
                carrier_id: "1".to_owned(),
            },
            NotificationStatus::Sent,
        ),
        (
            Handover::Unknown {
                because: "lost".to_owned(),
            },
            NotificationStatus::Unknown,
        ),
        (
            Handover::Refused {
                because: "no".to_owned(),
            },
            NotificationStatus::Failed,
        ),
        (
            Handover::ChannelDown {
                because: "used up".to_owned(),
            },
            NotificationStatus::Failed,
        ),
    ];
    for (handover, status) in outcomes {
        portal.passes(Duration::minutes(20));
        let asked = portal.asks(EMAIL).await;
        let sending = claimed(&portal, &asked.notification).await.unwrap();
        let code = code_in(&sending).to_owned();
        let wording = Wording {
            subject: Some(format!("{code} is your code")),
            text: format!("{code}: type {code}"),
            segments: None,
        };
        let (store, now) = (&portal.world.store, portal.world.now);
        deliver::handed_over(store, &sending, Some(wording), handover, now)
            .await
            .unwrap();
        channels::start(store, Channel::Email, None, &amina(), now)
            .await
            .unwrap();
        let kept = record(&portal, &asked.notification).await;
        assert_eq!((kept.status, code_in(&kept)), (status, FORGOTTEN));
        let wording = kept.wording.clone().unwrap();
        assert_eq!(
            wording.subject.unwrap(),
            format!("{FORGOTTEN} is your code")
        );
        assert_eq!(wording.text, format!("{FORGOTTEN}: type {FORGOTTEN}"));
        let stored = format!("{kept:?}");
        assert!(!stored.contains(&code), "{stored}");
        let again = undelivered::send_again(store, &kept.id, &amina(), now).await;
        assert!(matches!(
            again,
            Err(OperationError::NotificationNotResendable)
        ));
        // It still signs in: only the message is gone.
        assert!(portal.answers(&asked.browser, &code).await.is_ok());
    }
}

#[tokio::test]
async fn a_code_that_arrives_or_does_not_is_recorded_and_nobody_has_to_look_at_it() {
    let portal = Portal::open().await;
    let jane = portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let sending = claimed(&portal, &asked.notification).await.unwrap();
    let accepted = Handover::Accepted {
        carrier_id: "1".to_owned(),
    };
    let (store, now) = (&portal.world.store, portal.world.now);
    deliver::handed_over(store, &sending, None, accepted, now)
        .await
        .unwrap();
    let failed = Report::Failed {
        because: "absent".to_owned(),
        permanent: true,
    };
    deliver::reported(store, &asked.notification, &failed, now)
        .await
        .unwrap();
    let kept = record(&portal, &asked.notification).await;
    assert_eq!(kept.status, NotificationStatus::Failed);
    assert!(kept.dismissed);
    let problems = store.contact_problems(&jane.id).await.unwrap();
    assert_eq!(problems.len(), 1);
}

#[tokio::test]
async fn a_code_is_not_sent_late() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let busy = || Handover::NotNow {
        because: "busy".to_owned(),
    };
    // Tried again after one and after five minutes; the next time would be too late.
    for (minutes, status) in [
        (0, NotificationStatus::Pending),
        (1, NotificationStatus::Pending),
        (5, NotificationStatus::Failed),
    ] {
        portal.passes(Duration::minutes(minutes));
        let sending = claimed(&portal, &asked.notification).await.unwrap();
        let (store, now) = (&portal.world.store, portal.world.now);
        deliver::handed_over(store, &sending, None, busy(), now)
            .await
            .unwrap();
        let kept = record(&portal, &asked.notification).await;
        assert_eq!(kept.status, status, "{minutes}");
        assert_eq!(
            code_in(&kept) == FORGOTTEN,
            status == NotificationStatus::Failed
        );
    }

    portal.passes(Duration::minutes(20));
    let late = portal.asks(PHONE).await;
    portal.passes(Duration::minutes(10));
    assert!(claimed(&portal, &late.notification).await.is_none());
    let kept = record(&portal, &late.notification).await;
    assert_eq!(kept.status, NotificationStatus::Obsolete);
    assert_eq!(code_in(&kept), FORGOTTEN);
}

#[tokio::test]
async fn while_nothing_goes_by_sms_a_code_is_dropped_and_one_by_e_mail_is_sent() {
    let portal = Portal::open().await;
    portal.jane().await;
    let (store, now) = (&portal.world.store, portal.world.now);
    channels::stop(store, Channel::Sms, "used up", now)
        .await
        .unwrap();
    let by_sms = portal.asks(PHONE).await;
    assert!(claimed(&portal, &by_sms.notification).await.is_none());
    let kept = record(&portal, &by_sms.notification).await;
    assert_eq!(kept.status, NotificationStatus::Suppressed);
    assert_eq!((kept.next_at, code_in(&kept)), (None, FORGOTTEN));
    let by_mail = portal.asks(EMAIL).await;
    assert!(claimed(&portal, &by_mail.notification).await.is_some());
}

#[tokio::test]
async fn a_code_goes_over_a_channel_that_a_person_stopped_and_leaves_it_stopped() {
    let portal = Portal::open().await;
    portal.jane().await;
    let (store, now) = (&portal.world.store, portal.world.now);
    let why = "a wrong text";
    channels::stop_by_person(store, Channel::Sms, why, &amina(), now)
        .await
        .unwrap();
    let asked = portal.asks(PHONE).await;
    let sending = claimed(&portal, &asked.notification).await.unwrap();
    let accepted = Handover::Accepted {
        carrier_id: "1".to_owned(),
    };
    deliver::handed_over(store, &sending, None, accepted, now)
        .await
        .unwrap();
    channels::stop(store, Channel::Sms, "used up", now)
        .await
        .unwrap();
    let state = store.channel_state(Channel::Sms).await.unwrap();
    let stop = state.stop.unwrap();
    assert_eq!(
        (stop.because.as_str(), stop.by.as_deref()),
        (why, Some("amina"))
    );
}

#[tokio::test]
async fn a_code_whose_sender_did_not_come_back_is_forgotten_too() {
    let mut portal = Portal::open().await;
    portal.grace(Role::Auditor).await;
    let asked = portal.tries_to_ask(Door::Staff, STAFF_EMAIL).await.unwrap();
    let sending = claimed(&portal, &asked.notification).await.unwrap();
    assert_eq!(sending.to, STAFF_EMAIL);
    portal.passes(Duration::minutes(5));
    assert!(claimed(&portal, &asked.notification).await.is_none());
    let kept = record(&portal, &asked.notification).await;
    assert_eq!(kept.status, NotificationStatus::Unknown);
    assert_eq!(code_in(&kept), FORGOTTEN);
}
