//! E-mails: what is in them, and what comes back.

use billing::ids::of_notification::{Addressee, NotificationId};
use billing::notification::Channel;
use chrono::Utc;
use local_aws::mailbox::StoredMessage;
use serde_json::json;
use store::notifications::NotificationStatus::{Delivered, Failed, Sent, Suppressed};
use store::templates::TemplateText;

use crate::bench::PUBLIC_URL;
use crate::stage::{EMAIL, Stage};

fn header<'a>(letter: &'a StoredMessage, name: &str) -> Option<&'a str> {
    let found = letter
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))?;
    Some(&found.value)
}

fn event(kind: &str, id: &NotificationId) -> String {
    json!({
        "eventType": kind,
        "mail": {"messageId": "1", "destination": [EMAIL], "tags": {"notification": [id]}},
        "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": EMAIL, "diagnosticCode": "smtp; 550 user unknown"}],
        },
        "complaint": {"complaintFeedbackType": "abuse"},
    })
    .to_string()
}

#[tokio::test]
async fn a_letter_arrives_once_as_text_and_page_from_the_provider() {
    let stage = Stage::set().await;
    let asha = stage.told_by_email(EMAIL).await;
    stage.send_due().await;
    stage.pass_hours(12).await;
    let letters = stage.letters().await;
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert_eq!(letter.to, [EMAIL]);
    assert_eq!(letter.from, "Savanna Net <billing@example.co.ke>");
    assert_eq!(header(letter, "Reply-To"), Some("help@example.co.ke"));
    assert_eq!(header(letter, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(
        header(letter, "List-Unsubscribe"),
        None,
        "it is no reminder"
    );
    let record = stage.record(&asha).await;
    let name = format!("<{}@example.co.ke>", record.id);
    assert_eq!(header(letter, "Message-ID"), Some(name.as_str()));
    let (text, html) = (
        letter.text.as_deref().unwrap(),
        letter.html.as_deref().unwrap(),
    );
    for part in [text, html] {
        let part = part.replace('\u{a0}', " ");
        for fact in [
            "KES 500",
            "600966",
            asha.account_number.as_str(),
            "Savanna Net",
        ] {
            assert!(part.contains(fact), "{fact}: {part}");
        }
    }
    assert_eq!((record.status, record.next_at), (Sent, None));
    let wording = record.wording.unwrap();
    assert_eq!(wording.subject, Some(letter.subject.clone()));
    assert_eq!(wording.segments, None);
}

#[tokio::test]
async fn a_reminder_says_how_to_leave_and_always_at_the_same_address() {
    let stage = Stage::set().await;
    stage.told_by_email(EMAIL).await;
    stage.send_due().await;
    stage.morning().await;
    stage.send_due().await;
    // On the day itself.
    stage.wait_until("2026-12-10T05:00:00Z");
    stage.morning().await;
    stage.send_due().await;
    let letters = stage.letters().await;
    assert_eq!(letters.len(), 3);
    let [first, second] = [1, 2].map(|place| header(&letters[place], "List-Unsubscribe").unwrap());
    assert_eq!(first, second);
    let address = first.trim_matches(['<', '>']);
    let secret = address
        .strip_prefix(&format!("{PUBLIC_URL}/unsubscribe/"))
        .unwrap();
    assert_eq!(secret.len(), runtime::secret::FRESH_CHARACTERS);
    assert_eq!(
        header(&letters[1], "List-Unsubscribe-Post"),
        Some("List-Unsubscribe=One-Click")
    );
    assert!(letters[1].text.as_deref().unwrap().contains(address));
    let store = &stage.context().store;
    operations::links::unsubscribe(store, secret, Utc::now())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_letter_that_comes_back_marks_the_address_and_the_next_one_is_not_sent() {
    for (kind, because) in [("Bounce", "user unknown"), ("Complaint", "complained")] {
        let stage = Stage::set().await;
        let asha = stage.told_by_email(EMAIL).await;
        stage.send_due().await;
        let id = stage.record(&asha).await.id;
        // Mail servers return what they had taken.
        let events = [event("Delivery", &id), event(kind, &id), event(kind, &id)];
        for (place, event) in events.iter().enumerate() {
            let failed = stage.handle(std::slice::from_ref(event)).await;
            assert!(failed.is_empty());
            let status = stage.record(&asha).await.status;
            assert_eq!(
                status,
                if place == 0 { Delivered } else { Failed },
                "{kind}"
            );
        }
        let record = stage.record(&asha).await;
        let detail = &record.steps.last().unwrap().detail;
        assert!(detail.contains(because), "{detail}");
        assert_eq!(stage.unreachable(&asha).await, [EMAIL]);

        stage.morning().await;
        stage.send_due().await;
        let records = stage.records(&asha.id, Channel::Email).await;
        assert!(records.iter().any(|record| record.status == Suppressed));
        assert_eq!(stage.letters().await.len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn what_cannot_be_put_into_words_fails_and_says_so() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let asha = stage.told_by_email(EMAIL).await;
    let mut record = stage.record(&asha).await;
    let before = record.clone();
    record.text = Some(TemplateText {
        subject: Some("Hello".to_owned()),
        body: "Dear {nobody_knows_this}".to_owned(),
    });
    record.version += 1;
    store.save_notification(&before, &record).await.unwrap();
    stage.send_due().await;
    let record = stage.record(&asha).await;
    assert_eq!((record.status, record.wording), (Failed, None));
    let detail = &record.steps.last().unwrap().detail;
    assert!(
        detail.starts_with("there are no words for it: "),
        "{detail}"
    );
    assert!(stage.letters().await.is_empty());
}

#[tokio::test]
async fn an_address_that_is_none_marks_nobody_but_its_own_message() {
    let stage = Stage::set().await;
    let store = &stage.context().store;
    let asha = stage.told_by_email(EMAIL).await;
    let mut record = stage.record(&asha).await;
    record.id =
        NotificationId::new(&Addressee::Staff, record.id.day(), record.id.digest()).unwrap();
    record.to = "no address".to_owned();
    assert!(store.add_notification(&record).await.unwrap());
    stage.send_due().await;
    let staff = store.notification(&record.id).await.unwrap().unwrap();
    assert_eq!(staff.status, Failed);
    assert_eq!(stage.record(&asha).await.status, Sent);
    assert!(stage.unreachable(&asha).await.is_empty());
}
