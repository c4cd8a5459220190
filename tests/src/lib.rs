//! Black-box and cross-crate checks.
