//! A checkout of the RustSec advisory database, read into a snapshot.
//!
//! An advisory is a Markdown file that begins with a fenced block of TOML.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use semver::VersionReq;
use toml::{Table, Value};

use super::snapshot::{Advisory, Kind, Snapshot};
use crate::failure::Failure;

/// Reads every advisory on a crates.io package. The date is that of the checkout's last commit.
pub fn read(folder: &Path) -> Result<Snapshot, Failure> {
    let (revision, date) = last_commit(folder)?;
    let mut files = Vec::new();
    for package in entries(&folder.join("crates"))? {
        files.extend(entries(&package)?);
    }
    let mut advisories = Vec::new();
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
    {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let advisory = parse(&text).ok_or_else(|| {
            Failure::new(
                format!("{} is not an advisory as we know them.", path.display()),
                "Has the format changed? See EXAMPLE_ADVISORY.md of the database.",
            )
        })?;
        advisories.push(advisory);
    }
    advisories.sort_by(|a, b| (&a.package, &a.id).cmp(&(&b.package, &b.id)));
    Ok(Snapshot {
        date,
        revision,
        advisories,
    })
}

fn last_commit(folder: &Path) -> Result<(String, String), Failure> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["log", "-1", "--format=%H %cs"])
        .output();
    output
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|line| {
            let (revision, date) = line.trim().split_once(' ')?;
            Some((revision.to_owned(), date.to_owned()))
        })
        .ok_or_else(|| {
            Failure::new(
                format!("{} is not a git checkout.", folder.display()),
                "Clone the RustSec advisory database and name that folder.",
            )
        })
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?
            .map(|entry| entry.map(|it| it.path()))
            .collect()
    };
    read().map_err(|error| unreadable(folder, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{} cannot be read: {error}", path.display()),
        "Name a whole checkout of the RustSec advisory database.",
    )
}

fn parse(text: &str) -> Option<Advisory> {
    let (front_matter, body) = text.strip_prefix("```toml")?.split_once("\n```")?;
    let table: Table = front_matter.parse().ok()?;
    let advisory = table.get("advisory")?;
    let field = |key| advisory.get(key).and_then(Value::as_str);
    let kind = field("informational").map_or(Some(Kind::Vulnerability), |kind| kind.parse().ok());
    let title = body.lines().find_map(|line| line.strip_prefix("# "))?;
    Some(Advisory {
        id: field("id")?.to_owned(),
        package: field("package")?.to_owned(),
        kind: kind?,
        date: field("date")?.to_owned(),
        withdrawn: field("withdrawn").map(str::to_owned),
        patched: ranges(&table, "patched")?,
        unaffected: ranges(&table, "unaffected")?,
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

fn ranges(table: &Table, key: &str) -> Option<Vec<VersionReq>> {
    let Some(ranges) = table.get("versions")?.get(key) else {
        return Some(Vec::new());
    };
    let ranges = ranges.as_array()?;
    ranges
        .iter()
        .map(|range| range.as_str()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKDOWN: &str = r#"```toml
[advisory]
id = "RUSTSEC-2024-0003"
package = "h2"
date = "2024-01-17"
references = ["https://example.com"]

[versions]
patched = ["^0.3.24", ">= 0.4.2"]
```

# Too many	frames

An attacker can send them.
"#;

    #[test]
    fn an_advisory_survives_the_way_into_the_snapshot_and_back() {
        let advisory = parse(MARKDOWN).unwrap();
        assert_eq!(advisory.kind, Kind::Vulnerability);
        let snapshot = Snapshot {
            date: "2026-08-21".to_owned(),
            revision: "abc".to_owned(),
            advisories: vec![advisory],
        };
        let text = snapshot.to_string();
        assert!(
            text.ends_with("RUSTSEC-2024-0003\th2\tvulnerability\t2024-01-17\t\t^0.3.24;>=0.4.2\t\tToo many frames\n"),
            "{text}"
        );
        assert_eq!(Snapshot::parse(&text).unwrap(), snapshot);
    }

    #[test]
    fn a_folder_that_is_no_checkout_is_refused() {
        assert!(read(Path::new("no such folder")).is_err());
    }

    #[test]
    fn an_advisory_without_a_version_table_is_refused() {
        let without = MARKDOWN.replace("[versions]\n", "");
        assert_eq!(parse(&without), None);
    }
}
