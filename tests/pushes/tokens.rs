//! One access token for everybody: a new one ends the old one, so two that renew at once would end each other's.

use std::time::Duration;

use billing::money::{Currency, Money};
use billing::push::PushStatus;
use futures::future::join_all;
use operations::actor::Actor;
use operations::push::{self, NewPush};
use uuid::Uuid;

use crate::world::World;

/// Pushes side by side.
const AT_ONCE: usize = 50;

async fn all_press(world: &World) -> Vec<PushStatus> {
    let context = &world.bench.context;
    let now = context.clock.now();
    let presses = world.people.iter().map(|customer| async move {
        let new = NewPush {
            customer: customer.id.clone(),
            phone: None,
            amount: Money::from_cents(10_000, Currency::Kes).unwrap(),
            obligation: None,
            short_code: None,
        };
        // Each with a store and a client of its own, as in processes of their own.
        let (store, mpesa) = (context.store.clone(), world.mpesa.clone());
        let seed = Uuid::new_v4();
        let pushed = push::request(&store, &mpesa, &new, &Actor::system(), seed, now).await;
        pushed.unwrap().status
    });
    join_all(presses).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_pushes_with_an_expiring_token_share_one_new_token() {
    let world = World::new(7, AT_ONCE).await;
    let before = world.phones.token_requests();
    // A minute after it ended.
    world
        .bench
        .context
        .clock
        .advance(Duration::from_secs(3_660));
    let statuses = all_press(&world).await;
    assert_eq!(statuses, vec![PushStatus::Accepted; AT_ONCE]);
    assert_eq!(world.phones.token_requests() - before, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_pushes_whose_token_somebody_ended_all_succeed_with_one_new_token() {
    let world = World::new(8, AT_ONCE).await;
    let before = world.phones.token_requests();
    // Somebody outside asked for a token, which ends ours while our record still says that it is good.
    world.mpesa.client().token().await.unwrap();
    let statuses = all_press(&world).await;
    assert_eq!(statuses, vec![PushStatus::Accepted; AT_ONCE]);
    assert_eq!(world.phones.token_requests() - before, 2);
}
