//! The live elements of the portal: compiled to wasm and made into the files that the portal's program takes in.
//!
//! Made again only when something that goes into them changed, so that nothing is built anew without need.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cargo;
use crate::failure::Failure;
use crate::machine;
use crate::node::Packages;

const TOOLS: Packages = Packages {
    folder: ".tools/frontend",
    packages: &["binaryen@132.0.0"],
};

/// In the folder of the tools. It makes the wasm smaller by a tenth, and by three hundredths where it is compressed.
const WASM_OPT: &str = "node_modules/binaryen/bin/wasm-opt";

/// From the root: where the build script of `portal-frontend` looks.
const FILES: &str = "target/portal";

/// From the root: what the files were made of. Not among them, since those are built in.
const MADE_OF: &str = "target/portal.inputs";

const LOADER: &str = "portal/frontend/loader.js";
const BUNDLER: &str = "infra/tasks/bundler/src";

const COMPILE: &[&str] = &[
    "rustc",
    "--package",
    "portal-frontend",
    "--lib",
    "--crate-type",
    "cdylib",
    "--profile",
    "wasm-release",
    "--target",
    machine::WASM,
    "--message-format=json-render-diagnostics",
];

/// Makes the files, as small as they can be.
pub fn build() -> Result<(), Failure> {
    machine::install_wasm_target()?;
    install_tools()?;
    make(Some(&TOOLS.path().join(WASM_OPT)))
}

/// Makes the files as well as it goes here. Where it does not, the portal does without them.
pub fn build_if_possible() {
    let tools = install_tools();
    if let Err(failure) = &tools {
        println!("The live elements are not made as small as they could be.\n{failure}");
    }
    let wasm_opt = tools.is_ok().then(|| TOOLS.path().join(WASM_OPT));
    let made = machine::install_wasm_target().and_then(|()| make(wasm_opt.as_deref()));
    if let Err(failure) = made {
        println!("Going without live elements; every page works all the same.\n{failure}");
    }
}

/// Installs what makes wasm smaller, unless it is there.
pub fn install_tools() -> Result<(), Failure> {
    TOOLS.install()
}

fn make(wasm_opt: Option<&Path>) -> Result<(), Failure> {
    let root = cargo::workspace_root();
    let wasm = compile()?;
    let inputs = inputs(&root, &wasm, wasm_opt.is_some())?;
    let (files, made_of) = (root.join(FILES), root.join(MADE_OF));
    let made = fs::read_to_string(&made_of);
    if made.is_ok_and(|made| made == record(inputs, &files)) {
        println!("The live elements in {FILES} are made of just this.");
        return Ok(());
    }
    let loader = root.join(LOADER);
    let mut bundle = vec!["run", "--package", "bundler", "--"];
    let wasm_opt = wasm_opt.map(texts).transpose()?;
    let paths = [texts(&wasm)?, texts(&loader)?, texts(&files)?];
    bundle.extend([
        "--wasm", &paths[0], "--loader", &paths[1], "--into", &paths[2],
    ]);
    if let Some(wasm_opt) = &wasm_opt {
        bundle.extend(["--wasm-opt", wasm_opt]);
    }
    cargo::run(&bundle, &[])?;
    fs::write(&made_of, record(inputs, &files)).map_err(|error| {
        Failure::new(
            format!("{MADE_OF} cannot be written: {error}"),
            "Is the disk full?",
        )
    })
}

/// Compiles the live elements; where nothing changed, cargo does nothing.
fn compile() -> Result<PathBuf, Failure> {
    let messages = cargo::output(COMPILE)?;
    String::from_utf8_lossy(&messages)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find_map(|message| wasm_of(&message))
        .ok_or_else(|| {
            Failure::new(
                "cargo did not say where the wasm is.",
                "Was `portal-frontend` renamed?",
            )
        })
}

/// The wasm in cargo's message that it made ours; some dependencies make one too.
fn wasm_of(message: &Value) -> Option<PathBuf> {
    if message.get("target")?.get("name")? != "portal_frontend" {
        return None;
    }
    let files = message.get("filenames")?.as_array()?.iter();
    files
        .filter_map(Value::as_str)
        .find(|path| path.ends_with(".wasm"))
        .map(PathBuf::from)
}

/// What goes into the files, as a number.
fn inputs(root: &Path, wasm: &Path, smaller: bool) -> Result<u64, Failure> {
    let mut hasher = DefaultHasher::new();
    (smaller, TOOLS.packages).hash(&mut hasher);
    let mut paths = vec![wasm.to_path_buf(), root.join(LOADER)];
    let mut sources = in_folder(&root.join(BUNDLER));
    sources.sort();
    paths.extend(sources);
    for path in paths {
        let content = fs::read(&path).map_err(|error| {
            Failure::new(
                format!("{} cannot be read: {error}", path.display()),
                "Take it from version control, or build again.",
            )
        })?;
        content.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// What is written down about the files: what they were made of, and their names, so that a missing one is missed.
fn record(inputs: u64, files: &Path) -> String {
    let mut names: Vec<String> = in_folder(files)
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    format!("{inputs:016x}\n{}\n", names.join("\n"))
}

fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn texts(path: impl AsRef<Path>) -> Result<String, Failure> {
    let path = path.as_ref();
    path.to_str().map(str::to_owned).ok_or_else(|| {
        Failure::new(
            format!("{} is not valid UTF-8.", path.display()),
            "Move the workspace to a folder whose name is.",
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_wasm_is_found_among_what_cargo_made() {
        let made =
            |name: &str, file: &str| json!({ "target": { "name": name }, "filenames": [file] });
        let table = [
            (
                made("portal_frontend", "/t/portal_frontend.wasm"),
                Some("/t/portal_frontend.wasm"),
            ),
            (made("portal_frontend", "/t/libportal_frontend.rlib"), None),
            (made("wasm_streams", "/t/wasm_streams.wasm"), None),
            (json!({ "reason": "build-finished", "success": true }), None),
        ];
        for (message, wasm) in table {
            assert_eq!(wasm_of(&message), wasm.map(PathBuf::from), "{message}");
        }
    }

    #[test]
    fn a_file_that_went_missing_or_other_inputs_are_noticed() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let record_of_sources = record(1, &here.join("src"));
        assert!(record_of_sources.contains("\nfrontend.rs\n"));
        assert_ne!(record_of_sources, record(2, &here.join("src")));
        assert_ne!(record_of_sources, record(1, &here.join("nowhere")));
    }
}
