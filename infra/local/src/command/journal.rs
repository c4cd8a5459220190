//! `malipo journal`

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::books::Books;
use crate::console;
use crate::data_folder::DataFolder;
use crate::export::{self, Days};

/// Export the journal of a data folder, also while its host runs.
#[derive(Debug, clap::Args)]
pub(crate) struct Journal {
    /// The data folder.
    #[arg(long, value_name = "DIR", default_value = ".malipo")]
    data: PathBuf,
    /// The form: text that hledger and ledger read, or JSON.
    #[arg(long, value_enum, default_value_t = Format::Hledger)]
    format: Format,
    /// The first day, as in 2026-12-07.
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    to: Option<NaiveDate>,
    /// Where to write it; standard output where it is left out.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Hledger,
    Json,
}

impl Journal {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let books = Books::of(&DataFolder::at(&self.data)).await?;
        let days = Days {
            from: self.from,
            to: self.to,
        };
        let text = match self.format {
            Format::Hledger => export::plain_text(books.store(), days).await?.text,
            Format::Json => export::json(books.store(), days).await?,
        };
        books.close().await?;
        match self.output {
            Some(path) => tokio::fs::write(&path, text).await?,
            None => console::line(text.trim_end()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
