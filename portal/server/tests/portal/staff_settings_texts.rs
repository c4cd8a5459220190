//! The texts of messages: tried with made-up values, saved, sent to oneself and put back.

use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Role;
use messages::template::placeholder::placeholders;
use operations::texts;
use portal_app::words::staff::settings::placeholders::PlaceholderWords;

use crate::desk::{Desk, hidden, read};

const LIST: &str = "/staff/settings/texts";
const SMS: &str = "/staff/settings/texts/payment_received/en/sms";
const EMAIL: &str = "/staff/settings/texts/payment_received/sw/email";

impl Desk {
    /// The text of an SMS about a payment, as it is in force.
    async fn sms(&self) -> String {
        let store = &self.own.world.context.store;
        let (kind, channel) = (MessageKind::PaymentReceived, Channel::Sms);
        let text = texts::one(store, kind, Language::En, channel).await;
        text.unwrap().template.body().to_owned()
    }
}

#[test]
fn every_placeholder_has_words_in_both_languages() {
    for kind in MessageKind::ALL {
        for placeholder in placeholders(kind) {
            let [english, kiswahili] = Language::ALL
                .map(|language| PlaceholderWords::of(language).meaning(kind, placeholder.name));
            let (english, kiswahili) = (english.unwrap(), kiswahili.unwrap());
            assert_ne!(english, kiswahili);
            let told = english.to_lowercase();
            assert_eq!(told, placeholder.meaning.to_lowercase(), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn every_message_has_a_text_for_each_channel_and_language() {
    let desk = Desk::of(Role::Cashier).await;
    let page = desk.page(LIST).await;
    for kind in MessageKind::ALL {
        for end in ["en/sms", "sw/sms", "en/email", "sw/email"] {
            let address = format!("{LIST}/{}/{end}", kind.name());
            assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
            let text = read(&desk.page(&address).await);
            assert!(text.contains("What may stand in braces"), "{address}");
            assert!(!text.contains("Save text"), "a cashier only reads");
        }
    }
    assert!(!read(&page).contains("Changed"));
    for nowhere in [
        "x/en/sms",
        "payment_received/fr/sms",
        "payment_received/en/fax",
    ] {
        let answer = desk.open(&format!("{LIST}/{nowhere}")).await;
        assert_eq!(answer.status, 404, "{nowhere}");
    }
}

#[tokio::test]
async fn a_text_is_shown_with_its_placeholders_and_what_it_costs() {
    let desk = Desk::of(Role::Administrator).await;
    let page = desk.page(SMS).await;
    let text = read(&page);
    for said in [
        "A payment that arrived: SMS, English",
        "This is the original text.",
        "{amount} How much was paid Needed",
        "{customer_name} The name of the recipient",
        "RKL51ZDR4F",
        "(GSM-7)",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(page.contains("{amount}") && page.contains("name=\"body\""));
    assert!(!page.contains("name=\"subject\""), "an SMS has none");
    assert!(desk.page(EMAIL).await.contains("name=\"subject\""));
    let swahili = read(&desk.page(&format!("{SMS}?lang=sw")).await);
    assert!(
        swahili.contains("{amount} Kiasi kilicholipwa Lazima"),
        "{swahili}"
    );
}

#[tokio::test]
async fn a_text_is_tried_without_being_saved() {
    let desk = Desk::of(Role::Administrator).await;
    let before = desk.sms().await;
    let body = "Asante {customer_name}: {amount} <b>[ok]</b>";
    let fields = [("body", body), ("action", "try")];
    let page = desk.shown(SMS, &fields).await;
    let text = read(&page);
    assert!(page.contains("Asante Faith"), "{text}");
    assert!(text.contains("KES 10,000"), "{text}");
    assert!(
        text.contains("1 SMS: ") && text.contains("of 160 characters."),
        "{text}"
    );
    assert!(page.contains("&lt;b&gt;[ok]") && !page.contains("<b>[ok]"));
    let part = desk.part(SMS, "preview", &fields).await;
    assert_eq!(part.header("x-fragment"), Some("preview"));
    let part = part.text();
    assert!(part.contains("Asante Faith") && !part.contains("<html"));
    let two = format!("{body}{}", " habari njema".repeat(14));
    let text = read(&desk.shown(SMS, &[("body", &two), ("action", "try")]).await);
    assert!(
        text.contains("2 SMS: ") && text.contains("of 306 characters."),
        "{text}"
    );
    assert_eq!(desk.sms().await, before);
}

#[tokio::test]
async fn a_text_is_saved_told_of_and_put_back() {
    let desk = Desk::of(Role::Administrator).await;
    let original = desk.sms().await;
    let fields = [("body", "Thanks!\r\n{amount} came."), ("action", "save")];
    let led = desk.sent(SMS, &fields).await;
    assert_eq!(desk.sms().await, "Thanks!\n{amount} came.");
    let text = read(&desk.page(&led).await);
    for said in [
        "The text was saved.",
        "Changed by Wanjiku the administrator, 7 Dec 2026, 09:00.",
        "The original text",
        "Restore the original text",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let list = read(&desk.page(LIST).await);
    assert_eq!(list.matches("Changed –").count(), 1, "{list}");
    assert!(read(&desk.page("/staff/settings").await).contains("1 changed"));

    let led = desk.sent(&format!("{SMS}/restore"), &[]).await;
    let text = read(&desk.page(&led).await);
    assert!(text.contains("The original text holds again."), "{text}");
    assert!(text.contains("This is the original text."));
    assert_eq!(desk.sms().await, original);
    // The original, word for word, is no change.
    desk.sent(SMS, &[("body", &original), ("action", "save")])
        .await;
    let list = read(&desk.page(LIST).await);
    assert!(!list.contains("Changed –"), "{list}");
}

#[tokio::test]
async fn a_text_that_cannot_be_used_comes_back_with_the_reason_beside_its_field() {
    let desk = Desk::of(Role::Administrator).await;
    let before = desk.sms().await;
    let long = "{amount} ".repeat(60);
    let cases = [
        ("", "Write a text."),
        ("Thanks", "Keep {amount} in the text."),
        ("{amount} {nme}", "{nme} is unknown here."),
        ("{amount} {nme}", "Use only {provider_name} {customer_name}"),
        ("{amount", "Close the brace before"),
        ("{amount} ✓ 😀", "not: ✓ 😀."),
        (long.as_str(), "at most 3 are sent."),
    ];
    for (body, said) in cases {
        for action in ["try", "save", "send"] {
            let fields = [("body", body), ("action", action)];
            let page = desk.refused(SMS, &fields).await;
            assert!(page.contains("id=\"body-error\""), "{said}: {page}");
            assert!(page.contains(said), "{said} in {page}");
        }
    }
    let part = desk.part(SMS, "preview", &[("body", "{nme}")]).await.text();
    assert!(part.contains("{nme} is unknown here."), "{part}");
    for subject in ["", "{nme}"] {
        let fields = [
            ("subject", subject),
            ("body", "{amount}"),
            ("action", "save"),
        ];
        let page = desk.refused(EMAIL, &fields).await;
        assert!(page.contains("id=\"subject-error\""), "{subject}: {page}");
    }
    // What is too long is refused, not cut.
    let whole = format!("{{amount}} {}", "a".repeat(5_500));
    let fields = [
        ("subject", "Asante"),
        ("body", whole.as_str()),
        ("action", "save"),
    ];
    let page = desk.refused(EMAIL, &fields).await;
    assert!(page.contains("at most 5000 characters"));
    assert_eq!(desk.sms().await, before);
}

#[tokio::test]
async fn a_text_is_sent_to_oneself_once_for_each_form() {
    let desk = Desk::of(Role::Administrator).await;
    let once = hidden(&desk.page(SMS).await, "once").to_owned();
    let body = ("body", "{amount}: thank you");
    let send = ("action", "send");
    let page = desk.refused(SMS, &[body, send, ("to", "nobody")]).await;
    assert!(page.contains("id=\"to-error\""), "{page}");
    let fields = [body, send, ("to", "0722000126"), ("once", once.as_str())];
    let page = desk.shown(SMS, &fields).await;
    assert!(read(&page).contains("on its way to you. The text is not saved yet."));
    assert_ne!(hidden(&page, "once"), once, "the next one is another");
    desk.shown(SMS, &fields).await;
    let store = &desk.own.world.context.store;
    let now = desk.own.world.context.clock.now();
    let due = operations::claim::due(store, now).await.unwrap();
    let mut tried = 0;
    for id in &due {
        let record = store.notification(id).await.unwrap().unwrap();
        tried += usize::from(record.to == "254722000126");
    }
    assert_eq!(tried, 1);
}

#[tokio::test]
async fn only_an_administrator_changes_or_tries_a_text() {
    let desk = Desk::of(Role::Administrator).await;
    let before = desk.sms().await;
    for role in [Role::Cashier, Role::Accountant, Role::Auditor] {
        let person = desk.own.world.staff(role).await;
        for action in ["try", "save", "send"] {
            let fields = [
                ("body", "{amount}"),
                ("action", action),
                ("to", "0722000126"),
            ];
            let answer = desk.own.world.post_as(&person, SMS, &fields).await;
            assert_eq!(answer.status, 403, "{role} {action}");
        }
        let path = format!("{SMS}/restore");
        let answer = desk.own.world.post_as(&person, &path, &[]).await;
        assert_eq!(answer.status, 403, "{role}");
    }
    assert_eq!(desk.sms().await, before);
}
