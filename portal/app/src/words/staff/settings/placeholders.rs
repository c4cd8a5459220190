//! What the names in braces stand for in the texts of messages.

use billing::language::Language;
use billing::notification::MessageKind;

use crate::language::pick;

/// What the names in braces stand for.
#[derive(Debug)]
pub struct PlaceholderWords {
    /// `provider_name`.
    pub provider_name: &'static str,
    /// `customer_name`.
    pub customer_name: &'static str,
    /// `paybill`.
    pub paybill: &'static str,
    /// `account_number`.
    pub account_number: &'static str,
    /// `how_to_pay`.
    pub how_to_pay: &'static str,
    /// `contact`.
    pub contact: &'static str,
    /// `amount` of a new obligation.
    pub total: &'static str,
    /// `amount` of an instalment.
    pub outstanding: &'static str,
    /// `amount` of a payment.
    pub paid: &'static str,
    /// `description`.
    pub description: &'static str,
    /// `what`.
    pub what: &'static str,
    /// `institution`.
    pub institution: &'static str,
    /// `payment_code`.
    pub payment_code: &'static str,
    /// `schedule`.
    pub schedule: &'static str,
    /// `instalments`.
    pub instalments: &'static str,
    /// `first_amount`.
    pub first_amount: &'static str,
    /// `first_date`.
    pub first_date: &'static str,
    /// `last_date`.
    pub last_date: &'static str,
    /// `due_date`.
    pub due_date: &'static str,
    /// `old_date`.
    pub old_date: &'static str,
    /// `reason`.
    pub reason: &'static str,
    /// `receipt`.
    pub receipt: &'static str,
    /// `balance`.
    pub balance: &'static str,
    /// `settled`.
    pub settled: &'static str,
    /// `unallocated`.
    pub unallocated: &'static str,
    /// `next_due`.
    pub next_due: &'static str,
    /// `reference`.
    pub reference: &'static str,
    /// `code`.
    pub code: &'static str,
    /// `minutes`.
    pub minutes: &'static str,
    /// `date`.
    pub date: &'static str,
    /// `time`.
    pub time: &'static str,
}

impl PlaceholderWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// What a name stands for in messages of a kind; nothing for what has no words here.
    #[must_use]
    pub fn meaning(&self, kind: MessageKind, name: &str) -> Option<&'static str> {
        Some(match name {
            "provider_name" => self.provider_name,
            "customer_name" => self.customer_name,
            "paybill" => self.paybill,
            "account_number" => self.account_number,
            "how_to_pay" => self.how_to_pay,
            "contact" => self.contact,
            "amount" => self.amount(kind),
            "description" => self.description,
            "what" => self.what,
            "institution" => self.institution,
            "payment_code" => self.payment_code,
            "schedule" => self.schedule,
            "instalments" => self.instalments,
            "first_amount" => self.first_amount,
            "first_date" => self.first_date,
            "last_date" => self.last_date,
            "due_date" => self.due_date,
            "old_date" => self.old_date,
            "reason" => self.reason,
            "receipt" => self.receipt,
            "balance" => self.balance,
            "settled" => self.settled,
            "unallocated" => self.unallocated,
            "next_due" => self.next_due,
            "reference" => self.reference,
            "code" => self.code,
            "minutes" => self.minutes,
            "date" => self.date,
            "time" => self.time,
            _ => return None,
        })
    }

    const fn amount(&self, kind: MessageKind) -> &'static str {
        match kind {
            MessageKind::ObligationRegistered => self.total,
            MessageKind::PaymentReceived | MessageKind::PaymentUnmatched => self.paid,
            _ => self.outstanding,
        }
    }
}

static ENGLISH: PlaceholderWords = PlaceholderWords {
    provider_name: "Our name",
    customer_name: "The name of the recipient",
    paybill: "Our Paybill number",
    account_number: "The customer's account number",
    how_to_pay: "Paybill and account number in words",
    contact: "Where to reach us; may be empty",
    total: "The total",
    outstanding: "What is still to be paid of the instalment",
    paid: "How much was paid",
    description: "What it is for",
    what: "What it is for, and which instalment of how many",
    institution: "Whom the money is collected for; empty if it is ours",
    payment_code: "The code that names exactly this obligation; may be empty",
    schedule: "By when in one or how many instalments, in words",
    instalments: "The number of instalments",
    first_amount: "The amount of the first instalment",
    first_date: "The due date of the first instalment",
    last_date: "The due date of the last instalment",
    due_date: "The date until which it has to be paid",
    old_date: "The due date that it had",
    reason: "Why the date is not the planned one; empty if it is",
    receipt: "The receipt code of the payment",
    balance: "The new balance as a sentence",
    settled: "What the payment settled; may be empty",
    unallocated: "What was put to nothing yet; empty if nothing was",
    next_due: "How much is due next and when; empty if nothing is",
    reference: "What the payer typed as account number; may be empty",
    code: "The six digits to sign in with",
    minutes: "For how many minutes they work",
    date: "The day on which the test was asked for",
    time: "At what time",
};

static KISWAHILI: PlaceholderWords = PlaceholderWords {
    provider_name: "Jina letu",
    customer_name: "Jina la mpokeaji",
    paybill: "Namba yetu ya Paybill",
    account_number: "Namba ya akaunti ya mteja",
    how_to_pay: "Paybill na namba ya akaunti kwa maneno",
    contact: "Jinsi ya kuwasiliana nasi; huenda hakuna",
    total: "Jumla",
    outstanding: "Kilichobaki kulipwa cha awamu",
    paid: "Kiasi kilicholipwa",
    description: "Ni deni la nini",
    what: "Ni deni la nini, na awamu ya ngapi kati ya ngapi",
    institution: "Pesa zinakusanywa kwa niaba ya nani; hakuna kama ni zetu",
    payment_code: "Namba inayotaja deni hili hasa; huenda hakuna",
    schedule: "Hadi lini, kwa awamu moja au ngapi, kwa maneno",
    instalments: "Idadi ya awamu",
    first_amount: "Kiasi cha awamu ya kwanza",
    first_date: "Tarehe ya mwisho ya awamu ya kwanza",
    last_date: "Tarehe ya mwisho ya awamu ya mwisho",
    due_date: "Tarehe ya mwisho ya kulipa",
    old_date: "Tarehe ya mwisho iliyokuwepo",
    reason: "Kwa nini tarehe si ile iliyopangwa; hakuna kama ndiyo",
    receipt: "Namba ya risiti ya malipo",
    balance: "Salio jipya kama sentensi",
    settled: "Malipo yamelipa nini; huenda hakuna",
    unallocated: "Ambacho hakijatumika bado; hakuna kama kimetumika chote",
    next_due: "Kiasi kinachofuata na lini; hakuna kama hakipo",
    reference: "Alichoandika mlipaji kama namba ya akaunti; huenda hakuna",
    code: "Tarakimu sita za kuingia",
    minutes: "Zinafanya kazi kwa dakika ngapi",
    date: "Siku ambayo jaribio liliombwa",
    time: "Saa ngapi",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_meaning_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
