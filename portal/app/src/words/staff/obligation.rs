//! On the page about one obligation.

use billing::language::Language;

use crate::language::pick;

/// On the page about one obligation.
#[derive(Debug)]
pub struct ObligationWords {
    /// Above the facts.
    pub facts: &'static str,
    /// Who owes it.
    pub customer: &'static str,
    /// To whom.
    pub payee: &'static str,
    /// What a payer may quote.
    pub code: &'static str,
    /// Where there is none.
    pub none: &'static str,
    /// Whether the customer is told.
    pub told: &'static str,
    /// What only staff see.
    pub comments: &'static str,
    /// When and by whom.
    pub created: &'static str,
    /// Takes day and name.
    pub at_by: fn(&str, &str) -> String,
    /// Takes an amount: it was cancelled.
    pub cancelled: fn(&str) -> String,
    /// Takes time, name and reason.
    pub cancelled_because: fn(&str, &str, &str) -> String,
    /// Takes a number: the way to change an instalment.
    pub change: fn(u32) -> String,
    /// The same in a narrow column.
    pub change_short: &'static str,
    /// The heading of that column.
    pub action: &'static str,
    /// The way to change the words.
    pub describe: &'static str,
    /// The way to cancel.
    pub cancel: &'static str,
    /// The way back.
    pub restore: &'static str,
    /// Above what payments were put to it.
    pub allocations: &'static str,
    /// What that table holds.
    pub allocations_caption: &'static str,
    /// Where there are none.
    pub no_allocations: &'static str,
    /// Where not all could be shown.
    pub more_allocations: &'static str,
    /// Above the changes.
    pub history: &'static str,
    /// The heading of the times.
    pub when: &'static str,
    /// The heading of what happened.
    pub what: &'static str,
    /// It was entered.
    pub was_created: &'static str,
    /// Words were changed.
    pub was_described: &'static str,
    /// An instalment was changed.
    pub was_changed: &'static str,
    /// A new holiday moved a date.
    pub was_moved: &'static str,
    /// It was cancelled.
    pub was_cancelled: &'static str,
    /// It was restored.
    pub was_restored: &'static str,
    /// Takes a field and a number.
    pub of_dose: fn(&str, u32) -> String,
    /// A field.
    pub field_description: &'static str,
    /// A field.
    pub field_due: &'static str,
    /// Takes field, before and after.
    pub from_to: fn(&str, &str, &str) -> String,
    /// After creating.
    pub created_done: &'static str,
    /// After changing words.
    pub described_done: &'static str,
    /// After changing an instalment.
    pub changed_done: &'static str,
    /// After cancelling.
    pub cancelled_done: &'static str,
    /// After restoring.
    pub restored_done: &'static str,
}

impl ObligationWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ObligationWords = ObligationWords {
    facts: "About this obligation",
    customer: "Customer",
    payee: "To",
    code: "Payment code",
    none: "none",
    told: "Customer is told",
    comments: "Manager comments",
    created: "Entered",
    at_by: |at, by| format!("{at}, by {by}"),
    cancelled: |amount| format!("{amount} of this was cancelled"),
    cancelled_because: |at, by, reason| format!("{at}, by {by}: {reason}"),
    change: |number| format!("Change instalment {number}"),
    change_short: "Change",
    action: "Action",
    describe: "Change the description",
    cancel: "Cancel what is unpaid",
    restore: "Restore what was cancelled",
    allocations: "Paid by",
    allocations_caption: "Payments that were put to this obligation",
    no_allocations: "No payment was put to it yet.",
    more_allocations: "Older payments are on the customer’s page of payments.",
    history: "History",
    when: "When",
    what: "What",
    was_created: "Entered",
    was_described: "Words changed",
    was_changed: "Instalment changed",
    was_moved: "Date moved by a new holiday",
    was_cancelled: "Cancelled",
    was_restored: "Restored",
    of_dose: |field, number| format!("{field} of instalment {number}"),
    field_description: "Description",
    field_due: "Due date",
    from_to: |field, from, to| format!("{field}: {from} → {to}"),
    created_done: "The obligation was created.",
    described_done: "The changes were saved.",
    changed_done: "The instalment was changed.",
    cancelled_done: "What was unpaid is cancelled.",
    restored_done: "What was cancelled is owed again.",
};

static KISWAHILI: ObligationWords = ObligationWords {
    facts: "Kuhusu deni hili",
    customer: "Mteja",
    payee: "Kwa",
    code: "Namba ya malipo",
    none: "hakuna",
    told: "Mteja huambiwa",
    comments: "Maoni ya msimamizi",
    created: "Liliwekwa",
    at_by: |at, by| format!("{at}, na {by}"),
    cancelled: |amount| format!("{amount} ya deni hili imefutwa"),
    cancelled_because: |at, by, reason| format!("{at}, na {by}: {reason}"),
    change: |number| format!("Badilisha awamu ya {number}"),
    change_short: "Badilisha",
    action: "Hatua",
    describe: "Badilisha maelezo",
    cancel: "Futa ambayo haijalipwa",
    restore: "Rudisha iliyofutwa",
    allocations: "Imelipwa na",
    allocations_caption: "Malipo yaliyowekwa kwenye deni hili",
    no_allocations: "Bado hakuna malipo yaliyowekwa hapa.",
    more_allocations: "Malipo ya zamani yako kwenye ukurasa wa malipo wa mteja.",
    history: "Historia",
    when: "Lini",
    what: "Nini",
    was_created: "Liliwekwa",
    was_described: "Maelezo yalibadilishwa",
    was_changed: "Awamu ilibadilishwa",
    was_moved: "Tarehe ilisogezwa na sikukuu mpya",
    was_cancelled: "Lilifutwa",
    was_restored: "Lilirudishwa",
    of_dose: |field, number| format!("{field} ya awamu ya {number}"),
    field_description: "Maelezo",
    field_due: "Tarehe ya mwisho",
    from_to: |field, from, to| format!("{field}: {from} → {to}"),
    created_done: "Deni limeundwa.",
    described_done: "Mabadiliko yamehifadhiwa.",
    changed_done: "Awamu imebadilishwa.",
    cancelled_done: "Ambayo haikulipwa imefutwa.",
    restored_done: "Iliyofutwa inadaiwa tena.",
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
