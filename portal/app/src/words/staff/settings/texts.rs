//! On the pages of the texts of messages.

use billing::language::Language;

use crate::language::pick;

/// On the pages of the texts of messages.
#[derive(Debug)]
pub struct TextsWords {
    /// What the page is about.
    pub means: &'static str,
    /// The heading of the messages.
    pub message: &'static str,
    /// As it came.
    pub original: &'static str,
    /// Staff wrote another one.
    pub changed: &'static str,
    /// Takes message, channel and language.
    pub title: fn(&str, &str, &str) -> String,
    /// Takes who and when.
    pub changed_by: fn(&str, &str) -> String,
    /// Nobody changed it.
    pub never_changed: &'static str,
    /// The label of the subject.
    pub subject: &'static str,
    /// The label of the text.
    pub body: &'static str,
    /// How to write a text.
    pub body_hint: &'static str,
    /// More of that, for an SMS.
    pub sms_hint: &'static str,
    /// The button that tries it.
    pub try_it: &'static str,
    /// The button that saves.
    pub save: &'static str,
    /// Above the placeholders.
    pub placeholders: &'static str,
    /// What they are.
    pub placeholders_mean: &'static str,
    /// The heading of their names.
    pub placeholder: &'static str,
    /// The heading of their meanings.
    pub meaning: &'static str,
    /// It has to be in the text.
    pub needed: &'static str,
    /// Above the sample.
    pub sample: &'static str,
    /// What a sample is.
    pub sample_means: &'static str,
    /// The text cannot be used.
    pub sample_wrong: &'static str,
    /// Takes SMS, characters and how many would fit.
    pub cost: fn(u32, usize, usize) -> String,
    /// Of which characters an SMS is made.
    pub alphabet: &'static str,
    /// Where no script can ask the server.
    pub offline: &'static str,
    /// Above sending it to oneself.
    pub send: &'static str,
    /// The label of a phone.
    pub to_phone: &'static str,
    /// The label of an address.
    pub to_email: &'static str,
    /// What sending does.
    pub send_hint: &'static str,
    /// The button that sends.
    pub do_send: &'static str,
    /// After it was sent.
    pub sent: &'static str,
    /// Above the program's own.
    pub own: &'static str,
    /// What going back does.
    pub own_means: &'static str,
    /// The button that goes back.
    pub restore: &'static str,
    /// After saving.
    pub saved: &'static str,
    /// After going back.
    pub restored: &'static str,
    /// Leads back to the list.
    pub to_list: &'static str,
}

impl TextsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: TextsWords = TextsWords {
    means: "Each message has a text for each channel and language. Choose one to read, try or change it.",
    message: "Message",
    original: "Original",
    changed: "Changed",
    title: |message, channel, language| format!("{message}: {channel}, {language}"),
    changed_by: |who, when| format!("Changed by {who}, {when}."),
    never_changed: "This is the original text. Nobody has changed it.",
    subject: "Subject",
    body: "Text",
    body_hint: "A name in braces, such as {amount}, is replaced by what it stands for. \
        A line whose names are all empty is left out.",
    sms_hint: "At most three SMS, whatever the amounts and dates are.",
    try_it: "Try this text",
    save: "Save text",
    placeholders: "What may stand in braces",
    placeholders_mean: "Each is replaced when the message is sent.",
    placeholder: "Name",
    meaning: "Stands for",
    needed: "Needed",
    sample: "With made-up values",
    sample_means: "This is how a customer reads it. The values are made up; nothing is sent.",
    sample_wrong: "This text cannot be used yet:",
    cost: |count, used, room| format!("{count} SMS: {used} of {room} characters."),
    alphabet: "In the ordinary alphabet of SMS (GSM-7), of which one SMS holds 160 characters and each \
        of several 153. With any other character (UCS-2) it would hold 70, so those are refused.",
    offline: "The sample cannot be shown just now. Choose \u{201c}Try this text\u{201d}.",
    send: "Send it to yourself",
    to_phone: "Your phone number",
    to_email: "Your e-mail address",
    send_hint: "The text above with made-up values goes there at once.",
    do_send: "Send this text to me",
    sent: "The made-up message is on its way to you. The text is not saved yet.",
    own: "The original text",
    own_means: "Going back puts it in force again. What you wrote is kept in the records.",
    restore: "Restore the original text",
    saved: "The text was saved. It holds from the next message on.",
    restored: "The original text holds again.",
    to_list: "All texts",
};

static KISWAHILI: TextsWords = TextsWords {
    means: "Kila ujumbe una maandishi kwa kila njia na lugha. Chagua moja uyasome, uyajaribu au uyabadilishe.",
    message: "Ujumbe",
    original: "Ya awali",
    changed: "Yamebadilishwa",
    title: |message, channel, language| format!("{message}: {channel}, {language}"),
    changed_by: |who, when| format!("Yalibadilishwa na {who}, {when}."),
    never_changed: "Haya ni maandishi ya awali. Hakuna aliyeyabadilisha.",
    subject: "Kichwa",
    body: "Maandishi",
    body_hint: "Jina ndani ya mabano, kwa mfano {amount}, hubadilishwa na thamani yake. \
        Mstari ambao majina yake yote hayana kitu huachwa.",
    sms_hint: "Zisizidi SMS tatu, kiasi na tarehe viwe vyovyote.",
    try_it: "Jaribu maandishi haya",
    save: "Hifadhi maandishi",
    placeholders: "Yanayoweza kuwa ndani ya mabano",
    placeholders_mean: "Kila jina hubadilishwa ujumbe unapotumwa.",
    placeholder: "Jina",
    meaning: "Maana yake",
    needed: "Lazima",
    sample: "Kwa thamani za mfano",
    sample_means: "Hivi ndivyo mteja atakavyosoma. Thamani ni za mfano; hakuna kinachotumwa.",
    sample_wrong: "Maandishi haya bado hayawezi kutumika:",
    cost: |count, used, room| format!("SMS {count}: herufi {used} kati ya {room}."),
    alphabet: "Kwa herufi za kawaida za SMS (GSM-7), ambazo SMS moja hubeba 160 na kila moja ya kadhaa \
        hubeba 153. Kwa herufi nyingine yoyote (UCS-2) ingebeba 70, kwa hiyo hizo hazikubaliwi.",
    offline: "Mfano hauwezi kuonyeshwa kwa sasa. Chagua \u{201c}Jaribu maandishi haya\u{201d}.",
    send: "Jitumie mwenyewe",
    to_phone: "Namba yako ya simu",
    to_email: "Anwani yako ya barua pepe",
    send_hint: "Maandishi ya juu kwa thamani za mfano yanatumwa huko mara moja.",
    do_send: "Nitumie maandishi haya",
    sent: "Ujumbe wa mfano uko njiani kwako. Maandishi bado hayajahifadhiwa.",
    own: "Maandishi ya awali",
    own_means: "Ukirudi kwake yataanza kutumika tena. Ulichoandika kinabaki kwenye kumbukumbu.",
    restore: "Rudisha maandishi ya awali",
    saved: "Maandishi yamehifadhiwa. Yanaanza na ujumbe unaofuata.",
    restored: "Maandishi ya awali yanatumika tena.",
    to_list: "Maandishi yote",
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
