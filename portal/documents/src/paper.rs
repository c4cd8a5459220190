//! A document on paper while it is laid out: pages with marks on them, and what the marks mean in reading order.
//!
//! Marks are collected before anything is written, because the first page already says how many there are.
//! Lengths are points, from the upper left corner; it knows neither money nor words.

pub(crate) mod look;
pub(crate) mod typeface;

pub(crate) mod prose;
pub(crate) mod table;

mod meaning;
pub(crate) mod write;

use krilla::geom::Path;
use krilla::tagging::ArtifactType;

use self::look::{BOTTOM, Ink, LEFT, RIGHT, TOP};
pub(crate) use self::meaning::Role;
use self::meaning::{Child, Meaning};
use self::typeface::Line;

/// A document that is being laid out.
pub(crate) struct Paper {
    pages: Vec<Page>,
    meaning: Meaning,
    headings: Vec<Heading>,
    /// Stands at the top of every page but the first.
    running_head: String,
    /// The upper edge of what comes next on the last page.
    pub(crate) y: f32,
}

#[derive(Default)]
struct Page {
    marks: Vec<Placed>,
    links: Vec<Link>,
}

struct Placed {
    mark: Mark,
    /// What it is without meaning; nothing where it is part of an element.
    artifact: Option<ArtifactType>,
}

enum Mark {
    Text { x: f32, baseline: f32, line: Line },
    Area { path: Path, ink: Ink },
}

struct Link {
    area: Area,
    address: String,
    says: String,
}

struct Heading {
    text: String,
    page: usize,
    y: f32,
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Paper {
    /// An empty first page.
    pub(crate) fn new(running_head: String) -> Paper {
        Paper {
            pages: vec![Page::default()],
            meaning: Meaning::new(),
            headings: Vec::new(),
            running_head,
            y: TOP,
        }
    }

    /// Whether `height` more fits on the page.
    pub(crate) fn has_room(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Goes on at the top of another page.
    pub(crate) fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
        let head = Line::of(&self.running_head, look::NOTE).fit(RIGHT - LEFT);
        self.decorate(LEFT, TOP - 20.0, head, ArtifactType::Header);
    }

    /// Turns the page unless `height` more fits on this one.
    pub(crate) fn make_room(&mut self, height: f32) {
        if !self.has_room(height) {
            self.turn();
        }
    }

    /// Begins an element within the one that is open; what is drawn until [`Paper::close`] belongs to it.
    pub(crate) fn open(&mut self, role: Role) {
        self.meaning.open(role);
    }

    /// Ends the element that was opened last.
    pub(crate) fn close(&mut self) {
        self.meaning.close();
    }

    /// Notes a heading for the outline, where the next line begins.
    pub(crate) fn note_heading(&mut self, text: &str) {
        let page = self.last();
        self.headings.push(Heading {
            text: text.to_owned(),
            page,
            y: self.y,
        });
    }

    /// A line of text that belongs to the open element.
    pub(crate) fn text(&mut self, x: f32, baseline: f32, line: Line) {
        let mark = Mark::Text { x, baseline, line };
        self.place(mark, None);
    }

    /// A line of text without meaning of its own, such as a heading that is repeated.
    pub(crate) fn decorate(&mut self, x: f32, baseline: f32, line: Line, kind: ArtifactType) {
        let mark = Mark::Text { x, baseline, line };
        self.place(mark, Some(kind));
    }

    /// A filled area that belongs to the open element.
    pub(crate) fn figure(&mut self, path: Path, ink: Ink) {
        self.place(Mark::Area { path, ink }, None);
    }

    /// A filled rectangle without meaning.
    pub(crate) fn bar(&mut self, area: Area, ink: Ink) {
        if let Some(path) = area.path() {
            self.place(Mark::Area { path, ink }, Some(ArtifactType::Layout));
        }
    }

    /// A hairline without meaning.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32, ink: Ink) {
        let height = look::HAIRLINE;
        let y = y - height / 2.0;
        self.bar(
            Area {
                x,
                y,
                width,
                height,
            },
            ink,
        );
    }

    /// Makes an area of the open element lead to an address of the web.
    pub(crate) fn link(&mut self, area: Area, address: &str, says: &str) {
        let page = self.last();
        let index = self.pages[page].links.len();
        self.pages[page].links.push(Link {
            area,
            address: address.to_owned(),
            says: says.to_owned(),
        });
        self.meaning.add(Child::Link { page, index });
    }

    fn place(&mut self, mark: Mark, artifact: Option<ArtifactType>) {
        let page = self.last();
        let index = self.pages[page].marks.len();
        if artifact.is_none() {
            self.meaning.add(Child::Mark { page, index });
        }
        self.pages[page].marks.push(Placed { mark, artifact });
    }

    fn last(&self) -> usize {
        self.pages.len() - 1
    }
}
