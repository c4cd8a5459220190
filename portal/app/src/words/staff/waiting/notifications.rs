//! On the list of messages that did not arrive, and on the page about one.

use billing::language::Language;
use billing::notification::MessageKind;

use crate::language::pick;

/// On the list of messages that did not arrive, and on the page about one.
#[derive(Debug)]
pub struct NotificationsWords {
    /// The heading.
    pub title: &'static str,
    /// What the choice of lists is called.
    pub which: &'static str,
    /// Those that did not arrive.
    pub not_arrived: &'static str,
    /// Those that are late.
    pub late: &'static str,
    /// What the first list means.
    pub not_arrived_means: &'static str,
    /// What the second one means.
    pub late_means: &'static str,
    /// There is none.
    pub none: &'static str,
    /// The heading of the recipients.
    pub to: &'static str,
    /// The heading of what is told.
    pub about: &'static str,
    /// Takes what is told and to whom: the heading of one.
    pub one: fn(&str, &str) -> String,
    /// A payer whom we do not know.
    pub payer: &'static str,
    /// Our own staff.
    pub staff: &'static str,
    /// Above the words.
    pub wording: &'static str,
    /// Nothing was handed over yet.
    pub no_wording: &'static str,
    /// Above what became of it.
    pub steps: &'static str,
    /// Above sending it again.
    pub again: &'static str,
    /// What that does.
    pub again_means: &'static str,
    /// The button.
    pub again_button: &'static str,
    /// Above leaving it.
    pub aside: &'static str,
    /// What that does.
    pub aside_means: &'static str,
    /// The button.
    pub aside_button: &'static str,
    /// After it is sent again.
    pub again_done: &'static str,
    /// After it was left.
    pub aside_done: &'static str,
    /// Something new to pay.
    pub registered: &'static str,
    /// A dose falls due.
    pub due: &'static str,
    /// A dose falls due today.
    pub due_today: &'static str,
    /// A dose is late.
    pub overdue: &'static str,
    /// A date moved.
    pub moved: &'static str,
    /// Money arrived.
    pub received: &'static str,
    /// Nobody knows whose money it is.
    pub unmatched: &'static str,
    /// A code for signing in.
    pub code: &'static str,
    /// A test of the channel.
    pub test: &'static str,
    /// It waits.
    pub pending: &'static str,
    /// It is being sent.
    pub sending: &'static str,
    /// It was sent.
    pub sent: &'static str,
    /// It arrived.
    pub delivered: &'static str,
    /// It did not.
    pub failed: &'static str,
    /// Nobody knows.
    pub unknown: &'static str,
    /// It was not sent.
    pub suppressed: &'static str,
    /// It is not needed any more.
    pub obsolete: &'static str,
}

impl NotificationsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// What a message is about.
    #[must_use]
    pub const fn kind(&self, kind: MessageKind) -> &'static str {
        match kind {
            MessageKind::ObligationRegistered => self.registered,
            MessageKind::InstalmentDue => self.due,
            MessageKind::InstalmentDueToday => self.due_today,
            MessageKind::InstalmentOverdue => self.overdue,
            MessageKind::DateMoved => self.moved,
            MessageKind::PaymentReceived => self.received,
            MessageKind::PaymentUnmatched => self.unmatched,
            MessageKind::SignInCode => self.code,
            MessageKind::ChannelTest => self.test,
        }
    }
}

static ENGLISH: NotificationsWords = NotificationsWords {
    title: "Messages",
    which: "Which messages",
    not_arrived: "Did not arrive",
    late: "Late",
    not_arrived_means: "They failed, were held back, or nobody knows. None is sent again by itself.",
    late_means: "They should have been sent by now. They go out by themselves once the carrier answers.",
    none: "There is none.",
    to: "To",
    about: "About",
    one: |about, to| format!("{about}, to {to}"),
    payer: "a payer whom we do not know",
    staff: "our own staff",
    wording: "As it was sent",
    no_wording: "Nothing was handed over yet.",
    steps: "What became of it",
    again: "Send it again",
    again_means: "It is brought up to date first: what was paid meanwhile is not asked for, \
        and an address that was corrected is used.",
    again_button: "Send this message again",
    aside: "Leave it at that",
    aside_means: "It leaves this list. It can still be sent again.",
    aside_button: "Put this message aside",
    again_done: "The message is on its way again.",
    aside_done: "The message was put aside.",
    registered: "Something new to pay",
    due: "A due date",
    due_today: "Due today",
    overdue: "Overdue",
    moved: "A date that moved",
    received: "A payment that arrived",
    unmatched: "A payment without an owner",
    code: "A code for signing in",
    test: "A test",
    pending: "Waits",
    sending: "Being sent",
    sent: "Sent",
    delivered: "Arrived",
    failed: "Did not arrive",
    unknown: "Not known",
    suppressed: "Held back",
    obsolete: "Not needed any more",
};

static KISWAHILI: NotificationsWords = NotificationsWords {
    title: "Ujumbe",
    which: "Ujumbe upi",
    not_arrived: "Haukufika",
    late: "Umechelewa",
    not_arrived_means: "Ulishindikana, ulizuiwa, au hakuna ajuaye. Hakuna unaotumwa tena wenyewe.",
    late_means: "Ulipaswa kuwa umetumwa. Utatoka wenyewe mara mtoa huduma atakapojibu.",
    none: "Hakuna.",
    to: "Kwa",
    about: "Kuhusu",
    one: |about, to| format!("{about}, kwa {to}"),
    payer: "mlipaji tusiyemjua",
    staff: "wafanyakazi wetu",
    wording: "Kama ulivyotumwa",
    no_wording: "Hakuna kilichotumwa bado.",
    steps: "Kilichotokea kwake",
    again: "Utume tena",
    again_means: "Utasasishwa kwanza: kilicholipwa wakati huo huo hakitaombwa, \
        na anwani iliyosahihishwa itatumika.",
    again_button: "Tuma ujumbe huu tena",
    aside: "Uache hivyo",
    aside_means: "Utaondoka kwenye orodha hii. Bado unaweza kutumwa tena.",
    aside_button: "Weka ujumbe huu kando",
    again_done: "Ujumbe uko njiani tena.",
    aside_done: "Ujumbe umewekwa kando.",
    registered: "Deni jipya la kulipa",
    due: "Tarehe ya mwisho",
    due_today: "Mwisho ni leo",
    overdue: "Imechelewa",
    moved: "Tarehe iliyohamishwa",
    received: "Malipo yaliyofika",
    unmatched: "Malipo yasiyo na mwenyewe",
    code: "Namba ya siri ya kuingia",
    test: "Jaribio",
    pending: "Unasubiri",
    sending: "Unatumwa",
    sent: "Umetumwa",
    delivered: "Umefika",
    failed: "Haukufika kwake",
    unknown: "Haijulikani",
    suppressed: "Umezuiwa",
    obsolete: "Hauhitajiki tena",
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
