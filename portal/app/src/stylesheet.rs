//! The one stylesheet, built into the program and named after its content, so that it can be cached for ever.

#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// Tokens first; the rest uses tokens only.
pub const STYLESHEET: &str = concat!(
    include_str!("style/tokens.css"),
    include_str!("style/base.css"),
    include_str!("style/parts.css"),
    include_str!("style/charts.css"),
    include_str!("style/pages.css"),
);

/// Where the stylesheet is served: another content has another address.
pub static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    STYLESHEET.hash(&mut hasher);
    format!("/assets/{:016x}.css", hasher.finish())
});
