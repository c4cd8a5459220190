//! `Cargo.lock`: which version of which package the workspace is built from.

use std::fs;
use std::path::Path;

use semver::Version;
use toml::{Table, Value};

use crate::failure::Failure;

/// A dependency that comes from a registry.
#[derive(Debug, PartialEq)]
pub struct LockedPackage {
    /// The name on the registry.
    pub name: String,
    /// The exact version.
    pub version: Version,
}

/// The dependencies in the lock file at `path`, without the workspace's own packages.
pub fn read(path: &Path) -> Result<Vec<LockedPackage>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::new(
            format!("{} cannot be read: {error}", path.display()),
            "`cargo generate-lockfile` makes a new one.",
        )
    })?;
    parse(&text).ok_or_else(|| {
        Failure::new(
            format!("{} is not a lock file as cargo writes it.", path.display()),
            "Take it from version control, then run `cargo check`.",
        )
    })
}

fn parse(text: &str) -> Option<Vec<LockedPackage>> {
    let lock: Table = text.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    packages
        .iter()
        .filter(|package| package.get("source").is_some())
        .map(|package| {
            Some(LockedPackage {
                name: package.get("name").and_then(Value::as_str)?.to_owned(),
                version: package.get("version")?.as_str()?.parse().ok()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspaces_own_packages_are_left_out() {
        let text = r#"
            version = 4
            [[package]]
            name = "billing"
            version = "0.1.0"
            [[package]]
            name = "semver"
            version = "1.0.28"
            source = "registry+index"
        "#;
        let expected = LockedPackage {
            name: "semver".to_owned(),
            version: Version::new(1, 0, 28),
        };
        assert_eq!(parse(text), Some(vec![expected]));
    }
}
