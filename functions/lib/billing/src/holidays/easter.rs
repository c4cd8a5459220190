//! The date of Easter, by the rule of 1582: the Sunday after the paschal full moon.

use chrono::{Datelike, Days, NaiveDate};

/// The first whole year of the Gregorian calendar.
const FIRST_YEAR: i32 = 1583;

/// Easter Sunday; nothing before 1583 or beyond the calendar's end.
pub(super) fn sunday(year: i32) -> Option<NaiveDate> {
    let moon = paschal_full_moon(year)?;
    // A full moon on a Sunday puts Easter a week later.
    let to_sunday = 7_u32.checked_sub(moon.weekday().num_days_from_sunday())?;
    moon.checked_add_days(Days::new(to_sunday.into()))
}

/// The full moon of the church's tables on or after 21 March.
fn paschal_full_moon(year: i32) -> Option<NaiveDate> {
    if year < FIRST_YEAR {
        return None;
    }
    // The moon repeats itself every 19 years, but for what the centuries put right: three leap days in
    // four of them that are no leap days, and eight days of the moon in 25.
    let in_cycle = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let leap_days = century.checked_sub(century.div_euclid(4))?;
    let moon_days = century.checked_mul(8)?.checked_add(13)?.div_euclid(25);
    let after_equinox = in_cycle
        .checked_mul(19)?
        .checked_add(15)?
        .checked_add(leap_days)?
        .checked_sub(moon_days)?
        .rem_euclid(30);
    // Two dates too late for a lunar month of 29 days are moved forward by one.
    let too_late = after_equinox == 29 || (after_equinox == 28 && in_cycle > 10);
    let days = u64::try_from(after_equinox)
        .ok()?
        .checked_sub(u64::from(too_late))?;
    NaiveDate::from_ymd_opt(year, 3, 21)?.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate, Weekday};

    use super::sunday;

    /// Easter of every year from 1583 to 2299, as dateutil computes it by another method.
    /// One character for a year: days after 22 March, 0 to 9 and then A for 10 to Y for 34.
    const EASTERS: [(i32, &str); 8] = [
        (1583, "JAUF7QBVN7RJ4NF0K"),
        (
            1600,
            "BVG8RJ4OFSKCVG8SC4O9SK5PG8LDWO9TK5PH1LDXH9TE5PAULDQI9ME6PAUM6QI3MEYJAUF7QB3NERJBUF7RBVN8RJ4OF0KCVG8S",
        ),
        (
            1700,
            "K5PH1LDXH9TE5PAUL6QI9ME6PAUM6QI3MEYJAUF7QB3NERJBNF7KBVN8RJ4OF0KCVG8SC4O9SKCPG8SD4O9TK5PH1LDXH9TE5PH2",
        ),
        (
            1800,
            "MERJANF7QBVN7RJ4NF0KBVG8RC4OFSKCVG8SC4O9SK5PG1LDWH9TK5PH1LDXH9TE5PAUL6QI9ME6PAUM6QI3MEYJAUF7QB3NERJB",
        ),
        (
            1900,
            "OG8LCWO9SK5PG1LDWH9TD5PATLDQH9TE5PAUL6QI2MEYIAUF6QI3MERJAUF7QBVN7RJ4NF7KBVN8RJ4OFSKCVG8SC4O9SKCPG8LD",
        ),
        (
            2000,
            "WO9TK5PH1LDXH9TE5PAULDQI9TE6PAUM6QI3MEYJAUF7QI3NERJBUF7RBVN8RJ4OF7KCVN8SJ4OGSKCWG8SD4O9TKCPH8LDXO9TL",
        ),
        (
            2100,
            "6QI3MERJAUF7QBVN7RJ4NF7KBVN8RJ4OFSKCVG8SC4O9SKCPG8LDWO9TK5PH1LDXH9TE5PAULDQI9TE6PAUM6QI3MEYJAUF7QI3N",
        ),
        (
            2200,
            "FSKCVG8SC4O9SK5PG8LDWO9TK5PH1LDXH9TE5PAULDQI9ME6PAUM6QI3MEYJAUF7QB3NERJBUF7RBVN8RJ4OF0KCVG8SJ4OGSKCP",
        ),
    ];

    #[test]
    fn easter_is_where_another_method_puts_it() {
        let mut years = 1583;
        for (first_year, easters) in EASTERS {
            assert_eq!(years, first_year);
            for character in easters.chars() {
                let easter = sunday(years).unwrap();
                let earliest = NaiveDate::from_ymd_opt(years, 3, 22).unwrap();
                let days = i64::from(character.to_digit(36).unwrap());
                assert_eq!((easter - earliest).num_days(), days, "{years}");
                assert_eq!(easter.weekday(), Weekday::Sun);
                years += 1;
            }
        }
        assert_eq!(years, 2300);
    }

    #[test]
    fn easter_of_single_years() {
        let table = [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1954, "1954-04-18"),
            (1981, "1981-04-19"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2028, "2028-04-16"),
            (2038, "2038-04-25"),
            (2285, "2285-03-22"),
            // Where the two late dates are told apart by one year of the cycle.
            (3165, "3165-04-18"),
            (7515, "7515-04-25"),
        ];
        for (year, date) in table {
            assert_eq!(sunday(year), date.parse().ok(), "{year}");
        }
    }

    #[test]
    fn there_is_no_easter_where_there_is_no_calendar() {
        assert_eq!(sunday(1582), None);
        assert_eq!(sunday(i32::MIN), None);
        assert_eq!(sunday(i32::MAX), None);
    }
}
