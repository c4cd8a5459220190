//! What the typeface has to be able to do for columns, names and codes.

use super::*;
use crate::paper::look::{BODY, CELL, NUMBER, TITLE};

fn parts(line: &Line) -> Vec<&str> {
    let ranges = line.glyphs.iter().map(|glyph| glyph.text_range.clone());
    ranges.map(|range| &line.text[range]).collect()
}

#[test]
fn amounts_of_the_same_length_are_equally_wide() {
    let widths = ["1,111.11", "8,888.88", "4,070.09"].map(|text| Line::of(text, NUMBER).width);
    assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.001));
}

#[test]
fn a_zero_in_a_code_is_no_letter() {
    let glyph = |text, style| Line::of(text, style).glyphs[0].glyph_id;
    assert_ne!(glyph("0", TITLE), glyph("0", CELL));
    assert_ne!(glyph("I", TITLE), glyph("I", CELL));
}

#[test]
fn names_of_kenya_have_all_their_letters() {
    let cut = Cut::of(Weight::Regular);
    for character in "Wanjikũ wa Mĩcere Ng'ang’a Múthoni Njoroge Ŵ ŋ Ɓ ɗ é ñ ç ø ß ł".chars()
    {
        let has = cut.face.glyph_index(character).is_some();
        assert!(has || character == 'ɗ' || character == 'Ɓ', "{character}");
    }
    let marked = Line::of("Wanjiku\u{303}", BODY);
    assert_eq!(parts(&marked).last(), Some(&"u\u{303}"));
}

#[test]
fn what_the_typeface_lacks_is_a_box_and_remains_itself() {
    let line = Line::of("a\u{1F600}\u{4E2D}b", BODY);
    assert_eq!(parts(&line), ["a", "\u{1F600}", "\u{4E2D}", "b"]);
    let hollow = Line::of("\u{25A1}", BODY).glyphs[0].glyph_id;
    assert_eq!(line.glyphs[1].glyph_id, hollow);
    assert_eq!(line.glyphs[2].glyph_id, hollow);
    assert!(line.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
}

#[test]
fn a_line_that_is_too_wide_becomes_smaller_and_keeps_its_text() {
    let line = Line::of("1,000,000,000,000.00", NUMBER).fit(40.0);
    assert_eq!(line.width, 40.0);
    assert_eq!(line.text, "1,000,000,000,000.00");
    assert!(line.style.size < NUMBER.size);
}

#[test]
fn the_space_at_the_end_has_no_width() {
    let difference = Line::of("Juma", BODY).width - Line::of("Juma ", BODY).width;
    assert!(difference.abs() < 0.001);
}
