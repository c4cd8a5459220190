//! What people type about people: names, phones and e-mail addresses.

use billing::phone::Msisdn;

use crate::error::OperationError;

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 120;
/// Most phones, and most addresses, of one customer.
const CONTACTS_MAX: usize = 10;
/// Longest e-mail address (RFC 5321), in characters.
const EMAIL_CHARS_MAX: usize = 254;
/// A name, with single spaces.
pub(crate) fn checked_name(name: &str) -> Result<String, OperationError> {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(OperationError::field(
            "name",
            "required",
            "give the customer's name",
        ));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        let detail = format!("use at most {NAME_CHARS_MAX} characters");
        return Err(OperationError::field("name", "too_long", detail));
    }
    if name.chars().any(char::is_control) {
        return Err(OperationError::field(
            "name",
            "control_characters",
            "use plain text",
        ));
    }
    Ok(name)
}

/// Phones in any spelling, each once.
pub(crate) fn checked_phones(typed: &[String]) -> Result<Vec<Msisdn>, OperationError> {
    check_count("phones", typed.len())?;
    let mut phones = Vec::new();
    for text in typed {
        let phone = Msisdn::parse(text)
            .map_err(|error| OperationError::field("phones", "unusable", error.to_string()))?;
        if !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    Ok(phones)
}

/// Addresses, each once.
pub(crate) fn checked_emails(
    field: &'static str,
    typed: &[String],
) -> Result<Vec<String>, OperationError> {
    check_count(field, typed.len())?;
    let mut emails: Vec<String> = Vec::new();
    for text in typed {
        let email = checked_email(field, text)?;
        if !emails.iter().any(|known| known.eq_ignore_ascii_case(email)) {
            emails.push(email.to_owned());
        }
    }
    Ok(emails)
}

/// Only what every mail server agrees on is checked; whether an address works, a message tells.
pub(crate) fn checked_email<'a>(
    field: &'static str,
    typed: &'a str,
) -> Result<&'a str, OperationError> {
    let email = typed.trim();
    let plausible = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    });
    let clean = email.matches('@').count() == 1
        && email.is_ascii()
        && !email
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || "<>,;:\"()[]\\".contains(c));
    if !plausible || !clean || email.len() > EMAIL_CHARS_MAX {
        return Err(OperationError::field(
            field,
            "unusable",
            "an e-mail address looks like name@example.com",
        ));
    }
    Ok(email)
}

fn check_count(field: &'static str, count: usize) -> Result<(), OperationError> {
    if count > CONTACTS_MAX {
        return Err(OperationError::field(
            field,
            "too_many",
            format!("give at most {CONTACTS_MAX}"),
        ));
    }
    Ok(())
}
