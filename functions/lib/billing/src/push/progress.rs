//! What a customer is told about a push at any moment, and whether trying again makes sense.
//! The words of M-PESA's results are in `outcome`; here are those for everything else that a status may rest on.

use crate::language::Language;
use crate::push::PushStatus;
use crate::push::outcome::{self, Retry, SUCCESS};

/// For so many minutes M-PESA is left alone after it did not take a request.
const REFUSED_MINUTES: u32 = 5;

const REQUESTED: [&str; 2] = [
    "We are asking M-PESA to send a request to your phone. Wait a moment, and do not pay again yet.",
    "Tunaiomba M-PESA itume ombi kwenye simu yako. Subiri kidogo, na usilipe tena kwa sasa.",
];
const ACCEPTED: [&str; 2] = [
    "Look at your phone: M-PESA asks you to confirm the payment. Enter your M-PESA PIN there, and nowhere else.",
    "Angalia simu yako: M-PESA inakuomba uthibitishe malipo. Weka PIN yako ya M-PESA hapo, na si mahali pengine.",
];
const REFUSED: [&str; 2] = [
    "M-PESA did not take this request. No money was taken. Try again in 5 minutes, or pay from your phone's M-PESA menu.",
    "M-PESA haikupokea ombi hili. Hakuna pesa iliyokatwa. Jaribu tena baada ya dakika 5, au lipa kwa menyu ya M-PESA ya simu yako.",
];
const UNKNOWN: [&str; 2] = [
    "We do not know yet whether you have paid, and are finding out. Check your phone's messages before you pay again.",
    "Bado hatujui kama umelipa, na tunafuatilia. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
];

/// What the customer is told about a push with this status, which rests on this code of M-PESA's if on any: what
/// happened and what to do next, in at most 160 ASCII characters.
pub fn sentence(status: PushStatus, code: Option<&str>, language: Language) -> &'static str {
    let [english, kiswahili] = match (status, listed(code)) {
        (PushStatus::Paid, _) => return outcome::sentence(SUCCESS, language),
        (PushStatus::Failed | PushStatus::Unknown, Some(code)) => {
            return outcome::sentence(code, language);
        }
        (PushStatus::Requested, _) => REQUESTED,
        (PushStatus::Accepted, _) => ACCEPTED,
        (PushStatus::Failed, None) => REFUSED,
        (PushStatus::Unknown, None) => UNKNOWN,
    };
    match language {
        Language::En => english,
        Language::Sw => kiswahili,
    }
}

/// Whether the customer may try again: never while they may have paid.
pub fn retry(status: PushStatus, code: Option<&str>) -> Retry {
    match (status, listed(code)) {
        (PushStatus::Failed, Some(code)) => outcome::meaning(code).retry,
        (PushStatus::Failed, None) => Retry::AfterMinutes(REFUSED_MINUTES),
        _ => Retry::No,
    }
}

/// A code of a result. Others are those with which M-PESA does not take a request, and are not for customers.
fn listed(code: Option<&str>) -> Option<&str> {
    code.filter(|code| outcome::is_listed(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One SMS, and two lines on a small phone.
    const SENTENCE_CHARS_MAX: usize = 160;

    #[test]
    fn every_push_has_a_sentence_and_none_invites_to_pay_twice() {
        use PushStatus::{Accepted, Failed, Paid, Requested, Unknown};
        // Status, code, how the English begins, whether to try again.
        let table = [
            (Requested, None, "We are asking", Retry::No),
            (Accepted, None, "Look at your phone", Retry::No),
            (Paid, None, "You have paid", Retry::No),
            // What was told before the payment counts no more.
            (Paid, Some("1032"), "You have paid", Retry::No),
            (
                Failed,
                Some("1032"),
                "The request was cancelled",
                Retry::Now,
            ),
            (Failed, Some("1"), "There is not enough", Retry::AfterTopUp),
            (Failed, Some("1037"), "M-PESA did not reach", Retry::Now),
            (
                Failed,
                Some("400.002.02"),
                "M-PESA did not take",
                Retry::AfterMinutes(5),
            ),
            (
                Failed,
                Some("HTTP 429"),
                "M-PESA did not take",
                Retry::AfterMinutes(5),
            ),
            (
                Failed,
                Some(""),
                "M-PESA did not take",
                Retry::AfterMinutes(5),
            ),
            (Failed, None, "M-PESA did not take", Retry::AfterMinutes(5)),
            (Unknown, Some("1037"), "M-PESA did not reach", Retry::No),
            (Unknown, Some("R000001"), "We do not know", Retry::No),
            (Unknown, None, "We do not know", Retry::No),
        ];
        for (status, code, begins, again) in table {
            let told = sentence(status, code, Language::En);
            assert!(told.starts_with(begins), "{status:?} {code:?}: {told}");
            assert_eq!(retry(status, code), again, "{status:?} {code:?}");
            if status == Unknown {
                assert!(told.contains("before you pay again"), "{told}");
            }
        }
    }

    #[test]
    fn the_sentences_are_short_and_in_both_languages() {
        for texts in [REQUESTED, ACCEPTED, REFUSED, UNKNOWN] {
            for text in texts {
                assert!(
                    text.is_ascii() && text.len() <= SENTENCE_CHARS_MAX,
                    "{text}"
                );
                assert!(text.ends_with('.'), "{text}");
            }
            assert_ne!(texts[0], texts[1]);
        }
        let kiswahili = sentence(PushStatus::Accepted, None, Language::Sw);
        assert_eq!(kiswahili, ACCEPTED[1]);
    }
}
