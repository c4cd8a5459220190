//! The movements of one account over a period, on paper and for a spreadsheet.

use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};

use crate::error::DocumentError;
use crate::paper::Paper;
use crate::paper::look::{
    BODY, CELL, CELL_CODE, CELL_DAY, CELL_STRONG, Ink, LEFT, NOTE, NUMBER, QUIET, RIGHT, SENDER,
    STRONG, SUM, TITLE,
};
use crate::paper::prose::foreign;
use crate::paper::table::{Cell, Column, Table};
use crate::paper::write::About;
use crate::sheet::{self, Sheet};
use crate::words::Words;
use crate::written;

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whose customer it is.
    pub provider: String,
    /// The customer's name.
    pub customer: String,
    /// The account number.
    pub account: AccountNumber,
    /// First day; nothing for the beginning of the account.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: NaiveDate,
    /// Balance before the first line: credits minus debits.
    pub opening: Money,
    /// What happened, oldest first.
    pub lines: Vec<StatementLine>,
    /// Balance after the last line.
    pub closing: Money,
    /// When this paper is made.
    pub made_at: DateTime<Utc>,
}

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The day on which it was booked.
    pub on: NaiveDate,
    /// What happened, in the language of the statement.
    pub what: String,
    /// The code of the payment or of the obligation; may be empty.
    pub reference: String,
    /// Negative where the customer owes more.
    pub change: Money,
    /// The balance after it.
    pub balance: Money,
}

/// The statement as PDF.
///
/// # Errors
/// In this order: [`DocumentError::Amounts`], [`DocumentError::LinesDoNotAddUp`],
/// [`DocumentError::NotWritten`].
pub fn statement(statement: &Statement, language: Language) -> Result<Vec<u8>, DocumentError> {
    let sums = Sums::of(statement)?;
    let words = Words::of(language);
    let own = &words.statement;
    let provider = foreign(&statement.provider);
    let account = written::account(&statement.account);
    let mut paper = Paper::new(format!("{provider} \u{B7} {} \u{B7} {account}", own.title));
    statement.head(&mut paper, &provider, language);
    statement.table(&mut paper, &sums, language);
    paper.y += 12.0;
    if statement.lines.is_empty() {
        paper.paragraph(own.nothing, BODY);
    }
    let currency = statement.closing.currency().code();
    let made = written::day_and_time(statement.made_at, language);
    paper.paragraph(&(own.amounts)(currency), NOTE);
    paper.paragraph(&(own.made_on)(&made), NOTE);
    paper.finish(About {
        title: format!("{} {account}, {provider}", own.title),
        foot: (messages::words::of(language).letter.never_asks_for_pin)(&provider),
        author: provider,
        language,
        made_at: statement.made_at,
        page: &words.page,
    })
}

/// The statement as CSV: the opening balance, the lines, the closing balance.
pub fn statement_csv(statement: &Statement, language: Language) -> Vec<u8> {
    let words = Words::of(language);
    let things = &words.things;
    let mut sheet = Sheet::new(&[
        things.date,
        things.description,
        things.reference,
        things.debit,
        things.credit,
        things.balance,
        things.currency,
    ]);
    let currency = statement.closing.currency().code();
    let mut row = |on, what: &str, reference: &str, change: Option<Money>, balance| {
        let (debit, credit) = change.map_or((None, None), sides);
        sheet.row([
            sheet::Cell::optional(on, sheet::Cell::Day),
            sheet::Cell::text(what),
            sheet::Cell::text(reference),
            sheet::Cell::optional(debit, sheet::Cell::Amount),
            sheet::Cell::optional(credit, sheet::Cell::Amount),
            sheet::Cell::Amount(balance),
            sheet::Cell::text(currency),
        ]);
    };
    let own = &words.statement;
    row(statement.from, own.opening, "", None, statement.opening);
    for line in &statement.lines {
        let change = Some(line.change);
        row(
            Some(line.on),
            &line.what,
            &line.reference,
            change,
            line.balance,
        );
    }
    row(Some(statement.to), own.closing, "", None, statement.closing);
    sheet.finish()
}

impl Statement {
    fn head(&self, paper: &mut Paper, provider: &str, language: Language) {
        let words = Words::of(language);
        let own = &words.statement;
        paper.paragraph(provider, SENDER);
        paper.y += 10.0;
        paper.rule(LEFT, paper.y, RIGHT - LEFT, Ink::Line);
        paper.y += 26.0;
        paper.heading(1, own.title, TITLE);
        let to = written::day_full(self.to, language);
        let period = self.from.map_or_else(
            || (own.until)(&to),
            |from| (own.period)(&written::day_full(from, language), &to),
        );
        paper.paragraph(&period, QUIET);
        paper.y += 14.0;
        let mut facts = vec![
            (words.things.customer, foreign(&self.customer)),
            (words.things.account_number, written::account(&self.account)),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        paper.facts(&facts, QUIET, BODY);
        let standing = words.things.standing(self.closing);
        paper.facts(&[(own.closing, standing)], QUIET, STRONG);
        paper.y += 18.0;
    }

    fn table(&self, paper: &mut Paper, sums: &Sums, language: Language) {
        let words = Words::of(language);
        let (own, things) = (&words.statement, &words.things);
        let columns = vec![
            Column::text(things.date, 58.0),
            Column::rest(things.description),
            Column::text(things.reference, 72.0),
            Column::number(things.debit, 57.0),
            Column::number(things.credit, 57.0),
            Column::number(things.balance, 62.0),
        ];
        let mut table = Table::start(paper, columns);
        let opening_on = self.from.map(|day| written::day(day, language));
        table.row(vec![
            (opening_on.unwrap_or_default(), CELL_DAY),
            (own.opening.to_owned(), CELL_STRONG),
            (String::new(), CELL),
            (String::new(), CELL),
            (String::new(), CELL),
            (written::number(self.opening), SUM),
        ]);
        for line in &self.lines {
            let (debit, credit) = sides(line.change);
            let number = |money: Option<Money>| money.map(written::number).unwrap_or_default();
            table.row(vec![
                (written::day(line.on, language), CELL_DAY),
                (foreign(&line.what), CELL),
                (foreign(&line.reference), CELL_CODE),
                (number(debit), NUMBER),
                (number(credit), NUMBER),
                (written::number(line.balance), NUMBER),
            ]);
        }
        let closing: Vec<Cell> = vec![
            (written::day(self.to, language), CELL_DAY),
            (own.closing.to_owned(), CELL_STRONG),
            (String::new(), CELL),
            (written::number(sums.debit), SUM),
            (written::number(sums.credit), SUM),
            (written::number(self.closing), SUM),
        ];
        table.finish(vec![closing]);
    }
}

/// All that came in, and all that went out, as positive amounts.
struct Sums {
    debit: Money,
    credit: Money,
}

impl Sums {
    fn of(statement: &Statement) -> Result<Sums, DocumentError> {
        let mut balance = statement.opening;
        let zero = Money::zero(balance.currency());
        let mut sums = Sums {
            debit: zero,
            credit: zero,
        };
        for line in &statement.lines {
            balance = balance.checked_add(line.change)?;
            if balance != line.balance {
                return Err(DocumentError::LinesDoNotAddUp);
            }
            let (debit, credit) = sides(line.change);
            sums.debit = sums.debit.checked_add(debit.unwrap_or(zero))?;
            sums.credit = sums.credit.checked_add(credit.unwrap_or(zero))?;
        }
        if balance != statement.closing {
            return Err(DocumentError::LinesDoNotAddUp);
        }
        Ok(sums)
    }
}

/// A change as debit or as credit, each positive.
fn sides(change: Money) -> (Option<Money>, Option<Money>) {
    if change.is_negative() {
        (Some(change.negated()), None)
    } else {
        (None, Some(change))
    }
}
