//! Every way in which the gateway is odd, and what becomes of a message: never twice on a phone.

use std::time::Duration;

use local_providers::sms::oddities::{Dead, Oddities, Odds};
use store::notifications::NotificationStatus::{self, Delivered, Failed, Pending, Sent, Unknown};

use crate::stage::{PHONE, Stage};

/// A name, what is odd, the status after the first try, the status half a day later, and how often it is on the phone.
type Case = (
    &'static str,
    fn(&mut Oddities),
    NotificationStatus,
    NotificationStatus,
    usize,
);

const CASES: &[Case] = &[
    (
        "a key misspelt",
        |it| it.misspelt = Odds::Always,
        Sent,
        Delivered,
        1,
    ),
    (
        "codes as text",
        |it| it.codes_as_text = Odds::Always,
        Sent,
        Delivered,
        1,
    ),
    (
        "not wrapped",
        |it| it.unwrapped = Odds::Always,
        Sent,
        Delivered,
        1,
    ),
    (
        "without our ids",
        |it| it.without_client_ids = Odds::Always,
        Sent,
        Delivered,
        1,
    ),
    (
        "rows twice",
        |it| it.rows_repeated = Odds::Always,
        Sent,
        Delivered,
        1,
    ),
    (
        "rows missing",
        |it| it.rows_missing = Odds::Always,
        Unknown,
        Unknown,
        1,
    ),
    ("busy", |it| it.busy = Odds::Next(1), Pending, Delivered, 1),
    (
        "500, not taken",
        |it| it.error_untaken = Odds::Next(1),
        Unknown,
        Unknown,
        0,
    ),
    (
        "500, taken",
        |it| it.error_taken = Odds::Next(1),
        Unknown,
        Unknown,
        1,
    ),
    (
        "a web page",
        |it| it.web_page = Odds::Next(1),
        Unknown,
        Unknown,
        1,
    ),
    (
        "broken off",
        |it| it.broken_off = Odds::Next(1),
        Unknown,
        Unknown,
        1,
    ),
    ("too late", late, Unknown, Unknown, 1),
    (
        "1005",
        |it| it.system_errors = Odds::Next(1),
        Pending,
        Delivered,
        1,
    ),
    (
        "4090",
        |it| it.internal_errors = Odds::Next(2),
        Pending,
        Delivered,
        1,
    ),
    (
        "1005 for ever",
        |it| it.system_errors = Odds::Always,
        Pending,
        Failed,
        0,
    ),
    (
        "1003",
        |it| it.bad_numbers = Odds::Always,
        Failed,
        Failed,
        0,
    ),
    ("1004", |it| it.credit = Some(0), Pending, Pending, 0),
    (
        "1006",
        |it| it.wrong_credentials = true,
        Pending,
        Pending,
        0,
    ),
    (
        "refused number",
        |it| dead(it, Dead::Refused),
        Failed,
        Failed,
        0,
    ),
    (
        "dead number",
        |it| dead(it, Dead::Undeliverable),
        Sent,
        Failed,
        0,
    ),
    (
        "phone switched off",
        |it| dead(it, Dead::Absent),
        Sent,
        Failed,
        0,
    ),
    (
        "no report ever",
        |it| it.reports_pending = Odds::Always,
        Sent,
        Sent,
        1,
    ),
];

fn late(oddities: &mut Oddities) {
    oddities.late = Odds::Next(1);
    oddities.late_by = Duration::from_secs(5);
}

fn dead(oddities: &mut Oddities, how: Dead) {
    oddities.dead.insert(PHONE.to_owned(), how);
}

#[tokio::test]
async fn every_oddity_ends_as_it_should_and_none_sends_twice() {
    for (name, odd, first, last, on_phone) in CASES {
        let stage = Stage::set().await;
        let asha = stage.told_by_sms(PHONE).await;
        stage.gateway.handle().change(odd);
        stage.send_due().await;
        assert_eq!(stage.record(&asha).await.status, *first, "{name}");
        stage.pass_hours(12).await;
        let record = stage.record(&asha).await;
        assert_eq!(
            (record.status, stage.on_phones()),
            (*last, *on_phone),
            "{name}"
        );
        if *last != Pending {
            assert_eq!(record.next_at, None, "{name}: nothing is left to do");
        }
    }
}

#[tokio::test]
async fn only_a_number_that_is_at_fault_marks_its_customer() {
    for (how, marked) in [
        (Dead::Refused, true),
        (Dead::Undeliverable, true),
        (Dead::Absent, false),
    ] {
        let stage = Stage::set().await;
        let asha = stage.told_by_sms(PHONE).await;
        stage.gateway.handle().change(|it| dead(it, how));
        stage.send_due().await;
        stage.pass_hours(12).await;
        assert_eq!(
            !stage.unreachable(&asha).await.is_empty(),
            marked,
            "{how:?}"
        );
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_gets_it_later() {
    let stage = Stage::set().await;
    let asha = stage.told_by_sms(PHONE).await;
    stage.gateway.unplug().await;
    stage.send_due().await;
    assert_eq!(stage.record(&asha).await.status, Pending);
    stage.gateway.plug_in().await.unwrap();
    stage.pass_min(1).await;
    assert_eq!(
        (stage.record(&asha).await.status, stage.on_phones()),
        (Sent, 1)
    );
}
