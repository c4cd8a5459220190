//! What can be said about an account number by looking at nothing but the number.
//! It never learns, and so can never tell, whether a customer exists.

#[cfg(test)]
mod tests;

use billing::account_number::{AccountNumber, AccountNumberError};

/// As much of what was typed as is shown again.
pub const KEPT_CHARS_MAX: usize = 40;

/// An account number that somebody asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountCheck {
    /// What was typed, fit to be shown again: no invisible characters, at most [`KEPT_CHARS_MAX`].
    pub kept: String,
    /// What can be said about it.
    pub verdict: Verdict,
}

/// What a number tells about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It has the form of the numbers that are given out, and its check digit fits.
    CanBeRight(AccountNumber),
    /// It has another form, as numbers from elsewhere may have: there is no check digit to look at.
    CannotTell,
    /// It has to be typed again.
    Wrong(Fault),
}

/// Why a number has to be typed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is none.
    Empty,
    /// It contains something other than letters, digits and separators.
    UnexpectedCharacter,
    /// It is longer than any account number.
    TooLong,
    /// Its digits do not fit together.
    CheckDigit,
}

impl AccountCheck {
    /// Looks at what was typed, however strange.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self {
            kept: kept(typed),
            verdict: verdict(typed),
        }
    }

    /// Why the number has to be typed again, if it has to.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self.verdict {
            Verdict::Wrong(fault) => Some(fault),
            Verdict::CanBeRight(_) | Verdict::CannotTell => None,
        }
    }

    /// The number to pay to, if it can be right.
    #[must_use]
    pub fn number(&self) -> Option<&AccountNumber> {
        match &self.verdict {
            Verdict::CanBeRight(number) => Some(number),
            Verdict::CannotTell | Verdict::Wrong(_) => None,
        }
    }
}

fn verdict(typed: &str) -> Verdict {
    let number = match AccountNumber::parse(typed) {
        Ok(number) => number,
        Err(error) => {
            return Verdict::Wrong(match error {
                AccountNumberError::Empty => Fault::Empty,
                AccountNumberError::UnexpectedCharacter(_) => Fault::UnexpectedCharacter,
                AccountNumberError::TooLong => Fault::TooLong,
            });
        }
    };
    match number.has_valid_check_digit() {
        Some(false) => Verdict::Wrong(Fault::CheckDigit),
        Some(true) if number.looks_generated() => Verdict::CanBeRight(number),
        Some(true) | None => Verdict::CannotTell,
    }
}

/// Without what cannot be seen: such characters come along unnoticed when a number is copied from a message,
/// and some of them turn the text around them.
fn kept(typed: &str) -> String {
    let visible = typed.chars().filter(|character| {
        !character.is_control()
            && !matches!(character,
                '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    });
    let kept: String = visible.take(KEPT_CHARS_MAX).collect();
    kept.trim().to_owned()
}

/// The number in two groups of four, as it is easiest to compare; other lengths as they are.
#[must_use]
pub fn grouped(number: &AccountNumber) -> String {
    let text = number.as_str();
    match text.split_at_checked(4) {
        Some((first, second)) if second.len() == 4 => format!("{first} {second}"),
        _ => text.to_owned(),
    }
}
