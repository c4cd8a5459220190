//! Letters as another library reads them.

use chrono::{DateTime, Utc};
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders};

use super::{EmailError, Envelope, compose};

const TEXT: &str =
    "Habari Faith,\n\nMũthoni alilipa KES 1,250 – asante.\n\n--=_outbox42\n.\nFrom here on\n";
const HTML: &str = "<p>Mũthoni alilipa <b>KES&nbsp;1,250</b> = asante</p>";

fn envelope() -> Envelope<'static> {
    Envelope {
        from: "Zuri Net <bills@zuri.co.ke>",
        to: "faith@example.co.ke",
        to_name: "Faith Wanjiru",
        reply_to: Some("help@zuri.co.ke"),
        subject: "KES 1,250 due on Mon 7 Dec 2026: Internet",
        text: TEXT,
        html: HTML,
        unsubscribe: Some("https://zuri.co.ke/stop/5f0c2a9be47d"),
        message_id: "outbox-42@mail.zuri.co.ke",
        date: "2026-12-04T05:30:00Z".parse().unwrap(),
    }
}

fn sent(envelope: &Envelope<'_>) -> Vec<u8> {
    compose(envelope).unwrap()
}

fn read(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// Name and address of the only mailbox.
fn only<'a>(address: Option<&'a Address<'a>>) -> (Option<&'a str>, Option<&'a str>) {
    let list: Vec<_> = address.unwrap().iter().collect();
    assert_eq!(list.len(), 1, "{list:?}");
    (list[0].name(), list[0].address())
}

fn header<'a>(message: &'a Message<'_>, name: &'static str) -> &'a str {
    let value = message.header_raw(name).unwrap_or("absent");
    value.trim()
}

#[test]
fn another_library_reads_what_was_written() {
    let bytes = sent(&envelope());
    let message = read(&bytes);
    assert_eq!(
        only(message.from()),
        (Some("Zuri Net"), Some("bills@zuri.co.ke"))
    );
    assert_eq!(
        only(message.to()),
        (Some("Faith Wanjiru"), Some("faith@example.co.ke"))
    );
    assert_eq!(only(message.reply_to()), (None, Some("help@zuri.co.ke")));
    assert_eq!(
        message.subject(),
        Some("KES 1,250 due on Mon 7 Dec 2026: Internet")
    );
    assert_eq!(message.message_id(), Some("outbox-42@mail.zuri.co.ke"));
    assert_eq!(header(&message, "Date"), "Fri, 04 Dec 2026 05:30:00 +0000");
    assert_eq!(header(&message, "MIME-Version"), "1.0");
    assert_eq!(header(&message, "Auto-Submitted"), "auto-generated");
    assert_eq!(
        header(&message, "List-Unsubscribe"),
        "<https://zuri.co.ke/stop/5f0c2a9be47d>"
    );
    assert_eq!(
        header(&message, "List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
}

#[test]
fn text_and_page_are_alternatives_in_utf_8() {
    let bytes = sent(&envelope());
    let message = read(&bytes);
    let kind = message.content_type().unwrap();
    assert_eq!(kind.ctype(), "multipart");
    assert_eq!(kind.subtype(), Some("alternative"));
    assert_eq!(message.text_body_count(), 1);
    assert_eq!(message.html_body_count(), 1);
    assert_eq!(message.attachment_count(), 0);
    // The boundary in the text is text.
    let text = message.body_text(0).unwrap();
    assert_eq!(text.trim_end(), TEXT.trim_end().replace('\n', "\r\n"));
    assert_eq!(message.body_html(0).unwrap().trim_end(), HTML);
    for part in [&message.parts[1], &message.parts[2]] {
        let kind = part.content_type().unwrap();
        assert_eq!(kind.attribute("charset"), Some("utf-8"));
    }
    assert!(bytes.is_ascii());
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.lines().all(|line| line.len() <= 998));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    assert_eq!(sent(&envelope()), sent(&envelope()));
}

#[test]
fn names_and_subjects_of_any_script_arrive() {
    let long =
        "Ada ya shule kwa muhula wa kwanza na wa pili pamoja na chakula cha mchana ĩ ũ – yote";
    for words in [
        "Mũthoni Wanjikũ",
        "O'Brien, \"Bob\" (home)",
        "\u{1F600} 你好",
        long,
    ] {
        let bytes = sent(&Envelope {
            to_name: words,
            subject: words,
            ..envelope()
        });
        let message = read(&bytes);
        assert_eq!(message.subject(), Some(words));
        assert_eq!(
            only(message.to()),
            (Some(words), Some("faith@example.co.ke"))
        );
    }
}

#[test]
fn a_line_break_never_starts_a_header() {
    for words in [
        "x\r\nBcc: thief@example.com",
        "x\nBcc: thief@example.com",
        "x\rBcc: thief@example.com",
        "x\u{2028}Bcc: thief@example.com",
        "x\r\n\r\n<h1>body</h1>",
        "x\" <thief@example.com>, \"y",
        "=?utf-8?q?x=0D=0ABcc:_thief@example.com?=",
    ] {
        let bytes = sent(&Envelope {
            to_name: words,
            subject: words,
            ..envelope()
        });
        let message = read(&bytes);
        assert!(message.bcc().is_none(), "{words:?}");
        assert_eq!(
            only(message.to()).1,
            Some("faith@example.co.ke"),
            "{words:?}"
        );
        assert_eq!(message.html_body_count(), 1, "{words:?}");
        assert_eq!(message.body_html(0).unwrap().trim_end(), HTML, "{words:?}");
        let headers = message.headers().len();
        assert_eq!(
            headers,
            read(&sent(&envelope())).headers().len(),
            "{words:?}"
        );
    }
}

#[test]
fn what_is_not_plain_is_refused_as_an_address() {
    let hostile = [
        "",
        "faith",
        "faith@",
        "faith@example.co.ke\r\nBcc: thief@example.com",
        "faith@example.co.ke, thief@example.com",
        "faith@example.co.ke;thief@example.com",
        "<faith@example.co.ke>",
        "Faith <faith@example.co.ke>",
        "faith(comment)@example.co.ke",
        "\"faith\"@example.co.ke",
        "faith@[127.0.0.1]",
        "mũthoni@example.co.ke",
        "faith @example.co.ke",
        "faith@example.co.ke\u{0}",
    ];
    for text in hostile {
        let refused = compose(&Envelope {
            to: text,
            ..envelope()
        });
        assert!(matches!(refused, Err(EmailError::ToUnreadable)), "{text:?}");
    }
    for text in [
        "",
        "Zuri",
        "Zuri <>",
        "Zuri\r\nBcc: a@b.co <bills@zuri.co.ke>",
        "a@b.co <x@y.z> <bills@zuri.co.ke>",
    ] {
        let refused = compose(&Envelope {
            from: text,
            ..envelope()
        });
        assert!(
            matches!(refused, Err(EmailError::FromUnreadable)),
            "{text:?}"
        );
        let refused = compose(&Envelope {
            reply_to: Some(text),
            ..envelope()
        });
        assert!(
            matches!(refused, Err(EmailError::ReplyToUnreadable)),
            "{text:?}"
        );
    }
    for text in [
        "",
        "a",
        "@b",
        "a@",
        "<a@b>",
        "a@b>\r\nBcc: x",
        "a b@c",
        "a@b@c",
    ] {
        let refused = compose(&Envelope {
            message_id: text,
            ..envelope()
        });
        assert!(
            matches!(refused, Err(EmailError::MessageIdUnreadable)),
            "{text:?}"
        );
    }
    let refused = compose(&Envelope {
        unsubscribe: Some("https://a/>\r\nBcc: x"),
        ..envelope()
    });
    assert!(matches!(refused, Err(EmailError::UnsubscribeUnreadable)));
}

#[test]
fn senders_are_written_in_any_usual_way() {
    let table = [
        ("bills@zuri.co.ke", None),
        ("<bills@zuri.co.ke>", None),
        ("Zuri Net <bills@zuri.co.ke>", Some("Zuri Net")),
        ("\"Zuri, Net\" <bills@zuri.co.ke>", Some("Zuri, Net")),
        ("Zuri, Net Ĩ <bills@zuri.co.ke>", Some("Zuri, Net Ĩ")),
    ];
    for (from, name) in table {
        let bytes = sent(&Envelope { from, ..envelope() });
        assert_eq!(
            only(read(&bytes).from()),
            (name, Some("bills@zuri.co.ke")),
            "{from}"
        );
    }
}

#[test]
fn what_is_not_given_is_not_in_the_letter() {
    let bytes = sent(&Envelope {
        to_name: " ",
        reply_to: None,
        unsubscribe: None,
        ..envelope()
    });
    let message = read(&bytes);
    assert_eq!(only(message.to()), (None, Some("faith@example.co.ke")));
    assert!(message.reply_to().is_none());
    for name in ["List-Unsubscribe", "List-Unsubscribe-Post"] {
        assert!(matches!(
            message.header(name),
            None | Some(HeaderValue::Empty)
        ));
    }
}

#[test]
fn a_long_address_for_unsubscribing_survives_folding() {
    let address = format!("https://zuri.co.ke/stop/{}", "a1".repeat(200));
    let bytes = sent(&Envelope {
        unsubscribe: Some(&address),
        ..envelope()
    });
    let message = read(&bytes);
    assert_eq!(header(&message, "List-Unsubscribe"), format!("<{address}>"));
}

#[test]
fn a_date_beyond_every_calendar_is_refused() {
    for date in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        let refused = compose(&Envelope { date, ..envelope() });
        assert!(matches!(refused, Err(EmailError::DateOutOfRange)));
    }
}
