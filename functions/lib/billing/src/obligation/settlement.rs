//! How far obligations and instalments are paid: derived from amounts, never stored.

use chrono::NaiveDate;

use crate::money::Money;
use crate::obligation::{Instalment, Obligation, SettlementStatus};

impl Obligation {
    /// What has been put to its instalments.
    pub fn paid(&self) -> Money {
        self.total(|instalment| instalment.paid)
    }

    /// What is still to be paid.
    pub fn outstanding(&self) -> Money {
        self.total(Instalment::outstanding)
    }

    /// How far it is paid; `Paid` also where all of it was cancelled.
    pub fn status(&self) -> SettlementStatus {
        settlement_status(self.outstanding(), self.paid())
    }

    /// What was cancelled of its instalments and is no longer part of the amount.
    pub fn cancelled(&self) -> Money {
        self.total(|instalment| instalment.cancelled)
    }

    /// Whether an instalment is overdue on `today`.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.instalments
            .iter()
            .any(|instalment| instalment.overdue(today))
    }

    fn total(&self, part: impl Fn(&Instalment) -> Money) -> Money {
        Money::sum(self.amount.currency(), self.instalments.iter().map(part))
            .expect("the instalments of an obligation add up in its currency")
    }
}

impl Instalment {
    /// What is still to be paid.
    ///
    /// # Panics
    /// If the currencies differ: then the caller mixed up two ledgers.
    pub fn outstanding(&self) -> Money {
        self.amount.left_after(self.paid)
    }

    /// How far it is paid; `Paid` also where all of it was cancelled, as nothing is left to pay.
    pub fn status(&self) -> SettlementStatus {
        settlement_status(self.outstanding(), self.paid)
    }

    /// Whether all of it was cancelled. Of one that was partly paid, what was paid stands and is `Paid`.
    pub fn is_cancelled(&self) -> bool {
        self.amount.is_zero() && self.cancelled.is_positive()
    }

    /// Whether something is still to be paid although the due date has passed; on the due date itself there is still time.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.due_on < today && self.outstanding().is_positive()
    }
}

fn settlement_status(outstanding: Money, paid: Money) -> SettlementStatus {
    if !outstanding.is_positive() {
        SettlementStatus::Paid
    } else if paid.is_positive() {
        SettlementStatus::PartiallyPaid
    } else {
        SettlementStatus::Unpaid
    }
}
