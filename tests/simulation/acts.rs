//! What can happen in the town, how likely it is, and how often it did.

use std::collections::BTreeMap;

/// How often things happened, so that a simulation that does nothing is noticed.
#[derive(Debug, Default)]
pub struct Tally {
    pub done: BTreeMap<&'static str, u32>,
    pub crashed: u32,
    pub unavailable: u32,
    pub refused: u32,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        for (what, count) in &other.done {
            *self.done.entry(what).or_default() += count;
        }
        self.crashed += other.crashed;
        self.unavailable += other.unavailable;
        self.refused += other.refused;
    }

    /// Everything happened, and faults did.
    pub fn is_worth_something(&self) -> bool {
        self.done.len() == Act::ALL.len()
            && self.crashed > 0
            && self.unavailable > 0
            && self.refused > 0
    }
}

/// Something that happens.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Pays,
    RepeatsItself,
    TellsByPush,
    ContradictsItself,
    QueueDelivers,
    QueueForgets,
    ManyAtOnce,
    Sweeps,
    Associates,
    Disassociates,
    Reallocates,
    UndoesOne,
    Unmaps,
    Reverses,
    EntersCash,
    Owes,
}

impl Act {
    /// Everything that happens, with its weight.
    pub const ALL: [(Act, u32); 16] = [
        (Act::Pays, 20),
        (Act::RepeatsItself, 8),
        (Act::TellsByPush, 6),
        (Act::ContradictsItself, 2),
        (Act::QueueDelivers, 30),
        (Act::QueueForgets, 3),
        (Act::ManyAtOnce, 8),
        (Act::Sweeps, 3),
        (Act::Associates, 8),
        (Act::Disassociates, 6),
        (Act::Reallocates, 7),
        (Act::UndoesOne, 4),
        (Act::Unmaps, 3),
        (Act::Reverses, 1),
        (Act::EntersCash, 4),
        (Act::Owes, 8),
    ];

    /// As the tally counts it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pays => "pays",
            Self::RepeatsItself => "repeats itself",
            Self::TellsByPush => "tells by push",
            Self::ContradictsItself => "contradicts itself",
            Self::QueueDelivers => "queue delivers",
            Self::QueueForgets => "queue forgets",
            Self::ManyAtOnce => "many at once",
            Self::Sweeps => "sweeps",
            Self::Associates => "associates",
            Self::Disassociates => "disassociates",
            Self::Reallocates => "reallocates",
            Self::UndoesOne => "undoes one",
            Self::Unmaps => "unmaps",
            Self::Reverses => "reverses",
            Self::EntersCash => "enters cash",
            Self::Owes => "owes",
        }
    }
}
