//! Where a visitor goes next: only to pages of this portal.

use axum::response::{IntoResponse, Redirect, Response};

/// Opens another page after something was done, by GET; `done` is its short name, which the page turns into words.
#[must_use]
pub fn done(path: &str, done: &str) -> Response {
    let separator = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{separator}done={done}")).into_response()
}

/// Opens another page by GET.
#[must_use]
pub fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The page to come back to, if it is one of this portal; an address may say anything.
#[must_use]
pub fn back(next: &str, staff: bool) -> &str {
    let start = if staff { "/staff" } else { "/" };
    let plain = next
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let local = next.starts_with('/') && !next.starts_with("//");
    let fits = staff == crate::session::is_staff_path(next.split(['?', '#']).next().unwrap_or(""));
    if plain && local && fits { next } else { start }
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn nobody_is_led_to_another_site() {
        let table = [
            ("/pay?obligation=obl_1", false, "/pay?obligation=obl_1"),
            ("//evil.example", false, "/"),
            ("/\\evil.example", false, "/"),
            ("https://evil.example/", false, "/"),
            ("javascript:alert(1)", false, "/"),
            ("/a\r\nSet-Cookie: x=y", false, "/"),
            ("/staff/payments", false, "/"),
            ("/staff/payments", true, "/staff/payments"),
            ("/staffing", true, "/staff"),
            ("", true, "/staff"),
        ];
        for (next, staff, expected) in table {
            assert_eq!(back(next, staff), expected, "{next}");
        }
    }
}
