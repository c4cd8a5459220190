//! On the pages where an obligation is changed, before it happens.

use billing::language::Language;

use crate::language::pick;

/// On the pages where an obligation is changed, before it happens.
#[derive(Debug)]
pub struct ObligationChangeWords {
    /// Takes the obligation: the heading.
    pub describe_title: fn(&str) -> String,
    /// Takes number and obligation: the heading.
    pub instalment_title: fn(u32, &str) -> String,
    /// Takes the obligation: the heading.
    pub cancel_title: fn(&str) -> String,
    /// Takes the obligation: the heading.
    pub restore_title: fn(&str) -> String,
    /// Above what stands now.
    pub as_it_is: &'static str,
    /// How to fill in the day.
    pub due_hint: &'static str,
    /// How to fill in the amount.
    pub amount_hint: &'static str,
    /// The box that takes the very day.
    pub insist: &'static str,
    /// Above that box.
    pub insist_legend: &'static str,
    /// How to fill in the reason.
    pub reason_hint: &'static str,
    /// The button that shows what follows.
    pub look: &'static str,
    /// Above what happens.
    pub what_happens: &'static str,
    /// Takes number, before and after.
    pub due_goes: fn(u32, &str, &str) -> String,
    /// Takes number, before and after.
    pub amount_goes: fn(u32, &str, &str) -> String,
    /// Takes the day asked for and why it moved.
    pub moved_because: fn(&str, &str) -> String,
    /// Takes before and after.
    pub total_goes: fn(&str, &str) -> String,
    /// Takes name, before and after.
    pub balance_goes: fn(&str, &str, &str) -> String,
    /// Takes name and balance.
    pub balance_stays: fn(&str, &str) -> String,
    /// The customer is told of a new date.
    pub is_told: &'static str,
    /// The customer is told nothing.
    pub is_not_told: &'static str,
    /// Takes the numbers of instalments and an amount.
    pub no_longer_owed: fn(&str, &str) -> String,
    /// Takes the numbers of instalments and an amount.
    pub owed_again: fn(&str, &str) -> String,
    /// What is paid stays.
    pub paid_stays: &'static str,
    /// Where nothing would change.
    pub same: &'static str,
    /// The button that changes an instalment.
    pub do_change: &'static str,
    /// The button that cancels.
    pub do_cancel: &'static str,
    /// The button that restores.
    pub do_restore: &'static str,
    /// The button that saves words.
    pub do_save: &'static str,
}

impl ObligationChangeWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ObligationChangeWords = ObligationChangeWords {
    describe_title: |what| format!("Change the description of {what}"),
    instalment_title: |number, what| format!("Change instalment {number} of {what}"),
    cancel_title: |what| format!("Cancel what is unpaid of {what}"),
    restore_title: |what| format!("Restore {what}"),
    as_it_is: "As it is now",
    due_hint: "A weekend or holiday moves to a business day.",
    amount_hint: "Not below what is paid of it.",
    insist: "Take this very day, even if it is closed or earlier than promised",
    insist_legend: "Insist",
    reason_hint: "So that others understand it later.",
    look: "See what follows",
    what_happens: "What will happen",
    due_goes: |number, from, to| format!("Instalment {number} is due on {to} instead of {from}."),
    amount_goes: |number, from, to| format!("Instalment {number} goes from {from} to {to}."),
    moved_because: |asked, because| format!("{asked} is not a business day: {because}."),
    total_goes: |from, to| format!("The total goes from {from} to {to}."),
    balance_goes: |name, from, to| format!("The balance of {name} goes from {from} to {to}."),
    balance_stays: |name, balance| format!("The balance of {name} stays at {balance}."),
    is_told: "The customer is told of the new date.",
    is_not_told: "The customer is not told.",
    no_longer_owed: |numbers, amount| {
        format!("{amount} need not be paid any more (instalments {numbers}).")
    },
    owed_again: |numbers, amount| format!("{amount} has to be paid again (instalments {numbers})."),
    paid_stays: "What is paid stays paid.",
    same: "It is so already. Change the amount or the day.",
    do_change: "Change instalment",
    do_cancel: "Cancel what is unpaid",
    do_restore: "Restore",
    do_save: "Save changes",
};

static KISWAHILI: ObligationChangeWords = ObligationChangeWords {
    describe_title: |what| format!("Badilisha maelezo ya {what}"),
    instalment_title: |number, what| format!("Badilisha awamu ya {number} ya {what}"),
    cancel_title: |what| format!("Futa ambayo haijalipwa ya {what}"),
    restore_title: |what| format!("Rudisha {what}"),
    as_it_is: "Ilivyo sasa",
    due_hint: "Wikendi au sikukuu husogezwa hadi siku ya kazi.",
    amount_hint: "Si chini ya kilicholipwa.",
    insist: "Chukua siku hiyo hiyo, hata kama imefungwa au ni mapema kuliko ilivyoahidiwa",
    insist_legend: "Sisitiza",
    reason_hint: "Ili wengine waelewe baadaye.",
    look: "Ona kitakachofuata",
    what_happens: "Kitakachotokea",
    due_goes: |number, from, to| format!("Awamu ya {number} italipwa {to} badala ya {from}."),
    amount_goes: |number, from, to| format!("Awamu ya {number} itatoka {from} hadi {to}."),
    moved_because: |asked, because| format!("{asked} si siku ya kazi: {because}."),
    total_goes: |from, to| format!("Jumla itatoka {from} hadi {to}."),
    balance_goes: |name, from, to| format!("Salio la {name} litatoka {from} hadi {to}."),
    balance_stays: |name, balance| format!("Salio la {name} linabaki {balance}."),
    is_told: "Mteja ataambiwa tarehe mpya.",
    is_not_told: "Mteja hataambiwa.",
    no_longer_owed: |numbers, amount| format!("{amount} haihitaji kulipwa tena (awamu {numbers})."),
    owed_again: |numbers, amount| format!("{amount} italipwa tena (awamu {numbers})."),
    paid_stays: "Iliyolipwa inabaki imelipwa.",
    same: "Tayari iko hivyo. Badilisha kiasi au siku.",
    do_change: "Badilisha awamu",
    do_cancel: "Futa ambayo haijalipwa",
    do_restore: "Rudisha",
    do_save: "Hifadhi mabadiliko",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
