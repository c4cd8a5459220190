//! An SES that is not there, does not answer, or says no: each letter is handed over once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use billing::notification::Channel;
use local_aws::endpoint::sdk_config;
use store::notifications::NotificationStatus::{self, Failed, Pending, Unknown};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::stage::{EMAIL, Stage};

/// What stands in for SES.
struct Carrier {
    url: String,
    requests: Arc<AtomicUsize>,
}

impl Carrier {
    /// Answers every connection once, with these bytes; none hangs up.
    async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = requests.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer_one(stream, answer));
            }
        });
        Self { url, requests }
    }
}

async fn answer_one(mut stream: TcpStream, answer: &'static str) {
    // As much of the request as comes at once: enough to have been taken.
    let mut request = [0; 1024];
    let _ = stream.read(&mut request).await;
    let _ = stream.write_all(answer.as_bytes()).await;
}

fn refusal(status: &str, code: &str, message: &str) -> &'static str {
    let body = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>"
    );
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/xml\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    Box::leak(answer.into_boxed_str())
}

async fn after_one_try(url: &str) -> (NotificationStatus, Stage, String) {
    let mut stage = Stage::set().await;
    stage.outlets.ses = aws_sdk_ses::Client::new(&sdk_config(url));
    let asha = stage.told_by_email(EMAIL).await;
    stage.send_due().await;
    let record = stage.record(&asha).await;
    let detail = record.steps.last().unwrap().detail.clone();
    (record.status, stage, detail)
}

#[tokio::test]
async fn an_ses_that_cannot_be_reached_gets_it_later() {
    let mut dead = TcpListener::bind("127.0.0.1:0").await.ok();
    let url = format!("http://{}", dead.as_ref().unwrap().local_addr().unwrap());
    dead.take();
    let (status, mut stage, detail) = after_one_try(&url).await;
    assert_eq!((status, detail.as_str()), (Pending, "no connection to SES"));
    stage.outlets.ses = stage.bench.endpoint.ses_client();
    stage.pass_min(1).await;
    assert_eq!(stage.letters().await.len(), 1);
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_is_unknown_and_not_tried_again() {
    let carrier = Carrier::answering("").await;
    let (status, stage, _) = after_one_try(&carrier.url).await;
    assert_eq!(status, Unknown);
    stage.pass_hours(2).await;
    assert_eq!(
        carrier.requests.load(Ordering::SeqCst),
        1,
        "no retry of the SDK's either"
    );
}

#[tokio::test]
async fn each_refusal_of_ses_has_its_consequence() {
    let unverified = "Email address is not verified. The following identities failed the check in region \
                      EU-WEST-1: billing@example.co.ke";
    let cases = [
        (
            "400 Bad Request",
            "Throttling",
            "Maximum sending rate exceeded.",
            Pending,
            false,
        ),
        (
            "503 Service Unavailable",
            "ServiceUnavailable",
            "",
            Pending,
            false,
        ),
        (
            "400 Bad Request",
            "MessageRejected",
            unverified,
            Pending,
            true,
        ),
        (
            "400 Bad Request",
            "MailFromDomainNotVerifiedException",
            "",
            Pending,
            true,
        ),
        (
            "400 Bad Request",
            "AccountSendingPausedException",
            "",
            Pending,
            true,
        ),
        (
            "400 Bad Request",
            "ConfigurationSetDoesNotExist",
            "",
            Pending,
            true,
        ),
        (
            "400 Bad Request",
            "MessageRejected",
            "Address blacklisted.",
            Failed,
            false,
        ),
        (
            "400 Bad Request",
            "InvalidParameterValue",
            "Domain contains illegal character",
            Failed,
            false,
        ),
    ];
    for (status_line, code, message, expected, stopped) in cases {
        let carrier = Carrier::answering(refusal(status_line, code, message)).await;
        let (status, stage, detail) = after_one_try(&carrier.url).await;
        assert_eq!(status, expected, "{code}: {detail}");
        assert!(detail.contains(code), "{code}: {detail}");
        let state = stage.context().store.channel_state(Channel::Email).await;
        assert_eq!(state.unwrap().stop.is_some(), stopped, "{code}");
        assert_eq!(carrier.requests.load(Ordering::SeqCst), 1, "{code}");
    }
}
