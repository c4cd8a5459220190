//! The CloudFormation template: what can be found out about it without an AWS account.
//!
//! `cfn-lint` reads it as it is, and then what SAM's own translator makes of it: only the second shows a
//! misspelt event, a route that exists twice, or an action that no service has. Last comes `sam validate --lint`, which an
//! administrator would run: it also reads `samconfig.toml`.

use std::path::Path;

use crate::failure::Failure;
use crate::python::{self, Environment};

const TEMPLATE: &str = "infra/template.yaml";

const TOOLS: Environment = Environment {
    folder: ".tools/template",
    // SAM's program wants these very versions of the other two, so all three go together.
    packages: &[
        "aws-sam-cli==1.170.0",
        "aws-sam-translator==1.115.0",
        "cfn-lint==1.58.0",
    ],
};

/// Also what is only worth knowing is a finding.
const CHECKS: &[&str] = &["--include-checks", "I"];

/// No finding: that the default, deletion, is not said of every queue and log group. The template says what has to stay.
const UNSAID_DELETION: &str = "I3011";

/// No finding in what SAM makes: it asks for the condition of a function twice on the way to each of its routes.
const CONDITION_ASKED_AGAIN: &str = "W1028";

/// Every service must exist where `samconfig.toml` deploys to, and in Cape Town, the region nearest to Kenya.
const REGIONS: &[&str] = &["--regions", "eu-west-1", "af-south-1"];

/// What the program `cfn-lint` does. As a program it would break when the folder is moved.
const LINT: &str = "import sys; from cfnlint.runner import main; sys.exit(main())";

const EXPAND: &str = include_str!("template/expand.py");

/// Lints the template and what becomes of it.
pub fn check() -> Result<(), Failure> {
    install_tools()?;
    lint(Path::new(TEMPLATE), &[UNSAID_DELETION], "Mend them there.")?;
    let expanded = TOOLS.path().join("expanded.json");
    expand(&expanded)?;
    lint(
        &expanded,
        &[UNSAID_DELETION, CONDITION_ASKED_AGAIN],
        "They are about what SAM makes of infra/template.yaml: look there for the resource or the property.",
    )?;
    validate()?;
    println!(
        "No findings, neither in {TEMPLATE} nor in what SAM makes of it, nor by `sam validate`."
    );
    Ok(())
}

/// What `sam validate --lint` says at the root of the workspace, of the stack that is deployed without further words.
fn validate() -> Result<(), Failure> {
    let mut sam = TOOLS.python();
    sam.args([
        "-m",
        "samcli",
        "validate",
        "--lint",
        "--region",
        "eu-west-1",
    ]);
    // It says nothing to anybody, asks nobody for a newer version or for credentials, and keeps its own notes with us.
    sam.env("SAM_CLI_TELEMETRY", "0");
    sam.env("AWS_EC2_METADATA_DISABLED", "true");
    sam.env("__SAM_CLI_APP_DIR", TOOLS.path().join("sam"));
    let output = TOOLS.output(&mut sam)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "`sam validate --lint` has findings.\n{}",
            python::text(&output)
        ),
        format!("Mend them in {TEMPLATE} or in samconfig.toml."),
    ))
}

/// Installs what the check needs, unless it is there.
pub fn install_tools() -> Result<(), Failure> {
    TOOLS.install()
}

fn lint(file: &Path, ignored: &[&str], remedy: &str) -> Result<(), Failure> {
    let mut lint = TOOLS.python();
    lint.args(["-c", LINT]).args(CHECKS).args(REGIONS);
    lint.arg("--ignore-checks").args(ignored);
    let output = TOOLS.output(lint.arg("--template").arg(file))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("cfn-lint has findings.\n{}", python::text(&output)),
        remedy,
    ))
}

/// Writes what SAM makes of the template.
pub fn expand(to: &Path) -> Result<(), Failure> {
    let mut translate = TOOLS.python();
    // The translator wants a region; the result is the same for all of ours.
    translate.env("AWS_DEFAULT_REGION", "eu-west-1");
    let output = TOOLS.output(translate.args(["-c", EXPAND, TEMPLATE]).arg(to))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("SAM refuses {TEMPLATE}.\n{}", python::text(&output)),
        "Mend it there; the SAM specification describes every resource and event.",
    ))
}
