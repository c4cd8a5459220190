//! `malipo units`

use std::error::Error;
use std::process::ExitCode;

use comfy_table::{CellAlignment, Table, presets};

use crate::console;
use crate::due_units::{self, DueUnits, PAGE_INSTALMENTS};
use crate::units::{self, Step};

/// Instalments between two lines that tell how far it is.
const PROGRESS_INSTALMENTS: usize = 100_000;

/// Measure what each step of a payment's way costs in DynamoDB request units.
///
/// Runs on an engine of its own, touches no data, and fails where a budget is broken.
#[derive(Debug, clap::Args)]
pub(crate) struct Units {
    /// Measure instead what a page of due dates costs among so many instalments; a million take minutes.
    #[arg(long, value_name = "N")]
    instalments: Option<usize>,
}

impl Units {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        if let Some(instalments) = self.instalments {
            return due_dates(instalments).await;
        }
        let steps = units::measure().await?;
        console::line(table(&steps));
        if steps.iter().all(Step::is_within_budget) {
            console::line("Every budget is kept.");
            return Ok(ExitCode::SUCCESS);
        }
        console::line("A budget is broken.");
        Ok(ExitCode::FAILURE)
    }
}

/// Each size that is ten times smaller is measured too, so that the figures can be compared.
async fn due_dates(instalments: usize) -> Result<ExitCode, Box<dyn Error>> {
    let mut measured = Vec::new();
    for size in [instalments / 100, instalments / 10, instalments] {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("due.db");
        let mut told = 0;
        let progress = |done: usize| {
            if done >= told + PROGRESS_INSTALMENTS {
                told = done;
                console::line(format!("{done} of {size} instalments written"));
            }
        };
        measured.push(due_units::measure(size, Some(&file), progress).await?);
    }
    console::line(due_table(&measured));
    Ok(ExitCode::SUCCESS)
}

fn table(steps: &[Step]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["step", "write units", "budget", "read units", "calls", ""]);
    for step in steps {
        let verdict = if step.is_within_budget() { "" } else { "over" };
        table.add_row([
            step.name.to_owned(),
            step.units.write.to_string(),
            step.budget
                .map_or_else(String::new, |budget| format!("≤ {budget}")),
            step.units.read.to_string(),
            step.units.calls.to_string(),
            verdict.to_owned(),
        ]);
    }
    right_aligned(table)
}

fn due_table(measured: &[DueUnits]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    let page = format!("read units of {PAGE_INSTALMENTS}: an ordinary day");
    table.set_header([
        "instalments",
        "on one day",
        &page,
        "the busiest day",
        "the middle of it",
    ]);
    for one in measured {
        table.add_row([
            one.instalments.to_string(),
            one.on_one_day.to_string(),
            one.ordinary_day.read.to_string(),
            one.busiest_day.read.to_string(),
            one.middle_of_it.read.to_string(),
        ]);
    }
    right_aligned(table)
}

fn right_aligned(mut table: Table) -> Table {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
