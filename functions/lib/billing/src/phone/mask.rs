//! Phone numbers with hidden digits, as M-PESA and statements show them.

use serde::{Deserialize, Serialize};

use crate::phone::{self, MSISDN_DIGITS, Msisdn, PhoneError};
use crate::typed;

/// The fewest visible digits at the end of a mask: fewer would fit almost anybody.
pub const MASK_SUFFIX_DIGITS_MIN: usize = 2;

/// A number of which only some digits are visible: `2547 ***** 126`, `07** *** 149`.
///
/// Providers write any number of stars for the digits that they hide, so stars are not counted.
/// Its text form has one star per hidden run and the prefix with its country code: `2547*126`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneMask {
    text: String,
    prefix: String,
    between: Vec<String>,
    suffix: String,
}

typed::plain_text!(PhoneMask, PhoneError);

impl PhoneMask {
    /// Reads digits with one or more hidden runs, of `*` or `•`, in any grouping.
    pub fn parse(text: &str) -> Result<PhoneMask, PhoneError> {
        let runs = visible_runs(text)?;
        let (Some((prefix, rest)), true) = (runs.split_first(), runs.len() > 1) else {
            return Err(PhoneError::NotAMask);
        };
        let (suffix, between) = rest.split_last().ok_or(PhoneError::NotAMask)?;
        if suffix.len() < MASK_SUFFIX_DIGITS_MIN {
            return Err(PhoneError::NotAMask);
        }
        let prefix = with_country(prefix)?;
        let between: Vec<String> = between
            .iter()
            .filter(|run| !run.is_empty())
            .cloned()
            .collect();
        let visible = between.iter().map(String::len).fold(
            prefix.len().saturating_add(suffix.len()),
            usize::saturating_add,
        );
        if visible > MSISDN_DIGITS {
            return Err(PhoneError::WrongLength);
        }
        let mut text = vec![prefix.as_str()];
        text.extend(between.iter().map(String::as_str));
        text.push(suffix);
        Ok(PhoneMask {
            text: text.join("*"),
            prefix,
            suffix: suffix.clone(),
            between,
        })
    }

    /// The normalised text, one star per hidden run.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `number` may be the one behind this mask.
    pub fn matches(&self, number: &Msisdn) -> bool {
        let hidden = number
            .as_str()
            .strip_prefix(self.prefix.as_str())
            .and_then(|rest| rest.strip_suffix(self.suffix.as_str()));
        let Some(mut hidden) = hidden else {
            return false;
        };
        self.between
            .iter()
            .all(|run| match hidden.split_once(run.as_str()) {
                Some((_, rest)) => {
                    hidden = rest;
                    true
                }
                None => false,
            })
    }

    /// The visible digits at the end.
    pub fn last_digits(&self) -> &str {
        &self.suffix
    }

    /// The visible digits at the start, with the country code; may be empty.
    pub fn first_digits(&self) -> &str {
        &self.prefix
    }
}

/// The digits between the stars; the first and the last run may be empty.
fn visible_runs(text: &str) -> Result<Vec<String>, PhoneError> {
    let mut runs = vec![String::new()];
    let mut was_star = false;
    for character in text
        .chars()
        .filter(|character| !phone::is_grouping(*character))
    {
        match character {
            '*' | '•' if !was_star => runs.push(String::new()),
            '*' | '•' => {}
            '+' if runs == [""] => {}
            '0'..='9' => {
                if let Some(run) = runs.last_mut() {
                    run.push(character);
                }
            }
            other => return Err(PhoneError::UnexpectedCharacter(other)),
        }
        was_star = matches!(character, '*' | '•');
        if runs.len() > MSISDN_DIGITS {
            return Err(PhoneError::WrongLength);
        }
    }
    Ok(runs)
}

/// `07` and `7` as `2547`; an empty or partial country code stays.
fn with_country(prefix: &str) -> Result<String, PhoneError> {
    if phone::COUNTRY.starts_with(prefix) {
        return Ok(prefix.to_owned());
    }
    let national = phone::without_country(prefix);
    let national = national.strip_prefix('0').unwrap_or(national);
    if national.is_empty() || national.starts_with(['7', '1']) {
        return Ok(format!("{}{national}", phone::COUNTRY));
    }
    Err(PhoneError::NotKenyanMobile)
}
