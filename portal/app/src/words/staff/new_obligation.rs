//! On the page where staff enter what a customer has to pay.

use billing::language::Language;

use crate::language::pick;

/// On the page where staff enter what a customer has to pay.
#[derive(Debug)]
pub struct NewObligationWords {
    /// The heading.
    pub title: &'static str,
    /// How to fill in the account number.
    pub customer_hint: &'static str,
    /// The legend of to whom.
    pub payee: &'static str,
    /// We do.
    pub to_us: &'static str,
    /// Somebody else does.
    pub to_institution: &'static str,
    /// The label of what we earn.
    pub income: &'static str,
    /// The running service.
    pub service: &'static str,
    /// Setting it up.
    pub installation: &'static str,
    /// Things sold or lent.
    pub equipment: &'static str,
    /// Anything else.
    pub other: &'static str,
    /// The label of its name.
    pub institution: &'static str,
    /// How to fill it in.
    pub institution_hint: &'static str,
    /// The label of the payment code.
    pub code: &'static str,
    /// How to fill it in.
    pub code_hint: &'static str,
    /// The label of what it is for.
    pub description: &'static str,
    /// How to fill it in.
    pub description_hint: &'static str,
    /// The label of the total.
    pub total: &'static str,
    /// The legend of whether the customer is told.
    pub notify: &'static str,
    /// The box.
    pub notify_yes: &'static str,
    /// The legend of when it is due.
    pub schedule: &'static str,
    /// The label of the only day.
    pub due_on: &'static str,
    /// The label of the first day.
    pub first_on: &'static str,
    /// The label of the pace.
    pub every: &'static str,
    /// The label of the amount of each.
    pub each: &'static str,
    /// The label of how many.
    pub count: &'static str,
    /// The label of another last amount.
    pub last: &'static str,
    /// How to fill in the rows.
    pub rows_hint: &'static str,
    /// Takes a number: the label of a row’s day.
    pub row_day: fn(usize) -> String,
    /// Takes a number: the label of a row’s amount.
    pub row_amount: fn(usize) -> String,
    /// The button for more rows.
    pub add_row: &'static str,
    /// The label of the comments.
    pub comments: &'static str,
    /// Who sees them.
    pub comments_hint: &'static str,
    /// The button that shows the schedule.
    pub preview: &'static str,
    /// Above the schedule.
    pub preview_heading: &'static str,
    /// Before there is one.
    pub preview_empty: &'static str,
    /// Before what is missing for one.
    pub preview_wrong: &'static str,
    /// Said where the server cannot be asked while somebody types.
    pub offline: &'static str,
    /// Above what would fit.
    pub does_not_fit: &'static str,
    /// Takes count, amount and last amount: a smaller last one.
    pub last_smaller: fn(u32, &str, &str) -> String,
    /// Takes count and amount.
    pub same_each: fn(u32, &str) -> String,
    /// Above what creating it does.
    pub what_happens: &'static str,
    /// Takes name, before and after.
    pub balance_goes: fn(&str, &str, &str) -> String,
    /// The customer is told.
    pub is_told: &'static str,
    /// The customer is not told.
    pub is_not_told: &'static str,
    /// The button that creates it.
    pub create: &'static str,
    /// Where it is not what was looked at.
    pub changed: &'static str,
    /// What to do then.
    pub changed_means: &'static str,
    /// Where the account number is nobody’s.
    pub no_customer: &'static str,
    /// Where an amount cannot be read.
    pub bad_amount: &'static str,
    /// Where a day cannot be read.
    pub bad_day: &'static str,
    /// Where the number of instalments cannot be read.
    pub bad_count: &'static str,
    /// Where a row has a day or an amount only.
    pub half_row: &'static str,
    /// Where nobody was chosen.
    pub choose_payee: &'static str,
    /// Where no schedule was chosen.
    pub choose_kind: &'static str,
}

impl NewObligationWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: NewObligationWords = NewObligationWords {
    title: "New obligation",
    customer_hint: "Who has to pay it.",
    payee: "Who gets the money",
    to_us: "We do",
    to_institution: "An institution that we collect for",
    income: "What we earn it with",
    service: "Service",
    installation: "Installation",
    equipment: "Equipment",
    other: "Other",
    institution: "Name of the institution",
    institution_hint: "A tax office, a council, a school.",
    code: "Payment code (optional)",
    code_hint: "What a payer may type instead of the account number.",
    description: "What it is for",
    description_hint: "The customer reads this.",
    total: "Total amount",
    notify: "Notify the customer",
    notify_yes: "Tell the customer now, and remind them before each due date",
    schedule: "When it is due",
    due_on: "Due on",
    first_on: "First due date",
    every: "How often",
    each: "Amount of each",
    count: "How many",
    last: "Amount of the last one, if it differs",
    rows_hint: "Rows that are left empty do not count.",
    row_day: |number| format!("Due date of instalment {number}"),
    row_amount: |number| format!("Amount of instalment {number}"),
    add_row: "Add rows",
    comments: "Manager comments",
    comments_hint: "Seen by staff only.",
    preview: "Preview",
    preview_heading: "Preview of the schedule",
    preview_empty: "Fill in the form, then choose Preview: dates, amounts and what will happen appear here. Nothing is stored.",
    preview_wrong: "No schedule yet:",
    offline: "The server does not answer. Choose Preview to try again.",
    does_not_fit: "These would add up",
    last_smaller: |count, each, last| format!("{count} instalments of {each}, the last one {last}"),
    same_each: |count, each| format!("{count} instalments of {each}"),
    what_happens: "If you create it",
    balance_goes: |name, from, to| format!("The balance of {name} goes from {from} to {to}."),
    is_told: "The customer is told about it, and reminded before each due date.",
    is_not_told: "The customer is not told about it.",
    create: "Create obligation",
    changed: "The schedule is not the one that you looked at",
    changed_means: "Nothing was created. Look at this one, then create it.",
    no_customer: "No customer has this account number. Check the digits, or find the customer by name.",
    bad_amount: "Write the amount in figures with at most two decimals, like 1250.00.",
    bad_day: "Choose a day, or write it like 2026-12-07.",
    bad_count: "Write how many instalments, 1 to 90.",
    half_row: "Give each instalment a day and an amount, or leave the row empty.",
    choose_payee: "Choose who gets the money.",
    choose_kind: "Choose when it is due.",
};

static KISWAHILI: NewObligationWords = NewObligationWords {
    title: "Deni jipya",
    customer_hint: "Atakayelipa.",
    payee: "Nani anapata pesa",
    to_us: "Sisi",
    to_institution: "Taasisi tunayoikusanyia",
    income: "Ni mapato ya nini",
    service: "Huduma",
    installation: "Ufungaji",
    equipment: "Vifaa",
    other: "Mengineyo",
    institution: "Jina la taasisi",
    institution_hint: "Ofisi ya kodi, kaunti, shule.",
    code: "Namba ya malipo (si lazima)",
    code_hint: "Anachoweza kuandika mlipaji badala ya namba ya akaunti.",
    description: "Ni la nini",
    description_hint: "Mteja husoma haya.",
    total: "Jumla ya kiasi",
    notify: "Mjulishe mteja",
    notify_yes: "Mwambie mteja sasa, na umkumbushe kabla ya kila tarehe ya mwisho",
    schedule: "Inalipwa lini",
    due_on: "Tarehe ya mwisho",
    first_on: "Tarehe ya kwanza",
    every: "Mara ngapi",
    each: "Kiasi cha kila awamu",
    count: "Ngapi",
    last: "Kiasi cha awamu ya mwisho, kama ni tofauti",
    rows_hint: "Mistari iliyoachwa wazi haihesabiki.",
    row_day: |number| format!("Tarehe ya awamu ya {number}"),
    row_amount: |number| format!("Kiasi cha awamu ya {number}"),
    add_row: "Ongeza mistari",
    comments: "Maoni ya msimamizi",
    comments_hint: "Huonekana kwa wafanyakazi tu.",
    preview: "Onyesha ratiba",
    preview_heading: "Ratiba itakavyokuwa",
    preview_empty: "Jaza fomu, kisha chagua Onyesha ratiba: tarehe, kiasi na kitakachotokea vitaonekana hapa. Hakuna kinachohifadhiwa.",
    preview_wrong: "Bado hakuna ratiba:",
    offline: "Seva haijibu. Chagua Onyesha ratiba ili kujaribu tena.",
    does_not_fit: "Hizi zingetimia",
    last_smaller: |count, each, last| format!("Awamu {count} za {each}, ya mwisho {last}"),
    same_each: |count, each| format!("Awamu {count} za {each}"),
    what_happens: "Ukiliunda",
    balance_goes: |name, from, to| format!("Salio la {name} litatoka {from} hadi {to}."),
    is_told: "Mteja ataambiwa, na atakumbushwa kabla ya kila tarehe ya mwisho.",
    is_not_told: "Mteja hataambiwa.",
    create: "Unda deni",
    changed: "Ratiba si ile uliyoiangalia",
    changed_means: "Hakuna kilichoundwa. Angalia hii, kisha uunde.",
    no_customer: "Hakuna mteja mwenye namba hii ya akaunti. Hakiki tarakimu, au mtafute kwa jina.",
    bad_amount: "Andika kiasi kwa tarakimu zenye desimali zisizozidi mbili, kama 1250.00.",
    bad_day: "Chagua siku, au iandike kama 2026-12-07.",
    bad_count: "Andika idadi ya awamu, 1 hadi 90.",
    half_row: "Kila awamu iwe na siku na kiasi, au acha mstari wazi.",
    choose_payee: "Chagua nani anapata pesa.",
    choose_kind: "Chagua inalipwa lini.",
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
