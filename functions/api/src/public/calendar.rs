//! A customer's due dates as a calendar that their phone subscribes to.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use operations::calendar_feed;
use operations::error::OperationError;
use operations::links;
use runtime::config::ConfigError;
use runtime::context::Context;
use runtime::problem::Problem;
use sha2::{Digest, Sha256};
use store::links::LinkPurpose;

use crate::public::is_possible;
use crate::refusal::Refusal;
use crate::sender::sender;

/// Programs ask twice a day; whoever asks by hand sees what has changed after ten minutes.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, max-age=600");

const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");

/// Bytes of a digest that tell two versions of a calendar apart.
const TAG_BYTES: usize = 16;

/// The calendar. Nobody is told whether an address was revoked or never was.
pub async fn read(
    State(context): State<Context>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    match calendar(&context, &secret).await {
        Ok(Some(text)) => answer(text, &headers),
        Ok(None) => (StatusCode::NOT_FOUND, "There is no calendar here.\n").into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

async fn calendar(context: &Context, secret: &str) -> Result<Option<String>, Refusal> {
    if !is_possible(secret) {
        return Ok(None);
    }
    let store = &context.store;
    let customer = match links::follow(store, secret, LinkPurpose::CalendarFeed).await {
        Ok(customer) => customer,
        Err(OperationError::LinkNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // A program that is refused may forget the address, and this is not its fault.
    let sender = sender(context)
        .map_err(|_| Problem::internal(&ConfigError::Missing("MALIPO_SHORTCODE")))?;
    let text = calendar_feed::calendar(store, &customer, &sender).await?;
    Ok(Some(text))
}

fn answer(text: String, asked: &HeaderMap) -> Response {
    let tag = tag(&text);
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| is_among(&tag, known));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = text.into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, CALENDAR);
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn tag(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digest: String = digest
        .iter()
        .take(TAG_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{digest}\"")
}

/// Whether a version is among those that the caller has (RFC 9110, section 13.1.2, which compares weakly).
fn is_among(tag: &str, known: &str) -> bool {
    known.split(',').map(str::trim).any(|one| {
        let one = one.strip_prefix("W/").unwrap_or(one);
        one == "*" || one == tag
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_known_however_the_caller_lists_it() {
        let tag = tag("BEGIN:VCALENDAR");
        assert_eq!(tag.len(), 2 + 2 * TAG_BYTES);
        let cases = [
            (tag.clone(), true),
            (format!("W/{tag}"), true),
            (format!("\"other\", {tag}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (String::new(), false),
        ];
        for (known, expected) in cases {
            assert_eq!(is_among(&tag, &known), expected, "{known}");
        }
    }
}
