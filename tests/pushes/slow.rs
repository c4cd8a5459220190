//! M-PESA answers late, never, or with what nobody can read: the intent is unknown or refused, and is sent once.

use std::time::Duration;

use billing::money::{Currency, Money};
use billing::push::PushStatus;
use local_providers::mpesa::oddities::{Fault, Oddities};
use local_providers::sms::oddities::Odds;
use operations::actor::Actor;
use operations::push::{self, NewPush};
use operations::{janitor, push as pushes};
use store::pushes::PushRecord;
use uuid::Uuid;

use crate::bench::SHORT_CODE;
use crate::world::World;

const ONCE: Odds = Odds::Next(1);

async fn press(world: &World, person: usize, seed: Uuid) -> PushRecord {
    let context = &world.bench.context;
    let new = NewPush {
        customer: world.people[person].id.clone(),
        phone: None,
        amount: Money::from_cents(10_000, Currency::Kes).unwrap(),
        obligation: None,
        short_code: None,
    };
    let now = context.clock.now();
    push::request(
        &context.store,
        &world.mpesa,
        &new,
        &Actor::system(),
        seed,
        now,
    )
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_says_nothing_leaves_a_push_unknown_and_a_no_refuses_it() {
    use PushStatus::{Failed, Unknown};
    const PROMPTED: Fault = Fault {
        prompted: ONCE,
        unprompted: Odds::Never,
    };
    const UNPROMPTED: Fault = Fault {
        prompted: Odds::Never,
        unprompted: ONCE,
    };
    type Change = fn(&mut Oddities);
    // What goes wrong; the status after it; how often the phone rang.
    let table: [(&str, Change, PushStatus, u32); 11] = [
        ("slow", |it| it.ack_slow = ONCE, Unknown, 1),
        ("never", |it| it.ack_never = ONCE, Unknown, 1),
        ("HTML", |it| it.ack_web_page = PROMPTED, Unknown, 1),
        (
            "HTML, no prompt",
            |it| it.ack_web_page = UNPROMPTED,
            Unknown,
            0,
        ),
        ("empty 200", |it| it.ack_empty = PROMPTED, Unknown, 1),
        (
            "empty 200, no prompt",
            |it| it.ack_empty = UNPROMPTED,
            Unknown,
            0,
        ),
        ("500", |it| it.ack_internal_error = PROMPTED, Unknown, 1),
        ("cut", |it| it.ack_cut = PROMPTED, Unknown, 1),
        ("429", |it| it.ack_too_many = UNPROMPTED, Failed, 0),
        ("spike arrest", |it| it.spike_arrest = ONCE, Failed, 0),
        ("quota", |it| it.quota = ONCE, Failed, 0),
    ];
    let world = World::new(1, table.len()).await;
    for (person, (what, change, status, rang)) in table.into_iter().enumerate() {
        world.phones.change(change);
        let seed = Uuid::new_v4();
        let push = press(&world, person, seed).await;
        assert_eq!(push.status, status, "{what}");
        // Whoever sends the same request again meets the push as it is.
        assert_eq!(
            press(&world, person, seed).await.status,
            status,
            "{what}, again"
        );
        let phone = world.people[person].phones[0].as_str();
        let truth = world.phones.truth();
        let prompted: u32 = truth
            .pushes
            .iter()
            .filter(|push| push.phone == phone)
            .map(|push| push.prompted)
            .sum();
        assert_eq!(prompted, rang, "{what}: the phone rang");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_pays_by_hand_after_a_refused_or_cancelled_push_has_not_paid_that_push() {
    let world = World::new(1, 2).await;
    world.phones.change(|it| it.spike_arrest = ONCE);
    let refused = press(&world, 0, Uuid::new_v4()).await;
    let cancelled = press(&world, 1, Uuid::new_v4()).await;
    let prompt = world.phones.prompts().remove(0);
    world.phones.cancel(&prompt.checkout_request).await.unwrap();
    for person in &world.people {
        let (phone, account) = (person.phones[0].as_str(), &person.account_number);
        let paid = world
            .phones
            .pay_bill(SHORT_CODE, phone, "JANE", 100, account)
            .await;
        paid.unwrap();
    }
    world.drain().await;
    let store = &world.bench.context.store;
    for push in [refused, cancelled] {
        let push = pushes::load(store, &push.id).await.unwrap();
        assert_eq!((push.status, push.payment), (PushStatus::Failed, None));
    }
    for person in &world.people {
        let tip = store.account_tip(&person.id, Currency::Kes).await.unwrap();
        assert_eq!(tip.balance.cents(), 10_000);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_whose_answer_was_lost_is_paid_when_its_customer_pays() {
    let world = World::new(1, 1).await;
    world.phones.change(|it| it.ack_never = ONCE);
    let push = press(&world, 0, Uuid::new_v4()).await;
    assert_eq!(
        (push.status, &push.checkout_request),
        (PushStatus::Unknown, &None)
    );
    let prompt = world.phones.prompts().remove(0);
    world
        .phones
        .enter_pin(&prompt.checkout_request, "1234")
        .await
        .unwrap();
    world.drain().await;
    let push = pushes::load(&world.bench.context.store, &push.id)
        .await
        .unwrap();
    assert_eq!(push.status, PushStatus::Paid);
    assert_eq!(
        push.checkout_request.as_deref(),
        Some(prompt.checkout_request.as_str())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_whose_answer_was_lost_can_be_asked_about_once_its_result_names_it() {
    let world = World::new(1, 1).await;
    world.phones.change(|it| it.ack_never = ONCE);
    let push = press(&world, 0, Uuid::new_v4()).await;
    let prompt = world.phones.prompts().remove(0);
    // The prompt leaves the phone, and M-PESA says that it never reached it.
    let context = &world.bench.context;
    context.clock.advance(Duration::from_secs(90));
    world.phones.tick().await;
    let unsure = pushes::load(&context.store, &push.id).await.unwrap();
    assert_eq!(
        (unsure.status, unsure.code.as_deref()),
        (PushStatus::Unknown, Some("1037"))
    );
    assert_eq!(unsure.checkout_request, Some(prompt.checkout_request));
    // Asked, it says so again, which is believed.
    janitor::run(&context.store, &world.mpesa, context.clock.now())
        .await
        .unwrap();
    let over = pushes::load(&context.store, &push.id).await.unwrap();
    assert_eq!(over.status, PushStatus::Failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_success_that_only_a_query_tells_waits_for_its_receipt_and_is_credited_once() {
    let world = World::new(1, 1).await;
    let push = press(&world, 0, Uuid::new_v4()).await;
    world.phones.change(|it| {
        it.callback_lost = ONCE;
        it.c2b_late = ONCE;
    });
    let prompt = world.phones.prompts().remove(0);
    world
        .phones
        .enter_pin(&prompt.checkout_request, "1234")
        .await
        .unwrap();
    world.drain().await;
    let context = &world.bench.context;
    context.clock.advance(Duration::from_secs(45));
    janitor::run(&context.store, &world.mpesa, context.clock.now())
        .await
        .unwrap();
    let waiting = pushes::load(&context.store, &push.id).await.unwrap();
    assert_eq!(
        (waiting.status, &waiting.payment),
        (PushStatus::Paid, &None)
    );
    context.clock.advance(Duration::from_secs(300));
    world.phones.tick().await;
    world.drain().await;
    let paid = pushes::load(&context.store, &push.id).await.unwrap();
    let receipt = world.phones.truth().receipts.remove(0).receipt;
    assert_eq!(paid.payment.unwrap().receipt().as_str(), receipt);
    let customer = &world.people[0].id;
    let tip = context
        .store
        .account_tip(customer, Currency::Kes)
        .await
        .unwrap();
    assert_eq!(tip.balance.cents(), 10_000);
}
