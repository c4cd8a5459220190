//! On the pages about institutions that we collect for, and about handing them what was collected.

use billing::language::Language;

use crate::language::pick;

/// On the pages about institutions that we collect for.
#[derive(Debug)]
pub struct InstitutionsWords {
    /// The heading.
    pub title: &'static str,
    /// What it is about.
    pub means: &'static str,
    /// There is none.
    pub none: &'static str,
    /// How one begins.
    pub none_means: &'static str,
    /// The heading of the names.
    pub institution: &'static str,
    /// What customers have to pay to it.
    pub charged: &'static str,
    /// What they paid of that.
    pub collected: &'static str,
    /// What it was handed.
    pub remitted: &'static str,
    /// What it still gets.
    pub to_remit: &'static str,
    /// Of which time the figures are.
    pub of_now: &'static str,
    /// More was handed over than is collected now.
    pub too_much: &'static str,
    /// Takes the amount: what that means.
    pub too_much_means: fn(&str) -> String,
    /// Above what it was handed.
    pub transfers: &'static str,
    /// Takes first and last day: the caption of the transfers.
    pub transfers_caption: fn(&str, &str) -> String,
    /// There is none in the period.
    pub no_transfers: &'static str,
    /// Takes the amount: the sum of the period.
    pub sum: fn(&str) -> String,
    /// Takes how many are shown and how many there are.
    pub first_only: fn(usize, usize) -> String,
    /// The link to the list as a file.
    pub csv: &'static str,
    /// The heading of the numbers of transfers.
    pub number: &'static str,
    /// The number of the transfer at the bank or at M-PESA; also a label.
    pub reference: &'static str,
    /// How to fill it in.
    pub reference_hint: &'static str,
    /// Where the money was; also a label.
    pub paid_from: &'static str,
    /// Cash.
    pub cash: &'static str,
    /// Who entered it.
    pub by: &'static str,
    /// It counts.
    pub counts: &'static str,
    /// It was undone.
    pub undone: &'static str,
    /// Takes who, when and why.
    pub undone_by: fn(&str, &str, &str) -> String,
    /// Takes the number: the link to undoing one.
    pub undo: fn(u32) -> String,
    /// Above what customers owe to it.
    pub owed: &'static str,
    /// Nobody owes it anything any more.
    pub owed_none: &'static str,
    /// The link to recording a transfer.
    pub record: &'static str,
    /// Takes the institution: the heading of recording.
    pub record_title: fn(&str) -> String,
    /// That no money moves by it.
    pub record_means: &'static str,
    /// Takes the amount that can be handed over.
    pub amount_hint: fn(&str) -> String,
    /// An amount that cannot be read.
    pub bad_amount: &'static str,
    /// The day of the transfer.
    pub remitted_on: &'static str,
    /// A day that cannot be read.
    pub bad_day: &'static str,
    /// The button that leads to what will happen.
    pub look: &'static str,
    /// Above what will happen.
    pub will_happen: &'static str,
    /// Takes institution, amount before and after.
    pub becomes: fn(&str, &str, &str) -> String,
    /// Takes amount, account, day and reference: what is booked.
    pub booked: fn(&str, &str, &str, &str) -> String,
    /// Nobody is told.
    pub not_told: &'static str,
    /// The button.
    pub do_record: &'static str,
    /// After it.
    pub recorded: &'static str,
    /// Takes number and institution: the heading of undoing.
    pub undo_title: fn(u32, &str) -> String,
    /// Takes amount and account: what is booked back.
    pub booked_back: fn(&str, &str) -> String,
    /// It stays in the list.
    pub stays: &'static str,
    /// The button.
    pub do_undo: &'static str,
    /// After it.
    pub undo_done: &'static str,
    /// Takes the institution: the way back to it.
    pub back: fn(&str) -> String,
    /// The way back to all of them.
    pub to_list: &'static str,
}

impl InstitutionsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: InstitutionsWords = InstitutionsWords {
    title: "Institutions",
    means: "Money that you collect for others: what customers have to pay to each, what they paid, \
        and what you have handed over.",
    none: "You collect for nobody else yet.",
    none_means: "An institution is here once an obligation is created whose money goes to it.",
    institution: "Institution",
    charged: "Charged",
    collected: "Collected",
    remitted: "Handed over",
    to_remit: "Still to hand over",
    of_now: "These figures are as of now, whatever period is chosen below.",
    too_much: "More was handed over than is collected now.",
    too_much_means: |amount| {
        format!(
            "A payment was taken back or moved after its money was handed over. \
             Ask the institution for {amount}, or keep it back from the next transfer."
        )
    },
    transfers: "Transfers",
    transfers_caption: |from, to| format!("Transfers from {from} to {to}"),
    no_transfers: "Nothing was handed over in this period.",
    sum: |amount| format!("Handed over in this period: {amount}"),
    first_only: |shown, all| {
        format!("The newest {shown} of {all} are shown; the file has all of them.")
    },
    csv: "Download the transfers as CSV",
    number: "Number",
    reference: "Number of the transfer",
    reference_hint: "As the bank or M-PESA gave it, so that it can be found again.",
    paid_from: "Taken from",
    cash: "Cash",
    by: "Entered by",
    counts: "Counts",
    undone: "Undone",
    undone_by: |by, at, reason| format!("by {by}, {at}: {reason}"),
    undo: |number| format!("Undo transfer {number}"),
    owed: "What customers have to pay to it",
    owed_none: "Nobody has anything to pay to it.",
    record: "Record a transfer",
    record_title: |institution| format!("Record a transfer to {institution}"),
    record_means: "Malipo sends no money. Make the transfer first, then record it here.",
    amount_hint: |amount| format!("Up to {amount} can be handed over."),
    bad_amount: "Write the amount in figures, like 12,500.00.",
    remitted_on: "Day of the transfer",
    bad_day: "Choose a day, or write it like 7/12/2026.",
    look: "See what will happen",
    will_happen: "What will happen",
    becomes: |institution, before, after| {
        format!("What {institution} still gets goes from {before} to {after}.")
    },
    booked: |amount, account, day, reference| {
        format!("{amount} is booked as taken from {account} on {day}, number {reference}.")
    },
    not_told: "Nobody gets a message, and no customer’s balance changes.",
    do_record: "Record the transfer",
    recorded: "The transfer is recorded.",
    undo_title: |number, institution| format!("Undo transfer {number} to {institution}"),
    booked_back: |amount, account| format!("{amount} is booked back to {account}."),
    stays: "The transfer stays in the list, marked as undone, with your name and your reason.",
    do_undo: "Undo the transfer",
    undo_done: "The transfer is undone.",
    back: |institution| format!("Back to {institution}"),
    to_list: "All institutions",
};

static KISWAHILI: InstitutionsWords = InstitutionsWords {
    title: "Taasisi",
    means: "Pesa unazokusanyia wengine: wateja wanachopaswa kulipa kwa kila taasisi, walicholipa, \
        na ulichokabidhi.",
    none: "Bado humkusanyii mtu mwingine.",
    none_means: "Taasisi huonekana hapa deni ambalo pesa zake ni za taasisi hiyo linapoundwa.",
    institution: "Taasisi",
    charged: "Iliyotozwa",
    collected: "Iliyokusanywa",
    remitted: "Iliyokabidhiwa",
    to_remit: "Bado kukabidhiwa",
    of_now: "Takwimu hizi ni za sasa, kipindi chochote kinachochaguliwa hapa chini.",
    too_much: "Kilichokabidhiwa kinazidi kilichokusanywa sasa.",
    too_much_means: |amount| {
        format!(
            "Malipo yalirudishwa au yalihamishwa baada ya pesa zake kukabidhiwa. \
             Iombe taasisi {amount}, au zipunguze kwenye uhamisho ujao."
        )
    },
    transfers: "Uhamisho wa pesa",
    transfers_caption: |from, to| format!("Uhamisho kuanzia {from} hadi {to}"),
    no_transfers: "Hakuna kilichokabidhiwa katika kipindi hiki.",
    sum: |amount| format!("Iliyokabidhiwa katika kipindi hiki: {amount}"),
    first_only: |shown, all| {
        format!("Zinaonyeshwa {shown} mpya zaidi kati ya {all}; faili lina zote.")
    },
    csv: "Pakua uhamisho kama CSV",
    number: "Namba",
    reference: "Namba ya uhamisho",
    reference_hint: "Kama benki au M-PESA ilivyoitoa, ili uweze kupatikana tena.",
    paid_from: "Zilipotolewa",
    cash: "Pesa taslimu",
    by: "Aliyeingiza",
    counts: "Unahesabika",
    undone: "Umetenguliwa",
    undone_by: |by, at, reason| format!("na {by}, {at}: {reason}"),
    undo: |number| format!("Tengua uhamisho {number}"),
    owed: "Wateja wanachopaswa kuilipa",
    owed_none: "Hakuna anayepaswa kuilipa chochote.",
    record: "Rekodi uhamisho",
    record_title: |institution| format!("Rekodi uhamisho kwa {institution}"),
    record_means: "Malipo haitumi pesa. Fanya uhamisho kwanza, kisha uurekodi hapa.",
    amount_hint: |amount| format!("Unaweza kukabidhi hadi {amount}."),
    bad_amount: "Andika kiasi kwa tarakimu, kama 12,500.00.",
    remitted_on: "Siku ya uhamisho",
    bad_day: "Chagua siku, au iandike kama 7/12/2026.",
    look: "Angalia kitakachotokea",
    will_happen: "Kitakachotokea",
    becomes: |institution, before, after| {
        format!("Inachosubiri {institution} kitatoka {before} kuwa {after}.")
    },
    booked: |amount, account, day, reference| {
        format!("{amount} itaandikwa kuwa imetolewa {account} tarehe {day}, namba {reference}.")
    },
    not_told: "Hakuna atakayetumiwa ujumbe, na hakuna salio la mteja litakalobadilika.",
    do_record: "Rekodi uhamisho huu",
    recorded: "Uhamisho umerekodiwa.",
    undo_title: |number, institution| format!("Tengua uhamisho {number} kwa {institution}"),
    booked_back: |amount, account| format!("{amount} itarudishwa kwenye {account}."),
    stays: "Uhamisho utabaki kwenye orodha, ukionyeshwa kuwa umetenguliwa, na jina lako na sababu yako.",
    do_undo: "Tengua uhamisho",
    undo_done: "Uhamisho umetenguliwa.",
    back: |institution| format!("Rudi kwa {institution}"),
    to_list: "Taasisi zote",
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
