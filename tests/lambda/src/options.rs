//! What the check is told on its command line. `cargo run --package tasks -- lambda` says it all.

use std::path::PathBuf;

use crate::template::Fault;

/// What there is to check, and with what.
#[derive(Debug, Default)]
pub struct Options {
    /// The template, after SAM's translator.
    pub template: PathBuf,
    /// The folder with one folder for each function and, beside it, its zip.
    pub programs: PathBuf,
    /// Resource of the template, and name of the folder.
    pub functions: Vec<(String, String)>,
    /// A Python with `boto3` and `awslambdaric`.
    pub python: PathBuf,
    /// The folder of the Python function.
    pub handler: PathBuf,
    /// The callbacks function for arm64, where it is to be tried too.
    pub arm64: Option<PathBuf>,
}

impl Options {
    /// Reads them.
    ///
    /// # Errors
    /// One is unknown or missing.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let mut options = Self::default();
        let mut arguments = arguments;
        while let Some(option) = arguments.next() {
            let value = arguments
                .next()
                .ok_or_else(|| format!("{option} needs a value"))?;
            match option.as_str() {
                "--template" => options.template = value.into(),
                "--programs" => options.programs = value.into(),
                "--python" => options.python = value.into(),
                "--handler" => options.handler = value.into(),
                "--arm64" => options.arm64 = Some(value.into()),
                "--function" => {
                    let (resource, name) = value
                        .split_once('=')
                        .ok_or("as in --function CallbacksFunction=callbacks")?;
                    options
                        .functions
                        .push((resource.to_owned(), name.to_owned()));
                }
                _ => return Err(format!("what is {option}?").into()),
            }
        }
        let paths = [
            &options.template,
            &options.programs,
            &options.python,
            &options.handler,
        ];
        if options.functions.is_empty() || paths.iter().any(|it| it.as_os_str().is_empty()) {
            return Err(
                "--template, --programs, --python, --handler and --function are needed".into(),
            );
        }
        Ok(options)
    }
}
