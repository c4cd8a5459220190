//! Dispatches again what a crash left behind.
