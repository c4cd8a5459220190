//! The use cases against the embedded engine in memory, each run as people, providers and queues do.

mod allocation;
mod association;
mod intake;
mod manual;
mod rest;
mod world;
