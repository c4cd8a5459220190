//! Nobody asks, guesses or spends without end.

use billing::role::Role;
use chrono::{Duration, TimeZone, Utc};
use operations::error::OperationError;
use operations::sign_in::Door;
use operations::sign_in::error::SignInError;
use operations::sign_in::limits::SMS_CEILING;
use store::sign_ins::{Counted, SmsCeiling};

use super::stage::{EMAIL, PHONE, Portal, STAFF_EMAIL};

async fn wait_s(portal: &Portal, typed: &str) -> Option<u64> {
    match portal.tries_to_ask(Door::Customer, typed).await {
        Ok(_) => None,
        Err(OperationError::SignIn(
            SignInError::TooOften { wait_seconds } | SignInError::SmsPaused { wait_seconds },
        )) => Some(wait_seconds),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_contact_gets_a_code_a_minute_five_an_hour_and_fifteen_a_day() {
    for typed in [PHONE, "0700 000 000"] {
        let mut portal = Portal::open().await;
        portal.jane().await;
        assert_eq!(wait_s(&portal, typed).await, None);
        assert_eq!(wait_s(&portal, typed).await, Some(60));
        for _ in 1..5 {
            portal.passes(Duration::seconds(60));
            assert_eq!(wait_s(&portal, typed).await, None, "{typed}");
        }
        portal.passes(Duration::seconds(60));
        assert_eq!(wait_s(&portal, typed).await, Some(3_600 - 5 * 60));
        for _ in 5..15 {
            portal.passes(Duration::minutes(13));
            while let Some(seconds) = wait_s(&portal, typed).await {
                portal.passes(Duration::seconds(seconds.try_into().unwrap()));
            }
        }
        portal.passes(Duration::hours(1));
        let wait = wait_s(&portal, typed).await.unwrap();
        assert!(wait > 3_600, "{wait}");
    }
}

#[tokio::test]
async fn of_many_who_ask_for_one_contact_at_once_one_gets_a_code() {
    let portal = Portal::open().await;
    portal.jane().await;
    let asking = (0..6).map(|_| portal.tries_to_ask(Door::Customer, PHONE));
    let asked = futures::future::join_all(asking).await;
    assert_eq!(asked.iter().filter(|it| it.is_ok()).count(), 1);
    let due = operations::claim::due(&portal.world.store, portal.world.now).await;
    assert_eq!(due.unwrap().len(), 1);
}

#[tokio::test]
async fn guessing_over_many_attempts_locks_the_account_and_the_right_code_with_it() {
    for typed in [PHONE, "0700 000 000"] {
        let mut portal = Portal::open().await;
        portal.jane().await;
        for _ in 0..2 {
            let asked = portal.asks(typed).await;
            let wrong = portal.wrong_code(&asked).await;
            for _ in 0..5 {
                assert!(portal.answers(&asked.browser, &wrong).await.is_err());
            }
            portal.passes(Duration::minutes(2));
        }
        // Ten an hour: the first five are too long ago in 56 minutes.
        assert_eq!(wait_s(&portal, typed).await, Some(56 * 60), "{typed}");
        portal.passes(Duration::seconds(56 * 60 - 1));
        assert_eq!(wait_s(&portal, typed).await, Some(1));
        portal.passes(Duration::seconds(1));
        assert_eq!(wait_s(&portal, typed).await, None);
    }
}

#[tokio::test]
async fn a_lock_holds_for_every_contact_of_the_account_and_for_codes_that_are_out() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let by_mail = portal.asks(EMAIL).await;
    let code = portal.told(&by_mail.notification).await.unwrap();
    for _ in 0..2 {
        let asked = portal.asks(PHONE).await;
        let wrong = portal.wrong_code(&asked).await;
        for _ in 0..5 {
            assert!(portal.answers(&asked.browser, &wrong).await.is_err());
        }
        portal.passes(Duration::minutes(1));
    }
    let refused = portal.answers(&by_mail.browser, &code).await;
    assert!(matches!(
        refused,
        Err(OperationError::SignIn(SignInError::TooOften { .. }))
    ));
    assert!(wait_s(&portal, EMAIL).await.is_some());
}

#[tokio::test]
async fn an_account_gets_ten_codes_an_hour_and_nobody_learns_which_contacts_are_its() {
    let mut portal = Portal::open().await;
    let phones = ["0712 345 149", "0722 345 149", "0733 345 149"];
    portal.customer("Jane Wanjiru", &phones, &[]).await;
    let mut told = 0;
    for _ in 0..5 {
        for phone in phones {
            let asked = portal.asks(phone).await;
            told += u32::from(portal.told(&asked.notification).await.is_some());
        }
        portal.passes(Duration::seconds(61));
    }
    assert_eq!(told, 10);
}

#[tokio::test]
async fn codes_by_sms_stop_when_too_many_went_out_and_start_with_the_next_hour() {
    let mut portal = Portal::open().await;
    // Twenty past eleven in Nairobi.
    portal.world.now = Utc.with_ymd_and_hms(2026, 11, 20, 8, 20, 0).unwrap();
    portal.jane().await;
    let day = "2026-11-20".parse().unwrap();
    let store = portal.world.store.clone();
    let spent = store.count_sign_in_sms((day, 11), SMS_CEILING.per_hour - 1, SMS_CEILING);
    assert_eq!(spent.await.unwrap(), Counted::Within);
    // Whoever is unknown spends nothing.
    assert_eq!(wait_s(&portal, "0700 000 000").await, None);
    assert_eq!(wait_s(&portal, PHONE).await, None);
    portal.passes(Duration::minutes(1));
    for typed in [PHONE, "0700 000 000", "0700 000 001"] {
        assert_eq!(wait_s(&portal, typed).await, Some(39 * 60), "{typed}");
    }
    assert_eq!(wait_s(&portal, EMAIL).await, None, "e-mails cost nothing");
    portal.passes(Duration::minutes(39));
    assert_eq!(wait_s(&portal, PHONE).await, None);

    // The whole day.
    let spent = store.count_sign_in_sms((day, 13), SMS_CEILING.per_day, SMS_CEILING);
    assert_eq!(spent.await.unwrap(), Counted::Within);
    portal.passes(Duration::minutes(5));
    let until_midnight = 11 * 3_600 + 55 * 60;
    assert_eq!(wait_s(&portal, PHONE).await, Some(until_midnight));
    portal.passes(Duration::seconds(until_midnight.try_into().unwrap()));
    assert_eq!(wait_s(&portal, PHONE).await, None);
}

#[tokio::test]
async fn codes_that_are_counted_at_once_do_not_go_over_the_ceiling() {
    let portal = Portal::open().await;
    let ceiling = SmsCeiling {
        per_hour: 5,
        per_day: 7,
    };
    let day = "2026-11-20".parse().unwrap();
    let store = &portal.world.store;
    let mut counted = Vec::new();
    for hour in [8, 9] {
        let at_once = (0..8).map(|_| store.count_sign_in_sms((day, hour), 1, ceiling));
        counted.extend(futures::future::join_all(at_once).await);
    }
    let of = |kind| {
        let counted = counted.iter().map(|it| *it.as_ref().unwrap());
        counted.filter(|it| *it == kind).count()
    };
    assert_eq!(of(Counted::Within), 7);
    assert_eq!(of(Counted::HourFull), 3);
    assert_eq!(of(Counted::DayFull), 6);
}

#[tokio::test]
async fn second_factors_cannot_be_guessed_over_many_attempts() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    portal.staff_signs_in(&grace).await;
    for _ in 0..2 {
        portal.passes(Duration::minutes(2));
        let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
        for _ in 0..5 {
            let wrong = wrong_second_factor(&portal, &browser, &grace).await;
            assert!(portal.enters(&browser, &wrong).await.is_err());
        }
    }
    portal.passes(Duration::minutes(2));
    let browser = portal.staff_types_the_code(STAFF_EMAIL).await;
    let right = portal.authenticator(&browser, &grace).await;
    let refused = portal.enters(&browser, &right).await;
    assert!(matches!(
        refused,
        Err(OperationError::SignIn(SignInError::TooOften { .. }))
    ));
}

async fn wrong_second_factor(
    portal: &Portal,
    browser: &str,
    member: &store::staff::StaffMember,
) -> String {
    let right: u32 = portal.authenticator(browser, member).await.parse().unwrap();
    // Far from the codes of the steps beside it too, as far as anybody can tell.
    format!("{:06}", (right + 123_456) % 1_000_000)
}
