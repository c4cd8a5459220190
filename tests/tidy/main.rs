//! House rules that no lint knows, as tests over the tree.
//!
//! Reads sources as lines, not as syntax: `cargo fmt --check` has already made sure that an item
//! ends with a brace in the column where it began.

mod calls;
mod dependencies;
mod documents;
mod sources;
mod targets;
mod template;

mod finding;
mod rust_code;
mod tree;
