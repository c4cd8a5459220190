//! On the page where staff have a customer’s phone prompted to pay.

use billing::language::Language;

use crate::language::pick;

/// On the page where staff have a customer’s phone prompted to pay.
#[derive(Debug)]
pub struct AskWords {
    /// Takes a name: the heading.
    pub title: fn(&str) -> String,
    /// How to fill in the amount.
    pub amount_hint: &'static str,
    /// The legend of the phones.
    pub phone: &'static str,
    /// The choice of another phone.
    pub other_phone: &'static str,
    /// The label of its number.
    pub other_label: &'static str,
    /// What will happen.
    pub what_happens: &'static str,
    /// The button.
    pub do_it: &'static str,
    /// Where M-PESA is not set up.
    pub not_set_up: &'static str,
    /// Takes name and amount: the heading once it was asked.
    pub asked_title: fn(&str, &str) -> String,
    /// Takes the phone: it is on its way.
    pub waiting: fn(&str) -> String,
    /// What that means.
    pub waiting_means: &'static str,
    /// It was paid.
    pub paid: &'static str,
    /// What that means.
    pub paid_means: &'static str,
    /// The way to the payment.
    pub see_payment: &'static str,
    /// It was not paid.
    pub failed: &'static str,
    /// Nobody knows.
    pub unknown: &'static str,
    /// What to do then.
    pub unknown_means: &'static str,
    /// The link that loads it again.
    pub look_again: &'static str,
    /// The way to ask again.
    pub again: &'static str,
    /// The way back.
    pub back: &'static str,
}

impl AskWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: AskWords = AskWords {
    title: |name| format!("Ask {name} to pay by M-PESA"),
    amount_hint: "Whole shillings, 1 to 250,000.",
    phone: "Which phone",
    other_phone: "Another phone",
    other_label: "The other number",
    what_happens: "M-PESA asks for the PIN on this phone, once. Nothing is taken before the customer enters it.",
    do_it: "Ask M-PESA",
    not_set_up: "Prompts are not set up here. The customer can pay from the M-PESA menu.",
    asked_title: |name, amount| format!("{amount} from {name}"),
    waiting: |phone| format!("M-PESA is asking {phone}"),
    waiting_means: "The customer enters the PIN on the phone. The answer appears here by itself.",
    paid: "Paid",
    paid_means: "The payment is in the account as soon as its receipt is known.",
    see_payment: "Open the payment",
    failed: "Not paid",
    unknown: "We do not know yet",
    unknown_means: "The customer may have paid. Do not ask again: we are asking M-PESA.",
    look_again: "Look again",
    again: "Ask again",
    back: "Back to the charges",
};

static KISWAHILI: AskWords = AskWords {
    title: |name| format!("Muombe {name} alipe kwa M-PESA"),
    amount_hint: "Shilingi nzima, 1 hadi 250,000.",
    phone: "Simu gani",
    other_phone: "Simu nyingine",
    other_label: "Namba hiyo nyingine",
    what_happens: "M-PESA itaomba PIN kwenye simu hii, mara moja. Hakuna kinachokatwa kabla mteja hajaiweka.",
    do_it: "Omba M-PESA",
    not_set_up: "Maombi ya M-PESA hayajawekwa hapa. Mteja anaweza kulipa kupitia menyu ya M-PESA.",
    asked_title: |name, amount| format!("{amount} kutoka kwa {name}"),
    waiting: |phone| format!("M-PESA inaomba {phone}"),
    waiting_means: "Mteja anaweka PIN kwenye simu. Jibu litaonekana hapa lenyewe.",
    paid: "Imelipwa",
    paid_means: "Malipo yataonekana kwenye akaunti mara tu risiti yake itakapojulikana.",
    see_payment: "Fungua malipo",
    failed: "Haikulipwa",
    unknown: "Bado hatujui",
    unknown_means: "Huenda mteja amelipa. Usiombe tena: tunaiuliza M-PESA.",
    look_again: "Angalia tena",
    again: "Omba tena",
    back: "Rudi kwenye madeni",
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
