//! Rules about `infra/template.yaml` that hold it against the code: `cargo verify --only template` knows AWS's
//! rules, and nothing of ours.
//!
//! Reads the template as lines; its first comment says what that asks of it.

use std::collections::BTreeSet;

use crate::documents::deployed_functions;
use crate::finding::{Finding, assert_none};
use crate::rust_code;
use crate::tree;

const TEMPLATE: &str = "infra/template.yaml";

/// Where every environment variable is read; see `.clippy.toml`.
const RUNTIME: &str = "functions/lib/runtime/src/";

/// A development aid, with which a function on AWS refuses to start.
const REFUSED_ON_AWS: &str = "MALIPO_CLOCK";

/// AWS's advice for a queue that a function works on.
const VISIBILITY_PER_TIMEOUT: u32 = 6;

#[test]
fn every_function_is_deployed_by_the_template() {
    let mut programs = deployed_functions();
    if tree::text_of("portal/server/src/main.rs").is_some() {
        programs.push("portal-server".to_owned());
    }
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
    for source in of_kind(&template, "AWS::Lambda::EventSourceMapping") {
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

const FUNCTION: &str = "AWS::Serverless::Function";
const QUEUE: &str = "AWS::SQS::Queue";
const DEAD_LETTERS: &str = "deadLetterTargetArn";

/// Where `cargo lambda build` leaves a program, as seen from the template.
fn code_folder(program: &str) -> String {
    format!("../target/lambda/{program}/")
}

struct Resource {
    name: String,
    line: usize,
    /// Its properties, without their indentation.
    lines: Vec<String>,
}

impl Resource {
    fn value(&self, key: &str) -> Option<&str> {
        let value = |line: &'_ String| {
            line.strip_prefix(key)
                .is_some_and(|it| it.starts_with(": "))
        };
        let line = self.lines.iter().find(|line| value(line))?;
        Some(line[key.len() + 2..].trim())
    }

    fn number(&self, key: &str) -> Option<u32> {
        self.value(key)?.parse().ok()
    }

    /// The resource that `key: !Ref Name` or `key: !GetAtt Name.Arn` names.
    fn target_of(&self, key: &str) -> Option<&str> {
        let (_, target) = self.value(key)?.split_once(' ')?;
        target.split('.').next()
    }

    fn finding(&self, what: impl AsRef<str>) -> Finding {
        Finding::at(
            TEMPLATE,
            self.line,
            format!("{} {}", self.name, what.as_ref()),
        )
    }
}

fn template() -> Vec<Resource> {
    let resources = resources(&tree::text_of(TEMPLATE).unwrap_or_default());
    assert!(
        of_kind(&resources, FUNCTION).count() > 1,
        "is {TEMPLATE} here, and as we know it?"
    );
    resources
}

fn of_kind<'a>(template: &'a [Resource], kind: &'a str) -> impl Iterator<Item = &'a Resource> {
    template
        .iter()
        .filter(move |it| it.value("Type") == Some(kind))
}

fn resources(text: &str) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    for (line, section, code) in code_lines(text) {
        if section != "Resources:" {
            continue;
        }
        let name = code.strip_prefix("  ").filter(|it| !it.starts_with(' '));
        if let Some(name) = name {
            let name = name.trim_end_matches(':').to_owned();
            resources.push(Resource {
                name,
                line,
                lines: Vec::new(),
            });
        } else if let Some(resource) = resources.last_mut() {
            resource.lines.push(code.trim().to_owned());
        }
    }
    resources
}

struct Variable<'a> {
    name: &'a str,
    line: usize,
    global: bool,
}

/// What stands directly under any `Variables:`.
fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut variables = Vec::new();
    let mut block: Option<usize> = None;
    for (line, section, code) in code_lines(text) {
        let indent = code.len() - code.trim_start().len();
        if block.is_some_and(|block| indent <= block) {
            block = None;
        }
        match (block, code.split_once(':')) {
            (Some(block), Some((name, _))) if indent == block + 2 => variables.push(Variable {
                name: name.trim(),
                line,
                global: section == "Globals:",
            }),
            (None, Some((name, ""))) if name.trim() == "Variables" => block = Some(indent),
            _ => {}
        }
    }
    variables
}

/// Lines that are neither empty nor a comment, with their number and the section that they are in.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut section = "";
    let numbered = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_end()));
    let code = numbered.filter(|(_, line)| !line.is_empty() && !line.trim_start().starts_with('#'));
    code.filter_map(move |(number, line)| {
        if line.starts_with(' ') {
            return Some((number, section, line));
        }
        section = line;
        None
    })
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

const SAMPLE: &str = "\
Globals:
  Function:
    Environment:
      # Everywhere.
      Variables:
        MALIPO_TABLE: !Ref Table
    Timeout: 3

Resources:
  # The one.
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 18
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead.Arn
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          MALIPO_LIST: !If
            - Some: 1
          MALIPO_KEY: secret
Outputs:
  Name:
    Value: !Ref Queue
";

#[test]
fn resources_are_read_with_their_values() {
    let found = resources(SAMPLE);
    let names: Vec<(&str, usize)> = found.iter().map(|it| (it.name.as_str(), it.line)).collect();
    assert_eq!(names, [("Queue", 11), ("Worker", 17)]);
    assert_eq!(found[0].number("VisibilityTimeout"), Some(18));
    assert_eq!(found[0].target_of(DEAD_LETTERS), Some("Dead"));
    assert_eq!(found[1].value("Type"), Some(FUNCTION));
    assert_eq!(found[1].value("CodeUri"), None);
}

#[test]
fn variables_are_read_without_what_is_in_them() {
    let found: Vec<(&str, usize, bool)> = variables(SAMPLE)
        .iter()
        .map(|it| (it.name, it.line, it.global))
        .collect();
    let expected = [
        ("MALIPO_TABLE", 6, true),
        ("MALIPO_LIST", 22, false),
        ("MALIPO_KEY", 24, false),
    ];
    assert_eq!(found, expected);
}
