//! What the pages about a customer's payments say.

use billing::language::Language;
use billing::payment::Channel;

use crate::language::pick;

/// What the pages about a customer's payments say.
#[derive(Debug)]
pub struct PaymentsWords {
    /// The heading of the list.
    pub title: &'static str,
    /// Where there is none.
    pub none: &'static str,
    /// All amounts are in this currency.
    pub in_currency: fn(&str) -> String,
    /// Takes what a payment was put to.
    pub settled: fn(&str) -> String,
    /// Takes what of it was put to nothing yet.
    pub not_used: fn(&str) -> String,
    /// By M-PESA.
    pub mpesa: &'static str,
    /// By a bank.
    pub bank: &'static str,
    /// Entered by staff.
    pub office: &'static str,
    /// Before the link to the form that takes an M-PESA code.
    pub missing: &'static str,
    /// That link.
    pub tell_code: &'static str,
    /// The heading of one payment; takes its code.
    pub one: fn(&str) -> String,
    /// When it was paid.
    pub paid_on: &'static str,
    /// How it came.
    pub way: &'static str,
    /// The name of the payer.
    pub payer: &'static str,
    /// What was typed as account.
    pub reference: &'static str,
    /// The code.
    pub code: &'static str,
    /// The heading of what it was put to.
    pub put_to: &'static str,
    /// Where it was put to nothing.
    pub put_to_nothing: &'static str,
    /// What happens with the rest.
    pub rest: &'static str,
    /// The money went back.
    pub reversed: &'static str,
    /// The link to the document.
    pub receipt: &'static str,
    /// The link back.
    pub all: &'static str,
}

impl PaymentsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// How a payment came.
    #[must_use]
    pub const fn way_of(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Bank => self.bank,
            Channel::Manual => self.office,
            Channel::MpesaC2b | Channel::MpesaStk | Channel::MpesaPull | Channel::MpesaStatus => {
                self.mpesa
            }
        }
    }
}

static ENGLISH: PaymentsWords = PaymentsWords {
    title: "Payments",
    none: "No payment of yours has arrived yet.",
    in_currency: |currency| format!("All amounts in {currency}."),
    settled: |what| format!("settled {what}"),
    not_used: |amount| format!("{amount} not yet used"),
    mpesa: "M-PESA",
    bank: "Bank",
    office: "At our office",
    missing: "Paid, but it is not here?",
    tell_code: "Tell us the M-PESA code",
    one: |code| format!("Payment {code}"),
    paid_on: "Paid on",
    way: "How",
    payer: "Payer",
    reference: "Typed as account",
    code: "Code",
    put_to: "What it was put to",
    put_to_nothing: "It was not put to anything yet.",
    rest: "It stays yours, and goes to what you owe next.",
    reversed: "The money of this payment went back. It does not count any more.",
    receipt: "Receipt (PDF)",
    all: "All payments",
};

static KISWAHILI: PaymentsWords = PaymentsWords {
    title: "Malipo",
    none: "Hakuna malipo yako yaliyofika bado.",
    in_currency: |currency| format!("Kiasi chote ni kwa {currency}."),
    settled: |what| format!("yamelipia {what}"),
    not_used: |amount| format!("{amount} haijatumika"),
    mpesa: "M-PESA",
    bank: "Benki",
    office: "Ofisini kwetu",
    missing: "Umelipa, lakini hayapo hapa?",
    tell_code: "Tuambie namba ya muamala wa M-PESA",
    one: |code| format!("Malipo {code}"),
    paid_on: "Yalilipwa",
    way: "Njia",
    payer: "Mlipaji",
    reference: "Akaunti iliyoandikwa",
    code: "Namba ya muamala",
    put_to: "Yalichokilipia",
    put_to_nothing: "Bado hayajalipia chochote.",
    rest: "Bado ni yako, na italipia deni lako linalofuata.",
    reversed: "Pesa za malipo haya zilirudishwa. Hayahesabiwi tena.",
    receipt: "Risiti (PDF)",
    all: "Malipo yote",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &["M-PESA"]);
    }
}
