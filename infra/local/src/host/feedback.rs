//! What SES would report of the letters in the mailbox: they arrive, but for those to the addresses of its simulator,
//! which bounce or are complained of. It must not know what a letter is about.

use std::sync::Arc;
use std::time::Duration;

use local_aws::mailbox::{Channel, Mailbox, PAGE_LIMIT, StoredMessage};
use runtime::logging::chain;
use serde_json::{Value, json};
use tokio::sync::watch;

/// Mail to this address bounces, as at SES.
const BOUNCES: &str = "bounce@simulator.amazonses.com";

/// Whoever gets mail at this address complains of it.
const COMPLAINS: &str = "complaint@simulator.amazonses.com";

/// How often the mailbox is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Reports of every letter that arrives from now on, until it is told to stop.
pub(super) async fn report(
    mailbox: Arc<Mailbox>,
    sqs: aws_sdk_sqs::Client,
    queue: String,
    mut stopping: watch::Receiver<bool>,
) {
    let mut last = None;
    loop {
        match newer(&mailbox, last).await {
            Ok(letters) => {
                let latest = letters.first().map(|letter| letter.sequence);
                // Those of an earlier run were reported by it.
                if last.is_some() {
                    for letter in letters.iter().rev() {
                        send(&sqs, &queue, letter).await;
                    }
                }
                last = latest.or(last).or(Some(0));
            }
            Err(error) => tracing::warn!(cause = chain(&error), "the mailbox does not answer"),
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// What came after `last`, newest first; at the start only the newest.
async fn newer(
    mailbox: &Mailbox,
    last: Option<i64>,
) -> Result<Vec<StoredMessage>, local_aws::mailbox::MailboxError> {
    let Some(last) = last else {
        return mailbox.messages(1, None).await;
    };
    let mut newer: Vec<StoredMessage> = Vec::new();
    loop {
        let before = newer.last().map(|letter| letter.sequence);
        // One page is read at first, since mostly there is nothing.
        let limit = if before.is_none() { 1 } else { PAGE_LIMIT };
        let page = mailbox.messages(limit, before).await?;
        let count = page.len();
        newer.extend(page.into_iter().filter(|letter| letter.sequence > last));
        let reached = newer
            .last()
            .is_none_or(|letter| letter.sequence == last + 1);
        if reached || count == 0 || newer.last().map(|letter| letter.sequence) == before {
            return Ok(newer);
        }
    }
}

async fn send(sqs: &aws_sdk_sqs::Client, queue: &str, letter: &StoredMessage) {
    let Some(event) = event(letter) else {
        return;
    };
    let request = sqs.send_message().queue_url(queue);
    if let Err(error) = request.message_body(event.to_string()).send().await {
        let error = aws_sdk_sqs::Error::from(error);
        tracing::warn!(cause = chain(&error), "a letter is not reported");
    }
}

/// As SES publishes it; nothing for what is no e-mail.
fn event(letter: &StoredMessage) -> Option<Value> {
    if letter.channel != Channel::Email {
        return None;
    }
    let is_to = |address: &str| letter.to.iter().any(|to| to.contains(address));
    let mut event = json!({
        "eventType": "Delivery",
        "mail": {"messageId": letter.id, "destination": letter.to, "headers": letter.headers},
    });
    if is_to(BOUNCES) {
        event["eventType"] = json!("Bounce");
        event["bounce"] = json!({
            "bounceType": "Permanent", "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": BOUNCES, "diagnosticCode": "smtp; 550 5.1.1 user unknown"}],
        });
    } else if is_to(COMPLAINS) {
        event["eventType"] = json!("Complaint");
        event["complaint"] = json!({"complaintFeedbackType": "abuse"});
    }
    Some(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(to: &str) -> StoredMessage {
        StoredMessage {
            sequence: 1,
            id: "1".to_owned(),
            sent_at: chrono::DateTime::UNIX_EPOCH,
            channel: Channel::Email,
            from: String::new(),
            to: vec![to.to_owned()],
            subject: String::new(),
            text: None,
            html: None,
            headers: Vec::new(),
        }
    }

    #[test]
    fn letters_arrive_but_for_those_to_the_simulator() {
        let kind = |to: &str| event(&letter(to)).unwrap()["eventType"].clone();
        assert_eq!(kind("asha@example.org"), "Delivery");
        assert_eq!(kind("Bounce <bounce@simulator.amazonses.com>"), "Bounce");
        assert_eq!(kind("complaint@simulator.amazonses.com"), "Complaint");
        let sms = StoredMessage {
            channel: Channel::Sms,
            ..letter("254712345678")
        };
        assert_eq!(event(&sms), None);
    }

    #[tokio::test]
    async fn only_what_is_new_is_looked_at_and_all_of_it() {
        let mailbox = Mailbox::memory().unwrap();
        for _ in 0..3 {
            mailbox.record_sms("254712345678", "Hello").await.unwrap();
        }
        let sequences = async |last| -> Vec<i64> {
            let letters = newer(&mailbox, last).await.unwrap();
            letters.iter().map(|letter| letter.sequence).collect()
        };
        assert_eq!(sequences(None).await, [3], "the start");
        assert_eq!(sequences(Some(0)).await, [3, 2, 1]);
        assert_eq!(sequences(Some(2)).await, [3]);
        assert!(sequences(Some(3)).await.is_empty());
    }
}
