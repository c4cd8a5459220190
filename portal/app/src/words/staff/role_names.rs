//! What roles are called, where what they may do is said elsewhere or known.

use billing::language::Language;
use billing::role::Role;

use crate::language::pick;

/// What roles are called.
#[derive(Debug)]
pub struct RoleNames {
    /// Who keeps the till.
    pub cashier: &'static str,
    /// Who keeps the books.
    pub accountant: &'static str,
    /// Who sets things up.
    pub administrator: &'static str,
    /// Who looks at everything.
    pub auditor: &'static str,
}

impl RoleNames {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// The name of a role.
    #[must_use]
    pub const fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Cashier => self.cashier,
            Role::Accountant => self.accountant,
            Role::Administrator => self.administrator,
            Role::Auditor => self.auditor,
        }
    }
}

static ENGLISH: RoleNames = RoleNames {
    cashier: "Cashier",
    accountant: "Accountant",
    administrator: "Administrator",
    auditor: "Auditor",
};

static KISWAHILI: RoleNames = RoleNames {
    cashier: "Mtunza fedha",
    accountant: "Mhasibu",
    administrator: "Msimamizi",
    auditor: "Mkaguzi",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_word_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
