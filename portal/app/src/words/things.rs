//! The names of things and states, the same on every page.

use billing::language::Language;

use crate::language::pick;

/// The names of things and states.
#[derive(Debug)]
pub struct ThingWords {
    /// Amount of money.
    pub amount: &'static str,
    /// Account number.
    pub account_number: &'static str,
    /// Balance of a customer.
    pub balance: &'static str,
    /// The day on which something has to be paid.
    pub due_date: &'static str,
    /// What has to be paid.
    pub obligation: &'static str,
    /// One dose of it.
    pub instalment: &'static str,
    /// Money that arrived.
    pub payment: &'static str,
    /// Several of them.
    pub payments: &'static str,
    /// What proves a payment.
    pub receipt: &'static str,
    /// The movements of an account.
    pub statement: &'static str,
    /// The heading of a column with days.
    pub date: &'static str,
    /// What is still due.
    pub outstanding: &'static str,
    /// What was paid, and the state of what was.
    pub paid: &'static str,
    /// Nothing was paid yet.
    pub unpaid: &'static str,
    /// Some was paid.
    pub partially_paid: &'static str,
    /// The day has passed.
    pub overdue: &'static str,
    /// It was called off.
    pub cancelled: &'static str,
    /// A payment of which nothing was put to anything.
    pub not_allocated: &'static str,
    /// A payment of which some was put to something.
    pub partially_allocated: &'static str,
    /// A payment all of which was put to something.
    pub allocated: &'static str,
    /// The money went back.
    pub reversed: &'static str,
    /// Credit that was put to nothing yet.
    pub not_yet_used: &'static str,
    /// The heading of a column with states.
    pub status: &'static str,
    /// Why somebody does something; the label of a field.
    pub reason: &'static str,
    /// Takes number and count: which dose of how many.
    pub dose_of: fn(u32, usize) -> String,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// The button that keeps changes.
    pub save: &'static str,
    /// The link that leads away without doing anything.
    pub cancel: &'static str,
    /// The link to the next page of a list.
    pub more: &'static str,
}

impl ThingWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ThingWords = ThingWords {
    amount: "Amount",
    account_number: "Account number",
    balance: "Balance",
    due_date: "Due date",
    obligation: "Obligation",
    instalment: "Instalment",
    payment: "Payment",
    payments: "Payments",
    receipt: "Receipt",
    statement: "Statement",
    date: "Date",
    outstanding: "Outstanding",
    paid: "Paid",
    unpaid: "Unpaid",
    partially_paid: "Partially paid",
    overdue: "Overdue",
    cancelled: "Cancelled",
    not_allocated: "Not allocated",
    partially_allocated: "Partially allocated",
    allocated: "Allocated",
    reversed: "Reversed",
    not_yet_used: "Not yet used",
    status: "Status",
    reason: "Reason",
    dose_of: |number, count| format!("{number} of {count}"),
    yes: "Yes",
    no: "No",
    save: "Save",
    cancel: "Cancel",
    more: "Show more",
};

static KISWAHILI: ThingWords = ThingWords {
    amount: "Kiasi",
    account_number: "Namba ya akaunti",
    balance: "Salio",
    due_date: "Tarehe ya mwisho",
    obligation: "Deni",
    instalment: "Awamu",
    payment: "Malipo",
    payments: "Orodha ya malipo",
    receipt: "Risiti",
    statement: "Taarifa ya akaunti",
    date: "Tarehe",
    outstanding: "Kilichobaki",
    paid: "Imelipwa",
    unpaid: "Haijalipwa",
    partially_paid: "Imelipwa kwa sehemu",
    overdue: "Imechelewa",
    cancelled: "Imefutwa",
    not_allocated: "Haijagawanywa",
    partially_allocated: "Imegawanywa kwa sehemu",
    allocated: "Imegawanywa",
    reversed: "Imerudishwa",
    not_yet_used: "Haijatumika",
    status: "Hali",
    reason: "Sababu",
    dose_of: |number, count| format!("{number} kati ya {count}"),
    yes: "Ndiyo",
    no: "Hapana",
    save: "Hifadhi",
    cancel: "Ghairi",
    more: "Onyesha zaidi",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_word_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
