//! The files that a page with live elements loads, built into the program, with their compressed forms.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The ES module that a page names.
    Script,
    /// What that module loads.
    Wasm,
}

/// A file whose name changes with its content, so that it can be cached for ever.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// What it is.
    pub kind: Kind,
    /// Where it is served.
    pub path: &'static str,
    /// As it is.
    pub plain: &'static [u8],
    /// Compressed for every browser.
    pub gzip: &'static [u8],
    /// Compressed better, for browsers that know it.
    pub brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// All of them: none where the live elements were not compiled before this program was.
#[must_use]
pub fn all() -> &'static [Asset] {
    FILES
}

/// Where the script is that a page with live elements names, if there is one.
#[must_use]
pub fn script_path() -> Option<&'static str> {
    path(Kind::Script)
}

/// Where the wasm is that the script loads, so that a browser can begin to load it at once.
#[must_use]
pub fn wasm_path() -> Option<&'static str> {
    path(Kind::Wasm)
}

fn path(kind: Kind) -> Option<&'static str> {
    let mut files = all().iter();
    files.find(|file| file.kind == kind).map(|file| file.path)
}
