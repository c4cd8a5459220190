//! What an e-mail says, as text and as a page.

use billing::business_days::ClosedDay;
use billing::language::Language;
use billing::notification::{Channel, Message, MessageKind};
use messages::render::{Recipient, Rendered, render};
use messages::sample;
use messages::template::Template;

struct Letter {
    subject: String,
    text: String,
    html: String,
}

fn letter(message: &Message, to: &Recipient, language: Language) -> Letter {
    let rendered = render(
        message,
        to,
        &sample::sender(),
        language,
        Channel::Email,
        None,
        sample::TODAY,
    );
    match rendered {
        Rendered::Email {
            subject,
            text,
            html,
        } => Letter {
            subject,
            text,
            html,
        },
        Rendered::Sms { text, .. } => panic!("an e-mail was asked for: {text}"),
    }
}

fn sample_letter(kind: MessageKind, language: Language) -> Letter {
    let (message, recipient) = sample::sample(kind, language);
    letter(&message, &recipient, language)
}

#[test]
fn subjects_say_what_it_is_about() {
    let table = [
        (
            MessageKind::ObligationRegistered,
            "New: KES 30,000 for School fees term 1",
            "Deni jipya: KES 30,000, Karo ya muhula wa 1",
        ),
        (
            MessageKind::InstalmentDue,
            "KES 10,000 due on Mon 7 Dec 2026: School fees term 1",
            "Lipa KES 10,000 kufikia Jumatatu 7 Desemba 2026: Karo ya muhula wa 1",
        ),
        (
            MessageKind::InstalmentDueToday,
            "Due today: KES 10,000 for School fees term 1",
            "Siku ya mwisho ni leo: KES 10,000, Karo ya muhula wa 1",
        ),
        (
            MessageKind::InstalmentOverdue,
            "Overdue: KES 10,000 for School fees term 1",
            "Malipo yamechelewa: KES 10,000, Karo ya muhula wa 1",
        ),
        (
            MessageKind::DateMoved,
            "New date for School fees term 1: Thu 11 Mar 2027",
            "Tarehe mpya ya Karo ya muhula wa 1: Alhamisi 11 Machi 2027",
        ),
        (
            MessageKind::PaymentReceived,
            "We received KES 10,000, receipt RKL51ZDR4F",
            "Tumepokea KES 10,000, risiti RKL51ZDR4F",
        ),
        (
            MessageKind::PaymentUnmatched,
            "Whose payment is this? KES 10,000, receipt RKL51ZDR4F",
            "Malipo haya ni ya nani? KES 10,000, risiti RKL51ZDR4F",
        ),
        (
            MessageKind::SignInCode,
            "314159 is your code to sign in at Zuri Net",
            "314159 ni namba yako ya siri ya kuingia Zuri Net",
        ),
        (
            MessageKind::ChannelTest,
            "A test by Zuri Net, Fri 4 Dec 2026 at 03:00",
            "Jaribio la Zuri Net, Ijumaa 4 Desemba 2026 saa 03:00",
        ),
    ];
    assert_eq!(table.len(), MessageKind::ALL.len());
    for (kind, english, kiswahili) in table {
        assert_eq!(sample_letter(kind, Language::En).subject, english);
        assert_eq!(sample_letter(kind, Language::Sw).subject, kiswahili);
    }
}

#[test]
fn the_text_alone_says_everything() {
    let (mut message, recipient) = sample::sample(MessageKind::InstalmentDue, Language::En);
    let Message::InstalmentDue(dose) = &mut message else {
        panic!("{message:?}");
    };
    dose.institution = Some("County of Nakuru".to_owned());
    dose.payment_code = Some("NAK77".to_owned());
    dose.moved_over = vec![ClosedDay {
        on: "2026-12-06".parse().unwrap(),
        holiday: None,
    }];
    let expected = "\
Hello Faith Wanjiru Kamau,

A friendly reminder: KES 10,000 for School fees term 1 (2 of 3) is due on Mon 7 Dec 2026.

Why this date: Sunday
Collected for: County of Nakuru

If you have paid in the meantime, all is well. Thank you.

How to pay (M-PESA, Lipa na M-PESA, Pay Bill)
Business number: 600966
Account number: 10000012
Amount: KES 10,000
Or, for exactly this, as account number: NAK77

--
You get this e-mail because you have an account with Zuri Net.
Nobody from Zuri Net will ever ask you for your M-PESA PIN.
Stop these e-mails: https://example.co.ke/stop/5f0c2a9be47d
";
    assert_eq!(letter(&message, &recipient, Language::En).text, expected);
}

#[test]
fn the_text_of_a_receipt_in_kiswahili() {
    let expected = "\
Habari Faith Wanjiru Kamau,

Asante. Tumepokea KES 10,000, risiti RKL51ZDR4F. Unadaiwa KES 10,000.

Yaliyolipwa:
- Karo ya muhula wa 1 (awamu 2/3): KES 10,000

Malipo yajayo: KES 10,000 kufikia Alhamisi 7 Januari 2027

--
Unapata barua pepe hii kwa sababu una akaunti kwa Zuri Net.
Hakuna mtu wa Zuri Net atakayewahi kukuuliza PIN yako ya M-PESA.
Acha kunitumia barua pepe hizi: https://example.co.ke/stop/5f0c2a9be47d
";
    let letter = sample_letter(MessageKind::PaymentReceived, Language::Sw);
    assert_eq!(letter.text, expected);
}

#[test]
fn the_letter_with_a_code_names_nobody_and_says_what_to_do_with_it() {
    let (message, mut recipient) = sample::sample(MessageKind::SignInCode, Language::En);
    recipient.unsubscribe = None;
    let expected = "\
314159 is your code to sign in at Zuri Net.

Type it on the page where you asked for it. It works once, and for 10 minutes.

Did you not ask for it? Then you need not do anything: without the code nobody gets in.

You can reach us here: 0700 123 456

--
You get this e-mail because somebody wants to sign in at Zuri Net with this address.
Nobody from Zuri Net will ever ask you for this code.
";
    let Letter { text, html, .. } = letter(&message, &recipient, Language::En);
    assert_eq!(text, expected);
    assert!(html.contains(">314159</p>"), "{html}");
    for nobody in ["Faith", "10000012"] {
        assert!(!html.contains(nobody) && !text.contains(nobody));
    }
}

#[test]
fn every_page_is_whole_and_brings_nothing_from_elsewhere() {
    for kind in MessageKind::ALL {
        for language in Language::ALL {
            let Letter { html, .. } = sample_letter(kind, language);
            let tag = language.tag();
            assert!(html.starts_with(&format!("<!DOCTYPE html><html lang=\"{tag}\">")));
            assert!(html.ends_with("</html>"));
            assert_eq!(html.matches("<h1").count(), 1);
            for foreign in [
                "<img", "<script", "<link", "<style", "<table", "src=", "url(", "@import",
            ] {
                assert!(!html.contains(foreign), "{kind:?} {foreign}");
            }
            let links: Vec<_> = html.matches("http").collect();
            assert_eq!(links.len(), 1, "{kind:?}: the link for unsubscribing only");
        }
    }
}

#[test]
fn only_what_asks_for_money_says_how_to_pay() {
    for kind in MessageKind::ALL {
        let asks = !kind.is_answer();
        let Letter { text, html, .. } = sample_letter(kind, Language::En);
        assert_eq!(text.contains("How to pay"), asks, "{kind:?}");
        assert_eq!(html.contains("How to pay"), asks, "{kind:?}");
        assert_eq!(html.contains("600966"), asks, "{kind:?}");
    }
}

#[test]
fn a_letter_without_an_address_for_unsubscribing_has_no_link() {
    let (message, recipient) = sample::sample(MessageKind::InstalmentDue, Language::En);
    for unsubscribe in [None, Some("javascript:alert(1)".to_owned())] {
        let to = Recipient {
            unsubscribe,
            ..recipient.clone()
        };
        let Letter { text, html, .. } = letter(&message, &to, Language::En);
        assert!(!html.contains("<a "));
        assert!(!text.contains("Stop these e-mails"));
    }
}

#[test]
fn a_text_of_staff_is_used_for_its_own_kind_and_channel_only() {
    let theirs = Template::parse(
        MessageKind::InstalmentDue,
        Channel::Sms,
        None,
        "{amount} {due_date}",
    )
    .unwrap();
    let (message, recipient) = sample::sample(MessageKind::InstalmentDue, Language::En);
    let sms = |today: &str| {
        let rendered = render(
            &message,
            &recipient,
            &sample::sender(),
            Language::En,
            Channel::Sms,
            Some(&theirs),
            today.parse().unwrap(),
        );
        match rendered {
            Rendered::Sms { text, .. } => text,
            Rendered::Email { .. } => panic!("an SMS was asked for"),
        }
    };
    assert_eq!(sms("2026-12-04"), "KES 10,000 Mon 7 Dec 2026");
    assert!(sms("2026-12-07").contains("is due today"));
    assert!(sms("2026-12-08").contains("is unpaid"));
    let rendered = render(
        &message,
        &recipient,
        &sample::sender(),
        Language::En,
        Channel::Email,
        Some(&theirs),
        sample::TODAY,
    );
    assert!(matches!(rendered, Rendered::Email { text, .. } if text.contains("friendly")));
}
