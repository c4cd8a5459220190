//! Calendars as another library reads them.

use billing::account_number::AccountNumber;
use billing::business_days::ClosedDay;
use billing::ids::{CustomerId, ObligationId};
use billing::language::Language;
use billing::money::{Currency, Money};
use billing::notification::Dose;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, NaiveDate, Utc};

use super::instalment::CalendarDose;
use super::{FeedEvent, feed};
use crate::sample;

fn event() -> FeedEvent {
    FeedEvent {
        uid: "obl_10000012_a_1@malipo".to_owned(),
        sequence: 0,
        on: day("2026-12-07"),
        summary: "Pay KES 1,250: Internet".to_owned(),
        description: "Zuri Net\nPaybill 600966, account 10000012".to_owned(),
        cancelled: false,
        changed_at: at("2026-11-01T06:00:00Z"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn read(text: &str) -> ICalendar {
    ICalendar::parse(text).unwrap()
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    let all = calendar.components.iter();
    all.filter(|it| it.component_type.as_str() == "VEVENT")
        .collect()
}

fn text_of(component: &ICalendarComponent, property: &ICalendarProperty) -> String {
    match component
        .property(property)
        .unwrap()
        .values
        .first()
        .unwrap()
    {
        ICalendarValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn unfolded(text: &str) -> Vec<String> {
    let lines = text.replace("\r\n ", "");
    lines.split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_day_is_written_as_it_should_be() {
    let text = feed("Zuri Net: Faith", &[event()], Language::En);
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Malipo//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME;VALUE=TEXT:Zuri Net: Faith",
        "X-WR-CALNAME;VALUE=TEXT:Zuri Net: Faith",
        "X-WR-TIMEZONE:Africa/Nairobi",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "CLASS:PRIVATE",
        "DESCRIPTION:Zuri Net\\nPaybill 600966\\, account 10000012",
        "DTEND;VALUE=DATE:20261208",
        "DTSTAMP:20261101T060000Z",
        "DTSTART;VALUE=DATE:20261207",
        "LAST-MODIFIED:20261101T060000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "SUMMARY;LANGUAGE=en:Pay KES 1\\,250: Internet",
        "TRANSP:TRANSPARENT",
        "UID:obl_10000012_a_1@malipo",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(unfolded(&text), expected);
}

#[test]
fn a_moved_date_is_the_same_day_moved() {
    let before = event();
    let after = FeedEvent {
        sequence: 1,
        on: day("2026-12-08"),
        changed_at: at("2026-12-01T06:00:00Z"),
        ..event()
    };
    let read_one = |event: FeedEvent| {
        let text = feed("Zuri Net", &[event], Language::En);
        let calendar = read(&text);
        let [found] = events(&calendar)[..] else {
            panic!("{text}");
        };
        let sequence = match found.property(&ICalendarProperty::Sequence).unwrap().values[0] {
            ICalendarValue::Integer(number) => number,
            ref other => panic!("{other:?}"),
        };
        let start = found.property(&ICalendarProperty::Dtstart).unwrap().values[0].clone();
        let ICalendarValue::PartialDateTime(start) = start else {
            panic!("{start:?}");
        };
        let start = (start.year, start.month, start.day);
        (found.uid().unwrap().to_owned(), sequence, start)
    };
    let (uid, sequence, start) = read_one(before);
    let (uid_after, sequence_after, start_after) = read_one(after);
    assert_eq!(uid, uid_after);
    assert!(sequence_after > sequence);
    assert_eq!(start, (Some(2026), Some(12), Some(7)));
    assert_eq!(start_after, (Some(2026), Some(12), Some(8)));
}

#[test]
fn hostile_words_stay_words() {
    let long = "ada ya shule ĩ ũ \u{1F600}, ".repeat(400);
    let words = [
        "commas, semicolons; colons: and \\ back\\nslashes",
        "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT",
        "\r\nATTACH:https://thief.example\rX:y\u{2028}Z:1",
        "\"quoted\" = +1 {amount} <b>",
        "\u{202E}gnp.exe\u{0}\u{7}",
        &long,
    ];
    for word in words {
        let hostile = FeedEvent {
            summary: word.to_owned(),
            description: format!("first\n{word}\nlast"),
            ..event()
        };
        let text = feed(word, &[hostile.clone(), event()], Language::Sw);
        let calendar = read(&text);
        let found = events(&calendar);
        assert_eq!(found.len(), 2, "{word:?}");
        assert_eq!(calendar.components.len(), 3, "{word:?}");
        assert_eq!(found[0].entries.len(), found[1].entries.len(), "{word:?}");
        let one_line = crate::plain::cut(&crate::plain::line(word), 200);
        assert_eq!(text_of(found[0], &ICalendarProperty::Summary), one_line);
        let description = text_of(found[0], &ICalendarProperty::Description);
        assert!(description.starts_with("first\n"), "{description:?}");
        assert!(description.ends_with("\nlast"), "{description:?}");
        let title = calendar.components[0]
            .property(&ICalendarProperty::Name)
            .unwrap();
        assert_eq!(title.values[0], ICalendarValue::Text(one_line));
        check_lines(&text);
    }
}

/// CRLF only, at most 75 bytes to a line, no character torn apart, nothing invisible.
fn check_lines(text: &str) {
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.chars().any(billing::typed::is_invisible), "{line:?}");
    }
    assert!(text.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn every_length_of_every_kind_of_character_is_folded_right() {
    for character in ['a', 'ĩ', '€', '\u{1F600}', ' ', ','] {
        for length in 0..200 {
            let summary = format!("x{}x", character.to_string().repeat(length));
            let text = feed(
                "t",
                &[FeedEvent {
                    summary: summary.clone(),
                    ..event()
                }],
                Language::En,
            );
            check_lines(&text);
            let calendar = read(&text);
            let read = text_of(events(&calendar)[0], &ICalendarProperty::Summary);
            assert_eq!(read, crate::plain::cut(&crate::plain::line(&summary), 200));
        }
    }
}

#[test]
fn an_empty_calendar_is_a_calendar() {
    let text = feed("", &[], Language::En);
    assert!(events(&read(&text)).is_empty());
    check_lines(&text);
}

fn dose() -> CalendarDose {
    let customer = CustomerId::from(&AccountNumber::parse("10000012").unwrap());
    CalendarDose {
        dose: Dose {
            obligation: ObligationId::new(&customer, "fees").unwrap(),
            number: 2,
            of: 3,
            description: "School fees".to_owned(),
            institution: None,
            payment_code: None,
            outstanding: shillings(1_250),
            due_on: day("2026-12-07"),
            moved_over: Vec::new(),
        },
        amount: shillings(1_250),
        cancelled: false,
        sequence: 4,
        changed_at: at("2026-11-01T06:00:00Z"),
    }
}

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount * 100, Currency::Kes).unwrap()
}

fn of(dose: &CalendarDose, language: Language) -> FeedEvent {
    let (_, recipient) =
        sample::sample(billing::notification::MessageKind::InstalmentDue, language);
    dose.event(&recipient, &sample::sender(), language)
}

#[test]
fn the_summary_says_how_far_it_is_paid() {
    let table = [
        (
            1_250,
            false,
            "Pay KES 1,250: School fees (2 of 3)",
            "Lipa KES 1,250: School fees (awamu 2/3)",
        ),
        (
            500,
            false,
            "Pay KES 500 of KES 1,250: School fees (2 of 3)",
            "Lipa KES 500 kati ya KES 1,250: School fees (awamu 2/3)",
        ),
        (
            0,
            false,
            "Paid KES 1,250: School fees (2 of 3)",
            "Imelipwa KES 1,250: School fees (awamu 2/3)",
        ),
        (
            0,
            true,
            "Cancelled: School fees (2 of 3)",
            "Imeghairiwa: School fees (awamu 2/3)",
        ),
    ];
    for (outstanding, cancelled, english, kiswahili) in table {
        let mut dose = dose();
        dose.dose.outstanding = shillings(outstanding);
        dose.cancelled = cancelled;
        assert_eq!(of(&dose, Language::En).summary, english);
        assert_eq!(of(&dose, Language::Sw).summary, kiswahili);
        assert_eq!(of(&dose, Language::En).cancelled, cancelled);
    }
}

#[test]
fn the_description_says_how_to_pay_while_there_is_something_to_pay() {
    let mut dose = dose();
    dose.dose.institution = Some("Kenya Revenue Authority".to_owned());
    dose.dose.payment_code = Some("KRA20261".to_owned());
    dose.dose.moved_over = vec![ClosedDay {
        on: day("2026-12-06"),
        holiday: None,
    }];
    assert_eq!(
        of(&dose, Language::En).description,
        "Zuri Net\nPaybill 600966, account 10000012\nPayment code: KRA20261\n\
         Collected for: Kenya Revenue Authority\nThe date was moved: Sunday"
    );
    assert_eq!(
        of(&dose, Language::Sw).description,
        "Zuri Net\nPaybill 600966, akaunti 10000012\nMsimbo wa malipo: KRA20261\n\
         Inakusanywa kwa niaba ya: Kenya Revenue Authority\nTarehe imesogezwa: Jumapili"
    );
    dose.dose.outstanding = shillings(0);
    let paid = of(&dose, Language::En).description;
    assert_eq!(
        paid,
        "Zuri Net\nCollected for: Kenya Revenue Authority\nThe date was moved: Sunday"
    );
}

#[test]
fn an_instalment_keeps_its_name_when_everything_else_changes() {
    let before = dose();
    let mut after = dose();
    after.dose.due_on = day("2027-01-04");
    after.dose.description = "Other".to_owned();
    after.dose.of = 9;
    after.cancelled = true;
    after.sequence = 5;
    assert_eq!(before.uid(), "obl_10000012_fees_2@malipo");
    assert_eq!(after.uid(), before.uid());
}
