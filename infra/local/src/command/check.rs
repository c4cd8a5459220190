//! `malipo check`

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use billing::ids::CustomerId;
use billing::journal::account::LedgerAccount;
use comfy_table::{CellAlignment, Table, presets};
use operations::check::{self, Report};
use runtime::context;

use crate::books::Books;
use crate::console;
use crate::data_folder::DataFolder;
use crate::export::{self, Days, PlainText};
use crate::recompute::{Tool, differences};

/// Accounts or invariants that are printed before the rest is only counted.
const PRINTED_MAX: usize = 50;

/// Check every invariant of a data folder, also while its host runs, or of a table on AWS.
///
/// Works on a copy of what is committed at this moment, and fails where anything does not hold. A table on AWS is only
/// read, as it is: check a restored one, or one to which nobody writes.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The data folder.
    #[arg(long, value_name = "DIR", default_value = ".malipo")]
    data: PathBuf,
    /// Check a DynamoDB table instead, with the credentials and the region of the environment (AWS_…).
    #[arg(long, value_name = "NAME", conflicts_with_all = ["data", "with"])]
    table: Option<String>,
    /// Have another program add up the exported journal as well, and compare every balance.
    #[arg(long, value_enum, value_name = "TOOL")]
    with: Vec<Tool>,
}

impl Check {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        if let Some(name) = &self.table {
            let report = check::check(&context::table_on_aws(name).await).await?;
            return Ok(verdict(print(&report)));
        }
        let books = Books::of(&DataFolder::at(&self.data)).await?;
        let report = check::check(books.store()).await?;
        let mut holds = print(&report);
        if !self.with.is_empty() {
            let journal = export::plain_text(books.store(), Days::default()).await?;
            for tool in self.with {
                holds &= compare(tool, &journal, &report.balances).await?;
            }
        }
        books.close().await?;
        Ok(verdict(holds))
    }
}

fn verdict(holds: bool) -> ExitCode {
    if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a report, and answers whether everything holds.
fn print(report: &Report) -> bool {
    console::line(table(report));
    if report.undispatched + report.unallocated > 0 {
        console::line("Some payments were still on their way at this moment.");
    }
    print_broken(report)
}

fn table(report: &Report) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["checked", "count"]);
    let rows = [
        ("customers", report.customers),
        ("payments", report.payments),
        ("journal entries", report.entries),
        ("instalments", report.instalments),
        ("payments not yet looked at by a rule", report.undispatched),
        ("payments not yet allocated", report.unallocated),
    ];
    for (name, count) in rows {
        table.add_row([name.to_owned(), count.to_string()]);
    }
    if let Some(counts) = table.column_mut(1) {
        counts.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn print_broken(report: &Report) -> bool {
    if report.broken.is_empty() {
        console::line("Every invariant holds.");
        return true;
    }
    console::line(format!("{} broken:", report.broken.len()));
    for broken in report.broken.iter().take(PRINTED_MAX) {
        let invariant = broken.invariant;
        console::line(format!(
            "  invariant {invariant}, {}: {}",
            broken.subject, broken.detail
        ));
    }
    false
}

/// The program against the exported postings, and those against the balances that we show.
async fn compare(
    tool: Tool,
    journal: &PlainText,
    balances: &BTreeMap<CustomerId, i64>,
) -> Result<bool, Box<dyn Error>> {
    let theirs = tool.add_up(journal).await?;
    let mut ours = journal.sums.clone();
    for (customer, cents) in balances {
        let account = LedgerAccount::Customer(customer.clone()).to_string();
        // The journal's customers have one currency each so far; a credit is negative there.
        let place = ours.keys().find(|(name, _)| *name == account).cloned();
        if let Some(place) = place {
            ours.insert(place, -cents);
        }
    }
    let different = differences(&ours, &theirs);
    let name = tool.name();
    if different.is_empty() {
        let (accounts, entries) = (ours.len(), journal.entries);
        console::line(format!(
            "{name} agrees on all {accounts} accounts of {entries} entries."
        ));
        return Ok(true);
    }
    console::line(format!(
        "{name} does not agree on {} accounts:",
        different.len()
    ));
    for one in different.iter().take(PRINTED_MAX) {
        let (account, currency) = (&one.account, one.currency);
        console::line(format!(
            "  {account}: {} cents {currency} here, {} there",
            one.ours, one.theirs
        ));
    }
    Ok(false)
}
