//! Rules about Rust sources.

use std::collections::BTreeSet;

use crate::finding::{Finding, assert_none};
use crate::rust_code;
use crate::tree::{self, File};

const FUNCTION_LIMIT_LINES: usize = 70;
const FILE_LIMIT_LINES: usize = 500;

#[test]
fn every_module_says_what_it_owns() {
    let silent = tree::rust_files().into_iter().filter(|file| {
        let first = file.text.lines().next().unwrap_or_default();
        !first.starts_with("//! ") && !first.starts_with("#![doc = include_str!(")
    });
    let findings = silent
        .map(|file| Finding::at(&file.path, 1, "no `//!` here"))
        .collect();
    assert_none(
        findings,
        "Begin the file with `//!`: what it owns and what it must not know.",
    );
}

#[test]
fn a_module_is_a_file_beside_its_folder() {
    let findings = tree::rust_files()
        .into_iter()
        .filter(|file| file.path.ends_with("/mod.rs"))
        .map(|file| Finding::about(&file.path, "is named mod.rs"))
        .collect();
    assert_none(
        findings,
        "Name it after the module, beside the folder: `payments.rs`, `payments/`.",
    );
}

#[test]
fn functions_fit_on_a_screen() {
    let files = tree::rust_files();
    let test_paths = test_paths(&files);
    let mut findings = Vec::new();
    for file in files
        .iter()
        .filter(|file| !is_test(&file.path, &test_paths))
    {
        let test_modules = rust_code::test_modules(&file.text);
        for function in rust_code::functions(&file.text) {
            let start = *function.lines.start();
            let in_tests = test_modules.iter().any(|module| module.contains(&start));
            if !in_tests && function.length() > FUNCTION_LIMIT_LINES {
                let what = format!("`{}` takes {} lines", function.name, function.length());
                findings.push(Finding::at(&file.path, start, what));
            }
        }
    }
    let remedy = format!(
        "At most {FUNCTION_LIMIT_LINES} lines: keep the control flow, move the leaves into functions of their own."
    );
    assert_none(findings, &remedy);
}

#[test]
fn files_can_be_held_in_the_head() {
    let findings = tree::rust_files()
        .into_iter()
        .filter(|file| file.text.lines().count() > FILE_LIMIT_LINES)
        .map(|file| Finding::about(&file.path, format!("{} lines", file.text.lines().count())))
        .collect();
    let remedy =
        format!("At most {FILE_LIMIT_LINES} lines: which noun in it deserves a file of its own?");
    assert_none(findings, &remedy);
}

#[test]
fn the_domain_knows_no_floating_point() {
    let in_domain = |file: &File| file.path.starts_with("functions/lib/billing/");
    let findings = lines_with(in_domain, |code| {
        ["f32", "f64"]
            .iter()
            .any(|it| rust_code::has_word(code, it))
    });
    assert_none(
        findings,
        "Amounts and shares are exact: use `Money`, `Decimal` or integers.",
    );
}

#[test]
fn no_table_is_ever_scanned() {
    let findings = lines_with(|_| true, |code| code.contains(".scan()"));
    assert_none(
        findings,
        "A scan costs the whole table: add an access pattern to the store and query it.",
    );
}

fn lines_with(file_matches: fn(&File) -> bool, line_matches: fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree::rust_files().iter().filter(|file| file_matches(file)) {
        // This file names what it looks for.
        if file.path == "tests/tidy/sources.rs" {
            continue;
        }
        for (index, line) in file.text.lines().enumerate() {
            if line_matches(rust_code::without_comment(line)) {
                findings.push(Finding::at(&file.path, index + 1, line.trim()));
            }
        }
    }
    findings
}

/// The files and folders that `#[cfg(test)] mod name;` makes test code.
fn test_paths(files: &[File]) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for file in files {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let children = match name {
            "lib.rs" | "main.rs" => folder.to_owned(),
            _ => file.path.trim_end_matches(".rs").to_owned(),
        };
        for module in rust_code::test_files(&file.text) {
            paths.insert(format!("{children}/{module}.rs"));
            paths.insert(format!("{children}/{module}/"));
        }
    }
    paths
}

fn is_test(path: &str, test_paths: &BTreeSet<String>) -> bool {
    let own_tests =
        path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs");
    own_tests
        || test_paths
            .iter()
            .any(|it| path == it || (it.ends_with('/') && path.starts_with(it)))
}
