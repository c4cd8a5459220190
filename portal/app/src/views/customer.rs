//! A customer as staff see them.

use billing::money::Money;

/// Whether a customer is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// They are.
    Active,
    /// Not until they pay.
    Suspended,
    /// They left.
    Disconnected,
}

impl Served {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Disconnected];

    /// Its value in a form.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Disconnected => "disconnected",
        }
    }

    /// The state of a value.
    #[must_use]
    pub fn of_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.value() == value)
    }
}

/// What stands on top of every page about one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerHead {
    /// The account number in the form in which it stands in addresses.
    pub account: String,
    /// The account number as the customer knows it.
    pub account_number: String,
    /// As they are called.
    pub name: String,
    /// Whether they are served.
    pub served: Served,
    /// Credits minus debits.
    pub balance: Money,
    /// Still due, overdue or not.
    pub outstanding: Money,
    /// Of it, what fell due before today.
    pub overdue: Money,
    /// Paid and not yet put to anything.
    pub unallocated_credit: Money,
}

impl CustomerHead {
    /// Where the pages about this customer begin.
    #[must_use]
    pub fn path(&self) -> String {
        customer_path(&self.account)
    }
}

/// Where the pages about a customer begin; `account` in the form in which it stands in addresses.
#[must_use]
pub fn customer_path(account: &str) -> String {
    format!("/staff/customers/{account}")
}
