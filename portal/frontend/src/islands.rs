//! The live elements, one in each file. Each attaches to what the server wrote between its tags and reads its
//! settings from `data-` attributes there; what it does not find, it does without.

pub mod follow;
pub mod live_preview;
pub mod live_search;
pub mod tick_total;
