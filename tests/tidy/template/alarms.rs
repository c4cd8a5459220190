//! Alarms and the dashboard, held against the metrics that the code writes and against what the guide says to do.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::finding::{Finding, assert_none};
use crate::template::resources::{Resource, TEMPLATE, of_kind, template};
use crate::tree;

const ALARM: &str = "AWS::CloudWatch::Alarm";
const DASHBOARD: &str = "AWS::CloudWatch::Dashboard";
const METRIC_FILTER: &str = "AWS::Logs::MetricFilter";

/// Where the metrics have their names.
const METRICS: &str = "functions/lib/runtime/src/metrics.rs";

/// The namespace of what functions write themselves.
const NAMESPACE: &str = "Malipo";

/// The namespace of what metric filters find in logs.
const OF_FILTERS: &str = "!Sub Malipo/${AWS::StackName}";

/// Where each alarm has its line.
const GUIDE: &str = "infra/OPERATIONS.md";

#[test]
fn every_metric_that_is_looked_at_is_one_that_is_written() {
    let written = written();
    let resources = template();
    let filtered: BTreeSet<&str> = of_kind(&resources, METRIC_FILTER)
        .filter_map(|it| listed(it, "MetricName"))
        .collect();
    let mut findings = Vec::new();
    for alarm in of_kind(&resources, ALARM) {
        let Some(metric) = alarm.value("MetricName") else {
            continue;
        };
        let is_written = match alarm.value("Namespace") {
            Some(NAMESPACE) => written.contains(metric),
            Some(OF_FILTERS) => filtered.contains(metric),
            _ => true,
        };
        let by_stack = alarm
            .lines
            .iter()
            .any(|it| it == "- { Name: Stack, Value: !Ref AWS::StackName }");
        if !is_written {
            findings.push(alarm.finding(format!("waits for `{metric}`, which nothing writes")));
        } else if alarm.value("Namespace") == Some(NAMESPACE) && !by_stack {
            findings.push(
                alarm.finding("lacks the dimension `Stack`, with which the metric is written"),
            );
        }
    }
    for (metric, stack) in shown(&resources) {
        if !written.contains(metric.as_str()) {
            findings.push(Finding::about(
                TEMPLATE,
                format!("the dashboard shows `{metric}`, which nothing writes"),
            ));
        } else if !stack {
            findings.push(Finding::about(
                TEMPLATE,
                format!("the dashboard shows `{metric}` without its `Stack`"),
            ));
        }
    }
    assert_none(findings, &format!("The names are in {METRICS}."));
}

#[test]
fn every_metric_that_is_written_is_on_the_dashboard() {
    let shown: BTreeSet<String> = shown(&template()).into_iter().map(|it| it.0).collect();
    let findings = written()
        .into_iter()
        .filter(|it| !shown.contains(it))
        .map(|it| Finding::about(TEMPLATE, format!("nobody sees `{it}`")))
        .collect();
    assert_none(
        findings,
        "Show it on the dashboard, or do not write it: each metric is paid for.",
    );
}

#[test]
fn the_guide_says_what_to_do_about_every_alarm() {
    let guide = tree::text_of(GUIDE).unwrap_or_default();
    let rows = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let told: Vec<&str> = rows
        .map(|(name, _)| name)
        .filter(|it| it.ends_with("Alarm"))
        .collect();
    let resources = template();
    let alarms: Vec<&Resource> = of_kind(&resources, ALARM).collect();
    assert!(
        alarms.len() > 5,
        "only {} alarms: is the template as we know it?",
        alarms.len()
    );
    let silent = alarms.iter().filter(|it| !told.contains(&it.name.as_str()));
    let mut findings: Vec<Finding> = silent
        .map(|it| it.finding(format!("has no row in {GUIDE}")))
        .collect();
    let gone = told
        .iter()
        .filter(|name| !alarms.iter().any(|it| it.name == **name));
    findings.extend(gone.map(|name| Finding::about(GUIDE, format!("there is no alarm `{name}`"))));
    let mute = alarms
        .iter()
        .filter(|it| it.value("AlarmActions") != Some("[!Ref AlarmTopic]"));
    findings.extend(mute.map(|it| it.finding("tells nobody")));
    let twice = told.len() != told.iter().collect::<BTreeSet<_>>().len();
    assert!(!twice, "an alarm has two rows: {told:?}");
    assert_none(
        findings,
        "A row: the alarm's name in the template, what it means, what to do.",
    );
}

/// The names of the metrics that functions write, from the lines `Self::Name => "Name"`.
fn written() -> BTreeSet<String> {
    let code = tree::text_of(METRICS).unwrap_or_default();
    let names = code.lines().filter_map(|line| {
        let (variant, name) = line.trim().strip_prefix("Self::")?.split_once(" => \"")?;
        (name.trim_end_matches("\",") == variant).then(|| variant.to_owned())
    });
    let names: BTreeSet<String> = names.collect();
    assert!(names.len() > 5, "{METRICS} names only {names:?}");
    names
}

/// The metrics of ours that the dashboard shows, and whether each is of this stack.
fn shown(resources: &[Resource]) -> Vec<(String, bool)> {
    let mut shown = Vec::new();
    for dashboard in of_kind(resources, DASHBOARD) {
        let body: Value = serde_json::from_str(&body(dashboard)).expect("the dashboard is JSON");
        let widgets = body["widgets"].as_array().cloned().unwrap_or_default();
        let metrics = widgets
            .iter()
            .filter_map(|it| it["properties"]["metrics"].as_array())
            .flatten();
        for metric in metrics.filter(|it| it[0] == NAMESPACE) {
            let name = metric[1].as_str().unwrap_or_default().to_owned();
            shown.push((
                name,
                metric[2] == "Stack" && metric[3] == "${AWS::StackName}",
            ));
        }
    }
    assert!(!shown.is_empty(), "the dashboard shows nothing of ours");
    shown
}

/// The text behind `>-`: all lines of a dashboard from one that opens an object to one that closes it.
fn body(dashboard: &Resource) -> String {
    let lines = dashboard.lines.iter().skip_while(|it| !it.starts_with('{'));
    let lines: Vec<&str> = lines
        .take_while(|it| !it.starts_with("- "))
        .map(String::as_str)
        .collect();
    lines.join(" ")
}

/// What stands behind `key:` as the entry of a list or under one.
fn listed<'a>(resource: &'a Resource, key: &str) -> Option<&'a str> {
    let lines = resource.lines.iter().map(|it| it.trim_start_matches("- "));
    let mut values = lines.filter_map(|it| it.strip_prefix(key)?.strip_prefix(": "));
    values.next()
}
