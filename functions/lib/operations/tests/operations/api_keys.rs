//! API keys: shown once, kept as a digest, limited to a role, and revoked at once.

use billing::civil::nairobi_date;
use billing::role::{Permission, Role};
use chrono::Duration;
use operations::actor::Actor;
use operations::api_keys::{self, ApiKeyError, Issued};
use operations::error::OperationError;
use uuid::Uuid;

use crate::world::{World, amina};

const SECRET: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
const OTHER_SECRET: &str = "GFEDCBAzyxwvutsrqponmlkjihgfedcba9876543210";

impl World {
    async fn issues(&self, name: &str, role: Role, secret: &str) -> Issued {
        let random = (Uuid::new_v4(), secret);
        api_keys::issue(&self.store, name, role, &amina(), random, self.now)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_key_opens_with_its_role_until_it_is_revoked() {
    let world = World::new().await;
    let issued = world.issues("router", Role::Auditor, SECRET).await;
    let found = api_keys::resume(&world.store, &issued.key, world.now).await;
    let found = found.unwrap().unwrap();
    let actor = Actor::key(&found.id, "otieno", found.role);
    assert_eq!(actor.name(), "otieno");
    assert_eq!(actor.id(), Some(found.id.as_str()));
    for permission in Permission::ALL {
        let reads = permission == Permission::ReadAudit;
        assert_eq!(actor.may(permission).is_ok(), reads, "{permission:?}");
    }
    let revoked = api_keys::revoke(&world.store, &found.id, None, &amina(), world.now).await;
    assert_eq!(revoked.unwrap().revoked.unwrap().by, "amina");
    let after = api_keys::resume(&world.store, &issued.key, world.now).await;
    assert_eq!(after.unwrap(), None);
    let again = api_keys::revoke(&world.store, &found.id, None, &amina(), world.now).await;
    assert_eq!(again.unwrap().version, found.version + 1);
}

#[tokio::test]
async fn what_is_no_key_of_ours_opens_nothing() {
    let world = World::new().await;
    let issued = world.issues("router", Role::Administrator, SECRET).await;
    let long = format!("{}{}", issued.key, "x".repeat(10_000));
    let id = issued.record.id.as_str();
    for presented in ["", "mlp_", SECRET, id, &issued.key[..20], &long] {
        let found = api_keys::resume(&world.store, presented, world.now).await;
        assert_eq!(found.unwrap(), None, "{presented}");
    }
}

#[tokio::test]
async fn of_a_key_nothing_is_kept_that_opens() {
    let world = World::new().await;
    let issued = world.issues("router", Role::Cashier, SECRET).await;
    assert!(issued.key.ends_with(SECRET));
    let kept = format!("{:?}", api_keys::list(&world.store).await.unwrap());
    assert!(kept.contains("router") && !kept.contains(SECRET), "{kept}");
}

#[tokio::test]
async fn a_key_is_issued_once_for_a_request() {
    let world = World::new().await;
    let seed = Uuid::new_v4();
    let issue = async |secret| {
        let random = (seed, secret);
        api_keys::issue(
            &world.store,
            "router",
            Role::Cashier,
            &amina(),
            random,
            world.now,
        )
        .await
    };
    issue(SECRET)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    match issue(OTHER_SECRET).await {
        Err(OperationError::ApiKey(error)) => assert_eq!(error, ApiKeyError::IssuedAlready),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was issued twice"),
    }
    assert_eq!(api_keys::list(&world.store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_very_same_request_is_answered_with_its_key_for_some_minutes() {
    let mut world = World::new().await;
    let seed = Uuid::new_v4();
    let issue = async |world: &World, name: &str, role| {
        let random = (seed, SECRET);
        let issued = api_keys::issue(&world.store, name, role, &amina(), random, world.now).await;
        issued.map(|issued| (issued.key, issued.record))
    };
    let first = issue(&world, "router", Role::Cashier).await.unwrap();
    world.passes(Duration::minutes(9));
    assert_eq!(
        issue(&world, " router ", Role::Cashier).await.unwrap(),
        first
    );
    for (name, role) in [("shop", Role::Cashier), ("router", Role::Administrator)] {
        assert!(issue(&world, name, role).await.is_err(), "{name} {role}");
    }
    world.passes(Duration::minutes(1));
    assert!(issue(&world, "router", Role::Cashier).await.is_err());
    assert_eq!(api_keys::list(&world.store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_that_was_revoked_is_not_answered_again() {
    let world = World::new().await;
    let (seed, now) = (Uuid::new_v4(), world.now);
    let issue = async || {
        let random = (seed, SECRET);
        api_keys::issue(&world.store, "router", Role::Cashier, &amina(), random, now).await
    };
    let issued = issue().await.unwrap_or_else(|error| panic!("{error}"));
    let reason = Some("it leaked");
    let revoked = api_keys::revoke(&world.store, &issued.record.id, reason, &amina(), now).await;
    let revoked = revoked.unwrap().revoked.unwrap();
    assert_eq!(revoked.reason.as_deref(), reason);
    assert!(issue().await.is_err());
}

#[tokio::test]
async fn the_day_of_use_is_noted_and_not_the_hour() {
    let mut world = World::new().await;
    let issued = world.issues("router", Role::Cashier, SECRET).await;
    assert_eq!(issued.record.used_on, None);
    let resume = async |world: &World| {
        let found = api_keys::resume(&world.store, &issued.key, world.now).await;
        found.unwrap().unwrap()
    };
    let first = resume(&world).await;
    assert_eq!(first.used_on, Some(nairobi_date(world.now)));
    world.passes(Duration::hours(1));
    assert_eq!(resume(&world).await.version, first.version);
    world.passes(Duration::days(1));
    let next_day = resume(&world).await;
    assert_eq!(next_day.used_on, Some(nairobi_date(world.now)));
    assert_eq!(next_day.version, first.version + 1);
}

#[tokio::test]
async fn the_newest_key_is_listed_first_and_one_without_a_name_is_refused() {
    let mut world = World::new().await;
    world.issues("router", Role::Cashier, SECRET).await;
    world.passes(Duration::minutes(1));
    world.issues("books", Role::Auditor, OTHER_SECRET).await;
    let keys = api_keys::list(&world.store).await.unwrap();
    let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, ["books", "router"]);
    let random = (Uuid::new_v4(), SECRET);
    let refused = api_keys::issue(
        &world.store,
        " ",
        Role::Cashier,
        &amina(),
        random,
        world.now,
    )
    .await;
    assert!(matches!(
        refused.map(|_| ()),
        Err(OperationError::Field { field: "name", .. })
    ));
}
