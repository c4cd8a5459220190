//! What a customer reads after quoting a receipt. It must not tell whether a receipt exists that is not theirs.

use billing::language::Language;

use super::Outcome;

/// What happens next, in one language. `receipt` and `reference` are empty where there is no receipt.
pub(super) fn sentence(
    outcome: Outcome,
    receipt: &str,
    reference: &str,
    language: Language,
) -> String {
    match (outcome, language) {
        (Outcome::Yours, Language::En) => format!(
            "Payment {receipt} has arrived and is in your account. There is nothing left to do. Reference: {reference}."
        ),
        (Outcome::Yours, Language::Sw) => format!(
            "Malipo {receipt} yamefika na yamo kwenye akaunti yako. Huhitaji kufanya chochote. Kumbukumbu: {reference}."
        ),
        (Outcome::Settled, Language::En) => format!(
            "We found payment {receipt} and put it to your account. Reference: {reference}."
        ),
        (Outcome::Settled, Language::Sw) => format!(
            "Tumepata malipo {receipt} na kuyaweka kwenye akaunti yako. Kumbukumbu: {reference}."
        ),
        // One sentence for both: which of them it is depends on receipts that are somebody else's.
        (Outcome::Asked | Outcome::WithStaff, Language::En) => format!(
            "We have not found payment {receipt} for your account yet. We keep looking, and put it to your account as \
             soon as we are sure that it is yours. Do not pay again for now. If you ask us about it, give this \
             reference: {reference}."
        ),
        (Outcome::Asked | Outcome::WithStaff, Language::Sw) => format!(
            "Bado hatujapata malipo {receipt} kwa akaunti yako. Tunaendelea kuyatafuta, na tutayaweka kwenye akaunti \
             yako tukishahakikisha kuwa ni yako. Usilipe tena kwa sasa. Ukituuliza, taja kumbukumbu hii: {reference}."
        ),
        (Outcome::Unreadable, Language::En) => {
            "There is no M-PESA code in this text. Copy the whole message that M-PESA sent you, or type its code of ten \
             letters and digits, like TL51ZDR4F0."
                .to_owned()
        }
        (Outcome::Unreadable, Language::Sw) => {
            "Hakuna nambari ya M-PESA kwenye maandishi haya. Nakili ujumbe wote ambao M-PESA ilikutumia, au andika \
             nambari yake ya herufi na tarakimu kumi, kama TL51ZDR4F0."
                .to_owned()
        }
    }
}
