//! On the page of the audit.

pub mod actions;
pub mod subjects;

use billing::language::Language;
use billing::role::Capacity;

use crate::language::pick;
use crate::words::staff::role_names::RoleNames;

/// On the page of the audit.
#[derive(Debug)]
pub struct AuditWords {
    /// The heading.
    pub title: &'static str,
    /// What is in it and what is not.
    pub means: &'static str,
    /// What the form is called.
    pub filter: &'static str,
    /// The label of who.
    pub who: &'static str,
    /// Whoever it was.
    pub anybody: &'static str,
    /// The label of what was done.
    pub did: &'static str,
    /// Whatever was done.
    pub anything: &'static str,
    /// The label of what it was done to.
    pub to_what: &'static str,
    /// Whatever it was.
    pub any_thing: &'static str,
    /// Takes the name of somebody who does not work here any more.
    pub left: fn(&str) -> String,
    /// Takes the name of an API key.
    pub key: fn(&str) -> String,
    /// Takes the name of an API key that was revoked.
    pub revoked_key: fn(&str) -> String,
    /// The button.
    pub show: &'static str,
    /// The link to everything of the last days.
    pub reset: &'static str,
    /// Who is chosen is not on the list.
    pub bad_actor: &'static str,
    /// What was done is not on the list.
    pub bad_action: &'static str,
    /// What it was done to is not on the list.
    pub bad_subject: &'static str,
    /// The link to the file.
    pub export: &'static str,
    /// Takes the most lines that a file has.
    pub export_limit: fn(&str) -> String,
    /// Takes the first and the last day: what the table holds.
    pub caption: fn(&str, &str) -> String,
    /// The heading of when.
    pub when: &'static str,
    /// The heading of the account.
    pub account: &'static str,
    /// The heading of the facts.
    pub facts: &'static str,
    /// The heading of the reason.
    pub why: &'static str,
    /// The link to all that was done to the same thing.
    pub only_this: &'static str,
    /// There is nothing in the period.
    pub none: &'static str,
    /// Nothing fits the filter.
    pub none_so: &'static str,
    /// Takes a day: nothing fits back to it, and the list goes on.
    pub none_back_to: fn(&str) -> String,
    /// Takes a day: how far the page looked, where the list goes on.
    pub looked_back_to: fn(&str) -> String,
    /// As what Malipo acts.
    pub system: &'static str,
    /// As what customers act.
    pub customer: &'static str,
}

impl AuditWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// As what somebody acts.
    #[must_use]
    pub fn capacity(&self, language: Language, capacity: Capacity) -> &'static str {
        match capacity {
            Capacity::System => self.system,
            Capacity::Staff(role) => RoleNames::of(language).role(role),
            Capacity::Customer => self.customer,
        }
    }
}

static ENGLISH: AuditWords = AuditWords {
    title: "Audit",
    means: "Who did what, when and why. What rules and schedules do is not in it; \
        each payment and obligation tells that itself.",
    filter: "What to show",
    who: "Who",
    anybody: "Anybody",
    did: "Did what",
    anything: "Anything",
    to_what: "To what",
    any_thing: "Everything",
    left: |name| format!("{name} (left)"),
    key: |name| format!("API key: {name}"),
    revoked_key: |name| format!("API key: {name} (revoked)"),
    show: "Show these",
    reset: "Show everything of the last seven days",
    bad_actor: "Choose somebody from the list.",
    bad_action: "Choose what was done from the list.",
    bad_subject: "Choose what it was done to from the list.",
    export: "Download these as CSV",
    export_limit: |most| format!("One file has at most {most} lines and says where it was cut."),
    caption: |from, to| format!("What people did from {from} to {to}, newest first"),
    when: "When",
    account: "Account",
    facts: "Facts",
    why: "Why",
    only_this: "only this",
    none: "Nobody did anything in this period.",
    none_so: "Nothing in this period fits what you chose.",
    none_back_to: |day| format!("Nothing fits back to {day}; the list goes on before that."),
    looked_back_to: |day| format!("This page goes back to {day}."),
    system: "Malipo itself",
    customer: "Customer",
};

static KISWAHILI: AuditWords = AuditWords {
    title: "Ukaguzi",
    means: "Nani alifanya nini, lini na kwa nini. Yanayofanywa na kanuni na ratiba hayamo; \
        kila malipo na deni huyaeleza yenyewe.",
    filter: "Cha kuonyesha",
    who: "Nani",
    anybody: "Yeyote",
    did: "Alifanya nini",
    anything: "Chochote",
    to_what: "Kilichoguswa",
    any_thing: "Vyote",
    left: |name| format!("{name} (ameondoka)"),
    key: |name| format!("Ufunguo wa API: {name}"),
    revoked_key: |name| format!("Ufunguo wa API: {name} (umebatilishwa)"),
    show: "Onyesha haya",
    reset: "Onyesha yote ya siku saba zilizopita",
    bad_actor: "Chagua mtu kutoka kwenye orodha.",
    bad_action: "Chagua kilichofanywa kutoka kwenye orodha.",
    bad_subject: "Chagua kilichoguswa kutoka kwenye orodha.",
    export: "Pakua haya kama CSV",
    export_limit: |most| format!("Faili moja ina mistari isiyozidi {most} na husema ilipokatwa."),
    caption: |from, to| format!("Yaliyofanywa na watu kuanzia {from} hadi {to}, mapya kwanza"),
    when: "Lini",
    account: "Akaunti",
    facts: "Maelezo",
    why: "Sababu",
    only_this: "hii tu",
    none: "Hakuna aliyefanya chochote katika kipindi hiki.",
    none_so: "Hakuna kinacholingana na ulichochagua katika kipindi hiki.",
    none_back_to: |day| {
        format!("Hakuna kinacholingana hadi {day}; orodha inaendelea kabla ya hapo.")
    },
    looked_back_to: |day| format!("Ukurasa huu unarudi nyuma hadi {day}."),
    system: "Malipo yenyewe",
    customer: "Mteja",
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
