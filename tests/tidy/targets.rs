//! No test is written where none is run: a target that `Cargo.toml` builds no tests for has none.
//!
//! Every test program contains the AWS SDK; the ones that would be empty are not built.

use crate::finding::{Finding, assert_none};
use crate::tree::{self, File};

#[test]
fn a_target_without_a_test_program_has_no_tests() {
    let sources = tree::rust_files();
    let mut findings = Vec::new();
    for manifest in tree::files_with(&["toml"]) {
        let library = not_run(&manifest, "[lib]\ntest = false");
        let program = not_run(&manifest, "path = \"src/main.rs\"\ntest = false");
        for file in sources_of(&manifest, &sources) {
            let is_program = file.path.ends_with("/src/main.rs");
            if if is_program { program } else { library } {
                findings.extend(lines(file, |line| {
                    line == "#[test]" || line.starts_with("#[tokio::test")
                }));
            }
        }
    }
    assert_none(
        findings,
        "Take `test = false` out of its Cargo.toml, or put the test into the folder `tests`.",
    );
}

#[test]
fn a_library_without_documentation_tests_shows_no_code_to_run() {
    let sources = tree::rust_files();
    let mut findings = Vec::new();
    for manifest in tree::files_with(&["toml"]) {
        if not_run(&manifest, "doctest = false") {
            for file in sources_of(&manifest, &sources) {
                findings.extend(examples(file));
            }
        }
    }
    assert_none(
        findings,
        "Take `doctest = false` out of its Cargo.toml, or say `text` after the backticks.",
    );
}

#[test]
fn examples_are_told_from_other_text() {
    let file = |text: &str| File {
        path: "a/src/lib.rs".to_owned(),
        text: text.to_owned(),
    };
    let run = file("/// ```\n/// assert!(true);\n/// ```\n");
    assert_eq!(examples(&run).len(), 1);
    let shown = file("/// ```text\n/// a table\n/// ```\nlet fence = \"```\";\n");
    assert_eq!(examples(&shown), []);
}

fn not_run(manifest: &File, setting: &str) -> bool {
    manifest.text.contains(setting)
}

fn sources_of<'a>(manifest: &File, sources: &'a [File]) -> impl Iterator<Item = &'a File> {
    let folder = manifest.path.trim_end_matches("Cargo.toml").to_owned() + "src/";
    sources
        .iter()
        .filter(move |file| file.path.starts_with(&folder))
}

/// Where code begins that `cargo test` would run if it were asked to.
fn examples(file: &File) -> Vec<Finding> {
    let mut inside = false;
    lines(file, |line| {
        let comment = line.strip_prefix("///").or(line.strip_prefix("//!"));
        let Some(language) = comment.and_then(|it| it.trim().strip_prefix("```")) else {
            return false;
        };
        inside = !inside;
        inside && matches!(language, "" | "rust" | "no_run" | "should_panic")
    })
}

fn lines(file: &File, mut is_meant: impl FnMut(&str) -> bool) -> Vec<Finding> {
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_meant(line.trim()))
        .map(|(index, line)| Finding::at(&file.path, index + 1, format!("has `{}`", line.trim())))
        .collect()
}
