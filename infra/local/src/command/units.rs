//! `malipo units`

use std::error::Error;
use std::process::ExitCode;

use comfy_table::{CellAlignment, Table, presets};

use crate::console;
use crate::units::{self, Step};

/// Measure what each step of a payment's way costs in DynamoDB request units.
///
/// Runs on an engine in memory, touches no data, and fails where a budget is broken.
#[derive(Debug, clap::Args)]
pub(crate) struct Units {}

impl Units {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
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
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
