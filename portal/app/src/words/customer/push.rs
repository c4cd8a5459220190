//! While M-PESA is asked for a payment, and when it has answered.
//! What M-PESA's answers mean is said by `billing::push::progress`.

use billing::language::Language;

use crate::language::pick;

/// While M-PESA is asked for a payment, and when it has answered.
#[derive(Debug)]
pub struct PushWords {
    /// The heading while the prompt is on the phone; takes its number.
    pub check_phone: fn(&str) -> String,
    /// What to do there.
    pub enter_pin: &'static str,
    /// Before the seconds that are left.
    pub waiting: &'static str,
    /// What happens without the page.
    pub may_close: &'static str,
    /// The heading once it is paid; takes the receipt.
    pub paid: fn(&str) -> String,
    /// The same, before the receipt is known.
    pub paid_so_far: &'static str,
    /// What to expect then.
    pub receipt_follows: &'static str,
    /// Takes the amount that was paid.
    pub received: fn(&str) -> String,
    /// The new balance is a debt; takes it.
    pub owe: fn(&str) -> String,
    /// The new balance is nothing.
    pub even: &'static str,
    /// The new balance is a credit; takes it.
    pub credit: fn(&str) -> String,
    /// The link to the payment.
    pub see_payment: &'static str,
    /// The heading where the customer cancelled.
    pub cancelled: &'static str,
    /// The link to another try.
    pub try_again: &'static str,
    /// The link to the payment by hand.
    pub by_hand: &'static str,
    /// The heading while nobody knows.
    pub unknown: &'static str,
    /// What is done about it.
    pub we_ask: &'static str,
    /// What is done about it where M-PESA was asked for long enough.
    pub person_looks: &'static str,
    /// The name of what can be quoted.
    pub reference: &'static str,
    /// When to quote it.
    pub quote: &'static str,
    /// The link that loads the page again.
    pub look_again: &'static str,
    /// The link to the first page.
    pub home: &'static str,
    /// The name of what is paid.
    pub what: &'static str,
    /// There is no connection, so that the page may be out of date.
    pub offline: &'static str,
}

impl PushWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: PushWords = PushWords {
    check_phone: |phone| format!("Check your phone, {phone}"),
    enter_pin: "Enter your M-PESA PIN.",
    waiting: "Waiting for M-PESA. Seconds left:",
    may_close: "You can close this page: the payment counts all the same.",
    paid: |receipt| format!("Paid, receipt {receipt}"),
    paid_so_far: "Paid",
    receipt_follows: "M-PESA has confirmed it. The receipt follows in a moment.",
    received: |amount| format!("We have received {amount}."),
    owe: |amount| format!("You now owe {amount}."),
    even: "You now owe nothing.",
    credit: |amount| format!("You now have {amount} as credit."),
    see_payment: "See the receipt",
    cancelled: "You cancelled on the phone.",
    try_again: "Try again",
    by_hand: "Pay yourself instead",
    unknown: "We do not know yet. Please do not pay again.",
    we_ask: "M-PESA has not told us what became of it. We are asking, and this page will show it.",
    person_looks: "M-PESA has not told us what became of it. Check your phone’s messages, then ask us.",
    reference: "Reference",
    quote: "Quote it if you ask us about this payment.",
    look_again: "Look again",
    home: "Back to the start",
    what: "For",
    offline: "There is no connection just now. What you see may be out of date.",
};

static KISWAHILI: PushWords = PushWords {
    check_phone: |phone| format!("Angalia simu yako, {phone}"),
    enter_pin: "Weka PIN yako ya M-PESA.",
    waiting: "Tunasubiri M-PESA. Sekunde zilizobaki:",
    may_close: "Unaweza kufunga ukurasa huu: malipo yatahesabika vilevile.",
    paid: |receipt| format!("Imelipwa, risiti {receipt}"),
    paid_so_far: "Imelipwa",
    receipt_follows: "M-PESA imethibitisha. Risiti itafuata hivi punde.",
    received: |amount| format!("Tumepokea {amount}."),
    owe: |amount| format!("Sasa unadaiwa {amount}."),
    even: "Sasa hudaiwi chochote.",
    credit: |amount| format!("Sasa una salio la {amount}."),
    see_payment: "Angalia risiti",
    cancelled: "Umeghairi kwenye simu.",
    try_again: "Jaribu tena",
    by_hand: "Lipa mwenyewe badala yake",
    unknown: "Bado hatujui. Tafadhali usilipe tena.",
    we_ask: "M-PESA haijatuambia matokeo. Tunaiuliza, na ukurasa huu utaonyesha jibu.",
    person_looks: "M-PESA haijatuambia matokeo. Angalia ujumbe kwenye simu yako, kisha tuulize.",
    reference: "Kumbukumbu",
    quote: "Itaje ukituuliza kuhusu malipo haya.",
    look_again: "Angalia tena",
    home: "Rudi mwanzo",
    what: "Kwa ajili ya",
    offline: "Hakuna mtandao kwa sasa. Unachokiona huenda si cha sasa.",
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
