//! As much of a browser as these tests need.

use std::io::Read;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use portal_server::{PortalSettings, router};
use tower::ServiceExt;

/// What came back.
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
        if self.header("content-encoding") == Some("gzip") {
            let mut unpacked = GzDecoder::new(&self.bytes[..]);
            unpacked
                .read_to_string(&mut text)
                .expect("what was compressed is text");
        } else {
            text = String::from_utf8(self.bytes.to_vec()).expect("an answer is text");
        }
        text
    }
}

/// Sends a request to a portal of its own.
pub async fn send(request: Request<Body>) -> Answer {
    send_to("Savanna Fibre", request).await
}

/// Sends a request to the portal of a provider with this name.
pub async fn send_to(provider_name: &str, request: Request<Body>) -> Answer {
    let settings = PortalSettings {
        provider_name: provider_name.to_owned(),
        short_code: "600966".to_owned(),
    };
    let answered = router(settings).oneshot(request).await;
    let response = answered.expect("a router always answers");
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes: body
            .collect()
            .await
            .expect("a page does not break off")
            .to_bytes(),
    }
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

/// The page after somebody typed this into the form and sent it.
pub async fn check(typed: &str, language: &str) -> String {
    let query = serde_urlencoded::to_string([("lang", language), ("account", typed)]);
    let query = query.expect("any text can be typed");
    page(&format!("/?{query}")).await
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
