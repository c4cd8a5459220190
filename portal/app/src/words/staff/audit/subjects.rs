//! What things are done to, as the audit names them.
//! Each language is one match over all of them, so none can be forgotten.

use billing::audit::SubjectKind;
use billing::language::Language;

/// Of which kind something is.
#[must_use]
pub const fn subject(language: Language, one: SubjectKind) -> &'static str {
    match language {
        Language::En => english(one),
        Language::Sw => kiswahili(one),
    }
}

const fn english(one: SubjectKind) -> &'static str {
    use SubjectKind as A;
    match one {
        A::Payment => "Payment",
        A::Customer => "Customer",
        A::Obligation => "Obligation",
        A::Push => "Push",
        A::Claim => "Quoted receipt",
        A::Question => "Question to M-PESA",
        A::Holiday => "Gazetted day",
        A::Institution => "Institution",
        A::Parked => "Callback",
        A::Notification => "Message",
        A::Channel => "Channel",
        A::Integration => "Integration",
        A::Settings => "Settings",
        A::Text => "Text",
        A::Staff => "Member of staff",
        A::ApiKey => "API key",
        A::Session => "Sign-in",
    }
}

const fn kiswahili(one: SubjectKind) -> &'static str {
    use SubjectKind as A;
    match one {
        A::Payment => "Malipo",
        A::Customer => "Mteja",
        A::Obligation => "Deni",
        A::Push => "Ombi la malipo",
        A::Claim => "Risiti iliyotajwa",
        A::Question => "Swali kwa M-PESA",
        A::Holiday => "Siku iliyotangazwa",
        A::Institution => "Taasisi",
        A::Parked => "Taarifa ya mtoa huduma",
        A::Notification => "Ujumbe",
        A::Channel => "Njia ya ujumbe",
        A::Integration => "Muunganisho",
        A::Settings => "Mipangilio",
        A::Text => "Maandishi",
        A::Staff => "Mfanyakazi",
        A::ApiKey => "Ufunguo wa API",
        A::Session => "Kuingia",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_words_of_its_own_in_each_language() {
        for language in Language::ALL {
            let words = SubjectKind::ALL.iter().map(|one| subject(language, *one));
            let words: BTreeSet<&str> = words.collect();
            assert_eq!(words.len(), SubjectKind::ALL.len(), "{language:?}");
        }
        for one in SubjectKind::ALL {
            assert_ne!(
                subject(Language::En, *one),
                subject(Language::Sw, *one),
                "{one}"
            );
        }
    }
}
