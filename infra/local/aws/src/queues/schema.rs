//! The tables of the queues' file.

/// The format that this release writes.
pub(super) const VERSION: i64 = 1;

/// Created where missing. `sequence` is never used twice, so that a receipt handle
/// never comes to mean another message; the index alone answers which message is
/// next and how many there are.
pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS queues (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    name                 TEXT    NOT NULL UNIQUE,
    visibility_timeout_s INTEGER NOT NULL,
    delay_s              INTEGER NOT NULL,
    retention_s          INTEGER NOT NULL,
    receive_wait_s       INTEGER NOT NULL,
    message_bytes        INTEGER NOT NULL,
    max_receive_count    INTEGER,
    dead_letter_queue    TEXT,
    created_ms           INTEGER NOT NULL,
    modified_ms          INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
    sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_id           INTEGER NOT NULL,
    message_id         TEXT    NOT NULL,
    sent_ms            INTEGER NOT NULL,
    visible_ms         INTEGER NOT NULL,
    receive_count      INTEGER NOT NULL,
    first_receive_ms   INTEGER,
    dead_letter_source TEXT,
    attributes         TEXT,
    trace_header       TEXT,
    group_id           TEXT,
    body               TEXT    NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_visibility
    ON messages (queue_id, visible_ms, receive_count);
CREATE TABLE IF NOT EXISTS move_tasks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    source        TEXT    NOT NULL,
    destination   TEXT,
    started_ms    INTEGER NOT NULL,
    to_move       INTEGER NOT NULL,
    moved         INTEGER NOT NULL,
    failure       TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS move_tasks_by_source ON move_tasks (source, id);
";
