//! Mornings as the schedule brings them: again, beside each other, late, and cut off.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use std::time::Duration;

use bench::{Bench, nothing};
use billing::civil::nairobi_date;
use billing::money::Currency;
use billing::notification::{Channel, Message};
use chrono::{DateTime, NaiveDate, Utc};
use operations::aging;
use reminders::{Effort, handle, work_out_figures};
use store::customers::Customer;
use store::notifications::NotificationRecord;

/// Every round ends the run.
const ONE_ROUND: Effort = Effort {
    instalments_per_round: 100,
    rounds_begin_within: Duration::ZERO,
};

fn wait_until(bench: &Bench, instant: &str) {
    let instant: DateTime<Utc> = instant.parse().unwrap();
    let ahead = instant - bench.context.clock.now();
    bench.context.clock.advance(ahead.to_std().unwrap());
}

/// Eight in the morning of a day in December 2026, in Nairobi.
fn wake(bench: &Bench, day: u32) {
    wait_until(bench, &format!("2026-12-{day:02}T05:00:00Z"));
}

async fn reminders_of(bench: &Bench, customer: &Customer) -> Vec<NotificationRecord> {
    let store = &bench.context.store;
    let (mut records, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = store
            .notifications_of(&customer.id, after.as_deref(), 100)
            .await;
        let page = page.unwrap();
        records.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    records.retain(|record| matches!(record.message, Message::InstalmentDue(_)));
    records
}

/// The mornings on which a customer was reminded by SMS, in their order.
async fn mornings(bench: &Bench, customer: &Customer) -> Vec<String> {
    let mut days: Vec<NaiveDate> = reminders_of(bench, customer)
        .await
        .iter()
        .filter(|record| record.channel == Channel::Sms)
        .map(|record| record.id.day())
        .collect();
    days.sort();
    days.iter().map(ToString::to_string).collect()
}

async fn asha(bench: &Bench) -> Customer {
    bench
        .reachable("Asha Otieno", &["0712345678"], &["asha@example.org"])
        .await
}

#[tokio::test]
async fn a_morning_that_runs_again_and_beside_itself_writes_each_reminder_once() {
    let bench = Bench::new().await;
    let asha = asha(&bench).await;
    // In three days.
    bench.owes(&asha, "500", "2026-12-10").await;
    let run = || handle(&bench.context, Effort::default());
    let (a, b, c) = futures::join!(run(), run(), run());
    let written: usize = [a, b, c].into_iter().map(|run| run.unwrap().written).sum();
    assert_eq!(written, 2, "by SMS and by e-mail");
    let again = handle(&bench.context, Effort::default()).await.unwrap();
    assert_eq!((again.looked_at, again.written, again.more), (0, 0, false));
    assert_eq!(mornings(&bench, &asha).await, ["2026-12-07"]);
}

#[tokio::test]
async fn a_day_late_skips_nothing_and_does_not_say_it_twice() {
    let bench = Bench::new().await;
    let asha = asha(&bench).await;
    bench.owes(&asha, "500", "2026-12-15").await;
    handle(&bench.context, Effort::default()).await.unwrap();
    // The 8th and the 12th were the mornings for it.
    wake(&bench, 9);
    handle(&bench.context, Effort::default()).await.unwrap();
    wake(&bench, 13);
    let late = handle(&bench.context, Effort::default()).await.unwrap();
    assert_eq!(late.mornings.len(), 4);
    let days = mornings(&bench, &asha).await;
    assert_eq!(days, ["2026-12-08", "2026-12-12"]);
}

#[tokio::test]
async fn a_run_with_little_time_goes_on_where_it_was() {
    let bench = Bench::new().await;
    let asha = asha(&bench).await;
    for _ in 0..120 {
        bench.owes(&asha, "500", "2026-12-10").await;
    }
    let mut runs = Vec::new();
    loop {
        let run = handle(&bench.context, ONE_ROUND).await.unwrap();
        runs.push((run.looked_at, run.more));
        if !run.more {
            break;
        }
    }
    assert_eq!(runs, [(100, true), (20, false)]);
    assert_eq!(reminders_of(&bench, &asha).await.len(), 240);
}

#[tokio::test]
async fn a_run_with_time_comes_to_the_end_by_itself() {
    let bench = Bench::new().await;
    let asha = asha(&bench).await;
    for _ in 0..120 {
        bench.owes(&asha, "500", "2026-12-10").await;
    }
    let effort = Effort {
        instalments_per_round: 100,
        ..Effort::default()
    };
    let run = handle(&bench.context, effort).await.unwrap();
    assert_eq!((run.looked_at, run.written, run.more), (120, 240, false));
}

#[tokio::test]
async fn without_the_store_a_run_fails_and_the_next_one_makes_up_for_it() {
    let bench = Bench::new().await;
    let asha = asha(&bench).await;
    bench.owes(&asha, "500", "2026-12-10").await;
    assert!(handle(&nothing(), Effort::default()).await.is_err());
    let run = handle(&bench.context, Effort::default()).await.unwrap();
    assert_eq!(run.written, 2);
}

#[tokio::test]
async fn the_morning_leaves_the_figures_of_the_day_worked_out() {
    let bench = Bench::new().await;
    let store = &bench.context.store;
    let asha = asha(&bench).await;
    bench.owes(&asha, "500", "2026-12-07").await;
    bench.recorded("RKL51ZDR4F", "70", "nobody's").await;
    let yesterday = nairobi_date(bench.context.clock.now());
    wake(&bench, 8);
    let effort = Effort::default();
    assert!(!work_out_figures(&bench.context, effort).await.unwrap());
    let report = aging::report(store, Currency::Kes).await.unwrap().unwrap();
    assert_eq!(report.day.to_string(), "2026-12-08");
    assert_eq!(report.amount.amount_text(), "500.00");
    let kept = store.day_totals(&[yesterday]).await.unwrap();
    assert_eq!(
        (kept[0].first.sums[0].count, kept[0].first.sums[0].cents),
        (1, 7_000)
    );

    // Again, later that morning: nothing more is to be done, and nothing changes.
    bench.context.clock.advance(Duration::from_secs(600));
    assert!(!work_out_figures(&bench.context, effort).await.unwrap());
    let again = aging::report(store, Currency::Kes).await.unwrap();
    assert_eq!(again, Some(report));
    assert!(work_out_figures(&nothing(), effort).await.is_err());
}
