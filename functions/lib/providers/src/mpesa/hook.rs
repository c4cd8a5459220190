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
    /// The answer to a question that M-PESA does not answer at once.
    Results,
    /// M-PESA gave such a question up.
    Timeouts,
}

impl Hook {
    /// Every address.
    pub const ALL: [Self; 5] = [
        Self::Confirmation,
        Self::Validation,
        Self::Stk,
        Self::Results,
        Self::Timeouts,
    ];

    /// The end of the path, without a slash before it.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Confirmation => "c2b/confirmation",
            Self::Validation => "c2b/validation",
            Self::Stk => "stk",
            Self::Results => "results",
            Self::Timeouts => "timeouts",
        }
    }

    /// Whether its address may go on with what it is about: the push or the question that M-PESA was given it with.
    #[must_use]
    pub fn names_its_subject(self) -> bool {
        matches!(self, Self::Stk | Self::Results | Self::Timeouts)
    }

    /// The hook that an address belongs to, and what the address says that it is about.
    #[must_use]
    pub fn parse(address: &str) -> Option<(Self, Option<&str>)> {
        Self::ALL.into_iter().find_map(|hook| {
            let rest = address.strip_prefix(hook.path())?;
            match rest.strip_prefix('/') {
                Some(subject) if hook.names_its_subject() && !subject.is_empty() => {
                    Some((hook, Some(subject)))
                }
                None if rest.is_empty() => Some((hook, None)),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_its_hook_and_holds_no_word_that_the_filter_refuses() {
        for hook in Hook::ALL {
            assert_eq!(Hook::parse(hook.path()), Some((hook, None)));
            for word in ["mpesa", "m-pesa", "safaricom", "exe", "cmd", "sql", "query"] {
                assert!(!hook.path().contains(word), "{word} in {}", hook.path());
            }
        }
        let about_one = Hook::parse("stk/stk_40404044_1f");
        assert_eq!(about_one, Some((Hook::Stk, Some("stk_40404044_1f"))));
        for unknown in ["", "bank", "stk/", "stkx", "c2b/confirmation/x", "c2b"] {
            assert_eq!(Hook::parse(unknown), None, "{unknown}");
        }
    }
}
