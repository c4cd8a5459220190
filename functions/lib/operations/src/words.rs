//! Text that people type into forms.

use crate::error::OperationError;

/// Longest reason that a person may give, in characters.
pub const REASON_CHARS_MAX: usize = 300;

/// Plain text of at most `limit` characters, trimmed; it may have several lines.
pub(crate) fn checked_text(
    field: &'static str,
    text: &str,
    limit: usize,
) -> Result<String, OperationError> {
    let text = text.trim();
    if text.chars().count() > limit {
        let detail = format!("use at most {limit} characters");
        return Err(OperationError::field(field, "too_long", detail));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(OperationError::field(
            field,
            "control_characters",
            "use plain text",
        ));
    }
    Ok(text.to_owned())
}

/// As [`checked_text`], and not empty.
pub(crate) fn required_text(
    field: &'static str,
    text: &str,
    limit: usize,
    missing: &'static str,
) -> Result<String, OperationError> {
    let text = checked_text(field, text, limit)?;
    if text.is_empty() {
        return Err(OperationError::field(field, "required", missing));
    }
    Ok(text)
}

/// As [`checked_reason`] where a reason is given; otherwise empty.
pub(crate) fn checked_if_given(reason: Option<&str>) -> Result<String, OperationError> {
    reason.map_or_else(|| Ok(String::new()), checked_reason)
}

/// Why a person does something.
pub(crate) fn checked_reason(reason: &str) -> Result<String, OperationError> {
    required_text(
        "reason",
        reason,
        REASON_CHARS_MAX,
        "say why, so that others understand it later",
    )
}
