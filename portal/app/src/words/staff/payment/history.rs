//! What happened to a payment.

use billing::language::Language;

use crate::language::pick;

/// What happened to a payment.
#[derive(Debug)]
pub struct PaymentHistoryWords {
    /// Takes the channel: it was heard of for the first time.
    pub received: fn(&str) -> String,
    /// Takes the channel: another one told the same.
    pub corroborated: fn(&str) -> String,
    /// Another report says something else.
    pub contradicted: &'static str,
    /// Takes a customer: they got it.
    pub associated: fn(&str) -> String,
    /// Takes two customers: the second lost it to the first.
    pub moved: fn(&str, &str) -> String,
    /// Takes a customer: they lost it.
    pub disassociated: fn(&str) -> String,
    /// It went over the limit of changes.
    pub beyond_limit: &'static str,
    /// It was put to something by itself.
    pub allocated: &'static str,
    /// It was put to something else.
    pub reallocated: &'static str,
    /// One of the things that it was put to was undone.
    pub deallocated: &'static str,
    /// All of them were.
    pub unmapped: &'static str,
    /// The money went back.
    pub reversed: &'static str,
    /// A person confirmed it.
    pub verified: &'static str,
    /// What staff wrote was edited.
    pub annotated: &'static str,
    /// Anything else.
    pub corrected: &'static str,
    /// Takes amount and what for: it is not put to this any more.
    pub removed: fn(&str, &str) -> String,
    /// Takes amount and what for: it is put to this now.
    pub added: fn(&str, &str) -> String,
    /// Takes who and when.
    pub by_at: fn(&str, &str) -> String,
    /// What no person did.
    pub system: &'static str,
    /// Money reached us.
    pub entry_received: &'static str,
    /// A customer got it.
    pub entry_associated: &'static str,
    /// A customer lost it.
    pub entry_disassociated: &'static str,
    /// It left us.
    pub entry_reversed: &'static str,
    /// Any other entry.
    pub entry_other: &'static str,
    /// Takes what for, number and count: an instalment.
    pub dose: fn(&str, &str) -> String,
}

impl PaymentHistoryWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// Who did something; what rules and schedules do has a name of its own.
    #[must_use]
    pub fn who(&self, by: &str) -> String {
        match by {
            "system" => self.system.to_owned(),
            by => by.to_owned(),
        }
    }
}

static ENGLISH: PaymentHistoryWords = PaymentHistoryWords {
    received: |channel| format!("Reached us: {channel}"),
    corroborated: |channel| format!("Reported once more: {channel}"),
    contradicted: "A report that contradicts it was parked",
    associated: |customer| format!("Associated with {customer}"),
    moved: |customer, from| format!("Moved to {customer} from {from}"),
    disassociated: |customer| format!("Taken from {customer}"),
    beyond_limit: "An administrator went over the limit of changes.",
    allocated: "Allocated by itself",
    reallocated: "Reallocated",
    deallocated: "An allocation was undone",
    unmapped: "Unmapped",
    reversed: "The money went back",
    verified: "Confirmed by a person",
    annotated: "What was written was edited",
    corrected: "Corrected",
    removed: |amount, what| format!("{amount} taken back from {what}"),
    added: |amount, what| format!("{amount} put to {what}"),
    by_at: |who, when| format!("{when} · {who}"),
    system: "Malipo itself",
    entry_received: "Received",
    entry_associated: "Associated",
    entry_disassociated: "Disassociated",
    entry_reversed: "Reversed",
    entry_other: "Adjusted",
    dose: |what, number| format!("{what}, {number}"),
};

static KISWAHILI: PaymentHistoryWords = PaymentHistoryWords {
    received: |channel| format!("Yalitufikia: {channel}"),
    corroborated: |channel| format!("Yaliripotiwa tena: {channel}"),
    contradicted: "Ripoti inayopingana nayo imewekwa kando",
    associated: |customer| format!("Yamehusishwa na {customer}"),
    moved: |customer, from| format!("Yamehamishiwa kwa {customer} kutoka kwa {from}"),
    disassociated: |customer| format!("Yameondolewa kwa {customer}"),
    beyond_limit: "Msimamizi alivuka kikomo cha mabadiliko.",
    allocated: "Yamegawanywa yenyewe",
    reallocated: "Yamegawanywa upya",
    deallocated: "Mgawanyo mmoja umetenguliwa",
    unmapped: "Mgawanyo wote umeondolewa",
    reversed: "Pesa zilirudishwa",
    verified: "Yamethibitishwa na mtu",
    annotated: "Yaliyoandikwa yamehaririwa",
    corrected: "Yamesahihishwa",
    removed: |amount, what| format!("{amount} zimeondolewa kwa {what}"),
    added: |amount, what| format!("{amount} zimewekwa kwa {what}"),
    by_at: |who, when| format!("{when} · {who}"),
    system: "Malipo yenyewe",
    entry_received: "Yamepokelewa",
    entry_associated: "Yamehusishwa",
    entry_disassociated: "Yameondolewa",
    entry_reversed: "Yamerudishwa",
    entry_other: "Yamerekebishwa",
    dose: |what, number| format!("{what}, {number}"),
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
