//! What each function may do on AWS, held against what its code can reach: nothing is missing, nothing is too much.
//!
//! Which method of the store performs which action is read from its calls of the SDK; which methods a function
//! reaches, from the names in the sources (see [`crate::calls`]).

use std::collections::BTreeSet;

use crate::calls::source::Function;
use crate::calls::{Calls, Crate, Reached};
use crate::documents::deployed_functions;
use crate::finding::{Finding, assert_none};
use crate::template::resources::{FUNCTION, MAPPING, Resource, of_kind, template};
use crate::template::{code_folder, programs};
use crate::tree;

/// An action, and what it is allowed on: the name of a resource, or the table's index.
type Right = (String, String);

const TABLE: &str = "Table";
const INDEX: &str = "Table/index/list";
const SES: &str = "SES";

/// What a call without arguments on a client of the SDK asks for. A transaction is its parts, which have builders.
const SDK_CALLS: &[(&str, &[&str])] = &[
    ("batch_get_item", &["dynamodb:BatchGetItem"]),
    ("batch_write_item", &["dynamodb:BatchWriteItem"]),
    ("delete_item", &["dynamodb:DeleteItem"]),
    ("get_item", &["dynamodb:GetItem"]),
    ("get_queue_attributes", &["sqs:GetQueueAttributes"]),
    ("put_item", &["dynamodb:PutItem"]),
    ("query", &["dynamodb:Query"]),
    ("send_message", &[]),
    ("send_message_batch", &[]),
    ("send_raw_email", &["ses:SendRawEmail"]),
    ("transact_write_items", &[]),
    ("update_item", &["dynamodb:UpdateItem"]),
];

/// The parts of a transaction that are made with a builder. A deletion is told by who asks the commit for one.
const TRANSACTION_PARTS: &[(&str, &str)] = &[
    ("ConditionCheck", "dynamodb:ConditionCheckItem"),
    ("Put", "dynamodb:PutItem"),
    ("Update", "dynamodb:UpdateItem"),
];

/// The field of `QueueUrls`, and the queue in the template.
const QUEUES: &[(&str, &str)] = &[
    ("payments", "PaymentsQueue"),
    ("allocations", "AllocationsQueue"),
    ("notifications", "NotificationsQueue"),
];

/// What Lambda itself does in the name of a function that works on a queue.
const TO_WORK_ON_A_QUEUE: &[&str] = &[
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
];

/// What no function on AWS may come to: the template makes the table there.
const ONLY_LOCALLY: &[&str] = &["create_table", "update_time_to_live"];

/// What is reached by name but never done: program, action, why. Each must still be reached.
const NEVER_DONE: &[(&str, &str, &str)] = &[
    (
        "notifications",
        "dynamodb:DeleteItem",
        "it makes an address for leaving where a customer has none, so there is no older one to delete",
    ),
    (
        "sweeper",
        "dynamodb:DeleteItem",
        "replanning moves due dates and leaves the payment code, the only thing that a new head deletes",
    ),
];

#[test]
fn every_function_may_do_what_its_code_calls_and_nothing_else() {
    let calls = read(&crates());
    let resources = template();
    let mut findings = Vec::new();
    for program in programs() {
        let reached = calls.reached_by(&program.replace('-', "_"));
        let code = code_folder(&program);
        let Some(function) =
            of_kind(&resources, FUNCTION).find(|it| it.value("CodeUri") == Some(&code))
        else {
            continue;
        };
        let granted = granted(function);
        let needed = needed(&calls, &reached);
        let lambda = of_kind(&resources, MAPPING)
            .filter(|it| it.target_of("FunctionName") == Some(&function.name));
        let lambda: BTreeSet<Right> = lambda
            .filter_map(|it| it.target_of("EventSourceArn"))
            .flat_map(|queue| {
                TO_WORK_ON_A_QUEUE
                    .iter()
                    .map(move |it| ((*it).to_owned(), queue.to_owned()))
            })
            .collect();
        let local = calls.functions().filter(|(id, it)| {
            reached.contains(*id) && sdk_calls(it).any(|name| ONLY_LOCALLY.contains(&name))
        });
        findings.extend(
            local.map(|(id, _)| function.finding(format!("comes to {}", calls.way(&reached, id)))),
        );
        let excused = |right: &Right| {
            NEVER_DONE
                .iter()
                .any(|it| it.0 == program && it.1 == right.0)
        };
        for right in needed.iter().map(|it| &it.0).chain(&lambda) {
            if !granted.contains(right) && !excused(right) {
                let way = needed
                    .iter()
                    .find(|it| it.0 == *right)
                    .map_or("", |it| &it.1);
                findings.push(
                    function.finding(format!("may not do {} on {}: {way}", right.0, right.1)),
                );
            }
        }
        for right in &granted {
            let is_needed = lambda.contains(right) || needed.iter().any(|it| it.0 == *right);
            if !is_needed || excused(right) {
                findings.push(function.finding(format!(
                    "may do {} on {}, which it never does",
                    right.0, right.1
                )));
            }
        }
        let stale = NEVER_DONE
            .iter()
            .filter(|it| it.0 == program && !needed.iter().any(|need| need.0.0 == it.1));
        findings.extend(stale.map(|it| {
            let what = format!("{} does not even reach {}: {}", it.0, it.1, it.2);
            Finding::about("tests/tidy/template/policies.rs", what)
        }));
    }
    assert_none(
        findings,
        "Least privilege: the statement in `Policies` of the function, or NEVER_DONE with the reason.",
    );
}

#[test]
fn every_call_of_the_sdk_is_known() {
    let crates = crates();
    let calls = read(&crates);
    let with_sdk: Vec<&str> = crates
        .iter()
        .filter(|(_, folder)| {
            let manifest = tree::text_of(&format!("{folder}/Cargo.toml"));
            let ordinary = manifest
                .iter()
                .filter_map(|it| it.split("[dev-dependencies]").next());
            ordinary.into_iter().any(|it| it.contains("\naws-sdk-"))
        })
        .map(|(name, _)| name.as_str())
        .collect();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, function) in calls
        .functions()
        .filter(|(_, it)| with_sdk.contains(&it.module[0].as_str()))
    {
        for name in sdk_calls(function) {
            let known = SDK_CALLS.iter().any(|it| it.0 == name) || ONLY_LOCALLY.contains(&name);
            if !known {
                findings.push(
                    calls.finding(id, &format!("calls `{name}`, of which no right is known")),
                );
            }
            seen.insert(name);
        }
    }
    assert!(
        seen.len() > 8,
        "only {seen:?} are called: are the sources here?"
    );
    assert_none(findings, "Say in SDK_CALLS which action it asks for.");
}

#[test]
fn no_right_is_to_everything() {
    let resources = template();
    let findings = resources
        .iter()
        .flat_map(|resource| {
            let wide = resource.lines.iter().filter(|line| {
                let value = line.trim_start_matches("- ");
                let value = value
                    .strip_prefix("Action: ")
                    .or(value.strip_prefix("Resource: "))
                    .unwrap_or(value);
                value.trim_matches(['\'', '"']) == "*"
                    || (value.contains(":*") && !value.contains(' '))
            });
            wide.map(|line| resource.finding(format!("has `{line}`")))
        })
        .collect();
    assert_none(findings, "Name the actions and the resource.");
}

/// What the code of a program can come to, and how: the first way there.
fn needed(calls: &Calls, reached: &Reached) -> Vec<(Right, String)> {
    let mut needed: Vec<(Right, String)> = Vec::new();
    for (id, function) in calls.functions().filter(|(id, _)| reached.contains(*id)) {
        for right in done_by(function) {
            if !needed.iter().any(|it| it.0 == right) {
                needed.push((right, calls.way(reached, id)));
            }
        }
    }
    needed
}

/// What the text of one function asks of AWS.
fn done_by(function: &Function) -> BTreeSet<Right> {
    let tokens: Vec<&str> = function.tokens.iter().map(String::as_str).collect();
    let mut done = BTreeSet::new();
    let mut add = |action: &str, target: &str| {
        done.insert((action.to_owned(), target.to_owned()));
    };
    for name in sdk_calls(function) {
        let actions = SDK_CALLS
            .iter()
            .find(|it| it.0 == name)
            .map_or(&[][..], |it| it.1);
        for action in actions {
            match action.split(':').next() {
                // Whoever makes the walk knows whether it is over the index: see below.
                Some("dynamodb") if tokens.contains(&"set_index_name") => {}
                Some("dynamodb") => add(action, TABLE),
                Some("ses") => add(action, SES),
                _ => QUEUES.iter().for_each(|(_, queue)| add(action, queue)),
            }
        }
    }
    if tokens
        .windows(5)
        .any(|it| it == ["push", "(", "Write", "::", "Delete"])
    {
        add("dynamodb:DeleteItem", TABLE);
    }
    for window in tokens.windows(4) {
        match window {
            ["Lane", "::", "List", _] if function.owner.as_deref() != Some("Lane") => {
                add("dynamodb:Query", INDEX)
            }
            ["Lane", "::", _, _] if function.owner.as_deref() != Some("Lane") => {
                add("dynamodb:Query", TABLE)
            }
            ["urls", ".", field, _] => {
                let queue = QUEUES.iter().find(|it| it.0 == *field);
                queue
                    .into_iter()
                    .for_each(|it| add("sqs:SendMessage", it.1));
            }
            [part, "::", "builder", "("] => {
                let part = TRANSACTION_PARTS.iter().find(|it| it.0 == *part);
                part.into_iter().for_each(|it| add(it.1, TABLE));
            }
            _ => {}
        }
    }
    done
}

/// The names in `client.name()`, also over several lines.
fn sdk_calls(function: &Function) -> impl Iterator<Item = &str> {
    let windows = function.tokens.windows(5);
    let calls = windows.filter(|it| {
        let is_client = ["client", "ses", "sqs", "dynamodb"].contains(&it[0].as_str());
        is_client && it[1] == "." && it[3] == "(" && it[4] == ")" && it[2] != "clone"
    });
    calls.map(|it| it[2].as_str())
}

/// What the policies of a function allow.
fn granted(function: &Resource) -> BTreeSet<Right> {
    let mut granted = BTreeSet::new();
    let (mut actions, mut in_actions): (Vec<String>, bool) = (Vec::new(), false);
    let policies = function
        .lines
        .iter()
        .skip_while(|line| *line != "Policies:");
    for line in policies {
        let (key, value) = match line.split_once(':').filter(|_| !line.starts_with("- ")) {
            Some((key, value)) => (key, value.trim()),
            None => ("", line.trim_start_matches("- ").trim()),
        };
        match key {
            "Action" => {
                actions.clear();
                in_actions = true;
            }
            "Resource" => in_actions = false,
            "" if !line.starts_with("- Effect") && !line.starts_with("- Version") => {}
            _ => continue,
        }
        if value.is_empty() {
            continue;
        }
        if in_actions {
            actions.push(value.to_owned());
        } else if let Some(target) = target(value) {
            granted.extend(actions.iter().map(|it| (it.clone(), target.clone())));
        }
    }
    granted
}

/// The resource that is meant; nothing where only a condition stands.
fn target(value: &str) -> Option<String> {
    let value = value.trim_start_matches("!If ").trim_matches(['[', ']']);
    // Of two, the restored table stands for the stack's own.
    let last = value.rsplit(", ").next().unwrap_or(value);
    let name = last
        .trim_start_matches("!GetAtt ")
        .trim_start_matches("!Sub ")
        .trim_start_matches("!Ref ");
    if ["IsRestored", "HasMail", "!If", "AWS::NoValue"].contains(&name) {
        return None;
    }
    if name.contains(":ses:") {
        return Some(SES.to_owned());
    }
    let name = name
        .replace("${Table.Arn}", TABLE)
        .replace("${RestoredTableArn}", TABLE);
    Some(name.trim_end_matches(".Arn").to_owned())
}

/// Every crate in which something may call AWS, and what a function comes through on the way: name and folder.
fn crates() -> Vec<(String, String)> {
    let inner = ["store", "providers", "operations", "runtime"];
    let mut crates: Vec<(String, String)> = inner
        .map(|it| (it.to_owned(), format!("functions/lib/{it}")))
        .into();
    crates.extend(
        deployed_functions()
            .into_iter()
            .map(|it| (it.clone(), format!("functions/{it}"))),
    );
    for it in ["app", "server"] {
        crates.push((format!("portal_{it}"), format!("portal/{it}")));
    }
    crates
}

fn read(crates: &[(String, String)]) -> Calls {
    let crates: Vec<Crate<'_>> = crates
        .iter()
        .map(|(name, folder)| Crate { name, folder })
        .collect();
    Calls::read(&crates)
}

#[test]
fn policies_are_read() {
    let lines = "Properties:\nPolicies:\n- Version: '2012-10-17'\nStatement:\n- Effect: Allow\nAction:\n- a:One\n- a:Two\n\
        Resource: !If [IsRestored, !Ref RestoredTableArn, !GetAtt Table.Arn]\n- Effect: Allow\nAction: a:Three\n\
        Resource: !If\n- IsRestored\n- !Sub ${RestoredTableArn}/index/list\n- !Sub ${Table.Arn}/index/list\n- !If\n\
        - HasMail\n- Effect: Allow\nAction: b:Four\nResource:\n- !Sub arn:x:ses:y\n- !Ref AWS::NoValue";
    let function = Resource {
        name: "F".to_owned(),
        line: 1,
        lines: lines.lines().map(|it| it.trim().to_owned()).collect(),
    };
    let found = granted(&function);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    let expected = [
        ("a:One", TABLE),
        ("a:Three", INDEX),
        ("a:Two", TABLE),
        ("b:Four", SES),
    ];
    assert_eq!(found, expected);
}
