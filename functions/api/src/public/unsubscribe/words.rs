//! What the pages say, in each language.

use billing::language::Language;

/// A heading, and the paragraphs under it.
#[derive(Debug)]
pub struct Text {
    /// Above everything.
    pub heading: String,
    /// The paragraphs.
    pub lines: Vec<String>,
}

/// The words of one language. The name that some take is the provider's.
pub struct Words {
    /// Whether the reminders shall stop.
    pub ask: fn(&str) -> Text,
    /// On the button.
    pub button: &'static str,
    /// The reminders have stopped.
    pub stopped: fn(&str) -> Text,
    /// There are no e-mails anyway.
    pub nothing: fn(&str) -> Text,
    /// The address leads to nobody.
    pub gone: fn() -> Text,
    /// Something of ours did not work.
    pub failed: fn() -> Text,
}

/// The words of a language.
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Sw => &KISWAHILI,
    }
}

fn text<const N: usize>(heading: &str, lines: [String; N]) -> Text {
    Text {
        heading: heading.to_owned(),
        lines: lines.into(),
    }
}

const ENGLISH: Words = Words {
    ask: |provider| {
        text(
            "Stop reminders by e-mail?",
            [
                format!("{provider} reminds you by e-mail before something is due, on the day, and when it is late."),
                "E-mails about new obligations, changed dates and payments that arrived will still come.".to_owned(),
            ],
        )
    },
    button: "Stop the reminders",
    stopped: |provider| {
        text(
            "You get no more reminders by e-mail",
            [
                "E-mails about new obligations, changed dates and payments that arrived will still come.".to_owned(),
                format!("SMS are as before. To get reminders by e-mail again, ask {provider}."),
            ],
        )
    },
    nothing: |provider| {
        text(
            "You get no e-mails",
            [format!(
                "{provider} sends you no e-mails at all. To get some again, ask {provider}."
            )],
        )
    },
    gone: || {
        text(
            "This address does not work any more",
            ["Use the link in the latest e-mail, or ask whoever sent it.".to_owned()],
        )
    },
    failed: || {
        text(
            "That did not work",
            [
                "We do not know whether anything changed. Please try again in a few minutes."
                    .to_owned(),
            ],
        )
    },
};

const KISWAHILI: Words = Words {
    ask: |provider| {
        text(
            "Ungependa kuacha kupata vikumbusho kwa barua pepe?",
            [
                format!("{provider} hukukumbusha kwa barua pepe kabla ya tarehe ya mwisho ya kulipa, siku hiyo yenyewe, na malipo yakichelewa."),
                "Barua pepe kuhusu madeni mapya, tarehe zilizobadilishwa na malipo yaliyopokelewa zitaendelea kuja.".to_owned(),
            ],
        )
    },
    button: "Acha vikumbusho",
    stopped: |provider| {
        text(
            "Hutapata tena vikumbusho kwa barua pepe",
            [
                "Barua pepe kuhusu madeni mapya, tarehe zilizobadilishwa na malipo yaliyopokelewa zitaendelea kuja.".to_owned(),
                format!("SMS ni kama kawaida. Ukitaka tena vikumbusho kwa barua pepe, wasiliana na {provider}."),
            ],
        )
    },
    nothing: |provider| {
        text(
            "Hupati barua pepe",
            [format!(
                "{provider} haikutumii barua pepe yoyote. Ukizitaka tena, wasiliana na {provider}."
            )],
        )
    },
    gone: || {
        text(
            "Anwani hii haifanyi kazi tena",
            [
                "Tumia kiungo kilicho katika barua pepe ya mwisho, au wasiliana na aliyeituma."
                    .to_owned(),
            ],
        )
    },
    failed: || {
        text(
            "Haikufaulu",
            [
                "Hatujui kama kuna kilichobadilika. Tafadhali jaribu tena baada ya dakika chache."
                    .to_owned(),
            ],
        )
    },
};
