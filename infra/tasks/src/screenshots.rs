//! Pictures of the main pages, for those who read before they try.
//!
//! The host's clock stands at the same morning each time and its sample is always the same, so that a picture changes
//! only when its page does.

use crate::cargo;
use crate::failure::Failure;
use crate::{browser, frontend, machine, node};

/// From the folder of the browser's tests.
const PROGRAM: &str = "screenshots.mjs";

/// Takes them anew into `portal/pictures`.
pub fn take() -> Result<(), Failure> {
    machine::require_c_compiler()?;
    browser::install_tools()?;
    frontend::build_if_possible();
    let host = cargo::program("malipo")?;
    node::run(browser::FOLDER, PROGRAM, &host)
}
