//! The tables of the mailbox's file.

/// The format that this release writes.
pub(super) const VERSION: i64 = 1;

/// Created where missing. Lists are JSON, for they are only ever shown whole.
pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS letters (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT    NOT NULL UNIQUE,
    sent_ms  INTEGER NOT NULL,
    channel  TEXT    NOT NULL,
    sender   TEXT    NOT NULL,
    receivers TEXT   NOT NULL,
    subject  TEXT    NOT NULL,
    text     TEXT,
    html     TEXT,
    headers  TEXT    NOT NULL
) STRICT;
";
