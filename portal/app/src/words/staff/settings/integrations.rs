//! On the page of integrations: what is outside of ours and under us, and what testing it found.

use billing::language::Language;

use crate::language::pick;

/// On the page of integrations.
#[derive(Debug)]
pub struct IntegrationsWords {
    /// The heading.
    pub title: &'static str,
    /// What it is about.
    pub means: &'static str,
    /// Who tests, for those who may not.
    pub ask: &'static str,
    /// M-PESA, as we call it.
    pub mpesa: PartyWords,
    /// Who carries short messages.
    pub sms: PartyWords,
    /// Who carries e-mails.
    pub email: PartyWords,
    /// The table.
    pub store: PartyWords,
    /// The queues.
    pub queues: PartyWords,
    /// It is set up.
    pub set_up: &'static str,
    /// It is not.
    pub not_set_up: &'static str,
    /// The channel is stopped, in a word.
    pub stopped_word: &'static str,
    /// Takes since when and why: the channel is stopped.
    pub stopped: fn(&str, &str) -> String,
    /// The way to the channels.
    pub channels: &'static str,
    /// The way to the short codes.
    pub short_codes: &'static str,
    /// Nobody has tested it.
    pub never: &'static str,
    /// Takes when and who: the latest test.
    pub tested: fn(&str, &str) -> String,
    /// Takes milliseconds.
    pub took: fn(u64) -> String,
    /// The label of a phone to send to.
    pub phone: &'static str,
    /// The label of an address to send to.
    pub address: &'static str,
    /// That one message is sent, and what it costs.
    pub sends_one: &'static str,
    /// The way to the message that was sent.
    pub to_message: &'static str,
    /// What was found.
    pub found: FoundWords,
}

/// About one party.
#[derive(Debug)]
pub struct PartyWords {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub means: &'static str,
    /// What sets it up; empty where nothing works without it.
    pub sets_up: &'static str,
    /// What the test does.
    pub test_means: &'static str,
    /// The button.
    pub test: &'static str,
}

/// What a test found: a headline, and what it means and what to do.
#[derive(Debug)]
pub struct FoundWords {
    /// It works, in a word.
    pub works: &'static str,
    /// It is not over, in a word.
    pub on_its_way: &'static str,
    /// It does not work, in a word.
    pub fails: &'static str,
    /// Nobody knows, in a word.
    pub unknown: &'static str,
    /// It is not over.
    pub under_way: (&'static str, &'static str),
    /// Nobody knows how it ended.
    pub forgotten: (&'static str, &'static str),
    /// M-PESA gave a token.
    pub granted: (&'static str, &'static str),
    /// The table answers.
    pub answered: (&'static str, &'static str),
    /// The queues answer.
    pub counted: &'static str,
    /// Takes how many messages are on them.
    pub waiting: fn(u64) -> String,
    /// The message waits to be sent.
    pub written: (&'static str, &'static str),
    /// The carrier took it.
    pub taken: (&'static str, &'static str),
    /// It arrived.
    pub arrived: (&'static str, &'static str),
    /// It did not.
    pub not_arrived: (&'static str, &'static str),
    /// Nobody knows whether it was sent.
    pub not_known: (&'static str, &'static str),
    /// Key and secret are wrong.
    pub refused: (&'static str, &'static str),
    /// Too many calls; takes seconds.
    pub too_many: &'static str,
    /// Takes after how many seconds a call makes sense.
    pub wait: fn(u32) -> String,
    /// Takes an HTTP status.
    pub status: fn(u16) -> String,
    /// What that means.
    pub status_means: &'static str,
    /// It was not understood.
    pub not_understood: (&'static str, &'static str),
    /// There was no connection.
    pub not_reached: (&'static str, &'static str),
    /// There was no answer in time.
    pub no_answer: (&'static str, &'static str),
    /// Somebody else was asking all the time.
    pub busy: (&'static str, &'static str),
    /// It failed.
    pub failed: (&'static str, &'static str),
}

impl IntegrationsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: IntegrationsWords = IntegrationsWords {
    title: "Integrations",
    means: "What Malipo works with, and whether it answers. Secrets are never shown here.",
    ask: "An administrator tests them.",
    mpesa: PartyWords {
        name: "M-PESA (Daraja)",
        means: "Prompts phones to pay, and answers what became of a payment. \
            Payments by hand arrive without it.",
        sets_up: "Set MALIPO_MPESA_CONSUMER_KEY, MALIPO_MPESA_CONSUMER_SECRET and MALIPO_MPESA_PASSKEY.",
        test_means: "Asks M-PESA for a new access token. No phone is prompted, and no money moves.",
        test: "Test M-PESA",
    },
    sms: PartyWords {
        name: "SMS gateway",
        means: "Carries reminders, receipts and codes for signing in to phones.",
        sets_up: "Set MALIPO_SMS_URL, MALIPO_SMS_API_KEY, MALIPO_SMS_PARTNER_ID and MALIPO_SMS_SENDER_ID. \
            Until then short messages wait.",
        test_means: "Sends one SMS to the number that you type. It costs what an SMS costs.",
        test: "Send a test SMS",
    },
    email: PartyWords {
        name: "E-mail",
        means: "Carries the same by e-mail, and codes for staff.",
        sets_up: "Set MALIPO_MAIL_FROM. Until then e-mails wait.",
        test_means: "Sends one e-mail to the address that you type.",
        test: "Send a test e-mail",
    },
    store: PartyWords {
        name: "Store",
        means: "Keeps every payment and every balance.",
        sets_up: "",
        test_means: "Writes a line into the audit, and reads the table.",
        test: "Test the store",
    },
    queues: PartyWords {
        name: "Queues",
        means: "Hand payments and messages from one step to the next.",
        sets_up: "",
        test_means: "Asks each queue how many messages are on it.",
        test: "Test the queues",
    },
    set_up: "Set up",
    not_set_up: "Not set up",
    stopped_word: "Stopped",
    stopped: |since, because| format!("Nothing goes out since {since}: {because}"),
    channels: "Channels of messages",
    short_codes: "Paybills and tills",
    never: "Nobody has tested it yet.",
    tested: |at, by| format!("Tested {at} by {by}"),
    took: |ms| format!("It took {ms} ms."),
    phone: "Phone number for the test",
    address: "E-mail address for the test",
    sends_one: "Wait ten seconds between two tests.",
    to_message: "What became of the message",
    found: FoundWords {
        works: "Works",
        on_its_way: "Under way",
        fails: "Does not work",
        unknown: "Not known",
        under_way: (
            "The test is under way.",
            "Open this page again in a few seconds.",
        ),
        forgotten: (
            "Nobody knows how this test ended.",
            "It was broken off before the answer came. Test again.",
        ),
        granted: (
            "M-PESA knows us.",
            "It gave an access token: phones can be prompted, and questions asked.",
        ),
        answered: ("The store answers.", "It was written to and read."),
        counted: "The queues answer.",
        waiting: |messages| {
            format!(
                "Messages on them: about {messages}. If it stays high, the functions behind them fail: \
                 look at the alarms and the dead letters."
            )
        },
        written: (
            "The test message waits to be sent.",
            "That takes less than a minute. Open this page again to see what became of it.",
        ),
        taken: (
            "The carrier took the test message.",
            "Did it arrive? If not, look whether the number or address is right, and ask the carrier.",
        ),
        arrived: ("The test message arrived.", "Messages go out and arrive."),
        not_arrived: (
            "The test message did not arrive.",
            "The page about the message says why, and what the carrier said.",
        ),
        not_known: (
            "Nobody knows whether the test message was sent.",
            "The carrier did not answer in time. If nothing arrives within an hour, test again.",
        ),
        refused: (
            "M-PESA refuses our consumer key and secret.",
            "Check MALIPO_MPESA_CONSUMER_KEY and MALIPO_MPESA_CONSUMER_SECRET: both belong to one \
             application on Safaricom’s Daraja portal, and the live ones differ from those of the sandbox.",
        ),
        too_many: "M-PESA wants fewer calls.",
        wait: |seconds| format!("Test again in {seconds} seconds."),
        status: |status| format!("M-PESA answers HTTP {status} and gives no token."),
        status_means: "Often that is maintenance: test again in a few minutes. \
            If it stays so, check MALIPO_MPESA_URL.",
        not_understood: (
            "What answers is not M-PESA.",
            "Check MALIPO_MPESA_URL: it begins like https://api.safaricom.co.ke.",
        ),
        not_reached: (
            "There was no connection to M-PESA, so nothing was sent.",
            "Check MALIPO_MPESA_URL, and that this installation can reach the internet; \
             then test again.",
        ),
        no_answer: (
            "There was no answer in time: we do not know whether it works.",
            "Test again in a minute. If it stays so, ask whoever runs it; \
             what was sent meanwhile is looked up, not sent twice.",
        ),
        busy: (
            "Another part of Malipo was asking M-PESA all the time.",
            "Test again in a minute. If it stays so, M-PESA answers slowly.",
        ),
        failed: (
            "It answers with a failure.",
            "The log of the portal says which. Show it to whoever runs this installation.",
        ),
    },
};

static KISWAHILI: IntegrationsWords = IntegrationsWords {
    title: "Miunganisho",
    means: "Vitu ambavyo Malipo hufanya kazi navyo, na kama vinajibu. Siri hazionyeshwi hapa kamwe.",
    ask: "Msimamizi ndiye huvijaribu.",
    mpesa: PartyWords {
        name: "M-PESA ya Daraja",
        means: "Huomba simu zilipe, na hujibu malipo yameishia wapi. \
            Malipo ya mkono hufika bila hii.",
        sets_up: "Weka MALIPO_MPESA_CONSUMER_KEY, MALIPO_MPESA_CONSUMER_SECRET na MALIPO_MPESA_PASSKEY.",
        test_means: "Huiomba M-PESA tokeni mpya. Hakuna simu inayoombwa, na hakuna pesa zinazohama.",
        test: "Jaribu M-PESA",
    },
    sms: PartyWords {
        name: "Mtoa huduma wa SMS",
        means: "Hupeleka vikumbusho, risiti na namba za siri za kuingia kwenye simu.",
        sets_up: "Weka MALIPO_SMS_URL, MALIPO_SMS_API_KEY, MALIPO_SMS_PARTNER_ID na MALIPO_SMS_SENDER_ID. \
            Hadi hapo SMS husubiri.",
        test_means: "Hutuma SMS moja kwa namba utakayoandika. Gharama ni ya SMS moja.",
        test: "Tuma SMS ya jaribio",
    },
    email: PartyWords {
        name: "Barua pepe",
        means: "Hupeleka hayo hayo kwa barua pepe, na namba za siri za wafanyakazi.",
        sets_up: "Weka MALIPO_MAIL_FROM. Hadi hapo barua pepe husubiri.",
        test_means: "Hutuma barua pepe moja kwa anwani utakayoandika.",
        test: "Tuma barua pepe ya jaribio",
    },
    store: PartyWords {
        name: "Hifadhi",
        means: "Hutunza kila malipo na kila salio.",
        sets_up: "",
        test_means: "Huandika mstari kwenye kumbukumbu za ukaguzi, na husoma jedwali.",
        test: "Jaribu hifadhi",
    },
    queues: PartyWords {
        name: "Foleni",
        means: "Hukabidhi malipo na ujumbe kutoka hatua moja hadi nyingine.",
        sets_up: "",
        test_means: "Huuliza kila foleni ina ujumbe mwingapi.",
        test: "Jaribu foleni",
    },
    set_up: "Imewekwa",
    not_set_up: "Haijawekwa",
    stopped_word: "Imesimama",
    stopped: |since, because| format!("Hakuna kinachotoka tangu {since}: {because}"),
    channels: "Njia za ujumbe",
    short_codes: "Namba za Paybill na Till",
    never: "Bado haijajaribiwa na mtu.",
    tested: |at, by| format!("Imejaribiwa {at} na {by}"),
    took: |ms| format!("Ilichukua milisekunde {ms}."),
    phone: "Namba ya simu ya jaribio",
    address: "Anwani ya barua pepe ya jaribio",
    sends_one: "Subiri sekunde kumi kati ya majaribio mawili.",
    to_message: "Ujumbe umeishia wapi",
    found: FoundWords {
        works: "Inafanya kazi",
        on_its_way: "Inaendelea",
        fails: "Haifanyi kazi",
        unknown: "Haijulikani",
        under_way: (
            "Jaribio linaendelea.",
            "Fungua ukurasa huu tena baada ya sekunde chache.",
        ),
        forgotten: (
            "Hakuna anayejua jaribio hili liliishaje.",
            "Lilikatizwa kabla jibu halijafika. Jaribu tena.",
        ),
        granted: (
            "M-PESA inatujua.",
            "Imetoa tokeni: simu zinaweza kuombwa, na maswali kuulizwa.",
        ),
        answered: ("Hifadhi inajibu.", "Imeandikwa na kusomwa."),
        counted: "Foleni zinajibu.",
        waiting: |messages| {
            format!(
                "Ujumbe uliomo: kama {messages}. Ukibaki mwingi, kazi zinazofuata zinashindwa: \
                 angalia ving'ora na foleni za walioshindikana."
            )
        },
        written: (
            "Ujumbe wa jaribio unasubiri kutumwa.",
            "Huchukua chini ya dakika moja. Fungua ukurasa huu tena uone umeishia wapi.",
        ),
        taken: (
            "Mtoa huduma amepokea ujumbe wa jaribio.",
            "Je, umefika? Kama sivyo, angalia kama namba au anwani ni sahihi, na umuulize mtoa huduma.",
        ),
        arrived: ("Ujumbe wa jaribio umefika.", "Ujumbe unatoka na unafika."),
        not_arrived: (
            "Ujumbe wa jaribio haukufika.",
            "Ukurasa wa ujumbe huo unasema sababu, na alichosema mtoa huduma.",
        ),
        not_known: (
            "Hakuna anayejua kama ujumbe wa jaribio ulitumwa.",
            "Mtoa huduma hakujibu kwa wakati. Kama hakuna kinachofika ndani ya saa moja, jaribu tena.",
        ),
        refused: (
            "M-PESA inakataa ufunguo na siri yetu.",
            "Angalia MALIPO_MPESA_CONSUMER_KEY na MALIPO_MPESA_CONSUMER_SECRET: zote ni za programu moja \
             kwenye tovuti ya Daraja ya Safaricom, na za kazi halisi si zile za majaribio.",
        ),
        too_many: "M-PESA inataka maombi machache zaidi.",
        wait: |seconds| format!("Jaribu tena baada ya sekunde {seconds}."),
        status: |status| format!("M-PESA inajibu HTTP {status} na haitoi tokeni."),
        status_means: "Mara nyingi ni matengenezo: jaribu tena baada ya dakika chache. \
            Ikiendelea hivyo, angalia MALIPO_MPESA_URL.",
        not_understood: (
            "Kinachojibu si M-PESA.",
            "Angalia MALIPO_MPESA_URL: huanza kama https://api.safaricom.co.ke.",
        ),
        not_reached: (
            "Hakukuwa na muunganisho na M-PESA, kwa hiyo hakuna kilichotumwa.",
            "Angalia MALIPO_MPESA_URL, na kama mfumo huu unaweza kufikia intaneti; kisha jaribu tena.",
        ),
        no_answer: (
            "Hakukuwa na jibu kwa wakati: hatujui kama inafanya kazi.",
            "Jaribu tena baada ya dakika moja. Ikiendelea hivyo, waulize wanaoiendesha; \
             kilichotumwa wakati huo huulizwa, hakitumwi mara mbili.",
        ),
        busy: (
            "Sehemu nyingine ya Malipo ilikuwa ikiiuliza M-PESA muda wote.",
            "Jaribu tena baada ya dakika moja. Ikiendelea hivyo, M-PESA inajibu polepole.",
        ),
        failed: (
            "Inajibu kuwa imeshindwa.",
            "Kumbukumbu za portal zinasema sababu. Mwonyeshe anayeendesha mfumo huu.",
        ),
    },
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[""]);
    }
}
