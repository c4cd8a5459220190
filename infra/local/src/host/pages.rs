//! The few pages that the host itself shows. They hold no secret, no script, and nothing that a sender
//! wrote gets through as markup.

use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse};
use local_aws::mailbox::{Channel, StoredMessage};
use messages::gsm7;

const STYLE: &str = include_str!("pages.css");

/// As [`POLICY`], where a page has forms of this host's own, or one of its pages inside.
const FORMS_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; \
                            form-action 'self'; frame-ancestors 'self'";

/// Nothing but this page's own style may load, and a letter's HTML only inside its own frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

pub(crate) type Page = ([(HeaderName, &'static str); 1], Html<String>);

/// What this host is, and where to go from here.
pub async fn home() -> impl IntoResponse {
    page(
        "Malipo on this machine",
        "<p>Malipo receives every payment once, finds whose it is and settles what that person owes. \
         Everything runs in this one process; its data is in one folder.</p>\
         <ul>\
         <li><a href=\"/api/v1/openapi.json\">The API, described</a>; it wants the key that was printed at the start</li>\
         <li><a href=\"/dev/mailbox\">The mailbox</a>: every e-mail and SMS that would have been sent</li>\
         <li><a href=\"/dev/authenticator\">The authenticators</a> of the sample's staff, who sign in with their codes</li>\
         <li><a href=\"/dev/phone\">A phone</a>: answers M-PESA's prompts, and pays</li>\
         <li><a href=\"/dev/mpesa\">M-PESA</a>: what it can get wrong, and what really happened</li>\
         <li><a href=\"/dev/clock\">The clock</a></li>\
         <li><a href=\"/healthz\">Is the process up?</a> <a href=\"/readyz\">Do store and queues answer?</a></li>\
         </ul>\
         <p>On the command line, <code>malipo --help</code> posts sample callbacks, shows what waits for a \
         person, checks the books and exports the journal.</p>",
    )
}

/// The mailbox, newest first.
pub fn mailbox(letters: &[StoredMessage], next: Option<&str>) -> impl IntoResponse + use<> {
    let mut body = String::new();
    if letters.is_empty() {
        body.push_str("<p>Nothing was sent yet.</p>");
    }
    for letter in letters {
        body.push_str(&article(letter));
    }
    if let Some(next) = next {
        body.push_str(&format!(
            "<p><a href=\"?cursor={}\">Older ones</a></p>",
            escaped(next)
        ));
    }
    page("Mailbox", &body)
}

fn article(letter: &StoredMessage) -> String {
    let channel = match letter.channel {
        Channel::Email => "E-mail".to_owned(),
        Channel::Sms => format!(
            "SMS{}",
            segments(letter.text.as_deref().unwrap_or_default())
        ),
    };
    let to = escaped(&letter.to.join(", "));
    let subject = if letter.subject.is_empty() {
        letter.to.join(", ")
    } else {
        letter.subject.clone()
    };
    let text = letter
        .text
        .as_deref()
        .map_or_else(String::new, |text| format!("<pre>{}</pre>", escaped(text)));
    let html = letter.html.as_deref().map_or_else(String::new, framed);
    format!(
        "<article><h2>{}</h2><p>{channel} to {to}, {}</p>{text}{html}</article>",
        escaped(&subject),
        letter.sent_at.format("%Y-%m-%d %H:%M:%S UTC"),
    )
}

/// What it is paid as.
fn segments(text: &str) -> String {
    match gsm7::segments(text) {
        None => ", outside the alphabet of phones,".to_owned(),
        Some(1) => " of 1 segment".to_owned(),
        Some(segments) => format!(" of {segments} segments"),
    }
}

fn framed(html: &str) -> String {
    format!(
        "<details><summary>As a page</summary>\
         <iframe sandbox title=\"The message\" srcdoc=\"{}\"></iframe></details>",
        escaped(html)
    )
}

fn page(title: &str, body: &str) -> Page {
    with_policy(POLICY, title, "", body)
}

/// A page that has forms; `head` is markup as well.
pub(crate) fn page_with_forms(title: &str, head: &str, body: &str) -> Page {
    with_policy(FORMS_POLICY, title, head, body)
}

fn with_policy(policy: &'static str, title: &str, head: &str, body: &str) -> Page {
    let title = escaped(title);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">{head}<title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n{body}</main></body></html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html))
}

/// Text within markup, or within an attribute in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_written_gets_through_as_markup() {
        let letter = StoredMessage {
            sequence: 1,
            id: "1".to_owned(),
            sent_at: chrono::DateTime::UNIX_EPOCH,
            channel: Channel::Email,
            from: String::new(),
            to: vec!["\"><script>@example.com".to_owned()],
            subject: "<b>Paid</b>".to_owned(),
            text: None,
            html: Some("<p onclick='x'>\"".to_owned()),
            headers: Vec::new(),
        };
        let shown = article(&letter);
        assert!(
            !shown.contains("<script>") && !shown.contains("<b>"),
            "{shown}"
        );
        assert!(
            shown.contains("srcdoc=\"&lt;p onclick=&#39;x&#39;&gt;&quot;\""),
            "{shown}"
        );
    }
}
