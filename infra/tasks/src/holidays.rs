//! The holidays that we compute, held against PyPI's `holidays`, which other people keep.
//!
//! Every difference has to be listed with its reason in `holidays/known.tsv`, and every one that is listed
//! has to be there: neither calendar can change unseen.

mod comparison;

use std::process::{Command, Stdio};

use crate::cargo;
use crate::failure::Failure;
use crate::python::{self, Environment};

use comparison::{Comparison, Days};

/// The first and the last year that are compared.
const YEARS: [&str; 2] = ["2020", "2030"];

const TOOLS: Environment = Environment {
    folder: ".tools/holidays",
    // The last one for Python 3.10.
    packages: &["holidays==0.107"],
};

const LIST: &str = include_str!("holidays/list.py");

const KNOWN: &str = include_str!("holidays/known.tsv");

/// Installs what the check needs, unless it is there.
pub fn install_tools() -> Result<(), Failure> {
    TOOLS.install()
}

/// Compares the two calendars and tells every difference.
pub fn check() -> Result<(), Failure> {
    install_tools()?;
    let (ours, theirs) = (ours()?, theirs()?);
    let known = comparison::known(KNOWN).ok_or_else(|| {
        Failure::new(
            "infra/tasks/src/holidays/known.tsv is not as its first lines say.",
            "Four columns with a tab between them, each day once.",
        )
    })?;
    let comparison = Comparison::of(&ours, &theirs, &known);
    println!("{comparison}");
    if comparison.is_explained() {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "The calendars differ where infra/tasks/src/holidays/known.tsv does not say why.\n{}",
            comparison.unexplained()
        ),
        "Find out which one is right. Mend `billing::holidays`, or say in known.tsv why they differ.",
    ))
}

fn ours() -> Result<Days, Failure> {
    let [from, to] = YEARS;
    let mut malipo = Command::new(cargo::program("malipo")?);
    malipo.args(["holidays", "--from", from, "--to", to, "--format", "tsv"]);
    let remedy = "Mend infra/local/src/command/holidays.rs.";
    let output = malipo
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("{malipo:?} did not start: {error}"), remedy))?;
    if !output.status.success() {
        let what = format!("{malipo:?} failed.\n{}", python::text(&output));
        return Err(Failure::new(what, remedy));
    }
    comparison::days(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| {
        let what = "`malipo holidays --format tsv` does not print date, kind and name.";
        Failure::new(what, remedy)
    })
}

fn theirs() -> Result<Days, Failure> {
    let mut list = TOOLS.python();
    let output = TOOLS.output(list.args(["-c", LIST]).args(YEARS))?;
    let remedy = format!(
        "Delete {}, then start again: it is installed anew.",
        TOOLS.folder
    );
    if !output.status.success() {
        let what = format!(
            "The other calendar does not answer.\n{}",
            python::text(&output)
        );
        return Err(Failure::new(what, remedy));
    }
    comparison::days(&String::from_utf8_lossy(&output.stdout))
        .ok_or_else(|| Failure::new("The other calendar does not print date and name.", remedy))
}
