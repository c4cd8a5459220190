//! How long somebody stays signed in, how tokens are replaced, and what ends a session at once.

use billing::role::Role;
use chrono::{Duration, TimeDelta};
use operations::actor::Actor;
use operations::customers::{self, CustomerChanges};
use operations::sessions::lifetime::{OF_CUSTOMER, OF_STAFF};
use operations::sessions::rotation::GRACE;
use operations::sessions::{self, Holder};
use operations::staff;
use store::meter::Meter;

use super::stage::{EMAIL, PHONE, Portal};
use crate::world::amina;

#[tokio::test]
async fn a_session_ends_when_it_was_not_used_for_its_time() {
    for (short_of, lives) in [(1, true), (0, false)] {
        let mut portal = Portal::open().await;
        portal.jane().await;
        let grace = portal.grace(Role::Cashier).await;
        let of_jane = portal.signs_in(PHONE).await;
        portal.passes(OF_CUSTOMER.idle - Duration::seconds(short_of));
        assert_eq!(portal.resumes(&of_jane).await.is_some(), lives);
        let of_grace = portal.staff_signs_in(&grace).await;
        portal.passes(OF_STAFF.idle - Duration::seconds(short_of));
        assert_eq!(portal.resumes(&of_grace).await.is_some(), lives);
    }
}

#[tokio::test]
async fn a_session_ends_however_much_it_is_used() {
    for (is_staff, every, absolute) in [
        (false, Duration::days(9), OF_CUSTOMER.absolute),
        (true, Duration::minutes(20), OF_STAFF.absolute),
    ] {
        let mut portal = Portal::open().await;
        portal.jane().await;
        let grace = portal.grace(Role::Cashier).await;
        let mut token = match is_staff {
            true => portal.staff_signs_in(&grace).await,
            false => portal.signs_in(PHONE).await,
        };
        let until = portal.world.now + absolute;
        while portal.world.now + every < until {
            portal.passes(every);
            let session = portal.resumes(&token).await.unwrap();
            assert!(session.expires_at <= until);
            token = session.fresh_token.unwrap_or(token);
        }
        portal.world.now = until - TimeDelta::seconds(1);
        assert!(portal.resumes(&token).await.is_some());
        portal.world.now = until;
        assert!(portal.resumes(&token).await.is_none());
    }
}

#[tokio::test]
async fn a_token_is_replaced_after_some_hours_and_works_a_moment_longer() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let old = portal.signs_in(PHONE).await;
    portal.passes(OF_CUSTOMER.rotation - Duration::seconds(1));
    assert_eq!(portal.resumes(&old).await.unwrap().fresh_token, None);
    portal.passes(Duration::seconds(1));
    let session = portal.resumes(&old).await.unwrap();
    let new = session.fresh_token.unwrap();
    assert_ne!(new, old);
    // Asked at the same time as the one that brought the new token.
    assert_eq!(portal.resumes(&old).await.unwrap().fresh_token, None);
    let renewed = portal.resumes(&new).await.unwrap();
    assert_eq!((renewed.id, renewed.fresh_token), (session.id, None));
    portal.passes(GRACE - TimeDelta::seconds(1));
    assert!(portal.resumes(&old).await.is_some());
    portal.passes(Duration::seconds(1));
    assert!(portal.resumes(&old).await.is_none());
    assert!(portal.resumes(&new).await.is_some());
    portal.passes(OF_CUSTOMER.rotation);
    assert!(portal.resumes(&new).await.unwrap().fresh_token.is_some());
}

#[tokio::test]
async fn an_answer_with_a_new_token_that_is_lost_signs_nobody_out() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let old = portal.signs_in(PHONE).await;
    portal.passes(OF_CUSTOMER.rotation);
    let lost = portal.resumes(&old).await.unwrap().fresh_token.unwrap();
    // Long after, the browser knows the old one only, and gets another.
    portal.passes(Duration::days(1));
    let again = portal.resumes(&old).await.unwrap().fresh_token.unwrap();
    assert_ne!(lost, again);
    assert!(portal.resumes(&lost).await.is_none());
    assert!(portal.resumes(&again).await.is_some());
}

#[tokio::test]
async fn of_many_requests_at_once_one_gets_the_new_token_and_all_are_answered() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let old = portal.signs_in(PHONE).await;
    portal.passes(OF_CUSTOMER.rotation);
    let at_once = (0..8).map(|_| portal.resumes(&old));
    let sessions = futures::future::join_all(at_once).await;
    let fresh: Vec<String> = sessions
        .into_iter()
        .filter_map(|session| session.unwrap().fresh_token)
        .collect();
    assert_eq!(fresh.len(), 1);
    let at_once = (0..4).flat_map(|_| [portal.resumes(&fresh[0]), portal.resumes(&old)]);
    let sessions = futures::future::join_all(at_once).await;
    assert!(sessions.iter().all(Option::is_some));
}

#[tokio::test]
async fn being_seen_is_written_now_and_then_only() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let token = portal.signs_in(PHONE).await;
    let meter = Meter::default();
    portal.world.store = portal.world.store.clone().metered(meter.clone());
    let mut writes = 0.0;
    for _ in 0..59 {
        portal.passes(Duration::minutes(1));
        portal.resumes(&token).await.unwrap();
        writes += meter.take_total().write;
    }
    assert!(writes.abs() < f64::EPSILON, "{writes}");
    portal.passes(Duration::minutes(1));
    let session = portal.resumes(&token).await.unwrap();
    assert_eq!(session.seen_at, portal.world.now);
    let units = meter.take_total();
    assert!(units.write > 0.0 && units.write <= 2.0, "{units:?}");
    assert!(units.read <= 3.0, "{units:?}");
}

#[tokio::test]
async fn each_session_is_listed_to_its_owner_and_ended_by_them_alone() {
    let mut portal = Portal::open().await;
    let jane = Holder::Customer(portal.jane().await);
    let asha = Holder::Customer(portal.customer("Asha Otieno", &["0722 000 000"], &[]).await);
    let first = portal.signs_in(PHONE).await;
    portal.passes(Duration::hours(2));
    let second = portal.signs_in(EMAIL).await;
    let of_asha = portal.signs_in("0722 000 000").await;
    let store = portal.world.store.clone();
    let places = sessions::list(&store, &jane, portal.world.now)
        .await
        .unwrap();
    assert_eq!(places.len(), 2);
    assert!(places[0].seen_at > places[1].seen_at);
    assert_eq!(places[0].device, "Chrome on Android");

    let second_place = portal.resumes(&second).await.unwrap().id;
    let now = portal.world.now;
    sessions::end(&store, &asha, &second_place, now)
        .await
        .unwrap();
    assert!(portal.resumes(&second).await.is_some());
    sessions::end(&store, &jane, &second_place, now)
        .await
        .unwrap();
    sessions::end(&store, &jane, &second_place, now)
        .await
        .unwrap();
    assert!(portal.resumes(&second).await.is_none());
    assert!(portal.resumes(&first).await.is_some());

    portal.passes(Duration::minutes(2));
    let third = portal.signs_in(PHONE).await;
    let now = portal.world.now;
    assert_eq!(sessions::end_all(&store, &jane, now).await.unwrap(), 2);
    assert_eq!(sessions::end_all(&store, &jane, now).await.unwrap(), 0);
    for token in [&first, &third] {
        assert!(portal.resumes(token).await.is_none());
    }
    assert!(portal.resumes(&of_asha).await.is_some());
    assert_eq!(sessions::list(&store, &jane, now).await.unwrap(), []);
}

#[tokio::test]
async fn whoever_left_is_signed_out_and_whoever_has_another_role_has_it_at_once() {
    let portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let token = portal.staff_signs_in(&grace).await;
    let (store, now) = (&portal.world.store, portal.world.now);
    staff::change_role(store, &grace.id, Role::Auditor, &amina(), now)
        .await
        .unwrap();
    let session = portal.resumes(&token).await.unwrap();
    assert!(matches!(session.holder, Holder::Staff(member) if member.role == Role::Auditor));
    staff::end(store, &grace.id, "moved", &amina(), now)
        .await
        .unwrap();
    assert!(portal.resumes(&token).await.is_none());
}

#[tokio::test]
async fn a_contact_that_is_the_customers_no_more_signs_out_who_came_in_by_it() {
    let portal = Portal::open().await;
    let jane = portal.jane().await;
    let by_phone = portal.signs_in(PHONE).await;
    let by_mail = portal.signs_in(EMAIL).await;
    let changes = CustomerChanges {
        phones: Some(vec!["0722 000 000".to_owned()]),
        ..CustomerChanges::default()
    };
    let (store, now) = (&portal.world.store, portal.world.now);
    customers::change(store, &jane.id, &changes, &amina(), now)
        .await
        .unwrap();
    assert!(portal.resumes(&by_phone).await.is_none());
    let session = portal.resumes(&by_mail).await.unwrap();
    let places = sessions::list(store, &session.holder, now).await.unwrap();
    assert_eq!(places.len(), 1);
}

#[tokio::test]
async fn what_staff_do_about_their_sessions_is_audited() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let first = portal.staff_signs_in(&grace).await;
    let session = portal.resumes(&first).await.unwrap();
    let (store, now) = (portal.world.store.clone(), portal.world.now);
    sessions::end(&store, &session.holder, &session.id, now)
        .await
        .unwrap();
    portal.passes(Duration::minutes(2));
    portal.staff_signs_in(&grace).await;
    let now = portal.world.now;
    sessions::end_all(&store, &session.holder, now)
        .await
        .unwrap();
    assert_eq!(
        portal.audited(&Actor::member(&grace)).await,
        [
            "second_factor_enrolled",
            "signed_in",
            "signed_in",
            "signed_out",
            "signed_out_everywhere",
        ]
    );
}

#[tokio::test]
async fn what_is_no_token_is_nobodys_session() {
    let portal = Portal::open().await;
    portal.jane().await;
    let token = portal.signs_in(PHONE).await;
    for wrong in [
        "",
        "0",
        &token[1..],
        &token.to_uppercase(),
        &format!("{token} "),
    ] {
        assert!(portal.resumes(wrong).await.is_none(), "{wrong}");
    }
}
