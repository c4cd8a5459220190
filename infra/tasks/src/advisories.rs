//! Known vulnerabilities: `Cargo.lock` against a snapshot of the RustSec advisory database.
//!
//! The snapshot is part of the tree because the check must give the same answer offline and on
//! every machine. It grows old, so the check says how old it is.

mod database;
mod judgement;
mod snapshot;

use std::fs;
use std::path::{Path, PathBuf};

use crate::calendar;
use crate::cargo;
use crate::failure::Failure;
use crate::lockfile;
use judgement::{Ignored, Verdict};
use snapshot::Snapshot;

const SNAPSHOT: &str = "infra/advisories/snapshot.tsv";
const IGNORED: &str = "infra/advisories/ignored.toml";
const REFRESH: &str = "cargo run --package tasks -- advisories-refresh --from DIR";
const SNAPSHOT_AGE_WARNING_DAYS: i64 = 60;

/// Fails on a vulnerability, and on any other advisory that nobody has judged yet.
pub fn check() -> Result<(), Failure> {
    let snapshot = Snapshot::parse(&read(SNAPSHOT)?)?;
    let ignored = Ignored::parse(&read(IGNORED)?)?;
    let packages = lockfile::read(&cargo::workspace_root().join("Cargo.lock"))?;
    let today = calendar::today();

    tell_age(&snapshot, today);
    let verdict = Verdict::reach(&snapshot.advisories, &packages, &ignored, today);
    for line in &verdict.remarks {
        println!("{line}");
    }
    if verdict.problems.is_empty() {
        println!(
            "{} dependencies against {} advisories: nothing open.",
            packages.len(),
            snapshot.advisories.len()
        );
        return Ok(());
    }
    Err(Failure::new(
        verdict.problems.join("\n"),
        format!(
            "`cargo update --package NAME` takes the repaired version; `cargo tree --invert NAME` shows what \
             holds it back. One that was read and cannot hurt goes into {IGNORED} with its reason."
        ),
    ))
}

fn tell_age(snapshot: &Snapshot, today: i64) {
    let age_days = calendar::day_number(&snapshot.date).map(|day| today - day);
    match age_days {
        Some(days) if days <= SNAPSHOT_AGE_WARNING_DAYS => {
            println!("The advisories are of {}, {days} days old.", snapshot.date);
        }
        Some(days) => println!(
            "warning: the advisories are of {}, {days} days old. Check out the RustSec advisory database \
             and run `{REFRESH}`.",
            snapshot.date
        ),
        None => println!("warning: {SNAPSHOT} does not tell its date. Renew it: `{REFRESH}`."),
    }
}

/// Writes a new snapshot from a checkout of the advisory database.
pub fn refresh(arguments: &[String]) -> Result<(), Failure> {
    let [option, folder] = arguments else {
        return Err(Failure::new("No database was named.", REFRESH));
    };
    if option != "--from" {
        return Err(Failure::new(format!("{option:?} is not known."), REFRESH));
    }
    let snapshot = database::read(Path::new(folder))?;
    let text = snapshot.to_string();
    let path = in_tree(SNAPSHOT);
    fs::write(&path, &text).map_err(|error| {
        Failure::new(
            format!("{} cannot be written: {error}", path.display()),
            "Is the tree read-only?",
        )
    })?;
    println!(
        "{SNAPSHOT}: {} advisories of {}, {} KB.",
        snapshot.advisories.len(),
        snapshot.date,
        text.len() / 1000
    );
    Ok(())
}

fn read(name: &str) -> Result<String, Failure> {
    fs::read_to_string(in_tree(name)).map_err(|error| {
        Failure::new(
            format!("{name} cannot be read: {error}"),
            "Take it from version control.",
        )
    })
}

fn in_tree(name: &str) -> PathBuf {
    cargo::workspace_root().join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT_LIMIT_BYTES: usize = 400_000;

    #[test]
    fn the_snapshot_in_the_tree_is_whole_and_small() {
        let text = read(SNAPSHOT).unwrap();
        assert!(text.len() < SNAPSHOT_LIMIT_BYTES, "{} bytes", text.len());
        let snapshot = Snapshot::parse(&text).unwrap();
        assert!(snapshot.advisories.len() > 1000);
        assert!(calendar::day_number(&snapshot.date).is_some());
        assert_eq!(snapshot.to_string(), text);
    }

    #[test]
    fn the_ignore_list_in_the_tree_can_be_read() {
        Ignored::parse(&read(IGNORED).unwrap()).unwrap();
    }
}
