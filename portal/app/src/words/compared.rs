//! What a compiler cannot see about a catalogue.

use std::fmt::Debug;

/// No sentence may be left in the other language; `same` are the words that both languages share.
pub fn languages_differ(english: &dyn Debug, kiswahili: &dyn Debug, same: &[&str]) {
    let [english, kiswahili] = [english, kiswahili].map(sentences);
    assert_eq!(english.len(), kiswahili.len());
    for (english, kiswahili) in english.iter().zip(&kiswahili) {
        let says_something = english.chars().any(char::is_alphabetic);
        if says_something && !same.contains(&english.as_str()) {
            assert_ne!(english, kiswahili);
        }
    }
}

/// Field by field, so that a new field is met here too.
fn sentences(words: &dyn Debug) -> Vec<String> {
    let text = format!("{words:?}").replace("\\\"", "");
    let quoted = text.split('"').skip(1).step_by(2).map(str::to_owned);
    quoted.collect()
}
