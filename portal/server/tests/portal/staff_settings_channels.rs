//! Channels of messages: how they stand, and stopping and starting them.

use billing::notification::Channel;
use billing::role::Role;
use operations::channels;

use crate::browser::between;
use crate::desk::{Desk, read};
use crate::staff_settings_staff::audited;

const LIST: &str = "/staff/settings/channels";
const STOP: &str = "/staff/settings/channels/sms/stop";
const START: &str = "/staff/settings/channels/sms/start";

/// The carrier takes nothing any more.
async fn fails(desk: &Desk, because: &str) {
    let context = &desk.own.world.context;
    let (store, now) = (&context.store, context.clock.now());
    channels::stop(store, Channel::Sms, because, now)
        .await
        .unwrap();
}

async fn is_stopped(desk: &Desk, channel: Channel) -> bool {
    let store = &desk.own.world.context.store;
    let state = store.channel_state(channel).await.unwrap();
    state.stop.is_some()
}

#[tokio::test]
async fn a_channel_whose_carrier_failed_says_why_since_when_and_what_becomes_of_messages() {
    let desk = Desk::of(Role::Auditor).await;
    let text = read(&desk.page(LIST).await);
    assert!(
        text.contains("SMS Runs") && text.contains("E-mail Runs"),
        "{text}"
    );
    fails(&desk, "no <credits> are left").await;
    let page = desk.page(LIST).await;
    let text = read(&page);
    for said in [
        "Stopped Since 7 Dec 2026, 09:00",
        "Stopped by itself, because of the carrier",
        "Next try 7 Dec 2026, 09:15",
        "every quarter of an hour one is tried",
        "E-mail Runs",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("no &lt;credits") && !page.contains("no <credits"));
    assert!(page.contains("/staff/waiting/notifications?show=late"));
}

#[tokio::test]
async fn a_person_stops_a_channel_and_starts_it_again_with_reasons() {
    let desk = Desk::of(Role::Administrator).await;
    let text = read(&desk.page(STOP).await);
    for said in [
        "No message goes out by SMS: reminders, receipts and news about dates wait.",
        "It does not start by itself.",
        "Codes for signing in still go",
        "E-mail goes on as it is.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(
        !is_stopped(&desk, Channel::Sms).await,
        "nothing was changed yet"
    );
    let unreasoned = desk.refused(STOP, &[("reason", "")]).await;
    assert!(unreasoned.contains("id=\"reason-error\""));
    let fields = [("reason", "a <wrong> text")];
    let led = desk.sent(STOP, &fields).await;
    assert_eq!(desk.sent(STOP, &fields).await, led, "sent twice");
    let page = desk.page(&led).await;
    let text = read(&page);
    for said in [
        "SMS is stopped. Messages wait.",
        "Stopped by Wanjiku the administrator",
        "Messages wait until somebody starts it.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("a &lt;wrong") && !text.contains("Next try"));
    assert!(!is_stopped(&desk, Channel::Email).await);
    // What the carrier says meanwhile is not taken for the person's reason.
    fails(&desk, "no credits").await;
    assert!(read(&desk.page(LIST).await).contains("Stopped by Wanjiku"));
    assert_eq!(desk.open(STOP).await.header("location"), Some(LIST));
    let text = read(&desk.page(START).await);
    assert!(
        text.contains("goes out within a quarter of an hour"),
        "{text}"
    );
    assert!(
        desk.refused(START, &[])
            .await
            .contains("id=\"reason-error\"")
    );
    let led = desk.sent(START, &[("reason", "put right")]).await;
    let text = read(&desk.page(&led).await);
    assert!(
        text.contains("SMS was started.") && text.contains("SMS Runs"),
        "{text}"
    );
    assert_eq!(desk.open(START).await.header("location"), Some(LIST));
    let lines = audited(&desk).await;
    let expected = [
        "channel_started: put right",
        "channel_stopped: a <wrong> text",
    ];
    assert!(
        expected
            .iter()
            .all(|line| lines.contains(&(*line).to_owned())),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 2);
}

#[tokio::test]
async fn what_the_carrier_stopped_can_be_stopped_by_a_person_too() {
    let desk = Desk::of(Role::Administrator).await;
    fails(&desk, "no credits").await;
    let page = desk.page(LIST).await;
    let sms = between(&page, "id=\"sms\"", "</section>");
    assert!(sms.contains(STOP) && sms.contains(START), "{sms}");
    desk.sent(STOP, &[("reason", "we change the gateway")])
        .await;
    let text = read(&desk.page(LIST).await);
    assert!(text.contains("we change the gateway") && !text.contains("no credits"));
}

#[tokio::test]
async fn only_an_administrator_stops_and_starts_and_others_see_how_it_stands() {
    for role in Role::ALL
        .into_iter()
        .filter(|it| *it != Role::Administrator)
    {
        let desk = Desk::of(role).await;
        let page = desk.page(LIST).await;
        assert!(page.contains("An administrator stops and starts channels."));
        assert!(!page.contains(STOP));
        for address in [STOP, START] {
            assert_eq!(desk.open(address).await.status, 403, "{role} {address}");
            let answer = desk.post(address, &[("reason", "wants to")]).await;
            assert_eq!(answer.status, 403, "{role} {address}");
        }
        assert!(!is_stopped(&desk, Channel::Sms).await, "{role}");
    }
}

#[tokio::test]
async fn channels_that_do_not_exist_are_not_found() {
    let desk = Desk::of(Role::Administrator).await;
    for end in ["fax/stop", "sms/pause", "SMS/stop"] {
        let address = format!("{LIST}/{end}");
        assert_eq!(desk.open(&address).await.status, 404, "{end}");
        let answer = desk.post(&address, &[("reason", "x")]).await;
        assert_eq!(answer.status, 404, "{end}");
    }
}
