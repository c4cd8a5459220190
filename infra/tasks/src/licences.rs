//! Licences: every dependency's SPDX expression must be satisfiable with the licences we accept.

use std::fs;

use serde_json::Value;
use spdx::{Expression, ParseMode};
use toml::Table;

use crate::cargo;
use crate::failure::Failure;

const POLICY: &str = "infra/licences.toml";

/// What `infra/licences.toml` says.
struct Policy {
    accepted: Vec<String>,
    exceptions: Vec<Exception>,
}

/// A licence that one named package may have, with the reason.
struct Exception {
    package: String,
    licence: String,
}

/// Checks every package that the workspace can be built from, on any platform.
pub fn check() -> Result<(), Failure> {
    let path = cargo::workspace_root().join(POLICY);
    let text = fs::read_to_string(&path).map_err(|error| {
        Failure::new(
            format!("{POLICY} cannot be read: {error}"),
            "Take it from version control.",
        )
    })?;
    let policy = Policy::parse(&text)?;
    let metadata = cargo::metadata()?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let packages: Vec<&Value> = packages
        .into_iter()
        .flatten()
        .filter(|package| {
            package
                .get("source")
                .is_some_and(|source| !source.is_null())
        })
        .collect();

    let problems: Vec<String> = packages
        .iter()
        .filter_map(|it| policy.problem_with(it))
        .collect();
    for exception in &policy.exceptions {
        if !packages
            .iter()
            .any(|it| text_of(it, "name") == exception.package)
        {
            println!(
                "{POLICY}: `{}` is no longer a dependency; remove its exception.",
                exception.package
            );
        }
    }
    if problems.is_empty() {
        println!(
            "{} dependencies, all under accepted licences.",
            packages.len()
        );
        return Ok(());
    }
    Err(Failure::new(
        problems.join("\n"),
        format!(
            "`cargo tree --target all --invert PACKAGE` shows what brings a package in. Do without it, \
             or read its licence and name it in {POLICY} with the reason."
        ),
    ))
}

impl Policy {
    fn parse(text: &str) -> Result<Self, Failure> {
        let broken = |what: &str| {
            Failure::new(
                format!("{POLICY}: {what}"),
                "See the comments in that file.",
            )
        };
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| broken(&error.to_string()))?;
        let accepted = table.get("accepted").and_then(toml::Value::as_array);
        let accepted: Vec<String> = accepted
            .into_iter()
            .flatten()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect();
        let mut exceptions = Vec::new();
        for entry in table
            .get("exception")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
        {
            let text = |key| {
                entry
                    .get(key)
                    .and_then(toml::Value::as_str)
                    .filter(|it| !it.is_empty())
            };
            let (Some(package), Some(licence), Some(_)) =
                (text("package"), text("licence"), text("reason"))
            else {
                return Err(broken(
                    "every exception needs `package`, `licence` and `reason`",
                ));
            };
            exceptions.push(Exception {
                package: package.to_owned(),
                licence: licence.to_owned(),
            });
        }
        Ok(Self {
            accepted,
            exceptions,
        })
    }

    fn problem_with(&self, package: &Value) -> Option<String> {
        let name = text_of(package, "name");
        let label = format!("{name} {}", text_of(package, "version"));
        let exceptions: Vec<&str> = self
            .exceptions
            .iter()
            .filter(|it| it.package == name)
            .map(|it| it.licence.as_str())
            .collect();
        let declared = text_of(package, "license");
        if declared.is_empty() {
            // A licence file only: somebody has read it and wrote its name into an exception.
            let file = text_of(package, "license_file");
            let unread = exceptions.is_empty();
            return unread.then(|| format!("{label} declares no licence (licence file: {file:?})"));
        }
        // `MIT/Apache-2.0` is how older packages write `MIT OR Apache-2.0`.
        let Ok(expression) = Expression::parse_mode(declared, ParseMode::LAX) else {
            return Some(format!(
                "{label} declares {declared:?}, which is not an SPDX expression"
            ));
        };
        let acceptable = expression.evaluate(|requirement| {
            let licence = requirement.to_string();
            self.accepted.contains(&licence) || exceptions.contains(&licence.as_str())
        });
        (!acceptable).then(|| format!("{label} is under {declared}, which is not accepted"))
    }
}

fn text_of<'a>(package: &'a Value, key: &str) -> &'a str {
    package.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const POLICY: &str = r#"
        accepted = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "ISC"]
        [[exception]]
        package = "weak-copyleft"
        licence = "MPL-2.0"
        reason = "used unchanged"
        [[exception]]
        package = "file-only"
        licence = "ISC"
        reason = "read"
    "#;

    fn problem(name: &str, license: Option<&str>) -> Option<String> {
        let policy = Policy::parse(POLICY).unwrap();
        policy.problem_with(&json!({ "name": name, "version": "1.0.0", "license": license }))
    }

    #[test]
    fn a_choice_is_acceptable_when_one_side_is() {
        for expression in [
            "MIT OR GPL-3.0-only",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        ] {
            assert_eq!(problem("any", Some(expression)), None, "{expression}");
        }
    }

    #[test]
    fn a_combination_is_acceptable_only_when_all_of_it_is() {
        assert_eq!(problem("any", Some("MIT AND ISC")), None);
        assert!(problem("any", Some("MIT AND OpenSSL")).is_some());
    }

    #[test]
    fn an_exception_holds_for_its_own_package_alone() {
        assert_eq!(problem("weak-copyleft", Some("MPL-2.0")), None);
        assert!(problem("another", Some("MPL-2.0")).is_some());
    }

    #[test]
    fn a_package_without_a_licence_is_named_unless_somebody_read_its_file() {
        assert!(
            problem("unlicensed", None)
                .unwrap()
                .contains("unlicensed 1.0.0")
        );
        assert_eq!(problem("file-only", None), None);
    }

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        assert!(Policy::parse("[[exception]]\npackage = \"a\"\nlicence = \"MPL-2.0\"").is_err());
    }
}
