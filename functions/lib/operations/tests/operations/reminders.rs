//! Every morning: who is reminded, once, whatever happens to the run.

use billing::notification::{Channel, Message, Told};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use operations::customers::{self, CustomerChanges};
use operations::obligation_change::InstalmentChange;
use operations::reminders::{self, ReminderRun};
use store::customers::Customer;

use crate::world::{C2b, World, amina, day, kes};

/// Eight in the morning in Nairobi.
fn morning(text: &str) -> DateTime<Utc> {
    day(text).and_hms_opt(5, 0, 0).unwrap().and_utc()
}

impl World {
    async fn wakes(&mut self, on: &str) -> ReminderRun {
        self.now = morning(on);
        reminders::run(&self.store, self.now, 1_000).await.unwrap()
    }

    /// The due dates that a customer was reminded of by SMS, with the day of each message.
    async fn reminded(&self, customer: &Customer) -> Vec<(NaiveDate, NaiveDate)> {
        let page = self.store.notifications_of(&customer.id, None, 100).await;
        let mut reminded: Vec<_> = page
            .unwrap()
            .items
            .into_iter()
            .filter(|record| record.channel == Channel::Sms)
            .filter_map(|record| match record.message {
                Message::InstalmentDue(dose) => Some((record.id.day(), dose.due_on)),
                _ => None,
            })
            .collect();
        reminded.sort();
        reminded
    }
}

#[tokio::test]
async fn each_offset_reminds_once() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    world.owes_told(&jane, &[("2026-12-15", "100")]).await;
    let mut date = day("2026-12-01");
    while date <= day("2026-12-31") {
        world.wakes(&date.to_string()).await;
        world.wakes(&date.to_string()).await;
        date = date.succ_opt().unwrap();
    }
    let days: Vec<String> = world
        .reminded(&jane)
        .await
        .iter()
        .map(|(on, _)| on.to_string())
        .collect();
    assert_eq!(
        days,
        [
            "2026-12-08",
            "2026-12-12",
            "2026-12-15",
            "2026-12-16",
            "2026-12-22"
        ]
    );
    world.holds().await;
}

#[tokio::test]
async fn runs_beside_each_other_write_nothing_twice_and_leave_nothing_out() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    for _ in 0..30 {
        world.owes_told(&jane, &[("2026-12-15", "100")]).await;
    }
    world.wakes("2026-12-07").await;
    let now = morning("2026-12-08");
    let run = || reminders::run(&world.store, now, 1_000);
    let (a, b, c) = tokio::join!(run(), run(), run());
    let written: usize = [a, b, c].into_iter().map(|run| run.unwrap().written).sum();
    assert_eq!(written, 60, "thirty instalments over two channels");
    assert_eq!(world.reminded(&jane).await.len(), 30);
}

#[tokio::test]
async fn a_run_that_is_cut_off_again_and_again_comes_to_the_end() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    for _ in 0..250 {
        world.owes_told(&jane, &[("2026-12-15", "10")]).await;
    }
    world.wakes("2026-12-07").await;
    let now = morning("2026-12-08");
    let mut runs = 0;
    let mut looked_at = 0;
    loop {
        let run = reminders::run(&world.store, now, 100).await.unwrap();
        runs += 1;
        looked_at += run.looked_at;
        if !run.more {
            break;
        }
    }
    assert_eq!((runs, looked_at), (3, 250));
    let mut after = None;
    let mut reminded = 0;
    loop {
        let page = world
            .store
            .notifications_of(&jane.id, after.as_deref(), 100)
            .await
            .unwrap();
        reminded += page
            .items
            .iter()
            .filter(|one| matches!(one.message, Message::InstalmentDue(_)))
            .count();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(reminded, 500);
}

#[tokio::test]
async fn a_day_late_skips_nothing_and_says_nothing_that_is_over() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    world.owes_told(&jane, &[("2026-12-15", "100")]).await;
    let ben = world.reachable("Ben Otieno").await;
    world.owes_told(&ben, &[("2026-12-16", "100")]).await;
    world.wakes("2026-12-07").await;
    // The 8th was missed: seven days before the 15th.
    world.wakes("2026-12-09").await;
    assert_eq!(
        world.reminded(&jane).await,
        [(day("2026-12-08"), day("2026-12-15"))]
    );
    assert_eq!(
        world.reminded(&ben).await,
        [(day("2026-12-09"), day("2026-12-16"))]
    );
    world.wakes("2026-12-14").await;
    // The 15th is missed, and on the 16th it is overdue: one message that says so, not two.
    let run = world.wakes("2026-12-16").await;
    assert_eq!((run.mornings.len(), run.superseded), (2, 1));
    let days: Vec<_> = world
        .reminded(&jane)
        .await
        .iter()
        .map(|(on, _)| on.to_string())
        .collect();
    assert_eq!(days, ["2026-12-08", "2026-12-12", "2026-12-16"]);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_paid_or_does_not_want_to_hear() {
    let mut world = World::new().await;
    let paid = world.reachable("Jane Wanjiru").await;
    world.owes_told(&paid, &[("2026-12-15", "100")]).await;
    world
        .pays(&C2b::new("RKL51ZDR4F", "100", &paid.account_number))
        .await;
    let quiet = world.reachable("Ben Otieno").await;
    world.owes_told(&quiet, &[("2026-12-15", "100")]).await;
    let changes = CustomerChanges {
        told_by_sms: Some(Told::Essential),
        told_by_email: Some(Told::Nothing),
        ..CustomerChanges::default()
    };
    customers::change(&world.store, &quiet.id, &changes, &amina(), world.now)
        .await
        .unwrap();
    let partly = world.reachable("Amina Hassan").await;
    world.owes_told(&partly, &[("2026-12-15", "100")]).await;
    world
        .pays(&C2b::new("RKL51ZDR4G", "40", &partly.account_number))
        .await;
    world.wakes("2026-12-08").await;
    assert_eq!(world.reminded(&paid).await, []);
    assert_eq!(world.reminded(&quiet).await, []);
    let page = world
        .store
        .notifications_of(&partly.id, None, 100)
        .await
        .unwrap();
    let outstanding = page.items.iter().find_map(|one| match &one.message {
        Message::InstalmentDue(dose) => Some(dose.outstanding),
        _ => None,
    });
    assert_eq!(outstanding, Some(kes("60")));
    world.holds().await;
}

#[tokio::test]
async fn a_date_that_was_moved_is_reminded_of_anew() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[("2026-12-15", "100")]).await;
    world.wakes("2026-12-08").await;
    let later = InstalmentChange {
        due_on: Some(day("2026-12-22")),
        reason: "asked for a week".into(),
        ..InstalmentChange::default()
    };
    world.changes(&file, 1, &later).await.unwrap();
    for on in ["2026-12-12", "2026-12-15", "2026-12-16"] {
        world.wakes(on).await;
    }
    let reminded = world.reminded(&jane).await;
    let expected = [("2026-12-08", "2026-12-15"), ("2026-12-15", "2026-12-22")];
    assert_eq!(reminded, expected.map(|(on, due)| (day(on), day(due))));
    world.holds().await;
}

#[tokio::test]
async fn short_messages_wait_for_the_end_of_the_night_and_letters_do_not() {
    let mut world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    // Half past ten in the evening in Nairobi.
    world.now = morning("2026-12-08") + Duration::minutes(14 * 60 + 30);
    world.owes_told(&jane, &[("2026-12-15", "100")]).await;
    let page = world
        .store
        .notifications_of(&jane.id, None, 100)
        .await
        .unwrap();
    for record in page.items {
        let expected = match record.channel {
            Channel::Sms => morning("2026-12-09") - Duration::hours(1),
            Channel::Email => world.now,
        };
        assert_eq!(record.next_at, Some(expected));
    }
}
