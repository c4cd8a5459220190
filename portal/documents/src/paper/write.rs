//! The laid out document becomes a file: PDF 1.7, tagged, and checked against PDF/UA-1 while it is written.

use billing::civil::{nairobi_date, nairobi_time};
use billing::language::Language;
use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{self, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page as PdfPage, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use crate::error::DocumentError;
use crate::paper::look::{FOOT, LEFT, NOTE, PAGE_HEIGHT, PAGE_WIDTH, RIGHT};
use crate::paper::meaning::Child;
use crate::paper::typeface::Line;
use crate::paper::{Area, Ink, Link, Mark, Page, Paper, Placed, Role};

/// Nairobi is three hours ahead all the year.
const NAIROBI_OFFSET_HOURS: i8 = 3;

/// What a file tells about itself.
pub(crate) struct About<'a> {
    /// The title, which the window of a reader shows.
    pub(crate) title: String,
    /// Whose document it is.
    pub(crate) author: String,
    /// The language of its words.
    pub(crate) language: Language,
    /// When it was made.
    pub(crate) made_at: DateTime<Utc>,
    /// At the foot of each page.
    pub(crate) foot: String,
    /// Writes the number of a page and of how many.
    pub(crate) page: &'a dyn Fn(usize, usize) -> String,
}

/// What a page gave to the tree of meaning.
#[derive(Default)]
struct Written {
    marks: Vec<Option<Identifier>>,
    links: Vec<Identifier>,
}

impl Paper {
    /// The file. The same facts are the same bytes.
    pub(crate) fn finish(mut self, about: About<'_>) -> Result<Vec<u8>, DocumentError> {
        self.feet(&about);
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|error| not_written(&error))?;
        let mut document = Document::new_with(SerializeSettings {
            configuration,
            ..SerializeSettings::default()
        });
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).unwrap_or_default();
        let mut written = Vec::with_capacity(self.pages.len());
        for page in &self.pages {
            let target = document.start_page_with(settings.clone());
            written.push(page.write(target));
        }
        let identifier = |child: Child| match child {
            Child::Mark { page, index } => *written.get(page)?.marks.get(index)?,
            Child::Link { page, index } => written.get(page)?.links.get(index).copied(),
            Child::Element(_) => None,
        };
        let language = about.language.tag();
        document.set_tag_tree(self.meaning.tree(language, &identifier));
        document.set_outline(self.outline());
        document.set_metadata(metadata(about));
        document.finish().map_err(|error| not_written(&error))
    }

    /// The foot of each page. It is read once, at the end; elsewhere it is only seen.
    fn feet(&mut self, about: &About<'_>) {
        let count = self.pages.len();
        for index in 0..count {
            let number = Line::of(&(about.page)(index + 1, count), NOTE);
            let room = RIGHT - LEFT - number.width - 24.0;
            let foot = Line::of(&about.foot, NOTE).fit(room);
            let is_last = index + 1 == count;
            let at = RIGHT - number.width;
            let page = &mut self.pages[index];
            if count > 1 {
                page.place_artifact(at, number, ArtifactType::PageNumber);
            }
            if is_last {
                self.open(Role::Paragraph);
                self.text(LEFT, FOOT, foot);
                self.close();
            } else {
                page.place_artifact(LEFT, foot, ArtifactType::Footer);
            }
        }
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        for heading in &self.headings {
            let point = Point::from_xy(LEFT, heading.y);
            let destination = XyzDestination::new(heading.page, point);
            outline.push_child(OutlineNode::new(heading.text.clone(), destination));
        }
        outline
    }
}

impl Page {
    fn place_artifact(&mut self, x: f32, line: Line, kind: ArtifactType) {
        self.marks.push(Placed {
            mark: Mark::Text {
                x,
                baseline: FOOT,
                line,
            },
            artifact: Some(kind),
        });
    }

    fn write(&self, mut page: PdfPage<'_>) -> Written {
        let mut written = Written::default();
        let mut surface = page.surface();
        for placed in &self.marks {
            let tag = placed.artifact.map_or(placed.mark.tag(), |kind| {
                ContentTag::Artifact(Artifact::with_kind(kind))
            });
            let identifier = surface.start_tagged(tag);
            placed.mark.draw(&mut surface);
            surface.end_tagged();
            let meant = placed.artifact.is_none();
            written.marks.push(meant.then_some(identifier));
        }
        surface.finish();
        for link in &self.links {
            if let Some(annotation) = link.annotation() {
                written.links.push(page.add_tagged_annotation(annotation));
            }
        }
        page.finish();
        written
    }
}

impl Mark {
    fn tag(&self) -> ContentTag<'static> {
        match self {
            Mark::Text { .. } => ContentTag::Span(SpanTag::empty()),
            Mark::Area { .. } => ContentTag::Other,
        }
    }

    fn draw(&self, surface: &mut Surface<'_>) {
        match self {
            Mark::Text { x, baseline, line } => {
                surface.set_fill(Some(filled(line.style.ink)));
                let start = Point::from_xy(*x, *baseline);
                let size = line.style.size;
                surface.draw_glyphs(start, &line.glyphs, line.font(), &line.text, size, false);
            }
            Mark::Area { path, ink } => {
                surface.set_fill(Some(filled(*ink)));
                surface.draw_path(path);
            }
        }
    }
}

impl Link {
    fn annotation(&self) -> Option<Annotation> {
        let target = Target::Action(Action::Link(LinkAction::new(self.address.clone())));
        let link = LinkAnnotation::new(self.area.rect()?, target);
        Some(Annotation::new_link(link, Some(self.says.clone())))
    }
}

impl Area {
    fn rect(self) -> Option<Rect> {
        Rect::from_xywh(self.x, self.y, self.width, self.height)
    }

    /// Its outline; nothing where it has no extent.
    pub(super) fn path(self) -> Option<Path> {
        let mut path = PathBuilder::new();
        path.push_rect(self.rect()?);
        path.finish()
    }
}

fn filled(ink: Ink) -> Fill {
    let color: rgb::Color = ink.color();
    Fill {
        paint: color.into(),
        ..Fill::default()
    }
}

fn metadata(about: About<'_>) -> Metadata {
    let (day, time) = (nairobi_date(about.made_at), nairobi_time(about.made_at));
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = metadata::DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(small(day.month()))
        .day(small(day.day()))
        .hour(small(time.hour()))
        .minute(small(time.minute()))
        .second(small(time.second()))
        .utc_offset_hour(NAIROBI_OFFSET_HOURS);
    Metadata::new()
        .title(about.title)
        .authors(vec![about.author])
        .language(about.language.tag().to_owned())
        .creator("Malipo".to_owned())
        .creation_date(made)
}

fn not_written(error: &dyn std::fmt::Debug) -> DocumentError {
    DocumentError::NotWritten {
        reason: format!("{error:?}"),
    }
}
