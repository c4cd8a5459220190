//! On the pages about API keys.

use billing::language::Language;

use crate::language::pick;

/// On the pages about API keys.
#[derive(Debug)]
pub struct KeysWords {
    /// The heading.
    pub title: &'static str,
    /// What they are for.
    pub means: &'static str,
    /// That they do not end by themselves, and which one is not listed.
    pub lasting: &'static str,
    /// The way to the form.
    pub issue: &'static str,
    /// There is none.
    pub none: &'static str,
    /// The heading of what they are for.
    pub name: &'static str,
    /// The heading of the roles.
    pub role: &'static str,
    /// The heading of when and by whom.
    pub issued: &'static str,
    /// The heading of the last use.
    pub used: &'static str,
    /// It was not used.
    pub never: &'static str,
    /// It opens.
    pub works: &'static str,
    /// It does not any more.
    pub revoked: &'static str,
    /// The heading of what can be done.
    pub act: &'static str,
    /// Takes when and by whom.
    pub at_by: fn(&str, &str) -> String,
    /// The link on a line.
    pub revoke: &'static str,
    /// Takes the name: the same link for those who hear it.
    pub revoke_which: fn(&str) -> String,
    /// The heading of the form.
    pub new_title: &'static str,
    /// How to fill in the name.
    pub name_hint: &'static str,
    /// What is chosen.
    pub role_legend: &'static str,
    /// How to choose.
    pub role_hint: &'static str,
    /// Nothing was chosen.
    pub role_missing: &'static str,
    /// That it is shown once.
    pub once: &'static str,
    /// The button.
    pub issue_button: &'static str,
    /// A key was issued from this form.
    pub issued_already: &'static str,
    /// Takes the name: the heading of the answer.
    pub shown_title: fn(&str) -> String,
    /// Copy it now.
    pub copy_now: &'static str,
    /// Why.
    pub copy_why: &'static str,
    /// What the key is called.
    pub key: &'static str,
    /// Above what to do with it.
    pub then: &'static str,
    /// Where it is entered.
    pub then_enter: &'static str,
    /// How one sees whether it works.
    pub then_try: &'static str,
    /// What one does not do.
    pub then_never: &'static str,
    /// The way on.
    pub copied: &'static str,
    /// Takes the name: the heading of revoking.
    pub revoke_title: fn(&str) -> String,
    /// What becomes of whoever uses it.
    pub revoke_stops: &'static str,
    /// Takes the day: when it was used last.
    pub revoke_used: fn(&str) -> String,
    /// It was never used.
    pub revoke_unused: &'static str,
    /// That it cannot be undone.
    pub revoke_for_good: &'static str,
    /// The button.
    pub revoke_button: &'static str,
    /// Afterwards.
    pub revoke_done: &'static str,
}

impl KeysWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: KeysWords = KeysWords {
    title: "API keys",
    means: "With a key, another system of yours reads and writes here: a router, a shop, the books. \
        A key may do what its role may.",
    lasting: "Keys do not end by themselves: revoke those that nobody uses. \
        A key that is set where this deployment is configured is not listed here.",
    issue: "Issue a key",
    none: "No key was issued yet.",
    name: "For",
    role: "Role",
    issued: "Issued",
    used: "Last used",
    never: "Never",
    works: "Works",
    revoked: "Revoked",
    act: "What you can do",
    at_by: |at, by| format!("{at}, by {by}"),
    revoke: "Revoke",
    revoke_which: |name| format!("Revoke the key for {name}"),
    new_title: "Issue an API key",
    name_hint: "Which system it is for, such as “router at the exchange”. At most 60 characters.",
    role_legend: "What the key may do",
    role_hint: "The least that the system needs. One that only reads needs an auditor’s key.",
    role_missing: "Choose what the key may do.",
    once: "The key is shown once, on the next page. Have the system ready that is to use it.",
    issue_button: "Issue key",
    issued_already: "A key was issued from this form already, and it is shown only once. If you lost it, revoke it in \
        the list. Send this form again to have another one issued.",
    shown_title: |name| format!("The key for {name}"),
    copy_now: "Copy this key now.",
    copy_why: "It is kept nowhere and cannot be shown again. If it is lost, revoke it and issue another.",
    key: "Key",
    then: "What to do with it",
    then_enter: "Enter it where the system asks for an API key. It is sent with each request, in this header:",
    then_try: "This request shows whether it works:",
    then_never: "Do not send it by e-mail or in a chat: whoever has it may do what it may.",
    copied: "I have copied it: back to the keys",
    revoke_title: |name| format!("Revoke the key for {name}"),
    revoke_stops: "Whatever uses this key is refused from this moment.",
    revoke_used: |day| format!("It was last used on {day}."),
    revoke_unused: "It was never used.",
    revoke_for_good: "It cannot be made valid again. Another key can be issued.",
    revoke_button: "Revoke key",
    revoke_done: "The key was revoked. It opens nothing any more.",
};

static KISWAHILI: KeysWords = KeysWords {
    title: "Funguo za API",
    means: "Kwa ufunguo, mfumo wako mwingine husoma na kuandika hapa: kipanga njia, duka, vitabu vya hesabu. \
        Ufunguo huruhusiwa kile ambacho wadhifa wake unaruhusiwa.",
    lasting: "Funguo hazikomi zenyewe: batilisha zile ambazo hakuna anayezitumia. \
        Ufunguo uliowekwa kwenye usanidi wa mfumo huu hauonyeshwi hapa.",
    issue: "Toa ufunguo",
    none: "Hakuna ufunguo uliotolewa bado.",
    name: "Ni wa",
    role: "Wadhifa",
    issued: "Ulitolewa",
    used: "Ulitumika mwisho",
    never: "Haujawahi",
    works: "Unafanya kazi",
    revoked: "Umebatilishwa",
    act: "Unachoweza kufanya",
    at_by: |at, by| format!("{at}, na {by}"),
    revoke: "Batilisha",
    revoke_which: |name| format!("Batilisha ufunguo wa {name}"),
    new_title: "Toa ufunguo wa API",
    name_hint: "Ni wa mfumo upi, kama “kipanga njia cha ofisini”. Usizidi herufi 60.",
    role_legend: "Ufunguo unaruhusiwa nini",
    role_hint: "Kidogo kabisa ambacho mfumo unahitaji. Unaosoma tu unahitaji ufunguo wa mkaguzi.",
    role_missing: "Chagua ufunguo unaruhusiwa nini.",
    once: "Ufunguo huonyeshwa mara moja, kwenye ukurasa ujao. Uwe na mfumo utakaoutumia tayari.",
    issue_button: "Toa ufunguo",
    issued_already: "Ufunguo ulishatolewa kwa fomu hii, na huonyeshwa mara moja tu. Ukipotea, ubatilishe kwenye \
        orodha. Tuma fomu hii tena ili utolewe mwingine.",
    shown_title: |name| format!("Ufunguo wa {name}"),
    copy_now: "Nakili ufunguo huu sasa.",
    copy_why: "Hauhifadhiwi popote na hauwezi kuonyeshwa tena. Ukipotea, ubatilishe na utoe mwingine.",
    key: "Ufunguo",
    then: "Cha kufanya nao",
    then_enter: "Uingize pale ambapo mfumo unaomba ufunguo wa API. Hutumwa na kila ombi, katika kichwa hiki:",
    then_try: "Ombi hili linaonyesha kama unafanya kazi:",
    then_never: "Usiutume kwa barua pepe wala kwenye gumzo: aliye nao anaweza kufanya kile unachoruhusiwa.",
    copied: "Nimeunakili: rudi kwenye funguo",
    revoke_title: |name| format!("Batilisha ufunguo wa {name}"),
    revoke_stops: "Chochote kinachotumia ufunguo huu kitakataliwa kuanzia sasa hivi.",
    revoke_used: |day| format!("Ulitumika mwisho {day}."),
    revoke_unused: "Haujawahi kutumika.",
    revoke_for_good: "Hauwezi kufanywa halali tena. Ufunguo mwingine unaweza kutolewa.",
    revoke_button: "Batilisha ufunguo",
    revoke_done: "Ufunguo umebatilishwa. Haufungui chochote tena.",
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
