//! Signing in, one page for each step.

pub mod ask;
pub mod code;

pub mod choose;

pub mod enrol;
pub mod second_factor;

/// The name of the field with the contact.
pub const CONTACT_FIELD: &str = "contact";
/// The name of the field with a code.
pub const CODE_FIELD: &str = "code";
/// The name of the field with the page to come back to.
pub const NEXT_FIELD: &str = "next";
/// The name of the field with the account that was chosen.
pub const ACCOUNT_FIELD: &str = "account";

/// Which entrance a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// For customers.
    Customers,
    /// For staff.
    Staff,
}

impl Entrance {
    /// Where its pages begin.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Customers => "/sign-in",
            Self::Staff => "/staff/sign-in",
        }
    }
}
