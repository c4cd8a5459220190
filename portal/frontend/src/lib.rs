//! The live elements of the portal: what makes a page quicker where a browser can run it.
//!
//! It owns what happens in a browser between two pages. It must not know what a page is about: it gets HTML from
//! the server, shows it where it belongs, and counts. A page is whole without it, and no rule is decided here.
//!
//! The same source is compiled twice: for the server, which writes the elements into a page, and to wasm
//! (`cargo run --package tasks -- frontend`), which attaches to what the server wrote.

pub mod islands;

pub mod find;
pub mod fragment;

mod cents;
mod pace;

mod browser;

#[cfg(not(target_arch = "wasm32"))]
pub mod assets;
#[cfg(target_arch = "wasm32")]
mod start;
