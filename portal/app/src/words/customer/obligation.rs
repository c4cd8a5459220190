//! On the page about one obligation of a customer.

use billing::language::Language;

use crate::language::pick;

/// On the page about one obligation of a customer.
#[derive(Debug)]
pub struct ObligationWords {
    /// Takes what is paid and the whole amount.
    pub paid_of: fn(&str, &str) -> String,
    /// All of it is paid; takes the whole amount.
    pub all_paid: fn(&str) -> String,
    /// What the bar shows.
    pub progress: &'static str,
    /// The link to the payment of it.
    pub pay: &'static str,
    /// To whom it is paid.
    pub payee: &'static str,
    /// An institution, and who collects for it.
    pub collected_by: fn(&str, &str) -> String,
    /// What the payer may quote.
    pub payment_code: &'static str,
    /// What the payment code is good for.
    pub payment_code_hint: &'static str,
    /// Since when it is written down.
    pub since: &'static str,
    /// The heading of the instalments.
    pub instalments: &'static str,
    /// Takes the number of the instalment and how many there are.
    pub instalment_of: fn(u32, usize) -> String,
    /// Takes the day until which it has to be paid.
    pub due: fn(&str) -> String,
    /// Takes what is paid of an instalment and what is left.
    pub paid_of_it: fn(&str, &str) -> String,
    /// The heading of what it was paid with.
    pub settled_by: &'static str,
    /// Takes the number of the instalment that a payment was put to.
    pub put_to: fn(u32) -> String,
    /// Nothing was put to it.
    pub nothing_put: &'static str,
    /// Older payments were not looked at.
    pub older_not_shown: &'static str,
    /// It was called off.
    pub cancelled: &'static str,
    /// Takes the day, and the amount that need not be paid any more.
    pub cancelled_means: fn(&str, &str) -> String,
    /// The link to the list.
    pub all: &'static str,
}

impl ObligationWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ObligationWords = ObligationWords {
    paid_of: |paid, amount| format!("{paid} of {amount} is paid."),
    all_paid: |amount| format!("All {amount} is paid."),
    progress: "How much is paid",
    pay: "Pay this",
    payee: "To whom",
    collected_by: |institution, us| format!("{institution}, collected by {us}"),
    payment_code: "Payment code",
    payment_code_hint: "Type it as the account number to pay exactly this by hand.",
    since: "Added on",
    instalments: "Instalments",
    instalment_of: |number, count| format!("Instalment {number} of {count}"),
    due: |day| format!("Due {day}"),
    paid_of_it: |paid, left| format!("Paid {paid}, outstanding {left}"),
    settled_by: "Payments for this",
    put_to: |number| format!("put to instalment {number}"),
    nothing_put: "No payment has been put to it yet.",
    older_not_shown: "Only your latest payments are looked at here. Older ones are in your statement.",
    cancelled: "This was cancelled.",
    cancelled_means: |day, amount| format!("Since {day} you need not pay {amount} of it any more."),
    all: "All obligations",
};

static KISWAHILI: ObligationWords = ObligationWords {
    paid_of: |paid, amount| format!("Imelipwa {paid} kati ya {amount}."),
    all_paid: |amount| format!("Yote {amount} imelipwa."),
    progress: "Kiasi kilicholipwa",
    pay: "Lipa deni hili",
    payee: "Kwa nani",
    collected_by: |institution, us| format!("{institution}, inakusanywa na {us}"),
    payment_code: "Msimbo wa malipo",
    payment_code_hint: "Uandike kama namba ya akaunti ili kulipia deni hili tu kwa mkono.",
    since: "Liliongezwa tarehe",
    instalments: "Awamu",
    instalment_of: |number, count| format!("Awamu ya {number} kati ya {count}"),
    due: |day| format!("Tarehe ya mwisho {day}"),
    paid_of_it: |paid, left| format!("Imelipwa {paid}, imebaki {left}"),
    settled_by: "Malipo ya deni hili",
    put_to: |number| format!("imewekwa kwenye awamu ya {number}"),
    nothing_put: "Hakuna malipo yaliyowekwa kwenye deni hili bado.",
    older_not_shown: "Hapa yanaangaliwa malipo yako ya hivi karibuni tu. Ya zamani yako kwenye taarifa ya akaunti.",
    cancelled: "Deni hili limefutwa.",
    cancelled_means: |day, amount| {
        format!("Tangu {day} huhitaji tena kulipa {amount} ya deni hili.")
    },
    all: "Madeni yote",
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
