//! The callback addresses that M-PESA is given, as the last parts of a path.
//! None of them may hold a word that M-PESA's own filter refuses (`mpesa`, `safaricom`, `exec`, `query` and the like).

/// Which of M-PESA's messages an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hook {
    /// A payment to a paybill or till has happened.
    Confirmation,
    /// A payment is about to happen: may it?
    Validation,
    /// What became of an STK push.
    Stk,
}

impl Hook {
    /// Every address.
    pub const ALL: [Self; 3] = [Self::Confirmation, Self::Validation, Self::Stk];

    /// The end of the path, without a slash before it.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Confirmation => "c2b/confirmation",
            Self::Validation => "c2b/validation",
            Self::Stk => "stk",
        }
    }

    /// The hook whose [`Hook::path`] this is.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hook| hook.path() == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_its_hook_and_holds_no_word_that_the_filter_refuses() {
        for hook in Hook::ALL {
            assert_eq!(Hook::parse(hook.path()), Some(hook));
            for word in ["mpesa", "m-pesa", "safaricom", "exe", "cmd", "sql", "query"] {
                assert!(!hook.path().contains(word), "{word} in {}", hook.path());
            }
        }
        assert_eq!(Hook::parse("results"), None);
    }
}
