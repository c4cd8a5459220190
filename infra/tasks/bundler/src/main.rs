//! Turns the live elements, compiled to wasm, into the files that a page loads: bindings and loader as one script,
//! the wasm made small, both named after what is in them and compressed once.
//!
//! It owns the form of these files. It knows nothing of what the elements do, and decides nothing about when to run.

#![expect(
    clippy::print_stdout,
    reason = "a command line talks on standard output"
)]

mod bindings;
mod files;
mod smaller;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindings::Bindings;
use files::File;

const USAGE: &str = "\
Usage: bundler --wasm FILE --loader FILE --into FOLDER [--wasm-opt SCRIPT]
  --wasm      the live elements as the compiler left them
  --loader    the script that attaches them to a page; it is added to the bindings
  --into      where the files go; what else is there is removed
  --wasm-opt  Binaryen's wasm-opt for Node, which makes the wasm smaller
";

/// What the loader calls the wasm, before that has a name of its own.
const WASM_IN_LOADER: &str = "\"islands.wasm\"";

/// Why there are no files.
#[derive(Debug, thiserror::Error)]
enum BundleError {
    #[error("{0}\n{USAGE}")]
    Usage(String),
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("wasm-bindgen refuses the wasm: {0}")]
    Bindings(String),
    #[error("wasm-opt failed: {0}")]
    Smaller(String),
    #[error("the loader does not name {WASM_IN_LOADER} exactly once")]
    Loader,
}

struct Options {
    wasm: PathBuf,
    loader: PathBuf,
    into: PathBuf,
    wasm_opt: Option<PathBuf>,
}

fn main() -> ExitCode {
    match options(env::args().skip(1)).and_then(|options| bundle(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options, BundleError> {
    let (mut wasm, mut loader, mut into, mut wasm_opt) = (None, None, None, None);
    let mut rest = arguments;
    while let Some(name) = rest.next() {
        let option = match name.as_str() {
            "--wasm" => &mut wasm,
            "--loader" => &mut loader,
            "--into" => &mut into,
            "--wasm-opt" => &mut wasm_opt,
            _ => return Err(BundleError::Usage(format!("{name:?} is unknown"))),
        };
        let value = rest.next();
        *option = Some(value.ok_or_else(|| BundleError::Usage(format!("{name} needs a value")))?);
    }
    let needed = |value: Option<String>, name: &str| {
        let value = value.map(PathBuf::from);
        value.ok_or_else(|| BundleError::Usage(format!("{name} is missing")))
    };
    Ok(Options {
        wasm: needed(wasm, "--wasm")?,
        loader: needed(loader, "--loader")?,
        into: needed(into, "--into")?,
        wasm_opt: wasm_opt.map(PathBuf::from),
    })
}

fn bundle(options: &Options) -> Result<(), BundleError> {
    let Bindings { script, mut wasm } = bindings::make(&options.wasm)?;
    if let Some(wasm_opt) = &options.wasm_opt {
        wasm = smaller::smaller(&wasm, wasm_opt, &options.into)?;
    }
    let loader = fs::read_to_string(&options.loader).map_err(at(&options.loader))?;
    if loader.matches(WASM_IN_LOADER).count() != 1 {
        return Err(BundleError::Loader);
    }
    let wasm = File::named_after_content("wasm", wasm);
    let loader = loader.replace(WASM_IN_LOADER, &format!("{:?}", wasm.name));
    let script = File::named_after_content("js", format!("{script}\n{loader}").into_bytes());
    let sizes = files::write(&[script, wasm], &options.into)?;
    print!("{sizes}");
    Ok(())
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BundleError {
    let path = path.to_path_buf();
    move |error| BundleError::File { path, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, BundleError> {
        options(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn what_is_needed_must_be_said_and_wasm_opt_need_not() {
        let options = parse("--wasm a.wasm --loader l.js --into target/portal").unwrap();
        assert_eq!(options.wasm, Path::new("a.wasm"));
        assert_eq!(options.wasm_opt, None);
        for line in [
            "",
            "--wasm a.wasm --into b",
            "--wasm",
            "--wasm a --loader l --into b --quick",
        ] {
            let refused = parse(line).err().map(|error| error.to_string());
            assert!(refused.is_some_and(|it| it.contains("Usage:")), "{line}");
        }
    }
}
