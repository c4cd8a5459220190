//! A server that notes what it is sent and answers as it is told, and a client that calls it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use billing::phone::Msisdn;
use chrono::{DateTime, Utc};
use providers::mpesa::daraja::asynchronous::Reporting;
use providers::mpesa::daraja::outcome::{NoInformation, Refused};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Operator, Settings};
use providers::mpesa::daraja::stk_push::PushRequest;
use providers::mpesa::daraja::token::Token;
use providers::mpesa::daraja::{Daraja, Patience};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The passkey that Safaricom publishes for trying out.
pub const PASSKEY: &str = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";
/// The short code that goes with it.
pub const SHORT_CODE: &str = "174379";
/// The credential of the documentation's samples.
pub const CREDENTIAL: &str =
    "jUb+dOXJiBDui8FnruaFckZJQup3kmmCH5XJ4NY/Oo3KaUTmJbxUiVgzBjqdL533u5Q435MT2VJwr//1fuZvA==";
pub const TOKEN: &str = "c9SQxWWhmdVRlyh0zh8gZDTkubVF";
pub const CONSUMER_SECRET: &str = "not-a-real-consumer-secret";
pub const CONSUMER_KEY: &str = "not-a-real-consumer-key";

/// A time-out that no test waits for.
const LONG: Duration = Duration::from_secs(20);
/// Short enough to be waited for.
const SHORT: Duration = Duration::from_millis(300);

/// What the server does with a request that it has read.
#[derive(Clone)]
pub enum Does {
    /// Answers with a status and a body.
    Answer(u16, String),
    /// Keeps the connection and says nothing.
    Wait,
    /// Hangs up.
    HangUp,
    /// Promises more than it sends, and hangs up.
    Truncate(String),
    /// Sends this many bytes.
    Flood(usize),
}

/// A request as it arrived.
#[derive(Clone)]
pub struct Seen {
    pub head: String,
    pub body: String,
}

impl Seen {
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap()
    }

    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
    }
}

/// A server and its client.
pub struct Stage {
    pub daraja: Daraja,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stage {
    /// A server that does the same with every request.
    pub async fn that(does: Does) -> Stage {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let patience = match does {
            Does::Wait => SHORT,
            _ => LONG,
        };
        tokio::spawn(serve(listener, does, seen.clone()));
        Stage {
            daraja: daraja(&url, patience),
            seen,
        }
    }

    pub async fn answers(status: u16, body: &str) -> Stage {
        Stage::that(Does::Answer(status, body.to_owned())).await
    }

    /// Nobody listens.
    pub async fn nowhere() -> Stage {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        Stage {
            daraja: daraja(&url, LONG),
            seen: Arc::default(),
        }
    }

    /// The only request.
    pub fn only(&self) -> Seen {
        let seen = self.seen.lock().unwrap();
        assert_eq!(seen.len(), 1);
        seen[0].clone()
    }

    /// How many requests there were.
    pub fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

async fn serve(listener: TcpListener, does: Does, seen: Arc<Mutex<Vec<Seen>>>) {
    let mut kept = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let Some(request) = read(&mut stream).await else {
            continue;
        };
        seen.lock().unwrap().push(request);
        let head = |status: u16, length: usize| {
            format!(
                "HTTP/1.1 {status} X\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: {length}\r\n\r\n"
            )
        };
        let bytes = match &does {
            Does::Answer(status, body) => head(*status, body.len()) + body,
            Does::Truncate(body) => head(200, body.len() + 1) + body,
            Does::Flood(bytes) => head(200, *bytes) + &" ".repeat(*bytes),
            Does::HangUp => continue,
            Does::Wait => {
                kept.push(stream);
                continue;
            }
        };
        // A client that has heard enough hangs up first.
        let _ = stream.write_all(bytes.as_bytes()).await;
    }
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let seen = Seen {
                head: head.to_owned(),
                body: body.to_owned(),
            };
            let length = seen.header("content-length").unwrap_or("0");
            if body.len() >= length.parse().unwrap() {
                return Some(seen);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn daraja(url: &str, call: Duration) -> Daraja {
    let patience = Patience {
        connect: LONG,
        call,
    };
    Daraja::new(settings(url), patience).unwrap()
}

pub fn settings(url: &str) -> Settings {
    Settings {
        base_url: url.to_owned(),
        app: App {
            consumer_key: Secret::new(CONSUMER_KEY),
            consumer_secret: Secret::new(CONSUMER_SECRET),
        },
    }
}

/// The paybill of the documentation's samples.
pub fn paybill() -> Collector {
    Collector {
        short_code: SHORT_CODE.to_owned(),
        party_b: SHORT_CODE.to_owned(),
        kind: CollectorKind::PayBill,
        passkey: Secret::new(PASSKEY),
        operator: Some(Operator {
            initiator: "testapiuser".to_owned(),
            security_credential: Secret::new(CREDENTIAL),
        }),
        pull_number: Some("0722000000".to_owned()),
    }
}

/// A till under a head office.
pub fn till() -> Collector {
    Collector {
        short_code: "601426".to_owned(),
        party_b: "5045678".to_owned(),
        kind: CollectorKind::BuyGoods,
        ..paybill()
    }
}

pub fn token() -> Token {
    Token::new(TOKEN)
}

/// The push of the documentation's sample.
pub fn push() -> PushRequest {
    PushRequest {
        amount_shillings: 1,
        phone: Msisdn::parse("254722111111").unwrap(),
        payer: Some(Msisdn::parse("254722000000").unwrap()),
        account_reference: "accountref".to_owned(),
        description: "txndesc".to_owned(),
        callback_url: "https://mydomain.com/path".to_owned(),
        at: at("2021-06-28T06:24:08Z"),
    }
}

pub fn reporting() -> Reporting {
    Reporting {
        result_url: "https://mydomain.com/results".to_owned(),
        timeout_url: "https://mydomain.com/timeouts".to_owned(),
        remarks: "OK".to_owned(),
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn sample(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/fixtures/mpesa/daraja/{name}.json");
    std::fs::read_to_string(path).unwrap().trim_end().to_owned()
}

/// An error as M-PESA words it.
pub fn error(code: &str, message: &str) -> String {
    format!(r#"{{"requestId":"1c5b-1","errorCode":"{code}","errorMessage":"{message}"}}"#)
}

/// Why a question has no answer, in one line.
pub fn why(why: &NoInformation) -> String {
    match why {
        NoInformation::Refused(refused) => format!("refused {}", refusal(refused)),
        NoInformation::Unknown(doubt) => format!("unknown: {doubt}"),
    }
}

pub fn refusal(refused: &Refused) -> String {
    format!("{:?} {:?}", refused.reason, refused.code)
}

/// What a server can do that is no answer, and whether that leaves a request unknown or certainly undone.
pub async fn silences() -> Vec<(&'static str, Stage, &'static str)> {
    let lost = "unknown: the connection to M-PESA was lost before the answer";
    let flood = Does::Flood(3 * 1024 * 1024);
    let truncated = Does::Truncate(sample("stk_push_accepted"));
    vec![
        (
            "nobody listens",
            Stage::nowhere().await,
            "refused NotConnected \"\"",
        ),
        (
            "no answer",
            Stage::that(Does::Wait).await,
            "unknown: M-PESA did not answer in time",
        ),
        ("hung up", Stage::that(Does::HangUp).await, lost),
        ("truncated", Stage::that(truncated).await, lost),
        (
            "endless",
            Stage::that(flood).await,
            "unknown: M-PESA's answer is too long",
        ),
    ]
}

/// Answers that say neither yes nor no of any call, with what is understood.
pub fn riddles() -> Vec<(u16, String, &'static str)> {
    let html = "<html><body><h1>Service Unavailable</h1></body></html>".to_owned();
    let not_json = "unknown: M-PESA's answer cannot be understood: the body is not JSON";
    let failed = |status: &'static str| status;
    vec![
        (200, html.clone(), not_json),
        (200, String::new(), "unknown: M-PESA's answer cannot be understood: the body is empty"),
        (200, "\u{fffd}\u{0}".to_owned(), not_json),
        (200, "[]".to_owned(), "unknown: M-PESA's answer cannot be understood: there is no JSON object where one should be"),
        (200, r#"{"ResponseCode":"0","ResponseCode":"1"}"#.to_owned(), "unknown: M-PESA's answer cannot be understood: a field occurs twice"),
        (500, html.clone(), failed("unknown: M-PESA failed after it had the request (HTTP 500)")),
        (500, String::new(), failed("unknown: M-PESA failed after it had the request (HTTP 500)")),
        (502, html.clone(), failed("unknown: M-PESA failed after it had the request (HTTP 502)")),
        (503, "{}".to_owned(), failed("unknown: M-PESA failed after it had the request (HTTP 503)")),
        (504, html.clone(), failed("unknown: M-PESA failed after it had the request (HTTP 504)")),
        (408, String::new(), failed("unknown: M-PESA failed after it had the request (HTTP 408)")),
        (500, error("500.003.1001", "Internal Server Error"), "unknown: M-PESA had an internal error"),
        (500, error("500.001.1001", "Something new"), "unknown: M-PESA answers with the code 500.001.1001, which does not say whether it took the request"),
        (500, error("500.009.1", "?"), "unknown: M-PESA answers with the code 500.009.1, which does not say whether it took the request"),
        (200, error("500.009.1", "?"), "unknown: M-PESA answers with the code 500.009.1, which does not say whether it took the request"),
        (429, String::new(), "refused Busy \"HTTP 429\""),
        (429, html.clone(), "refused Busy \"HTTP 429\""),
        (302, String::new(), "refused Misconfigured \"HTTP 302\""),
        (403, html, "refused Misconfigured \"HTTP 403\""),
        (413, String::new(), "refused Other \"HTTP 413\""),
        (400, error("400.002.02", "Bad Request - Invalid Amount"), "refused Invalid \"400.002.02\""),
        (400, error("400.009.01", "Bad"), "refused Other \"400.009.01\""),
        (404, error("404.001.01", "Resource not found"), "refused Misconfigured \"404.001.01\""),
        (405, error("405.001", "Method Not Allowed"), "refused Misconfigured \"405.001\""),
        (500, error("500.003.02", "System is busy. Please try again in few minutes."), "refused Busy \"500.003.02\""),
        (500, error("500.003.02", "Error Occurred: Spike Arrest Violation"), "refused Busy \"500.003.02\""),
        (500, error("500.003.03", "Quota Violation"), "refused QuotaExhausted \"500.003.03\""),
        (500, error("500.001.1001", "Merchant does not exist"), "refused Misconfigured \"500.001.1001\""),
        (500, error("500.001.1001", "Wrong credentials"), "refused Misconfigured \"500.001.1001\""),
        (500, sample("error_lock"), "refused Locked \"500.001.1001\""),
        (500, r#"{"fault":{"faultstring":"Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=5}","detail":{"errorcode":"policies.ratelimit.SpikeArrestViolation"}}}"#.to_owned(), "refused Busy \"policies.ratelimit.SpikeArrestViolation\""),
        (404, sample("error_token"), "token"),
        (400, error("400.003.01", "Invalid Access Token"), "token"),
        (401, error("401.001", "Invalid Access Token"), "token"),
        (401, error("401.002.01", "Error Occurred - Invalid Access Token - c9SQ"), "token"),
        (401, error("401.003.01", "Expired"), "token"),
        (400, error("400.000.00", "Error: INVALID ACCESS TOKEN"), "token"),
        (401, String::new(), "token"),
        (401, r#"{"fault":{"faultstring":"Invalid access token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}"#.to_owned(), "token"),
    ]
}
