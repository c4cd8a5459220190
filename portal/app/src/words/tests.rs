//! What a compiler cannot see about a catalogue.

use std::collections::BTreeSet;

use crate::language::Language;

#[test]
fn no_sentence_was_left_in_the_other_language() {
    let [english, kiswahili] = Language::ALL.map(sentences);
    for (english, kiswahili) in english.iter().zip(&kiswahili) {
        assert_ne!(english, kiswahili);
    }
    let distinct: BTreeSet<&String> = kiswahili.iter().collect();
    assert!(distinct.len() + 2 >= kiswahili.len(), "copied lines?");
}

#[test]
fn what_is_put_into_a_sentence_stands_in_it() {
    for language in Language::ALL {
        let words = language.words();
        let named = [
            words.layout.error_title,
            words.layout.never_asks_for_pin,
            words.pay.title,
            words.check.before_paying,
            words.not_found.how_to_pay,
        ];
        for sentence in named {
            assert!(sentence("Savanna Fibre").contains("Savanna Fibre"));
        }
        assert!((words.check.too_long)(20).contains("20"));
    }
}

/// Field by field, so that a new field is met here too.
fn sentences(language: Language) -> Vec<String> {
    let text = format!("{:?}", language.words());
    let quoted = text.split('"').skip(1).step_by(2).map(str::to_owned);
    let quoted: Vec<String> = quoted.collect();
    assert!(quoted.len() > 20, "the words are printed as text");
    quoted
}
