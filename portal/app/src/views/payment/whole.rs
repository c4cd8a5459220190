//! Everything that is known about one payment.

use billing::association::Rule;
use billing::ids::{ObligationId, ParkedId, PaymentId};
use billing::journal::EntryKind;
use billing::money::Money;
use billing::payment::{Channel, Method};
use chrono::{DateTime, NaiveDate, Utc};

use crate::views::payment::{Party, Standing, Suggested, Telephone};

/// Everything that is known about one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholePayment {
    /// Which one.
    pub id: PaymentId,
    /// Its code.
    pub receipt: String,
    /// Whether it does not look like an M-PESA receipt although it should.
    pub odd_receipt: bool,
    /// How much.
    pub amount: Money,
    /// How it stands.
    pub standing: Standing,
    /// Facts as they were told.
    pub facts: Told,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// How often people changed whose it is.
    pub edits: usize,
    /// How often they may.
    pub edits_limit: usize,
    /// Whose it could be, the likeliest first; empty where it has an owner.
    pub suggestions: Vec<Suggested>,
    /// What it is put to.
    pub put_to: Vec<PutTo>,
    /// What of it is put to nothing.
    pub unallocated: Money,
    /// Why nobody can own it yet, in words for staff.
    pub doubt: Option<String>,
    /// That a person confirmed it.
    pub verified: Option<Act>,
    /// That the money went back.
    pub reversal: Option<Act>,
    /// Other reports that contradict it.
    pub conflicts: Vec<Conflict>,
    /// Every report as it came, the first one first.
    pub reports: Vec<Report>,
    /// Its journal entries.
    pub entries: Vec<EntryLine>,
    /// Whether all of them are there.
    pub entries_complete: bool,
    /// What happened, oldest first.
    pub history: Vec<Happened>,
}

impl WholePayment {
    /// Whether staff entered it.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.facts.channel == Channel::Manual
    }
}

/// Facts as they were told, with what staff wrote on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How we first heard of it.
    pub channel: Channel,
    /// How else.
    pub others: Vec<Channel>,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// When we heard of it.
    pub received_at: DateTime<Utc>,
    /// Who paid; may be empty.
    pub payer: String,
    /// Their phone, in full where it is known.
    pub phone: Telephone,
    /// What was typed; may be empty.
    pub reference: String,
    /// Where the money is.
    pub holder: String,
    /// How staff took it.
    pub method: Option<Method>,
    /// On which day staff took it.
    pub received_on: Option<NaiveDate>,
    /// Into which till.
    pub till: Option<String>,
    /// What staff wrote.
    pub remark: Option<String>,
}

/// Whose a payment is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Who.
    pub party: Party,
    /// The rule; nothing where a person decided.
    pub rule: Option<Rule>,
    /// Why, as it was recorded.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An amount of it that is put to one instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutTo {
    /// The number of the allocation.
    pub number: u32,
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub instalment: u32,
    /// How many there are.
    pub of: usize,
    /// When it is due.
    pub due_on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// Who put it there.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// That somebody did something, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A report that contradicts the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where it waits.
    pub parked: ParkedId,
    /// What differs, as it was recorded.
    pub reason: String,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// A report as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The channel.
    pub channel: Channel,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Its text, as much of it as is shown.
    pub text: String,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// What happened.
    pub kind: EntryKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub by: String,
    /// The accounts; what is positive is a debit.
    pub postings: Vec<(String, Money)>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `system` where no person did it.
    pub by: String,
    /// Why, as it was recorded; may be empty.
    pub reason: String,
    /// What.
    pub what: What,
    /// What it took back.
    pub removed: Vec<Part>,
    /// What it put in place.
    pub added: Vec<Part>,
}

/// An amount and the instalment that it was put to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the obligation is for.
    pub description: String,
    /// The number of the instalment.
    pub instalment: u32,
    /// How many there are.
    pub of: usize,
    /// How much.
    pub amount: Money,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It reached us.
    Received(Channel),
    /// Another channel told the same.
    Corroborated(Channel),
    /// Another report contradicts it.
    Contradicted,
    /// It got an owner.
    Associated {
        /// Who.
        party: Party,
        /// From whom.
        from: Option<Party>,
        /// The rule; nothing where a person decided.
        rule: Option<Rule>,
        /// Whether it went over the limit of changes.
        beyond_limit: bool,
    },
    /// It was taken from its owner.
    Disassociated {
        /// Who lost it.
        party: Party,
        /// Whether it went over the limit of changes.
        beyond_limit: bool,
    },
    /// It was put to something by itself.
    Allocated,
    /// A correction, by its name in the records.
    Corrected(String),
}
