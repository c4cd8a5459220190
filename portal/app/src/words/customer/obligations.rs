//! On a customer's list of obligations.

use billing::language::Language;

use crate::language::pick;

/// On a customer's list of obligations.
#[derive(Debug)]
pub struct ObligationsWords {
    /// The heading.
    pub title: &'static str,
    /// What the choice of states is called.
    pub filter: &'static str,
    /// Every obligation.
    pub all: &'static str,
    /// Those of which something is left to pay.
    pub to_pay: &'static str,
    /// Those that are paid.
    pub paid: &'static str,
    /// Those that were called off.
    pub cancelled: &'static str,
    /// Takes the currency of all amounts on the page.
    pub amounts_in: fn(&str) -> String,
    /// Takes whom it is paid to.
    pub to: fn(&str) -> String,
    /// Before the payment code.
    pub payment_code: &'static str,
    /// Takes what is paid and what is left.
    pub paid_of_it: fn(&str, &str) -> String,
    /// Takes the next day on which something of it is due.
    pub next_due: fn(&str) -> String,
    /// Takes the day on which something of it was due that is not paid.
    pub due_since: fn(&str) -> String,
    /// There is nothing at all yet.
    pub none: &'static str,
    /// What will be here.
    pub none_means: &'static str,
    /// Nothing is left to pay.
    pub nothing_to_pay: &'static str,
    /// Nothing is paid yet.
    pub nothing_paid: &'static str,
    /// Nothing was called off.
    pub nothing_cancelled: &'static str,
    /// The link to the whole list.
    pub show_all: &'static str,
}

impl ObligationsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ObligationsWords = ObligationsWords {
    title: "Obligations",
    filter: "Which obligations",
    all: "All",
    to_pay: "To pay",
    paid: "Paid",
    cancelled: "Cancelled",
    amounts_in: |currency| format!("All amounts in {currency}."),
    to: |name| format!("To {name}"),
    payment_code: "payment code",
    paid_of_it: |paid, left| format!("Paid {paid}, outstanding {left}"),
    next_due: |day| format!("Due {day}"),
    due_since: |day| format!("Due since {day}"),
    none: "You have nothing to pay yet.",
    none_means: "What you have to pay will be listed here, with its dates.",
    nothing_to_pay: "You have nothing to pay.",
    nothing_paid: "Nothing is fully paid yet.",
    nothing_cancelled: "Nothing was cancelled.",
    show_all: "Show all obligations",
};

static KISWAHILI: ObligationsWords = ObligationsWords {
    title: "Madeni",
    filter: "Madeni yapi",
    all: "Yote",
    to_pay: "Ya kulipa",
    paid: "Yaliyolipwa",
    cancelled: "Yaliyofutwa",
    amounts_in: |currency| format!("Kiasi chote ni kwa {currency}."),
    to: |name| format!("Kwa {name}"),
    payment_code: "msimbo wa malipo",
    paid_of_it: |paid, left| format!("Imelipwa {paid}, imebaki {left}"),
    next_due: |day| format!("Mwisho {day}"),
    due_since: |day| format!("Mwisho ulikuwa {day}"),
    none: "Huna cha kulipa bado.",
    none_means: "Utakachotakiwa kulipa kitaorodheshwa hapa, pamoja na tarehe zake.",
    nothing_to_pay: "Huna cha kulipa.",
    nothing_paid: "Hakuna deni lililolipwa lote bado.",
    nothing_cancelled: "Hakuna deni lililofutwa.",
    show_all: "Onyesha madeni yote",
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
