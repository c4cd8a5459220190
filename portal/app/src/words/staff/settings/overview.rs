//! On the first page of the settings.

use billing::language::Language;

use crate::language::pick;

/// On the first page of the settings.
#[derive(Debug)]
pub struct SettingsWords {
    /// Leads to the first page.
    pub all: &'static str,
    /// What this part is about.
    pub means: &'static str,
    /// Only for those who may not change what is on a page.
    pub read_only: &'static str,
    /// Above what will happen.
    pub what_happens: &'static str,
    /// Holidays: name and what it is for.
    pub holidays: Topic,
    /// Takes the number and the year.
    pub gazetted: fn(usize, i32) -> String,
    /// Reminders.
    pub reminders: Topic,
    /// Texts.
    pub texts: Topic,
    /// Takes how many are changed.
    pub texts_changed: fn(usize) -> String,
    /// Short codes.
    pub short_codes: Topic,
    /// Takes the short code of the deployment.
    pub short_code: fn(&str) -> String,
    /// Staff and roles.
    pub staff: Topic,
    /// Takes how many work here.
    pub staff_count: fn(usize) -> String,
    /// API keys.
    pub keys: Topic,
    /// Takes how many open something.
    pub keys_count: fn(usize) -> String,
    /// Integrations.
    pub integrations: Topic,
    /// Phones can be prompted.
    pub prompts: &'static str,
    /// Phones cannot be prompted.
    pub no_prompts: &'static str,
    /// Channels.
    pub channels: Topic,
    /// All run.
    pub channels_run: &'static str,
    /// Takes those that do not.
    pub channels_stopped: fn(&str) -> String,
    /// Institutions.
    pub institutions: Topic,
}

/// One of the pages: its name, and what it is for.
#[derive(Debug)]
pub struct Topic {
    /// The name.
    pub name: &'static str,
    /// What one does there.
    pub means: &'static str,
}

impl SettingsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: SettingsWords = SettingsWords {
    all: "All settings",
    means: "What holds for every customer and everybody who works here.",
    read_only: "An administrator can change this.",
    what_happens: "What will happen",
    holidays: Topic {
        name: "Holidays",
        means: "The days on which nothing falls due, and those that are gazetted at short notice.",
    },
    gazetted: |count, year| match count {
        0 => format!("No gazetted day in {year}"),
        1 => format!("1 gazetted day in {year}"),
        count => format!("{count} gazetted days in {year}"),
    },
    reminders: Topic {
        name: "Reminders",
        means: "When customers are reminded, when it is quiet, and where due dates move.",
    },
    texts: Topic {
        name: "Texts of messages",
        means: "What customers read by SMS and e-mail.",
    },
    texts_changed: |count| match count {
        0 => "All as they came".to_owned(),
        count => format!("{count} changed"),
    },
    short_codes: Topic {
        name: "Short codes",
        means: "Where customers pay, and how complete our knowledge of each is.",
    },
    short_code: |code| format!("Customers pay to {code}"),
    staff: Topic {
        name: "Staff and roles",
        means: "Who works here, and who may do what.",
    },
    staff_count: |count| match count {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    },
    keys: Topic {
        name: "API keys",
        means: "With what your own systems come in.",
    },
    keys_count: |count| match count {
        0 => "No key".to_owned(),
        1 => "1 key in use".to_owned(),
        count => format!("{count} keys in use"),
    },
    integrations: Topic {
        name: "Integrations",
        means: "M-PESA, messages and everything else outside, each with a test.",
    },
    prompts: "M-PESA can prompt phones",
    no_prompts: "M-PESA is not set up to prompt phones",
    channels: Topic {
        name: "Channels",
        means: "SMS and e-mail: whether messages go out.",
    },
    channels_run: "Messages go out",
    channels_stopped: |which| format!("Stopped: {which}"),
    institutions: Topic {
        name: "Institutions",
        means: "For whom money is collected, and what they have received.",
    },
};

static KISWAHILI: SettingsWords = SettingsWords {
    all: "Mipangilio yote",
    means: "Yanayohusu kila mteja na kila anayefanya kazi hapa.",
    read_only: "Msimamizi anaweza kubadilisha haya.",
    what_happens: "Kitakachotokea",
    holidays: Topic {
        name: "Sikukuu",
        means: "Siku ambazo hakuna deni linalofikia mwisho, na zile zinazotangazwa ghafla kwenye Gazeti.",
    },
    gazetted: |count, year| match count {
        0 => format!("Hakuna siku iliyotangazwa mwaka {year}"),
        1 => format!("Siku 1 iliyotangazwa mwaka {year}"),
        count => format!("Siku {count} zilizotangazwa mwaka {year}"),
    },
    reminders: Topic {
        name: "Vikumbusho",
        means: "Wateja wanakumbushwa lini, saa za kimya, na tarehe za mwisho zinasogea wapi.",
    },
    texts: Topic {
        name: "Maandishi ya ujumbe",
        means: "Wanachosoma wateja kwa SMS na barua pepe.",
    },
    texts_changed: |count| match count {
        0 => "Yote ni ya awali".to_owned(),
        count => format!("{count} yamebadilishwa"),
    },
    short_codes: Topic {
        name: "Namba za biashara",
        means: "Wateja wanalipa wapi, na tunajua kiasi gani kuhusu kila namba.",
    },
    short_code: |code| format!("Wateja wanalipa kwa {code}"),
    staff: Topic {
        name: "Wafanyakazi na nyadhifa",
        means: "Nani anafanya kazi hapa, na nani anaruhusiwa nini.",
    },
    staff_count: |count| match count {
        1 => "Mtu 1".to_owned(),
        count => format!("Watu {count}"),
    },
    keys: Topic {
        name: "Funguo za API",
        means: "Mifumo yako mwenyewe inaingia kwa nini.",
    },
    keys_count: |count| match count {
        0 => "Hakuna ufunguo".to_owned(),
        1 => "Ufunguo 1 unatumika".to_owned(),
        count => format!("Funguo {count} zinatumika"),
    },
    integrations: Topic {
        name: "Miunganisho",
        means: "M-PESA, ujumbe na vingine vyote vya nje, kila kimoja na jaribio lake.",
    },
    prompts: "M-PESA inaweza kuomba simu zilipe",
    no_prompts: "M-PESA haijawekwa kuomba simu zilipe",
    channels: Topic {
        name: "Njia za ujumbe",
        means: "SMS na barua pepe: kama ujumbe unatoka.",
    },
    channels_run: "Ujumbe unatoka",
    channels_stopped: |which| format!("Imesimamishwa: {which}"),
    institutions: Topic {
        name: "Taasisi",
        means: "Pesa zinakusanywa kwa niaba ya nani, na wamepokea nini.",
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
