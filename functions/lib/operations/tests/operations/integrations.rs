//! A test of an outside party is written down before anybody is asked, and its answer is told apart from none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use chrono::TimeDelta;
use operations::error::OperationError;
use operations::integrations;
use operations::mpesa::Mpesa;
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Settings};
use providers::mpesa::daraja::{Daraja, Patience};
use store::integrations::{Found, Party, TestRecord};
use store::notifications::NotificationStatus;
use uuid::Uuid;

use crate::answering_mpesa::line;
use crate::world::{SHORT_CODE, World, amina, day};

const GRANTED: &str = r#"{"access_token": "c9SQxWWhmdVRlyh0zh8gZDTkubVF", "expires_in": "3599"}"#;

/// An M-PESA that answers whoever asks for a token with this, or never where there is none; and how often it was asked.
async fn granting(answer: Option<(u16, &'static str)>) -> (Mpesa, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let answers = move || async move {
        counted.fetch_add(1, Ordering::SeqCst);
        match answer {
            Some((status, body)) => (StatusCode::from_u16(status).unwrap(), body),
            None => std::future::pending().await,
        }
    };
    let router = Router::new().route("/oauth/v1/generate", get(answers));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (mpesa_at(base_url), asked)
}

fn mpesa_at(base_url: String) -> Mpesa {
    let settings = Settings {
        base_url,
        app: App {
            consumer_key: Secret::new("key"),
            consumer_secret: Secret::new("secret"),
        },
    };
    let patience = Patience {
        connect: Duration::from_millis(300),
        call: Duration::from_millis(300),
    };
    let client = Daraja::new(settings, patience).unwrap();
    Mpesa::new(client, Secret::new("key"), vec![line(SHORT_CODE, true)])
}

async fn tested(world: &World, mpesa: &Mpesa) -> TestRecord {
    let (store, now) = (&world.store, world.now);
    let record = integrations::test_mpesa(store, Some(mpesa), &amina(), now).await;
    record.unwrap()
}

fn found(record: TestRecord) -> Found {
    record.ended.unwrap().found
}

#[tokio::test]
async fn each_answer_of_mpesa_is_told_apart() {
    let cases = [
        (Some((200, GRANTED)), Found::Answered),
        (Some((400, "")), Found::CredentialsRefused),
        (
            Some((200, "<html>maintenance</html>")),
            Found::NotUnderstood,
        ),
        (Some((404, "")), Found::Status { status: 404 }),
        (None, Found::NoAnswer),
    ];
    for (answer, expected) in cases {
        let world = World::new().await;
        let (mpesa, _) = granting(answer).await;
        assert_eq!(found(tested(&world, &mpesa).await), expected, "{answer:?}");
    }
    let world = World::new().await;
    let nobody = mpesa_at("http://127.0.0.1:9".to_owned());
    assert_eq!(found(tested(&world, &nobody).await), Found::NotReached);
}

#[tokio::test]
async fn a_test_asks_anew_though_a_token_is_held_and_not_again_at_once() {
    let mut world = World::new().await;
    let (mpesa, asked) = granting(Some((200, GRANTED))).await;
    let times = || asked.load(Ordering::SeqCst);
    let first = tested(&world, &mpesa).await;
    assert_eq!((times(), tested(&world, &mpesa).await), (1, first.clone()));
    assert_eq!(times(), 1, "the one that stands is answered");
    world.now += TimeDelta::seconds(integrations::REST_S);
    let second = tested(&world, &mpesa).await;
    assert_eq!((times(), second.version), (2, first.version + 2));
    let latest = integrations::latest(&world.store).await.unwrap();
    let of_mpesa = latest.into_iter().find(|(party, _)| *party == Party::Mpesa);
    assert_eq!(of_mpesa, Some((Party::Mpesa, Some(second))));
}

#[tokio::test]
async fn without_an_account_nobody_is_asked_and_nothing_is_written() {
    let world = World::new().await;
    let (store, now) = (&world.store, world.now);
    let refused = integrations::test_mpesa(store, None, &amina(), now).await;
    assert!(matches!(refused, Err(OperationError::MpesaNotSetUp)));
    let latest = integrations::latest(store).await.unwrap();
    assert!(latest.iter().all(|(_, record)| record.is_none()));
}

#[tokio::test]
async fn a_test_that_never_ended_is_one_of_which_nobody_knows() {
    let world = World::new().await;
    let (store, now) = (&world.store, world.now);
    // The process ends while the queues are being counted.
    let never = std::future::pending::<Option<u64>>();
    let amina = amina();
    let begun = integrations::test_queues(store, never, &amina, now);
    let ended = tokio::time::timeout(Duration::from_millis(300), begun).await;
    assert!(ended.is_err());
    let standing = store.integration_test(Party::Queues).await.unwrap();
    let standing = standing.unwrap();
    assert_eq!(standing.ended, None);
    assert!(integrations::is_under_way(&standing, now));
    let rested = now + TimeDelta::seconds(integrations::REST_S);
    let pressed = integrations::test_queues(store, async { Some(3) }, &amina, rested).await;
    assert_eq!(
        pressed.unwrap(),
        standing,
        "the one that is under way is answered"
    );
    let later = now + TimeDelta::seconds(integrations::UNDERWAY_S);
    assert!(!integrations::is_under_way(&standing, later));
}

#[tokio::test]
async fn two_who_press_at_the_same_moment_are_told_of_one_test() {
    let world = World::new().await;
    let (store, now, amina) = (&world.store, world.now, amina());
    // Both have read that there is none before either writes.
    let press = || integrations::test_queues(store, async { Some(3) }, &amina, now);
    let (first, second) = tokio::join!(press(), press());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.begun_at, second.begun_at);
    assert!(
        first.version == 2 || second.version == 2,
        "{first:?} {second:?}"
    );
    let standing = store.integration_test(Party::Queues).await.unwrap();
    assert_eq!(
        standing.map(|it| it.version),
        Some(2),
        "one test, begun and ended"
    );
}

#[tokio::test]
async fn the_table_and_the_queues_say_what_they_found() {
    let world = World::new().await;
    let (store, now) = (&world.store, world.now);
    let of_store = integrations::test_store(store, &amina(), now).await;
    assert_eq!(found(of_store.unwrap()), Found::Answered);
    for (counted, expected) in [
        (Some(3), Found::Waiting { messages: 3 }),
        (None, Found::Failed),
    ] {
        let world = World::new().await;
        let (store, counted) = (&world.store, async move { counted });
        let of_queues = integrations::test_queues(store, counted, &amina(), now).await;
        assert_eq!(found(of_queues.unwrap()), expected);
    }
}

#[tokio::test]
async fn a_test_message_goes_to_whom_was_typed_in_once() {
    let mut world = World::new().await;
    let seed = Uuid::new_v4();
    let send = async |world: &World, channel, to: &str, seed| {
        let (store, now) = (&world.store, world.now);
        let to = (channel, to);
        integrations::test_channel(store, to, Language::En, &amina(), seed, now).await
    };
    let first = send(&world, Channel::Sms, "0712 345 678", seed).await;
    let first = first.unwrap();
    assert_eq!(
        (first.to.as_str(), first.status),
        ("254712345678", NotificationStatus::Pending)
    );
    assert_eq!(first.kind(day("2026-11-20")), MessageKind::ChannelTest);
    assert_eq!(first.next_at, Some(world.now), "at any hour");
    let again = send(&world, Channel::Sms, "0712 345 678", seed).await;
    assert_eq!(again.unwrap(), first);
    let kept = world.store.integration_test(Party::Sms).await.unwrap();
    let notification = first.id.clone();
    assert_eq!(found(kept.unwrap()), Found::Written { notification });

    let too_soon = send(&world, Channel::Sms, "0712 345 678", Uuid::new_v4()).await;
    assert!(matches!(
        too_soon,
        Err(OperationError::Field {
            code: "too_soon",
            ..
        })
    ));
    let other_way = send(&world, Channel::Email, "jane@example.co.ke", Uuid::new_v4()).await;
    assert_eq!(other_way.unwrap().to, "jane@example.co.ke");
    world.now += TimeDelta::seconds(integrations::REST_S);
    let unusable = send(&world, Channel::Sms, "jane@example.co.ke", Uuid::new_v4()).await;
    assert!(matches!(
        unusable,
        Err(OperationError::Field { field: "to", .. })
    ));
    let later = send(&world, Channel::Sms, "0712 345 678", Uuid::new_v4()).await;
    assert_ne!(later.unwrap().id, first.id);
}
