//! The body of a request: read within a limit, and taken as exactly the form that is described.
//! What cannot be read is told with the path of the field.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::refusal::Refusal;

/// The longest body that is read.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// A JSON body of the form `T`.
#[derive(Debug)]
pub struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = read(request.into_body()).await?;
        parse(&bytes).map(Self)
    }
}

/// A JSON body of the form `T`, or no body at all.
#[derive(Debug)]
pub struct OptionalInput<T>(pub Option<T>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OptionalInput<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = read(request.into_body()).await?;
        if matches!(bytes.trim_ascii(), b"" | b"null") {
            return Ok(Self(None));
        }
        parse(&bytes).map(|body| Self(Some(body)))
    }
}

/// The parameters in the path.
#[derive(Debug)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(parameters)| Self(parameters)).map_err(|_| {
            let detail = "The address holds something that is not text in UTF-8.";
            Refusal::new(StatusCode::BAD_REQUEST, "invalid_path", detail)
        })
    }
}

/// Reads a body to its end.
///
/// # Errors
/// `body_too_long` beyond [`BODY_BYTES_MAX`]; `body_incomplete` when the connection broke.
pub async fn read(body: Body) -> Result<Bytes, Refusal> {
    match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            let detail = format!("Send at most {} KiB in one body.", BODY_BYTES_MAX / 1024);
            Err(Refusal::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "body_too_long",
                detail,
            ))
        }
        Err(_) => {
            let detail = "The body ended before it was complete.";
            Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "body_incomplete",
                detail,
            ))
        }
    }
}

/// Takes a body as JSON of the form `T`.
///
/// # Errors
/// `malformed_json` where it is no JSON, `invalid_fields` where it has another form.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        // serde would take the entries of an array as fields in the order in which we declare them.
        return Err(match serde_json::from_slice::<IgnoredAny>(bytes) {
            Ok(_) => Refusal::field("", "wrong_type", "give a JSON object"),
            Err(error) => malformed(&error),
        });
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        match error.inner().classify() {
            Category::Data => wrong_form(&path, error.inner()),
            Category::Syntax | Category::Eof | Category::Io => malformed(error.inner()),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Refusal {
    let detail = format!(
        "The body is not JSON: look at line {}, column {}.",
        error.line(),
        error.column()
    );
    Refusal::new(StatusCode::BAD_REQUEST, "malformed_json", detail)
}

fn wrong_form(path: &str, error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    // serde adds the place in the text, which the path says better.
    let text = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(text, _)| text);
    let wrong = Wrong::in_words(path, text);
    Refusal::field(wrong.field, wrong.code, wrong.detail)
}

/// What a deserializer says about one field.
///
/// serde tells the kind of error by the beginning of a text and in no other way; where a text begins
/// otherwise, it is our own and says what to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) field: String,
    pub(crate) code: &'static str,
    pub(crate) detail: String,
}

impl Wrong {
    pub(crate) fn in_words(path: &str, text: &str) -> Self {
        let path = if path == "." { "" } else { path };
        let quoted = || text.split('`').nth(1).unwrap_or_default();
        let below = |name: &str| match path {
            "" => name.to_owned(),
            path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
            path => format!("{path}.{name}"),
        };
        let wrong = |field: String, code, detail: String| Self {
            field,
            code,
            detail,
        };
        if text.starts_with("missing field `") {
            return wrong(below(quoted()), "missing", "this field is required".into());
        }
        if text.starts_with("unknown field `") {
            let expected = text.split_once("expected ").map_or("", |(_, names)| names);
            let detail = format!("there is no such field here; expected {expected}");
            return wrong(below(quoted()), "unknown_field", detail);
        }
        if text.starts_with("duplicate field `") {
            let detail = "give this field once only".into();
            return wrong(below(quoted()), "duplicate", detail);
        }
        if text.starts_with("unknown variant `") {
            let expected = text.split_once("expected ").map_or("", |(_, names)| names);
            return wrong(path.to_owned(), "unknown_value", format!("use {expected}"));
        }
        if let Some((_, expected)) = text
            .strip_prefix("invalid type: ")
            .and_then(|rest| rest.split_once(", expected "))
        {
            return wrong(path.to_owned(), "wrong_type", format!("give {expected}"));
        }
        wrong(path.to_owned(), "unusable", text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::fields::{Amount, Day};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, expecting = "a JSON object")]
    struct Outer {
        #[serde(rename = "inner")]
        _inner: Vec<Inner>,
        #[serde(rename = "due_on")]
        _due_on: Option<Day>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[serde(rename = "amount")]
        _amount: Amount,
    }

    #[test]
    fn what_is_wrong_is_told_with_its_path() {
        let cases = [
            ("{}", "inner: This field is required."),
            (
                r#"{"inner": [{"amount": "1.00"}, {}]}"#,
                "inner[1].amount: This field is required.",
            ),
            (
                r#"{"inner": [{"amount": 1.5}]}"#,
                "inner[0].amount: Give an amount in quotes, like \"1250.00\".",
            ),
            (
                r#"{"inner": [{"amount": "1e3"}]}"#,
                "inner[0].amount: Write the amount as digits with at most two decimals, like 1250.00.",
            ),
            (
                r#"{"inner": [], "due": "x"}"#,
                "due: There is no such field here; expected `inner` or `due_on`.",
            ),
            (
                r#"{"inner": [], "inner": []}"#,
                "inner: Give this field once only.",
            ),
            (
                r#"{"inner": [], "due_on": "2026-02-30"}"#,
                "due_on: Write the day like 2026-12-07.",
            ),
            ("[]", "Give a JSON object."),
            (r#"[[], null]"#, "Give a JSON object."),
            ("7", "Give a JSON object."),
            ("{", "The body is not JSON: look at line 1, column 1."),
            ("", "The body is not JSON: look at line 1, column 0."),
            (
                "{\"inner\": []} x",
                "The body is not JSON: look at line 1, column 15.",
            ),
        ];
        for (body, expected) in cases {
            let refusal = parse::<Outer>(body.as_bytes()).unwrap_err();
            let told = serde_json::to_value(&refusal).unwrap();
            assert_eq!(told["detail"], expected, "{body}");
        }
    }
}
