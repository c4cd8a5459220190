//! The end of a receipt: how anyone can check it.

use krilla::geom::{Path, PathBuilder, Rect};

use crate::paper::look::{BODY, HEADING, Ink, LEFT, LINK, QUIET, RIGHT};
use crate::paper::prose::{count, wrap};
use crate::paper::{Area, Paper, Role};
use crate::qr::{QUIET_MODULES, Qr};
use crate::words::Words;

/// How wide the code is that leads to the check, without its border.
const QR_WIDTH: f32 = 84.0;

/// How anyone can check the receipt: a code to scan, and the same address in letters.
pub(super) fn draw(paper: &mut Paper, qr: &Qr, address: &str, words: &Words) {
    let own = &words.receipt;
    let x = LEFT + QR_WIDTH + 20.0;
    let width = RIGHT - x;
    let lines = wrap(address, LINK, width);
    let height = LINK.leading() * count(lines.len());
    paper.y += 30.0;
    paper.make_room(QR_WIDTH.max(HEADING.leading() + BODY.leading() * 3.0 + height));
    let top = paper.y;
    let heading = Role::Heading {
        level: 2,
        text: own.check.to_owned(),
    };
    paper.note_heading(own.check);
    paper.block(heading, x, width, own.check, HEADING);
    paper.y += 2.0;
    paper.block(Role::Paragraph, x, width, own.check_how, QUIET);
    paper.y += 4.0;
    let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
    let area = Area {
        x,
        y: paper.y,
        width: widest,
        height,
    };
    paper.open(Role::Paragraph);
    paper.open(Role::Link);
    paper.link(area, address, own.check);
    let mut baseline = paper.y + LINK.rise();
    for line in lines {
        paper.text(x, baseline, line);
        baseline += LINK.leading();
    }
    paper.close();
    paper.close();
    let bottom = paper.y + height;
    if let Some(path) = squares(qr, LEFT, top) {
        let shows = (own.qr)(address);
        paper.open(Role::Figure { shows });
        paper.figure(path, Ink::Text);
        paper.close();
    }
    paper.y = bottom.max(top + QR_WIDTH);
}

/// The dark modules of a code, with its first module in the corner.
fn squares(qr: &Qr, left: f32, top: f32) -> Option<Path> {
    let module = QR_WIDTH / count(qr.side() - 2 * QUIET_MODULES);
    let mut path = PathBuilder::new();
    for run in qr.runs() {
        let x = left + module * count(run.x);
        let y = top + module * count(run.y);
        path.push_rect(Rect::from_xywh(x, y, module * count(run.length), module)?);
    }
    path.finish()
}
