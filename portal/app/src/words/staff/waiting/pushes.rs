//! On the list of pushes that staff look at, and on the page about one.

use billing::language::Language;
use billing::push::PushStatus;

use crate::language::pick;

/// On the list of pushes that staff look at, and on the page about one.
#[derive(Debug)]
pub struct PushesWords {
    /// The heading.
    pub title: &'static str,
    /// What the choice of lists is called.
    pub which: &'static str,
    /// Those that a person has to look at.
    pub to_review: &'static str,
    /// Those of which nobody knows.
    pub unknown: &'static str,
    /// Those that failed today.
    pub failed_today: &'static str,
    /// What the first list means.
    pub to_review_means: &'static str,
    /// What the second one means.
    pub unknown_means: &'static str,
    /// What the third one means.
    pub failed_means: &'static str,
    /// There is none.
    pub none: &'static str,
    /// The heading of the phones.
    pub phone: &'static str,
    /// Takes an amount and a customer: the heading of one.
    pub one: fn(&str, &str) -> String,
    /// Above what was said.
    pub steps: &'static str,
    /// What the customer is told.
    pub told: &'static str,
    /// The name of M-PESA's code.
    pub code: &'static str,
    /// The name of who asked for it.
    pub requested_by: &'static str,
    /// The name of M-PESA's name for it.
    pub checkout: &'static str,
    /// The name of when it is looked at again.
    pub next_look: &'static str,
    /// Above the reason why a person has to look.
    pub review: &'static str,
    /// What noting it does.
    pub reviewed_means: &'static str,
    /// The label of what was found.
    pub found: &'static str,
    /// The button.
    pub reviewed_button: &'static str,
    /// After it was noted.
    pub reviewed_done: &'static str,
    /// It is about to be asked for.
    pub requested: &'static str,
    /// M-PESA took it.
    pub accepted: &'static str,
    /// It was paid.
    pub paid: &'static str,
    /// It was not.
    pub failed: &'static str,
    /// Nobody knows.
    pub not_known: &'static str,
    /// Said by our own request.
    pub by_request: &'static str,
    /// Said by M-PESA's result.
    pub by_callback: &'static str,
    /// Said by M-PESA when asked.
    pub by_query: &'static str,
    /// Said by a payment.
    pub by_payment: &'static str,
    /// Said by the reconciliation.
    pub by_reconciliation: &'static str,
    /// Said by staff.
    pub by_staff: &'static str,
}

impl PushesWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// How far a push is.
    #[must_use]
    pub const fn status(&self, status: PushStatus) -> &'static str {
        match status {
            PushStatus::Requested => self.requested,
            PushStatus::Accepted => self.accepted,
            PushStatus::Paid => self.paid,
            PushStatus::Failed => self.failed,
            PushStatus::Unknown => self.not_known,
        }
    }

    /// Who said something about a push, by the name in the records.
    #[must_use]
    pub fn source(&self, name: &str) -> String {
        match name {
            "request" => self.by_request.to_owned(),
            "callback" => self.by_callback.to_owned(),
            "query" => self.by_query.to_owned(),
            "payment" => self.by_payment.to_owned(),
            "reconciliation" => self.by_reconciliation.to_owned(),
            "staff" => self.by_staff.to_owned(),
            other => other.to_owned(),
        }
    }
}

static ENGLISH: PushesWords = PushesWords {
    title: "Pushes",
    which: "Which pushes",
    to_review: "To look at",
    unknown: "Unknown",
    failed_today: "Failed today",
    to_review_means: "What M-PESA said does not fit together. Compare it with the statement.",
    unknown_means: "The customer may have paid. We are asking M-PESA; nobody should pay again.",
    failed_means: "No money was taken. Nobody has to do anything; the customer can try again.",
    none: "There is none.",
    phone: "Phone",
    one: |amount, customer| format!("Push for {amount}, {customer}"),
    steps: "What was said about it",
    told: "The customer is told",
    code: "M-PESA’s code",
    requested_by: "Asked for by",
    checkout: "M-PESA’s name for it",
    next_look: "Looked at again",
    review: "A person has to look at this",
    reviewed_means: "The push leaves the list. Its status stays: only M-PESA and payments change it.",
    found: "What did you find?",
    reviewed_button: "Note that you looked at it",
    reviewed_done: "It is noted that you looked at this push.",
    requested: "Being asked for",
    accepted: "On the phone",
    paid: "Paid",
    failed: "Not paid",
    not_known: "Not known",
    by_request: "Our request",
    by_callback: "M-PESA’s result",
    by_query: "M-PESA, asked",
    by_payment: "The payment",
    by_reconciliation: "The reconciliation",
    by_staff: "Staff",
};

static KISWAHILI: PushesWords = PushesWords {
    title: "Maombi ya simu",
    which: "Maombi gani",
    to_review: "Ya kuangalia",
    unknown: "Yasiyojulikana",
    failed_today: "Yaliyoshindikana leo",
    to_review_means: "Alichosema M-PESA hakipatani. Linganisha na taarifa ya akaunti.",
    unknown_means: "Huenda mteja amelipa. Tunaiuliza M-PESA; mtu yeyote asilipe tena.",
    failed_means: "Hakuna pesa iliyokatwa. Hakuna anayehitaji kufanya chochote; mteja anaweza kujaribu tena.",
    none: "Hakuna.",
    phone: "Simu",
    one: |amount, customer| format!("Ombi la {amount}, {customer}"),
    steps: "Kilichosemwa kulihusu",
    told: "Mteja anaambiwa",
    code: "Namba ya M-PESA",
    requested_by: "Aliyeomba",
    checkout: "Jina lake kwa M-PESA",
    next_look: "Litaangaliwa tena",
    review: "Mtu anahitaji kuliangalia hili",
    reviewed_means: "Ombi litaondoka kwenye orodha. Hali yake itabaki: M-PESA na malipo pekee huibadilisha.",
    found: "Umegundua nini?",
    reviewed_button: "Andika kwamba umeliangalia",
    reviewed_done: "Imeandikwa kwamba umeliangalia ombi hili.",
    requested: "Linaombwa",
    accepted: "Liko kwenye simu",
    paid: "Imelipwa",
    failed: "Haikulipwa",
    not_known: "Haijulikani",
    by_request: "Ombi letu",
    by_callback: "Matokeo ya M-PESA",
    by_query: "M-PESA, ilipoulizwa",
    by_payment: "Malipo",
    by_reconciliation: "Ulinganishaji",
    by_staff: "Wafanyakazi",
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
