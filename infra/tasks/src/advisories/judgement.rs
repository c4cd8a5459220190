//! Which advisories concern which of our dependencies, and which of those are still open.

use semver::{Prerelease, Version, VersionReq};
use toml::{Table, Value};

use super::snapshot::{Advisory, Kind};
use crate::calendar;
use crate::failure::Failure;
use crate::lockfile::LockedPackage;

/// An advisory that somebody has read and judged.
struct Entry {
    id: String,
    reason: String,
    until: Option<i64>,
}

/// `infra/advisories/ignored.toml`.
pub struct Ignored(Vec<Entry>);

/// What came of comparing dependencies and advisories.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Must be resolved.
    pub problems: Vec<String>,
    /// Worth a line, no more.
    pub remarks: Vec<String>,
}

impl Verdict {
    /// Compares every package with every advisory on it. `today` counts days from 1970-01-01.
    pub fn reach(
        advisories: &[Advisory],
        packages: &[LockedPackage],
        ignored: &Ignored,
        today: i64,
    ) -> Self {
        let mut verdict = Self::default();
        let mut used: Vec<&str> = Vec::new();
        for advisory in advisories {
            for package in packages.iter().filter(|it| concerns(advisory, it)) {
                let line = format!(
                    "{} {}: {} ({}, {})",
                    package.name, package.version, advisory.title, advisory.kind, advisory.id
                );
                match ignored.entry(&advisory.id) {
                    None => verdict.problems.push(line),
                    Some(entry) => {
                        used.push(&entry.id);
                        match entry.objection(advisory.kind, today) {
                            None => verdict
                                .remarks
                                .push(format!("ignored: {line}: {}", entry.reason)),
                            Some(objection) => {
                                verdict.problems.push(format!("{line}: {objection}"))
                            }
                        }
                    }
                }
            }
        }
        for entry in ignored
            .0
            .iter()
            .filter(|entry| !used.contains(&entry.id.as_str()))
        {
            verdict.remarks.push(format!(
                "{} concerns no dependency any more: stop ignoring it",
                entry.id
            ));
        }
        verdict
    }
}

fn concerns(advisory: &Advisory, package: &LockedPackage) -> bool {
    let safe = |ranges: &[VersionReq]| ranges.iter().any(|range| contains(range, &package.version));
    advisory.package == package.name
        && advisory.withdrawn.is_none()
        && !safe(&advisory.patched)
        && !safe(&advisory.unaffected)
}

/// Whether a version lies in a range.
///
/// Cargo's own rule keeps pre-releases out of every range that does not name one. Here `2.0.0-rc.1`
/// does lie in `>=1.5`, but not in `>=2.0.0`, which it precedes.
fn contains(range: &VersionReq, version: &Version) -> bool {
    if range.matches(version) {
        return true;
    }
    if version.pre.is_empty() {
        return false;
    }
    let release = Version {
        pre: Prerelease::EMPTY,
        ..version.clone()
    };
    let is_a_bound = range.comparators.iter().any(|bound| {
        let numbers = (
            bound.major,
            bound.minor.unwrap_or(0),
            bound.patch.unwrap_or(0),
        );
        numbers == (version.major, version.minor, version.patch)
    });
    !is_a_bound && range.matches(&release)
}

impl Ignored {
    /// Reads the list; every entry must have an id and a reason.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let broken = |what: &str| {
            Failure::new(
                format!("The list of ignored advisories: {what}"),
                "See the comments at its top.",
            )
        };
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| broken(&error.to_string()))?;
        let entries = table.get("ignored").and_then(Value::as_array);
        let entries = entries.into_iter().flatten().map(|entry| {
            let text = |key| {
                entry
                    .get(key)
                    .and_then(Value::as_str)
                    .filter(|it| !it.is_empty())
            };
            let (Some(id), Some(reason)) = (text("id"), text("reason")) else {
                return Err(broken("every entry needs `id` and `reason`"));
            };
            let until =
                text("until").map(|date| calendar::day_number(date).ok_or_else(|| broken(date)));
            Ok(Entry {
                id: id.to_owned(),
                reason: reason.to_owned(),
                until: until.transpose()?,
            })
        });
        entries.collect::<Result<_, _>>().map(Self)
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }
}

impl Entry {
    fn objection(&self, kind: Kind, today: i64) -> Option<&'static str> {
        match self.until {
            Some(until) if today > until => Some("it was ignored until a day that has passed"),
            None if kind == Kind::Vulnerability => {
                Some("a vulnerability can only be ignored `until` a day")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i64 = 20_700;

    fn advisory(kind: Kind) -> Advisory {
        Advisory {
            id: "RUSTSEC-2026-0001".to_owned(),
            package: "leaky".to_owned(),
            kind,
            date: "2026-01-01".to_owned(),
            withdrawn: None,
            patched: vec![">=1.2.3".parse().unwrap()],
            unaffected: vec!["<1.0.0".parse().unwrap()],
            title: "It leaks".to_owned(),
        }
    }

    fn verdict(advisory: Advisory, version: &str, ignored: &str) -> Verdict {
        let package = LockedPackage {
            name: "leaky".to_owned(),
            version: version.parse().unwrap(),
        };
        let ignored = Ignored::parse(ignored).unwrap();
        Verdict::reach(&[advisory], &[package], &ignored, TODAY)
    }

    #[test]
    fn a_version_between_unaffected_and_patched_is_a_problem() {
        let cases = [
            ("0.9.9", 0),
            ("1.0.0", 1),
            ("1.2.2", 1),
            ("1.2.3", 0),
            ("1.2.3-rc.1", 1),
            ("1.3.0-rc.1", 0),
            ("0.9.0-rc.1", 0),
        ];
        for (version, expected) in cases {
            let verdict = verdict(advisory(Kind::Vulnerability), version, "");
            assert_eq!(verdict.problems.len(), expected, "{version}");
        }
    }

    #[test]
    fn a_withdrawn_advisory_is_no_problem() {
        let withdrawn = Advisory {
            withdrawn: Some("2026-02-01".to_owned()),
            ..advisory(Kind::Vulnerability)
        };
        assert!(verdict(withdrawn, "1.0.0", "").problems.is_empty());
    }

    #[test]
    fn an_unmaintained_package_is_a_problem_until_somebody_judged_it() {
        assert_eq!(
            verdict(advisory(Kind::Unmaintained), "1.0.0", "")
                .problems
                .len(),
            1
        );
        let ignored = "[[ignored]]\nid = \"RUSTSEC-2026-0001\"\nreason = \"small and finished\"";
        let verdict = verdict(advisory(Kind::Unmaintained), "1.0.0", ignored);
        assert!(verdict.problems.is_empty());
        assert!(
            verdict.remarks[0].ends_with("small and finished"),
            "{verdict:?}"
        );
    }

    #[test]
    fn a_vulnerability_is_ignored_only_until_a_day() {
        let entry = "[[ignored]]\nid = \"RUSTSEC-2026-0001\"\nreason = \"never called\"\n";
        for (until, problems) in [
            ("", 1),
            ("until = \"2020-01-01\"", 1),
            ("until = \"2099-01-01\"", 0),
        ] {
            let verdict = verdict(
                advisory(Kind::Vulnerability),
                "1.0.0",
                &format!("{entry}{until}"),
            );
            assert_eq!(verdict.problems.len(), problems, "{until:?}");
        }
    }

    #[test]
    fn an_entry_that_ignores_nothing_is_remarked_upon() {
        let ignored = "[[ignored]]\nid = \"RUSTSEC-2026-0001\"\nreason = \"never called\"";
        let verdict = verdict(advisory(Kind::Notice), "1.2.3", ignored);
        assert!(verdict.problems.is_empty());
        assert_eq!(verdict.remarks.len(), 1);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(Ignored::parse("[[ignored]]\nid = \"RUSTSEC-2026-0001\"").is_err());
    }
}
