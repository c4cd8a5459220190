//! What is printed, and whether all of it is well.

use crate::template::Fault;

/// Every check so far.
#[derive(Debug, Default)]
pub struct Report {
    passed: usize,
    failed: Vec<String>,
}

impl Report {
    /// A heading.
    pub fn heading(&self, text: &str) {
        println!("\n{text}");
    }

    /// One check: what it says where it is well, or why it is not.
    pub fn check(&mut self, what: &str, result: Result<String, Fault>) {
        match result {
            Ok(detail) => {
                self.passed += 1;
                println!("  ok      {what}: {detail}");
            }
            Err(error) => {
                println!("  FAILED  {what}: {error}");
                self.failed.push(what.to_owned());
            }
        }
    }

    /// Ends with the count; whether nothing failed.
    pub fn end(&self) -> bool {
        println!(
            "\nchecks: {} passed, {} failed",
            self.passed,
            self.failed.len()
        );
        for what in &self.failed {
            println!("  {what}");
        }
        self.failed.is_empty()
    }
}

/// That two things are the same.
///
/// # Errors
/// They are not.
pub fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: T,
    expected: T,
) -> Result<(), Fault> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what} is {found:?}, not {expected:?}").into())
}
