//! Values that somebody chose with bad intentions, in every place where somebody can choose one.

use billing::business_days::ClosedDay;
use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::{Currency, MAX_CENTS, Money};
use billing::notification::{Channel, Message, MessageKind};
use billing::receipt::{Provider, Receipt};
use messages::gsm7;
use messages::render::{Recipient, Rendered, Sender, render};
use messages::sample;
use messages::template::{SEGMENTS_MAX, SUBJECT_CHARS_MAX, Template};

const SCRIPT: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'&amp;";

fn hostile_values() -> Vec<String> {
    vec![
        "=HYPERLINK(\"http://thief.example\")".to_owned(),
        "+1|cmd' /C calc'!A0".to_owned(),
        SCRIPT.to_owned(),
        "x\r\nBcc: thief@example.com\r\n\r\nbody".to_owned(),
        "\u{202E}SEK 000,1\u{202C}\u{200F}\u{2066}".to_owned(),
        "{amount} {{how_to_pay}} {".to_owned(),
        "\u{1F4B8}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} 你好 ĩũ".to_owned(),
        "a".repeat(10_000),
        "{€}".repeat(3_000),
        "\u{0}\u{1B}[31m\u{7}".to_owned(),
        "- item\n\n- item".to_owned(),
        String::new(),
    ]
}

/// The sample of `kind` with `value` everywhere where a text comes from outside.
fn with(kind: MessageKind, language: Language, value: &str) -> (Message, Recipient, Sender) {
    let (mut message, mut recipient) = sample::sample(kind, language);
    recipient.name = value.to_owned();
    recipient.unsubscribe = Some(value.to_owned());
    let sender = Sender {
        provider_name: value.to_owned(),
        contact: Some(value.to_owned()),
        ..sample::sender()
    };
    let text = || value.to_owned();
    match &mut message {
        Message::ObligationRegistered(it) => {
            it.description = text();
            it.institution = Some(text());
        }
        Message::InstalmentDue(dose) | Message::DateMoved { dose, .. } => {
            dose.description = text();
            dose.institution = Some(text());
            dose.moved_over = vec![ClosedDay {
                on: sample::TODAY,
                holiday: Some(text()),
            }];
        }
        Message::PaymentReceived(it) => it.settled[0].description = text(),
        Message::PaymentUnmatched(it) => it.reference = text(),
        // What is told there, nobody chose.
        Message::SignInCode(_) | Message::ChannelTest { .. } => {}
    }
    (message, recipient, sender)
}

fn each(mut check: impl FnMut(MessageKind, &str, Rendered)) {
    for kind in MessageKind::ALL {
        for language in Language::ALL {
            for value in hostile_values() {
                let (message, to, from) = with(kind, language, &value);
                for channel in Channel::ALL {
                    let rendered =
                        render(&message, &to, &from, language, channel, None, sample::TODAY);
                    check(kind, &value, rendered);
                }
            }
        }
    }
}

/// What a message of `kind` must say whatever else it says.
fn facts(kind: MessageKind) -> Vec<&'static str> {
    match kind {
        MessageKind::ObligationRegistered => vec!["KES 30,000", "2026", "600966", "10000012"],
        MessageKind::PaymentReceived => vec!["KES 10,000", "RKL51ZDR4F", "2027"],
        MessageKind::PaymentUnmatched => vec!["KES 10,000", "RKL51ZDR4F"],
        MessageKind::SignInCode => vec!["314159", "10"],
        MessageKind::ChannelTest => vec!["2026", "03:00"],
        MessageKind::DateMoved => vec!["KES 10,000", "11 Ma", "10 Ma", "600966", "10000012"],
        MessageKind::InstalmentDue
        | MessageKind::InstalmentDueToday
        | MessageKind::InstalmentOverdue => vec!["KES 10,000", "2026", "600966", "10000012"],
    }
}

#[test]
fn an_sms_stays_an_sms_and_keeps_its_facts() {
    each(|kind, value, rendered| {
        let Rendered::Sms { text, segments } = rendered else {
            return;
        };
        assert_eq!(gsm7::segments(&text), Some(segments), "{text}");
        assert!((1..=SEGMENTS_MAX).contains(&segments), "{segments}: {text}");
        assert!(text.lines().count() <= 5, "{text}");
        assert!(
            !text.chars().any(|it| it.is_control() && it != '\n'),
            "{text:?}"
        );
        for fact in facts(kind) {
            assert!(
                text.contains(fact),
                "{fact} is missing for {value:?}: {text}"
            );
        }
    });
}

#[test]
fn a_letter_keeps_its_facts_and_has_no_tag_of_a_stranger() {
    each(|kind, value, rendered| {
        let Rendered::Email {
            subject,
            text,
            html,
        } = rendered
        else {
            return;
        };
        assert!(!subject.is_empty());
        assert!(subject.chars().count() <= SUBJECT_CHARS_MAX, "{subject}");
        assert!(!subject.chars().any(char::is_control), "{subject:?}");
        for tag in ["<script", "<img", "onerror=alert(1)>", "javascript:"] {
            assert!(!html.contains(tag), "{html}");
        }
        assert!(!html.contains("<a "), "{value:?} is no address to link to");
        for part in [&text, &html] {
            let turned = |it: char| matches!(it, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert!(!part.contains(turned), "{part:?}");
            assert!(
                !part.chars().any(|it| it.is_control() && it != '\n'),
                "{part:?}"
            );
            assert!(part.len() < 12_000, "{} bytes", part.len());
            let plain = part.replace('\u{A0}', " ");
            for fact in facts(kind) {
                assert!(
                    plain.contains(fact),
                    "{fact} is missing for {value:?}: {part}"
                );
            }
        }
    });
}

#[test]
fn a_placeholder_in_a_value_stays_what_it_is() {
    for channel in Channel::ALL {
        let (mut message, to) = sample::sample(MessageKind::InstalmentDue, Language::En);
        let Message::InstalmentDue(dose) = &mut message else {
            panic!("{message:?}");
        };
        dose.description = "{amount}".to_owned();
        let rendered = render(
            &message,
            &to,
            &sample::sender(),
            Language::En,
            channel,
            None,
            sample::TODAY,
        );
        let (Rendered::Sms { text, .. } | Rendered::Email { text, .. }) = rendered;
        assert!(
            text.contains("KES 10,000 for {amount} (2 of 3) is due on"),
            "{text}"
        );
    }
}

#[test]
fn tags_arrive_as_the_text_that_they_are() {
    let (message, to, from) = with(MessageKind::InstalmentDue, Language::En, SCRIPT);
    let rendered = render(
        &message,
        &to,
        &from,
        Language::En,
        Channel::Email,
        None,
        sample::TODAY,
    );
    let Rendered::Email { html, .. } = rendered else {
        panic!("{rendered:?}");
    };
    let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'&amp;amp;";
    assert!(html.contains(escaped), "{html}");
}

#[test]
fn descriptions_are_cut_before_anything_that_matters() {
    let body = "{what} {institution} {reason} {customer_name} {description} {what} {description} \
        {institution} {what} {description} {amount} {due_date} {how_to_pay}";
    let template = Template::parse(MessageKind::InstalmentDue, Channel::Sms, None, body).unwrap();
    let (mut message, mut to, from) =
        with(MessageKind::InstalmentDue, Language::Sw, &"w".repeat(500));
    let Message::InstalmentDue(dose) = &mut message else {
        panic!("{message:?}");
    };
    dose.outstanding = Money::from_cents(MAX_CENTS - 1, Currency::Kes).unwrap();
    to.account_number = Some("9".repeat(20));
    let rendered = render(
        &message,
        &to,
        &from,
        Language::Sw,
        Channel::Sms,
        Some(&template),
        sample::TODAY,
    );
    let Rendered::Sms { text, segments } = rendered else {
        panic!("{rendered:?}");
    };
    assert_eq!(segments, SEGMENTS_MAX);
    let end = "KES 999,999,999,999.99 Jumatatu 7 Desemba 2026 Paybill 600966, akaunti 99999999999999999999";
    assert!(text.ends_with(end), "{text}");
    assert!(text.starts_with("wwww"), "{text}");
}

#[test]
fn an_amount_that_should_not_be_there_stops_nothing() {
    let (mut message, to) = sample::sample(MessageKind::InstalmentDue, Language::En);
    let Message::InstalmentDue(dose) = &mut message else {
        panic!("{message:?}");
    };
    dose.outstanding = Money::from_cents(-500, Currency::Kes).unwrap();
    let rendered = render(
        &message,
        &to,
        &sample::sender(),
        Language::En,
        Channel::Sms,
        None,
        sample::TODAY,
    );
    assert!(matches!(rendered, Rendered::Sms { text, .. } if text.contains("KES -5 for")));
}

#[test]
fn the_longest_receipt_that_exists_is_told_whole() {
    let receipt = Receipt::parse(&"W".repeat(64)).unwrap();
    let (message, to) = sample::sample(MessageKind::PaymentReceived, Language::Sw);
    let Message::PaymentReceived(mut received) = message else {
        panic!("{message:?}");
    };
    received.payment = PaymentId::of(&Provider::bank(), &receipt);
    received.settled = vec![received.settled[0].clone(); 200];
    let message = Message::PaymentReceived(received);
    for channel in Channel::ALL {
        let rendered = render(
            &message,
            &to,
            &sample::sender(),
            Language::Sw,
            channel,
            None,
            sample::TODAY,
        );
        let (Rendered::Sms { text, .. } | Rendered::Email { text, .. }) = rendered;
        assert!(text.contains(receipt.as_str()), "{text}");
        assert!(text.len() < 4_000, "{} bytes", text.len());
    }
}
