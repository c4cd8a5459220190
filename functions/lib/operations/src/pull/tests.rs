//! When is pulled, from when on, and what staff are told of it.

use billing::ids::{CustomerId, PushId};
use billing::receipt::Receipt;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn pulled_until(text: &str) -> PullRecord {
    PullRecord {
        pulled_until: Some(at(text)),
        tried_at: Some(at(text)),
        ..PullRecord::default()
    }
}

#[test]
fn a_pull_overlaps_the_last_one_and_stays_within_what_is_listed() {
    let now = at("2026-11-20T12:00:00Z");
    let earliest = "2026-11-18T12:05:00Z";
    let table = [
        (None, None, earliest),
        (Some("2026-11-20T10:00:00Z"), None, "2026-11-20T07:00:00Z"),
        (
            Some("2026-11-20T10:00:00Z"),
            Some("2026-11-19T10:00:00Z"),
            "2026-11-19T10:00:00Z",
        ),
        (
            Some("2026-11-20T10:00:00Z"),
            Some("2026-11-20T11:00:00Z"),
            "2026-11-20T07:00:00Z",
        ),
        (
            Some("2026-11-20T10:00:00Z"),
            Some("2026-11-01T10:00:00Z"),
            earliest,
        ),
        (Some("2026-11-18T13:00:00Z"), None, earliest),
        (Some("2026-11-25T10:00:00Z"), None, "2026-11-20T09:00:00Z"),
    ];
    for (until, since, expected) in table {
        let record = until.map(pulled_until).unwrap_or_default();
        let begins = beginning(&record, since.map(at), now);
        assert_eq!(begins, at(expected), "{until:?} {since:?}");
    }
}

#[test]
fn staff_are_told_what_failed_and_what_is_listed_no_more() {
    let now = at("2026-11-20T12:00:00Z");
    let gone = "M-PESA lists the last 48 hours only: payments from 2026-11-18 13:00 to 2026-11-18 15:05 \
                have to be taken from a statement.";
    let busy = Pulled {
        failure: Some("M-PESA is busy".to_owned()),
        ..Pulled::default()
    };
    let recent = pulled_until("2026-11-20T10:00:00Z");
    let old = pulled_until("2026-11-18T10:00:00Z");
    let told = PullRecord {
        failure: Some(gone.to_owned()),
        ..recent.clone()
    };
    let failed = PullRecord {
        failure: Some("M-PESA is busy".to_owned()),
        tried_at: Some(now),
        ..recent.clone()
    };
    let table = [
        (&PullRecord::default(), &Pulled::default(), None),
        (&recent, &Pulled::default(), None),
        (&recent, &busy, Some("M-PESA is busy".to_owned())),
        (&failed, &Pulled::default(), None),
        (&old, &Pulled::default(), Some(gone.to_owned())),
        (&old, &busy, Some(format!("M-PESA is busy. {gone}"))),
        (&told, &Pulled::default(), Some(gone.to_owned())),
    ];
    for (before, pulled, expected) in table {
        assert_eq!(words(before, pulled, now), expected, "{before:?}");
    }
}

fn gap(seen_at: &str) -> GapRecord {
    GapRecord {
        after: Receipt::parse("RKL51ZDR4F").unwrap(),
        before: Receipt::parse("RKL61ZDS0A").unwrap(),
        from: at("2026-11-20T03:00:00Z"),
        to: at("2026-11-20T03:02:00Z"),
        cents: 100,
        open: true,
        seen_at: at(seen_at),
        closed_at: None,
    }
}

fn push(requested_at: &str) -> PushRecord {
    let customer = CustomerId::parse("cus_A1").unwrap();
    let push = serde_json::json!({
        "id": PushId::new(&customer, "1").unwrap(), "phone": "254712345678", "shillings": 10,
        "short_code": "600966", "status": "accepted", "requested_at": requested_at, "requested_by": "jane",
        "version": 1,
    });
    serde_json::from_value(push).unwrap()
}

#[test]
fn a_pull_is_due_every_six_hours_and_earlier_where_something_is_missing() {
    let mut missing = Wanted::default();
    missing.for_gap(&gap("2026-11-20T12:00:00Z"));
    let mut waiting = Wanted::default();
    waiting.for_push(&push("2026-11-20T12:00:00Z"));
    let nothing = Wanted::default();
    // The last whole pull, the last try, what is wanted, and at which times of the day it is due, every ten minutes.
    let table = [
        (Some("11:50"), "11:50", &nothing, "17:50 18:00"),
        // At once, then after growing pauses.
        (Some("11:50"), "11:50", &missing, "12:00 12:10 12:20"),
        (Some("12:00"), "12:00", &missing, "12:10 12:20 12:30"),
        (Some("12:10"), "12:10", &missing, "12:30 12:40 12:50"),
        (Some("12:30"), "12:30", &missing, "14:00 14:10 14:20"),
        (Some("14:00"), "14:00", &missing, "20:00 20:10 20:20"),
        (Some("12:00"), "12:00", &waiting, "12:10 12:20 12:30"),
        (Some("12:10"), "12:10", &waiting, "12:50 13:00 13:10"),
        (Some("12:50"), "12:50", &waiting, "18:50 19:00 19:10"),
        // After a failure, whatever is wanted.
        (Some("11:50"), "12:00", &nothing, "12:10 12:20 12:30"),
        (None, "12:00", &nothing, "12:10 12:20 12:30"),
    ];
    let time = |text: &str| at(&format!("2026-11-20T{text}:00Z"));
    for (until, tried, wanted, expected) in table {
        let record = PullRecord {
            pulled_until: until.map(time),
            tried_at: Some(time(tried)),
            ..PullRecord::default()
        };
        let times = (1..).map(|run| time(tried) + TimeDelta::minutes(10 * run));
        let due = times.filter(|now| due(&record, wanted, *now));
        let due: Vec<String> = due
            .take(expected.split(' ').count())
            .map(|now| now.format("%H:%M").to_string())
            .collect();
        assert_eq!(due.join(" "), expected, "{until:?} {tried}");
    }
    assert!(due(&PullRecord::default(), &nothing, time("12:00")));
    assert_eq!(missing.since, Some(at("2026-11-20T02:55:00Z")));
    assert_eq!(waiting.since, None);
}

#[test]
fn nothing_is_tried_twice_within_minutes() {
    let record = PullRecord {
        tried_at: Some(at("2026-11-20T12:00:02Z")),
        ..PullRecord::default()
    };
    let nothing = Wanted::default();
    assert!(!due(&record, &nothing, at("2026-11-20T12:08:59Z")));
    // A run that begins a second early is still the next one.
    assert!(due(&record, &nothing, at("2026-11-20T12:10:01Z")));
}
