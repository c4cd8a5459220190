//! The audit as a spreadsheet.

use billing::account_number::AccountNumber;
use billing::civil::nairobi_date;
use billing::language::Language;
use chrono::{DateTime, NaiveDate, Utc};

use crate::sheet::{Cell, Sheet};
use crate::words::Words;
use crate::written;

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as records name them.
    pub actor: String,
    /// As what they acted, in words.
    pub capacity: String,
    /// What they did, in words.
    pub action: String,
    /// The stable name of that.
    pub name: String,
    /// To what kind of thing, in words.
    pub kind: String,
    /// To which one, as its id.
    pub subject: String,
    /// About whose account.
    pub account: Option<AccountNumber>,
    /// Plain facts; may be empty.
    pub summary: String,
    /// Why; may be empty.
    pub reason: String,
}

/// What people did as CSV, in the order given. Where it was cut on a day, the last line says so.
pub fn audit_csv<'a>(
    rows: impl IntoIterator<Item = &'a AuditRow>,
    cut_on: Option<NaiveDate>,
    language: Language,
) -> Vec<u8> {
    let words = Words::of(language);
    let (things, own) = (&words.things, &words.audit);
    let columns = [
        things.date,
        words.payments.time,
        own.who,
        own.role,
        own.did,
        own.name,
        own.kind,
        own.which,
        things.account_number,
        own.facts,
        own.why,
    ];
    let mut sheet = Sheet::new(&columns);
    let mut lines = 0_usize;
    for row in rows {
        lines += 1;
        sheet.row([
            Cell::Day(nairobi_date(row.at)),
            Cell::Time(row.at),
            Cell::text(&row.actor),
            Cell::text(&row.capacity),
            Cell::text(&row.action),
            Cell::text(&row.name),
            Cell::text(&row.kind),
            Cell::text(&row.subject),
            Cell::optional(row.account.as_ref(), |it| Cell::text(it.as_str())),
            Cell::text(&row.summary),
            Cell::text(&row.reason),
        ]);
    }
    if let Some(day) = cut_on {
        let note = (own.cut)(&lines.to_string(), &written::day_full(day, language));
        let rest = columns.iter().skip(1).map(|_| Cell::Empty);
        sheet.row(std::iter::once(Cell::text(note)).chain(rest));
    }
    sheet.finish()
}
