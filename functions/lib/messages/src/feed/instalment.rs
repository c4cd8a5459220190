//! An instalment as a day in the calendar.

use billing::business_days::because;
use billing::language::Language;
use billing::money::Money;
use billing::notification::Dose;
use chrono::{DateTime, Utc};

use crate::feed::FeedEvent;
use crate::plain;
use crate::render::{Recipient, Sender};
use crate::words;
use crate::written::amount;

/// The most characters of a description or an institution.
const WORDS_CHARS_MAX: usize = 120;

/// An instalment as the calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDose {
    /// The instalment, with what is still to be paid of it.
    pub dose: Dose,
    /// How much it is.
    pub amount: Money,
    /// Whether it was cancelled: nothing was paid, and nothing will have to be.
    pub cancelled: bool,
    /// Higher after each change.
    pub sequence: u32,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl CalendarDose {
    /// What it is called for ever: an instalment keeps its number whatever becomes of its date and amount.
    pub fn uid(&self) -> String {
        format!("{}_{}@malipo", self.dose.obligation, self.dose.number)
    }

    /// The day in the calendar, with the words for how far it is paid.
    pub fn event(&self, to: &Recipient, from: &Sender, language: Language) -> FeedEvent {
        FeedEvent {
            uid: self.uid(),
            sequence: self.sequence,
            on: self.dose.due_on,
            summary: self.summary(language),
            description: self.description(to, from, language),
            cancelled: self.cancelled,
            changed_at: self.changed_at,
        }
    }

    fn summary(&self, language: Language) -> String {
        let words = &words::of(language).calendar;
        let what = self.what(language);
        let outstanding = amount(self.dose.outstanding);
        if self.cancelled {
            (words.cancelled)(&what)
        } else if self.dose.outstanding.is_zero() {
            (words.paid)(&amount(self.amount), &what)
        } else if self.dose.outstanding == self.amount {
            (words.unpaid)(&outstanding, &what)
        } else {
            (words.partially_paid)(&outstanding, &amount(self.amount), &what)
        }
    }

    fn what(&self, language: Language) -> String {
        let description = words_of(&self.dose.description);
        if self.dose.of > 1 {
            (words::of(language).parts.dose)(&description, self.dose.number, self.dose.of)
        } else {
            description
        }
    }

    fn description(&self, to: &Recipient, from: &Sender, language: Language) -> String {
        let words = words::of(language);
        let mut lines = vec![plain::line(&from.provider_name)];
        let is_open = !self.cancelled && !self.dose.outstanding.is_zero();
        if is_open {
            let paybill = plain::line(&from.short_code);
            lines.push(match &to.account_number {
                Some(account) => (words.parts.how_to_pay)(&paybill, &plain::line(account)),
                None => (words.parts.paybill_only)(&paybill),
            });
        }
        let institution = self.dose.institution.as_deref().map(words_of);
        let code = self.dose.payment_code.as_deref().filter(|_| is_open);
        let facts = [
            (words.calendar.payment_code, code.map(plain::line)),
            (words.calendar.institution, institution),
            (
                words.calendar.moved,
                because(&self.dose.moved_over, language),
            ),
        ];
        for (label, fact) in facts {
            if let Some(fact) = fact {
                lines.push(format!("{label}: {fact}"));
            }
        }
        lines.join("\n")
    }
}

fn words_of(text: &str) -> String {
    plain::cut(&plain::line(text), WORDS_CHARS_MAX)
}
