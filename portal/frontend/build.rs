//! Builds the live elements into the program that serves them, if they were compiled to wasm before
//! (`cargo run --package tasks -- frontend`). If they were not, there are none, and pages do without.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The wasm is not built into itself.
    if env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|it| it == "wasm32") {
        return;
    }
    let root = folder("CARGO_MANIFEST_DIR");
    let files = root.join("../../target/portal");
    // Cargo takes a folder that is not there for one that changes all the time.
    fs::create_dir_all(&files).expect("the target folder can be written");
    println!("cargo::rerun-if-changed={}", files.display());
    let source = source(&files);
    let to = folder("OUT_DIR").join("files.rs");
    fs::write(to, source).expect("cargo's folder can be written");
}

fn folder(variable: &str) -> PathBuf {
    env::var_os(variable)
        .expect("cargo says where its folders are")
        .into()
}

/// The files as a Rust constant.
fn source(folder: &Path) -> String {
    let mut rows = String::new();
    for kind in ["Script", "Wasm"] {
        let extension = if kind == "Script" { "js" } else { "wasm" };
        let Some(name) = only_file(folder, extension) else {
            // Half of them would be worse than none.
            return "const FILES: &[Asset] = &[];\n".to_owned();
        };
        let path = folder.join(&name);
        let path = path.display();
        writeln!(
            rows,
            "    Asset {{ kind: Kind::{kind}, path: {:?}, plain: include_bytes!({:?}), gzip: include_bytes!({:?}), brotli: include_bytes!({:?}) }},",
            format!("/assets/{name}"),
            path.to_string(),
            format!("{path}.gz"),
            format!("{path}.br"),
        )
        .expect("writing to memory does not fail");
    }
    format!("const FILES: &[Asset] = &[\n{rows}];\n")
}

/// The name of the file with this extension, if there is one, and its compressed forms with it.
fn only_file(folder: &Path, extension: &str) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut names = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let name = names.next()?;
    let is_whole = [".gz", ".br"]
        .iter()
        .all(|ending| folder.join(format!("{name}{ending}")).is_file());
    (names.next().is_none() && is_whole).then_some(name)
}
