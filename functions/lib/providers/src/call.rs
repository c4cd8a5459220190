//! One request over the network, and how far it got when it failed.
//! It must not know what is in a request: requests carry secrets, so nothing here shows one.
//!
//! Every call has a connection of its own, and none is repeated. On a connection that was kept, a call may be lost to a
//! peer that hung up meanwhile (as in a function that was frozen), and what is lost like that may never be sent again.

use std::net::IpAddr;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode, Url, redirect, retry};

/// An answer that came whole.
pub(crate) struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The body as text; bytes that are none are replaced.
    pub body: String,
}

/// How far a request got that has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lost {
    /// There never was a connection, so nothing was handed over: refused, no such name, TLS, or too slow.
    #[error("there was no connection")]
    NotConnected(#[source] reqwest::Error),
    /// The time was up after the request was under way.
    #[error("there was no answer in time")]
    TimedOut(#[source] reqwest::Error),
    /// The connection ended after the request was under way.
    #[error("the connection was lost before the answer")]
    Broken(#[source] reqwest::Error),
    /// The answer does not end.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
}

/// Why an address cannot be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressFault {
    /// There is none.
    Empty,
    /// It is none, or it has a user, a query or a fragment.
    NotAnAddress,
    /// What is sent there would travel readably.
    NotEncrypted,
}

/// Sends a request, once, and waits for the whole answer of at most `bytes_max`.
pub(crate) async fn send(request: RequestBuilder, bytes_max: usize) -> Result<Reply, Lost> {
    let mut response = request.send().await.map_err(Lost::of)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Lost::of)? {
        if body.len() + chunk.len() > bytes_max {
            return Err(Lost::TooLong(bytes_max));
        }
        body.extend_from_slice(&chunk);
    }
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Reply { status, body })
}

/// A client for calls to `base`, which waits at most `connect` for a connection and `call` for the whole.
/// It follows no redirect: secrets go nowhere but to the address that they were given for.
pub(crate) fn client(
    base: &Url,
    connect: Duration,
    call: Duration,
) -> Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .connect_timeout(connect)
        .timeout(call)
        .pool_max_idle_per_host(0)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy();
    let builder = match base.scheme() {
        // Without TLS no roots of trust are needed, so none are read.
        "http" => builder.tls_certs_only([]),
        _ => builder,
    };
    builder.build()
}

/// An address with a slash at its end, so that services are found below it and not beside it.
/// It is encrypted or on this machine.
pub(crate) fn address(text: &str) -> Result<Url, AddressFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AddressFault::Empty);
    }
    let url = Url::parse(&format!("{}/", text.trim_end_matches('/')))
        .map_err(|_| AddressFault::NotAnAddress)?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    match (url.scheme(), plain) {
        ("https", true) => Ok(url),
        ("http", true) if is_this_machine(&url) => Ok(url),
        ("http", true) => Err(AddressFault::NotEncrypted),
        _ => Err(AddressFault::NotAnAddress),
    }
}

/// Whether an address is one of this machine's own.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|it| it.is_loopback())
}

impl Lost {
    fn of(error: reqwest::Error) -> Self {
        let error = error.without_url();
        // First of all: a connection that took too long is a time-out too, but a harmless one.
        // A request that could not even be put together went nowhere either.
        if error.is_connect() || error.is_builder() {
            Self::NotConnected(error)
        } else if error.is_timeout() {
            Self::TimedOut(error)
        } else {
            Self::Broken(error)
        }
    }
}
