//! On the public page that tells how to pay by hand.

use billing::language::Language;

use crate::language::pick;

/// On the public page that tells how to pay by hand.
#[derive(Debug)]
pub struct HowToPayWords {
    /// Takes the payee's name.
    pub title: fn(&str) -> String,
    /// Which way of paying this is.
    pub by_mpesa: &'static str,
    /// The name of the Paybill number.
    pub paybill: &'static str,
    /// The name of the account number.
    pub account: &'static str,
    /// Instead of an account number that is not known.
    pub account_on_bill: &'static str,
    /// The name of the amount.
    pub amount: &'static str,
    /// Above the steps.
    pub steps: &'static str,
    /// First step.
    pub open_mpesa: &'static str,
    /// Second step; the Paybill number follows.
    pub enter_business_number: &'static str,
    /// Third step; the account number follows where it is known.
    pub enter_account_number: &'static str,
    /// Fourth step.
    pub enter_amount: &'static str,
    /// Fifth step.
    pub enter_pin: &'static str,
    /// After the last step.
    pub keep_message: &'static str,
}

impl HowToPayWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: HowToPayWords = HowToPayWords {
    title: |name| format!("Pay {name}"),
    by_mpesa: "By M-PESA, from your own phone or from anyone’s.",
    paybill: "Paybill number",
    account: "Account number",
    account_on_bill: "the one on your bill",
    amount: "Amount",
    steps: "Step by step",
    open_mpesa: "Open M-PESA on the phone. Choose Lipa na M-PESA, then Pay Bill.",
    enter_business_number: "Enter the business number",
    enter_account_number: "Enter your account number",
    enter_amount: "Enter the amount.",
    enter_pin: "Check that both numbers are right, then enter your M-PESA PIN.",
    keep_message: "M-PESA sends you a message. Keep it: the code in it proves your payment.",
};

static KISWAHILI: HowToPayWords = HowToPayWords {
    title: |name| format!("Lipa {name}"),
    by_mpesa: "Kwa M-PESA, kutoka kwa simu yako au ya mtu mwingine yeyote.",
    paybill: "Namba ya Paybill",
    account: "Namba ya akaunti",
    account_on_bill: "iliyo kwenye bili yako",
    amount: "Kiasi",
    steps: "Hatua kwa hatua",
    open_mpesa: "Fungua M-PESA kwenye simu. Chagua Lipa na M-PESA, kisha Pay Bill.",
    enter_business_number: "Weka namba ya biashara",
    enter_account_number: "Weka namba yako ya akaunti",
    enter_amount: "Weka kiasi.",
    enter_pin: "Hakikisha namba zote mbili ni sahihi, kisha weka PIN yako ya M-PESA.",
    keep_message: "M-PESA itakutumia ujumbe. Uhifadhi: namba ya muamala iliyomo inathibitisha malipo yako.",
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
