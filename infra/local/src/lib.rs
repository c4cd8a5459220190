//! Malipo on one machine: every function, the embedded engine and the clock in one process.
