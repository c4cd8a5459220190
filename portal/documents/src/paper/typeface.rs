//! The typeface: lines of text become glyphs with a place, and so have a width before they are drawn.
//!
//! A character that the typeface does not have is drawn as a box, and remains itself for whoever copies the text
//! or hears it.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, GlyphBuffer, ShapePlan, UnicodeBuffer, script};

use crate::paper::look::Ink;

/// What stands for a character that the typeface does not have.
const BOX: char = '\u{25A1}';

const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");

static FACES: LazyLock<[Cut; 2]> = LazyLock::new(|| [Cut::read(REGULAR), Cut::read(SEMI_BOLD)]);

/// How bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Strong,
}

/// Which forms figures and letters have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figures {
    /// Each as wide as it is, as in a sentence.
    InText,
    /// All equally wide, so that amounts stand above each other.
    Tabular,
    /// A zero is no O and a one no I.
    Code,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
    pub(crate) figures: Figures,
}

impl Style {
    /// From one baseline to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.4
    }

    /// From the upper edge of a line to its baseline.
    pub(crate) fn rise(self) -> f32 {
        self.size * 1.02
    }
}

/// A weight of the typeface.
struct Cut {
    face: Face<'static>,
    font: Font,
    /// One for each of [`Figures`].
    plans: [ShapePlan; 3],
    units: f32,
}

impl Cut {
    fn read(bytes: &'static [u8]) -> Cut {
        let face = Face::from_slice(bytes, 0).expect("our own font can be read");
        let font = Font::new(bytes.into(), 0).expect("our own font can be read");
        let tabular = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
        let distinct = Feature::new(Tag::from_bytes(b"ss02"), 1, ..);
        let plan = |features: &[Feature]| {
            let latin = Some(script::LATIN);
            ShapePlan::new(&face, Direction::LeftToRight, latin, None, features)
        };
        let plans = [plan(&[]), plan(&[tabular]), plan(&[distinct])];
        let units = font.units_per_em();
        Cut {
            face,
            font,
            plans,
            units,
        }
    }

    fn of(weight: Weight) -> &'static Cut {
        let [regular, strong] = &*FACES;
        match weight {
            Weight::Regular => regular,
            Weight::Strong => strong,
        }
    }

    fn plan(&self, figures: Figures) -> &ShapePlan {
        let [in_text, tabular, code] = &self.plans;
        match figures {
            Figures::InText => in_text,
            Figures::Tabular => tabular,
            Figures::Code => code,
        }
    }

    fn shape(&self, text: &str, figures: Figures) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        for (offset, character) in text.char_indices() {
            let known = self.face.glyph_index(character).is_some();
            let offset = u32::try_from(offset).expect("a line is short");
            buffer.add(if known { character } else { BOX }, offset);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        rustybuzz::shape_with_plan(&self.face, self.plan(figures), buffer)
    }
}

/// A line of text in its final form.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) style: Style,
    /// Without the space at its end.
    pub(crate) width: f32,
}

impl Line {
    /// Sets one line.
    pub(crate) fn of(text: &str, style: Style) -> Line {
        let cut = Cut::of(style.weight);
        let shaped = cut.shape(text, style.figures);
        let glyphs = glyphs(&shaped, text.len(), cut.units);
        let space = if text.ends_with(' ') {
            glyphs.last().map_or(0.0, |glyph| glyph.x_advance)
        } else {
            0.0
        };
        let width: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Line {
            text: text.to_owned(),
            glyphs,
            style,
            width: (width - space) * style.size,
        }
    }

    /// The same line, smaller where it would be wider than `width`: a number is never cut.
    pub(crate) fn fit(mut self, width: f32) -> Line {
        if self.width > width {
            self.style.size *= width / self.width;
            self.width = width;
        }
        self
    }

    /// The font of its glyphs.
    pub(crate) fn font(&self) -> Font {
        Cut::of(self.style.weight).font.clone()
    }
}

/// The glyphs with the part of the text that each stands for; marks on a letter stand for the same part as the letter.
fn glyphs(shaped: &GlyphBuffer, text_len: usize, units: f32) -> Vec<KrillaGlyph> {
    let (mut end, mut start) = (text_len, text_len);
    let both = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    let mut glyphs: Vec<KrillaGlyph> = both
        .rev()
        .map(|(info, position)| {
            let cluster = usize::try_from(info.cluster).unwrap_or(start);
            if cluster < start {
                (end, start) = (start, cluster);
            }
            let em = |length: i32| length as f32 / units;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(position.x_advance),
                em(position.x_offset),
                em(position.y_offset),
                em(position.y_advance),
                start..end,
                None,
            )
        })
        .collect();
    glyphs.reverse();
    glyphs
}
