//! Days that are gazetted at short notice: what moves, what stays, and who is told.

use billing::business_days::Direction;
use billing::notification::{Dose, Message};
use billing::obligation::change::Kept;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use operations::error::OperationError;
use operations::holidays::{self, Replanning};
use operations::settings::{self, SettingsChanges};
use operations::{obligations, reminders};
use store::customers::Customer;
use store::obligations::ObligationFile;

use crate::world::{C2b, World, amina, day};

/// Tuesday 15 December 2026 is an ordinary business day.
const TUESDAY: &str = "2026-12-15";
const WEDNESDAY: &str = "2026-12-16";

impl World {
    async fn gazettes(&self, on: &str) -> Replanning {
        holidays::gazette(
            &self.store,
            day(on),
            "Day of mourning",
            "",
            &amina(),
            self.now,
        )
        .await
        .unwrap();
        holidays::replan_day(&self.store, day(on), 100, self.now)
            .await
            .unwrap()
    }

    async fn told_of_moves(&self, customer: &Customer) -> Vec<(Dose, NaiveDate)> {
        let told = self.told(customer).await.into_iter();
        told.filter_map(|(message, _)| match message {
            Message::DateMoved { dose, was_due_on } => Some((dose, was_due_on)),
            _ => None,
        })
        .collect()
    }

    async fn due_on(&self, file: &ObligationFile) -> String {
        let file = obligations::get(&self.store, &file.head.id).await.unwrap();
        file.instalments[0].due_on.to_string()
    }
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[tokio::test]
async fn a_day_gazetted_the_evening_before_moves_exactly_what_it_should_once_with_a_message_each() {
    let mut world = World::new().await;
    world.now = at("2026-12-14T16:00:00Z");
    let jane = world.reachable("Jane Wanjiru").await;
    let told = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    let next_week = world.owes_told(&jane, &[("2026-12-22", "100")]).await;
    let quiet_id = world.owes(&jane, "Not told", &[(TUESDAY, "100")]).await;
    let quiet = obligations::get(&world.store, &quiet_id).await.unwrap();
    let today = world.owes_told(&jane, &[("2026-12-14", "100")]).await;
    // Announced: this customer was reminded this morning that it is due on Tuesday.
    let announced = world.owes_told(&jane, &[(TUESDAY, "70")]).await;
    mark_announced(&world, &announced).await;
    let ben = world.customer("Ben Otieno", "").await;
    let paid = world.owes_told(&ben, &[(TUESDAY, "100")]).await;
    world
        .pays(&C2b::new("RKL51ZDR4F", "100", &ben.account_number))
        .await;

    let replanning = world.gazettes(TUESDAY).await;
    let mut moved: Vec<_> = replanning
        .moved
        .iter()
        .map(|dose| dose.obligation.clone())
        .collect();
    moved.sort();
    let mut expected = vec![told.head.id.clone(), quiet_id.clone()];
    expected.sort();
    assert_eq!(moved, expected);
    assert!(replanning.complete);
    let mut kept: Vec<_> = replanning
        .kept
        .iter()
        .map(|dose| (dose.obligation.clone(), dose.because))
        .collect();
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    let mut expected = vec![
        (announced.head.id.clone(), Kept::Announced),
        (paid.head.id.clone(), Kept::NothingOutstanding),
    ];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(kept, expected);
    for (file, due_on) in [
        (&told, WEDNESDAY),
        (&quiet, WEDNESDAY),
        (&announced, TUESDAY),
        (&paid, TUESDAY),
        (&today, "2026-12-14"),
        (&next_week, "2026-12-22"),
    ] {
        assert_eq!(world.due_on(file).await, due_on);
    }
    // One obligation with a message, over both channels.
    let moves = world.told_of_moves(&jane).await;
    assert_eq!(moves.len(), 2, "{moves:?}");
    for (dose, was_due_on) in &moves {
        assert_eq!((dose.due_on, *was_due_on), (day(WEDNESDAY), day(TUESDAY)));
        assert_eq!(
            dose.moved_over[0].holiday.as_deref(),
            Some("Day of mourning")
        );
    }
    let history = obligations::history(&world.store, &told.head.id)
        .await
        .unwrap();
    assert_eq!(history[0].reason, "2026-12-15 is Day of mourning");

    // Entering it again and the second look of the sweeper change nothing.
    world.passes(Duration::minutes(5));
    assert_eq!(world.gazettes(TUESDAY).await.moved, vec![]);
    assert_eq!(
        holidays::replan_rest(&world.store, 100, world.now)
            .await
            .unwrap(),
        0
    );
    assert_eq!(world.told_of_moves(&jane).await, moves);
    world.holds().await;
}

async fn mark_announced(world: &World, file: &ObligationFile) {
    let mut after = file.instalments[0].clone();
    after.announced_at = Some(world.now);
    after.version += 1;
    let mut commit = store::commit::Commit::default();
    commit.instalment(Some(&file.instalments[0]), &after);
    world.store.commit(commit).await.unwrap();
}

#[tokio::test]
async fn many_instalments_are_planned_anew_in_steps_and_none_is_left_out() {
    let mut world = World::new().await;
    world.now = at("2026-12-14T16:00:00Z");
    let jane = world.customer("Jane Wanjiru", "").await;
    for _ in 0..25 {
        world.owes(&jane, "Internet", &[(TUESDAY, "10")]).await;
    }
    let (store, now) = (&world.store, world.now);
    holidays::gazette(store, day(TUESDAY), "Election day", "", &amina(), now)
        .await
        .unwrap();
    let mut moved = 0;
    for complete in [false, false, true] {
        let step = holidays::replan_day(store, day(TUESDAY), 10, now)
            .await
            .unwrap();
        moved += step.moved.len();
        assert_eq!(step.complete, complete);
    }
    assert_eq!(moved, 25);
    world.holds().await;
}

#[tokio::test]
async fn what_was_being_written_while_the_day_was_entered_is_found_by_the_second_look() {
    let mut world = World::new().await;
    world.now = at("2026-12-14T16:00:00Z");
    let jane = world.reachable("Jane Wanjiru").await;
    // Planned on the calendar without the day, and written just after it was entered.
    let late = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    let (store, now) = (&world.store, world.now);
    holidays::gazette(store, day(TUESDAY), "Election day", "", &amina(), now)
        .await
        .unwrap();
    world.passes(Duration::minutes(3));
    assert_eq!(
        holidays::replan_rest(&world.store, 100, world.now)
            .await
            .unwrap(),
        1
    );
    assert_eq!(world.due_on(&late).await, WEDNESDAY);
    world.holds().await;
}

#[tokio::test]
async fn nothing_moves_earlier_whatever_the_direction() {
    let mut world = World::new().await;
    world.now = at("2026-12-11T06:00:00Z");
    let changes = SettingsChanges {
        direction: Some(Direction::Preceding),
        ..SettingsChanges::default()
    };
    settings::change(&world.store, &changes, &amina(), world.now)
        .await
        .unwrap();
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world
        .owes_told(&jane, &[(TUESDAY, "100"), ("2026-12-19", "100")])
        .await;
    // A Saturday, planned with the setting: on the Friday before.
    assert_eq!(file.instalments[1].due_on, day("2026-12-18"));
    world.gazettes(TUESDAY).await;
    assert_eq!(world.due_on(&file).await, WEDNESDAY);
    world.holds().await;
}

#[tokio::test]
async fn a_new_obligation_avoids_a_gazetted_day_and_one_taken_back_is_open_again() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    world.gazettes(TUESDAY).await;
    let first = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    assert_eq!(first.instalments[0].due_on, day(WEDNESDAY));
    let (store, now) = (&world.store, world.now);
    holidays::withdraw(store, day(TUESDAY), "", &amina(), now)
        .await
        .unwrap();
    // That date was promised.
    assert_eq!(world.due_on(&first).await, WEDNESDAY);
    let second = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    assert_eq!(second.instalments[0].due_on, day(TUESDAY));
    let gone = holidays::withdraw(store, day(TUESDAY), "", &amina(), now).await;
    assert!(matches!(gone, Err(OperationError::HolidayNotFound)));
    let year = holidays::of_year(store, 2026).await.unwrap();
    assert!(!year.iter().any(|holiday| holiday.date == day(TUESDAY)));
    world.holds().await;
}

#[tokio::test]
async fn what_cannot_be_entered_is_refused_in_words() {
    let world = World::new().await;
    let enter = |on: &'static str, name: &'static str| {
        let (store, now) = (&world.store, world.now);
        async move {
            holidays::gazette(store, day(on), name, "", &amina(), now)
                .await
                .map(drop)
        }
    };
    let refused = |result: Result<(), OperationError>| result.unwrap_err().to_string();
    assert_eq!(
        refused(enter("2026-12-15", " ").await),
        "name: say what the day is called"
    );
    assert_eq!(
        refused(enter("2026-11-19", "Idd").await),
        "date: what fell due in the past does not move; use today or a later day"
    );
    assert_eq!(
        refused(enter("2026-12-25", "Idd").await),
        "this day is a holiday already: Christmas Day"
    );
    assert_eq!(
        refused(enter("2026-12-13", "Idd").await),
        "date: nothing falls due on a Sunday anyway; enter the day that is given off for it"
    );
    enter("2026-12-15", "Idd").await.unwrap();
    enter("2026-12-15", "Idd").await.unwrap();
    assert_eq!(
        refused(enter("2026-12-15", "Election").await),
        "this day is a holiday already: Idd"
    );
    let by_law = holidays::withdraw(&world.store, day("2026-12-25"), "", &amina(), world.now).await;
    assert!(matches!(by_law, Err(OperationError::HolidayByLaw { .. })));
}

#[tokio::test]
async fn a_reminder_fixes_the_date_it_tells() {
    let mut world = World::new().await;
    world.now = at("2026-12-12T06:00:00Z");
    let jane = world.reachable("Jane Wanjiru").await;
    let file = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    // Three days before.
    assert_eq!(
        reminders::run(&world.store, world.now, 100)
            .await
            .unwrap()
            .written,
        2
    );
    let replanning = world.gazettes(TUESDAY).await;
    assert_eq!(replanning.moved, vec![]);
    assert_eq!(replanning.kept[0].because, Kept::Announced);
    assert_eq!(world.due_on(&file).await, TUESDAY);
    world.holds().await;
}
