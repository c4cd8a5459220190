//! Where a correction of a payment is confirmed: what will happen, and what is asked.

use billing::language::Language;

use crate::language::pick;

/// Where a correction of a payment is confirmed.
#[derive(Debug)]
pub struct CorrectionWords {
    /// Takes the amount and the code: what it is about.
    pub about: fn(&str, &str) -> String,
    /// Above the sentences.
    pub will_happen: &'static str,
    /// Takes a customer, the balance before and after.
    pub balance: fn(&str, &str, &str) -> String,
    /// Takes an instalment, its date, the amount and what is left of it: owed again.
    pub reopens: fn(&str, &str, &str, &str) -> String,
    /// Takes an instalment, its date and the amount: paid.
    pub settles: fn(&str, &str, &str) -> String,
    /// Takes an instalment, its date, the amount and what is left of it: paid in part.
    pub settles_part: fn(&str, &str, &str, &str) -> String,
    /// Takes an amount: stays credit.
    pub stays_credit: fn(&str) -> String,
    /// Nothing is put to anything.
    pub settles_nothing: &'static str,
    /// Takes which change and how many there may be.
    pub edit: fn(usize, usize) -> String,
    /// Takes the limit.
    pub over_limit: fn(usize) -> String,
    /// What to do about that.
    pub over_limit_means: &'static str,
    /// The box of an administrator.
    pub override_limit: &'static str,
    /// Takes a name and the channels.
    pub told: fn(&str, &str) -> String,
    /// Takes a name: they are not told.
    pub not_told: fn(&str) -> String,
    /// No message goes out.
    pub nobody_told: &'static str,
    /// Between two channels.
    pub and: &'static str,
    /// The label of the reason.
    pub reason: &'static str,
    /// How to fill it in.
    pub reason_hint: &'static str,
    /// The same where it may be left out.
    pub reason_optional: &'static str,
    /// Takes how many characters there may be.
    pub reason_too_long: fn(usize) -> String,
    /// Something changed since the confirmation was shown.
    pub changed: &'static str,
    /// What to do about that.
    pub changed_means: &'static str,
    /// Takes the code.
    pub disassociate: fn(&str) -> String,
    /// The button.
    pub disassociate_button: &'static str,
    /// What becomes of the payment.
    pub becomes_unassociated: &'static str,
    /// Takes the code.
    pub unmap: fn(&str) -> String,
    /// The button.
    pub unmap_button: &'static str,
    /// Takes the code.
    pub undo: fn(&str) -> String,
    /// The button.
    pub undo_button: &'static str,
    /// Other allocations stay.
    pub others_stay: &'static str,
    /// Takes the code.
    pub void: fn(&str) -> String,
    /// The button.
    pub void_button: &'static str,
    /// What it does.
    pub void_means: &'static str,
    /// Takes the code.
    pub reverse: fn(&str) -> String,
    /// The button.
    pub reverse_button: &'static str,
    /// What it does.
    pub reverse_means: &'static str,
    /// It cannot be taken back.
    pub cannot_be_undone: &'static str,
    /// Takes the code.
    pub verify: fn(&str) -> String,
    /// The button.
    pub verify_button: &'static str,
    /// What it does.
    pub verify_means: &'static str,
    /// The label of where it was found.
    pub verify_reason: &'static str,
    /// How to fill it in.
    pub verify_hint: &'static str,
}

impl CorrectionWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CorrectionWords = CorrectionWords {
    about: |amount, code| format!("{amount}, {code}"),
    will_happen: "What will happen",
    balance: |who, before, after| format!("The balance of {who} goes from {before} to {after}."),
    reopens: |dose, due, amount, left| {
        format!("{dose}, due {due}, is open again by {amount}; {left} is then to be paid.")
    },
    settles: |dose, due, amount| format!("{amount} pays {dose}, due {due}, to the end."),
    settles_part: |dose, due, amount, left| {
        format!("{amount} pays part of {dose}, due {due}; {left} is left to pay.")
    },
    stays_credit: |amount| format!("{amount} is put to nothing and stays as credit."),
    settles_nothing: "Nothing is paid with it: all of it stays as credit.",
    edit: |after, limit| format!("This is change {after} of {limit} of whose payment this is."),
    over_limit: |limit| format!("The owner of this payment was changed {limit} times already."),
    over_limit_means: "Only an administrator can change it once more, and that is recorded.",
    override_limit: "As administrator, go over the limit",
    told: |name, ways| format!("{name} gets the receipt {ways}."),
    not_told: |name| format!("{name} gets no message: told before, or not to be reached."),
    nobody_told: "No message goes out.",
    and: " and ",
    reason: "Reason",
    reason_hint: "So that others understand it later. It is kept in the history.",
    reason_optional: "You may leave it out. It is kept in the history.",
    reason_too_long: |most| format!("Use at most {most} characters."),
    changed: "This payment was changed meanwhile",
    changed_means: "Nothing was done. Read what would happen now, then confirm again.",
    disassociate: |code| format!("Disassociate {code}"),
    disassociate_button: "Disassociate this payment",
    becomes_unassociated: "The payment is unassociated again. The rules leave it to people from then on.",
    unmap: |code| format!("Unmap {code}"),
    unmap_button: "Take everything back",
    undo: |code| format!("Undo an allocation of {code}"),
    undo_button: "Undo this allocation",
    others_stay: "Every other allocation stays as it is.",
    void: |code| format!("Void {code}"),
    void_button: "Void this payment",
    void_means: "The payment stays visible as reversed, with your reason. The money is booked out of where it was.",
    reverse: |code| format!("Record that {code} went back"),
    reverse_button: "Record that the money went back",
    reverse_means: "This records what the provider has done. It asks nobody to send the money back.",
    cannot_be_undone: "This cannot be undone.",
    verify: |code| format!("Confirm {code}"),
    verify_button: "Confirm this payment",
    verify_means: "The rules then decide whose it is, a moment later. Its owner is told as for any other payment.",
    verify_reason: "Where did you find it?",
    verify_hint: "For example: M-PESA statement of 20 November, line 12.",
};

static KISWAHILI: CorrectionWords = CorrectionWords {
    about: |amount, code| format!("{amount} kwa {code}"),
    will_happen: "Kitakachotokea",
    balance: |who, before, after| format!("Salio la {who} litatoka {before} hadi {after}."),
    reopens: |dose, due, amount, left| {
        format!("{dose}, ya {due}, itadaiwa tena kwa {amount}; itabaki {left} ya kulipwa.")
    },
    settles: |dose, due, amount| format!("{amount} zitamaliza kulipa {dose}, ya {due}."),
    settles_part: |dose, due, amount, left| {
        format!("{amount} zitalipa sehemu ya {dose}, ya {due}; itabaki {left} ya kulipwa.")
    },
    stays_credit: |amount| format!("{amount} hazitatumika na zitabaki kama salio."),
    settles_nothing: "Hakuna kitakacholipwa: zote zitabaki kama salio.",
    edit: |after, limit| {
        format!("Hili ni badiliko la {after} kati ya {limit} la mwenye malipo haya.")
    },
    over_limit: |limit| format!("Mwenye malipo haya tayari amebadilishwa mara {limit}."),
    over_limit_means: "Msimamizi pekee ndiye anayeweza kubadilisha tena, na hilo hurekodiwa.",
    override_limit: "Kama msimamizi, vuka kikomo",
    told: |name, ways| format!("{name} atapata risiti {ways}."),
    not_told: |name| format!("{name} hatapata ujumbe: aliarifiwa awali, au hafikiki."),
    nobody_told: "Hakuna ujumbe utakaotumwa.",
    and: " na ",
    reason: "Sababu",
    reason_hint: "Ili wengine waelewe baadaye. Hubaki kwenye historia.",
    reason_optional: "Unaweza kuiacha. Hubaki kwenye historia.",
    reason_too_long: |most| format!("Tumia herufi zisizozidi {most}."),
    changed: "Malipo haya yalibadilishwa wakati huo huo",
    changed_means: "Hakuna kilichofanyika. Soma kitakachotokea sasa, kisha uthibitishe tena.",
    disassociate: |code| format!("Ondoa {code} kwa mteja"),
    disassociate_button: "Ondoa malipo haya kwa mteja",
    becomes_unassociated: "Malipo yatakuwa hayana mwenyewe tena. Kanuni zitawaachia watu kuamua kuanzia hapo.",
    unmap: |code| format!("Ondoa mgawanyo wote wa {code}"),
    unmap_button: "Ondoa mgawanyo wote",
    undo: |code| format!("Tengua mgawanyo mmoja wa {code}"),
    undo_button: "Tengua mgawanyo huu",
    others_stay: "Migawanyo mingine yote itabaki ilivyo.",
    void: |code| format!("Batilisha {code}"),
    void_button: "Batilisha malipo haya",
    void_means: "Malipo yataendelea kuonekana kama yaliyorudishwa, pamoja na sababu yako. \
        Pesa zitaondolewa kwenye hesabu zilipokuwa.",
    reverse: |code| format!("Rekodi kwamba {code} yamerudishwa"),
    reverse_button: "Rekodi kwamba pesa zimerudishwa",
    reverse_means: "Hii inarekodi alichofanya mtoa huduma. Haimwombi mtu yeyote arudishe pesa.",
    cannot_be_undone: "Hili haliwezi kutenguliwa.",
    verify: |code| format!("Thibitisha {code}"),
    verify_button: "Thibitisha malipo haya",
    verify_means: "Kanuni zitaamua ni ya nani, muda mfupi baadaye. Mwenyewe ataarifiwa kama kwa malipo mengine.",
    verify_reason: "Uliyapata wapi?",
    verify_hint: "Kwa mfano: taarifa ya M-PESA ya 20 Novemba, mstari wa 12.",
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
