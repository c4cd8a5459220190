//! Rules about `infra/template.yaml` that hold it against the code: `cargo verify --only template` knows AWS's
//! rules, and nothing of ours.
//!
//! Reads the template as lines; its first comment says what that asks of it.

mod alarms;
mod policies;
mod resources;
mod table_of_functions;

use std::collections::BTreeSet;

use crate::documents::deployed_functions;
use crate::finding::{Finding, assert_none};
use crate::rust_code;
use crate::template::resources::{
    DEAD_LETTERS, FUNCTION, MAPPING, QUEUE, Resource, TEMPLATE, of_kind, template, variables,
};
use crate::tree;

/// Where every environment variable is read; see `.clippy.toml`.
const RUNTIME: &str = "functions/lib/runtime/src/";

/// A development aid, with which a function on AWS refuses to start.
const REFUSED_ON_AWS: &str = "MALIPO_CLOCK";

/// AWS's advice for a queue that a function works on.
const VISIBILITY_PER_TIMEOUT: u32 = 6;

#[test]
fn every_function_is_deployed_by_the_template() {
    let programs = programs();
    let template = template();
    let code: Vec<String> = programs.iter().map(|it| code_folder(it)).collect();
    let missing = programs
        .iter()
        .zip(&code)
        .filter(|(_, code)| {
            !of_kind(&template, FUNCTION).any(|it| it.value("CodeUri") == Some(*code))
        })
        .map(|(name, _)| Finding::about(TEMPLATE, format!("does not deploy `{name}`")));
    let unknown = of_kind(&template, FUNCTION)
        .filter(|it| !code.iter().any(|code| it.value("CodeUri") == Some(code)))
        .map(|it| it.finding("has a `CodeUri` that is no function's"));
    assert_none(
        missing.chain(unknown).collect(),
        "One AWS::Serverless::Function for each, with the least permissions it can work with.",
    );
}

#[test]
fn the_template_sets_what_the_configuration_reads() {
    let read = settings(&|_| true);
    let required = settings(&|line| line.contains("required("));
    assert!(required.contains("MALIPO_TABLE"), "{required:?}");

    let template = tree::text_of(TEMPLATE).unwrap_or_default();
    let set = variables(&template);
    let mut findings: Vec<Finding> = set
        .iter()
        .filter(|it| !read.contains(it.name) || it.name == REFUSED_ON_AWS)
        .map(|it| {
            let what = format!("`{}` is nothing that a function on AWS reads", it.name);
            Finding::at(TEMPLATE, it.line, what)
        })
        .collect();
    let everywhere: Vec<&str> = set
        .iter()
        .filter(|it| it.global)
        .map(|it| it.name)
        .collect();
    let missing = required
        .iter()
        .filter(|it| !everywhere.contains(&it.as_str()));
    findings.extend(missing.map(|name| {
        let what = format!("`{name}` is not in `Globals`, and no function starts without it");
        Finding::about(TEMPLATE, what)
    }));
    assert_none(
        findings,
        "Every environment variable is read in runtime::config, and set in the template if functions need it.",
    );
}

#[test]
fn no_queue_lacks_dead_letters() {
    let template = template();
    let queues: Vec<&Resource> = of_kind(&template, QUEUE).collect();
    let dead_letters: Vec<&str> = queues
        .iter()
        .filter_map(|it| it.target_of(DEAD_LETTERS))
        .collect();
    let findings = queues
        .iter()
        .filter(|it| !dead_letters.contains(&it.name.as_str()))
        .filter(|it| {
            let target = it.target_of(DEAD_LETTERS);
            !queues.iter().any(|queue| target == Some(&queue.name))
        })
        .map(|it| it.finding("has no dead-letter queue in this template"));
    assert_none(
        findings.collect(),
        "A `RedrivePolicy` with `deadLetterTargetArn: !GetAtt Other.Arn`, and an alarm on the other queue.",
    );
    let twice = dead_letters.len() != dead_letters.iter().collect::<BTreeSet<_>>().len();
    assert!(!twice, "two queues share dead letters: {dead_letters:?}");
}

#[test]
fn a_message_stays_hidden_while_its_function_works() {
    let template = template();
    let named = |name: Option<&str>| template.iter().find(|it| Some(it.name.as_str()) == name);
    let mut findings = Vec::new();
    for source in of_kind(&template, MAPPING) {
        if source.value("FunctionResponseTypes") != Some("[ReportBatchItemFailures]") {
            findings.push(source.finding("repeats a whole batch when one message fails"));
        }
        let function = named(source.target_of("FunctionName"));
        let queue = named(source.target_of("EventSourceArn"));
        let timeout = function.and_then(|it| it.number("Timeout"));
        let hidden = queue.and_then(|it| it.number("VisibilityTimeout"));
        let (Some(timeout), Some(hidden)) = (timeout, hidden) else {
            findings.push(source.finding(
                "joins no queue with a `VisibilityTimeout` and function with a `Timeout`",
            ));
            continue;
        };
        if hidden < timeout.saturating_mul(VISIBILITY_PER_TIMEOUT) {
            let what =
                format!("takes up to {timeout} s for a message that is hidden for {hidden} s");
            findings.push(source.finding(what));
        }
    }
    let remedy = format!(
        "Hide a message for at least {VISIBILITY_PER_TIMEOUT} times the function's `Timeout`, and report failures one by one."
    );
    assert_none(findings, &remedy);
}

/// Every program that Lambda runs.
fn programs() -> Vec<String> {
    let mut programs = deployed_functions();
    if tree::text_of("portal/server/src/main.rs").is_some() {
        programs.push("portal-server".to_owned());
    }
    programs
}

/// Where `cargo lambda build` leaves a program, as seen from the template.
fn code_folder(program: &str) -> String {
    format!("../target/lambda/{program}/")
}

/// The names of settings on those lines of `runtime` that are no test.
fn settings(wanted: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in tree::rust_files()
        .iter()
        .filter(|it| it.path.starts_with(RUNTIME))
    {
        let tests = rust_code::test_modules(&file.text);
        for (index, line) in file.text.lines().enumerate() {
            let in_tests = tests.iter().any(|it| it.contains(&(index + 1)));
            let code = rust_code::without_comment(line);
            if !in_tests && wanted(code) {
                let literals = code.split('"').skip(1).step_by(2);
                names.extend(literals.filter(|it| is_setting(it)).map(str::to_owned));
            }
        }
    }
    names
}

fn is_setting(literal: &str) -> bool {
    let rest = literal.strip_prefix("MALIPO_").unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|it| it.is_ascii_uppercase() || it == '_')
}
