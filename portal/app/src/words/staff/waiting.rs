//! On the lists of what waits for somebody.

pub mod claims;
pub mod notifications;
pub mod pushes;

use billing::language::Language;

use crate::language::pick;

/// On the lists of callbacks, gaps and payments to confirm, and what these lists share.
#[derive(Debug)]
pub struct WaitingWords {
    /// Leads back to the first page.
    pub back: &'static str,
    /// Leads back to the list.
    pub to_list: &'static str,
    /// The heading of when.
    pub when: &'static str,
    /// The heading of why.
    pub why: &'static str,
    /// The heading of the customers.
    pub customer: &'static str,
    /// The heading of what one can do.
    pub action: &'static str,
    /// Leads to one of them; what it is follows, heard only.
    pub look: &'static str,
    /// The heading of callbacks.
    pub parked: &'static str,
    /// What they are.
    pub parked_means: &'static str,
    /// There is none.
    pub parked_none: &'static str,
    /// The heading of the addresses.
    pub hook: &'static str,
    /// The heading of the short codes.
    pub short_code: &'static str,
    /// Takes the time: the heading of one.
    pub parked_one: fn(&str) -> String,
    /// The name of its kind.
    pub kind: &'static str,
    /// It cannot be read.
    pub unreadable: &'static str,
    /// It contradicts what is known.
    pub conflict: &'static str,
    /// It is about another account.
    pub unexpected_holder: &'static str,
    /// Nobody asked for it.
    pub unexpected: &'static str,
    /// Above its body.
    pub body: &'static str,
    /// More was sent than is kept.
    pub truncated: &'static str,
    /// Leads to the payment.
    pub payment: &'static str,
    /// Above taking it in again.
    pub replay: &'static str,
    /// What that does.
    pub replay_means: &'static str,
    /// The same, if it works.
    pub replay_then: &'static str,
    /// The button.
    pub replay_button: &'static str,
    /// Above putting it aside.
    pub dismiss: &'static str,
    /// What that does.
    pub dismiss_means: &'static str,
    /// The button.
    pub dismiss_button: &'static str,
    /// Takes how, who and when: what was done about it.
    pub resolved: fn(&str, &str, &str) -> String,
    /// It was taken in again.
    pub replayed: &'static str,
    /// It was put aside.
    pub dismissed: &'static str,
    /// After it was taken in again, with a payment.
    pub replay_done: &'static str,
    /// After it was taken in again, without one.
    pub replay_nothing: &'static str,
    /// After it was tried in vain.
    pub replay_failed: &'static str,
    /// What to do then.
    pub replay_failed_means: &'static str,
    /// The heading of gaps.
    pub gaps: &'static str,
    /// What they are.
    pub gaps_means: &'static str,
    /// There is none.
    pub gaps_none: &'static str,
    /// Takes the short code.
    pub of_short_code: fn(&str) -> String,
    /// Takes a time: how far M-PESA's list was fetched.
    pub pulled_until: fn(&str) -> String,
    /// It never was.
    pub never_pulled: &'static str,
    /// Takes a count: payments that only the list brought.
    pub recovered: fn(&str) -> String,
    /// The heading of the receipts before and behind.
    pub between: &'static str,
    /// Takes two times.
    pub from_to: fn(&str, &str) -> String,
    /// The heading of what is missing.
    pub missing: &'static str,
    /// The heading of payments to confirm.
    pub unverified: &'static str,
    /// What they are.
    pub unverified_means: &'static str,
    /// There is none.
    pub unverified_none: &'static str,
    /// Leads to confirming it; the code follows, heard only.
    pub verify: &'static str,
}

impl WaitingWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: WaitingWords = WaitingWords {
    back: "Back to today",
    to_list: "Back to the list",
    when: "When",
    why: "Why",
    customer: "Customer",
    action: "Action",
    look: "Look at it",
    parked: "Callbacks that wait for a decision",
    parked_means: "They could not be read, or contradict what is known. Nothing of them is lost.",
    parked_none: "No callback waits.",
    hook: "Address",
    short_code: "Short code",
    parked_one: |when| format!("Callback of {when}"),
    kind: "What is wrong",
    unreadable: "It cannot be read",
    conflict: "It contradicts a payment that is known",
    unexpected_holder: "It is about an account that is not ours",
    unexpected: "Nobody asked for it",
    body: "As it came",
    truncated: "More was sent than is kept.",
    payment: "Look at the payment",
    replay: "Take it in again",
    replay_means: "It is read once more, as it came, with the rules of today.",
    replay_then: "If it can be read now, its payment is recorded and gets its owner, who is told. If not, it stays here.",
    replay_button: "Take this callback in again",
    dismiss: "Put it aside",
    dismiss_means: "It leaves this list for good. It stays readable, and no payment comes of it.",
    dismiss_button: "Put this callback aside",
    resolved: |how, who, when| format!("{how} by {who}, {when}."),
    replayed: "Taken in again",
    dismissed: "Put aside",
    replay_done: "It was taken in: its payment is recorded.",
    replay_nothing: "It was taken in. There is no new payment in it.",
    replay_failed: "It still cannot be taken in.",
    replay_failed_means: "Read why below. Put it aside if nothing can come of it.",
    gaps: "Gaps in the confirmations",
    gaps_means: "M-PESA’s balance grew more between two confirmations than they say. \
        M-PESA’s list is fetched at once; what stays is for the statement to explain.",
    gaps_none: "Every confirmation follows from the one before.",
    of_short_code: |code| format!("Short code {code}"),
    pulled_until: |when| format!("M-PESA’s list was fetched up to {when}."),
    never_pulled: "M-PESA’s list was never fetched.",
    recovered: |count| format!("Payments that only the list brought: {count}."),
    between: "Between the receipts",
    from_to: |from, to| format!("{from} to {to}"),
    missing: "Missing",
    unverified: "Payments to confirm",
    unverified_means: "Nothing that can be trusted has confirmed them, so nobody can own them yet. \
        Find them on the statement first.",
    unverified_none: "No payment has to be confirmed.",
    verify: "Check and confirm",
};

static KISWAHILI: WaitingWords = WaitingWords {
    back: "Rudi kwenye leo",
    to_list: "Rudi kwenye orodha",
    when: "Lini",
    why: "Kwa nini",
    customer: "Mteja",
    action: "Hatua",
    look: "Iangalie",
    parked: "Taarifa zinazosubiri uamuzi",
    parked_means: "Hazikuweza kusomeka, au zinapingana na kinachojulikana. Hakuna kilichopotea.",
    parked_none: "Hakuna taarifa inayosubiri.",
    hook: "Anwani",
    short_code: "Namba ya biashara",
    parked_one: |when| format!("Taarifa ya {when}"),
    kind: "Tatizo",
    unreadable: "Haisomeki",
    conflict: "Inapingana na malipo yanayojulikana",
    unexpected_holder: "Inahusu akaunti isiyo yetu",
    unexpected: "Hakuna aliyeiomba",
    body: "Kama ilivyokuja",
    truncated: "Kilitumwa zaidi ya kinachohifadhiwa.",
    payment: "Angalia malipo",
    replay: "Ipokee tena",
    replay_means: "Itasomwa tena, kama ilivyokuja, kwa kanuni za leo.",
    replay_then: "Ikisomeka sasa, malipo yake yatarekodiwa na kupata mwenyewe, ambaye ataarifiwa. La sivyo, itabaki hapa.",
    replay_button: "Pokea taarifa hii tena",
    dismiss: "Iweke kando",
    dismiss_means: "Itaondoka kwenye orodha hii kabisa. Itaendelea kusomeka, na hakuna malipo yatakayotokana nayo.",
    dismiss_button: "Weka taarifa hii kando",
    resolved: |how, who, when| format!("{how} na {who}, {when}."),
    replayed: "Imepokelewa tena",
    dismissed: "Imewekwa kando",
    replay_done: "Imepokelewa: malipo yake yamerekodiwa.",
    replay_nothing: "Imepokelewa. Hakuna malipo mapya ndani yake.",
    replay_failed: "Bado haiwezi kupokelewa.",
    replay_failed_means: "Soma sababu hapa chini. Iweke kando ikiwa hakuna kinachoweza kutokana nayo.",
    gaps: "Mapengo katika uthibitisho",
    gaps_means: "Salio la M-PESA liliongezeka kati ya uthibitisho mbili kuliko zinavyosema. \
        Orodha ya M-PESA huchukuliwa mara moja; kinachobaki kinaelezwa na taarifa ya akaunti.",
    gaps_none: "Kila uthibitisho unafuata uliotangulia.",
    of_short_code: |code| format!("Namba ya biashara {code}"),
    pulled_until: |when| format!("Orodha ya M-PESA ilichukuliwa hadi {when}."),
    never_pulled: "Orodha ya M-PESA haijawahi kuchukuliwa.",
    recovered: |count| format!("Malipo yaliyoletwa na orodha pekee: {count}."),
    between: "Kati ya risiti",
    from_to: |from, to| format!("{from} hadi {to}"),
    missing: "Zinazokosekana",
    unverified: "Malipo ya kuthibitisha",
    unverified_means: "Hakuna chanzo cha kuaminika kilichoyathibitisha, kwa hivyo bado hayawezi kuwa na mwenyewe. \
        Yatafute kwanza kwenye taarifa ya akaunti.",
    unverified_none: "Hakuna malipo ya kuthibitisha.",
    verify: "Hakiki na uthibitishe",
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
