//! On the page of what one customer owes, by age, and has paid.

use billing::language::Language;

use crate::language::pick;

/// On the page of what one customer owes, by age, and has paid.
#[derive(Debug)]
pub struct DebtsWords {
    /// Above the ages.
    pub ages: &'static str,
    /// The heading of the ages.
    pub age: &'static str,
    /// What is not overdue.
    pub not_due: &'static str,
    /// Takes the first and the last number of days.
    pub days: fn(u32, u32) -> String,
    /// Takes the last number of days that is not in it.
    pub over_days: fn(u32) -> String,
    /// Above what is owed.
    pub charges: &'static str,
    /// What that table holds.
    pub charges_caption: &'static str,
    /// What the table of settled ones holds.
    pub settled_caption: &'static str,
    /// The heading of the boxes.
    pub tick: &'static str,
    /// The box that ticks all of them.
    pub tick_all: &'static str,
    /// Takes obligation and dose: the label of a box.
    pub tick_one: fn(&str, &str) -> String,
    /// Takes the days since it was due.
    pub days_late: fn(u32) -> String,
    /// The heading of those days.
    pub late: &'static str,
    /// The heading of the totals.
    pub total: &'static str,
    /// Where nothing is owed.
    pub nothing_owed: &'static str,
    /// Before the sum of what is ticked.
    pub total_today: &'static str,
    /// Takes a count: how many are ticked.
    pub ticked: fn(usize) -> String,
    /// The button that adds up.
    pub work_out: &'static str,
    /// The button that puts credit to them.
    pub put_credit: &'static str,
    /// Where nothing was ticked.
    pub tick_some: &'static str,
    /// Above the payments.
    pub payments: &'static str,
    /// What the table of payments with a remainder holds.
    pub credit_caption: &'static str,
    /// What the table of other payments holds.
    pub used_caption: &'static str,
    /// Where there is no credit.
    pub no_credit: &'static str,
    /// The link to everything.
    pub show_all: &'static str,
    /// The link back.
    pub show_open: &'static str,
    /// After the credit was used.
    pub settled_done: &'static str,
}

impl DebtsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: DebtsWords = DebtsWords {
    ages: "By age",
    age: "Overdue since",
    not_due: "Not overdue",
    days: |first, last| format!("{first} to {last} days"),
    over_days: |days| format!("more than {days} days"),
    charges: "Charges",
    charges_caption: "Charges, oldest due first",
    settled_caption: "Settled and cancelled charges, latest first",
    tick: "Pay today",
    tick_all: "Tick all",
    tick_one: |what, dose| format!("Pay {what}, {dose}"),
    days_late: |days| {
        if days == 1 {
            "1 day".to_owned()
        } else {
            format!("{days} days")
        }
    },
    late: "Late by",
    total: "Total",
    nothing_owed: "Nothing is owed.",
    total_today: "Total balance to pay today",
    ticked: |count| format!("{count} ticked"),
    work_out: "Work out the total",
    put_credit: "Put the unallocated credit to these",
    tick_some: "Tick at least one charge.",
    payments: "Payments",
    credit_caption: "Payments that are not used up, oldest first",
    used_caption: "Latest other payments",
    no_credit: "No payment has anything left.",
    show_all: "Show what is settled too",
    show_open: "Show only what is open",
    settled_done: "The credit was put to the charges.",
};

static KISWAHILI: DebtsWords = DebtsWords {
    ages: "Kwa umri",
    age: "Imechelewa kwa",
    not_due: "Haijachelewa",
    days: |first, last| format!("siku {first} hadi {last}"),
    over_days: |days| format!("zaidi ya siku {days}"),
    charges: "Madeni",
    charges_caption: "Madeni, ya zamani kwanza",
    settled_caption: "Madeni yaliyolipwa na yaliyofutwa, ya karibuni kwanza",
    tick: "Lipa leo",
    tick_all: "Chagua zote",
    tick_one: |what, dose| format!("Lipa {what}, {dose}"),
    days_late: |days| format!("siku {days}"),
    late: "Imechelewa",
    total: "Jumla",
    nothing_owed: "Hakuna kinachodaiwa.",
    total_today: "Jumla ya kulipa leo",
    ticked: |count| format!("{count} zimechaguliwa"),
    work_out: "Kokotoa jumla",
    put_credit: "Tumia pesa ambazo hazijatumika kwa haya",
    tick_some: "Chagua angalau deni moja.",
    payments: "Malipo",
    credit_caption: "Malipo ambayo hayajaisha, ya zamani kwanza",
    used_caption: "Malipo mengine ya karibuni",
    no_credit: "Hakuna malipo yaliyobakisha chochote.",
    show_all: "Onyesha pia yaliyolipwa",
    show_open: "Onyesha yaliyo wazi tu",
    settled_done: "Pesa zimewekwa kwenye madeni.",
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
