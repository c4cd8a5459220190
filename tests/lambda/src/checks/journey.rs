//! A payment and a push on their way through all functions, each in a process of its own that is asked twice: what
//! every event is answered with, and that one bad message stays behind alone.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_sqs::types::Message;
use serde_json::Value;

use crate::bench::Bench;
use crate::event;
use crate::function::Process;
use crate::report::{Report, same};
use crate::runtime_api::Outcome;
use crate::stack::PROVIDER_NAME;
use crate::template::Fault;

/// That are recorded on the way.
const PAYMENTS: usize = 3;

const EMAIL: &str = "nicholas@example.com";
const PHONE: &str = "0712 345 601";

/// Functions that a schedule starts.
pub const SCHEDULED: [&str; 4] = ["reminders", "sweeper", "janitor", "reconciliation"];

/// What later checks go on with.
#[derive(Debug, Default)]
pub struct Journey {
    /// A customer of ours.
    pub account: String,
    /// The messages that each worker was handed.
    pub messages: BTreeMap<&'static str, Vec<Message>>,
}

/// Goes the whole way.
///
/// # Errors
/// The first step without which there is nothing to go on with.
pub async fn check(bench: &Bench, report: &mut Report) -> Result<Journey, Fault> {
    report.heading("Events and what they are answered with");
    let mut journey = Journey::default();
    let mut api = bench.start("api").await?;
    report.check(
        "api: the process and what it needs are up",
        health(bench, &mut api).await,
    );
    report.check(
        "api: without its key nothing is told",
        locked(bench, &mut api).await,
    );
    journey.account = bench.customer(&mut api, PHONE, EMAIL).await?;
    report.check(
        "api: a customer and an obligation are made",
        Ok(format!("account {}", journey.account)),
    );

    let mut callbacks = bench.start("callbacks").await?;
    report.check(
        "callbacks: a payment is recorded, and once",
        confirmed(bench, &mut callbacks, &journey).await,
    );
    report.check(
        "callbacks: a body in base64 is the same",
        in_base64(bench, &mut callbacks, &journey).await,
    );
    report.check(
        "callbacks: an unknown token finds nothing",
        unknown_token(bench, &mut callbacks).await,
    );
    report.check(
        "callbacks: a question is answered",
        validated(bench, &mut callbacks, &journey).await,
    );
    report.check(
        "callbacks: a deadline that is near changes nothing",
        near(bench, &mut callbacks, &journey).await,
    );

    let mut workers = Vec::new();
    for name in ["association", "allocations", "notifications"] {
        let mut worker = bench.start(name).await?;
        let worked = work_off(bench, &mut worker, name, &mut journey).await;
        report.check(
            &format!("{name}: only the bad message stays on the queue"),
            worked,
        );
        workers.push((name, worker));
    }
    report.check("notifications: the customer is told", told(bench).await);
    report.check(
        "api: the payment is on the account",
        balance(bench, &mut api, &journey).await,
    );
    report.check(
        "portal-server: a page and what belongs to it",
        portal(bench).await,
    );
    report.check(
        "stk_push: a phone is prompted",
        prompted(bench, &journey).await,
    );
    for name in SCHEDULED {
        report.check(
            &format!("{name}: two runs of its schedule"),
            scheduled(bench, name).await,
        );
    }
    workers.extend([("api", api), ("callbacks", callbacks)]);
    report.check("what they write is JSON, line by line", lines(&workers));
    Ok(journey)
}

async fn health(bench: &Bench, api: &mut Process) -> Result<String, Fault> {
    for event in ["api_healthz", "api_readyz"] {
        let answer = bench.ask(api, "api", &event::recorded(event, &[])?).await?;
        same(event, answer.status, 200)?;
    }
    Ok("200 and 200".to_owned())
}

async fn locked(bench: &Bench, api: &mut Process) -> Result<String, Fault> {
    let given = [
        ("api_key", "a-key-that-nobody-was-ever-given"),
        ("account", "10000000"),
    ];
    let answer = bench
        .ask(api, "api", &event::recorded("api_balance", &given)?)
        .await?;
    same("the status", answer.status, 401)?;
    same(
        "the type",
        answer.header("content-type"),
        "application/problem+json",
    )?;
    Ok(format!("401, {}", answer.json()?["code"]))
}

async fn confirmed(
    bench: &Bench,
    callbacks: &mut Process,
    journey: &Journey,
) -> Result<String, Fault> {
    let event = bench.confirmation(&journey.account, "1000.00")?;
    for _ in 0..2 {
        let answer = bench.ask(callbacks, "callbacks", &event).await?;
        same(
            "the answer",
            acknowledgement(&answer),
            (200, SUCCESS.to_owned()),
        )?;
    }
    Ok(format!("200 {SUCCESS}, twice"))
}

async fn in_base64(
    bench: &Bench,
    callbacks: &mut Process,
    journey: &Journey,
) -> Result<String, Fault> {
    let event = event::in_base64(bench.confirmation(&journey.account, "50.00")?);
    let answer = bench.ask(callbacks, "callbacks", &event).await?;
    same(
        "the answer",
        acknowledgement(&answer),
        (200, SUCCESS.to_owned()),
    )?;
    Ok(format!("200 {SUCCESS}"))
}

async fn unknown_token(bench: &Bench, callbacks: &mut Process) -> Result<String, Fault> {
    let given = [
        ("hook_token", "0123456789abcdef0123456789abcdef"),
        ("receipt", "TK99999999"),
        ("paid_at", ""),
        ("amount", "1.00"),
        ("account", "x"),
    ];
    let event = event::recorded("callbacks_confirmation", &given)?;
    let answer = bench.ask(callbacks, "callbacks", &event).await?;
    same("the answer", acknowledgement(&answer), (404, String::new()))?;
    Ok("404, without a word".to_owned())
}

async fn validated(
    bench: &Bench,
    callbacks: &mut Process,
    journey: &Journey,
) -> Result<String, Fault> {
    let ours = bench
        .ask(callbacks, "callbacks", &bench.validation(&journey.account)?)
        .await?;
    same(
        "the code",
        (ours.status, ours.json()?["ResultCode"].clone()),
        (200, "0".into()),
    )?;
    // One digit of an account number is wrong, so its check digit is too.
    let wrong = if journey.account.ends_with('0') {
        "1"
    } else {
        "0"
    };
    let account = format!(
        "{}{wrong}",
        journey
            .account
            .get(..journey.account.len() - 1)
            .unwrap_or_default()
    );
    let other = bench
        .ask(callbacks, "callbacks", &bench.validation(&account)?)
        .await?;
    same(
        "the code",
        (other.status, other.json()?["ResultCode"].clone()),
        (200, "C2B00012".into()),
    )?;
    Ok("accepted, and C2B00012 for a slip of the pen".to_owned())
}

async fn near(bench: &Bench, callbacks: &mut Process, journey: &Journey) -> Result<String, Fault> {
    let event = bench.confirmation(&journey.account, "60.00")?;
    let answer = callbacks
        .invoke_within(&event, Duration::from_millis(1))
        .await?;
    match answer.outcome {
        Outcome::Response(value) => same("the status", value["statusCode"].as_u64(), Some(200))?,
        Outcome::Error(error) => {
            return Err(format!("an error: {error}").into());
        }
    }
    Ok("200: how long things take is bounded by time-outs of our own".to_owned())
}

/// The first batch, and then the same messages again, as SQS may deliver them.
async fn work_off(
    bench: &Bench,
    worker: &mut Process,
    name: &'static str,
    journey: &mut Journey,
) -> Result<String, Fault> {
    let messages = bench.work_off(worker, name).await?;
    let (queue, _) = bench.source_of(name)?;
    let (again, poison) = event::batch(queue, &messages)?;
    let answer = worker.answer(&again).await?;
    same(
        "what stays the second time",
        event::failures(&answer)?,
        vec![poison],
    )?;
    let count = messages.len();
    journey.messages.insert(name, messages);
    Ok(format!("{count} of {} done, and the same again", count + 1))
}

/// Of each payment once on each channel, although every message of the way came twice.
async fn told(bench: &Bench) -> Result<String, Fault> {
    let letters = bench.stack.mailbox.messages(20, None).await?;
    let is_ours = |to: &String| to.contains(EMAIL);
    let letters = letters
        .iter()
        .filter(|letter| letter.to.iter().any(is_ours))
        .count();
    let texts = bench.stack.sms.handle().sent().len();
    same(
        "e-mails and short messages",
        (letters, texts),
        (PAYMENTS, PAYMENTS),
    )?;
    Ok(format!(
        "{letters} e-mails and {texts} short messages of {PAYMENTS} payments"
    ))
}

async fn balance(bench: &Bench, api: &mut Process, journey: &Journey) -> Result<String, Fault> {
    let event = bench.request("api_balance", &[("account", &journey.account)])?;
    let answer = bench.ask(api, "api", &event).await?;
    let told = answer.json()?;
    same("the status", answer.status, 200)?;
    same(
        "what is outstanding",
        &told["outstanding"],
        &Value::from("140.00"),
    )?;
    Ok("1,250.00 less 1,000.00, 50.00 and 60.00 are 140.00".to_owned())
}

async fn portal(bench: &Bench) -> Result<String, Fault> {
    let mut portal = bench.start("portal-server").await?;
    let page = bench
        .ask(
            &mut portal,
            "portal-server",
            &bench.page("/", "identity", "language=en")?,
        )
        .await?;
    same("the status", page.status, 200)?;
    let text = page.text();
    same(
        "that it names the provider",
        text.contains(PROVIDER_NAME),
        true,
    )?;
    let stylesheet = text
        .split('"')
        .find(|it| it.starts_with('/') && it.ends_with(".css"));
    let stylesheet = stylesheet.ok_or("a page without a stylesheet")?;
    let event = bench.page(stylesheet, "gzip", "language=en")?;
    let file = bench.ask(&mut portal, "portal-server", &event).await?;
    same("the status of its stylesheet", file.status, 200)?;
    same(
        "that it is kept for good",
        file.header("cache-control").contains("immutable"),
        true,
    )?;
    same("its encoding", file.header("content-encoding"), "gzip")?;
    same("how it begins", file.body.get(..2), Some(&[0x1f, 0x8b][..]))?;
    Ok(format!(
        "200, {} bytes; its stylesheet immutable, {} bytes of gzip",
        page.body.len(),
        file.body.len()
    ))
}

async fn prompted(bench: &Bench, journey: &Journey) -> Result<String, Fault> {
    let mut stk_push = bench.start("stk_push").await?;
    let given = [("account", journey.account.as_str()), ("amount", "100.00")];
    let event = bench.request("stk_push_request", &given)?;
    let first = bench.ask(&mut stk_push, "stk_push", &event).await?;
    same("the status", first.status, 202)?;
    let again = bench.ask(&mut stk_push, "stk_push", &event).await?;
    same("the status of its repetition", again.status, 202)?;
    same("the repetition", &again.json()?["id"], &first.json()?["id"])?;
    let pushes = bench.stack.mpesa.handle().truth().pushes;
    same("prompts on phones", pushes.len(), 1)?;
    Ok(format!(
        "202, {}; the same key again prompts nobody",
        first.json()?["status"]
    ))
}

async fn scheduled(bench: &Bench, name: &str) -> Result<String, Fault> {
    let mut process = bench.start(name).await?;
    let event = bench.schedule(name)?;
    for _ in 0..2 {
        process.answer(&event).await?;
    }
    lines(&[("", process)])?;
    Ok("done, twice".to_owned())
}

/// Lambda takes level and time out of lines that are JSON objects; anything else is text to it.
fn lines(processes: &[(&str, Process)]) -> Result<String, Fault> {
    let mut count = 0_usize;
    for (name, process) in processes {
        for line in process.lines() {
            let is_object = serde_json::from_str::<Value>(&line).is_ok_and(|it| it.is_object());
            if !is_object {
                return Err(format!("{name} writes {line:?}").into());
            }
            count += 1;
        }
    }
    Ok(format!("{count} lines"))
}

const SUCCESS: &str = r#"{"ResultCode":0,"ResultDesc":"Success"}"#;

fn acknowledgement(answer: &event::HttpAnswer) -> (u64, String) {
    (answer.status, answer.text())
}
