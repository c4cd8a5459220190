//! The statutory days year by year, and their names in both languages.

use chrono::NaiveDate;

use crate::holidays::{HolidayKind, name_in, statutory, statutory_on};
use crate::language::Language;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn lines(year: i32) -> Vec<String> {
    statutory(year)
        .iter()
        .map(|it| format!("{} {:?} {}", it.date.format("%a %d %b"), it.kind, it.name))
        .collect()
}

fn names_on(month_day: &str, years: impl IntoIterator<Item = i32>) -> Vec<Option<String>> {
    years
        .into_iter()
        .map(|year| statutory_on(day(&format!("{year}-{month_day}"))).map(|it| it.name))
        .collect()
}

#[test]
fn a_year_without_sundays() {
    let expected = [
        "Thu 01 Jan Fixed New Year's Day",
        "Fri 03 Apr Easter Good Friday",
        "Mon 06 Apr Easter Easter Monday",
        "Fri 01 May Fixed Labour Day",
        "Mon 01 Jun Fixed Madaraka Day",
        "Sat 10 Oct Fixed Mazingira Day",
        "Tue 20 Oct Fixed Mashujaa Day",
        "Sat 12 Dec Fixed Jamhuri Day",
        "Fri 25 Dec Fixed Christmas Day",
        "Sat 26 Dec Fixed Boxing Day",
    ];
    assert_eq!(lines(2026), expected);
}

#[test]
fn a_holiday_on_a_sunday_is_observed_on_monday_and_one_on_a_saturday_is_not() {
    let expected = [
        "Fri 01 Jan Fixed New Year's Day",
        "Fri 26 Mar Easter Good Friday",
        "Mon 29 Mar Easter Easter Monday",
        "Sat 01 May Fixed Labour Day",
        "Tue 01 Jun Fixed Madaraka Day",
        "Sun 10 Oct Fixed Mazingira Day",
        "Mon 11 Oct Fixed Mazingira Day (observed)",
        "Wed 20 Oct Fixed Mashujaa Day",
        "Sun 12 Dec Fixed Jamhuri Day",
        "Mon 13 Dec Fixed Jamhuri Day (observed)",
        "Sat 25 Dec Fixed Christmas Day",
        "Sun 26 Dec Fixed Boxing Day",
        "Mon 27 Dec Fixed Boxing Day (observed)",
    ];
    assert_eq!(lines(2027), expected);
}

#[test]
fn where_monday_is_a_holiday_itself_the_day_after_stands_in() {
    let expected = [
        "Sun 25 Dec Fixed Christmas Day",
        "Mon 26 Dec Fixed Boxing Day",
        "Tue 27 Dec Fixed Christmas Day (observed)",
    ];
    for year in [2005, 2011, 2016, 2022, 2033] {
        let all = lines(year);
        assert_eq!(all[all.len() - 3..], expected, "{year}");
    }
}

#[test]
fn the_tenth_and_the_twentieth_of_october_have_the_names_of_their_time() {
    let table = [
        (1989, None),
        (1990, Some("Moi Day")),
        (2009, Some("Moi Day")),
        (2010, None),
        (2017, None),
        (2018, Some("Moi Day")),
        (2019, Some("Moi Day")),
        (2020, Some("Huduma Day")),
        (2021, Some("Utamaduni Day")),
        (2023, Some("Utamaduni Day")),
        (2024, Some("Mazingira Day")),
        (2050, Some("Mazingira Day")),
    ];
    for (year, name) in table {
        assert_eq!(
            names_on("10-10", [year]),
            [name.map(str::to_owned)],
            "{year}"
        );
    }
    let twentieth = names_on("10-20", [2009, 2010]);
    let expected = ["Kenyatta Day", "Mashujaa Day"].map(|it| Some(it.to_owned()));
    assert_eq!(twentieth, expected);
}

#[test]
fn impossible_years_have_no_holidays() {
    assert!(statutory(i32::MAX).is_empty());
    assert!(statutory(i32::MIN).is_empty());
}

#[test]
fn every_statutory_day_has_a_name_in_kiswahili() {
    for year in 1990..2100 {
        for holiday in statutory(year) {
            let name = name_in(&holiday.name, Language::Sw);
            assert_ne!(name, holiday.name);
            assert!(!name.contains("observed"), "{name}");
            assert_eq!(name_in(&holiday.name, Language::En), holiday.name);
        }
    }
    let table = [
        ("Madaraka Day", "Siku ya Madaraka"),
        ("Christmas Day (observed)", "Krismasi (sikukuu imesogezwa)"),
        ("Idd-ul-Fitr", "Idd-ul-Fitr"),
        ("Idd-ul-Fitr (observed)", "Idd-ul-Fitr (observed)"),
        ("", ""),
    ];
    for (name, kiswahili) in table {
        assert_eq!(name_in(name, Language::Sw), kiswahili);
    }
}

#[test]
fn a_kind_is_written_as_the_api_names_it() {
    for kind in [
        HolidayKind::Fixed,
        HolidayKind::Easter,
        HolidayKind::Gazetted,
    ] {
        let written = serde_json::to_string(&kind).unwrap();
        assert_eq!(written, format!("{:?}", kind.name()));
    }
}
