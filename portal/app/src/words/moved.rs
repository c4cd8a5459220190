//! Why something is due on another day than planned.

use billing::language::Language;

use crate::language::pick;

/// Why something is due on another day than planned.
#[derive(Debug)]
pub struct MovedWords {
    /// Takes the planned day, and the closed days in words.
    pub moved: fn(&str, &str) -> String,
    /// Takes the planned day, where no closed day is the reason.
    pub planned: fn(&str) -> String,
}

impl MovedWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: MovedWords = MovedWords {
    moved: |planned, because| format!("Planned for {planned}, moved because that is {because}."),
    planned: |planned| format!("Planned for {planned}."),
};

static KISWAHILI: MovedWords = MovedWords {
    moved: |planned, because| {
        format!("Ilipangwa {planned}, imesogezwa kwa sababu siku hiyo ni {because}.")
    },
    planned: |planned| format!("Ilipangwa {planned}."),
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};

    #[test]
    fn the_planned_day_and_the_reason_are_told_in_each_language() {
        assert_eq!(
            (ENGLISH.moved)("Sat 5 Dec", "Saturday"),
            "Planned for Sat 5 Dec, moved because that is Saturday."
        );
        assert_eq!(
            (KISWAHILI.moved)("J1 5 Des", "Jumamosi"),
            "Ilipangwa J1 5 Des, imesogezwa kwa sababu siku hiyo ni Jumamosi."
        );
        assert_ne!((ENGLISH.planned)("x"), (KISWAHILI.planned)("x"));
    }
}
