//! Tables that go on over pages: the head stands on each page and is read once.

use krilla::tagging::ArtifactType;

use crate::paper::look::{COLUMN, Ink, LEFT, RIGHT};
use crate::paper::prose::{count, wrap};
use crate::paper::typeface::{Line, Style};
use crate::paper::{Paper, Role};

/// Above and below the lines of a row.
const PADDING: f32 = 4.0;

/// Between columns.
const GAP: f32 = 10.0;

/// At which edge of its column a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Text, which may take several lines.
    Start,
    /// Numbers, which take one.
    End,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    title: String,
    edge: Edge,
    /// Nothing for the one column that gets what the others leave.
    width: Option<f32>,
}

impl Column {
    /// What each row is about, as wide as the other columns leave room.
    pub(crate) fn rest(title: &str) -> Column {
        Column {
            title: title.to_owned(),
            edge: Edge::Start,
            width: None,
        }
    }

    /// Text.
    pub(crate) fn text(title: &str, width: f32) -> Column {
        Column {
            width: Some(width),
            ..Column::rest(title)
        }
    }

    /// Numbers.
    pub(crate) fn number(title: impl Into<String>, width: f32) -> Column {
        Column {
            title: title.into(),
            edge: Edge::End,
            width: Some(width),
        }
    }
}

/// The text of a cell and how it is set.
pub(crate) type Cell = (String, Style);

/// A table that is being drawn.
pub(crate) struct Table<'a> {
    paper: &'a mut Paper,
    columns: Vec<Placement>,
}

struct Placement {
    /// Whether its cells say what a row is about.
    names_row: bool,
    title: String,
    edge: Edge,
    x: f32,
    width: f32,
}

impl<'a> Table<'a> {
    /// Draws the head. Nothing else goes on the paper until [`Table::finish`].
    pub(crate) fn start(paper: &'a mut Paper, columns: Vec<Column>) -> Table<'a> {
        let fixed: f32 = columns.iter().filter_map(|column| column.width).sum();
        let gaps = GAP * count(columns.len().saturating_sub(1));
        let rest = RIGHT - LEFT - gaps - fixed;
        let mut x = LEFT;
        let mut placements = Vec::with_capacity(columns.len());
        for column in columns {
            let width = column.width.unwrap_or(rest);
            placements.push(Placement {
                names_row: column.width.is_none(),
                title: column.title,
                edge: column.edge,
                x,
                width,
            });
            x += width + GAP;
        }
        paper.make_room(80.0);
        paper.open(Role::Table);
        let mut table = Table {
            paper,
            columns: placements,
        };
        table.paper.open(Role::TableHead);
        table.paper.open(Role::Row);
        table.head(true);
        table.paper.close();
        table.paper.close();
        table.paper.open(Role::TableBody);
        table
    }

    /// One more row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.draw(cells, Ink::Line);
    }

    /// Ends the body with the rows that sum it up.
    pub(crate) fn finish(mut self, sums: Vec<Vec<Cell>>) {
        self.paper.close();
        if !sums.is_empty() {
            self.paper.open(Role::TableFoot);
            for cells in sums {
                self.draw(cells, Ink::Quiet);
            }
            self.paper.close();
        }
        self.paper.close();
    }

    /// The titles of the columns; only the first time as headings that are read.
    fn head(&mut self, read: bool) {
        let paper = &mut *self.paper;
        let titles = |column: &Placement| wrap(&column.title, COLUMN, column.width);
        let lines: Vec<Vec<Line>> = self.columns.iter().map(titles).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        let baseline = |back: usize| {
            paper.y + COLUMN.rise() + COLUMN.leading() * (count(most) - 1.0 - count(back))
        };
        let mut texts = Vec::new();
        for (column, lines) in self.columns.iter().zip(lines) {
            let last = lines.len().saturating_sub(1);
            let lines = lines.into_iter().enumerate();
            let placed = lines.map(|(index, line)| {
                let x = column.start_of(&line);
                (x, baseline(last - index), line)
            });
            texts.push(placed.collect::<Vec<_>>());
        }
        for lines in texts {
            if read {
                paper.open(Role::ColumnHeading);
            }
            for (x, baseline, line) in lines {
                if read {
                    paper.text(x, baseline, line);
                } else {
                    paper.decorate(x, baseline, line, ArtifactType::PaginationOther);
                }
            }
            if read {
                paper.close();
            }
        }
        paper.y += COLUMN.leading() * count(most) + PADDING;
        paper.rule(LEFT, paper.y, RIGHT - LEFT, Ink::Quiet);
    }

    fn draw(&mut self, cells: Vec<Cell>, line_below: Ink) {
        assert_eq!(cells.len(), self.columns.len(), "one cell for each column");
        let rhythm = cells.first().map_or(COLUMN, |(_, style)| *style);
        let columns = self.columns.iter();
        let lines: Vec<Vec<Line>> = columns
            .zip(&cells)
            .map(|(column, (text, style))| column.lines(text, *style))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        let height = rhythm.leading() * count(most) + 2.0 * PADDING;
        if !self.paper.has_room(height) {
            self.paper.turn();
            self.head(false);
        }
        let paper = &mut *self.paper;
        paper.open(Role::Row);
        let top = paper.y;
        paper.y += PADDING;
        for (column, lines) in self.columns.iter().zip(lines) {
            paper.open(column.role());
            let mut baseline = paper.y + rhythm.rise();
            for line in lines {
                paper.text(column.start_of(&line), baseline, line);
                baseline += rhythm.leading();
            }
            paper.close();
        }
        paper.close();
        paper.y = top + height;
        paper.rule(LEFT, paper.y, RIGHT - LEFT, line_below);
    }
}

impl Placement {
    fn lines(&self, text: &str, style: Style) -> Vec<Line> {
        match self.edge {
            Edge::Start => wrap(text, style, self.width),
            Edge::End if text.is_empty() => Vec::new(),
            Edge::End => vec![Line::of(text, style).fit(self.width)],
        }
    }

    fn role(&self) -> Role {
        if self.names_row {
            Role::RowHeading
        } else {
            Role::Cell
        }
    }

    fn start_of(&self, line: &Line) -> f32 {
        match self.edge {
            Edge::Start => self.x,
            Edge::End => self.x + self.width - line.width,
        }
    }
}
