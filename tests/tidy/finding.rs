//! What a rule found, told so that one can go there and mend it.

use std::fmt;

/// A place that breaks a rule.
#[derive(Debug, PartialEq)]
pub struct Finding {
    /// Relative to the root of the workspace.
    pub path: String,
    /// Counted from 1; 0 when the whole file or folder is meant.
    pub line: usize,
    /// What is there.
    pub what: String,
}

impl Finding {
    /// A finding in one line of a file.
    pub fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }

    /// A finding about a whole file or folder.
    pub fn about(path: &str, what: impl Into<String>) -> Self {
        Self::at(path, 0, what)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.what),
            line => write!(out, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// Fails with every finding and what to do about them.
pub fn assert_none(findings: Vec<Finding>, remedy: &str) {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(lines.is_empty(), "\n{}\n→ {remedy}\n", lines.join("\n"));
}
