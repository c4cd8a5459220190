//! Pictures for those who look rather than read, drawn by the server, each with its numbers in a table below.
//!
//! A chart is as wide as its place: across, everything is in per cent, so that letters keep their size on a small
//! screen. It has classes and no style of its own. Colours come with patterns or words, never alone.

pub mod stacked_days;

pub mod bars;
pub mod days_bars;

pub mod picture;
mod scale;
mod tones;

#[cfg(test)]
mod tests;
