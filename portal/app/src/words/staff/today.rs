//! On the first page of staff.

use billing::language::Language;

use crate::language::pick;

/// On the first page of staff.
#[derive(Debug)]
pub struct TodayWords {
    /// Takes the day: the heading.
    pub title: fn(&str) -> String,
    /// Takes the time when the figures were read.
    pub as_of: fn(&str) -> String,
    /// Takes a count: more than that.
    pub more_than: fn(&str) -> String,
    /// The figure of what came in.
    pub collected: &'static str,
    /// Takes a count: how many payments that is.
    pub payments: fn(&str) -> String,
    /// Today's figure is not complete.
    pub still_counting: &'static str,
    /// The figure of payments without an owner.
    pub unassociated: &'static str,
    /// Takes a day and a time: the oldest.
    pub oldest: fn(&str) -> String,
    /// There is none.
    pub all_owned: &'static str,
    /// The figure of what is late.
    pub overdue: &'static str,
    /// Takes a count: who owes it.
    pub customers: fn(&str) -> String,
    /// It was not worked out yet.
    pub not_worked_out: &'static str,
    /// Above what waits.
    pub waiting: &'static str,
    /// Nothing does.
    pub nothing_waits: &'static str,
    /// What that means.
    pub nothing_waits_means: &'static str,
    /// Takes a count: payments to confirm.
    pub unverified: fn(&str) -> String,
    /// Takes a count: pushes to look at.
    pub to_review: fn(&str) -> String,
    /// Takes a count: pushes of which nobody knows.
    pub unknown_pushes: fn(&str) -> String,
    /// Takes a count: pushes that failed today.
    pub failed_pushes: fn(&str) -> String,
    /// Takes a count: messages that did not arrive.
    pub not_arrived: fn(&str) -> String,
    /// Takes a count: messages that are not sent although it is time.
    pub stuck: fn(&str) -> String,
    /// Takes a count and an amount: gaps.
    pub gaps: fn(&str, &str) -> String,
    /// Takes a count: callbacks.
    pub parked: fn(&str) -> String,
    /// Takes a count: quoted receipts.
    pub claims: fn(&str) -> String,
    /// The name of the first picture.
    pub per_day: &'static str,
    /// Takes the total, and the highest day with its amount: what the picture shows.
    pub per_day_says: fn(&str, &str, &str) -> String,
    /// Nothing came in.
    pub per_day_empty: &'static str,
    /// Not every day is complete.
    pub days_incomplete: &'static str,
    /// Opens the table.
    pub numbers: &'static str,
    /// The heading of the days.
    pub day: &'static str,
    /// Takes the currency: the heading of the sums.
    pub total: fn(&str) -> String,
    /// The name of the second picture.
    pub by_age: &'static str,
    /// Takes the total: what the picture shows.
    pub by_age_says: fn(&str) -> String,
    /// Nothing is overdue.
    pub by_age_empty: &'static str,
    /// The heading of the ages.
    pub age: &'static str,
    /// Takes the currency: the heading of the amounts.
    pub amount: fn(&str) -> String,
    /// The heading of how many instalments.
    pub instalments: &'static str,
    /// The heading of how many customers.
    pub customers_head: &'static str,
    /// Takes the first and the last number of days.
    pub days: fn(u32, u32) -> String,
    /// Takes the first number of days.
    pub days_and_more: fn(u32) -> String,
    /// Takes when it was worked out, and the first due date that counts.
    pub worked_out: fn(&str, &str) -> String,
    /// It is being worked out.
    pub under_way: &'static str,
    /// The button that works it out again.
    pub again: &'static str,
    /// After it was worked out again.
    pub again_done: &'static str,
}

impl TodayWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: TodayWords = TodayWords {
    title: |day| format!("Today, {day}"),
    as_of: |time| format!("As of {time}."),
    more_than: |count| format!("more than {count}"),
    collected: "Collected today",
    payments: |count| match count {
        "1" => "1 payment".to_owned(),
        count => format!("{count} payments"),
    },
    still_counting: "still counting; load the page again",
    unassociated: "Unassociated",
    oldest: |when| format!("oldest {when}"),
    all_owned: "every payment has an owner",
    overdue: "Overdue",
    customers: |count| match count {
        "1" => "1 customer".to_owned(),
        count => format!("{count} customers"),
    },
    not_worked_out: "not worked out yet",
    waiting: "What waits for somebody",
    nothing_waits: "Nothing waits for you.",
    nothing_waits_means: "What needs a person appears here.",
    unverified: |count| format!("Payments to confirm: {count}"),
    to_review: |count| format!("Pushes to look at: {count}"),
    unknown_pushes: |count| format!("Pushes of which nobody knows whether they were paid: {count}"),
    failed_pushes: |count| format!("Pushes that failed today: {count}"),
    not_arrived: |count| format!("Messages that did not arrive: {count}"),
    stuck: |count| format!("Messages that are late: {count}"),
    gaps: |count, amount| format!("Gaps in the confirmations: {count}, {amount} missing"),
    parked: |count| format!("Callbacks that wait for a decision: {count}"),
    claims: |count| format!("Receipts that customers quote: {count}"),
    per_day: "Collected per day, by channel",
    per_day_says: |total, day, amount| {
        format!("{total} in fourteen days; the most on {day}, {amount}.")
    },
    per_day_empty: "Nothing came in during the last fourteen days.",
    days_incomplete: "Some days are still being added up. Load the page again.",
    numbers: "The same in numbers",
    day: "Day",
    total: |currency| format!("Total, {currency}"),
    by_age: "Overdue by age",
    by_age_says: |total| format!("{total} in all, by how long it has been overdue."),
    by_age_empty: "Nothing is overdue.",
    age: "Overdue for",
    amount: |currency| format!("Amount, {currency}"),
    instalments: "Instalments",
    customers_head: "Customers",
    days: |first, last| format!("{first} to {last} days"),
    days_and_more: |first| format!("{first} days and more"),
    worked_out: |when, from| format!("Worked out {when}, of due dates since {from}."),
    under_way: "It is being worked out. Load the page again in a minute.",
    again: "Work it out again",
    again_done: "What is overdue was worked out again.",
};

static KISWAHILI: TodayWords = TodayWords {
    title: |day| format!("Leo, {day}"),
    as_of: |time| format!("Hadi saa {time}."),
    more_than: |count| format!("zaidi ya {count}"),
    collected: "Yaliyopokelewa leo",
    payments: |count| format!("malipo {count}"),
    still_counting: "bado inahesabiwa; fungua ukurasa tena",
    unassociated: "Yasiyo na mwenyewe",
    oldest: |when| format!("ya zamani zaidi {when}"),
    all_owned: "kila malipo yana mwenyewe",
    overdue: "Yaliyochelewa",
    customers: |count| match count {
        "1" => "mteja 1".to_owned(),
        count => format!("wateja {count}"),
    },
    not_worked_out: "bado haijahesabiwa",
    waiting: "Kinachomsubiri mtu",
    nothing_waits: "Hakuna kinachokusubiri.",
    nothing_waits_means: "Kinachohitaji mtu huonekana hapa.",
    unverified: |count| format!("Malipo ya kuthibitisha: {count}"),
    to_review: |count| format!("Maombi ya simu ya kuangalia: {count}"),
    unknown_pushes: |count| format!("Maombi ya simu ambayo hakuna ajuaye kama yalilipwa: {count}"),
    failed_pushes: |count| format!("Maombi ya simu yaliyoshindikana leo: {count}"),
    not_arrived: |count| format!("Ujumbe ambao haukufika: {count}"),
    stuck: |count| format!("Ujumbe uliochelewa: {count}"),
    gaps: |count, amount| format!("Mapengo katika uthibitisho: {count}, zinakosekana {amount}"),
    parked: |count| format!("Taarifa zinazosubiri uamuzi: {count}"),
    claims: |count| format!("Risiti ambazo wateja wanazitaja: {count}"),
    per_day: "Yaliyopokelewa kila siku, kwa njia",
    per_day_says: |total, day, amount| {
        format!("{total} kwa siku kumi na nne; nyingi zaidi {day}, {amount}.")
    },
    per_day_empty: "Hakuna kilichoingia kwa siku kumi na nne zilizopita.",
    days_incomplete: "Baadhi ya siku bado zinajumlishwa. Fungua ukurasa tena.",
    numbers: "Vivyo hivyo kwa tarakimu",
    day: "Siku",
    total: |currency| format!("Jumla, {currency}"),
    by_age: "Yaliyochelewa kwa umri",
    by_age_says: |total| format!("{total} kwa jumla, kwa muda ambao yamechelewa."),
    by_age_empty: "Hakuna kilichochelewa.",
    age: "Yamechelewa kwa",
    amount: |currency| format!("Kiasi, {currency}"),
    instalments: "Awamu",
    customers_head: "Wateja",
    days: |first, last| format!("siku {first} hadi {last}"),
    days_and_more: |first| format!("siku {first} na zaidi"),
    worked_out: |when, from| format!("Ilihesabiwa {when}, kwa tarehe za mwisho tangu {from}."),
    under_way: "Inahesabiwa. Fungua ukurasa tena baada ya dakika moja.",
    again: "Hesabu tena",
    again_done: "Yaliyochelewa yamehesabiwa tena.",
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
