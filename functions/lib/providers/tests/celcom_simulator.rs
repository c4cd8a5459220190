//! The client against the simulated gateway: whatever goes wrong, no message is sent twice and none is lost unseen.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeMap;
use std::time::Duration;

use billing::phone::Msisdn;
use local_providers::sms::oddities::{Dead, Oddities, Odds};
use local_providers::sms::{self as simulated, Handle, SmsGateway};
use providers::celcom::gateway::{Gateway, Patience, Settings, Sms};
use providers::celcom::outcome::{Delivery, RefusalKind, SmsOutcome};

/// Short enough to be waited for, and long enough for a busy machine to take a message.
const IMPATIENCE: Duration = Duration::from_secs(1);

const DEAD: &str = "254700000001";

struct Stage {
    simulated: SmsGateway,
    handle: Handle,
    gateway: Gateway,
}

impl Stage {
    async fn set(seed: u64) -> Stage {
        Stage::with_patience(seed, Duration::from_secs(20)).await
    }

    async fn with_patience(seed: u64, call: Duration) -> Stage {
        let settings = simulated::Settings {
            seed,
            ..simulated::Settings::default()
        };
        let simulated = SmsGateway::start(settings, simulated::nowhere())
            .await
            .unwrap();
        let settings = Settings {
            base_url: simulated.url(),
            api_key: "not-a-real-key".to_owned(),
            partner_id: "77".to_owned(),
            sender_id: "INFOTEXT".to_owned(),
        };
        let patience = Patience {
            connect: Duration::from_secs(10),
            call,
        };
        Stage {
            handle: simulated.handle(),
            gateway: Gateway::with_patience(settings, patience).unwrap(),
            simulated,
        }
    }

    /// How often each message reached a phone, by the client's id.
    fn reached(&self) -> BTreeMap<u64, u32> {
        let mut times = BTreeMap::new();
        for sent in self.handle.sent() {
            *times.entry(sent.client_id.parse().unwrap()).or_default() += 1;
        }
        times
    }
}

/// Messages of these ids, each to a number of its own.
fn batch(ids: impl IntoIterator<Item = u64>) -> Vec<Sms> {
    let message = |client_id| Sms {
        client_id,
        to: Msisdn::parse(&format!("07{:08}", 12_000_000 + client_id)).unwrap(),
        text: format!("message {client_id}"),
    };
    ids.into_iter().map(message).collect()
}

/// A word for what became of a message.
fn word(outcome: &SmsOutcome) -> &'static str {
    match outcome {
        SmsOutcome::Accepted { .. } => "accepted",
        SmsOutcome::Refused(refusal) => match refusal.why {
            RefusalKind::BadNumber => "bad number",
            RefusalKind::Later => "later",
            RefusalKind::CreditsExhausted => "credits",
            RefusalKind::Misconfigured => "misconfigured",
            RefusalKind::Other => "other",
        },
        SmsOutcome::NotSent { .. } => "not sent",
        SmsOutcome::Unknown { .. } => "unknown",
    }
}

#[tokio::test]
async fn more_than_twenty_messages_go_in_several_calls_and_keep_their_order() {
    let stage = Stage::set(1).await;
    let outcomes = stage.gateway.send(&batch(1..=45)).await;
    let ids: Vec<String> = outcomes
        .into_iter()
        .map(|it| match it {
            SmsOutcome::Accepted { message_id } => message_id,
            other => panic!("{other:?}"),
        })
        .collect();
    let expected: Vec<String> = (0..45)
        .map(|it| (simulated::FIRST_MESSAGE_ID + it).to_string())
        .collect();
    assert_eq!(ids, expected);
    assert_eq!(stage.handle.calls(), 3);
    let texts: Vec<String> = stage.handle.sent().into_iter().map(|it| it.text).collect();
    let expected: Vec<String> = (1..=45).map(|id| format!("message {id}")).collect();
    assert_eq!(texts, expected);
}

#[tokio::test]
async fn every_oddity_has_its_outcome_and_the_phones_agree() {
    type Change = fn(&mut Oddities);
    let cases: [(&str, Change, [&str; 2], usize); 16] = [
        ("well-behaved", |_| {}, ["accepted", "accepted"], 2),
        (
            "misspelt",
            |it| it.misspelt = Odds::Always,
            ["accepted", "accepted"],
            2,
        ),
        (
            "as text",
            |it| it.codes_as_text = Odds::Always,
            ["accepted", "accepted"],
            2,
        ),
        (
            "unwrapped",
            |it| it.unwrapped = Odds::Always,
            ["accepted", "accepted"],
            2,
        ),
        (
            "no ids",
            |it| it.without_client_ids = Odds::Always,
            ["accepted", "accepted"],
            2,
        ),
        (
            "repeated",
            |it| it.rows_repeated = Odds::Always,
            ["accepted", "accepted"],
            2,
        ),
        (
            "missing",
            |it| it.rows_missing = Odds::Next(1),
            ["unknown", "accepted"],
            2,
        ),
        (
            "busy",
            |it| it.busy = Odds::Always,
            ["not sent", "not sent"],
            0,
        ),
        (
            "500 before",
            |it| it.error_untaken = Odds::Always,
            ["unknown", "unknown"],
            0,
        ),
        (
            "500 after",
            |it| it.error_taken = Odds::Always,
            ["unknown", "unknown"],
            2,
        ),
        (
            "web page",
            |it| it.web_page = Odds::Always,
            ["unknown", "unknown"],
            2,
        ),
        (
            "broken off",
            |it| it.broken_off = Odds::Always,
            ["unknown", "unknown"],
            2,
        ),
        (
            "1005",
            |it| it.system_errors = Odds::Next(1),
            ["later", "accepted"],
            1,
        ),
        (
            "1003",
            |it| it.bad_numbers = Odds::Next(1),
            ["bad number", "accepted"],
            1,
        ),
        ("1004", |it| it.credit = Some(1), ["accepted", "credits"], 1),
        (
            "1006",
            |it| it.wrong_credentials = true,
            ["misconfigured", "misconfigured"],
            0,
        ),
    ];
    for (name, change, expected, reached) in cases {
        let stage = Stage::set(1).await;
        stage.handle.change(change);
        let outcomes = stage.gateway.send(&batch([1, 2])).await;
        let words: Vec<&str> = outcomes.iter().map(word).collect();
        assert_eq!(words, expected, "{name}");
        assert_eq!(stage.handle.sent().len(), reached, "{name}");
    }
}

#[tokio::test]
async fn nobody_knows_of_a_message_whose_answer_is_late() {
    let stage = Stage::with_patience(1, IMPATIENCE).await;
    stage.handle.change(|it| it.late = Odds::Next(1));
    let outcomes = stage.gateway.send(&batch([1])).await;
    assert_eq!(word(&outcomes[0]), "unknown");
    assert_eq!(stage.reached(), [(1, 1)].into());
}

#[tokio::test]
async fn an_empty_account_ends_the_batch_and_says_what_is_left() {
    let stage = Stage::set(1).await;
    stage.handle.change(|it| it.credit = Some(15));
    let outcomes = stage.gateway.send(&batch(1..=50)).await;
    let count = |wanted| outcomes.iter().filter(|it| word(it) == wanted).count();
    assert_eq!(
        (count("accepted"), count("credits"), count("not sent")),
        (15, 5, 30)
    );
    assert_eq!(stage.handle.calls(), 1);
    assert_eq!(stage.gateway.balance().await.unwrap(), Some(0.into()));
}

#[tokio::test]
async fn an_unplugged_gateway_got_nothing() {
    let stage = Stage::set(1).await;
    stage.simulated.unplug().await;
    let outcomes = stage.gateway.send(&batch([1])).await;
    assert_eq!(word(&outcomes[0]), "not sent");
    stage.simulated.plug_in().await.unwrap();
    let outcomes = stage.gateway.send(&batch([1])).await;
    assert_eq!(word(&outcomes[0]), "accepted");
    assert_eq!(stage.reached(), [(1, 1)].into());
}

#[tokio::test]
async fn delivery_reports_come_when_they_are_there() {
    let stage = Stage::set(1).await;
    stage.handle.change(|it| {
        it.misspelt = Odds::Always;
        it.codes_as_text = Odds::Always;
        it.dead = [(DEAD.to_owned(), Dead::Undeliverable)].into();
        it.reports_pending = Odds::Next(2);
    });
    let mut messages = batch([1, 2]);
    messages[1].to = Msisdn::parse(DEAD).unwrap();
    stage.gateway.send(&messages).await;
    let impossible = Delivery::Failed {
        description: "DeliveryImpossible".to_owned(),
        permanent: true,
    };
    let first = simulated::FIRST_MESSAGE_ID;
    let asked = [
        (first, Delivery::Underway),
        (first + 1, Delivery::Underway),
        (first, Delivery::Delivered),
        (first + 1, impossible),
    ];
    for (id, expected) in asked {
        let delivery = stage.gateway.delivery(&id.to_string()).await.unwrap();
        assert_eq!(delivery, expected);
    }
    assert!(stage.gateway.delivery("1").await.is_err());
    assert_eq!(stage.reached(), [(1, 1)].into());
}

/// A sender that tries again only what may be tried again, against a gateway at which everything goes wrong at times.
#[tokio::test]
async fn nothing_is_sent_twice_and_what_is_accepted_has_arrived() {
    for seed in 0..4 {
        let stage = Stage::with_patience(seed, IMPATIENCE).await;
        stage.handle.change(|it| {
            for odds in [
                &mut it.misspelt,
                &mut it.codes_as_text,
                &mut it.unwrapped,
                &mut it.without_client_ids,
            ] {
                *odds = Odds::PerMille(500);
            }
            for odds in [
                &mut it.busy,
                &mut it.error_untaken,
                &mut it.error_taken,
                &mut it.web_page,
                &mut it.broken_off,
                &mut it.rows_missing,
                &mut it.rows_repeated,
                &mut it.system_errors,
                &mut it.internal_errors,
            ] {
                *odds = Odds::PerMille(60);
            }
            it.late = Odds::Next(1);
        });
        let mut waiting: Vec<u64> = (1..=200).collect();
        let mut ended: BTreeMap<u64, &str> = BTreeMap::new();
        while !waiting.is_empty() {
            let messages = batch(waiting.iter().copied().take(20));
            let outcomes = stage.gateway.send(&messages).await;
            for (message, outcome) in messages.iter().zip(&outcomes) {
                let word = word(outcome);
                if !matches!(word, "later" | "not sent") {
                    ended.insert(message.client_id, word);
                }
            }
            waiting.retain(|id| !ended.contains_key(id));
        }
        let reached = stage.reached();
        assert!(reached.values().all(|times| *times == 1), "seed {seed}");
        for (id, word) in ended {
            match word {
                "accepted" => assert!(reached.contains_key(&id), "seed {seed}: {id}"),
                other => assert_eq!(other, "unknown", "seed {seed}: {id}"),
            }
        }
    }
}
