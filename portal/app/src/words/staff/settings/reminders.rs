//! On the page of reminders.

use billing::language::Language;

use crate::language::pick;

/// On the page of reminders.
#[derive(Debug)]
pub struct RemindersWords {
    /// What the page is about.
    pub means: &'static str,
    /// The label of the days before.
    pub before_label: &'static str,
    /// How to fill it in.
    pub before_hint: &'static str,
    /// The label of the days after.
    pub after_label: &'static str,
    /// How to fill it in.
    pub after_hint: &'static str,
    /// Above the quiet hours.
    pub quiet: &'static str,
    /// What they are.
    pub quiet_hint: &'static str,
    /// Their beginning.
    pub quiet_from: &'static str,
    /// Their end.
    pub quiet_until: &'static str,
    /// Above the directions.
    pub direction: &'static str,
    /// How it works.
    pub direction_hint: &'static str,
    /// To the next business day.
    pub following: &'static str,
    /// To the one before.
    pub preceding: &'static str,
    /// The label of the addresses of staff.
    pub emails: &'static str,
    /// What they are for.
    pub emails_hint: &'static str,
    /// No number can be read.
    pub bad_days: &'static str,
    /// No time can be read.
    pub bad_time: &'static str,
    /// Only one of the two times was given.
    pub both_times: &'static str,
    /// The two times are the same.
    pub same_times: &'static str,
    /// The button that saves.
    pub save: &'static str,
    /// Above what stands.
    pub as_it_is: &'static str,
    /// There is none of these.
    pub none: &'static str,
    /// Takes a number of days.
    pub days_before: fn(u16) -> String,
    /// On the day itself.
    pub on_the_day: &'static str,
    /// Takes a number of days.
    pub days_after: fn(u16) -> String,
    /// Nobody is reminded of anything.
    pub nobody: &'static str,
    /// Takes beginning and end.
    pub from_until: fn(&str, &str) -> String,
    /// Above the example.
    pub example: &'static str,
    /// Takes the due date.
    pub example_of: fn(&str) -> String,
    /// Takes the day and how far it is from the due date.
    pub on: fn(&str, &str) -> String,
    /// What is paid is not reminded of.
    pub until_paid: &'static str,
    /// Takes beginning and end of the quiet hours, and the end again.
    pub waits: fn(&str, &str) -> String,
    /// Above the defaults.
    pub defaults: &'static str,
    /// Takes the offsets.
    pub default_offsets: fn(&str) -> String,
    /// Takes beginning and end.
    pub default_quiet: fn(&str, &str) -> String,
    /// Where due dates move by default.
    pub default_direction: &'static str,
    /// Due dates that stand do not move.
    pub stands: &'static str,
    /// The button that restores.
    pub restore: &'static str,
    /// After saving.
    pub saved: &'static str,
    /// After restoring.
    pub restored: &'static str,
}

impl RemindersWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// When one is reminded, in the order in which it happens: `3 days before, on the day, 1 day after`.
    #[must_use]
    pub fn offsets(&self, before: &[u16], after: &[u16]) -> String {
        let before = before.iter().map(|days| self.before(*days));
        let after = after.iter().map(|days| (self.days_after)(*days));
        let all: Vec<String> = before.chain(after).collect();
        if all.is_empty() {
            return self.nobody.to_owned();
        }
        all.join(", ")
    }

    /// How long before: `3 days before`, or `on the day`.
    #[must_use]
    pub fn before(&self, days: u16) -> String {
        match days {
            0 => self.on_the_day.to_owned(),
            days => (self.days_before)(days),
        }
    }
}

static ENGLISH: RemindersWords = RemindersWords {
    means: "Every morning customers are reminded of what is due. \
        A change holds from the next morning on.",
    before_label: "Days before the due date",
    before_hint: "With commas between them, such as 7, 3, 0. 0 is the day itself. \
        Empty: no reminder before.",
    after_label: "Days after the due date",
    after_hint: "Reminders of what is overdue, such as 1, 7. Empty: none.",
    quiet: "Quiet hours",
    quiet_hint: "No reminder goes out by SMS in these hours; it waits for their end. \
        Leave both empty for none.",
    quiet_from: "From",
    quiet_until: "Until",
    direction: "A due date on a weekend or holiday moves",
    direction_hint: "This holds for what is planned from now on.",
    following: "to the next business day",
    preceding: "to the last business day before",
    emails: "E-mail addresses of staff",
    emails_hint: "They are told of payments that nobody can be found for. One on each line.",
    bad_days: "Write whole numbers of days with commas between them, such as 7, 3, 0.",
    bad_time: "Write the time like 20:00.",
    both_times: "Give both times, or neither.",
    same_times: "Give two different times, or leave both empty for no quiet hours.",
    save: "Save reminders",
    as_it_is: "As it is now",
    none: "None",
    days_before: |days| match days {
        1 => "1 day before".to_owned(),
        days => format!("{days} days before"),
    },
    on_the_day: "on the day",
    days_after: |days| match days {
        1 => "1 day after".to_owned(),
        days => format!("{days} days after"),
    },
    nobody: "nobody is reminded",
    from_until: |from, until| format!("{from} to {until}"),
    example: "What a customer gets",
    example_of: |due| format!("Of an instalment that is due on {due}, a customer is reminded:"),
    on: |day, how_far| format!("{day}, {how_far}"),
    until_paid: "By SMS and e-mail, as the customer chose. \
        Once it is paid, no further reminder goes out.",
    waits: |from, until| format!("An SMS between {from} and {until} waits until {until}."),
    defaults: "Restore the defaults",
    default_offsets: |offsets| format!("Reminders: {offsets}."),
    default_quiet: |from, until| format!("Quiet hours: {from} to {until}."),
    default_direction: "Due dates move to the next business day.",
    stands: "Due dates that stand do not move. The e-mail addresses of staff stay.",
    restore: "Restore the defaults of reminders",
    saved: "The reminders were saved.",
    restored: "The defaults hold again.",
};

static KISWAHILI: RemindersWords = RemindersWords {
    means: "Kila asubuhi wateja hukumbushwa wanachodaiwa. \
        Mabadiliko huanza asubuhi inayofuata.",
    before_label: "Siku kabla ya tarehe ya mwisho",
    before_hint: "Tenganisha kwa koma, kwa mfano 7, 3, 0. 0 ni siku yenyewe. \
        Ukiacha wazi: hakuna kikumbusho kabla.",
    after_label: "Siku baada ya tarehe ya mwisho",
    after_hint: "Vikumbusho vya kilichochelewa, kwa mfano 1, 7. Ukiacha wazi: hakuna.",
    quiet: "Saa za kimya",
    quiet_hint: "Hakuna kikumbusho kwa SMS saa hizi; kinasubiri ziishe. \
        Acha zote wazi kama hakuna.",
    quiet_from: "Kuanzia",
    quiet_until: "Hadi",
    direction: "Tarehe ya mwisho iliyo wikendi au sikukuu husogea",
    direction_hint: "Hii ni kwa yanayopangwa kuanzia sasa.",
    following: "hadi siku ya kazi inayofuata",
    preceding: "hadi siku ya kazi iliyotangulia",
    emails: "Anwani za barua pepe za wafanyakazi",
    emails_hint: "Wanaambiwa kuhusu malipo yasiyo na mwenyewe. Moja kwenye kila mstari.",
    bad_days: "Andika namba kamili za siku ukizitenganisha kwa koma, kwa mfano 7, 3, 0.",
    bad_time: "Andika saa kama 20:00.",
    both_times: "Weka saa zote mbili, au usiweke yoyote.",
    same_times: "Weka saa mbili tofauti, au acha zote wazi kama hakuna saa za kimya.",
    save: "Hifadhi vikumbusho",
    as_it_is: "Ilivyo sasa",
    none: "Hakuna",
    days_before: |days| format!("siku {days} kabla"),
    on_the_day: "siku yenyewe",
    days_after: |days| format!("siku {days} baada"),
    nobody: "hakuna anayekumbushwa",
    from_until: |from, until| format!("{from} hadi {until}"),
    example: "Anachopata mteja",
    example_of: |due| format!("Kwa awamu ambayo mwisho wake ni {due}, mteja hukumbushwa:"),
    on: |day, how_far| format!("{day}: {how_far}"),
    until_paid: "Kwa SMS na barua pepe, kama mteja alivyochagua. \
        Ikishalipwa, hakuna kikumbusho kingine.",
    waits: |from, until| format!("SMS kati ya {from} na {until} husubiri hadi {until}."),
    defaults: "Rudisha ya awali",
    default_offsets: |offsets| format!("Vikumbusho: {offsets}."),
    default_quiet: |from, until| format!("Saa za kimya: {from} hadi {until}."),
    default_direction: "Tarehe za mwisho husogea hadi siku ya kazi inayofuata.",
    stands: "Tarehe za mwisho zilizopo hazisogei. Anwani za wafanyakazi zinabaki.",
    restore: "Rudisha vikumbusho vya awali",
    saved: "Vikumbusho vimehifadhiwa.",
    restored: "Ya awali yanatumika tena.",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }

    #[test]
    fn offsets_are_told_in_the_order_in_which_they_come() {
        assert_eq!(
            ENGLISH.offsets(&[7, 3, 0], &[1, 7]),
            "7 days before, 3 days before, on the day, 1 day after, 7 days after"
        );
        assert_eq!(ENGLISH.offsets(&[], &[]), "nobody is reminded");
        assert_eq!(KISWAHILI.offsets(&[1], &[]), "siku 1 kabla");
    }
}
