//! A line of a template: text and placeholders in turn. There is nothing else, so there is nothing to inject.

use crate::template::{Placeholder, TemplateError};

/// The most characters of a wrong placeholder that an error repeats.
const QUOTED_CHARS_MAX: usize = 30;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Placeholder(&'static str),
}

impl Line {
    /// Reads a line in which every brace belongs to one of the `known` placeholders.
    pub fn parse(text: &str, known: &'static [Placeholder]) -> Result<Line, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (before, from_brace) = rest.split_at(brace);
            let Some(inside) = from_brace.strip_prefix('{') else {
                return Err(TemplateError::BraceNotOpened);
            };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (name, after) = match inside.find(['{', '}']) {
                None => return Err(TemplateError::BraceNotClosed(quoted(inside))),
                Some(end) if inside[end..].starts_with('{') => {
                    return Err(TemplateError::BraceNested(quoted(inside)));
                }
                Some(end) => (&inside[..end], &inside[end + 1..]),
            };
            let Some(placeholder) = known.iter().find(|known| known.name == name.trim()) else {
                return Err(TemplateError::unknown_placeholder(quoted(name), known));
            };
            parts.push(Part::Placeholder(placeholder.name));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Line { parts })
    }

    /// True for an empty line, which separates paragraphs.
    pub fn is_blank(&self) -> bool {
        self.parts
            .iter()
            .all(|part| matches!(part, Part::Text(text) if text.trim().is_empty()))
    }

    /// The names of the placeholders in it.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Placeholder(name) => Some(*name),
        })
    }

    /// The text between the placeholders.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Placeholder(_) => None,
        })
    }

    /// The line with a value for each placeholder. Values are not read again, whatever they contain.
    /// Nothing when it has placeholders and not one of them a value: then it has nothing to say.
    pub fn fill<'a>(&self, value_of: impl Fn(&str) -> &'a str) -> Option<String> {
        let has_placeholder = self.names().next().is_some();
        if has_placeholder && self.names().all(|name| value_of(name).is_empty()) {
            return None;
        }
        let filled: String = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.as_str(),
                Part::Placeholder(name) => value_of(name),
            })
            .collect();
        Some(filled)
    }
}

fn quoted(text: &str) -> String {
    text.chars().take(QUOTED_CHARS_MAX).collect()
}
