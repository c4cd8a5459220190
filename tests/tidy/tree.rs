//! The files of the workspace, without what builds and runs leave behind.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// What a build, a package manager or a run of Malipo makes. None of it is ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "pkg"];

/// A text file.
pub struct File {
    /// Relative to the root, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The folder of the root `Cargo.toml`.
///
/// Asked of cargo at run time: two clones that share a target folder share this program.
pub fn root() -> PathBuf {
    let tests =
        env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&tests)
        .parent()
        .expect("tests is in the root")
        .to_path_buf()
}

/// The text of one file, or nothing when there is none.
pub fn text_of(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// The names in a folder, sorted.
pub fn names_in(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join(folder))
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Every file with one of these extensions, sorted by path.
pub fn files_with(extensions: &[&str]) -> Vec<File> {
    let mut files = Vec::new();
    collect(&root(), "", extensions, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(
        !files.is_empty(),
        "no files with {extensions:?}: is the tree here?"
    );
    files
}

/// Every Rust source file.
pub fn rust_files() -> Vec<File> {
    files_with(&["rs"])
}

fn collect(folder: &Path, prefix: &str, extensions: &[&str], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        let relative = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{relative}/"), extensions, files);
        } else if extensions
            .iter()
            .any(|it| path.extension().is_some_and(|own| own == *it))
        {
            let text =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{relative}: {error}"));
            files.push(File {
                path: relative,
                text,
            });
        }
    }
}
