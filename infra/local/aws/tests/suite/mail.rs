//! The SES client, and what lies in the mailbox afterwards.

use aws_sdk_ses::error::ProvideErrorMetadata;
use aws_sdk_ses::operation::send_raw_email::SendRawEmailError;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::{Body, Content, Destination, Message, RawMessage};
use local_aws::mailbox::{Channel, StoredMessage};

use crate::stage::{START_MS, Stage};

const MIME: &str = "From: Malipo <no-reply@example.org>\r\n\
To: Asha Otieno <asha@example.org>\r\n\
Cc: juma@example.org\r\n\
Bcc: hidden@example.org\r\n\
Subject: =?UTF-8?B?UmlzaXRpIMK3IEtTaCAxLDIwMA==?=\r\n\
List-Unsubscribe: <https://example.org/u>,\r\n <mailto:u@example.org>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=\"b\"\r\n\
\r\n\
--b\r\n\
Content-Type: text/plain; charset=utf-8\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\
\r\n\
Asante =C2=B7 thanks\r\n\
--b\r\n\
Content-Type: text/html; charset=utf-8\r\n\
\r\n\
<p>Asante</p>\r\n\
--b--\r\n";

fn content(data: &str) -> Content {
    Content::builder().data(data).build().expect("content")
}

fn message(subject: &str, text: &str) -> Message {
    let body = Body::builder()
        .text(content(text))
        .html(content("<p>1 &lt; 2</p>"));
    Message::builder()
        .subject(content(subject))
        .body(body.build())
        .build()
}

async fn raw(stage: &Stage, mime: &str) -> Result<(), SendRawEmailError> {
    let message = RawMessage::builder()
        .data(Blob::new(mime))
        .build()
        .expect("raw");
    let send = stage
        .endpoint
        .ses_client()
        .send_raw_email()
        .raw_message(message);
    send.send()
        .await
        .map(|_| ())
        .map_err(|error| error.into_service_error())
}

async fn only_message(stage: &Stage) -> StoredMessage {
    let mut messages = stage.mailbox.messages(10, None).await.expect("messages");
    assert_eq!(messages.len(), 1);
    messages.remove(0)
}

fn header<'a>(message: &'a StoredMessage, name: &str) -> Option<&'a str> {
    let found = message.headers.iter().find(|header| header.name == name);
    found.map(|header| header.value.as_str())
}

#[tokio::test]
async fn an_email_lies_in_the_mailbox_as_it_was_sent() {
    let stage = Stage::empty().await;
    let to = Destination::builder().to_addresses("Asha Otieno <asha@example.org>");
    let to = to
        .cc_addresses("juma@example.org")
        .bcc_addresses("hidden@example.org");
    let send = stage
        .endpoint
        .ses_client()
        .send_email()
        .source("no-reply@example.org");
    let send = send
        .destination(to.build())
        .reply_to_addresses("help@example.org");
    let sent = send
        .message(message("Risiti · 1 & 2", "Asante\nsana"))
        .send()
        .await
        .unwrap();

    let message = only_message(&stage).await;
    assert_eq!(message.id, sent.message_id());
    assert_eq!(message.sent_at.timestamp_millis(), START_MS);
    assert_eq!(message.channel, Channel::Email);
    assert_eq!(message.from, "no-reply@example.org");
    let everyone = [
        "Asha Otieno <asha@example.org>",
        "juma@example.org",
        "hidden@example.org",
    ];
    assert_eq!(message.to, everyone);
    assert_eq!(message.subject, "Risiti · 1 & 2");
    assert_eq!(message.text.as_deref(), Some("Asante\nsana"));
    assert_eq!(message.html.as_deref(), Some("<p>1 &lt; 2</p>"));
    assert_eq!(header(&message, "Reply-To"), Some("help@example.org"));
    assert_eq!(header(&message, "Bcc"), None);
}

#[tokio::test]
async fn a_raw_email_is_decoded_and_its_hidden_copies_stay_hidden() {
    let stage = Stage::empty().await;
    raw(&stage, MIME).await.unwrap();
    let message = only_message(&stage).await;
    assert_eq!(message.from, "Malipo <no-reply@example.org>");
    let everyone = [
        "Asha Otieno <asha@example.org>",
        "juma@example.org",
        "hidden@example.org",
    ];
    assert_eq!(message.to, everyone);
    assert_eq!(message.subject, "Risiti · KSh 1,200");
    assert_eq!(
        message.text.as_deref().map(str::trim),
        Some("Asante · thanks")
    );
    assert_eq!(
        message.html.as_deref().map(str::trim),
        Some("<p>Asante</p>")
    );
    let unsubscribe = header(&message, "List-Unsubscribe");
    assert_eq!(
        unsubscribe,
        Some("<https://example.org/u>, <mailto:u@example.org>")
    );
    assert_eq!(header(&message, "Bcc"), None);
}

#[tokio::test]
async fn a_raw_email_of_one_kind_has_no_invented_other() {
    let stage = Stage::empty().await;
    raw(
        &stage,
        "From: a@b.org\r\nTo: c@d.org\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<b>y</b>",
    )
    .await
    .unwrap();
    let message = only_message(&stage).await;
    assert_eq!(message.text, None);
    assert_eq!(message.html.as_deref(), Some("<b>y</b>"));
}

#[tokio::test]
async fn mail_that_cannot_be_sent_is_refused_and_not_kept() {
    let stage = Stage::empty().await;
    let to = |address: &str| Destination::builder().to_addresses(address).build();
    let nobody = Destination::builder().build();
    let many = (0..51).map(|it| format!("c{it}@example.org")).collect();
    let many = Destination::builder().set_to_addresses(Some(many)).build();
    let cases = [
        (
            "a@b.org",
            nobody,
            message("s", "t"),
            "InvalidParameterValue",
        ),
        ("a@b.org", many, message("s", "t"), "InvalidParameterValue"),
        (
            "a@b.org",
            to("asha"),
            message("s", "t"),
            "InvalidParameterValue",
        ),
        (
            "malipo",
            to("c@d.org"),
            message("s", "t"),
            "InvalidParameterValue",
        ),
        (
            "a@b.org",
            to("c@d.org"),
            message("s\nBcc: x@y.z", "t"),
            "InvalidParameterValue",
        ),
        (
            "a@b.org",
            to("c@d.org"),
            message("", "t"),
            "ValidationError",
        ),
        (
            "a@b.org",
            to("c@d.org"),
            message("s", &"t".repeat(11 << 20)),
            "MessageRejected",
        ),
    ];
    for (source, destination, message, code) in cases {
        let send = stage.endpoint.ses_client().send_email().source(source);
        let refused = send
            .destination(destination)
            .message(message)
            .send()
            .await
            .unwrap_err();
        assert_eq!(refused.into_service_error().code(), Some(code));
    }
    let no_mail = raw(&stage, "no mail").await.unwrap_err();
    assert_eq!(no_mail.code(), Some("InvalidParameterValue"));
    let too_long = format!("{MIME}{}", "x".repeat(10 << 20));
    let too_long = raw(&stage, &too_long).await.unwrap_err();
    assert!(matches!(too_long, SendRawEmailError::MessageRejected(_)));
    let nobody = raw(&stage, "From: a@b.org\r\n\r\nx").await.unwrap_err();
    assert_eq!(nobody.code(), Some("InvalidParameterValue"));
    assert!(stage.mailbox.messages(10, None).await.unwrap().is_empty());
}

#[tokio::test]
async fn other_actions_and_unsigned_requests_are_refused() {
    let stage = Stage::empty().await;
    let other = stage
        .endpoint
        .ses_client()
        .list_identities()
        .send()
        .await
        .unwrap_err();
    assert_eq!(other.into_service_error().code(), Some("InvalidAction"));
    use tower::ServiceExt;
    let form = "Action=SendEmail&Source=a%40b.org";
    let request = axum::http::Request::post("/")
        .body(axum::body::Body::from(form))
        .unwrap();
    let answer = stage.mailbox.router().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 403);
}

#[tokio::test]
async fn the_quota_counts_the_mail_of_a_day() {
    let stage = Stage::empty().await;
    raw(&stage, MIME).await.unwrap();
    stage
        .mailbox
        .record_sms("+254712345678", "not mail")
        .await
        .unwrap();
    let quota = || stage.endpoint.ses_client().get_send_quota().send();
    assert_eq!(quota().await.unwrap().sent_last24_hours(), 1.0);
    stage.clock.advance_s(24 * 60 * 60);
    assert_eq!(quota().await.unwrap().sent_last24_hours(), 0.0);
}

#[tokio::test]
async fn the_mailbox_is_read_newest_first_a_page_at_a_time() {
    let stage = Stage::empty().await;
    for number in 0..5 {
        stage
            .mailbox
            .record_sms("+254712345678", &number.to_string())
            .await
            .unwrap();
    }
    let texts = |page: &[StoredMessage]| -> Vec<String> {
        page.iter().filter_map(|it| it.text.clone()).collect()
    };
    let first = stage.mailbox.messages(3, None).await.unwrap();
    assert_eq!(texts(&first), ["4", "3", "2"]);
    let rest = stage
        .mailbox
        .messages(3, Some(first[2].sequence))
        .await
        .unwrap();
    assert_eq!(texts(&rest), ["1", "0"]);
    let json = serde_json::to_value(&rest[0]).unwrap();
    assert_eq!(json["channel"], "sms");
    assert_eq!(json["sent_at"], "2026-11-02T05:00:00Z");
    assert_eq!(json["to"], serde_json::json!(["+254712345678"]));
}
