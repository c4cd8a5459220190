//! What every page is told, whatever it is about: language, payee, who looks at it, and from where.

use billing::language::Language;
use billing::role::Role;

use crate::payee::Payee;

/// What every page is told.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of this page.
    pub language: Language,
    /// Whom one pays.
    pub payee: Payee,
    /// Who looks at it.
    pub visitor: Visitor,
    /// The path that the links to the other languages lead to: where the page can be opened by GET. It may have a query.
    pub here: String,
    /// Where the script of live elements is; nothing where it was not built, and pages do without.
    pub script: Option<&'static str>,
    /// New for each page: a form sends it along, so that the same form sent twice does its work once.
    pub once: String,
    /// What was done just before this page was opened, as a short name that the page knows.
    pub done: Option<String>,
}

/// Who looks at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visitor {
    /// Nobody who has signed in.
    Anyone,
    /// A customer.
    Customer {
        /// As they are called.
        name: String,
    },
    /// Somebody of the provider.
    Staff {
        /// As they are called.
        name: String,
        /// What they may do; a page leaves out what they may not. The operations decide.
        role: Role,
    },
}

/// The part of the portal that a page belongs to, for the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Customer: the answer.
    Home,
    /// Customer: what is owed.
    Obligations,
    /// Customer and staff: when.
    Calendar,
    /// Customer and staff: what arrived.
    Payments,
    /// Customer: the movements.
    Statement,
    /// Customer and staff: oneself.
    Profile,
    /// Staff: how it stands.
    Today,
    /// Staff: who pays.
    Customers,
    /// Staff: who did what.
    Audit,
    /// Staff: how the deployment is set up.
    Settings,
}

impl Frame {
    /// Whether somebody of the provider looks at the page.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        matches!(self.visitor, Visitor::Staff { .. })
    }

    /// The role of the one who looks, where it is somebody of the provider.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self.visitor {
            Visitor::Staff { role, .. } => Some(role),
            Visitor::Anyone | Visitor::Customer { .. } => None,
        }
    }
}
