//! Where dates come to lie, and what people are told about it.

use chrono::NaiveDate;

use crate::business_days::{BusinessDays, ClosedDay, Direction, WALK_DAYS_MAX, because};
use crate::language::Language;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn gazetted(days: &[(&str, &str)], direction: Direction) -> BusinessDays {
    let days = days.iter().map(|(on, name)| (day(on), (*name).to_owned()));
    BusinessDays::new(days, direction)
}

/// The due date and the reason in both languages.
fn told(days: &BusinessDays, nominal: &str) -> (String, Option<String>, Option<String>) {
    let settled = days.settle(day(nominal));
    let [english, kiswahili] = Language::ALL.map(|language| because(&settled.moved_over, language));
    (settled.due_on.to_string(), english, kiswahili)
}

fn check(days: &BusinessDays, table: &[(&str, &str, &str, &str)]) {
    for (nominal, due_on, english, kiswahili) in table {
        let expected = (
            (*due_on).to_owned(),
            Some((*english).to_owned()),
            Some((*kiswahili).to_owned()),
        );
        assert_eq!(told(days, nominal), expected, "{nominal}");
    }
}

#[test]
fn an_open_day_stays_and_needs_no_reason() {
    for direction in [Direction::Following, Direction::Preceding] {
        let days = gazetted(&[], direction);
        assert_eq!(
            told(&days, "2026-12-07"),
            ("2026-12-07".to_owned(), None, None)
        );
    }
}

#[test]
fn a_due_date_moves_to_the_next_business_day_with_a_reason_in_words() {
    let table = [
        ("2026-12-05", "2026-12-07", "Saturday", "Jumamosi"),
        ("2026-12-06", "2026-12-07", "Sunday", "Jumapili"),
        (
            "2026-05-31",
            "2026-06-02",
            "Sunday, and Monday is Madaraka Day",
            "Jumapili, na Jumatatu ni Siku ya Madaraka",
        ),
        (
            "2026-04-03",
            "2026-04-07",
            "Good Friday, then the weekend, and Monday is Easter Monday",
            "Ijumaa Kuu, kisha wikendi, na Jumatatu ni Jumatatu ya Pasaka",
        ),
        (
            "2026-04-04",
            "2026-04-07",
            "Saturday, and Monday is Easter Monday",
            "Jumamosi, na Jumatatu ni Jumatatu ya Pasaka",
        ),
        (
            "2026-04-06",
            "2026-04-07",
            "Easter Monday",
            "Jumatatu ya Pasaka",
        ),
        (
            "2026-05-01",
            "2026-05-04",
            "Labour Day, then the weekend",
            "Siku ya Wafanyakazi, kisha wikendi",
        ),
        (
            "2027-10-10",
            "2027-10-12",
            "Sunday, and Monday is Mazingira Day (observed)",
            "Jumapili, na Jumatatu ni Siku ya Mazingira (sikukuu imesogezwa)",
        ),
        (
            "2022-12-25",
            "2022-12-28",
            "Sunday, then Boxing Day, and Tuesday is Christmas Day (observed)",
            "Jumapili, kisha Siku ya Boxing, na Jumanne ni Krismasi (sikukuu imesogezwa)",
        ),
        (
            "2025-12-25",
            "2025-12-29",
            "Christmas Day, then Boxing Day, then the weekend",
            "Krismasi, kisha Siku ya Boxing, kisha wikendi",
        ),
        (
            "2024-12-25",
            "2024-12-27",
            "Christmas Day, and Thursday is Boxing Day",
            "Krismasi, na Alhamisi ni Siku ya Boxing",
        ),
    ];
    check(&BusinessDays::statutory(), &table);
}

#[test]
fn a_provider_may_move_to_the_business_day_before() {
    let table = [
        ("2026-12-06", "2026-12-04", "Sunday", "Jumapili"),
        (
            "2026-04-06",
            "2026-04-02",
            "Easter Monday, then the weekend, and Friday is Good Friday",
            "Jumatatu ya Pasaka, kisha wikendi, na Ijumaa ni Ijumaa Kuu",
        ),
        ("2028-01-02", "2027-12-31", "Sunday", "Jumapili"),
    ];
    check(&gazetted(&[], Direction::Preceding), &table);
}

#[test]
fn gazetted_days_are_closed_under_the_name_that_staff_wrote() {
    let days = [
        ("2027-03-10", "Idd-ul-Fitr"),
        ("2027-03-11", "Mourning: the late Mzee"),
        ("2027-06-01", "Madaraka Day celebrations"),
        ("2027-06-05", "a Saturday"),
    ];
    let table = [
        (
            "2027-03-10",
            "2027-03-12",
            "Idd-ul-Fitr, and Thursday is Mourning: the late Mzee",
            "Idd-ul-Fitr, na Alhamisi ni Mourning: the late Mzee",
        ),
        (
            "2027-06-01",
            "2027-06-02",
            "Madaraka Day",
            "Siku ya Madaraka",
        ),
        ("2027-06-05", "2027-06-07", "Saturday", "Jumamosi"),
    ];
    check(&gazetted(&days, Direction::Following), &table);
}

#[test]
fn confirming_an_observed_day_in_the_gazette_does_not_push_it_further() {
    let confirmed = gazetted(&[("2021-10-11", "Utamaduni Day")], Direction::Following);
    let alone = BusinessDays::statutory();
    assert_eq!(
        confirmed.settle(day("2021-10-10")),
        alone.settle(day("2021-10-10"))
    );
    assert_eq!(
        confirmed.settle(day("2021-10-10")).due_on,
        day("2021-10-12")
    );
}

#[test]
fn what_was_promised_only_moves_forward() {
    let days = gazetted(&[("2027-03-12", "Idd-ul-Fitr")], Direction::Preceding);
    assert_eq!(days.settle(day("2027-03-12")).due_on, day("2027-03-11"));
    let moved = days.following(day("2027-03-12"));
    assert_eq!(moved.due_on, day("2027-03-15"));
    assert_eq!(
        because(&moved.moved_over, Language::En).as_deref(),
        Some("Idd-ul-Fitr, then the weekend")
    );
}

#[test]
fn no_more_than_four_days_in_a_row_are_closed_by_law() {
    let days = BusinessDays::statutory();
    let most = day("2020-01-01")
        .iter_days()
        .take_while(|date| *date < day("2060-01-01"))
        .map(|date| days.settle(date).moved_over.len())
        .max();
    assert_eq!(most, Some(4));
}

#[test]
fn a_date_stays_where_a_whole_month_is_closed() {
    let first = day("2026-12-07");
    let closed = |count: usize| {
        let days = first.iter_days().take(count);
        BusinessDays::new(
            days.map(|it| (it, "Closed".to_owned())),
            Direction::Following,
        )
    };
    // The week days beyond are open: 7 January 2027 is a Thursday.
    let longest = closed(WALK_DAYS_MAX).settle(first);
    assert_eq!(longest.due_on, day("2027-01-07"));
    assert_eq!(longest.moved_over.len(), WALK_DAYS_MAX);
    let too_long = closed(WALK_DAYS_MAX.saturating_add(1));
    let stays = too_long.settle(first);
    assert_eq!((stays.due_on, stays.moved_over), (first, Vec::new()));
    assert!(!too_long.is_open(first));
}

#[test]
fn at_the_end_of_the_calendar_a_date_stays() {
    let days = BusinessDays::new(
        [(NaiveDate::MAX, "The end".to_owned())],
        Direction::Following,
    );
    assert_eq!(days.settle(NaiveDate::MAX).due_on, NaiveDate::MAX);
}

#[test]
fn nothing_to_explain_is_no_reason() {
    assert_eq!(because(&[], Language::En), None);
}

#[test]
fn a_weekend_day_with_a_name_is_told_by_its_name() {
    let days =
        [("2026-12-12", Some("Jamhuri Day")), ("2026-12-13", None)].map(|(on, name)| ClosedDay {
            on: day(on),
            holiday: name.map(str::to_owned),
        });
    assert_eq!(
        because(&days, Language::En).as_deref(),
        Some("Jamhuri Day, then the weekend")
    );
}
