//! A code works once, for ten minutes, five times at most, in the browser that asked for it, and tells nobody who we know.

use billing::language::Language;
use billing::role::Role;
use chrono::Duration;
use operations::customers::{self, CustomerChanges};
use operations::error::OperationError;
use operations::sessions::Holder;
use operations::sign_in::error::SignInError;
use operations::sign_in::standing::{Next, standing};
use operations::sign_in::{self, Door, SignedIn, TRIES_MAX};
use operations::staff;
use store::meter::Meter;

use super::stage::{BROWSER, EMAIL, PHONE, Portal, STAFF_EMAIL, secrets};
use crate::world::amina;

fn error<T: std::fmt::Debug>(result: Result<T, OperationError>) -> SignInError {
    match result {
        Err(OperationError::SignIn(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_customer_signs_in_with_the_code_that_went_to_their_phone_or_their_address() {
    let mut portal = Portal::open().await;
    let jane = portal.jane().await;
    for (typed, to) in [
        (PHONE, "254712345149"),
        ("+254 712-345-149", "254712345149"),
        (" JANE@example.com ", EMAIL),
    ] {
        portal.passes(Duration::minutes(2));
        let asked = portal.asks(typed).await;
        let record = portal.world.store.notification(&asked.notification).await;
        assert_eq!(record.unwrap().unwrap().to, to);
        let code = portal.told(&asked.notification).await.unwrap();
        // As phones show it.
        let (first, last) = code.split_at(3);
        let signed_in = portal
            .answers(&asked.browser, &format!(" {first} {last}"))
            .await;
        let SignedIn::Customer { token, customer } = signed_in.unwrap() else {
            panic!("one customer has it");
        };
        assert_eq!(customer, jane);
        let session = portal.resumes(&token).await.unwrap();
        assert_eq!(session.holder, Holder::Customer(jane.clone()));
        assert_eq!(session.device, "Chrome on Android");
        assert_eq!(session.fresh_token, None);
    }
}

#[tokio::test]
async fn whoever_is_unknown_gets_the_same_answers_and_nobody_is_told() {
    let portal = Portal::open().await;
    portal.jane().await;
    portal.grace(Role::Cashier).await;
    for (door, known, unknown) in [
        (Door::Customer, PHONE, "0700 000 000"),
        (Door::Customer, EMAIL, "nobody@example.com"),
        (Door::Staff, STAFF_EMAIL, EMAIL),
    ] {
        let mut answers = Vec::new();
        for (typed, is_known) in [(known, true), (unknown, false)] {
            let asked = portal.tries_to_ask(door, typed).await.unwrap();
            let told = portal.told(&asked.notification).await;
            assert_eq!(told.is_some(), is_known, "{typed}");
            let mut said = vec![
                asked.resend_after_seconds.to_string(),
                asked.browser.len().to_string(),
                format!("{:?}", error(portal.tries_to_ask(door, typed).await)),
            ];
            let (store, now) = (&portal.world.store, portal.world.now);
            let page = standing(store, &asked.browser, now).await.unwrap().unwrap();
            said.push(format!(
                "{:?} {:?} {}",
                page.door, page.next, page.seconds_left
            ));
            let wrong = portal.wrong_code(&asked).await;
            for _ in 0..=TRIES_MAX {
                let refused = portal.answers(&asked.browser, &wrong).await;
                said.push(error(refused).to_string());
            }
            answers.push(said);
        }
        assert_eq!(answers[0], answers[1], "{door:?} {known}");
    }
    let due = operations::claim::due(&portal.world.store, portal.world.now).await;
    assert_eq!(due.unwrap().len(), 3);
}

#[tokio::test]
async fn whoever_is_unknown_costs_as_many_calls_as_whoever_is_known() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let meter = Meter::default();
    portal.world.store = portal.world.store.clone().metered(meter.clone());
    let mut calls = Vec::new();
    for typed in [PHONE, "0700 000 000", EMAIL, "nobody@example.com"] {
        let _ = meter.take();
        let asked = portal.asks(typed).await;
        let asking: Vec<_> = counted(&meter);
        let _ = portal
            .answers(&asked.browser, &portal.wrong_code(&asked).await)
            .await;
        calls.push((asking, counted(&meter)));
    }
    assert_eq!(calls[0], calls[1]);
    assert_eq!(calls[2], calls[3]);
}

#[tokio::test]
async fn signing_in_costs_what_the_readme_of_the_store_says() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let meter = Meter::default();
    portal.world.store = portal.world.store.clone().metered(meter.clone());
    let asked = portal.asks(PHONE).await;
    let asking = meter.take_total();
    let code = portal.told(&asked.notification).await.unwrap();
    let _ = meter.take();
    portal.answers(&asked.browser, &code).await.unwrap();
    let answering = meter.take_total();
    let units = [asking.read, asking.write, answering.read, answering.write];
    assert_eq!(units, [3.0, 10.0, 4.0, 6.0]);
}

fn counted(meter: &Meter) -> Vec<(&'static str, u32)> {
    let taken = meter.take().into_iter();
    taken
        .filter(|(operation, _)| *operation != "GetItem")
        .map(|(operation, units)| (operation, units.calls))
        .collect()
}

#[tokio::test]
async fn a_code_works_once() {
    let portal = Portal::open().await;
    portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    let first = portal.answers(&asked.browser, &code).await.unwrap();
    let again = portal.answers(&asked.browser, &code).await;
    assert_eq!(error(again), SignInError::CodeExpired);
    let SignedIn::Customer { token, .. } = first else {
        panic!("{first:?}");
    };
    assert!(portal.resumes(&token).await.is_some());
    // What the browser had before it signed in is no session.
    assert!(portal.resumes(&asked.browser).await.is_none());
    assert_ne!(token, asked.browser);
}

#[tokio::test]
async fn a_code_that_is_used_twice_at_once_opens_one_session() {
    let portal = Portal::open().await;
    let jane = portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    let at_once = (0..6).map(|_| portal.answers(&asked.browser, &code));
    let answers = futures::future::join_all(at_once).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let holder = Holder::Customer(jane);
    let (store, now) = (&portal.world.store, portal.world.now);
    let places = operations::sessions::list(store, &holder, now).await;
    assert_eq!(places.unwrap().len(), 1);
}

#[tokio::test]
async fn of_many_guesses_at_once_each_counts() {
    let portal = Portal::open().await;
    portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let wrong = portal.wrong_code(&asked).await;
    let guesses = (0..5).map(|_| portal.answers(&asked.browser, &wrong));
    let mut answers: Vec<String> = futures::future::join_all(guesses)
        .await
        .into_iter()
        .map(|answer| format!("{:?}", error(answer)))
        .collect();
    answers.sort();
    assert_eq!(
        answers,
        [
            "CodeExpired",
            "CodeWrong { tries_left: 1 }",
            "CodeWrong { tries_left: 2 }",
            "CodeWrong { tries_left: 3 }",
            "CodeWrong { tries_left: 4 }",
        ]
    );
}

#[tokio::test]
async fn after_five_wrong_tries_the_right_code_works_no_more() {
    let portal = Portal::open().await;
    portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    let wrong = portal.wrong_code(&asked).await;
    for tries_left in [4, 3, 2, 1] {
        let refused = error(portal.answers(&asked.browser, &wrong).await);
        assert_eq!(refused, SignInError::CodeWrong { tries_left });
        // What is no code at all is no guess either.
        for typed in ["", "12345", "1234567", "O00000"] {
            let refused = error(portal.answers(&asked.browser, typed).await);
            assert_eq!(refused, SignInError::CodeUnreadable, "{typed}");
        }
    }
    for typed in [&wrong, &code] {
        let refused = error(portal.answers(&asked.browser, typed).await);
        assert_eq!(refused, SignInError::CodeExpired);
    }
}

#[tokio::test]
async fn a_code_works_until_ten_minutes_are_over() {
    for (seconds, works) in [(599, true), (600, false)] {
        let mut portal = Portal::open().await;
        portal.jane().await;
        let asked = portal.asks(PHONE).await;
        let code = portal.told(&asked.notification).await.unwrap();
        portal.passes(Duration::seconds(seconds));
        let (store, now) = (&portal.world.store, portal.world.now);
        let page = standing(store, &asked.browser, now).await.unwrap();
        assert_eq!(page.is_some(), works, "{seconds}");
        let answer = portal.answers(&asked.browser, &code).await;
        match works {
            true => assert!(matches!(answer, Ok(SignedIn::Customer { .. }))),
            false => assert_eq!(error(answer), SignInError::CodeExpired),
        }
    }
}

#[tokio::test]
async fn a_code_works_in_the_browser_that_asked_for_it_only() {
    let portal = Portal::open().await;
    portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    // Somebody else's attempt, also one for the same person, and no attempt at all.
    let others = portal.asks("0700 000 000").await;
    let hers_too = portal.asks(EMAIL).await;
    for browser in [&others.browser, &hers_too.browser] {
        let refused = error(portal.answers(browser, &code).await);
        assert_eq!(refused, SignInError::CodeWrong { tries_left: 4 });
    }
    for browser in ["", "0", asked.notification.as_str()] {
        let refused = error(portal.answers(browser, &code).await);
        assert_eq!(refused, SignInError::CodeExpired);
    }
    assert!(portal.answers(&asked.browser, &code).await.is_ok());
}

#[tokio::test]
async fn another_code_can_be_asked_for_without_typing_the_contact_again() {
    let mut portal = Portal::open().await;
    portal.jane().await;
    let first = portal.asks(PHONE).await;
    let old = portal.told(&first.notification).await.unwrap();
    let (store, key) = (portal.world.store.clone(), portal.key.clone());
    let again = async |browser: &str, now| {
        sign_in::ask_again(&store, &key, browser, Language::Sw, &secrets(), now).await
    };
    portal.passes(Duration::seconds(59));
    let too_early = error(again(&first.browser, portal.world.now).await);
    assert_eq!(too_early, SignInError::TooOften { wait_seconds: 1 });
    portal.passes(Duration::seconds(1));
    let second = again(&first.browser, portal.world.now).await.unwrap();
    assert_ne!(second.browser, first.browser);
    let record = store
        .notification(&second.notification)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (record.to.as_str(), record.language),
        ("254712345149", Language::Sw)
    );
    let new = portal.told(&second.notification).await.unwrap();
    if old != new {
        assert!(portal.answers(&second.browser, &old).await.is_err());
    }
    assert!(portal.answers(&second.browser, &new).await.is_ok());
    // Also once nothing of it works any more.
    portal.passes(Duration::minutes(20));
    assert!(again(&first.browser, portal.world.now).await.is_ok());
    let nothing = again("nobody's", portal.world.now).await;
    assert_eq!(error(nothing), SignInError::CodeExpired);
}

#[tokio::test]
async fn what_no_code_can_be_sent_to_is_said_and_nothing_is_begun() {
    let portal = Portal::open().await;
    portal.grace(Role::Cashier).await;
    for (door, typed) in [
        (Door::Customer, ""),
        (Door::Customer, "10000012"),
        (Door::Customer, "jane"),
        (Door::Customer, "jane@"),
        (Door::Customer, "a@b.ke, c@d.ke"),
        (Door::Staff, PHONE),
        (Door::Staff, "Grace"),
    ] {
        let refused = error(portal.tries_to_ask(door, typed).await);
        assert_eq!(refused, SignInError::ContactUnusable { door }, "{typed}");
    }
}

#[tokio::test]
async fn who_shares_a_phone_chooses_and_gets_into_nobody_elses_account() {
    let portal = Portal::open().await;
    let jane = portal.jane().await;
    let john = portal.customer("John Kamau", &[PHONE], &[]).await;
    let asha = portal.customer("Asha Otieno", &["0722 000 000"], &[]).await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    let choice = portal.answers(&asked.browser, &code).await.unwrap();
    let SignedIn::Choose { browser, accounts } = choice else {
        panic!("{choice:?}");
    };
    let mut names: Vec<&str> = accounts.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Jane Wanjiru", "John Kamau"]);
    assert_ne!(browser, asked.browser);
    let (store, now) = (&portal.world.store, portal.world.now);
    let page = standing(store, &browser, now).await.unwrap().unwrap();
    assert!(matches!(page.next, Next::Choose(shown) if shown.len() == 2));

    let chooses = async |browser: &str, customer: &store::customers::Customer| {
        sign_in::choose(store, browser, &customer.id, BROWSER, &secrets(), now).await
    };
    let not_theirs = chooses(&browser, &asha).await;
    assert!(matches!(not_theirs, Err(OperationError::CustomerNotFound)));
    let before_the_code = chooses(&asked.browser, &john).await;
    assert_eq!(error(before_the_code), SignInError::CodeExpired);
    let chosen = chooses(&browser, &john).await.unwrap();
    let SignedIn::Customer { token, .. } = chosen else {
        panic!("{chosen:?}");
    };
    let session = portal.resumes(&token).await.unwrap();
    assert_eq!(session.holder, Holder::Customer(john.clone()));
    let again = chooses(&browser, &jane).await;
    assert_eq!(error(again), SignInError::CodeExpired);
}

#[tokio::test]
async fn a_contact_that_was_taken_from_the_customer_meanwhile_lets_nobody_in() {
    let portal = Portal::open().await;
    let jane = portal.jane().await;
    let asked = portal.asks(PHONE).await;
    let code = portal.told(&asked.notification).await.unwrap();
    let changes = CustomerChanges {
        phones: Some(vec!["0722 000 000".to_owned()]),
        ..CustomerChanges::default()
    };
    let (store, now) = (&portal.world.store, portal.world.now);
    customers::change(store, &jane.id, &changes, &amina(), now)
        .await
        .unwrap();
    let refused = error(portal.answers(&asked.browser, &code).await);
    assert_eq!(refused, SignInError::CodeExpired);
}

#[tokio::test]
async fn whoever_left_the_staff_is_unknown_at_once() {
    let mut portal = Portal::open().await;
    let grace = portal.grace(Role::Cashier).await;
    let asked = portal.tries_to_ask(Door::Staff, STAFF_EMAIL).await.unwrap();
    let code = portal.told(&asked.notification).await.unwrap();
    let (store, now) = (&portal.world.store, portal.world.now);
    staff::end(store, &grace.id, "moved", &amina(), now)
        .await
        .unwrap();
    let refused = error(portal.answers(&asked.browser, &code).await);
    assert_eq!(refused, SignInError::CodeExpired);
    portal.passes(Duration::minutes(2));
    let asked = portal.tries_to_ask(Door::Staff, STAFF_EMAIL).await.unwrap();
    assert_eq!(portal.told(&asked.notification).await, None);
}
