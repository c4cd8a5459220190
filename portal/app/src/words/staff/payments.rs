//! On the list of payments.

use billing::language::Language;

use crate::language::pick;

/// On the list of payments.
#[derive(Debug)]
pub struct PaymentsWords {
    /// The heading.
    pub title: &'static str,
    /// What the choice of lists is called.
    pub which: &'static str,
    /// Payments with an owner.
    pub regular: &'static str,
    /// Payments without one.
    pub unassociated: &'static str,
    /// Takes a count: more than that.
    pub more_than: fn(&str) -> String,
    /// The label of the search.
    pub search_label: &'static str,
    /// How to fill it in.
    pub search_hint: &'static str,
    /// The button.
    pub search: &'static str,
    /// The way to enter a payment.
    pub make: &'static str,
    /// The heading of the numbers of the lines.
    pub number: &'static str,
    /// The heading of the customers.
    pub customer: &'static str,
    /// The heading of the codes.
    pub code: &'static str,
    /// The heading of the phones.
    pub phone: &'static str,
    /// The heading of the days.
    pub date_paid: &'static str,
    /// The heading of what one can do.
    pub action: &'static str,
    /// The heading of what payers typed.
    pub reference: &'static str,
    /// The heading of those who paid.
    pub payer: &'static str,
    /// The heading of the suggestions.
    pub suggestion: &'static str,
    /// Instead of a reference.
    pub no_reference: &'static str,
    /// Instead of a suggestion.
    pub no_suggestion: &'static str,
    /// Instead of a phone of which only the hash was told.
    pub hidden_phone: &'static str,
    /// Instead of a phone that was not told.
    pub no_phone: &'static str,
    /// Nobody owns it.
    pub nobody: &'static str,
    /// Nothing has confirmed it.
    pub unconfirmed: &'static str,
    /// Leads to saying whose it is; the code follows, heard only.
    pub associate: &'static str,
    /// The same, where nothing is suggested.
    pub choose: &'static str,
    /// Leads to confirming it.
    pub verify: &'static str,
    /// Leads to saying what it is for.
    pub allocate: &'static str,
    /// Leads to the payment.
    pub open: &'static str,
    /// What the list of owned ones holds.
    pub newest: &'static str,
    /// What the list of those without an owner holds.
    pub waiting: &'static str,
    /// Takes a count: what the list holds after a search.
    pub found: fn(&str) -> String,
    /// Takes a count: the same, where there are more.
    pub found_first: fn(&str) -> String,
    /// Takes the first day that was looked at.
    pub looked_from: fn(&str) -> String,
    /// Takes a count and the name of the other list: what else was found.
    pub elsewhere: fn(&str, &str) -> String,
    /// Where a search found nothing.
    pub not_found: &'static str,
    /// What to do then.
    pub not_found_means: &'static str,
    /// Where there is no payment yet.
    pub none: &'static str,
    /// What that means.
    pub none_means: &'static str,
    /// Where nothing waits for an owner.
    pub none_waiting: &'static str,
    /// What that means.
    pub none_waiting_means: &'static str,
    /// Said while somebody types: one was found.
    pub live_one: &'static str,
    /// Said while somebody types; # stands for how many.
    pub live_many: &'static str,
    /// Shown where the server cannot be asked.
    pub offline: &'static str,
    /// Back from what was found to all.
    pub all: &'static str,
}

impl PaymentsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: PaymentsWords = PaymentsWords {
    title: "Payments",
    which: "Which payments",
    regular: "Regular",
    unassociated: "Unassociated",
    more_than: |count| format!("more than {count}"),
    search_label: "Account, phone, code or amount",
    search_hint: "A name works too.",
    search: "Search",
    make: "Make payment",
    number: "#",
    customer: "Customer",
    code: "Code",
    phone: "Phone",
    date_paid: "Date paid",
    action: "Action",
    reference: "Reference typed",
    payer: "Payer",
    suggestion: "Best suggestion",
    no_reference: "none",
    no_suggestion: "none",
    hidden_phone: "hidden",
    no_phone: "not told",
    nobody: "Unassociated",
    unconfirmed: "Not confirmed",
    associate: "Associate",
    choose: "Choose a customer",
    verify: "Check and confirm",
    allocate: "Allocate",
    open: "Open",
    newest: "Payments with an owner, newest first",
    waiting: "Payments that nobody owns yet, newest first",
    found: |count| format!("{count} found"),
    found_first: |count| format!("The first {count} found"),
    looked_from: |day| format!("Amounts were looked for from {day} on."),
    elsewhere: |count, list| format!("Show {count} found under {list}"),
    not_found: "No payment was found here.",
    not_found_means: "Check the digits. A code can be shortened to its first letters; \
        an amount is searched in recent payments only.",
    none: "There are no payments yet.",
    none_means: "They appear here as soon as M-PESA or the bank reports the first one.",
    none_waiting: "Every payment has an owner.",
    none_waiting_means: "A payment appears here when no rule is sure whose it is.",
    live_one: "1 payment found",
    live_many: "# payments found",
    offline: "The server does not answer; these are the payments that were loaded.",
    all: "Show all payments",
};

static KISWAHILI: PaymentsWords = PaymentsWords {
    title: "Malipo",
    which: "Malipo gani",
    regular: "Ya kawaida",
    unassociated: "Yasiyo na mwenyewe",
    more_than: |count| format!("zaidi ya {count}"),
    search_label: "Akaunti, simu, namba ya muamala au kiasi",
    search_hint: "Jina pia linafaa.",
    search: "Tafuta",
    make: "Ingiza malipo",
    number: "Na.",
    customer: "Mteja",
    code: "Namba ya muamala",
    phone: "Simu",
    date_paid: "Tarehe ya kulipa",
    action: "Hatua",
    reference: "Kumbukumbu iliyoandikwa",
    payer: "Mlipaji",
    suggestion: "Pendekezo bora",
    no_reference: "hakuna",
    no_suggestion: "hakuna",
    hidden_phone: "imefichwa",
    no_phone: "haikutajwa",
    nobody: "Hayana mwenyewe",
    unconfirmed: "Hayajathibitishwa",
    associate: "Husisha na mteja",
    choose: "Chagua mteja",
    verify: "Hakiki na uthibitishe",
    allocate: "Gawanya",
    open: "Fungua",
    newest: "Malipo yenye mwenyewe, mapya kwanza",
    waiting: "Malipo ambayo bado hayana mwenyewe, mapya kwanza",
    found: |count| format!("Yamepatikana {count}"),
    found_first: |count| format!("Ya kwanza {count} yaliyopatikana"),
    looked_from: |day| format!("Kiasi kilitafutwa kuanzia {day}."),
    elsewhere: |count, list| format!("Onyesha {count} yaliyopatikana chini ya {list}"),
    not_found: "Hakuna malipo yaliyopatikana hapa.",
    not_found_means: "Hakiki tarakimu. Namba ya muamala inaweza kufupishwa kwa herufi zake za kwanza; \
        kiasi hutafutwa katika malipo ya karibuni tu.",
    none: "Bado hakuna malipo.",
    none_means: "Yataonekana hapa mara tu M-PESA au benki itakaporipoti ya kwanza.",
    none_waiting: "Kila malipo yana mwenyewe.",
    none_waiting_means: "Malipo huonekana hapa pale ambapo hakuna kanuni yenye uhakika ni ya nani.",
    live_one: "Yamepatikana malipo 1",
    live_many: "Yamepatikana malipo #",
    offline: "Seva haijibu; haya ni malipo yaliyokwisha pakiwa.",
    all: "Onyesha malipo yote",
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
