//! People's names as wallets, banks and clerks write them, and when two of them agree.
//! It compares words; it does not know what a name is worth as evidence.

use crate::typed;

/// The most words of a name that are compared; what follows is no name.
pub const NAME_WORDS_MAX: usize = 8;

const TITLES: [&str; 12] = [
    "MR", "MRS", "MS", "MISS", "DR", "ENG", "PROF", "REV", "HON", "BRO", "SIS", "PST",
];

/// A name as the words that are compared: upper case, without accents, punctuation and titles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonName {
    words: Vec<String>,
}

impl PersonName {
    /// Takes the words out of a name. Apostrophes vanish (`Ng'ang'a` is `NGANGA`), other punctuation separates.
    pub fn new(text: &str) -> PersonName {
        let folded: String = text.chars().flat_map(fold).collect();
        let words = folded
            .split_whitespace()
            .filter(|word| !TITLES.contains(word))
            .take(NAME_WORDS_MAX)
            .map(str::to_owned)
            .collect();
        PersonName { words }
    }

    /// The words in their order; may be empty.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The payer's first name is the customer's first word, or it is another of the customer's words and a second word agrees too.
    pub fn agrees_with(&self, customer: &PersonName) -> bool {
        let Some((first, others)) = self.words.split_first() else {
            return false;
        };
        if !tells_something(first) {
            return false;
        }
        if customer.words.first() == Some(first) {
            return true;
        }
        let Some(position) = customer.words.iter().position(|word| word == first) else {
            return false;
        };
        others
            .iter()
            .filter(|word| tells_something(word))
            .any(|word| {
                customer
                    .words
                    .iter()
                    .enumerate()
                    .any(|(index, candidate)| index != position && candidate == word)
            })
    }

    /// How many words, initials aside, both names have.
    pub fn common_words(&self, other: &PersonName) -> usize {
        let mut left: Vec<&String> = other.words.iter().collect();
        self.words
            .iter()
            .filter(|word| tells_something(word))
            .filter(|word| {
                let position = left.iter().position(|candidate| candidate == word);
                position
                    .map(|position| left.swap_remove(position))
                    .is_some()
            })
            .count()
    }
}

/// Whether the payer's name agrees with the customer's, see [`PersonName::agrees_with`].
pub fn agrees(payer: &str, customer: &str) -> bool {
    PersonName::new(payer).agrees_with(&PersonName::new(customer))
}

/// How many words, initials aside, two names have in common.
pub fn similarity_words(one: &str, other: &str) -> usize {
    PersonName::new(one).common_words(&PersonName::new(other))
}

/// An initial could be anybody's.
fn tells_something(word: &str) -> bool {
    word.chars().nth(1).is_some()
}

/// One character as it is compared: nothing for an apostrophe, a space for punctuation, a base letter for an accented one.
fn fold(character: char) -> Vec<char> {
    if typed::is_invisible(character) && !character.is_whitespace() || is_apostrophe(character) {
        return Vec::new();
    }
    if matches!(character, '\u{0300}'..='\u{036F}') {
        return Vec::new();
    }
    if !character.is_alphanumeric() {
        return vec![' '];
    }
    character.to_uppercase().flat_map(base_letters).collect()
}

fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | 'ʼ' | 'ʻ' | '\u{2018}'..='\u{201B}' | '′'
    )
}

fn base_letters(upper: char) -> Vec<char> {
    let base = match upper {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' | 'Ǎ' => "A",
        'Æ' => "AE",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'Ď' | 'Đ' | 'Ð' => "D",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "I",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'Œ' => "OE",
        'Ŕ' | 'Ŗ' | 'Ř' => "R",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'Ţ' | 'Ť' | 'Ț' => "T",
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'Ŵ' => "W",
        'Ý' | 'Ŷ' | 'Ÿ' => "Y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        other => return vec![other],
    };
    base.chars().collect()
}

#[cfg(test)]
mod tests {
    use super::{PersonName, agrees, similarity_words};

    #[test]
    fn a_name_is_compared_by_its_bare_words() {
        let table: [(&str, &[&str]); 9] = [
            ("Jane Wanjiku", &["JANE", "WANJIKU"]),
            ("  jane\u{200B}  WANJIKU ", &["JANE", "WANJIKU"]),
            ("Ng'ang'a", &["NGANGA"]),
            ("Ng’ang’a", &["NGANGA"]),
            ("José Müller-Ærø", &["JOSE", "MULLER", "AERO"]),
            ("Jose\u{301}", &["JOSE"]),
            ("Mrs. Achieng, Dr", &["ACHIENG"]),
            ("groß", &["GROSS"]),
            ("-- ", &[]),
        ];
        for (text, words) in table {
            assert_eq!(PersonName::new(text).words(), words, "{text}");
        }
    }

    #[test]
    fn a_first_name_agrees_alone_and_any_other_name_with_a_second() {
        let table = [
            ("JANE", "Jane Wanjiku Maina", true),
            ("Jane Otieno", "Jane Wanjiku Maina", true),
            ("WANJIKU", "Jane Wanjiku Maina", false),
            ("WANJIKU JANE", "Jane Wanjiku Maina", true),
            ("MAINA WANJIKU", "Jane Wanjiku Maina", true),
            ("MAINA MAINA", "Jane Wanjiku Maina", false),
            ("MAINA J", "J Wanjiku Maina", false),
            ("J", "J Wanjiku", false),
            ("JANE", "Janet Wanjiku", false),
            ("", "Jane", false),
            ("Jane", "", false),
            ("", "", false),
        ];
        for (payer, customer, expected) in table {
            assert_eq!(agrees(payer, customer), expected, "{payer} / {customer}");
        }
    }

    #[test]
    fn common_words_count_once_each_and_initials_never() {
        assert_eq!(similarity_words("Jane W Maina", "MAINA, Jane W"), 2);
        assert_eq!(similarity_words("Jane Jane", "Jane"), 1);
        assert_eq!(similarity_words("Jane", "Otieno"), 0);
    }
}
