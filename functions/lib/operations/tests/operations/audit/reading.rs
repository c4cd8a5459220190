//! Which lines are found, and how far one page looks.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::civil::nairobi_date;
use billing::role::{Capacity, Role};
use chrono::Duration;
use operations::actor::Actor;
use operations::audit::reading::{Filter, export, list};
use operations::error::OperationError;
use store::audit::AuditRecord;

use super::this_day;
use crate::world::{World, amina, day};

const FIRST_DAY: &str = "2026-11-20";

impl World {
    /// A line that stands for itself.
    async fn notes(&self, actor: &str, number: usize) {
        let line = AuditRecord {
            at: self.now,
            actor: actor.into(),
            actor_id: Some(format!("stf_{actor}")),
            role: Capacity::Staff(Role::Cashier),
            action: AuditAction::SignedIn,
            subject: Subject::new(SubjectKind::Session, format!("ses_{number}")),
            customer: None,
            summary: String::new(),
            reason: None,
        };
        self.store.audit_put(&line).await.unwrap();
    }
}

fn subjects(lines: &[AuditRecord]) -> Vec<&str> {
    lines.iter().map(|line| line.subject.id.as_str()).collect()
}

#[tokio::test]
async fn lines_come_newest_first_page_by_page_over_days() {
    let mut world = World::new().await;
    for number in 0..45 {
        world.notes("wanjiru", number).await;
        world.passes(Duration::hours(2));
    }
    let filter = Filter::days(day(FIRST_DAY), day("2026-11-30"));
    let newest_first = (0..45).rev();
    let expected: Vec<String> = newest_first.map(|number| format!("ses_{number}")).collect();
    for limit in [1, 7, 45, 100] {
        let lines = world.pages_through(&filter, limit).await;
        assert_eq!(subjects(&lines), expected, "{limit}");
    }
    let saturday = day("2026-11-21");
    let lines = world
        .pages_through(&Filter::days(saturday, saturday), 100)
        .await;
    assert!(lines.iter().all(|line| nairobi_date(line.at) == saturday));
    assert_eq!(lines.len(), 12);
}

#[tokio::test]
async fn lines_of_one_moment_are_all_there_once() {
    let world = World::new().await;
    for number in 0..20 {
        world.notes("wanjiru", number).await;
    }
    let lines = world.pages_through(&this_day(&world), 3).await;
    let mut found = subjects(&lines);
    found.sort_unstable();
    found.dedup();
    assert_eq!((lines.len(), found.len()), (20, 20));
}

#[tokio::test]
async fn a_filter_lets_through_what_fits_and_nothing_else() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await.id;
    world.notes("wanjiru", 1).await;
    world.notes("otieno", 2).await;
    let narrowed = |narrow: &dyn Fn(&mut Filter)| {
        let mut filter = this_day(&world);
        narrow(&mut filter);
        filter
    };
    let cases = [
        (narrowed(&|_| ()), 3),
        (narrowed(&|it| it.actor = Some("Wanjiru".into())), 1),
        (narrowed(&|it| it.actor = Some("stf_otieno".into())), 1),
        (narrowed(&|it| it.actor = Some("wanji".into())), 0),
        (narrowed(&|it| it.action = Some(AuditAction::SignedIn)), 2),
        (
            narrowed(&|it| it.subject_kind = Some(SubjectKind::Customer)),
            1,
        ),
        (narrowed(&|it| it.subject = Some("ses_2".into())), 1),
        (narrowed(&|it| it.customer = Some(customer.clone())), 1),
        (Filter::days(day("2026-11-01"), day("2026-11-19")), 0),
    ];
    for (filter, expected) in cases {
        let found = world.pages_through(&filter, 2).await;
        assert_eq!(found.len(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn a_long_period_is_looked_through_in_parts_that_say_how_far_they_came() {
    let world = World::new().await;
    world.notes("wanjiru", 1).await;
    let filter = Filter::days(day(FIRST_DAY), day("2027-06-30"));
    let first = world.reads(&filter, None, 10).await;
    assert_eq!(first.lines, []);
    assert!(first.next.is_some());
    assert_eq!(first.looked_back_to, day("2027-05-31"));
    assert_eq!(world.pages_through(&filter, 10).await.len(), 1);
}

#[tokio::test]
async fn a_period_that_is_none_or_too_long_and_a_place_elsewhere_are_refused() {
    let world = World::new().await;
    let period = |from: &str, to: &str| Filter::days(day(from), day(to));
    let november = || period("2026-11-01", "2026-11-20");
    let cases = [
        (period("2026-11-20", "2026-11-19"), None, "to"),
        (period("2026-01-01", "2027-01-02"), None, "from"),
        (november(), Some("x"), "after"),
        (november(), Some("2026-10-31"), "after"),
        (november(), Some("2026-11-21#9"), "after"),
    ];
    for (filter, after, field) in cases {
        match list(&world.store, &filter, &amina(), after, 10).await {
            Err(OperationError::Field { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{filter:?}: {other:?}"),
        }
    }
    let year = period("2026-01-01", "2026-12-31");
    assert!(list(&world.store, &year, &amina(), None, 10).await.is_ok());
}

#[tokio::test]
async fn the_audit_is_read_by_administrators_and_auditors_only() {
    let world = World::new().await;
    let filter = this_day(&world);
    for role in Role::ALL {
        let actor = Actor::staff("wanjiru", role);
        let may = matches!(role, Role::Administrator | Role::Auditor);
        let read = list(&world.store, &filter, &actor, None, 10).await;
        let exported = export(&world.store, &filter, &actor, 10).await;
        assert_eq!((read.is_ok(), exported.is_ok()), (may, may), "{role}");
    }
    let period = Filter::days(day("2026-11-20"), day("2026-11-19"));
    let cashier = Actor::staff("wanjiru", Role::Cashier);
    let refused = list(&world.store, &period, &cashier, None, 10).await;
    assert!(
        matches!(refused, Err(OperationError::NotAllowed { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_export_has_every_line_of_its_period_or_says_where_it_was_cut() {
    let mut world = World::new().await;
    for number in 0..30 {
        world.notes("wanjiru", number).await;
        world.passes(Duration::hours(12));
    }
    let filter = Filter::days(day(FIRST_DAY), day("2026-12-31"));
    let exported = async |lines_max| {
        let found = export(&world.store, &filter, &amina(), lines_max).await;
        let found = found.unwrap();
        (found.lines.len(), found.cut_on)
    };
    assert_eq!(exported(100).await, (30, None));
    assert_eq!(exported(30).await, (30, None));
    // Two lines of the last day, and one of the two of the day before.
    assert_eq!(exported(3).await, (3, Some(day("2026-12-03"))));
    assert_eq!(exported(0).await, (0, Some(day("2026-12-31"))));
    let year = Filter::days(day("2026-06-01"), day("2027-05-31"));
    let found = export(&world.store, &year, &amina(), 100).await.unwrap();
    assert_eq!((found.lines.len(), found.cut_on), (30, None));
}
