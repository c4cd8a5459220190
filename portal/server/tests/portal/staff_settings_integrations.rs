//! What Malipo works with: whether it is set up, and what testing it finds.

use std::sync::Arc;

use billing::role::Role;
use local_providers::sms::oddities::Odds;
use operations::integrations::{REST_S, UNDERWAY_S};
use runtime::config::carriers::Carriers;
use store::integrations::{Ended, Found, Party, TestRecord};
use store::notifications::NotificationStatus;

use crate::bench::{Bench, NOTIFICATIONS};
use crate::desk::{Desk, hidden, read};
use crate::own::Own;
use crate::phones::Phones;
use crate::world::World;

const PAGE: &str = "/staff/settings/integrations";
const MPESA: &str = "/staff/settings/integrations/mpesa";
const SMS: &str = "/staff/settings/integrations/sms";
const EMAIL: &str = "/staff/settings/integrations/email";

/// The page that sending a test leads to, as it is read.
async fn tested(desk: &Desk, address: &str, fields: &[(&str, &str)]) -> String {
    let led = desk.sent(address, fields).await;
    read(&desk.page(&led).await)
}

async fn rested(desk: &Desk) {
    desk.own.passes(REST_S.unsigned_abs());
}

#[tokio::test]
async fn mpesa_store_and_queues_say_that_they_answer_and_how_quickly() {
    let desk = Desk::of(Role::Administrator).await;
    let before = read(&desk.page(PAGE).await);
    assert_eq!(
        before.matches("Nobody has tested it yet.").count(),
        5,
        "{before}"
    );
    let asked = desk.own.phones.handle.token_requests();
    let text = tested(&desk, MPESA, &[]).await;
    assert_eq!(desk.own.phones.handle.token_requests(), asked + 1);
    assert_eq!(text.matches("M-PESA knows us.").count(), 2, "{text}");
    let took = "It took ";
    assert!(
        text.contains(took) && text.contains("by Wanjiku the administrator"),
        "{text}"
    );
    let store = tested(&desk, "/staff/settings/integrations/store", &[]).await;
    assert!(store.contains("The store answers."), "{store}");
    let queues = tested(&desk, "/staff/settings/integrations/queues", &[]).await;
    assert!(queues.contains("Messages on them: about 0."), "{queues}");
    // A second press at once asks nobody again.
    tested(&desk, MPESA, &[]).await;
    assert_eq!(desk.own.phones.handle.token_requests(), asked + 1);
}

#[tokio::test]
async fn what_is_wrong_with_mpesa_is_told_with_what_to_do() {
    let desk = Desk::of(Role::Administrator).await;
    desk.own
        .phones
        .handle
        .change(|it| it.token_failing = Odds::Always);
    let text = tested(&desk, MPESA, &[]).await;
    assert!(
        text.contains("M-PESA answers HTTP 500 and gives no token."),
        "{text}"
    );
    rested(&desk).await;
    desk.own.phones.unplug().await;
    let text = tested(&desk, MPESA, &[]).await;
    assert!(
        text.contains("There was no connection to M-PESA, so nothing was sent."),
        "{text}"
    );
    assert!(text.contains("Check MALIPO_MPESA_URL"), "{text}");

    let refused = Ended {
        took_ms: 412,
        found: Found::CredentialsRefused,
    };
    found(&desk, Some(refused)).await;
    let page = desk.page(PAGE).await;
    let text = read(&page);
    for said in [
        "M-PESA refuses our consumer key and secret.",
        "Check MALIPO_MPESA_CONSUMER_KEY and MALIPO_MPESA_CONSUMER_SECRET",
        "It took 412 ms.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("class=\"status late\""));
    let kiswahili = read(&desk.page(&format!("{PAGE}?lang=sw")).await);
    assert!(
        kiswahili.contains("M-PESA inakataa ufunguo na siri yetu."),
        "{kiswahili}"
    );
}

/// As if M-PESA had been tested just now with this end.
async fn found(desk: &Desk, ended: Option<Ended>) {
    let context = &desk.own.world.context;
    let before = context.store.integration_test(Party::Mpesa).await.unwrap();
    let after = TestRecord {
        begun_at: context.clock.now(),
        by: "Otieno".to_owned(),
        ended,
        version: before.as_ref().map_or(0, |record| record.version) + 1,
    };
    let saved = context
        .store
        .save_integration_test(Party::Mpesa, before.as_ref(), &after);
    saved.await.unwrap();
}

#[tokio::test]
async fn a_test_without_an_answer_is_one_of_which_nobody_knows() {
    let desk = Desk::of(Role::Administrator).await;
    let found_nothing = Ended {
        took_ms: 15_000,
        found: Found::NoAnswer,
    };
    found(&desk, Some(found_nothing)).await;
    let page = desk.page(PAGE).await;
    assert!(read(&page).contains("There was no answer in time: we do not know whether it works."));
    assert!(page.contains("class=\"status unknown\""));
    found(&desk, None).await;
    let text = read(&desk.page(PAGE).await);
    assert!(text.contains("The test is under way."), "{text}");
    desk.own.passes(UNDERWAY_S.unsigned_abs());
    let text = read(&desk.page(PAGE).await);
    assert!(text.contains("Nobody knows how this test ended."), "{text}");
}

#[tokio::test]
async fn a_test_message_is_sent_once_to_whom_was_typed_in_and_followed() {
    let desk = Desk::of(Role::Administrator).await;
    let page = desk.page(PAGE).await;
    let once = hidden(&page, "once").to_owned();
    let fields = [("once", once.as_str()), ("phone", "0712 345 678")];
    let text = tested(&desk, SMS, &fields).await;
    assert!(
        text.contains("The test message waits to be sent."),
        "{text}"
    );
    tested(&desk, SMS, &fields).await;
    let queued = desk.own.world.bench.messages(NOTIFICATIONS).await;
    assert!(queued.iter().all(|one| *one == queued[0]), "{queued:?}");

    let context = &desk.own.world.context;
    let record = context.store.integration_test(Party::Sms).await.unwrap();
    let ended = record.unwrap().ended.unwrap();
    let Found::Written { notification } = ended.found else {
        panic!("{ended:?}");
    };
    let sent = context
        .store
        .notification(&notification)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(sent.to, "254712345678");
    let page = desk.page(PAGE).await;
    let address = format!("/staff/waiting/notifications/{notification}");
    assert!(page.contains(&format!("href=\"{address}\"")), "{page}");
    assert!(!page.contains("712345678"), "the number stands nowhere");
    assert!(read(&desk.page(&address).await).contains("A test"));

    let mut arrived = sent.clone();
    arrived.status = NotificationStatus::Delivered;
    arrived.version += 1;
    context
        .store
        .save_notification(&sent, &arrived)
        .await
        .unwrap();
    let text = read(&desk.page(PAGE).await);
    assert!(text.contains("The test message arrived."), "{text}");
}

#[tokio::test]
async fn where_a_test_message_cannot_go_the_form_says_so_and_keeps_it() {
    let desk = Desk::of(Role::Administrator).await;
    let page = desk.refused(SMS, &[("phone", "12<34")]).await;
    assert!(
        page.contains("id=\"phone-error\"") && page.contains("value=\"12&lt;34\""),
        "{page}"
    );
    let page = desk.refused(EMAIL, &[("address", "nobody")]).await;
    assert!(page.contains("id=\"address-error\""), "{page}");
    tested(&desk, EMAIL, &[("address", "jane@example.co.ke")]).await;
    let page = desk
        .refused(EMAIL, &[("address", "jane@example.co.ke")])
        .await;
    assert!(
        read(&page).contains("A test was sent just now; wait 10 seconds."),
        "{page}"
    );
    let kiswahili = format!("{EMAIL}?lang=sw");
    let page = desk
        .refused(&kiswahili, &[("address", "jane@example.co.ke")])
        .await;
    assert!(read(&page).contains("subiri sekunde kumi"), "{page}");
}

#[tokio::test]
async fn what_is_not_set_up_says_which_settings_are_missing_and_has_no_button() {
    let mut bench = Bench::new().await;
    let mut config = (*bench.context.config).clone();
    config.carriers = Carriers::default();
    bench.context.config = Arc::new(config);
    let phones = Phones::beside(&bench).await;
    let own = Own::in_world(World::on(bench, "Savanna Fibre", None), phones).await;
    let me = own.world.staff(Role::Administrator).await;
    let desk = Desk { own, me };
    let page = desk.page(PAGE).await;
    let text = read(&page);
    assert_eq!(text.matches("Not set up").count(), 3, "{text}");
    for said in [
        "Set MALIPO_MPESA_CONSUMER_KEY,",
        "Set MALIPO_SMS_URL,",
        "Set MALIPO_MAIL_FROM.",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    for address in [MPESA, SMS, EMAIL] {
        assert!(
            !page.contains(&format!("action=\"{address}\"")),
            "{address}"
        );
    }
    assert_eq!(desk.post(MPESA, &[]).await.status, 409);
}

#[tokio::test]
async fn everybody_reads_and_only_an_administrator_tests() {
    for role in [Role::Cashier, Role::Accountant, Role::Auditor] {
        let desk = Desk::of(role).await;
        let page = desk.page(PAGE).await;
        assert!(read(&page).contains("An administrator tests them."));
        assert!(!page.contains("<form"), "{page}");
        let forms: [(&str, &[(&str, &str)]); 4] = [
            (MPESA, &[]),
            (SMS, &[("phone", "0712345678")]),
            ("/staff/settings/integrations/store", &[]),
            ("/staff/settings/integrations/queues", &[]),
        ];
        for (address, fields) in forms {
            let answer = desk.post(address, fields).await;
            assert_eq!(answer.status, 403, "{address}");
        }
        let store = &desk.own.world.context.store;
        for party in Party::ALL {
            assert_eq!(store.integration_test(party).await.unwrap(), None);
        }
    }
    let desk = Desk::of(Role::Administrator).await;
    let nobody = desk.post("/staff/settings/integrations/nobody", &[]).await;
    assert_eq!(nobody.status, 404);
    assert_eq!(
        desk.open(MPESA).await.status,
        404,
        "nothing is tested by GET"
    );
}
