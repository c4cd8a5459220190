//! On the pages about the channels that messages go over.

use billing::language::Language;
use billing::notification::Channel;

use crate::language::pick;

/// On the pages about the channels that messages go over.
#[derive(Debug)]
pub struct ChannelsWords {
    /// The heading.
    pub title: &'static str,
    /// What it is about.
    pub means: &'static str,
    /// Who changes it, for those who may not.
    pub ask: &'static str,
    /// Short messages.
    pub sms: &'static str,
    /// Letters.
    pub email: &'static str,
    /// The same within a sentence.
    pub email_within: &'static str,
    /// Messages go.
    pub runs: &'static str,
    /// They do not.
    pub stopped: &'static str,
    /// The heading of since when.
    pub since: &'static str,
    /// The heading of who stopped it.
    pub by: &'static str,
    /// It was stopped by itself.
    pub by_itself: &'static str,
    /// The heading of when one is tried.
    pub next_try: &'static str,
    /// What becomes of messages while a person has stopped it.
    pub waits_for_person: &'static str,
    /// What becomes of them while the carrier fails.
    pub waits_for_carrier: &'static str,
    /// The way to the messages that wait.
    pub late: &'static str,
    /// Takes the channel: the way to stopping it.
    pub stop: fn(&str) -> String,
    /// Takes the channel: the way to starting it.
    pub start: fn(&str) -> String,
    /// Takes the channel: nothing goes out.
    pub stop_waits: fn(&str) -> String,
    /// Until when.
    pub stop_until: &'static str,
    /// What still goes.
    pub stop_codes: &'static str,
    /// Takes the other channel: it goes on.
    pub stop_other: fn(&str) -> String,
    /// When what waits goes out.
    pub start_goes: &'static str,
    /// What is brought up to date.
    pub start_current: &'static str,
    /// What if the carrier still fails.
    pub start_again: &'static str,
    /// Takes the channel: after it was stopped.
    pub stop_done: fn(&str) -> String,
    /// Takes the channel: after it was started.
    pub start_done: fn(&str) -> String,
    /// The way to the list.
    pub to_list: &'static str,
}

impl ChannelsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// The name of a channel.
    #[must_use]
    pub const fn name(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Sms => self.sms,
            Channel::Email => self.email,
        }
    }

    /// The name of a channel within a sentence.
    #[must_use]
    pub const fn within(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Sms => self.sms,
            Channel::Email => self.email_within,
        }
    }
}

static ENGLISH: ChannelsWords = ChannelsWords {
    title: "Channels of messages",
    means: "Whether messages go out at all. A channel stops by itself when its carrier takes nothing, \
        as when credits are used up, and goes on by itself once a message arrives.",
    ask: "An administrator stops and starts channels.",
    sms: "SMS",
    email: "E-mail",
    email_within: "e-mail",
    runs: "Runs",
    stopped: "Stopped",
    since: "Since",
    by: "Stopped by",
    by_itself: "itself, because of the carrier",
    next_try: "Next try",
    waits_for_person: "Messages wait until somebody starts it. Codes for signing in still go.",
    waits_for_carrier: "Messages wait, and every quarter of an hour one is tried. \
        Start it once the fault is repaired and you do not want to wait.",
    late: "Messages that wait too long",
    stop: |channel| format!("Stop {channel}"),
    start: |channel| format!("Start {channel} again"),
    stop_waits: |channel| {
        format!("No message goes out by {channel}: reminders, receipts and news about dates wait.")
    },
    stop_until: "They wait until somebody starts the channel again. It does not start by itself.",
    stop_codes: "Codes for signing in still go, so that nobody is locked out.",
    stop_other: |other| {
        format!("{other} goes on as it is. What should have gone here is not sent there instead.")
    },
    start_goes: "What waits goes out within a quarter of an hour.",
    start_current: "It is brought up to date first: what was paid meanwhile is not asked for, \
        and a date that moved is told as it is now.",
    start_again: "If the carrier still takes nothing, the channel stops again by itself.",
    stop_done: |channel| format!("{channel} is stopped. Messages wait."),
    start_done: |channel| format!("{channel} was started. What waits goes out now."),
    to_list: "Back to the channels",
};

static KISWAHILI: ChannelsWords = ChannelsWords {
    title: "Njia za ujumbe",
    means: "Kama ujumbe unatoka kabisa. Njia husimama yenyewe mtoa huduma anapokataa kila kitu, \
        kama salio linapoisha, na huendelea yenyewe mara ujumbe unapofika.",
    ask: "Msimamizi husimamisha na kuanzisha njia.",
    sms: "SMS",
    email: "Barua pepe",
    email_within: "barua pepe",
    runs: "Inaendelea",
    stopped: "Imesimama",
    since: "Tangu",
    by: "Imesimamishwa na",
    by_itself: "yenyewe, kwa sababu ya mtoa huduma",
    next_try: "Jaribio lijalo",
    waits_for_person: "Ujumbe unasubiri hadi mtu aianzishe. Namba za siri za kuingia bado hutumwa.",
    waits_for_carrier: "Ujumbe unasubiri, na kila robo saa mmoja hujaribiwa. \
        Ianzishe hitilafu ikisharekebishwa na hutaki kusubiri.",
    late: "Ujumbe unaosubiri kupita kiasi",
    stop: |channel| format!("Simamisha {channel}"),
    start: |channel| format!("Anzisha {channel} tena"),
    stop_waits: |channel| {
        format!(
            "Hakuna ujumbe utakaotoka kwa {channel}: vikumbusho, risiti na habari za tarehe vitasubiri."
        )
    },
    stop_until: "Vitasubiri hadi mtu aianzishe njia hii tena. Haitaanza yenyewe.",
    stop_codes: "Namba za siri za kuingia bado zitatumwa, ili asifungiwe mtu nje.",
    stop_other: |other| {
        format!(
            "{other} inaendelea kama ilivyo. Kilichopaswa kupita hapa hakitumwi huko badala yake."
        )
    },
    start_goes: "Unaosubiri utatoka ndani ya robo saa.",
    start_current: "Utasasishwa kwanza: kilicholipwa wakati huo huo hakitaombwa, \
        na tarehe iliyohamishwa itatajwa kama ilivyo sasa.",
    start_again: "Mtoa huduma akiendelea kukataa, njia itasimama tena yenyewe.",
    stop_done: |channel| format!("{channel} imesimamishwa. Ujumbe unasubiri."),
    start_done: |channel| format!("{channel} imeanzishwa. Ujumbe unaosubiri unatoka sasa."),
    to_list: "Rudi kwenye njia",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &["SMS"]);
    }
}
