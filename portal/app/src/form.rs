//! What somebody entered into a form, and what is wrong with it: a form that comes back keeps both.

/// Longest text that is taken and shown again, in characters: longer than anything that a form may keep, so that what
/// is too long is refused and not cut.
pub const KEPT_CHARS_MAX: usize = 6_000;

/// The state of one form. An empty one is a form that nobody has sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    values: Vec<(String, String)>,
    wrong: Vec<Wrong>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field, by its name, which is also its id; empty where no single field is at fault.
    pub field: String,
    /// What is wrong and what to do, as a sentence in the language of the page.
    pub message: String,
}

impl Entered {
    /// A form with these values and nothing wrong, as first shown or as sent.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        let values = values
            .into_iter()
            .map(|(name, value)| (name.into(), kept(value.into())));
        Self {
            values: values.collect(),
            wrong: Vec::new(),
        }
    }

    /// The value of a field; empty where it was not sent.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        let found = self.values.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of a field that can be sent several times.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.values.iter().filter(move |(name, _)| name == field);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a box or choice with this value is ticked.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values(field).any(|sent| sent == value)
    }

    /// Sets a value, for a field that is filled in before anybody typed.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.retain(|(name, _)| name != field);
        self.values.push((field.to_owned(), kept(value.into())));
    }

    /// Adds empty values to fields that are sent several times, until each has `count` of them: rows to fill in.
    pub fn lengthen(&mut self, fields: &[&str], count: usize) {
        for field in fields {
            for _ in self.values(field).count()..count {
                self.values.push(((*field).to_owned(), String::new()));
            }
        }
    }

    /// Notes what is wrong with a field, or with the whole form where `field` is empty.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.wrong.push(Wrong {
            field: field.to_owned(),
            message: message.into(),
        });
    }

    /// Everything that is wrong, in the order in which it was found.
    #[must_use]
    pub fn wrong(&self) -> &[Wrong] {
        &self.wrong
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&str> {
        let found = self.wrong.iter().find(|wrong| wrong.field == field);
        found.map(|wrong| wrong.message.as_str())
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        !self.wrong.is_empty()
    }
}

/// Fit to be shown again: line breaks and tabs are the only control characters.
fn kept(value: String) -> String {
    if value.chars().count() <= KEPT_CHARS_MAX && !value.chars().any(is_hidden) {
        return value;
    }
    let shown = value.chars().filter(|character| !is_hidden(*character));
    shown.take(KEPT_CHARS_MAX).collect()
}

fn is_hidden(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_what_was_typed_and_says_what_is_wrong_with_it() {
        let mut form = Entered::of([("amount", "12,50.5"), ("tick", "a"), ("tick", "b")]);
        assert_eq!(form.value("amount"), "12,50.5");
        assert!(form.has("tick", "b") && !form.has("tick", "c"));
        assert!(!form.is_refused());
        form.refuse("amount", "Enter whole shillings.");
        assert_eq!(form.error("amount"), Some("Enter whole shillings."));
        assert_eq!(form.error("phone"), None);
        form.set("amount", "5");
        assert_eq!(form.value("amount"), "5");
        form.lengthen(&["tick"], 4);
        assert!(form.values("tick").eq(["a", "b", "", ""]));
    }

    #[test]
    fn what_is_shown_again_is_short_and_has_no_hidden_characters() {
        let form = Entered::of([("a", "x\u{0}y\n".to_owned()), ("b", "z".repeat(10_000))]);
        assert_eq!(form.value("a"), "xy\n");
        assert_eq!(form.value("b").chars().count(), KEPT_CHARS_MAX);
    }
}
