//! `malipo holidays`

use std::error::Error;
use std::ops::RangeInclusive;
use std::process::ExitCode;

use billing::holidays::{self, Holiday};
use comfy_table::{Table, presets};

use crate::console;

/// From the year since which the names are known to where due dates end.
const YEARS: RangeInclusive<i64> = 1990..=2199;

/// Print Kenya's public holidays, as far as the law fixes them.
///
/// Needs no data folder. Days that are only gazetted (Idd, elections, mourning) are not among them.
#[derive(Debug, clap::Args)]
pub(crate) struct Holidays {
    /// The first year.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(YEARS))]
    from: i32,
    /// The last year; the first one where it is left out.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(YEARS))]
    to: Option<i32>,
    /// The form: a table, or date, kind and name separated by tabs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Tsv,
}

impl Holidays {
    pub(crate) fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let last = self.to.unwrap_or(self.from);
        if last < self.from {
            return Err("give the years in their order: --from before --to".into());
        }
        let days: Vec<Holiday> = (self.from..=last).flat_map(holidays::statutory).collect();
        match self.format {
            Format::Text => console::line(table(&days)),
            Format::Tsv => console::line(tsv(&days)),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn table(days: &[Holiday]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["date", "", "holiday", "kind"]);
    for day in days {
        table.add_row([
            day.date.to_string(),
            day.date.format("%a").to_string(),
            day.name.clone(),
            day.kind.name().to_owned(),
        ]);
    }
    table
}

fn tsv(days: &[Holiday]) -> String {
    days.iter()
        .map(|day| format!("{}\t{}\t{}", day.date, day.kind.name(), day.name))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use billing::holidays::statutory;

    use super::tsv;

    #[test]
    fn programs_read_date_kind_and_name() {
        let text = tsv(&statutory(2027));
        let observed: Vec<&str> = text.lines().filter(|it| it.contains("observed")).collect();
        let expected = [
            "2027-10-11\tfixed\tMazingira Day (observed)",
            "2027-12-13\tfixed\tJamhuri Day (observed)",
            "2027-12-27\tfixed\tBoxing Day (observed)",
        ];
        assert_eq!(observed, expected);
    }
}
