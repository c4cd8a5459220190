//! The names of what belongs to payments: channels, methods, rules.

use billing::association::Rule;
use billing::language::Language;
use billing::notification::Channel as MessageChannel;
use billing::payment::{Channel, Method};

use crate::language::pick;

/// The names of what belongs to payments.
#[derive(Debug)]
pub struct PaymentNames {
    /// M-PESA's confirmation.
    pub mpesa_c2b: &'static str,
    /// The result of a prompt.
    pub mpesa_stk: &'static str,
    /// M-PESA's list.
    pub mpesa_pull: &'static str,
    /// M-PESA's answer about one receipt.
    pub mpesa_status: &'static str,
    /// A bank.
    pub bank_notice: &'static str,
    /// A person.
    pub entered: &'static str,
    /// Notes and coins.
    pub cash: &'static str,
    /// A cheque.
    pub cheque: &'static str,
    /// A bank transfer.
    pub bank: &'static str,
    /// A wallet.
    pub mobile: &'static str,
    /// A card.
    pub card: &'static str,
    /// The rule of prompts.
    pub by_prompt: &'static str,
    /// The rule of quoted receipts.
    pub by_receipt: &'static str,
    /// The rule of account numbers.
    pub by_account: &'static str,
    /// The rule of payment codes.
    pub by_code: &'static str,
    /// The rule of phones.
    pub by_phone: &'static str,
    /// The same, where only the hash is told.
    pub by_hash: &'static str,
    /// The rule of masked phones.
    pub by_mask: &'static str,
    /// No rule.
    pub by_person: &'static str,
    /// A short message, as the way on which something is told.
    pub sms: &'static str,
    /// A letter, as the way on which something is told.
    pub email: &'static str,
}

impl PaymentNames {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// How we heard of a payment.
    #[must_use]
    pub const fn channel(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::MpesaC2b => self.mpesa_c2b,
            Channel::MpesaStk => self.mpesa_stk,
            Channel::MpesaPull => self.mpesa_pull,
            Channel::MpesaStatus => self.mpesa_status,
            Channel::Bank => self.bank_notice,
            Channel::Manual => self.entered,
        }
    }

    /// How a person took a payment.
    #[must_use]
    pub const fn method(&self, method: Method) -> &'static str {
        match method {
            Method::Cash => self.cash,
            Method::Cheque => self.cheque,
            Method::Bank => self.bank,
            Method::Mobile => self.mobile,
            Method::Card => self.card,
        }
    }

    /// What decided whose a payment is; nothing stands for a person.
    #[must_use]
    pub const fn rule(&self, rule: Option<Rule>) -> &'static str {
        match rule {
            Some(Rule::StkPush) => self.by_prompt,
            Some(Rule::QuotedReceipt) => self.by_receipt,
            Some(Rule::AccountNumber) => self.by_account,
            Some(Rule::PaymentCode) => self.by_code,
            Some(Rule::Phone) => self.by_phone,
            Some(Rule::PhoneHash) => self.by_hash,
            Some(Rule::MaskedPhoneAndName) => self.by_mask,
            None => self.by_person,
        }
    }

    /// How somebody is told.
    #[must_use]
    pub const fn way(&self, channel: MessageChannel) -> &'static str {
        match channel {
            MessageChannel::Sms => self.sms,
            MessageChannel::Email => self.email,
        }
    }
}

static ENGLISH: PaymentNames = PaymentNames {
    mpesa_c2b: "M-PESA confirmation",
    mpesa_stk: "M-PESA prompt",
    mpesa_pull: "M-PESA’s list",
    mpesa_status: "M-PESA’s answer",
    bank_notice: "Bank notification",
    entered: "Entered by staff",
    cash: "Cash",
    cheque: "Cheque",
    bank: "Bank transfer",
    mobile: "Mobile money",
    card: "Card",
    by_prompt: "It answers a prompt that we sent for this customer",
    by_receipt: "The customer quoted its receipt",
    by_account: "The reference is the account number",
    by_code: "The reference is a payment code of the customer",
    by_phone: "It was paid from the customer’s phone",
    by_hash: "It was paid from the customer’s phone, known by its hash",
    by_mask: "The visible digits of the phone and the name agree",
    by_person: "A person decided",
    sms: "by SMS",
    email: "by e-mail",
};

static KISWAHILI: PaymentNames = PaymentNames {
    mpesa_c2b: "Uthibitisho wa M-PESA",
    mpesa_stk: "Ombi la M-PESA kwenye simu",
    mpesa_pull: "Orodha ya M-PESA",
    mpesa_status: "Jibu la M-PESA",
    bank_notice: "Taarifa ya benki",
    entered: "Yaliyoingizwa na wafanyakazi",
    cash: "Pesa taslimu",
    cheque: "Hundi",
    bank: "Uhamisho wa benki",
    mobile: "Pesa kwa simu",
    card: "Kadi",
    by_prompt: "Yanajibu ombi tulilotuma kwa ajili ya mteja huyu",
    by_receipt: "Mteja alitaja risiti yake",
    by_account: "Kumbukumbu ni namba ya akaunti",
    by_code: "Kumbukumbu ni namba ya malipo ya mteja",
    by_phone: "Yalilipwa kutoka kwenye simu ya mteja",
    by_hash: "Yalilipwa kutoka kwenye simu ya mteja, inayotambulika kwa alama yake",
    by_mask: "Tarakimu zinazoonekana za simu na jina vinapatana",
    by_person: "Mtu aliamua",
    sms: "kwa SMS",
    email: "kwa barua pepe",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_name_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
