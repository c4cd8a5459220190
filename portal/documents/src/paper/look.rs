//! What documents look like: sizes, colours and the measures of a page. The colours are those of the portal.

use krilla::color::rgb;

use crate::paper::typeface::{Figures, Style, Weight};

/// The width of A4.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
/// The height of A4.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// The left edge of what is printed.
pub(crate) const LEFT: f32 = 54.0;
/// The right edge of what is printed.
pub(crate) const RIGHT: f32 = PAGE_WIDTH - LEFT;
/// The upper edge of what is printed.
pub(crate) const TOP: f32 = 62.0;
/// The lower edge of what is printed, without the foot.
pub(crate) const BOTTOM: f32 = PAGE_HEIGHT - 76.0;
/// The baseline of the foot.
pub(crate) const FOOT: f32 = PAGE_HEIGHT - 44.0;
/// The thickness of a line between things.
pub(crate) const HAIRLINE: f32 = 0.6;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Quiet,
    Line,
    Accent,
    Danger,
    DangerWash,
}

impl Ink {
    pub(crate) fn color(self) -> rgb::Color {
        match self {
            Ink::Text => rgb::Color::new(0x17, 0x1c, 0x18),
            Ink::Quiet => rgb::Color::new(0x53, 0x5a, 0x55),
            Ink::Line => rgb::Color::new(0xd2, 0xd2, 0xcb),
            Ink::Accent => rgb::Color::new(0x0b, 0x5a, 0x31),
            Ink::Danger => rgb::Color::new(0xa1, 0x21, 0x1b),
            Ink::DangerWash => rgb::Color::new(0xfd, 0xec, 0xea),
        }
    }
}

const fn style(size: f32, weight: Weight, ink: Ink, figures: Figures) -> Style {
    Style {
        size,
        weight,
        ink,
        figures,
    }
}

/// Whose document it is.
pub(crate) const SENDER: Style = style(12.0, Weight::Strong, Ink::Text, Figures::InText);
/// What kind of document it is, and its own code.
pub(crate) const TITLE: Style = style(20.0, Weight::Strong, Ink::Text, Figures::Code);
/// The number that a document is about.
pub(crate) const ANSWER: Style = style(34.0, Weight::Strong, Ink::Text, Figures::Tabular);
/// The currency beside that number.
pub(crate) const UNIT: Style = style(15.0, Weight::Regular, Ink::Quiet, Figures::InText);
/// Above a part.
pub(crate) const HEADING: Style = style(12.0, Weight::Strong, Ink::Text, Figures::InText);
/// Sentences.
pub(crate) const BODY: Style = style(10.0, Weight::Regular, Ink::Text, Figures::InText);
/// Sentences that matter less.
pub(crate) const QUIET: Style = style(10.0, Weight::Regular, Ink::Quiet, Figures::InText);
/// Values that matter.
pub(crate) const STRONG: Style = style(10.0, Weight::Strong, Ink::Text, Figures::Tabular);
/// What was taken back.
pub(crate) const ALARM: Style = style(12.0, Weight::Strong, Ink::Danger, Figures::InText);
/// What leads somewhere.
pub(crate) const LINK: Style = style(10.0, Weight::Regular, Ink::Accent, Figures::InText);
/// The head and the foot of a page, and notes.
pub(crate) const NOTE: Style = style(8.0, Weight::Regular, Ink::Quiet, Figures::InText);
/// Above the columns of a table.
pub(crate) const COLUMN: Style = style(8.0, Weight::Regular, Ink::Quiet, Figures::InText);
/// Words in a table.
pub(crate) const CELL: Style = style(9.0, Weight::Regular, Ink::Text, Figures::InText);
/// Words in a table that matter less.
pub(crate) const CELL_QUIET: Style = style(9.0, Weight::Regular, Ink::Quiet, Figures::InText);
/// Words in a table that matter more.
pub(crate) const CELL_STRONG: Style = style(9.0, Weight::Strong, Ink::Text, Figures::InText);
/// A code in a table.
pub(crate) const CELL_CODE: Style = style(9.0, Weight::Regular, Ink::Quiet, Figures::Code);
/// A day in a table.
pub(crate) const CELL_DAY: Style = style(9.0, Weight::Regular, Ink::Quiet, Figures::Tabular);
/// An amount in a table.
pub(crate) const NUMBER: Style = style(9.0, Weight::Regular, Ink::Text, Figures::Tabular);
/// The sum of amounts in a table.
pub(crate) const SUM: Style = style(9.0, Weight::Strong, Ink::Text, Figures::Tabular);
