//! Every word of the documents, as one type that each language fills in.
//! A sentence that is missing in one language does not compile.

mod english;
mod kiswahili;

#[cfg(test)]
mod tests;

use billing::language::Language;
use billing::money::Money;
use billing::payment::{AllocationStatus, Channel, Method};

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// January first, written out.
    pub months: [&'static str; 12],
    /// January first, as in tables.
    pub months_short: [&'static str; 12],
    /// What stands in several documents.
    pub things: ThingWords,
    /// On a receipt.
    pub receipt: ReceiptWords,
    /// On a statement.
    pub statement: StatementWords,
    /// In a list of payments.
    pub payments: PaymentWords,
    /// In the audit.
    pub audit: AuditWords,
    /// Takes the page and of how many.
    pub page: fn(usize, usize) -> String,
}

/// What stands in several documents.
#[derive(Debug)]
pub(crate) struct ThingWords {
    pub account_number: &'static str,
    pub amount: &'static str,
    pub balance: &'static str,
    pub currency: &'static str,
    pub customer: &'static str,
    pub date: &'static str,
    pub description: &'static str,
    pub reference: &'static str,
    /// The column of what makes a customer owe more.
    pub debit: &'static str,
    /// The column of what makes a customer owe less.
    pub credit: &'static str,
    /// How a payment came.
    pub channel: fn(Channel, Option<Method>) -> &'static str,
    /// Takes the amount.
    pub owes: fn(&str) -> String,
    /// Takes the amount.
    pub ahead: fn(&str) -> String,
    pub settled: &'static str,
}

/// On a receipt.
#[derive(Debug)]
pub(crate) struct ReceiptWords {
    pub title: &'static str,
    /// Takes day and time.
    pub paid_on: fn(&str) -> String,
    /// Takes the day.
    pub reversed_on: fn(&str) -> String,
    /// What that means for whoever holds the receipt.
    pub reversed_means: &'static str,
    pub received_from: &'static str,
    pub paid_by: &'static str,
    /// Instead of a customer.
    pub no_customer: &'static str,
    /// Above the parts.
    pub put_to: &'static str,
    pub what_for: &'static str,
    pub instalment: &'static str,
    /// Takes the number of the instalment and of how many.
    pub dose: fn(u32, u32) -> String,
    pub not_yet_used: &'static str,
    pub total: &'static str,
    pub balance_after: &'static str,
    pub check: &'static str,
    pub check_how: &'static str,
    /// What a QR code shows, for those who hear it; takes the address.
    pub qr: fn(&str) -> String,
}

/// On a statement.
#[derive(Debug)]
pub(crate) struct StatementWords {
    pub title: &'static str,
    /// Takes the first and the last day.
    pub period: fn(&str, &str) -> String,
    /// Takes the last day, where the period begins with the account.
    pub until: fn(&str) -> String,
    pub opening: &'static str,
    pub closing: &'static str,
    /// Takes the currency's code.
    pub amounts: fn(&str) -> String,
    /// Takes day and time.
    pub made_on: fn(&str) -> String,
    /// There is no line.
    pub nothing: &'static str,
}

/// In a list of payments.
#[derive(Debug)]
pub(crate) struct PaymentWords {
    pub time: &'static str,
    pub code: &'static str,
    pub channel: &'static str,
    pub payer: &'static str,
    pub phone: &'static str,
    pub used: &'static str,
    pub reversed: &'static str,
    /// How much of a payment was put to something.
    pub status: fn(AllocationStatus) -> &'static str,
}

/// In the audit.
#[derive(Debug)]
pub(crate) struct AuditWords {
    pub who: &'static str,
    pub role: &'static str,
    pub did: &'static str,
    /// The heading of the name by which programs know what was done.
    pub name: &'static str,
    pub kind: &'static str,
    pub which: &'static str,
    pub facts: &'static str,
    pub why: &'static str,
    /// Takes how many lines there are and the day at which they end: the rest is missing.
    pub cut: fn(&str, &str) -> String,
}

impl ThingWords {
    /// How a customer with this balance stands: credits minus debits.
    pub(crate) fn standing(&self, balance: Money) -> String {
        if balance.is_negative() {
            (self.owes)(&balance.negated().to_string())
        } else if balance.is_zero() {
            self.settled.to_owned()
        } else {
            (self.ahead)(&balance.to_string())
        }
    }
}

impl Words {
    /// The words of a language.
    pub(crate) const fn of(language: Language) -> &'static Words {
        match language {
            Language::En => &english::WORDS,
            Language::Sw => &kiswahili::WORDS,
        }
    }
}
