//! How fast the programs start and how much they take, beside a Python function that does the work of callbacks.
//!
//! What is measured is a process on this machine, with its table next door: no download, no sandbox, no TLS. So it is
//! no cold start on AWS, and only the ratio is asserted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::bench::Bench;
use crate::checks::journey::{Journey, SCHEDULED};
use crate::event;
use crate::function::{Function, Program, Start};
use crate::options::Options;
use crate::report::{Report, same};
use crate::runtime_api::Outcome;
use crate::template::Fault;

/// Starts of each program; the median of them is told.
const STARTS: usize = 11;

/// What the zip of callbacks may weigh, in bytes.
const ZIP_BYTES_MAX: u64 = 6_000_000;

/// What callbacks may ever hold in memory, in KiB.
const MEMORY_KIB_MAX: u64 = 30 * 1024;

/// How many times faster than Python callbacks has to be from its start to its first answer.
const FASTER_MIN: u128 = 10;

/// The Python function, in tables.
const PYTHON: &str = "python, as callbacks";

/// One start.
#[derive(Clone, Copy, Debug)]
struct Sample {
    next: Duration,
    answer: Duration,
    memory_kib: u64,
}

/// Measures all of them, and holds callbacks to its budget.
///
/// # Errors
/// One does not start or does not answer.
pub async fn check(
    bench: &Bench,
    report: &mut Report,
    journey: &Journey,
    options: &Options,
) -> Result<(), Fault> {
    report.heading("Starts: the median, in milliseconds from the start of the process");
    println!(
        "  {:<22}{:>10}{:>12}{:>14}{:>14}",
        "function", "zip bytes", "memory KiB", "first next", "first answer"
    );
    let python = python(bench, options)?;
    let callbacks = bench.function("callbacks")?;
    // In turn, so that whatever else the machine does is shared by both; once before, so that both are in its cache.
    let mut both = [Vec::new(), Vec::new()];
    for round in 0..=STARTS {
        for (function, samples) in [callbacks, &python].into_iter().zip(&mut both) {
            let sample = start(
                bench,
                function,
                &bench.confirmation(&journey.account, "5.00")?,
            )
            .await?;
            if round > 0 {
                samples.push(sample);
            }
        }
    }
    let [ours, theirs] = both.map(|samples| median(&samples));
    let zip = zip_bytes(options, "callbacks")?;
    line("callbacks", Some(zip), ours);
    line(PYTHON, None, theirs);
    for function in bench.functions().filter(|it| it.name != "callbacks") {
        let mut samples = Vec::new();
        for round in 0..=STARTS {
            let sample = start(
                bench,
                function,
                &first_event(bench, journey, &function.name)?,
            )
            .await?;
            if round > 0 {
                samples.push(sample);
            }
        }
        line(
            &function.name,
            Some(zip_bytes(options, &function.name)?),
            median(&samples),
        );
    }
    budgets(report, zip, ours, theirs);
    Ok(())
}

fn budgets(report: &mut Report, zip: u64, ours: Sample, theirs: Sample) {
    println!();
    let within = |what: &str, found: u64, limit: u64| match found <= limit {
        true => Ok(format!("{found} of {limit}")),
        false => Err(format!("{what} is {found}, over {limit}").into()),
    };
    report.check(
        "callbacks: bytes of its zip",
        within("it", zip, ZIP_BYTES_MAX),
    );
    report.check(
        "callbacks: KiB that it ever held",
        within("it", ours.memory_kib, MEMORY_KIB_MAX),
    );
    let (own, other) = (ours.answer.as_micros(), theirs.answer.as_micros());
    let tenths = other * 10 / own.max(1);
    let ratio = format!(
        "{}.{} times as fast as Python to its first answer",
        tenths / 10,
        tenths % 10
    );
    let faster = match other >= own * FASTER_MIN {
        true => Ok(ratio),
        false => Err(ratio.into()),
    };
    report.check("callbacks: its start", faster);
    let memory = theirs.memory_kib * 10 / ours.memory_kib.max(1);
    println!(
        "          (Python holds {}.{} times as much)",
        memory / 10,
        memory % 10
    );
}

async fn start(bench: &Bench, function: &Function, event: &Value) -> Result<Sample, Fault> {
    let mut process = function.start(&bench.stack.endpoints()).await?;
    let next = match process.ready().await? {
        Start::Ready(next) => next,
        Start::Refused(refusal) => {
            return Err(format!("{} does not start: {refusal:?}", function.name).into());
        }
    };
    let answer = process.invoke(event).await?;
    let sample = Sample {
        next,
        answer: process.since_start(answer.at),
        memory_kib: process.memory_peak_kib()?,
    };
    if let Outcome::Error(error) = &answer.outcome {
        return Err(format!("{} answers with an error: {error}", function.name).into());
    }
    if event["routeKey"]
        .as_str()
        .is_some_and(|route| route.contains("/hooks/"))
    {
        let Outcome::Response(value) = answer.outcome else {
            return Err("no response".into());
        };
        same(
            "what M-PESA reads",
            event::HttpAnswer::read(&value)?.json()?["ResultCode"].clone(),
            0.into(),
        )?;
    }
    Ok(sample)
}

/// An event that each function answers the same however often it comes.
fn first_event(bench: &Bench, journey: &Journey, name: &str) -> Result<Value, Fault> {
    let given = [("account", journey.account.as_str()), ("amount", "100.00")];
    match name {
        "api" => bench.request("api_balance", &given),
        "portal-server" => bench.page("/", "gzip", "language=en"),
        // Nobody has this number, so no phone is prompted.
        "stk_push" => bench.request("stk_push_request", &[("account", "99999999"), given[1]]),
        _ if SCHEDULED.contains(&name) => bench.schedule(name),
        _ => {
            let messages = journey
                .messages
                .get(name)
                .ok_or_else(|| format!("no message for {name}"))?;
            Ok(event::batch(bench.source_of(name)?.0, messages)?.0)
        }
    }
}

/// With what the template gives callbacks, and the interpreter's own needs.
fn python(bench: &Bench, options: &Options) -> Result<Function, Fault> {
    let callbacks = bench.function("callbacks")?;
    let compiled = options
        .python
        .parent()
        .unwrap_or(&options.handler)
        .join("compiled");
    Ok(Function {
        name: PYTHON.to_owned(),
        program: Program {
            command: options.python.clone(),
            arguments: ["-m", "awslambdaric", "handler.handle"]
                .map(Into::into)
                .into(),
            folder: options.handler.clone(),
            // What it compiled stays out of the sources, and is there at the next start.
            variables: BTreeMap::from([(
                "PYTHONPYCACHEPREFIX".to_owned(),
                compiled.to_string_lossy().into_owned(),
            )]),
        },
        ..callbacks.clone()
    })
}

/// Starts callbacks for arm64 in an emulator, and has it answer twice.
///
/// # Errors
/// It does not.
pub async fn emulated(
    bench: &Bench,
    report: &mut Report,
    journey: &Journey,
    program: &Path,
) -> Result<(), Fault> {
    report.heading("The program for arm64, in an emulator");
    let callbacks = bench.function("callbacks")?;
    let function = Function {
        program: Program {
            command: "qemu-aarch64-static".into(),
            arguments: vec!["-L".into(), "/usr/aarch64-linux-gnu".into(), program.into()],
            ..callbacks.program.clone()
        },
        ..callbacks.clone()
    };
    let mut process = function.start_well(&bench.stack.endpoints()).await?;
    for turn in ["first", "second"] {
        let event = bench.confirmation(&journey.account, "7.00")?;
        let answer = bench.ask(&mut process, "callbacks", &event).await;
        let answer = answer.and_then(|answer| {
            same("the status", answer.status, 200)?;
            same("the code", answer.json()?["ResultCode"].clone(), 0.into())?;
            Ok(format!("200 {}", answer.text()))
        });
        report.check(&format!("callbacks: its {turn} event"), answer);
    }
    Ok(())
}

/// The median of the times, and the most memory that any of them held.
fn median(samples: &[Sample]) -> Sample {
    let middle = |figure: fn(&Sample) -> u128| {
        let mut figures: Vec<u128> = samples.iter().map(figure).collect();
        figures.sort_unstable();
        let middle = figures.get(figures.len() / 2).copied().unwrap_or_default();
        u64::try_from(middle).unwrap_or(u64::MAX)
    };
    Sample {
        next: Duration::from_micros(middle(|it| it.next.as_micros())),
        answer: Duration::from_micros(middle(|it| it.answer.as_micros())),
        memory_kib: samples
            .iter()
            .map(|it| it.memory_kib)
            .max()
            .unwrap_or_default(),
    }
}

fn zip_bytes(options: &Options, name: &str) -> Result<u64, Fault> {
    let zip = options.programs.join(format!("{name}.zip"));
    let metadata = fs::metadata(&zip).map_err(|error| format!("{}: {error}", zip.display()))?;
    Ok(metadata.len())
}

fn line(name: &str, zip: Option<u64>, sample: Sample) {
    let zip = zip.map_or_else(String::new, |bytes| bytes.to_string());
    let [next, answer] = [sample.next, sample.answer].map(|it| it.as_secs_f64() * 1000.0);
    println!(
        "  {name:<22}{zip:>10}{:>12}{next:>14.1}{answer:>14.1}",
        sample.memory_kib
    );
}
