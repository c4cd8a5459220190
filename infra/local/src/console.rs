//! What a person reads on standard output. It must not be used for the log, which goes to standard
//! error.

use std::fmt::Display;
use std::io::Write;
use std::time::Instant;

/// Writes a line and hands it over at once. Nobody may be reading any more: that is no error.
pub fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// Replaces the line that the cursor is on, for a figure that grows; nothing where no person looks.
pub fn progress(text: impl Display) {
    use std::io::IsTerminal;

    let mut out = std::io::stdout().lock();
    if out.is_terminal() {
        let _ = write!(out, "\r\x1b[K{text}");
        let _ = out.flush();
    }
}

/// Measures the steps of something that takes a while, and tells each when it is done.
#[derive(Debug)]
pub struct Steps {
    began: Instant,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            began: Instant::now(),
        }
    }
}

impl Steps {
    /// What was done since the last one.
    pub fn done(&mut self, what: impl Display) {
        let took_ms = self.began.elapsed().as_millis();
        line(format!("  {what} ({took_ms} ms)"));
        self.began = Instant::now();
    }
}
