//! What staff may write, and what they are told when they may not.

use billing::language::Language;
use billing::notification::{Channel, MessageKind};

use super::defaults::default_template;
use super::placeholder::{placeholders, required};
use super::{EMAIL_BODY_CHARS_MAX, SMS_BODY_CHARS_MAX, SUBJECT_CHARS_MAX, Template, TemplateError};
use crate::render::Facts;
use crate::sample;
use crate::values::{Manner, Values};

const RECEIVED: MessageKind = MessageKind::PaymentReceived;

fn every() -> impl Iterator<Item = (MessageKind, Language, Channel)> {
    MessageKind::ALL.into_iter().flat_map(|kind| {
        Language::ALL.into_iter().flat_map(move |language| {
            Channel::ALL
                .into_iter()
                .map(move |channel| (kind, language, channel))
        })
    })
}

#[test]
fn our_own_texts_keep_every_rule_for_staff() {
    for (kind, language, channel) in every() {
        let own = default_template(kind, language, channel);
        let read = Template::parse(kind, channel, own.subject(), own.body());
        assert_eq!(read, Ok(own), "{kind:?} {language:?} {channel:?}");
    }
}

#[test]
fn every_placeholder_has_a_value_and_every_value_a_placeholder() {
    for (kind, language, channel) in every() {
        let (message, recipient) = sample::sample(kind, language);
        assert_eq!(message.kind(sample::TODAY), kind);
        let sender = sample::sender();
        let facts = Facts {
            message: &message,
            to: &recipient,
            from: &sender,
            language,
        };
        let manner = Manner {
            language,
            channel,
            cuttable_septets_max: 60,
        };
        let values = Values::of(facts, manner);
        let known: Vec<&str> = placeholders(kind).iter().map(|it| it.name).collect();
        for name in &known {
            assert!(values.names().contains(name), "{kind:?} {name}");
        }
        for name in required(kind) {
            assert!(known.contains(name), "{kind:?} {name}");
            assert!(!values.get(name).is_empty(), "{kind:?} {name}");
        }
        for name in values.names() {
            let unmatched = kind == MessageKind::PaymentUnmatched;
            let of_accounts = matches!(name, "account_number" | "how_to_pay");
            let of_people = of_accounts || matches!(name, "customer_name" | "paybill");
            let code = matches!(kind, MessageKind::SignInCode | MessageKind::ChannelTest);
            let expected = known.contains(&name) || unmatched && of_accounts || code && of_people;
            assert!(expected, "{kind:?} {name}");
        }
    }
}

#[test]
fn an_email_has_a_subject_and_an_sms_has_none() {
    let long = "a".repeat(SUBJECT_CHARS_MAX + 1);
    let table = [
        (Channel::Email, None, Some(TemplateError::SubjectMissing)),
        (
            Channel::Email,
            Some("  "),
            Some(TemplateError::SubjectMissing),
        ),
        (
            Channel::Email,
            Some("a\nb"),
            Some(TemplateError::SubjectLineBreak),
        ),
        (
            Channel::Email,
            Some("a\rb"),
            Some(TemplateError::SubjectLineBreak),
        ),
        (
            Channel::Email,
            Some(long.as_str()),
            Some(TemplateError::SubjectTooLong),
        ),
        (
            Channel::Email,
            Some("a\u{202E}b"),
            Some(TemplateError::InvisibleCharacter('\u{202E}')),
        ),
        (Channel::Email, Some("Thank you – {amount}"), None),
        (
            Channel::Sms,
            Some("Thank you"),
            Some(TemplateError::SubjectNotAllowed),
        ),
        (Channel::Sms, None, None),
    ];
    for (channel, subject, expected) in table {
        let read = Template::parse(RECEIVED, channel, subject, "Got {amount}");
        assert_eq!(read.err(), expected, "{subject:?}");
    }
}

#[test]
fn a_wrong_text_is_refused_with_the_reason() {
    let nested = |text: &str| TemplateError::BraceNested(text.to_owned());
    let not_closed = |text: &str| TemplateError::BraceNotClosed(text.to_owned());
    let table = [
        (String::new(), TemplateError::BodyEmpty),
        (" \r\n\n".to_owned(), TemplateError::BodyEmpty),
        (
            "a".repeat(SMS_BODY_CHARS_MAX + 1),
            TemplateError::BodyTooLong {
                chars_max: SMS_BODY_CHARS_MAX,
            },
        ),
        (
            "Got\t{amount}".to_owned(),
            TemplateError::InvisibleCharacter('\t'),
        ),
        (
            "Got\u{200B}{amount}".to_owned(),
            TemplateError::InvisibleCharacter('\u{200B}'),
        ),
        ("Got {amount".to_owned(), not_closed("amount")),
        ("Got {amount\n}".to_owned(), not_closed("amount")),
        ("Got {{amount}}".to_owned(), nested("{amount}}")),
        ("Got {am{amount}".to_owned(), nested("am{amount}")),
        ("Got amount}".to_owned(), TemplateError::BraceNotOpened),
        ("Got {amount}}".to_owned(), TemplateError::BraceNotOpened),
        (
            "Got {receipt}".to_owned(),
            TemplateError::PlaceholderMissing { name: "amount" },
        ),
        (
            "“{amount}” 🎉 “ĩ”".to_owned(),
            TemplateError::NotGsm7 {
                characters: "“ ” 🎉 ĩ".to_owned(),
            },
        ),
        (
            format!("{{amount}} {}", "a".repeat(459)),
            TemplateError::TooManySegments { segments: 4 },
        ),
    ];
    for (body, expected) in table {
        let read = Template::parse(RECEIVED, Channel::Sms, None, &body);
        assert_eq!(read, Err(expected), "{body:?}");
    }
    let long = format!("{{amount}}{}", "a".repeat(EMAIL_BODY_CHARS_MAX));
    let read = Template::parse(RECEIVED, Channel::Email, Some("s"), &long);
    let chars_max = EMAIL_BODY_CHARS_MAX;
    assert_eq!(read, Err(TemplateError::BodyTooLong { chars_max }));
}

#[test]
fn an_unknown_placeholder_names_the_known_ones() {
    for wrong in ["{due_date}", "{Amount}", "{}", "{amount.cents}", "{%if x%}"] {
        let read = Template::parse(RECEIVED, Channel::Sms, None, &format!("{{amount}} {wrong}"));
        let message = read.unwrap_err().to_string();
        assert!(
            message.starts_with("use only {provider_name} {customer_name}"),
            "{message}"
        );
        assert!(
            message.ends_with(&format!("{{next_due}}: {wrong} is unknown here")),
            "{message}"
        );
    }
}

#[test]
fn a_text_that_fits_only_short_facts_is_refused() {
    // Ten ordinary receipts fit, ten of the longest that providers print do not.
    let body = format!("{{amount}} {}", "{receipt} ".repeat(10));
    let read = Template::parse(RECEIVED, Channel::Sms, None, &body);
    assert_eq!(read, Err(TemplateError::TooManySegments { segments: 5 }));
}

#[test]
fn what_can_be_cut_does_not_make_a_text_too_long() {
    let body = "{amount} {due_date} {what} {description} {institution} {customer_name}";
    assert!(Template::parse(MessageKind::InstalmentDue, Channel::Sms, None, body).is_ok());
}

#[test]
fn space_in_braces_and_line_ends_of_any_kind_are_taken() {
    let template =
        Template::parse(RECEIVED, Channel::Sms, None, " Got { amount }\r\n\rBye \n").unwrap();
    assert_eq!(template.body(), "Got { amount }\n\nBye");
    assert_eq!(template.fill_body(|_| "KES 5"), "Got KES 5\n\nBye");
}

#[test]
fn lines_and_paragraphs_with_nothing_to_say_are_left_out() {
    let body = "Hello {customer_name},\n\n\nThank you for {amount}.\n{balance}\n\nPaid:\n{settled}\n\nNext: {next_due} {receipt}\n\nBye";
    let template = Template::parse(RECEIVED, Channel::Email, Some("s"), body).unwrap();
    let filled = |pairs: &[(&str, &'static str)]| {
        template.fill_body(|name| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map_or("", |(_, value)| value)
        })
    };
    assert_eq!(filled(&[("amount", "5")]), "Thank you for 5.\n\nBye");
    assert_eq!(
        filled(&[("amount", "5"), ("settled", "- fees"), ("receipt", "R")]),
        "Thank you for 5.\n\nPaid:\n- fees\n\nNext:  R\n\nBye"
    );
}

#[test]
fn values_are_not_read_again() {
    let template = Template::parse(RECEIVED, Channel::Sms, None, "{amount} {receipt}").unwrap();
    let filled = template.fill_body(|name| match name {
        "amount" => "{receipt}",
        _ => "{amount}",
    });
    assert_eq!(filled, "{receipt} {amount}");
}
