//! On the pages of holidays.

use billing::language::Language;
use billing::obligation::change::Kept;

use crate::language::pick;

/// On the pages of holidays.
#[derive(Debug)]
pub struct HolidaysWords {
    /// Takes the year: the heading.
    pub title: fn(i32) -> String,
    /// What they are for.
    pub means: &'static str,
    /// What the choice of years is called.
    pub years: &'static str,
    /// The heading of the names.
    pub name: &'static str,
    /// The heading of the kinds.
    pub kind: &'static str,
    /// The heading of who entered it and why.
    pub entered: &'static str,
    /// The heading of what one can do.
    pub action: &'static str,
    /// The law names its date.
    pub fixed: &'static str,
    /// It moves with Easter.
    pub easter: &'static str,
    /// It stands in for a Sunday.
    pub moved: &'static str,
    /// It was announced in the Gazette.
    pub gazetted: &'static str,
    /// It was taken back.
    pub withdrawn: &'static str,
    /// Takes who and when.
    pub by: fn(&str, &str) -> String,
    /// Takes who and when it was taken back.
    pub withdrawn_by: fn(&str, &str) -> String,
    /// Leads to taking a day back.
    pub withdraw: &'static str,
    /// Above the form.
    pub enter: &'static str,
    /// What the form does.
    pub enter_means: &'static str,
    /// The label of the name.
    pub name_label: &'static str,
    /// How to fill it in.
    pub name_hint: &'static str,
    /// The label of the day.
    pub day_label: &'static str,
    /// The label of the reason of a new day.
    pub reason_hint: &'static str,
    /// The day cannot be read.
    pub bad_day: &'static str,
    /// The button that shows what follows.
    pub look: &'static str,
    /// Takes name and day: the heading of what follows.
    pub enter_title: fn(&str, &str) -> String,
    /// Takes the day.
    pub becomes_holiday: fn(&str) -> String,
    /// On a Saturday.
    pub saturday: &'static str,
    /// No instalment falls due there.
    pub none_due: &'static str,
    /// Takes how many move, and to which day.
    pub moves: fn(usize, &str) -> String,
    /// Takes how many stay and why.
    pub stays: fn(usize, &str) -> String,
    /// Takes how many customers are told.
    pub told: fn(usize) -> String,
    /// Takes how many instalments were looked at.
    pub rest: fn(usize) -> String,
    /// Above the table of what moves.
    pub what_moves: &'static str,
    /// The heading of the customers.
    pub customer: &'static str,
    /// The heading of the old day.
    pub from: &'static str,
    /// The heading of the new day.
    pub to: &'static str,
    /// Takes how many more there are.
    pub and_more: fn(usize) -> String,
    /// The button that enters the day.
    pub do_enter: &'static str,
    /// Takes name and day: the heading of taking it back.
    pub withdraw_title: fn(&str, &str) -> String,
    /// Takes the day.
    pub business_again: fn(&str) -> String,
    /// Takes the day, where it is a weekend.
    pub only_weekend: fn(&str) -> String,
    /// What moved stays.
    pub promised: &'static str,
    /// Nobody is told.
    pub not_told: &'static str,
    /// How to fill in the reason of taking it back.
    pub why_back: &'static str,
    /// The button that takes it back.
    pub do_withdraw: &'static str,
    /// After it is entered.
    pub entered_done: &'static str,
    /// After it is entered, while more moves.
    pub partly_done: &'static str,
    /// After it was taken back.
    pub withdrawn_done: &'static str,
    /// Why an instalment stays.
    pub kept: KeptWords,
}

/// Why an instalment stays on a holiday.
#[derive(Debug)]
pub struct KeptWords {
    /// It is due today.
    pub today: &'static str,
    /// Nothing is left to pay.
    pub paid: &'static str,
    /// The customer was reminded, or a person insisted.
    pub announced: &'static str,
    /// The day was closed before.
    pub closed_before: &'static str,
    /// The day is open.
    pub open: &'static str,
    /// There is no business day.
    pub no_day: &'static str,
}

impl HolidaysWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// Why an instalment stays.
    #[must_use]
    pub const fn because(&self, kept: Kept) -> &'static str {
        match kept {
            Kept::NotInTheFuture => self.kept.today,
            Kept::NothingOutstanding => self.kept.paid,
            Kept::Announced => self.kept.announced,
            Kept::ClosedBefore => self.kept.closed_before,
            Kept::OtherDay | Kept::DayIsOpen => self.kept.open,
            Kept::NoBusinessDay => self.kept.no_day,
        }
    }
}

static ENGLISH: HolidaysWords = HolidaysWords {
    title: |year| format!("Holidays in {year}"),
    means: "On these days nothing falls due: a due date moves to a business day.",
    years: "Years",
    name: "Holiday",
    kind: "Kind",
    entered: "Entered",
    action: "What you can do",
    fixed: "Fixed date",
    easter: "Easter",
    moved: "Moved from a Sunday",
    gazetted: "Gazetted",
    withdrawn: "Taken back",
    by: |who, when| format!("{who}, {when}"),
    withdrawn_by: |who, when| format!("Taken back by {who}, {when}"),
    withdraw: "Take back",
    enter: "Enter a gazetted day",
    enter_means: "First you see which instalments it moves and who is told.",
    name_label: "What the day is called",
    name_hint: "As customers read it, such as Idd-ul-Fitr.",
    day_label: "Day",
    reason_hint: "Where it was announced, such as the notice in the Gazette. It can stay empty.",
    bad_day: "Enter the day, such as 15/12/2026.",
    look: "See what follows",
    enter_title: |name, day| format!("Enter {name}, {day}"),
    becomes_holiday: |day| format!("{day} becomes a holiday: nothing new falls due on it."),
    saturday: "It is a Saturday, on which nothing falls due anyway.",
    none_due: "No instalment falls due on this day, so nothing moves.",
    moves: |count, to| match count {
        1 => format!("1 instalment moves to {to}."),
        count => format!("{count} instalments move to {to}."),
    },
    stays: |count, why| match count {
        1 => format!("1 instalment stays: {why}."),
        count => format!("{count} instalments stay: {why}."),
    },
    told: |count| match count {
        0 => "No customer is told.".to_owned(),
        1 => "1 customer is told of the new date.".to_owned(),
        count => format!("{count} customers are told of the new date."),
    },
    rest: |count| {
        format!(
            "This counts the first {count} instalments of the day. The others follow in the \
             background within minutes, by the same rules."
        )
    },
    what_moves: "What moves",
    customer: "Customer",
    from: "From",
    to: "To",
    and_more: |count| format!("And {count} more."),
    do_enter: "Enter this holiday",
    withdraw_title: |name, day| format!("Take back {name}, {day}"),
    business_again: |day| format!("{day} is a business day again: instalments can fall due on it."),
    only_weekend: |day| format!("{day} is a weekend all the same: nothing falls due on it."),
    promised: "What it moved stays where it is: that date was promised.",
    not_told: "No customer is told.",
    why_back: "So that others understand it later. It can stay empty.",
    do_withdraw: "Take back this holiday",
    entered_done: "The holiday was entered.",
    partly_done: "The holiday was entered. More instalments of that day move within the next minutes.",
    withdrawn_done: "The holiday was taken back.",
    kept: KeptWords {
        today: "due today",
        paid: "nothing is left to pay",
        announced: "the customer was already reminded of this date, or a person insisted on it",
        closed_before: "the day was closed before, and a person insisted on it",
        open: "the day is a business day",
        no_day: "there is no business day within a month",
    },
};

static KISWAHILI: HolidaysWords = HolidaysWords {
    title: |year| format!("Sikukuu za mwaka {year}"),
    means: "Siku hizi hakuna deni linalofikia mwisho: tarehe ya mwisho husogea hadi siku ya kazi.",
    years: "Miaka",
    name: "Sikukuu",
    kind: "Aina",
    entered: "Iliingizwa",
    action: "Unachoweza kufanya",
    fixed: "Tarehe maalum",
    easter: "Pasaka",
    moved: "Imesogezwa kutoka Jumapili",
    gazetted: "Ilitangazwa kwenye Gazeti",
    withdrawn: "Imeondolewa",
    by: |who, when| format!("Na {who}, {when}"),
    withdrawn_by: |who, when| format!("Imeondolewa na {who}, {when}"),
    withdraw: "Ondoa",
    enter: "Ingiza siku iliyotangazwa",
    enter_means: "Kwanza utaona awamu zitakazosogea na watakaoambiwa.",
    name_label: "Siku inaitwaje",
    name_hint: "Kama wateja watakavyoisoma, kwa mfano Idd-ul-Fitr.",
    day_label: "Siku",
    reason_hint: "Ilikotangazwa, kwa mfano namba ya tangazo la Gazeti. Si lazima kujaza.",
    bad_day: "Weka siku, kwa mfano 15/12/2026.",
    look: "Ona kitakachofuata",
    enter_title: |name, day| format!("Ingiza {name}, {day}"),
    becomes_holiday: |day| {
        format!("{day} inakuwa sikukuu: hakuna deni jipya litakalofikia mwisho siku hiyo.")
    },
    saturday: "Ni Jumamosi, ambayo hakuna deni linalofikia mwisho hata hivyo.",
    none_due: "Hakuna awamu inayofikia mwisho siku hii, kwa hiyo hakuna kinachosogea.",
    moves: |count, to| match count {
        1 => format!("Awamu 1 itasogea hadi {to}."),
        count => format!("Awamu {count} zitasogea hadi {to}."),
    },
    stays: |count, why| match count {
        1 => format!("Awamu 1 itabaki: {why}."),
        count => format!("Awamu {count} zitabaki: {why}."),
    },
    told: |count| match count {
        0 => "Hakuna mteja atakayeambiwa.".to_owned(),
        1 => "Mteja 1 ataambiwa tarehe mpya.".to_owned(),
        count => format!("Wateja {count} wataambiwa tarehe mpya."),
    },
    rest: |count| {
        format!(
            "Hii ni hesabu ya awamu {count} za kwanza za siku hiyo. Nyingine zitafuata zenyewe \
             ndani ya dakika chache, kwa kanuni hizo hizo."
        )
    },
    what_moves: "Kitakachosogea",
    customer: "Mteja",
    from: "Kutoka",
    to: "Hadi",
    and_more: |count| format!("Na nyingine {count}."),
    do_enter: "Ingiza sikukuu hii",
    withdraw_title: |name, day| format!("Ondoa {name}, {day}"),
    business_again: |day| {
        format!("{day} inakuwa siku ya kazi tena: awamu zinaweza kufikia mwisho siku hiyo.")
    },
    only_weekend: |day| {
        format!("{day} ni wikendi hata hivyo: hakuna awamu inayofikia mwisho siku hiyo.")
    },
    promised: "Kilichosogezwa kinabaki kilipo: wateja waliahidiwa tarehe hiyo.",
    not_told: "Hakuna mteja atakayeambiwa.",
    why_back: "Ili wengine waelewe baadaye. Si lazima kujaza.",
    do_withdraw: "Ondoa sikukuu hii",
    entered_done: "Sikukuu imeingizwa.",
    partly_done: "Sikukuu imeingizwa. Awamu zaidi za siku hiyo zitasogea ndani ya dakika chache.",
    withdrawn_done: "Sikukuu imeondolewa.",
    kept: KeptWords {
        today: "mwisho ni leo",
        paid: "hakuna kilichobaki kulipwa",
        announced: "mteja alishakumbushwa tarehe hii, au mtu aliisisitiza",
        closed_before: "siku ilikuwa imefungwa tayari, na mtu aliisisitiza",
        open: "siku hiyo ni ya kazi",
        no_day: "hakuna siku ya kazi ndani ya mwezi mmoja",
    },
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
