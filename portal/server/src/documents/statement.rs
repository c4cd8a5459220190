//! A customer's movements: in the words of the reader's language, and as the statement that is printed.

use billing::civil::nairobi_date;
use billing::ids::{ObligationId, PaymentId};
use billing::journal::EntryKind;
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use operations::statement::Statement;
use portal_app::words::movements::MovementWords;
use portal_documents::statement as paper;
use store::customers::Customer;
use store::journal::AccountLine;

/// What the journal writes behind the words of an obligation that was changed.
const ENDINGS: [(&str, Change); 3] = [
    (" (changed)", Change::Changed),
    (" (cancelled)", Change::Cancelled),
    (" (restored)", Change::Restored),
];

#[derive(Clone, Copy)]
enum Change {
    Changed,
    Cancelled,
    Restored,
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The day on which it was booked.
    pub on: NaiveDate,
    /// What happened.
    pub what: String,
    /// The payment that it is about.
    pub payment: Option<PaymentId>,
    /// The obligation that it is about.
    pub obligation: Option<ObligationId>,
    /// How the balance changed: negative where the customer owes more.
    pub change: Money,
    /// The balance after it.
    pub balance: Money,
}

/// The movements of a statement, oldest first.
#[must_use]
pub fn movements(customer: &Customer, statement: &Statement, language: Language) -> Vec<Movement> {
    let lines = statement.lines.iter();
    lines
        .map(|line| movement(customer, line, language))
        .collect()
}

fn movement(customer: &Customer, line: &AccountLine, language: Language) -> Movement {
    let entry = &line.entry;
    Movement {
        on: nairobi_date(entry.at()),
        what: what(entry.kind(), entry.description(), language),
        payment: entry.payment().cloned(),
        obligation: entry.obligation().cloned(),
        change: entry.customer_change(&customer.id),
        balance: line.balance,
    }
}

fn what(kind: EntryKind, description: &str, language: Language) -> String {
    let words = MovementWords::of(language);
    match kind {
        EntryKind::Received | EntryKind::Associated => words.payment.to_owned(),
        EntryKind::Disassociated => words.taken_back.to_owned(),
        EntryKind::Reversed => words.reversed.to_owned(),
        EntryKind::Charged | EntryKind::Remitted => description.to_owned(),
        EntryKind::Adjusted => {
            let ending = ENDINGS
                .into_iter()
                .find_map(|(ending, change)| Some((description.strip_suffix(ending)?, change)));
            match ending {
                Some((what, Change::Changed)) => (words.changed)(what),
                Some((what, Change::Cancelled)) => (words.cancelled)(what),
                Some((what, Change::Restored)) => (words.restored)(what),
                None => description.to_owned(),
            }
        }
    }
}

/// The statement as it is printed; `to` stands for the last day where the period has no end.
#[must_use]
pub fn printed(
    provider: &str,
    customer: &Customer,
    statement: &Statement,
    language: Language,
    now: DateTime<Utc>,
) -> paper::Statement {
    let lines = movements(customer, statement, language).into_iter();
    let lines = lines.map(|line| paper::StatementLine {
        on: line.on,
        what: line.what,
        reference: line
            .payment
            .map(|id| id.receipt().to_string())
            .unwrap_or_default(),
        change: line.change,
        balance: line.balance,
    });
    paper::Statement {
        provider: provider.to_owned(),
        customer: customer.name.clone(),
        account: customer.id.account(),
        from: statement.from,
        to: statement.to.unwrap_or_else(|| nairobi_date(now)),
        opening: statement.opening,
        lines: lines.collect(),
        closing: statement.closing,
        made_at: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_the_language_of_the_reader() {
        let table = [
            (
                EntryKind::Charged,
                "Internet (changed)",
                "Internet (changed)",
                "Internet (changed)",
            ),
            (
                EntryKind::Adjusted,
                "Internet (changed)",
                "Changed: Internet",
                "Imebadilishwa: Internet",
            ),
            (
                EntryKind::Adjusted,
                "A (b) (cancelled)",
                "Cancelled: A (b)",
                "Imefutwa: A (b)",
            ),
            (
                EntryKind::Adjusted,
                "Internet (restored)",
                "Restored: Internet",
                "Imerudishwa: Internet",
            ),
            (EntryKind::Adjusted, "Internet", "Internet", "Internet"),
            (EntryKind::Associated, "x", "Payment", "Malipo"),
            (
                EntryKind::Disassociated,
                "x",
                "Payment taken back",
                "Malipo yameondolewa",
            ),
            (
                EntryKind::Reversed,
                "x",
                "Payment reversed",
                "Malipo yamerudishwa",
            ),
        ];
        for (kind, description, english, kiswahili) in table {
            assert_eq!(what(kind, description, Language::En), english);
            assert_eq!(what(kind, description, Language::Sw), kiswahili);
        }
    }
}
