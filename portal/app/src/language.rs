//! The languages of the portal.

use crate::words::Words;
use crate::words::{english, kiswahili};

/// A language that every page exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// What a page is in when nobody said otherwise.
    English,
    /// What most customers speak with each other.
    Kiswahili,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Kiswahili];

    /// The language with this tag, as an address or a cookie names it; nothing else is accepted.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The BCP 47 tag, for `lang` and `hreflang`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Kiswahili => "sw",
        }
    }

    /// Its name in itself: who looks for a language may not read the present one.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Kiswahili => "Kiswahili",
        }
    }

    /// Everything that pages say.
    #[must_use]
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Kiswahili => &kiswahili::WORDS,
        }
    }
}
