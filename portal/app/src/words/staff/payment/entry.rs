//! Where staff enter a payment, or edit what they wrote on one.

use billing::language::Language;

use crate::language::pick;

/// Where staff enter a payment, or edit what they wrote on one.
#[derive(Debug)]
pub struct EntryWords {
    /// The heading of the form.
    pub title: &'static str,
    /// Takes amount and customer: the heading of the confirmation.
    pub confirm_title: fn(&str, &str) -> String,
    /// Takes the code: the heading where it is edited.
    pub edit_title: fn(&str) -> String,
    /// What can and cannot be edited.
    pub edit_means: &'static str,
    /// The label of the account number.
    pub customer: &'static str,
    /// How to fill it in.
    pub customer_hint: &'static str,
    /// Takes the currency: the label of the amount.
    pub amount: fn(&str) -> String,
    /// The label of how it was taken.
    pub method: &'static str,
    /// The label of the number on the slip.
    pub reference: &'static str,
    /// How to fill it in.
    pub reference_hint: &'static str,
    /// The label of the day.
    pub received_on: &'static str,
    /// How to fill it in.
    pub received_on_hint: &'static str,
    /// What it means to leave that out where it is being edited.
    pub received_on_stays: &'static str,
    /// The label of the till.
    pub till: &'static str,
    /// The label of the remark.
    pub remark: &'static str,
    /// What may be left out.
    pub optional: &'static str,
    /// What it settles.
    pub settle: &'static str,
    /// Oldest first.
    pub oldest_first: &'static str,
    /// Chosen ones.
    pub chosen: &'static str,
    /// Of a period.
    pub due_between: &'static str,
    /// Nothing.
    pub nothing: &'static str,
    /// The label of the choice.
    pub obligations: &'static str,
    /// How to choose.
    pub obligations_hint: &'static str,
    /// They owe nothing.
    pub owes_nothing: &'static str,
    /// Takes what for and how much is left.
    pub obligation: fn(&str, &str) -> String,
    /// The button that lists them.
    pub show_owed: &'static str,
    /// The label of the first day.
    pub from: &'static str,
    /// The label of the last day.
    pub to: &'static str,
    /// The button that works out what would happen.
    pub check: &'static str,
    /// The button that records it.
    pub record: &'static str,
    /// The button that goes back to the form.
    pub change: &'static str,
    /// Nothing is entered where something has to be.
    pub amount_missing: &'static str,
    /// It is nothing or less.
    pub amount_not_positive: &'static str,
    /// It is no day.
    pub not_a_day: &'static str,
    /// Nothing is ticked.
    pub choose_obligations: &'static str,
    /// The period ends before it begins.
    pub before_from: &'static str,
    /// The receipt is recorded.
    pub recorded_already: &'static str,
    /// What to do about that.
    pub recorded_already_means: &'static str,
    /// Leads to the payment that stands.
    pub look_at_standing: &'static str,
    /// The button that keeps what was edited.
    pub save: &'static str,
}

impl EntryWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: EntryWords = EntryWords {
    title: "Make payment",
    confirm_title: |amount, customer| format!("Record {amount} from {customer}?"),
    edit_title: |code| format!("Edit what was written on {code}"),
    edit_means: "Amount, customer and code stay. If one of them is wrong, void the payment and enter it again.",
    customer: "Account number of the customer",
    customer_hint: "Spaces make no difference.",
    amount: |currency| format!("Amount in {currency}"),
    method: "How was it paid?",
    reference: "Reference",
    reference_hint: "The M-PESA code, or the number on the slip. An M-PESA code is that M-PESA payment.",
    received_on: "Received on",
    received_on_hint: "Today, where it is left out.",
    received_on_stays: "Where it is left out, the day stays as it is.",
    till: "Till",
    remark: "Remark",
    optional: "You may leave it out.",
    settle: "What does it pay?",
    oldest_first: "Whatever is due, the oldest first",
    chosen: "These obligations and nothing else",
    due_between: "What falls due between two days",
    nothing: "Nothing: all of it stays as credit",
    obligations: "Which obligations",
    obligations_hint: "They are paid in the order in which they stand here.",
    owes_nothing: "This customer has nothing to pay.",
    obligation: |what, left| format!("{what} · {left} to pay"),
    show_owed: "Show what this customer owes",
    from: "First due date",
    to: "Last due date",
    check: "See what would happen",
    record: "Record this payment",
    change: "Change something",
    amount_missing: "Enter an amount like 1250 or 1250.00.",
    amount_not_positive: "Enter an amount above zero.",
    not_a_day: "Enter a day, such as 2026-12-07.",
    choose_obligations: "Tick at least one obligation, or choose another way.",
    before_from: "The last due date is before the first one. Swap them.",
    recorded_already: "A payment with this reference is recorded already.",
    recorded_already_means: "Nothing was recorded a second time.",
    look_at_standing: "Look at the payment that is recorded",
    save: "Save what is written",
};

static KISWAHILI: EntryWords = EntryWords {
    title: "Ingiza malipo",
    confirm_title: |amount, customer| format!("Rekodi {amount} kutoka kwa {customer}?"),
    edit_title: |code| format!("Hariri yaliyoandikwa kwenye {code}"),
    edit_means: "Kiasi, mteja na namba ya muamala hubaki. Kimoja kikiwa na kosa, batilisha malipo na uyaingize tena.",
    customer: "Namba ya akaunti ya mteja",
    customer_hint: "Nafasi hazibadilishi chochote.",
    amount: |currency| format!("Kiasi kwa {currency}"),
    method: "Yalilipwa vipi?",
    reference: "Kumbukumbu",
    reference_hint: "Namba ya muamala ya M-PESA, au namba kwenye stakabadhi. \
        Namba ya muamala ya M-PESA ni malipo hayo ya M-PESA.",
    received_on: "Yalipokelewa tarehe",
    received_on_hint: "Ikiachwa, ni leo.",
    received_on_stays: "Ikiachwa, siku hubaki ilivyo.",
    till: "Kaunta",
    remark: "Maelezo",
    optional: "Unaweza kuiacha.",
    settle: "Yanalipa nini?",
    oldest_first: "Chochote kinachodaiwa, cha zamani kwanza",
    chosen: "Madeni haya na si kingine",
    due_between: "Kinachotakiwa kulipwa kati ya siku mbili",
    nothing: "Hakuna: zote zibaki kama salio",
    obligations: "Madeni yapi",
    obligations_hint: "Yatalipwa kwa mpangilio yalivyo hapa.",
    owes_nothing: "Mteja huyu hana cha kulipa.",
    obligation: |what, left| format!("{what} · {left} ya kulipwa"),
    show_owed: "Onyesha anachodaiwa mteja huyu",
    from: "Tarehe ya mwisho ya kwanza",
    to: "Tarehe ya mwisho ya mwisho kabisa",
    check: "Angalia kitakachotokea",
    record: "Rekodi malipo haya",
    change: "Badilisha kitu",
    amount_missing: "Weka kiasi kama 1250 au 1250.00.",
    amount_not_positive: "Weka kiasi kilicho zaidi ya sifuri.",
    not_a_day: "Weka siku, kama 2026-12-07.",
    choose_obligations: "Weka alama kwenye deni moja au zaidi, au chagua njia nyingine.",
    before_from: "Tarehe ya mwisho kabisa iko kabla ya ya kwanza. Zibadilishane.",
    recorded_already: "Malipo yenye kumbukumbu hii yamerekodiwa tayari.",
    recorded_already_means: "Hakuna kilichorekodiwa mara ya pili.",
    look_at_standing: "Angalia malipo yaliyorekodiwa",
    save: "Hifadhi yaliyoandikwa",
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
