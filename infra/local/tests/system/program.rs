//! The program under test, its data folders, and what it says about them.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use tempfile::TempDir;

/// A data folder; gone with its last owner.
#[derive(Clone)]
pub struct Folder(Arc<TempDir>);

impl Folder {
    pub fn new() -> Self {
        Self(Arc::new(tempfile::tempdir().unwrap()))
    }

    pub fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Where its hosts write their log.
    pub fn log(&self) -> PathBuf {
        self.0.path().join("log")
    }
}

/// What `malipo check` says about a folder.
pub struct Books {
    pub holds: bool,
    pub printed: String,
}

impl Books {
    /// The figure of a row of its table.
    pub fn count(&self, row: &str) -> usize {
        let line = self.printed.lines().find(|line| line.contains(row));
        let cell = line
            .and_then(|line| line.split('|').nth(2))
            .unwrap_or_default();
        cell.trim()
            .parse()
            .unwrap_or_else(|_| panic!("no {row} in {}", self.printed))
    }

    /// Whether every payment got to the end of its way.
    pub fn are_settled(&self) -> bool {
        self.count("not yet looked at") == 0 && self.count("not yet allocated") == 0
    }
}

pub fn check(folder: &Folder, arguments: &[&str]) -> Books {
    let output = malipo()
        .arg("check")
        .arg("--data")
        .arg(folder.data())
        .args(arguments)
        .output();
    let output = output.unwrap();
    Books {
        holds: output.status.success(),
        printed: printed(&output),
    }
}

/// The program of this crate.
pub fn malipo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_malipo"));
    for name in [
        "MALIPO_API_KEY",
        "MALIPO_HOOK_TOKEN",
        "MALIPO_HOOK_TOKENS",
        "MALIPO_CLOCK",
        "MALIPO_SHORTCODE",
        "MALIPO_PROVIDER_NAME",
        "MALIPO_PUBLIC_URL",
        "MALIPO_MPESA_URL",
        "MALIPO_MPESA_CONSUMER_KEY",
        "MALIPO_MPESA_CONSUMER_SECRET",
        "MALIPO_MPESA_PASSKEY",
        "MALIPO_MPESA_STORE_NUMBER",
        "MALIPO_MPESA_INITIATOR",
        "MALIPO_MPESA_SECURITY_CREDENTIAL",
        "MALIPO_MPESA_PULL_NUMBER",
        "MALIPO_MPESA_LINES",
        "MALIPO_HOOK_SOURCES",
        "MALIPO_UNVERIFIED_ABOVE",
        "MALIPO_MAIL_FROM",
        "MALIPO_MAIL_REPLY_TO",
        "MALIPO_SMS_URL",
        "MALIPO_SMS_API_KEY",
        "MALIPO_SMS_PARTNER_ID",
        "MALIPO_SMS_SENDER_ID",
    ] {
        command.env_remove(name);
    }
    command
}

/// Both of what it wrote.
pub fn printed(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    format!("{out}{}", String::from_utf8_lossy(&output.stderr))
}
