//! Receives what payment providers report.
