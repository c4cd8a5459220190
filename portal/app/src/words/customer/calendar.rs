//! On a customer's calendar.

use billing::language::Language;

use crate::language::pick;

/// On a customer's calendar.
#[derive(Debug)]
pub struct CalendarWords {
    /// Takes the month.
    pub title: fn(&str) -> String,
    /// What the links to other months are called.
    pub months: &'static str,
    /// The link to the month of today.
    pub this_month: &'static str,
    /// Takes what is still to be paid in the month.
    pub to_pay: fn(&str) -> String,
    /// Everything that was due in the month is paid.
    pub all_paid: &'static str,
    /// Nothing is due in the month.
    pub nothing_due: &'static str,
    /// Takes the amount of a day on which several things are due.
    pub together: fn(&str) -> String,
    /// How today is marked, for those who hear the page.
    pub today: &'static str,
    /// Takes what is left of an instalment of which a part is paid.
    pub left: fn(&str) -> String,
    /// The heading of the address that calendar programs read.
    pub feed: &'static str,
    /// What it is good for, before there is one.
    pub feed_means: &'static str,
    /// The button that makes it.
    pub make: &'static str,
    /// What to do with the address.
    pub how_to_add: &'static str,
    /// The name of the address.
    pub address: &'static str,
    /// The link that opens it.
    pub open: &'static str,
    /// Who can read it.
    pub secret: &'static str,
    /// Where one replaces or ends it.
    pub change: &'static str,
    /// What replacing does.
    pub replace_means: &'static str,
    /// The button that replaces it.
    pub replace: &'static str,
    /// What ending does.
    pub end_means: &'static str,
    /// The button that ends it.
    pub end: &'static str,
    /// It was made.
    pub made: &'static str,
    /// Where it is.
    pub made_means: &'static str,
    /// It was replaced.
    pub replaced: &'static str,
    /// What to do after that.
    pub replaced_means: &'static str,
    /// It was ended.
    pub ended: &'static str,
    /// What that means.
    pub ended_means: &'static str,
}

impl CalendarWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CalendarWords = CalendarWords {
    title: |month| format!("Due in {month}"),
    months: "Other months",
    this_month: "This month",
    to_pay: |amount| format!("{amount} is to be paid in this month."),
    all_paid: "Everything that was due in this month is paid.",
    nothing_due: "Nothing is due in this month.",
    together: |amount| format!("Together {amount}"),
    today: "today",
    left: |amount| format!("{amount} left"),
    feed: "Add to my calendar",
    feed_means: "Your phone’s own calendar can show your due dates and follow every change. \
        For that we make you an address that only you know.",
    make: "Make my calendar address",
    how_to_add: "Open it on your phone, or copy the address into your calendar program \
        where it says “subscribe” or “add from URL”.",
    address: "Your calendar address",
    open: "Open in my calendar program",
    secret: "Whoever has this address sees what you have to pay, so give it to nobody.",
    change: "Replace or end the address",
    replace_means: "Somebody else has it? A new address is made, and the one of now stops at once.",
    replace: "Replace the address",
    end_means: "You do not want it any more? The address stops at once, \
        and your due dates disappear from the calendar that reads it.",
    end: "End the address",
    made: "Your calendar address is ready.",
    made_means: "It is below, with what to do with it.",
    replaced: "The address was replaced.",
    replaced_means: "The old one has stopped. Add the new one to your calendar.",
    ended: "The address has ended.",
    ended_means: "Nobody can read your due dates there any more. You can make another one at any time.",
};

static KISWAHILI: CalendarWords = CalendarWords {
    title: |month| format!("Ya kulipa {month}"),
    months: "Miezi mingine",
    this_month: "Mwezi huu",
    to_pay: |amount| format!("Unatakiwa kulipa {amount} katika mwezi huu."),
    all_paid: "Yote yaliyotakiwa katika mwezi huu yamelipwa.",
    nothing_due: "Hakuna cha kulipa katika mwezi huu.",
    together: |amount| format!("Jumla {amount}"),
    today: "leo",
    left: |amount| format!("imebaki {amount}"),
    feed: "Weka kwenye kalenda yangu",
    feed_means: "Kalenda ya simu yako inaweza kuonyesha tarehe zako za kulipa na kufuata kila badiliko. \
        Kwa hilo tunakutengenezea anwani ambayo wewe tu unaijua.",
    make: "Tengeneza anwani yangu ya kalenda",
    how_to_add: "Ifungue kwenye simu yako, au inakili kwenye programu yako ya kalenda \
        mahali panapoandikwa “subscribe” au “add from URL”.",
    address: "Anwani yako ya kalenda",
    open: "Fungua kwenye programu yangu ya kalenda",
    secret: "Mwenye anwani hii anaona unachotakiwa kulipa, kwa hivyo usimpe mtu.",
    change: "Badilisha au sitisha anwani",
    replace_means: "Kuna mtu mwingine aliye nayo? Anwani mpya inatengenezwa, na ya sasa inaacha kufanya kazi mara moja.",
    replace: "Badilisha anwani",
    end_means: "Huihitaji tena? Anwani inaacha kufanya kazi mara moja, \
        na tarehe zako zinaondoka kwenye kalenda inayoisoma.",
    end: "Sitisha anwani",
    made: "Anwani yako ya kalenda iko tayari.",
    made_means: "Iko hapa chini, pamoja na maelezo ya kuitumia.",
    replaced: "Anwani imebadilishwa.",
    replaced_means: "Ile ya zamani imeacha kufanya kazi. Weka mpya kwenye kalenda yako.",
    ended: "Anwani imesitishwa.",
    ended_means: "Hakuna anayeweza kusoma tarehe zako hapo tena. Unaweza kutengeneza nyingine wakati wowote.",
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
