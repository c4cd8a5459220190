//! What marks mean, as a tree in reading order: what somebody hears who does not see the page.

use std::num::NonZeroU16;

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// 1 is the title of the document.
    Heading {
        level: u16,
        text: String,
    },
    Paragraph,
    /// Names with values.
    List,
    Item,
    Label,
    Value,
    Table,
    TableHead,
    TableBody,
    TableFoot,
    Row,
    ColumnHeading,
    RowHeading,
    Cell,
    /// A picture, and what it shows.
    Figure {
        shows: String,
    },
    Link,
}

impl Role {
    fn tag(&self) -> TagKind {
        match self {
            Role::Heading { level, text } => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(text.clone())).into()
            }
            Role::Paragraph => Tag::P.into(),
            Role::List => Tag::L(ListNumbering::None).into(),
            Role::Item => Tag::LI.into(),
            Role::Label => Tag::Lbl.into(),
            Role::Value => Tag::LBody.into(),
            Role::Table => Tag::Table.into(),
            Role::TableHead => Tag::THead.into(),
            Role::TableBody => Tag::TBody.into(),
            Role::TableFoot => Tag::TFoot.into(),
            Role::Row => Tag::TR.into(),
            Role::ColumnHeading => Tag::TH(TableHeaderScope::Column).into(),
            Role::RowHeading => Tag::TH(TableHeaderScope::Row).into(),
            Role::Cell => Tag::TD.into(),
            Role::Figure { shows } => Tag::Figure(Some(shows.clone())).into(),
            Role::Link => Tag::Link.into(),
        }
    }
}

/// A part of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Child {
    Element(usize),
    Mark { page: usize, index: usize },
    Link { page: usize, index: usize },
}

/// The tree while it grows.
pub(super) struct Meaning {
    elements: Vec<(Role, Vec<Child>)>,
    /// Outside of every element.
    roots: Vec<Child>,
    open: Vec<usize>,
}

impl Meaning {
    pub(super) fn new() -> Meaning {
        Meaning {
            elements: Vec::new(),
            roots: Vec::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn open(&mut self, role: Role) {
        let id = self.elements.len();
        self.add(Child::Element(id));
        self.elements.push((role, Vec::new()));
        self.open.push(id);
    }

    /// # Panics
    /// If nothing is open: then the program closed something twice.
    pub(super) fn close(&mut self) {
        assert!(self.open.pop().is_some(), "an element is open");
    }

    pub(super) fn add(&mut self, child: Child) {
        let open = self.open.last().and_then(|id| self.elements.get_mut(*id));
        open.map_or(&mut self.roots, |(_, children)| children)
            .push(child);
    }

    /// The tree as the writer wants it, when every mark and link has its identifier.
    ///
    /// # Panics
    /// If something is still open: then the program forgot to close it.
    pub(super) fn tree(
        &self,
        language: &str,
        identifier: &dyn Fn(Child) -> Option<Identifier>,
    ) -> TagTree {
        assert!(self.open.is_empty(), "every element is closed");
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for child in &self.roots {
            if let Some(node) = self.node(*child, identifier) {
                tree.push(node);
            }
        }
        tree
    }

    fn node(&self, child: Child, identifier: &dyn Fn(Child) -> Option<Identifier>) -> Option<Node> {
        let Child::Element(id) = child else {
            return identifier(child).map(Node::from);
        };
        let (role, children) = self.elements.get(id)?;
        let nodes = children.iter();
        let nodes = nodes.filter_map(|child| self.node(*child, identifier));
        Some(TagGroup::with_children(role.tag(), nodes.collect()).into())
    }
}
