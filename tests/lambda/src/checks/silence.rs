//! What a function does when something that it needs takes its connection and never answers: it has to answer all the
//! same, before Lambda ends it, in the words that its caller understands.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use aws_sdk_sqs::types::Message;
use futures::future::join_all;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::bench::Bench;
use crate::checks::journey::{Journey, SCHEDULED};
use crate::event::{self, HttpAnswer};
use crate::function::{Endpoints, Function};
use crate::report::{Report, same};
use crate::runtime_api::Outcome;
use crate::template::Fault;

/// When M-PESA may first be asked about a push, and a little more.
const PUSH_IS_DUE_AFTER: Duration = Duration::from_secs(35);

/// What is answered sooner has not waited for anybody.
const MET_AFTER: Duration = Duration::from_secs(1);

/// A port that takes connections and says nothing. Free again when dropped.
struct Silence {
    url: String,
    task: JoinHandle<()>,
}

impl Silence {
    async fn start() -> Result<Self, Fault> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let task = tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((connection, _)) = listener.accept().await {
                held.push(connection);
            }
        });
        Ok(Self { url, task })
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What says nothing.
#[derive(Clone, Copy, Debug)]
enum Silent {
    Table,
    Queues,
    TableAndQueues,
    Mail,
    Mpesa,
    Sms,
}

impl Silent {
    const fn name(self) -> &'static str {
        match self {
            Self::Table => "the table",
            Self::Queues => "the queues",
            Self::TableAndQueues => "the table and the queues",
            Self::Mail => "SES",
            Self::Mpesa => "M-PESA",
            Self::Sms => "the SMS gateway",
        }
    }

    fn endpoints(self, working: Endpoints, silence: &str) -> Endpoints {
        let silence = silence.to_owned();
        match self {
            Self::Table => Endpoints {
                dynamodb: silence,
                ..working
            },
            Self::Queues => Endpoints {
                sqs: silence,
                ..working
            },
            Self::TableAndQueues => Endpoints {
                dynamodb: silence.clone(),
                sqs: silence,
                ..working
            },
            Self::Mail => Endpoints {
                ses: silence,
                ..working
            },
            Self::Mpesa | Self::Sms => working,
        }
    }

    /// The address of an outside party that a setting holds.
    const fn setting(self) -> Option<&'static str> {
        match self {
            Self::Mpesa => Some("MALIPO_MPESA_URL"),
            Self::Sms => Some("MALIPO_SMS_URL"),
            Self::Table | Self::Queues | Self::TableAndQueues | Self::Mail => None,
        }
    }
}

/// What an answer has to be.
enum Expected {
    /// An HTTP status, and a word in the body.
    Http(u64, &'static str),
    /// These messages stay on the queue.
    Failures(Vec<String>),
    /// An answer or an error: the next run goes on.
    Any,
}

struct Case {
    function: &'static str,
    silent: Silent,
    event: Value,
    expected: Expected,
    /// A setting that is another one here.
    other: Option<(&'static str, &'static str)>,
}

impl Case {
    const fn new(function: &'static str, silent: Silent, event: Value, expected: Expected) -> Self {
        Self {
            function,
            silent,
            event,
            expected,
            other: None,
        }
    }
}

/// All of them at once, since each takes as long as a function waits.
///
/// # Errors
/// They cannot even be begun.
pub async fn check(bench: &Bench, report: &mut Report, journey: &Journey) -> Result<(), Fault> {
    report.heading("What never answers, and how long it takes to say so");
    let begun = Instant::now();
    let mut cases = http(bench, journey)?;
    cases.extend(workers(bench, journey)?);
    cases.extend(scheduled(bench)?);
    run(bench, report, cases).await?;
    let parked = bench
        .stack
        .receive(bench.source_of("association")?.0)
        .await?;
    let raw = parked
        .iter()
        .filter(|it| it.body().is_some_and(|body| body.contains("raw_callback")));
    let kept =
        same("raw callbacks on the queue", raw.count(), 1).map(|()| "1 raw callback".to_owned());
    report.check(
        "callbacks: what the table did not take is on the queue",
        kept,
    );

    // The push of the journey is due now, and the new messages below are to be sent.
    tokio::time::sleep(PUSH_IS_DUE_AFTER.saturating_sub(begun.elapsed())).await;
    let waiting = carriers(bench).await?;
    let [janitor, reconciliation] = ["janitor", "reconciliation"].map(|function| {
        let event = bench.schedule(function)?;
        Ok::<_, Fault>(Case::new(function, Silent::Mpesa, event, Expected::Any))
    });
    let mut last = waiting;
    last.push(janitor?);
    // Of its own short code M-PESA's list was fetched just now; of another one it is due.
    let other = Some(("MALIPO_SHORTCODE", "174379"));
    last.push(Case {
        other,
        ..reconciliation?
    });
    run(bench, report, last).await
}

async fn run(bench: &Bench, report: &mut Report, cases: Vec<Case>) -> Result<(), Fault> {
    let silence = Silence::start().await?;
    let running = cases.iter().map(|case| one(bench, case, &silence.url));
    for (case, result) in cases.iter().zip(join_all(running).await) {
        let what = format!("{}: not a word from {}", case.function, case.silent.name());
        report.check(&what, result);
    }
    Ok(())
}

async fn one(bench: &Bench, case: &Case, silence: &str) -> Result<String, Fault> {
    let mut function: Function = bench.function(case.function)?.clone();
    if let Some(setting) = case.silent.setting() {
        function
            .settings
            .variables
            .insert(setting.to_owned(), silence.to_owned());
    }
    if let Some((setting, value)) = case.other {
        function
            .settings
            .variables
            .insert(setting.to_owned(), value.to_owned());
    }
    let endpoints = case.silent.endpoints(bench.stack.endpoints(), silence);
    let mut process = function.start_well(&endpoints).await?;
    let begun = Instant::now();
    let answer = process.invoke(&case.event).await?;
    let took = answer.at.duration_since(begun);
    if took < MET_AFTER {
        return Err(format!("an answer after {took:?}: it never met the silence").into());
    }
    let what = match (&case.expected, answer.outcome) {
        (Expected::Http(status, word), Outcome::Response(value)) => {
            let answer = HttpAnswer::read(&value)?;
            same("the status", answer.status, *status)?;
            same(
                &format!("that {word:?} is in {}", answer.text()),
                answer.text().contains(word),
                true,
            )?;
            let code = answer.json().unwrap_or_default();
            let code = code["code"].as_str().unwrap_or(word);
            format!("{status} {code}").trim_end().to_owned()
        }
        (Expected::Failures(expected), Outcome::Response(value)) => {
            same(
                "what stays on the queue",
                &event::failures(&value)?,
                expected,
            )?;
            format!("staying on the queue: {}", expected.len())
        }
        (Expected::Any, Outcome::Response(_)) => "done".to_owned(),
        (Expected::Any, Outcome::Error(error)) => format!("an error, {}", error["errorMessage"]),
        (_, Outcome::Error(error)) => return Err(format!("an error: {error}").into()),
    };
    let limit = function.settings.timeout.as_secs();
    Ok(format!(
        "{what}, after {:.1} s of {limit} s",
        took.as_secs_f64()
    ))
}

fn http(bench: &Bench, journey: &Journey) -> Result<Vec<Case>, Fault> {
    let account = [("account", journey.account.as_str())];
    let confirmation = || bench.confirmation(&journey.account, "10.00");
    let mut cases = Vec::new();
    for (silent, status, word) in [
        (Silent::Table, 200, "Success"),
        (Silent::Queues, 200, "Success"),
        (Silent::TableAndQueues, 503, ""),
    ] {
        let expected = Expected::Http(status, word);
        cases.push(Case::new("callbacks", silent, confirmation()?, expected));
    }
    let push = [account[0], ("amount", "20.00")];
    let new = [("phone", "0712 345 699"), ("email", "nobody@example.com")];
    for (function, silent, event, expected) in [
        (
            "callbacks",
            Silent::Table,
            bench.validation(&journey.account)?,
            Expected::Http(200, "Accepted"),
        ),
        (
            "api",
            Silent::Table,
            bench.request("api_balance", &account)?,
            Expected::Http(503, "\"code\":"),
        ),
        (
            "api",
            Silent::Table,
            bench.request("api_new_customer", &new)?,
            Expected::Http(503, "\"code\":"),
        ),
        (
            "api",
            Silent::Queues,
            event::recorded("api_readyz", &[])?,
            Expected::Http(503, "\"code\":"),
        ),
        (
            "stk_push",
            Silent::Table,
            bench.request("stk_push_request", &push)?,
            Expected::Http(503, "\"code\":"),
        ),
        (
            "portal-server",
            Silent::Table,
            bench.page("/", "identity", SIGNED_IN)?,
            Expected::Http(503, "<html"),
        ),
    ] {
        cases.push(Case::new(function, silent, event, expected));
    }
    Ok(cases)
}

/// Who seems to be signed in, so that the table is looked at.
const SIGNED_IN: &str = "__Host-customer=4f2b8c1d5e6a7f90";

/// Full batches: a function has to get through the slowest of them.
fn workers(bench: &Bench, journey: &Journey) -> Result<Vec<Case>, Fault> {
    let mut cases = Vec::new();
    for function in ["association", "allocations", "notifications"] {
        let (queue, size) = bench.source_of(function)?;
        let messages = journey
            .messages
            .get(function)
            .map_or(&[][..], Vec::as_slice);
        let full = copies(messages, usize::try_from(size)? - 1);
        let (event, poison) = event::batch(queue, &full)?;
        let mut stay: Vec<String> = full.into_iter().filter_map(|it| it.message_id).collect();
        stay.push(poison);
        cases.push(Case::new(
            function,
            Silent::Table,
            event,
            Expected::Failures(stay),
        ));
    }
    Ok(cases)
}

/// So many messages, with ids of their own.
fn copies(messages: &[Message], count: usize) -> Vec<Message> {
    let mut copies: Vec<Message> = messages.iter().cycle().take(count).cloned().collect();
    for (index, copy) in copies.iter_mut().enumerate() {
        copy.message_id = Some(format!("{index:08}-87a3-44ab-83d2-661975830a7d"));
    }
    copies
}

fn scheduled(bench: &Bench) -> Result<Vec<Case>, Fault> {
    let cases = SCHEDULED.map(|function| {
        let event = bench.schedule(function)?;
        Ok(Case::new(function, Silent::Table, event, Expected::Any))
    });
    cases.into_iter().collect()
}

/// New payments of a new customer, so that there is something to send by silent carriers, and a push of theirs.
async fn carriers(bench: &Bench) -> Result<Vec<Case>, Fault> {
    let mut api = bench.start("api").await?;
    let mut callbacks = bench.start("callbacks").await?;
    let mut association = bench.start("association").await?;
    let mut allocations = bench.start("allocations").await?;
    let mut cases = Vec::new();
    for (silent, phone, email) in [
        (Silent::Mail, "0712 345 602", "wanjiru@example.com"),
        (Silent::Sms, "0712 345 603", "achieng@example.com"),
    ] {
        let account = bench.customer(&mut api, phone, email).await?;
        let event = bench.confirmation(&account, "30.00")?;
        bench.ask(&mut callbacks, "callbacks", &event).await?;
        bench.work_off(&mut association, "association").await?;
        bench.work_off(&mut allocations, "allocations").await?;
        let (queue, _) = bench.source_of("notifications")?;
        let messages = bench.stack.receive(queue).await?;
        same(
            "that there is something to send",
            messages.is_empty(),
            false,
        )?;
        let (event, poison) = event::batch(queue, &messages)?;
        // What nobody knows is an outcome in the outbox: only a person sends such a message again.
        let expected = Expected::Failures(vec![poison]);
        cases.push(Case::new("notifications", silent, event, expected));
        if matches!(silent, Silent::Sms) {
            let given = [("account", account.as_str()), ("amount", "40.00")];
            let event = bench.request("stk_push_request", &given)?;
            let expected = Expected::Http(202, "unknown");
            cases.push(Case::new("stk_push", Silent::Mpesa, event, expected));
        }
    }
    Ok(cases)
}
