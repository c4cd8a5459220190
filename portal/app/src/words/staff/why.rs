//! On the page that walks a customer’s journal in words.

use billing::language::Language;

use crate::language::pick;

/// On the page that walks a customer’s journal in words.
#[derive(Debug)]
pub struct WhyWords {
    /// Takes the balance: what is explained.
    pub title: fn(&str) -> String,
    /// How to read it.
    pub how_to_read: &'static str,
    /// What the list is called.
    pub steps: &'static str,
    /// Where nothing happened yet.
    pub nothing: &'static str,
    /// At the end of the last page.
    pub begins: &'static str,
    /// Takes the code: a payment became theirs.
    pub given: &'static str,
    /// A payment was taken again.
    pub taken: &'static str,
    /// The money of a payment went back.
    pub reversed: &'static str,
    /// Something has to be paid.
    pub charged: &'static str,
    /// What has to be paid was changed.
    pub changed: &'static str,
    /// It was cancelled.
    pub cancelled: &'static str,
    /// It was restored.
    pub restored: &'static str,
    /// Anything else.
    pub other: &'static str,
    /// Takes the time of payment and the channel.
    pub paid_on: fn(&str, &str) -> String,
    /// Takes rule, reason and name.
    pub ground: fn(&str, &str, &str) -> String,
    /// Takes rule and name: no reason was given.
    pub ground_alone: fn(&str, &str) -> String,
    /// Takes rule and time: what is corrected by it.
    pub corrects: fn(&str, &str) -> String,
    /// Takes an account number.
    pub moved_from: fn(&str) -> String,
    /// Takes an account number.
    pub moved_to: fn(&str) -> String,
    /// Takes a name: who gets the money.
    pub to_institution: fn(&str) -> String,
    /// Takes a count.
    pub in_doses: fn(u32) -> String,
    /// Takes day and name: when it was charged.
    pub charged_first: fn(&str, &str) -> String,
    /// Takes a reason.
    pub reason: fn(&str) -> String,
    /// Takes time and name.
    pub at_by: fn(&str, &str) -> String,
    /// Takes the day of payment.
    pub value_on: fn(&str) -> String,
    /// Takes the balance.
    pub balance_after: fn(&str) -> String,
    /// The name of what no person did.
    pub system: &'static str,
}

impl WhyWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: WhyWords = WhyWords {
    title: |balance| format!("Why the balance is {balance}"),
    how_to_read: "Each step says what changed the balance, on what grounds, and what the balance was after it. The newest step comes first.",
    steps: "Steps, newest first",
    nothing: "Nothing has changed this balance yet.",
    begins: "Here the account began, with a balance of nothing.",
    given: "Payment received",
    taken: "Payment taken out of this account",
    reversed: "Payment reversed",
    charged: "Charged",
    changed: "Charge changed",
    cancelled: "Charge cancelled",
    restored: "Charge restored",
    other: "Other entry",
    paid_on: |at, channel| format!("Paid {at}: {channel}."),
    ground: |rule, reason, by| format!("On the grounds: {rule}. {reason} ({by})"),
    ground_alone: |rule, by| format!("On the grounds: {rule} ({by})."),
    corrects: |rule, at| format!("It corrects the association of {at}: {rule}."),
    moved_from: |account| format!("Before, account {account} had it."),
    moved_to: |account| format!("Account {account} has it instead."),
    to_institution: |name| format!("Collected for {name}."),
    in_doses: |count| {
        if count == 1 {
            "In one instalment.".to_owned()
        } else {
            format!("In {count} instalments.")
        }
    },
    charged_first: |at, by| format!("It corrects what {by} charged on {at}."),
    reason: |reason| format!("Reason: {reason}"),
    at_by: |at, by| format!("{at}, by {by}"),
    value_on: |day| format!("The money was paid on {day}."),
    balance_after: |balance| format!("Balance after: {balance}"),
    system: "Malipo itself",
};

static KISWAHILI: WhyWords = WhyWords {
    title: |balance| format!("Kwa nini salio ni {balance}"),
    how_to_read: "Kila hatua inasema kilichobadilisha salio, kwa sababu gani, na salio lilikuwa kiasi gani baadaye. Hatua mpya zaidi ni ya kwanza.",
    steps: "Hatua, mpya kwanza",
    nothing: "Bado hakuna kilichobadilisha salio hili.",
    begins: "Hapa ndipo akaunti ilipoanza, bila salio.",
    given: "Malipo yamepokelewa",
    taken: "Malipo yametolewa kwenye akaunti hii",
    reversed: "Malipo yamerudishwa",
    charged: "Deni limewekwa",
    changed: "Deni limebadilishwa",
    cancelled: "Deni limefutwa",
    restored: "Deni limerudishwa",
    other: "Ingizo jingine",
    paid_on: |at, channel| format!("Yalilipwa {at}: {channel}."),
    ground: |rule, reason, by| format!("Sababu: {rule}. {reason} ({by})"),
    ground_alone: |rule, by| format!("Sababu: {rule} ({by})."),
    corrects: |rule, at| format!("Inasahihisha uhusiano wa {at}: {rule}."),
    moved_from: |account| format!("Awali ilikuwa ya akaunti {account}."),
    moved_to: |account| format!("Sasa ni ya akaunti {account}."),
    to_institution: |name| format!("Inakusanywa kwa ajili ya {name}."),
    in_doses: |count| {
        if count == 1 {
            "Kwa awamu moja.".to_owned()
        } else {
            format!("Kwa awamu {count}.")
        }
    },
    charged_first: |at, by| format!("Inasahihisha deni lililowekwa na {by} tarehe {at}."),
    reason: |reason| format!("Sababu: {reason}"),
    at_by: |at, by| format!("{at}, na {by}"),
    value_on: |day| format!("Pesa zililipwa tarehe {day}."),
    balance_after: |balance| format!("Salio baadaye: {balance}"),
    system: "Malipo yenyewe",
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
