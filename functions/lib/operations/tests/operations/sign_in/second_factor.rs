//! Staff come in with their authenticator only, and each of its codes works once.

use billing::role::Role;
use chrono::Duration;
use operations::actor::Actor;
use operations::error::OperationError;
use operations::second_factor::{enrolment, totp};
use operations::sessions::Holder;
use operations::sign_in::error::SignInError;
use operations::sign_in::standing::{Next, standing};
use operations::staff;

use super::stage::{Portal, STAFF_EMAIL};
use crate::world::amina;

fn error<T: std::fmt::Debug>(result: Result<T, OperationError>) -> SignInError {
    match result {
        Err(OperationError::SignIn(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_first_time_an_authenticator_is_set_up_and_from_then_on_it_is_asked_for() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Accountant).await;
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    let (store, key, now) = (
        portal.world.store.clone(),
        portal.key.clone(),
        portal.world.now,
    );
    let page = enrolment(&store, &key, &browser, "Zuri Net", now).await;
    let page = page.unwrap();
    let again = enrolment(&store, &key, &browser, "Zuri Net", now).await;
    assert!(again.unwrap() == page, "the page may be loaded again");
    assert_eq!(page.secret_base32.len(), 32);
    assert!(page.otpauth_uri.starts_with("otpauth://totp/Zuri%20Net:"));

    let code = portal.authenticator(&browser, &grace).await;
    let signed_in = portal.enters(&browser, &code).await.unwrap();
    assert_eq!(signed_in.member.id, grace.id);
    let session = portal.resumes(&signed_in.token).await.unwrap();
    assert!(matches!(session.holder, Holder::Staff(member) if member.role == Role::Accountant));
    assert!(portal.resumes(&browser).await.is_none());

    portal.passes(Duration::minutes(2));
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    let stands = enrolment(&store, &key, &browser, "Zuri Net", portal.world.now).await;
    assert_eq!(
        stands.err().map(|it| it.to_string()).unwrap(),
        SignInError::SecondFactorStands.to_string()
    );
    let code = portal.authenticator(&browser, &grace).await;
    assert!(portal.enters(&browser, &code).await.is_ok());
    assert_eq!(
        portal.audited(&Actor::member(&grace)).await,
        ["second_factor_enrolled", "signed_in", "signed_in"]
    );
}

#[tokio::test]
async fn a_code_of_the_authenticator_works_once_also_in_another_browser() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let first = portal.staff_types_the_code(STAFF_EMAIL).await;
    portal.passes(Duration::seconds(60));
    let second = portal.staff_types_the_code(STAFF_EMAIL).await;
    let code = portal.authenticator(&first, &grace).await;
    portal.enters(&first, &code).await.unwrap();
    let again = portal.enters(&first, &code).await;
    assert_eq!(error(again), SignInError::CodeExpired);
    let elsewhere = portal.enters(&second, &code).await;
    assert_eq!(
        error(elsewhere),
        SignInError::SecondFactorWrong { tries_left: 4 }
    );
    portal.passes(Duration::seconds(30));
    let next = portal.authenticator(&second, &grace).await;
    assert!(portal.enters(&second, &next).await.is_ok());
}

#[tokio::test]
async fn a_code_of_the_authenticator_that_is_used_in_two_browsers_at_once_lets_one_in() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    portal.staff_signs_in(&grace).await;
    let mut browsers = Vec::new();
    for _ in 0..3 {
        portal.passes(Duration::seconds(61));
        browsers.push(portal.staff_types_the_code(STAFF_EMAIL).await);
    }
    let code = portal.authenticator(&browsers[0], &grace).await;
    let at_once = browsers.iter().map(|browser| portal.enters(browser, &code));
    let answers = futures::future::join_all(at_once).await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
}

#[tokio::test]
async fn after_five_wrong_codes_everything_begins_anew_and_the_audit_shows_it() {
    let portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    let right = portal.authenticator(&browser, &grace).await;
    let wrong = format!(
        "{:06}",
        (right.parse::<u32>().unwrap() + 123_456) % 1_000_000
    );
    for tries_left in [4, 3, 2, 1] {
        let refused = error(portal.enters(&browser, &wrong).await);
        assert_eq!(refused, SignInError::SecondFactorWrong { tries_left });
    }
    let unreadable = error(portal.enters(&browser, "12 34").await);
    assert_eq!(unreadable, SignInError::CodeUnreadable);
    for typed in [&wrong, &right] {
        let refused = error(portal.enters(&browser, typed).await);
        assert_eq!(refused, SignInError::CodeExpired);
    }
    let refusals = portal.audited(&Actor::member(&grace)).await;
    assert_eq!(refusals, ["second_factor_refused"; 5]);
    let member = portal.world.store.staff_member(&grace.id).await.unwrap();
    assert_eq!(member.unwrap().totp, None, "nothing was set up");
}

#[tokio::test]
async fn the_second_step_has_to_be_done_within_ten_minutes_and_after_the_first() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let store = portal.world.store.clone();
    let asked = portal
        .tries_to_ask(operations::sign_in::Door::Staff, STAFF_EMAIL)
        .await
        .unwrap();
    let skipped = portal.enters(&asked.browser, "123456").await;
    assert_eq!(error(skipped), SignInError::CodeExpired);
    let now = portal.world.now;
    let skipped = enrolment(&store, &portal.key, &asked.browser, "Zuri Net", now).await;
    assert!(skipped.is_err());

    portal.passes(Duration::minutes(1));
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    portal.passes(Duration::seconds(599));
    let page = standing(&store, &browser, portal.world.now).await.unwrap();
    let page = page.unwrap();
    assert!(matches!(page.next, Next::SecondFactor { enrolled: false }));
    assert_eq!(
        (page.seconds_left, page.contact.as_str()),
        (1, "g•••@example.com")
    );
    let code = portal.authenticator(&browser, &grace).await;
    portal.passes(Duration::seconds(1));
    let late = portal.enters(&browser, &code).await;
    assert_eq!(error(late), SignInError::CodeExpired);
}

#[tokio::test]
async fn whoever_leaves_between_the_steps_does_not_come_in() {
    let portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    let code = portal.authenticator(&browser, &grace).await;
    let (store, now) = (&portal.world.store, portal.world.now);
    staff::end(store, &grace.id, "moved", &amina(), now)
        .await
        .unwrap();
    let refused = portal.enters(&browser, &code).await;
    assert_eq!(error(refused), SignInError::CodeExpired);
}

#[tokio::test]
async fn an_authenticator_that_was_reset_ends_every_session_and_another_is_set_up() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let token = portal.staff_signs_in(&grace).await;
    let before = portal.world.store.staff_member(&grace.id).await.unwrap();
    let before = before.unwrap().totp.unwrap();
    let (store, now) = (portal.world.store.clone(), portal.world.now);
    staff::reset_second_factor(&store, &grace.id, None, &amina(), now)
        .await
        .unwrap();
    assert!(portal.resumes(&token).await.is_none());
    portal.passes(Duration::minutes(2));
    let again = portal.staff_signs_in(&grace).await;
    assert!(portal.resumes(&again).await.is_some());
    assert!(
        portal.resumes(&token).await.is_none(),
        "not with the new one either"
    );
    let after = store.staff_member(&grace.id).await.unwrap();
    let after = after.unwrap().totp.unwrap();
    assert_ne!(before, after);
    let step = totp::step_at(portal.world.now);
    assert_ne!(totp::code_at(&before, step), totp::code_at(&after, step));
}
