//! Codes for signing in: in one short message or letter, at once, and nowhere afterwards.

use billing::language::Language;
use billing::notification::sign_in_code::OneTimeCode;
use operations::portal_key::PortalKey;
use operations::sign_in::secrets::Secrets;
use operations::sign_in::{self, Asked, Door, SignedIn};
use runtime::secret::fresh_bytes;
use store::notifications::NotificationStatus::{Failed, Sent};

use crate::stage::{EMAIL, PHONE, Stage, body};

const KEY: PortalKey = PortalKey::new([7; 32]);

async fn asks(stage: &Stage, typed: &str) -> Asked {
    let (context, secrets) = (stage.context(), Secrets::new(fresh_bytes()));
    let now = context.clock.now();
    sign_in::ask(
        &context.store,
        &KEY,
        Door::Customer,
        typed,
        Language::Sw,
        &secrets,
        now,
    )
    .await
    .unwrap()
}

/// What somebody types who reads the message.
async fn signs_in(stage: &Stage, asked: &Asked, code: &str) -> bool {
    let (context, secrets) = (stage.context(), Secrets::new(fresh_bytes()));
    let now = context.clock.now();
    let answer = sign_in::answer(
        &context.store,
        &KEY,
        &asked.browser,
        code,
        "",
        &secrets,
        now,
    );
    matches!(answer.await, Ok(SignedIn::Customer { .. }))
}

#[tokio::test]
async fn a_code_goes_out_at_once_in_one_message_that_begins_with_it_and_signs_in() {
    let stage = Stage::set().await;
    let asha = stage.bench.reachable("Asha Otieno", &[PHONE], &[]).await;
    let asked = asks(&stage, PHONE).await;
    assert!(stage.handle(&[body(&asked.notification)]).await.is_empty());
    let sent = stage.gateway.handle().sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, PHONE));
    let (code, rest) = sent[0].text.split_at(6);
    assert!(OneTimeCode::parse(code).is_some(), "{}", sent[0].text);
    assert!(rest.contains("Savanna Net"), "{rest}");

    let record = stage.record(&asha).await;
    assert_eq!(record.status, Sent);
    assert_eq!(record.wording.as_ref().unwrap().segments, Some(1));
    assert!(!format!("{record:?}").contains(code));
    assert!(signs_in(&stage, &asked, code).await);
    stage.pass_hours(1).await;
    assert_eq!(stage.on_phones(), 1);
}

#[tokio::test]
async fn a_letter_with_a_code_shows_it_in_the_list_of_letters_and_offers_no_way_out() {
    let stage = Stage::set().await;
    let asha = stage.bench.reachable("Asha Otieno", &[], &[EMAIL]).await;
    let asked = asks(&stage, EMAIL).await;
    stage.send_due().await;
    let letters = stage.letters().await;
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert_eq!(letter.to, [EMAIL]);
    let (code, _) = letter.subject.split_at(6);
    let (text, html) = (letter.text.as_deref(), letter.html.as_deref());
    assert!(text.unwrap().starts_with(code) && html.unwrap().contains(code));
    let mut headers = letter.headers.iter();
    assert!(!headers.any(|header| header.name.eq_ignore_ascii_case("List-Unsubscribe")));
    assert!(!text.unwrap().contains("Asha"));
    assert!(!format!("{:?}", stage.record(&asha).await).contains(code));
    assert!(signs_in(&stage, &asked, code).await);
}

#[tokio::test]
async fn a_message_for_nobody_is_done_with_and_nothing_is_sent() {
    let stage = Stage::set().await;
    for typed in ["0700000000", "nobody@example.com"] {
        let asked = asks(&stage, typed).await;
        assert!(stage.handle(&[body(&asked.notification)]).await.is_empty());
    }
    assert_eq!((stage.on_phones(), stage.letters().await.len()), (0, 0));
    assert_eq!(stage.due().await, []);
}

#[tokio::test]
async fn a_code_that_meets_an_empty_account_waits_for_nothing() {
    let stage = Stage::set().await;
    let asha = stage.bench.reachable("Asha Otieno", &[PHONE], &[]).await;
    stage.gateway.handle().change(|it| it.credit = Some(0));
    asks(&stage, PHONE).await;
    stage.send_due().await;
    assert_eq!(stage.record(&asha).await.status, Failed);
    stage.gateway.handle().change(|it| it.credit = None);
    stage.pass_hours(1).await;
    assert_eq!(stage.on_phones(), 0);
}
