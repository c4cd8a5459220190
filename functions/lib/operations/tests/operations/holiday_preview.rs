//! What a gazetted day would do is told before it is entered, and is what is done then.

use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::obligation::change::Kept;
use operations::audit::{self, reading::Filter};
use operations::error::OperationError;
use operations::holidays::{self, KeptDose, preview};
use store::holidays::GazettedDay;

use crate::world::{C2b, World, amina, day};

/// Tuesday 15 December 2026 is an ordinary business day.
const TUESDAY: &str = "2026-12-15";

impl World {
    async fn only_day(&self) -> GazettedDay {
        let days = self.store.gazetted_days().await.unwrap();
        assert_eq!(days.len(), 1);
        days.into_iter().next().unwrap()
    }
}

#[tokio::test]
async fn a_gazetted_day_does_what_its_preview_said() {
    let world = World::new().await;
    let jane = world.reachable("Jane Wanjiru").await;
    let told = world.owes_told(&jane, &[(TUESDAY, "100")]).await;
    let twice = world.owes_told(&jane, &[(TUESDAY, "50")]).await;
    let ben = world.customer("Ben Otieno", "").await;
    let paid = world.owes_told(&ben, &[(TUESDAY, "100")]).await;
    world
        .pays(&C2b::new("RKL51ZDR4F", "100", &ben.account_number))
        .await;
    let (store, now) = (&world.store, world.now);
    let messages_before = world.told(&jane).await.len();

    let said = preview::of_gazetting(store, day(TUESDAY), " Election ", "Gazette 7", 100, now);
    let said = said.await.unwrap();
    assert_eq!((said.day.name.as_str(), said.told), ("Election", 1));
    assert!(said.replanning.complete);
    assert_eq!(said.replanning.moved.len(), 2);
    assert_eq!(said.descriptions, ["School internet"; 2]);
    let kept = KeptDose {
        obligation: paid.head.id.clone(),
        number: 1,
        because: Kept::NothingOutstanding,
    };
    assert_eq!(said.replanning.kept, [kept]);
    assert_eq!(
        store.gazetted_days().await.unwrap(),
        [],
        "nothing is written"
    );
    assert_eq!(world.told(&jane).await.len(), messages_before);
    for file in [&told, &twice] {
        let stands = store.obligation(&file.head.id).await.unwrap();
        assert_eq!(stands.as_ref(), Some(file));
    }

    holidays::gazette(store, day(TUESDAY), "Election", "Gazette 7", &amina(), now)
        .await
        .unwrap();
    let done = holidays::replan_day(store, day(TUESDAY), 100, now)
        .await
        .unwrap();
    assert_eq!(done, said.replanning);
    assert!(world.told(&jane).await.len() > messages_before);
    let again = preview::of_gazetting(store, day(TUESDAY), "Election", "", 100, now).await;
    assert!(matches!(again, Err(OperationError::HolidayExists { .. })));
    world.holds().await;
}

#[tokio::test]
async fn a_preview_says_that_it_did_not_look_at_everything() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    for _ in 0..3 {
        world.owes(&jane, "Internet", &[(TUESDAY, "10")]).await;
    }
    let (store, now) = (&world.store, world.now);
    for (looked_at, complete) in [(2, false), (4, true)] {
        let said = preview::of_gazetting(store, day(TUESDAY), "Idd", "", looked_at, now).await;
        let said = said.unwrap();
        assert_eq!(said.replanning.complete, complete);
        assert_eq!(said.replanning.moved.len(), looked_at.min(3));
        assert_eq!(said.told, 0, "nobody asked to be told of these");
    }
}

#[tokio::test]
async fn what_cannot_be_entered_is_refused_before_it_is_looked_at() {
    let world = World::new().await;
    let (store, now) = (&world.store, world.now);
    let long = "x".repeat(301);
    let cases = [
        (TUESDAY, " ", "", "name: say what the day is called"),
        (
            TUESDAY,
            "Idd",
            long.as_str(),
            "reason: use at most 300 characters",
        ),
        (
            "2026-11-19",
            "Idd",
            "",
            "date: what fell due in the past does not move; use today or a later day",
        ),
        (
            "2026-12-25",
            "Idd",
            "",
            "this day is a holiday already: Christmas Day",
        ),
        (
            "2026-12-13",
            "Idd",
            "",
            "date: nothing falls due on a Sunday anyway; enter the day that is given off for it",
        ),
    ];
    for (on, name, reason, expected) in cases {
        let said = preview::of_gazetting(store, day(on), name, reason, 100, now).await;
        assert_eq!(said.unwrap_err().to_string(), expected);
    }
}

#[tokio::test]
async fn why_a_day_was_entered_and_taken_back_is_kept_and_audited() {
    let world = World::new().await;
    let (store, now) = (&world.store, world.now);
    holidays::gazette(store, day(TUESDAY), "Idd", "Gazette 7", &amina(), now)
        .await
        .unwrap();
    assert_eq!(world.only_day().await.reason, "Gazette 7");
    holidays::withdraw(store, day(TUESDAY), "The moon was late", &amina(), now)
        .await
        .unwrap();
    let withdrawal = world.only_day().await.withdrawal.unwrap();
    assert_eq!(withdrawal.reason, "The moon was late");
    let filter = Filter::days(nairobi_date(now), nairobi_date(now));
    let page = audit::reading::list(store, &filter, &amina(), None, 10).await;
    let page = page.unwrap();
    let reasons: Vec<_> = page
        .lines
        .iter()
        .map(|line| (line.action, line.reason.as_deref()))
        .collect();
    assert!(reasons.contains(&(AuditAction::HolidayEntered, Some("Gazette 7"))));
    assert!(reasons.contains(&(AuditAction::HolidayWithdrawn, Some("The moon was late"))));
}
