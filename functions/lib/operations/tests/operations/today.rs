//! What staff see first, counted up to a limit.

use billing::ids::{ClaimId, PushId};
use billing::money::Currency;
use billing::phone::Msisdn;
use billing::push::PushStatus;
use billing::receipt::Receipt;
use chrono::{DateTime, Duration, Utc};
use operations::count::Count;
use operations::reminders;
use operations::today::{self, Today};
use store::claims::{ClaimRecord, ClaimStatus};
use store::customers::Customer;
use store::meter::Meter;
use store::notifications::{NotificationRecord, NotificationStatus};
use store::pulls::GapRecord;
use store::pushes::{PromptsChange, PushRecord, PushReview};

use crate::world::{C2b, SHORT_CODE, World, stk};

async fn overview(world: &World) -> Today {
    let short_codes = [SHORT_CODE.to_owned()];
    today::overview(&world.store, &short_codes, Currency::Kes, world.now)
        .await
        .unwrap()
}

fn push(customer: &Customer, suffix: &str, status: PushStatus, at: DateTime<Utc>) -> PushRecord {
    PushRecord {
        id: PushId::new(&customer.id, suffix).unwrap(),
        phone: Msisdn::parse("0712345678").unwrap(),
        shillings: 100,
        short_code: SHORT_CODE.to_owned(),
        obligation: None,
        status,
        requested_at: at,
        requested_by: "amina".to_owned(),
        checkout_request: None,
        code: None,
        payment: None,
        found: false,
        steps: Vec::new(),
        asked: 0,
        next_at: None,
        review: None,
        version: 1,
    }
}

async fn keep_push(world: &World, push: &PushRecord) {
    let prompts = world
        .store
        .prompts_of_phone(&push.phone.sha256())
        .await
        .unwrap();
    let of_customer = world
        .store
        .prompts_of_customer(&push.id.customer())
        .await
        .unwrap();
    let change = |before| PromptsChange {
        before,
        recent: Vec::new(),
    };
    let (of_phone, of_customer) = (change(prompts), change(of_customer));
    world
        .store
        .begin_push(push, &of_phone, &of_customer)
        .await
        .unwrap();
}

fn claim(customer: &Customer, world: &World) -> ClaimRecord {
    ClaimRecord {
        id: ClaimId::new(&customer.id, "1f3a9b22").unwrap(),
        receipt: Some(Receipt::parse("RKL51ZDR99").unwrap()),
        cents: None,
        paid_at: None,
        quoted_at: world.now,
        quoted_by: "amina".to_owned(),
        status: ClaimStatus::WithStaff,
        reason: "Nobody knows it.".to_owned(),
        payment: None,
        closed: None,
        version: 1,
    }
}

/// A push and a claim of a customer.
pub async fn push_and_claim(world: &World, customer: &Customer) -> (PushId, ClaimId) {
    let push = push(customer, "1", PushStatus::Failed, world.now);
    keep_push(world, &push).await;
    let claim = claim(customer, world);
    let before = world.store.claim_times(&customer.id).await.unwrap();
    world
        .store
        .begin_claim(&claim, &before, vec![world.now])
        .await
        .unwrap();
    (push.id, claim.id)
}

#[tokio::test]
async fn a_day_without_work_has_nothing_to_do() {
    let world = World::new().await;
    let today = overview(&world).await;
    assert!(today.collected.complete && today.collected.by_channel.is_empty());
    assert!(today.unassociated.count.is_nothing() && today.unassociated.oldest_at.is_none());
    assert!(today.overdue.unwrap().amount.is_zero());
    for count in [
        today.unassociated.unverified,
        today.pushes.failed_today,
        today.pushes.unknown,
        today.pushes.to_review,
        today.notifications.stuck,
        today.notifications.not_arrived,
        today.parked,
        today.claims,
    ] {
        assert_eq!(count, Count::Exactly(0));
    }
    assert_eq!(today.gaps.count, 0);
}

#[tokio::test]
async fn money_without_an_owner_is_counted_with_the_oldest() {
    let mut world = World::new().await;
    let first_at = world.now;
    world.pays(&C2b::new("RKL51ZDR40", "100", "?")).await;
    world.passes(Duration::hours(30));
    world.pays(&C2b::new("RKL51ZDR41", "50.50", "?")).await;
    world
        .processes("stk", &stk("RKL51ZDR42", "500", "254708374126"))
        .await;
    let grace = world.customer("Grace Achieng", "").await;
    world
        .pays(&C2b::new("RKL51ZDR43", "7", &grace.account_number))
        .await;
    let today = overview(&world).await;
    let unassociated = today.unassociated;
    assert_eq!(unassociated.count, Count::Exactly(3));
    assert_eq!(unassociated.amount.amount_text(), "650.50");
    assert_eq!(unassociated.oldest_at, Some(first_at));
    assert_eq!(unassociated.unverified, Count::Exactly(1));
    let (count, amount) = today.collected.total(Currency::Kes).unwrap();
    assert_eq!(
        (count, amount.amount_text()),
        (2, "57.50".to_owned()),
        "today only"
    );
}

#[tokio::test]
async fn everything_that_waits_for_somebody_is_counted() {
    let mut world = World::new().await;
    let grace = world.reachable("Grace Achieng").await;
    world.owes_told(&grace, &[("2026-11-23", "80")]).await;
    world.owes(&grace, "Bus", &[("2026-11-18", "40")]).await;
    reminders::run(&world.store, world.now, 100).await.unwrap();
    world.receives("c2b/confirmation", b"no json").await;
    push_and_claim(&world, &grace).await;
    let yesterday = world.now - Duration::hours(30);
    let mut unknown = push(&grace, "2", PushStatus::Unknown, yesterday);
    unknown.next_at = Some(world.now);
    keep_push(&world, &unknown).await;
    let review = PushReview {
        reason: "Nobody knows.".to_owned(),
        at: world.now,
    };
    let mut looked_for = push(&grace, "3", PushStatus::Paid, world.now);
    looked_for.next_at = Some(world.now);
    looked_for.review = Some(review.clone());
    keep_push(&world, &looked_for).await;
    let mut given_up = push(&grace, "4", PushStatus::Unknown, yesterday);
    given_up.review = Some(review);
    keep_push(&world, &given_up).await;
    keep_push(&world, &push(&grace, "5", PushStatus::Failed, yesterday)).await;
    keep_push(&world, &push(&grace, "6", PushStatus::Paid, world.now)).await;
    let gap = GapRecord {
        after: Receipt::parse("RKL51ZDR40").unwrap(),
        before: Receipt::parse("RKL51ZDR41").unwrap(),
        from: yesterday,
        to: world.now,
        cents: 15_000,
        open: true,
        seen_at: yesterday,
        closed_at: None,
    };
    world.store.put_gap(SHORT_CODE, &gap).await.unwrap();
    let closed = GapRecord {
        from: yesterday - Duration::hours(1),
        open: false,
        ..gap
    };
    world.store.put_gap(SHORT_CODE, &closed).await.unwrap();

    let today = overview(&world).await;
    assert_eq!(
        today.notifications.stuck,
        Count::Exactly(0),
        "they were written just now"
    );
    assert_eq!(today.pushes.failed_today, Count::Exactly(1));
    assert_eq!(today.pushes.unknown, Count::Exactly(1));
    assert_eq!(today.pushes.to_review, Count::Exactly(2));
    assert_eq!(
        (today.parked, today.claims),
        (Count::Exactly(1), Count::Exactly(1))
    );
    assert_eq!(
        (today.gaps.count, today.gaps.amount.amount_text()),
        (1, "150.00".to_owned())
    );
    let overdue = today.overdue.unwrap();
    assert_eq!(
        (overdue.amount.amount_text(), overdue.day),
        ("40.00".to_owned(), today.collected.day)
    );

    world.passes(Duration::minutes(16));
    let told = world
        .store
        .notifications_of(&grace.id, None, 10)
        .await
        .unwrap();
    let waiting = told
        .items
        .iter()
        .filter(|one| one.next_at.is_some())
        .count();
    assert!(waiting > 1, "{told:?}");
    let lost = told.items.iter().find(|one| one.next_at.is_some()).unwrap();
    let failed = NotificationRecord {
        status: NotificationStatus::Failed,
        next_at: None,
        version: lost.version + 1,
        ..lost.clone()
    };
    world.store.save_notification(lost, &failed).await.unwrap();
    let today = overview(&world).await;
    let stuck = u64::try_from(waiting - 1).unwrap();
    assert_eq!(today.notifications.stuck, Count::Exactly(stuck));
    assert_eq!(today.notifications.not_arrived, Count::Exactly(1));
}

#[tokio::test]
async fn counting_stops_at_a_limit_and_says_so() {
    let world = World::new().await;
    for number in 0..203 {
        let c2b = C2b::new(&format!("RKL51Z{number:04}"), "1", "?");
        world.pays(&c2b).await;
    }
    let meter = Meter::default();
    let metered = world.store.clone().metered(meter.clone());
    let today = today::overview(&metered, &[], Currency::Kes, world.now)
        .await
        .unwrap();
    assert_eq!(today.unassociated.count, Count::MoreThan(200));
    assert_eq!(today.unassociated.amount.amount_text(), "200.00");
    assert!(today.unassociated.count.is_cut());
    let (count, _) = today.collected.total(Currency::Kes).unwrap();
    assert_eq!(
        count, 203,
        "what came in today is summed and not counted up to a limit"
    );
    let units = meter.take_total();
    assert!(units.read <= 600.0, "{units:?}");
}
