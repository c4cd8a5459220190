//! What is checked of the programs, apart from how fast they start.

pub mod journey;

pub mod refusals;
pub mod silence;
