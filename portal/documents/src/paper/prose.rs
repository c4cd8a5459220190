//! Paragraphs, headings and facts: text that is broken into lines.

#[cfg(test)]
mod tests;

use messages::plain;

use crate::paper::look::{LEFT, RIGHT};
use crate::paper::typeface::{Line, Style};
use crate::paper::{Paper, Role};

/// The most characters of a text that somebody else chose; what is longer is cut, and says so.
const FOREIGN_CHARS_MAX: usize = 240;

/// Text that somebody else chose, as one line that can be drawn: visible, not too long, nothing that PDF forbids.
pub(crate) fn foreign(text: &str) -> String {
    let line: String = plain::line(text)
        .chars()
        .map(|character| match character {
            // No character at all, in no file.
            '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
            other => other,
        })
        .collect();
    plain::cut(&line, FOREIGN_CHARS_MAX)
}

/// `text` broken into lines at its spaces, and within a word only where it is wider than a line.
pub(crate) fn wrap(text: &str, style: Style, width: f32) -> Vec<Line> {
    let whole = Line::of(text.trim(), style);
    if whole.width <= width && !whole.text.contains("  ") {
        return if whole.text.is_empty() {
            Vec::new()
        } else {
            vec![whole]
        };
    }
    let space = Line::of("\u{A0}", style).width;
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut filled = 0.0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut parts = pieces(word, style, width);
        let (last, last_width) = parts.pop().unwrap_or_default();
        let first_width = parts.first().map_or(last_width, |(_, width)| *width);
        if !current.is_empty() {
            if parts.is_empty() && filled + space + first_width <= width {
                current.push(' ');
                filled += space;
            } else {
                // The space stays at the end of the line, so that the words are two for whoever copies them.
                current.push(' ');
                lines.push(Line::of(&current, style));
                current.clear();
                filled = 0.0;
            }
        }
        for (part, _) in parts {
            lines.push(Line::of(&part, style));
        }
        current.push_str(&last);
        filled += last_width;
    }
    if !current.is_empty() {
        lines.push(Line::of(&current, style));
    }
    lines
}

/// A word in pieces that are no wider than a line, with their widths.
fn pieces(word: &str, style: Style, width: f32) -> Vec<(String, f32)> {
    let whole = Line::of(word, style).width;
    if whole <= width {
        return vec![(word.to_owned(), whole)];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut piece_width = 0.0;
    for character in word.chars() {
        let is_mark = matches!(character, '\u{300}'..='\u{36F}');
        piece.push(character);
        let wider = Line::of(&piece, style).width;
        if wider > width && piece.chars().count() > 1 && !is_mark {
            piece.pop();
            pieces.push((std::mem::take(&mut piece), piece_width));
            piece.push(character);
            piece_width = Line::of(&piece, style).width;
        } else {
            piece_width = wider;
        }
    }
    pieces.push((piece, piece_width));
    pieces
}

impl Paper {
    /// A paragraph over the whole width.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        self.block(Role::Paragraph, LEFT, RIGHT - LEFT, text, style);
    }

    /// A heading: 1 for the title of the document, 2 for a part.
    pub(crate) fn heading(&mut self, level: u16, text: &str, style: Style) {
        self.make_room(style.leading() * 3.0);
        self.note_heading(text);
        let role = Role::Heading {
            level,
            text: text.to_owned(),
        };
        self.block(role, LEFT, RIGHT - LEFT, text, style);
    }

    /// Lines below each other that make one element.
    pub(crate) fn block(&mut self, role: Role, x: f32, width: f32, text: &str, style: Style) {
        let lines = wrap(text, style, width);
        if lines.is_empty() {
            return;
        }
        self.open(role);
        for line in lines {
            self.make_room(style.leading());
            self.text(x, self.y + style.rise(), line);
            self.y += style.leading();
        }
        self.close();
    }

    /// Names with their values beside them.
    pub(crate) fn facts(&mut self, facts: &[(&str, String)], name: Style, value: Style) {
        const NAMES_WIDTH: f32 = 150.0;
        const GAP: f32 = 3.0;
        self.open(Role::List);
        for (label, text) in facts {
            let lines = wrap(text, value, RIGHT - LEFT - NAMES_WIDTH);
            let label = wrap(label, name, NAMES_WIDTH - 12.0);
            let height = value.leading() * count(lines.len().max(label.len()));
            self.make_room(height);
            self.open(Role::Item);
            self.column(Role::Label, LEFT, label, value);
            self.column(Role::Value, LEFT + NAMES_WIDTH, lines, value);
            self.close();
            self.y += height + GAP;
        }
        self.close();
    }

    /// Lines that make one element, from here downwards; the pen stays where it is.
    pub(crate) fn column(&mut self, role: Role, x: f32, lines: Vec<Line>, rhythm: Style) {
        self.open(role);
        let mut y = self.y;
        for line in lines {
            self.text(x, y + rhythm.rise(), line);
            y += rhythm.leading();
        }
        self.close();
    }
}

/// A count as a factor of a length; pages have few lines.
pub(crate) fn count(number: usize) -> f32 {
    u16::try_from(number).map_or(f32::from(u16::MAX), f32::from)
}
