//! The languages of the portal are those of the messages; here is what only pages need of them.

use billing::language::Language;

/// One of two, as the language says.
#[must_use]
pub fn pick<T: ?Sized>(
    language: Language,
    english: &'static T,
    kiswahili: &'static T,
) -> &'static T {
    match language {
        Language::En => english,
        Language::Sw => kiswahili,
    }
}

/// The name of a language in itself: who looks for a language may not read the present one.
#[must_use]
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Sw => "Kiswahili",
    }
}
