//! As much of a browser as these tests need, on a portal of its own with an empty store.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use brotli::Decompressor;
use flate2::read::GzDecoder;

use crate::world::World;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The text, unpacked if it was compressed.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut unpacked: Box<dyn Read> = match self.header("content-encoding") {
            Some("gzip") => Box::new(GzDecoder::new(&self.bytes[..])),
            Some("br") => Box::new(Decompressor::new(&self.bytes[..], 4096)),
            _ => Box::new(&self.bytes[..]),
        };
        unpacked
            .read_to_string(&mut text)
            .expect("an answer is text");
        text
    }
}

/// Sends a request to a portal of its own.
pub async fn send(request: Request<Body>) -> Answer {
    World::new().await.send(request).await
}

/// Sends a request to the portal of a provider with this name.
pub async fn send_to(provider_name: &str, request: Request<Body>) -> Answer {
    World::of(provider_name).await.send(request).await
}

/// Opens an address with request headers.
pub async fn open_with(address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty());
    send(request.expect("the test writes valid requests")).await
}

/// Opens an address.
pub async fn open(address: &str) -> Answer {
    open_with(address, &[]).await
}

/// The page at an address.
pub async fn page(address: &str) -> String {
    open(address).await.text()
}

/// The page after somebody typed this account number into the form and sent it.
pub async fn check(typed: &str, language: &str) -> String {
    let world = World::new().await;
    let address = format!("/?lang={language}");
    world.post(&address, &[("account", typed)]).await.text()
}

/// The text between two marks.
pub fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, after) = page
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start} in {page}"));
    after.split_once(end).map_or(after, |(found, _)| found)
}

/// The value of the account field.
pub fn field(page: &str) -> &str {
    between(page, "<input", ">")
}
