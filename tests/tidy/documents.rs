//! Rules about what a newcomer reads, and about the top of the tree.

use crate::finding::{Finding, assert_none};
use crate::rust_code;
use crate::tree;

const LIBRARIES: &str = "functions/lib";
const LIBRARY_README_LIMIT_LINES: usize = 60;

/// What may stand at the top, beside names that begin with a dot.
const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "functions",
    "portal",
    "infra",
    "tests",
    "samconfig.toml",
    "README.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "target",
];

#[test]
fn the_top_level_is_the_agreed_one() {
    let findings = tree::names_in("")
        .into_iter()
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()))
        .map(|name| Finding::about(&name, "does not belong at the top"))
        .collect();
    assert_none(
        findings,
        "Put it into `functions`, `portal`, `infra` or `tests`.",
    );
}

#[test]
fn every_function_is_in_the_table_of_functions() {
    let readme = tree::text_of("functions/README.md").unwrap_or_default();
    let rows: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with('|'))
        .collect();
    let findings = deployed_functions()
        .into_iter()
        .filter(|name| {
            let first_cell = |row: &&str| row.split('|').nth(1).unwrap_or_default().to_owned();
            !rows
                .iter()
                .any(|row| rust_code::has_word(&first_cell(row), name))
        })
        .map(|name| {
            Finding::about(
                "functions/README.md",
                format!("`{name}` has no row in the table"),
            )
        })
        .collect();
    assert_none(
        findings,
        "Add a row: function, trigger, retries and dead letters, tables, permissions.",
    );
}

#[test]
fn every_library_introduces_itself_briefly() {
    let mut findings = Vec::new();
    for name in tree::names_in(LIBRARIES) {
        let folder = format!("{LIBRARIES}/{name}");
        if tree::text_of(&format!("{folder}/Cargo.toml")).is_none() {
            continue;
        }
        let path = format!("{folder}/README.md");
        match tree::text_of(&path).map(|text| text.lines().count()) {
            None => findings.push(Finding::about(&path, "does not exist")),
            Some(lines) if lines > LIBRARY_README_LIMIT_LINES => {
                findings.push(Finding::about(&path, format!("{lines} lines")));
            }
            Some(_) => {}
        }
    }
    let remedy = format!(
        "Purpose, invariants, one example, in at most {LIBRARY_README_LIMIT_LINES} lines, included as the crate's docs."
    );
    assert_none(findings, &remedy);
}

#[test]
fn nothing_is_left_for_later() {
    // Taken apart, so that this file does not find itself.
    let leftovers = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("unimplemented", "!"),
    ];
    let texts = [
        "rs", "toml", "md", "yaml", "yml", "html", "css", "js", "ts", "sh", "py",
    ];
    let mut findings = Vec::new();
    for file in tree::files_with(&texts) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(word) = leftovers
                .iter()
                .find(|word| rust_code::has_word(line, word))
            {
                findings.push(Finding::at(
                    &file.path,
                    index + 1,
                    format!("{word} was left here"),
                ));
            }
        }
    }
    assert_none(
        findings,
        "Do it now, or open an issue and take the note out.",
    );
}

/// The packages in `functions/` that have a program.
pub fn deployed_functions() -> Vec<String> {
    let names = tree::names_in("functions").into_iter();
    names
        .filter(|name| tree::text_of(&format!("functions/{name}/src/main.rs")).is_some())
        .collect()
}
