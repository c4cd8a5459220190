//! What proves that an STK request is ours: a password made of short code, passkey and time.
//! It asks no clock; whoever makes a request says when.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use chrono_tz::Africa::Nairobi;

use super::secret::Secret;

/// The password of a request made at `timestamp`, which must be the text that the request carries as well.
/// Source: the documentation of M-PESA Express.
#[must_use]
pub fn password(short_code: &str, passkey: &Secret, timestamp: &str) -> Secret {
    Secret::new(&STANDARD.encode(format!("{short_code}{}{timestamp}", passkey.expose())))
}

/// `YYYYMMDDHHmmss` by the clocks of Nairobi. The documentation names no zone; Nairobi's is what integrations use.
#[must_use]
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.with_timezone(&Nairobi)
        .format("%Y%m%d%H%M%S")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_that_of_the_documentations_sample() {
        let passkey =
            Secret::new("bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919");
        assert_eq!(
            password("174379", &passkey, "20210628092408").expose(),
            "MTc0Mzc5YmZiMjc5ZjlhYTliZGJjZjE1OGU5N2RkNzFhNDY3Y2QyZTBjODkzMDU5YjEwZjc4ZTZiNzJhZGExZWQyYzkxOTIwMjEwNjI4MDkyNDA4"
        );
    }

    #[test]
    fn the_time_is_nairobis() {
        let cases = [
            ("2021-06-28T06:24:08Z", "20210628092408"),
            ("2026-12-31T21:00:00Z", "20270101000000"),
            ("2024-02-28T20:59:59.999Z", "20240228235959"),
            ("2024-02-28T21:00:00Z", "20240229000000"),
        ];
        for (at, expected) in cases {
            assert_eq!(timestamp(at.parse().unwrap()), expected, "{at}");
        }
    }
}
