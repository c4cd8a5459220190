//! What went wrong, and what the person in front of the terminal can do about it.

use std::fmt;

/// A failed task or check. Always says what to do next.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong, in one or more lines.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Failure {
    /// A failure and its remedy.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n→ {}", self.what, self.remedy.trim_end())
    }
}
