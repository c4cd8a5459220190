//! The snapshot file: one advisory a line, fields divided by tabs, and a header with its date.

use std::fmt;
use std::str::FromStr;

use semver::VersionReq;

use crate::failure::Failure;

/// A copy of the advisory database, as of a day.
#[derive(Debug, PartialEq)]
pub struct Snapshot {
    /// The day of the database's last change, like `2026-08-21`.
    pub date: String,
    /// Which state of the database this is.
    pub revision: String,
    /// By package, then by id.
    pub advisories: Vec<Advisory>,
}

/// What is known about some versions of one package.
#[derive(Debug, Clone, PartialEq)]
pub struct Advisory {
    /// Like `RUSTSEC-2026-0001`.
    pub id: String,
    /// The package's name on crates.io.
    pub package: String,
    /// What it is about.
    pub kind: Kind,
    /// The day it was published.
    pub date: String,
    /// The day it was taken back, if it was.
    pub withdrawn: Option<String>,
    /// Versions in which it is repaired.
    pub patched: Vec<VersionReq>,
    /// Versions that never had it.
    pub unaffected: Vec<VersionReq>,
    /// One line for people.
    pub title: String,
}

/// What an advisory warns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Can be exploited.
    Vulnerability,
    /// Safe code can cause undefined behaviour with it.
    Unsound,
    /// Nobody looks after the package any more.
    Unmaintained,
    /// Something else worth knowing.
    Notice,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Vulnerability => "vulnerability",
            Self::Unsound => "unsound",
            Self::Unmaintained => "unmaintained",
            Self::Notice => "notice",
        })
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "vulnerability" => Ok(Self::Vulnerability),
            "unsound" => Ok(Self::Unsound),
            "unmaintained" => Ok(Self::Unmaintained),
            "notice" => Ok(Self::Notice),
            _ => Err(()),
        }
    }
}

const DATE: &str = "# date: ";
const REVISION: &str = "# revision: ";
const SOURCE: &str = "\
# Advisories on crates.io packages, from the RustSec advisory database (https://github.com/RustSec/advisory-db).
# CC0-1.0; those imported from the GitHub Advisory Database CC-BY-4.0.
";
const COLUMNS: &str = "# id\tpackage\tkind\tdate\twithdrawn\tpatched\tunaffected\ttitle";
const RANGE_DIVIDER: char = ';';

impl fmt::Display for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(SOURCE)?;
        writeln!(
            out,
            "{DATE}{}\n{REVISION}{}\n{COLUMNS}",
            self.date, self.revision
        )?;
        for it in &self.advisories {
            let withdrawn = it.withdrawn.as_deref().unwrap_or_default();
            let (patched, unaffected) = (ranges_text(&it.patched), ranges_text(&it.unaffected));
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{withdrawn}\t{patched}\t{unaffected}\t{}",
                it.id, it.package, it.kind, it.date, it.title
            )?;
        }
        Ok(())
    }
}

impl Snapshot {
    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let header = |key| {
            text.lines()
                .find_map(|line| line.strip_prefix(key))
                .unwrap_or_default()
        };
        let mut advisories = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let advisory = Advisory::parse(line).ok_or_else(|| {
                Failure::new(
                    format!(
                        "The advisory snapshot cannot be read at line {}: {line}",
                        index + 1
                    ),
                    "It is generated: make a new one instead of editing it.",
                )
            })?;
            advisories.push(advisory);
        }
        Ok(Self {
            date: header(DATE).to_owned(),
            revision: header(REVISION).to_owned(),
            advisories,
        })
    }
}

impl Advisory {
    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[
            id,
            package,
            kind,
            date,
            withdrawn,
            patched,
            unaffected,
            title,
        ] = fields.as_slice()
        else {
            return None;
        };
        Some(Self {
            id: id.to_owned(),
            package: package.to_owned(),
            kind: kind.parse().ok()?,
            date: date.to_owned(),
            withdrawn: (!withdrawn.is_empty()).then(|| withdrawn.to_owned()),
            patched: ranges(patched)?,
            unaffected: ranges(unaffected)?,
            title: title.to_owned(),
        })
    }
}

fn ranges(text: &str) -> Option<Vec<VersionReq>> {
    text.split(RANGE_DIVIDER)
        .filter(|range| !range.is_empty())
        .map(|range| range.parse().ok())
        .collect()
}

fn ranges_text(ranges: &[VersionReq]) -> String {
    let texts: Vec<String> = ranges.iter().map(VersionReq::to_string).collect();
    texts.join(&RANGE_DIVIDER.to_string())
}
