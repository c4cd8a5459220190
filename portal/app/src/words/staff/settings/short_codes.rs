//! On the page about our short codes.

use billing::language::Language;

use crate::language::pick;

/// On the page about our short codes.
#[derive(Debug)]
pub struct ShortCodesWords {
    /// The heading.
    pub title: &'static str,
    /// Where it comes from.
    pub means: &'static str,
    /// Takes the number: the heading of a paybill.
    pub paybill: fn(&str) -> String,
    /// Takes the number: the heading of a till.
    pub till: fn(&str) -> String,
    /// Takes the number: the heading where the kind is not known.
    pub unknown: fn(&str) -> String,
    /// Takes the number: the head office of a till.
    pub head_office: fn(&str) -> String,
    /// It is the one that customers are told to pay to.
    pub shown: &'static str,
    /// Nothing can be received at the number that customers are told.
    pub shown_deaf: &'static str,
    /// What that means.
    pub shown_deaf_means: &'static str,
    /// The heading of what can be done.
    pub what: &'static str,
    /// The heading of what is missing.
    pub missing: &'static str,
    /// It is set up.
    pub ready: &'static str,
    /// It is not.
    pub not_ready: &'static str,
    /// Answers would not arrive.
    pub lost: &'static str,
    /// Receiving payments.
    pub receive: &'static str,
    /// Prompting phones.
    pub prompt: &'static str,
    /// Asking and sending back.
    pub ask: &'static str,
    /// Fetching what M-PESA lists.
    pub pull: &'static str,
    /// Takes when: how far it was fetched.
    pub pulled_until: fn(&str) -> String,
    /// Takes when: the last try failed.
    pub pull_failed: fn(&str) -> String,
    /// Before the names of what is to be set.
    pub set: &'static str,
    /// Before the name of the list, the field in it stands before.
    pub within: fn(&str, &str) -> String,
    /// What to do where answers would not arrive.
    pub lost_means: &'static str,
    /// Above the addresses.
    pub addresses: &'static str,
    /// What they are.
    pub addresses_mean: &'static str,
    /// The address of the deployment is not set.
    pub no_address: &'static str,
    /// The heading of what they are for.
    pub used_for: &'static str,
    /// The heading of the addresses.
    pub address: &'static str,
    /// What stands for the secret.
    pub secret: &'static str,
    /// A payment has happened.
    pub confirmation: &'static str,
    /// A payment is about to happen.
    pub validation: &'static str,
    /// What became of a prompt.
    pub prompt_answer: &'static str,
    /// The answer to a question.
    pub answer: &'static str,
    /// A question was given up.
    pub given_up: &'static str,
    /// Above how to set it up.
    pub how: &'static str,
    /// Where variables are set.
    pub how_variables: &'static str,
    /// What a person tells M-PESA once; the commands stand behind it.
    pub how_register: &'static str,
    /// That it holds after a restart.
    pub how_restart: &'static str,
}

impl ShortCodesWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ShortCodesWords = ShortCodesWords {
    title: "Short codes",
    means: "What is set up for M-PESA. It is set where this deployment is configured and can only be read here. \
        No secret is shown, only whether it is there.",
    paybill: |number| format!("Paybill {number}"),
    till: |number| format!("Till {number}"),
    unknown: |number| format!("Short code {number}"),
    head_office: |number| format!("Calls M-PESA as head office {number}."),
    shown: "Customers are told to pay to this number.",
    shown_deaf: "Customers are told to pay to this number, but nothing that is paid there is received here.",
    shown_deaf_means: "Set up receiving for it, or correct MALIPO_SHORTCODE.",
    what: "What it can do",
    missing: "What is missing",
    ready: "Set up",
    not_ready: "Not set up",
    lost: "Answers are lost",
    receive: "Receive payments as M-PESA reports them, and check account numbers before",
    prompt: "Prompt phones to pay",
    ask: "Ask what became of a payment, and send one back",
    pull: "Fetch what M-PESA lists, so that a lost report is noticed",
    pulled_until: |when| format!("Fetched up to {when}."),
    pull_failed: |when| format!("The last try, {when}, failed; it is tried again by itself."),
    set: "Set:",
    within: |field, list| format!("{field} of its entry in {list}"),
    lost_means: "The secret that M-PESA is given with a prompt is not the one that is open here. \
        Let MALIPO_HOOK_TOKENS list the hook_token of its entry in MALIPO_MPESA_LINES.",
    addresses: "Where M-PESA calls back",
    addresses_mean: "Each short code has a secret of its own in these addresses, which is not shown. \
        The first two are registered with M-PESA once; the others are sent along with each request.",
    no_address: "Where this deployment is reached is not set: set MALIPO_PUBLIC_URL.",
    used_for: "About",
    address: "Address",
    secret: "(secret)",
    confirmation: "A payment that was made",
    validation: "A payment that is about to be made: is the account right?",
    prompt_answer: "What became of a prompt",
    answer: "An answer to a question",
    given_up: "A question that M-PESA gave up",
    how: "How to change it",
    how_variables: "The names above are variables of the environment. On AWS they come from the parameters and \
        secrets of the stack, on one machine from the environment of the program.",
    how_register: "What M-PESA has to be told once, a person tells it with these commands:",
    how_restart: "What was changed holds once the program was deployed or started again.",
};

static KISWAHILI: ShortCodesWords = ShortCodesWords {
    title: "Namba za biashara",
    means: "Kilichowekwa kwa ajili ya M-PESA. Huwekwa kwenye usanidi wa mfumo huu, na hapa husomwa tu. \
        Hakuna siri inayoonyeshwa, ila tu kama ipo.",
    paybill: |number| format!("Namba ya Paybill {number}"),
    till: |number| format!("Namba ya Till {number}"),
    unknown: |number| format!("Namba ya biashara {number}"),
    head_office: |number| format!("Huiita M-PESA kama ofisi kuu {number}."),
    shown: "Wateja huambiwa walipe kwa namba hii.",
    shown_deaf: "Wateja huambiwa walipe kwa namba hii, lakini kinacholipwa huko hakipokelewi hapa.",
    shown_deaf_means: "Weka upokeaji wake, au sahihisha MALIPO_SHORTCODE.",
    what: "Inachoweza kufanya",
    missing: "Kinachokosekana",
    ready: "Imewekwa",
    not_ready: "Haijawekwa",
    lost: "Majibu hupotea",
    receive: "Kupokea malipo kama M-PESA inavyoyaripoti, na kuhakiki namba za akaunti kabla",
    prompt: "Kuomba simu zilipe",
    ask: "Kuuliza malipo yalifikia wapi, na kuyarudisha",
    pull: "Kuchukua orodha ya M-PESA, ili ripoti iliyopotea igunduliwe",
    pulled_until: |when| format!("Imechukuliwa hadi {when}."),
    pull_failed: |when| format!("Jaribio la mwisho, {when}, lilishindikana; litarudiwa lenyewe."),
    set: "Weka:",
    within: |field, list| format!("{field} ya kipengele chake katika {list}"),
    lost_means: "Siri ambayo M-PESA hupewa pamoja na ombi si ile iliyo wazi hapa. \
        MALIPO_HOOK_TOKENS iorodheshe hook_token ya kipengele chake katika MALIPO_MPESA_LINES.",
    addresses: "M-PESA inapojibu",
    addresses_mean: "Kila namba fupi ina siri yake katika anwani hizi, ambayo haionyeshwi. \
        Mbili za kwanza husajiliwa M-PESA mara moja; nyingine hutumwa pamoja na kila ombi.",
    no_address: "Anwani ya mfumo huu haijawekwa: weka MALIPO_PUBLIC_URL.",
    used_for: "Kuhusu",
    address: "Anwani",
    secret: "(siri)",
    confirmation: "Malipo yaliyofanyika",
    validation: "Malipo yanayokaribia kufanyika: akaunti ni sahihi?",
    prompt_answer: "Ombi la kulipa lilifikia wapi",
    answer: "Jibu la swali",
    given_up: "Swali ambalo M-PESA iliacha kulijibu",
    how: "Jinsi ya kubadilisha",
    how_variables: "Majina yaliyo juu ni vigezo vya mazingira. Kwenye AWS hutoka kwa vigezo na siri za stack, \
        kwenye mashine moja hutoka kwa mazingira ya programu.",
    how_register: "Kinachopaswa kuambiwa M-PESA mara moja, mtu huiambia kwa amri hizi:",
    how_restart: "Kilichobadilishwa huanza programu ikishasakinishwa au kuanzishwa upya.",
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
