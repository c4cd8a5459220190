//! What people type into forms of staff, as the domain takes it.

use billing::money::Money;
use chrono::NaiveDate;

use crate::portal::CURRENCY;

/// An amount as people write it: `1250`, `1,250.00`, `KES 1 250`, `Ksh 1250/=`. Nothing where it cannot be read.
#[must_use]
pub fn amount(text: &str) -> Option<Money> {
    let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let upper = text.to_ascii_uppercase();
    let names = [CURRENCY.code(), "KSHS.", "KSHS", "KSH.", "KSH"];
    let bare = names.iter().find_map(|name| upper.strip_prefix(name));
    let bare = bare.unwrap_or(&upper);
    let bare = bare.strip_suffix("/=").unwrap_or(bare);
    Money::parse_provider(bare, CURRENCY).ok()
}

/// A day as a date field sends it, or as people here write it: `7/12/2026`. Nothing where it cannot be read.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let spoken = || NaiveDate::parse_from_str(text, "%d/%m/%Y").ok();
    text.parse().ok().or_else(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let table = [
            ("1250", Some(125_000)),
            (" 1,250.00 ", Some(125_000)),
            ("KES 1 250", Some(125_000)),
            ("Ksh 1250/=", Some(125_000)),
            ("ksh. 0.5", Some(50)),
            ("-3", Some(-300)),
            ("12,50", None),
            ("1250.005", None),
            ("a lot", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(amount(text).map(Money::cents), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_date_fields_send_them_and_as_people_write_them() {
        let seventh: NaiveDate = "2026-12-07".parse().unwrap();
        for text in ["2026-12-07", " 7/12/2026 ", "07/12/2026"] {
            assert_eq!(day(text), Some(seventh), "{text}");
        }
        for text in ["", "31/02/2026", "tomorrow", "12-07"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
