//! Callbacks that nobody at M-PESA sent. None of them gives anybody anything, and staff see each that looks like money.

use std::time::Duration;

use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use billing::payment::Channel;
use billing::push::PushStatus;
use operations::actor::Actor;
use operations::obligations::{self, NewObligation};
use operations::payments::{self, Filter, Shown};
use operations::push::{self, NewPush};
use operations::{check, sweep};
use reqwest::StatusCode;
use store::pushes::PushRecord;
use uuid::Uuid;

use crate::bench::{SHORT_CODE, TOKEN, confirmation};
use crate::world::World;

/// What the pushes of these tests ask for, in shillings.
const SHILLINGS: u32 = 100;

async fn pressed(world: &World) -> PushRecord {
    let context = &world.bench.context;
    let new = NewPush {
        customer: world.people[0].id.clone(),
        phone: None,
        amount: Money::from_cents(i64::from(SHILLINGS) * 100, Currency::Kes).unwrap(),
        obligation: None,
        short_code: None,
    };
    let (seed, now) = (Uuid::new_v4(), context.clock.now());
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

/// A result that says paid.
fn success(checkout_request: &str, receipt: &str, shillings: u32, phone: &str) -> String {
    serde_json::json!({"Body": {"stkCallback": {
        "MerchantRequestID": "29115-34620561-1",
        "CheckoutRequestID": checkout_request,
        "ResultCode": 0,
        "ResultDesc": "The service request is processed successfully.",
        "CallbackMetadata": {"Item": [
            {"Name": "Amount", "Value": shillings},
            {"Name": "MpesaReceiptNumber", "Value": receipt},
            {"Name": "Balance"},
            {"Name": "TransactionDate", "Value": 20_261_207_090_000_u64},
            {"Name": "PhoneNumber", "Value": phone.parse::<u64>().unwrap()},
        ]},
    }}})
    .to_string()
}

async fn arrives(world: &World, token: &str, hook: &str, body: String) -> StatusCode {
    let url = format!("{}/hooks/{token}/{hook}", world.address);
    let sent = reqwest::Client::new().post(url).body(body).send().await;
    world.drain().await;
    sent.unwrap().status()
}

async fn balance(world: &World, person: usize) -> i64 {
    let store = &world.bench.context.store;
    let customer = &world.people[person].id;
    let tip = store.account_tip(customer, Currency::Kes).await.unwrap();
    tip.balance.cents()
}

/// What staff see as unassociated.
async fn unassociated(world: &World) -> Vec<Shown> {
    let filter = Filter {
        associated: Some(false),
        ..Filter::default()
    };
    let store = &world.bench.context.store;
    payments::list(store, &filter, None, 50)
        .await
        .unwrap()
        .items
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_that_does_not_fit_a_push_of_ours_credits_nobody_and_is_seen() {
    // What is forged; whether the push itself is shown to staff as well.
    let table = [
        ("an unknown request", false),
        ("another amount", true),
        ("another phone", true),
    ];
    for (what, reviewed) in table {
        let world = World::new(1, 2).await;
        let push = pressed(&world).await;
        let name = push.checkout_request.clone().unwrap();
        let own = push.phone.as_str();
        let body = match what {
            "an unknown request" => success("ws_CO_FORGED", "FORGED0001", SHILLINGS, own),
            "another amount" => success(&name, "FORGED0001", SHILLINGS * 500, own),
            _ => success(&name, "FORGED0001", SHILLINGS, "254712000001"),
        };
        assert_eq!(arrives(&world, TOKEN, "stk", body).await, StatusCode::OK);
        assert_eq!(
            (balance(&world, 0).await, balance(&world, 1).await),
            (0, 0),
            "{what}"
        );
        let seen = unassociated(&world).await;
        assert_eq!(seen.len(), 1, "{what}");
        assert!(seen[0].state.doubt.is_some(), "{what}");
        let store = &world.bench.context.store;
        let push = push::load(store, &push.id).await.unwrap();
        assert_eq!(push.status, PushStatus::Accepted, "{what}");
        assert_eq!(push.review.is_some(), reviewed, "{what}");
        // Nobody of the staff gives it away by mistake either.
        let amina = Actor::named("amina");
        let given = operations::associate::by_person(
            store,
            seen[0].id(),
            &world.people[0].id,
            "looks right",
            &amina,
            world.bench.context.clock.now(),
        );
        assert!(given.await.is_err(), "{what}");
        assert_eq!(check::check(store).await.unwrap().broken, vec![], "{what}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn right_everything_with_a_wrong_token_is_not_even_looked_at() {
    let world = World::new(1, 1).await;
    let push = pressed(&world).await;
    let name = push.checkout_request.unwrap();
    let body = success(&name, "FORGED0001", SHILLINGS, push.phone.as_str());
    let status = arrives(&world, "another-token-of-some-length", "stk", body).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(balance(&world, 0).await, 0);
    assert!(unassociated(&world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shilling_that_names_an_obligation_of_fifty_thousand_settles_a_shilling() {
    let world = World::new(1, 1).await;
    let context = &world.bench.context;
    let due_on = "2026-12-21".parse().unwrap();
    let new = NewObligation {
        customer: world.people[0].id.clone(),
        payee: Payee::Us {
            income: Income::Service,
        },
        description: "Installation".to_owned(),
        payment_code: Some("INV50000".to_owned()),
        amount: Money::parse("50000", Currency::Kes).unwrap(),
        notify_customer: false,
        manager_comments: None,
        schedule: Schedule::OneOff { due_on },
    };
    let (seed, now) = (Uuid::new_v4(), context.clock.now());
    let owed = obligations::create(&context.store, &new, &Actor::system(), seed, now)
        .await
        .unwrap();
    let body = confirmation("RKL0000001", "1.00", "INV50000");
    arrives(&world, TOKEN, "c2b/confirmation", body).await;
    let file = context
        .store
        .obligation(&owed.head.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.instalments[0].paid_cents, 100);
    assert_eq!(balance(&world, 0).await, 100 - 5_000_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_after_months_credits_nothing() {
    let world = World::new(1, 1).await;
    let push = pressed(&world).await;
    let name = push.checkout_request.clone().unwrap();
    world.phones.enter_pin(&name, "1234").await.unwrap();
    world.drain().await;
    let paid = i64::from(SHILLINGS) * 100;
    assert_eq!(balance(&world, 0).await, paid);
    let context = &world.bench.context;
    context.clock.advance(Duration::from_secs(200 * 24 * 3_600));
    for callback in world.phones.callbacks_sent() {
        let (_, hook) = callback.url.split_once(&format!("{TOKEN}/")).unwrap();
        assert_eq!(
            arrives(&world, TOKEN, hook, callback.body.clone()).await,
            StatusCode::OK
        );
    }
    // And a failure for what was paid.
    let contrary = serde_json::json!({"Body": {"stkCallback": {
        "MerchantRequestID": "1", "CheckoutRequestID": name, "ResultCode": 1032, "ResultDesc": "Cancelled",
    }}});
    arrives(&world, TOKEN, "stk", contrary.to_string()).await;
    sweep::sweep(&context.store, context.clock.now())
        .await
        .unwrap();
    assert_eq!(balance(&world, 0).await, paid);
    let push = push::load(&context.store, &push.id).await.unwrap();
    assert_eq!(push.status, PushStatus::Paid);
    assert!(push.review.is_some(), "a contradiction is for a person");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_brings_in_what_a_result_alone_could_not() {
    let world = World::new(1, 1).await;
    let account = world.people[0].account_number.clone();
    let forged = success("ws_CO_NOT_OURS", "RKL0000002", SHILLINGS, "254712000000");
    arrives(&world, TOKEN, "stk", forged).await;
    assert_eq!(balance(&world, 0).await, 0);
    let body = confirmation("RKL0000002", "100.00", &account);
    arrives(&world, TOKEN, "c2b/confirmation", body).await;
    assert_eq!(balance(&world, 0).await, i64::from(SHILLINGS) * 100);
    let payment = crate::bench::payment("RKL0000002");
    let file = world
        .bench
        .context
        .store
        .payment_file(&payment)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.facts.payment.channel, Channel::MpesaStk);
    assert_eq!(file.facts.payment.holder, SHORT_CODE);
    assert!(file.state.unwrap().doubt.is_none());
}
