//! On the page about one payment.

pub mod done;
pub mod history;

pub mod associate;
pub mod correction;
pub mod entry;
pub mod reallocate;

use billing::language::Language;

use crate::language::pick;

/// On the page about one payment.
#[derive(Debug)]
pub struct PaymentWords {
    /// Takes the code: the heading.
    pub title: fn(&str) -> String,
    /// Above the facts.
    pub facts: &'static str,
    /// When it was paid.
    pub paid: &'static str,
    /// When we heard of it.
    pub heard: &'static str,
    /// By whom it was reported.
    pub reported_by: &'static str,
    /// Who paid.
    pub payer: &'static str,
    /// Their phone.
    pub phone: &'static str,
    /// What they typed.
    pub reference: &'static str,
    /// Where the money is.
    pub holder: &'static str,
    /// How staff took it.
    pub method: &'static str,
    /// On which day staff took it.
    pub received_on: &'static str,
    /// Into which till.
    pub till: &'static str,
    /// What staff wrote.
    pub remark: &'static str,
    /// A receipt that does not look like one.
    pub odd_receipt: &'static str,
    /// Above the reports as they came.
    pub reports: &'static str,
    /// Above whose it is.
    pub owner: &'static str,
    /// Nobody's.
    pub no_owner: &'static str,
    /// What that means.
    pub no_owner_means: &'static str,
    /// Before the reason.
    pub why: &'static str,
    /// Takes who and when: who decided.
    pub decided: fn(&str, &str) -> String,
    /// Takes used and limit.
    pub edits: fn(usize, usize) -> String,
    /// The name of that.
    pub edits_name: &'static str,
    /// Above the suggestions.
    pub suggestions: &'static str,
    /// There is none.
    pub no_suggestions: &'static str,
    /// Above what it is put to.
    pub put_to: &'static str,
    /// Put to nothing.
    pub put_to_nothing: &'static str,
    /// The name of what is put to nothing.
    pub unallocated: &'static str,
    /// Above the entries.
    pub journal: &'static str,
    /// The heading of debits.
    pub debit: &'static str,
    /// The heading of credits.
    pub credit: &'static str,
    /// The heading of accounts.
    pub account: &'static str,
    /// The heading of who did it.
    pub by: &'static str,
    /// Older entries were not looked for.
    pub journal_cut: &'static str,
    /// Above what happened.
    pub history: &'static str,
    /// Above what one can do.
    pub actions: &'static str,
    /// Say whose it is.
    pub associate: &'static str,
    /// Give it to somebody else.
    pub associate_other: &'static str,
    /// Take it from its customer.
    pub disassociate: &'static str,
    /// Put it to something else.
    pub reallocate: &'static str,
    /// Take everything back.
    pub unmap: &'static str,
    /// Take one back.
    pub undo: &'static str,
    /// Void what was entered.
    pub void: &'static str,
    /// Record that it went back.
    pub reverse: &'static str,
    /// Confirm it.
    pub verify: &'static str,
    /// Edit what staff wrote.
    pub annotate: &'static str,
    /// The money went back.
    pub reversed: &'static str,
    /// Nothing has confirmed it.
    pub doubtful: &'static str,
    /// A person confirmed it.
    pub verified: &'static str,
    /// Reports contradict it.
    pub contradicted: &'static str,
    /// What that means.
    pub contradicted_means: &'static str,
    /// Leads to the report.
    pub contradiction: &'static str,
    /// Takes who and when: by whom.
    pub by_at: fn(&str, &str) -> String,
}

impl PaymentWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: PaymentWords = PaymentWords {
    title: |code| format!("Payment {code}"),
    facts: "As it was told",
    paid: "Paid",
    heard: "Reached us",
    reported_by: "Reported by",
    payer: "Payer",
    phone: "Phone",
    reference: "Reference typed",
    holder: "The money is at",
    method: "Taken as",
    received_on: "Received on",
    till: "Till",
    remark: "Remark",
    odd_receipt: "This does not look like an M-PESA receipt; check it with the payer.",
    reports: "Every report, as it came",
    owner: "Whose it is",
    no_owner: "Nobody owns this payment yet.",
    no_owner_means: "Its amount counts for no customer until somebody says whose it is.",
    why: "Why?",
    decided: |who, when| format!("Decided by {who}, {when}."),
    edits: |used, limit| format!("{used} of {limit}"),
    edits_name: "Changes by people",
    suggestions: "Whose it could be",
    no_suggestions: "Nothing points at a customer. Ask the payer for the account number.",
    put_to: "What it is put to",
    put_to_nothing: "It is put to nothing.",
    unallocated: "Not yet used",
    journal: "Journal entries",
    debit: "Debit",
    credit: "Credit",
    account: "Ledger account",
    by: "By",
    journal_cut: "Older entries are in the journal.",
    history: "What happened",
    actions: "What you can do",
    associate: "Associate with a customer",
    associate_other: "Move to another customer",
    disassociate: "Disassociate",
    reallocate: "Reallocate",
    unmap: "Unmap everything",
    undo: "Undo",
    void: "Void this payment",
    reverse: "Record that it went back",
    verify: "Confirm this payment",
    annotate: "Edit what was written",
    reversed: "The money went back",
    doubtful: "Nothing that can be trusted has confirmed this payment",
    verified: "Confirmed by a person",
    contradicted: "Another report contradicts this payment",
    contradicted_means: "The first report stands. Compare both, then replay or dismiss the other one.",
    contradiction: "Look at the report that contradicts it",
    by_at: |who, when| format!("{who}, {when}"),
};

static KISWAHILI: PaymentWords = PaymentWords {
    title: |code| format!("Malipo {code}"),
    facts: "Kama yalivyoripotiwa",
    paid: "Yalilipwa",
    heard: "Yalitufikia",
    reported_by: "Yameripotiwa na",
    payer: "Mlipaji",
    phone: "Simu",
    reference: "Kumbukumbu iliyoandikwa",
    holder: "Pesa ziko",
    method: "Yalipokelewa kama",
    received_on: "Yalipokelewa tarehe",
    till: "Kaunta",
    remark: "Maelezo",
    odd_receipt: "Hii haionekani kama risiti ya M-PESA; ihakiki na mlipaji.",
    reports: "Kila ripoti, kama ilivyokuja",
    owner: "Ni ya nani",
    no_owner: "Malipo haya bado hayana mwenyewe.",
    no_owner_means: "Kiasi chake hakihesabiwi kwa mteja yeyote hadi mtu aseme ni cha nani.",
    why: "Kwa nini?",
    decided: |who, when| format!("Aliyeamua ni {who}, {when}."),
    edits: |used, limit| format!("{used} kati ya {limit}"),
    edits_name: "Mabadiliko ya watu",
    suggestions: "Yanaweza kuwa ya nani",
    no_suggestions: "Hakuna kinachoelekeza kwa mteja. Muulize mlipaji namba ya akaunti.",
    put_to: "Yametumika kwa nini",
    put_to_nothing: "Hayajatumika kwa chochote.",
    unallocated: "Haijatumika",
    journal: "Maingizo ya daftari",
    debit: "Debiti",
    credit: "Krediti",
    account: "Akaunti ya daftari",
    by: "Aliyefanya",
    journal_cut: "Maingizo ya zamani yako kwenye daftari.",
    history: "Kilichotokea",
    actions: "Unachoweza kufanya",
    associate: "Husisha na mteja",
    associate_other: "Hamishia kwa mteja mwingine",
    disassociate: "Ondoa kwa mteja",
    reallocate: "Gawanya upya",
    unmap: "Ondoa mgawanyo wote",
    undo: "Tengua",
    void: "Batilisha malipo haya",
    reverse: "Rekodi kwamba yamerudishwa",
    verify: "Thibitisha malipo haya",
    annotate: "Hariri yaliyoandikwa",
    reversed: "Pesa zilirudishwa",
    doubtful: "Hakuna chanzo cha kuaminika kilichothibitisha malipo haya",
    verified: "Yamethibitishwa na mtu",
    contradicted: "Ripoti nyingine inapingana na malipo haya",
    contradicted_means: "Ripoti ya kwanza ndiyo inayosimama. Linganisha zote mbili, \
        kisha rudia kuipokea nyingine au uiweke kando.",
    contradiction: "Angalia ripoti inayopingana nayo",
    by_at: |who, when| format!("{who}, {when}"),
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
