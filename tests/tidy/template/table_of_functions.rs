//! The table of functions in `functions/README.md`, held against the template: what starts each, what it may reach.

use std::collections::BTreeSet;

use crate::finding::{Finding, assert_none};
use crate::template::resources::{FUNCTION, MAPPING, Resource, of_kind, template};
use crate::template::{code_folder, programs};
use crate::tree;

const README: &str = "functions/README.md";

/// Words of the last column, and the rights of the table that they stand for. A transaction is made of puts.
const WORDS: &[(&str, &str)] = &[
    ("batch get", "dynamodb:BatchGetItem"),
    ("batch write", "dynamodb:BatchWriteItem"),
    ("delete", "dynamodb:DeleteItem"),
    ("get", "dynamodb:GetItem"),
    ("put", "dynamodb:PutItem"),
    ("query", "dynamodb:Query"),
    ("transaction", "dynamodb:PutItem"),
    ("update", "dynamodb:UpdateItem"),
];

#[test]
fn the_table_of_functions_is_that_of_the_template() {
    let resources = template();
    let rows = rows();
    let mut findings = Vec::new();
    for row in &rows {
        let code = code_folder(&row.program);
        let Some(function) =
            of_kind(&resources, FUNCTION).find(|it| it.value("CodeUri") == Some(&code))
        else {
            findings.push(row.finding("is no function of the template"));
            continue;
        };
        findings.extend(row.started_otherwise(function, &resources));
        findings.extend(row.reaches_otherwise(function));
    }
    let missing = programs()
        .into_iter()
        .filter(|it| !rows.iter().any(|row| row.program == *it));
    findings.extend(missing.map(|it| Finding::about(README, format!("`{it}` has no row"))));
    assert_none(
        findings,
        "The template says what is deployed; the row says the same in words.",
    );
}

struct Row {
    line: usize,
    program: String,
    trigger: String,
    reaches: String,
}

impl Row {
    fn finding(&self, what: &str) -> Finding {
        Finding::at(README, self.line, format!("`{}` {what}", self.program))
    }

    /// HTTP paths, the queue, or the hours of a schedule.
    fn started_otherwise(&self, function: &Resource, resources: &[Resource]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let paths = function
            .lines
            .iter()
            .filter_map(|it| it.strip_prefix("Path: "));
        for path in paths {
            let start = path.split("/{proxy+}").next().unwrap_or(path);
            if !self.trigger.contains(start.trim_start_matches("/api/v1")) {
                findings.push(self.finding(&format!("also answers at {start}")));
            }
        }
        let is_http = function.lines.iter().any(|it| it == "Type: HttpApi");
        if is_http != self.trigger.starts_with("HTTP") {
            findings.push(self.finding("is started by HTTP in one of the two only"));
        }
        let mut mappings = of_kind(resources, MAPPING);
        let queue = mappings.find(|it| it.target_of("FunctionName") == Some(&function.name));
        let queue = queue
            .and_then(|it| it.target_of("EventSourceArn"))
            .unwrap_or_default();
        let told = self
            .trigger
            .strip_prefix("queue `")
            .and_then(|it| it.split('`').next());
        if told.unwrap_or_default() != queue.trim_end_matches("Queue").to_lowercase() {
            findings.push(self.finding(&format!("works on {queue:?} in the template")));
        }
        let schedule = function
            .lines
            .iter()
            .find_map(|it| it.strip_prefix("ScheduleExpression: "));
        let in_words = match schedule {
            Some("rate(1 minute)") => "every minute",
            Some("rate(10 minutes)") => "every ten minutes",
            Some("cron(0/10 8-10 * * ? *)") => "each morning from 8:00 to 10:50, Nairobi",
            Some(other) => other,
            None => "",
        };
        if !self.trigger.contains(in_words) {
            findings.push(self.finding(&format!("runs {in_words}")));
        }
        findings
    }

    /// Rights on the table and on queues.
    fn reaches_otherwise(&self, function: &Resource) -> Vec<Finding> {
        let parts = self.reaches.split([',', ';']).map(str::trim);
        let mut told = BTreeSet::new();
        let mut unknown = Vec::new();
        for part in parts {
            let word = WORDS
                .iter()
                .find(|it| part == it.0 || part.starts_with(&format!("{} of ", it.0)));
            if let Some((_, right)) = word {
                told.insert((*right).to_owned());
            } else if let Some(queues) = part.strip_prefix("sends to ") {
                let queues =
                    queues.replace("all queues", "payments and allocations and notifications");
                told.extend(
                    queues
                        .split(" and ")
                        .map(|it| format!("sqs:SendMessage {it}")),
                );
            } else if !part.starts_with("calls ")
                && !part.starts_with("SES")
                && !part.starts_with("the SMS gateway")
            {
                unknown.push(self.finding(&format!("has `{part}`, which stands for no right")));
            }
        }
        let index = self.reaches.contains("of the list index");
        let may = rights(function);
        if index != function.lines.iter().any(|it| it.ends_with("/index/list")) {
            unknown.push(self.finding("reads the list index in one of the two only"));
        }
        let different = told.symmetric_difference(&may);
        unknown
            .extend(different.map(|it| self.finding(&format!("has {it} in one of the two only"))));
        unknown
    }
}

/// Of the table, and of sending to queues by their names.
fn rights(function: &Resource) -> BTreeSet<String> {
    let mut rights = BTreeSet::new();
    let mut sends = false;
    for line in function.lines.iter().skip_while(|it| *it != "Policies:") {
        let value = line.trim_start_matches("- ").trim_start_matches("Action: ");
        if value.starts_with("dynamodb:") {
            rights.insert(value.to_owned());
        }
        if line.starts_with("- Effect") {
            sends = false;
        }
        sends |= value == "sqs:SendMessage";
        let queue = line
            .rsplit_once("!GetAtt ")
            .and_then(|it| it.1.strip_suffix("Queue.Arn"));
        if let Some(queue) = queue.filter(|_| sends) {
            rights.insert(format!("sqs:SendMessage {}", queue.to_lowercase()));
        }
    }
    rights
}

fn rows() -> Vec<Row> {
    let readme = tree::text_of(README).unwrap_or_default();
    let table = readme
        .lines()
        .enumerate()
        .skip_while(|(_, line)| !line.starts_with("| function |"));
    let rows: Vec<Row> = table
        .skip(2)
        .take_while(|(_, line)| line.starts_with('|'))
        .map(|(index, line)| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let cell = |number: usize| cells.get(number).copied().unwrap_or_default().to_owned();
            Row {
                line: index + 1,
                program: cell(0).trim_matches('`').to_owned(),
                trigger: cell(1),
                reaches: cell(3),
            }
        })
        .collect();
    assert!(
        rows.len() > 5,
        "{README} has a table of only {} functions",
        rows.len()
    );
    rows
}
