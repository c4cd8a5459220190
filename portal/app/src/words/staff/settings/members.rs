//! On the pages about who works here.

use billing::language::Language;

use crate::language::pick;

/// On the pages about who works here.
#[derive(Debug)]
pub struct MembersWords {
    /// The heading of the list.
    pub title: &'static str,
    /// What the list is for.
    pub means: &'static str,
    /// Who is to be asked to change it, for those who may not.
    pub ask: &'static str,
    /// The way to the form.
    pub add: &'static str,
    /// Above those who work here.
    pub here: &'static str,
    /// Above those who left.
    pub left: &'static str,
    /// The heading of the names.
    pub name: &'static str,
    /// The heading of the addresses.
    pub email: &'static str,
    /// The heading of the roles.
    pub role: &'static str,
    /// The heading of the second factors.
    pub factor: &'static str,
    /// It is set up.
    pub enrolled: &'static str,
    /// It is not.
    pub not_enrolled: &'static str,
    /// The heading of when they signed in last.
    pub signed_in: &'static str,
    /// They never did, or not since their second factor was forgotten.
    pub never: &'static str,
    /// The heading of since when they are here.
    pub since: &'static str,
    /// The heading of when they left.
    pub left_on: &'static str,
    /// What the choice of the language is called.
    pub language: &'static str,
    /// The heading of where they are signed in.
    pub places: &'static str,
    /// Takes how many places and when one was used last.
    pub places_seen: fn(usize, &str) -> String,
    /// They are signed in nowhere.
    pub nowhere: &'static str,
    /// Takes when and by whom.
    pub at_by: fn(&str, &str) -> String,
    /// Takes when and by whom: the note about one who left.
    pub has_left: fn(&str, &str) -> String,
    /// How they come back.
    pub comes_back: &'static str,
    /// The way to the list.
    pub to_list: &'static str,
    /// The heading of the form.
    pub new_title: &'static str,
    /// How to fill in the name.
    pub name_hint: &'static str,
    /// It was left out.
    pub name_missing: &'static str,
    /// How to fill in the address.
    pub email_hint: &'static str,
    /// Somebody works here with it.
    pub email_taken: &'static str,
    /// Nothing was chosen.
    pub role_missing: &'static str,
    /// The button.
    pub add_button: &'static str,
    /// Takes a name: after they were added.
    pub added: fn(&str) -> String,
    /// Takes the address of the door: what they do first.
    pub added_means: fn(&str) -> String,
    /// Words of the pages that change something.
    pub change: ChangeWords,
}

/// On the pages that change something about a member.
#[derive(Debug)]
pub struct ChangeWords {
    /// The way to the role.
    pub role: &'static str,
    /// Takes a name: its heading.
    pub role_title: fn(&str) -> String,
    /// The legend of the roles.
    pub role_legend: &'static str,
    /// Takes a name and the role that they have.
    pub role_is: fn(&str, &str) -> String,
    /// When it holds.
    pub role_holds: &'static str,
    /// What stays.
    pub role_stays: &'static str,
    /// The button.
    pub role_button: &'static str,
    /// Afterwards.
    pub role_done: &'static str,
    /// The way to ending it.
    pub end: &'static str,
    /// Takes a name: its heading.
    pub end_title: fn(&str) -> String,
    /// Takes a name: they are out.
    pub end_out: fn(&str) -> String,
    /// It is oneself.
    pub end_self: &'static str,
    /// Their authenticator.
    pub end_factor: &'static str,
    /// What stays.
    pub end_stays: &'static str,
    /// The button.
    pub end_button: &'static str,
    /// Afterwards.
    pub end_done: &'static str,
    /// The way to resetting.
    pub reset: &'static str,
    /// Takes a name: its heading.
    pub reset_title: fn(&str) -> String,
    /// Takes a name: they are out.
    pub reset_out: fn(&str) -> String,
    /// What they have to do.
    pub reset_then: &'static str,
    /// What becomes of the old one.
    pub reset_old: &'static str,
    /// Be sure who asks.
    pub reset_care: &'static str,
    /// The button.
    pub reset_button: &'static str,
    /// Afterwards.
    pub reset_done: &'static str,
}

impl MembersWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: MembersWords = MembersWords {
    title: "Staff and roles",
    means: "Everybody signs in with a code by e-mail and with an authenticator app of their own.",
    ask: "An administrator adds people and changes roles.",
    add: "Add somebody",
    here: "Who works here",
    left: "Who left",
    name: "Name",
    email: "E-mail address",
    role: "Role",
    factor: "Authenticator",
    enrolled: "Set up",
    not_enrolled: "Not set up yet",
    signed_in: "Last signed in",
    never: "Not yet",
    since: "Here since",
    left_on: "Left",
    language: "Language of pages and codes",
    places: "Signed in now",
    places_seen: |places, seen| match places {
        1 => format!("at 1 place, last used {seen}"),
        places => format!("at {places} places, last used {seen}"),
    },
    nowhere: "nowhere",
    at_by: |at, by| format!("{at}, by {by}"),
    has_left: |at, by| format!("They do not work here any more, since {at}, by {by}."),
    comes_back: "To let them in again, add them with the same e-mail address. They keep their name in all records.",
    to_list: "Back to the staff",
    new_title: "Add somebody to the staff",
    name_hint: "As everybody here knows them. It stands beside all that they do.",
    name_missing: "Enter their name.",
    email_hint: "Their codes for signing in go there. One person, one address.",
    email_taken: "Somebody works here with this address already. Open them in the list, or use another address.",
    role_missing: "Choose what they may do.",
    add_button: "Add to the staff",
    added: |name| format!("{name} can sign in now."),
    added_means: |door| {
        format!(
            "Tell them to open {door} and to ask for a code with their e-mail address. \
            They set up an authenticator app the first time."
        )
    },
    change: ChangeWords {
        role: "Change role",
        role_title: |name| format!("Change the role of {name}"),
        role_legend: "New role",
        role_is: |name, role| format!("Present role of {name}: {role}."),
        role_holds: "The new role holds from the next page that they open. They need not sign in again.",
        role_stays: "What they did so far stays as it is, with the role that they had then.",
        role_button: "Change role",
        role_done: "The role holds from now on.",
        end: "End access",
        end_title: |name| format!("End the access of {name}"),
        end_out: |name| {
            format!("{name} is signed out everywhere at once, and cannot sign in any more.")
        },
        end_self: "This is you: you are signed out too, with the next page that you open.",
        end_factor: "Their authenticator is forgotten.",
        end_stays: "Everything that they did stays in the records under their name.",
        end_button: "End access",
        end_done: "Their access has ended. They are signed out everywhere.",
        reset: "Reset authenticator",
        reset_title: |name| format!("Reset the authenticator of {name}"),
        reset_out: |name| format!("{name} is signed out everywhere at once."),
        reset_then: "When they sign in next, they ask for a code by e-mail as always, and then set up their \
            authenticator app again with a new QR code.",
        reset_old: "What the old authenticator shows is of no use from now on.",
        reset_care: "Be sure that it is they who ask, for instance by calling them: until then, whoever reads \
            their e-mails could set it up instead.",
        reset_button: "Reset authenticator",
        reset_done: "The authenticator was reset. They set up another when they sign in next.",
    },
};

static KISWAHILI: MembersWords = MembersWords {
    title: "Wafanyakazi na nyadhifa",
    means: "Kila mmoja huingia kwa namba ya siri ya barua pepe na kwa programu yake ya uthibitishaji.",
    ask: "Msimamizi huongeza watu na kubadilisha nyadhifa.",
    add: "Ongeza mtu",
    here: "Wanaofanya kazi hapa",
    left: "Walioondoka",
    name: "Jina",
    email: "Barua pepe",
    role: "Wadhifa",
    factor: "Uthibitishaji",
    enrolled: "Umewekwa",
    not_enrolled: "Haujawekwa bado",
    signed_in: "Aliingia mwisho",
    never: "Bado",
    since: "Yuko hapa tangu",
    left_on: "Aliondoka",
    language: "Lugha ya kurasa na namba za siri",
    places: "Ameingia sasa",
    places_seen: |places, seen| match places {
        1 => format!("mahali 1, ilitumika mwisho {seen}"),
        places => format!("mahali {places}, ilitumika mwisho {seen}"),
    },
    nowhere: "hakuna mahali",
    at_by: |at, by| format!("{at}, na {by}"),
    has_left: |at, by| format!("Hafanyi kazi hapa tena, tangu {at}, na {by}."),
    comes_back: "Ili aingie tena, mwongeze kwa barua pepe ile ile. Jina lake litabaki kwenye kumbukumbu zote.",
    to_list: "Rudi kwa wafanyakazi",
    new_title: "Ongeza mfanyakazi",
    name_hint: "Kama kila mtu hapa anavyomjua. Huandikwa kando ya yote anayofanya.",
    name_missing: "Andika jina lake.",
    email_hint: "Namba zake za siri za kuingia hutumwa huko. Mtu mmoja, anwani moja.",
    email_taken: "Kuna anayefanya kazi hapa kwa anwani hii tayari. Mfungue kwenye orodha, au tumia anwani nyingine.",
    role_missing: "Chagua anachoruhusiwa kufanya.",
    add_button: "Ongeza kwa wafanyakazi",
    added: |name| format!("{name} anaweza kuingia sasa."),
    added_means: |door| {
        format!(
            "Mwambie afungue {door} na aombe namba ya siri kwa barua pepe yake. \
            Mara ya kwanza ataweka programu ya uthibitishaji."
        )
    },
    change: ChangeWords {
        role: "Badilisha wadhifa",
        role_title: |name| format!("Badilisha wadhifa wa {name}"),
        role_legend: "Wadhifa mpya",
        role_is: |name, role| format!("Wadhifa wa sasa wa {name}: {role}."),
        role_holds: "Wadhifa mpya unaanza na ukurasa ujao atakaoufungua. Hahitaji kuingia tena.",
        role_stays: "Aliyoyafanya hadi sasa yanabaki yalivyo, pamoja na wadhifa aliokuwa nao.",
        role_button: "Badilisha wadhifa",
        role_done: "Wadhifa huu unaanza sasa.",
        end: "Ondoa ruhusa ya kuingia",
        end_title: |name| format!("Ondoa ruhusa ya {name} ya kuingia"),
        end_out: |name| {
            format!("{name} atatolewa kila mahali mara moja, na hataweza kuingia tena.")
        },
        end_self: "Huyu ni wewe: utatolewa pia, utakapofungua ukurasa ujao.",
        end_factor: "Programu yake ya uthibitishaji itasahauliwa.",
        end_stays: "Yote aliyoyafanya yatabaki kwenye kumbukumbu kwa jina lake.",
        end_button: "Ondoa ruhusa",
        end_done: "Ruhusa yake imeondolewa. Ametolewa kila mahali.",
        reset: "Weka upya uthibitishaji",
        reset_title: |name| format!("Weka upya uthibitishaji wa {name}"),
        reset_out: |name| format!("{name} atatolewa kila mahali mara moja."),
        reset_then: "Atakapoingia tena, ataomba namba ya siri kwa barua pepe kama kawaida, kisha ataweka \
            programu ya uthibitishaji upya kwa msimbo mpya wa QR.",
        reset_old: "Kinachoonyeshwa na programu ya awali hakitafaa tena kuanzia sasa.",
        reset_care: "Hakikisha kuwa ni yeye anayeomba, kwa mfano kwa kumpigia simu: hadi wakati huo, yeyote \
            anayesoma barua pepe zake angeweza kuiweka badala yake.",
        reset_button: "Weka upya uthibitishaji",
        reset_done: "Uthibitishaji umewekwa upya. Ataweka mwingine atakapoingia tena.",
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
