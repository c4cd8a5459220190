//! One request over the network, and how far it got when it failed.
//! It must not know what is in the request; the request carries a secret, so nothing here shows it.

use reqwest::{Client, StatusCode, Url, header};

/// Bytes that an answer has at most; twenty rows have three thousand.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// An answer that came whole.
pub(super) struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The body as text; bytes that are none are replaced.
    pub body: String,
}

/// How far a request got that has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    /// There never was a connection, so nothing was handed over: refused, no such name, TLS, or too slow.
    #[error("no connection to the SMS gateway")]
    NotConnected(#[source] reqwest::Error),
    /// The time was up after the request was under way.
    #[error("the SMS gateway did not answer in time")]
    TimedOut(#[source] reqwest::Error),
    /// The connection ended after the request was under way.
    #[error("the connection to the SMS gateway was lost")]
    Broken(#[source] reqwest::Error),
    /// The answer does not end.
    #[error("the SMS gateway's answer is longer than {ANSWER_BYTES_MAX} bytes")]
    TooLong,
}

impl Lost {
    fn of(error: reqwest::Error) -> Self {
        let error = error.without_url();
        // First of all: a connection that took too long is a time-out too, but a harmless one.
        if error.is_connect() {
            Self::NotConnected(error)
        } else if error.is_timeout() {
            Self::TimedOut(error)
        } else {
            Self::Broken(error)
        }
    }
}

/// Posts a JSON text, once.
pub(super) async fn post(client: &Client, url: Url, json: String) -> Result<Reply, Lost> {
    let request = client
        .post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .body(json);
    let mut response = request.send().await.map_err(Lost::of)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Lost::of)? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(Lost::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Reply { status, body })
}
