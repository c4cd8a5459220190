//! What became of one message, in the terms by which its sender decides what to do next.
//! It must not know how the gateway said it.

/// What became of one message that was handed to the gateway, as far as the answer tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsOutcome {
    /// The gateway has it; whether it arrives is told by its delivery report.
    Accepted {
        /// The gateway's id, by which the report is asked for.
        message_id: String,
    },
    /// The gateway has read it and does not want it.
    Refused(SmsRefusal),
    /// It was certainly not handed over, so that it may be tried again.
    NotSent {
        /// Why, in words for a log.
        cause: &'static str,
    },
    /// It may have been sent. Nothing may send it again by itself.
    Unknown {
        /// Why nobody knows, in words for a log.
        cause: &'static str,
    },
}

impl SmsOutcome {
    /// Whether the next message would fare the same until somebody does something about it.
    #[must_use]
    pub const fn stops_the_queue(&self) -> bool {
        matches!(
            self,
            Self::Refused(SmsRefusal {
                why: RefusalKind::CreditsExhausted | RefusalKind::Misconfigured,
                ..
            })
        )
    }
}

/// The gateway's no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the SMS gateway refuses: {}{}", .why.words(), in_brackets(*.code))]
pub struct SmsRefusal {
    /// The gateway's own code; `None` where the HTTP status alone says no.
    pub code: Option<u32>,
    /// What follows from it.
    pub why: RefusalKind,
}

impl SmsRefusal {
    /// The refusal that a code of the gateway's stands for.
    #[must_use]
    pub const fn of_code(code: u32) -> Self {
        Self {
            code: Some(code),
            why: RefusalKind::of_code(code),
        }
    }
}

/// What follows from a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// This number cannot be reached through this gateway.
    BadNumber,
    /// The gateway has trouble of its own; the same message is welcome in five minutes.
    Later,
    /// The account is used up: every message will be refused until it is topped up.
    CreditsExhausted,
    /// The account, the sender's name, the address or the way of asking is wrong.
    Misconfigured,
    /// Anything else; this message is not wanted.
    Other,
}

impl RefusalKind {
    /// What a code other than 200 means. Source: the platform's table of codes.
    #[must_use]
    pub const fn of_code(code: u32) -> Self {
        match code {
            1002 | 1003 => Self::BadNumber,
            1005 | 1007 | 4090 => Self::Later,
            1004 => Self::CreditsExhausted,
            1001 | 1006 | 1009 | 1010 | 4091 | 4092 => Self::Misconfigured,
            _ => Self::Other,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::BadNumber => "it cannot reach this number",
            Self::Later => "it has trouble of its own; try again in five minutes",
            Self::CreditsExhausted => "its account is used up; top it up",
            Self::Misconfigured => "check the address, the API key, the partner and the sender",
            Self::Other => "it does not say why in terms that we know",
        }
    }
}

fn in_brackets(code: Option<u32>) -> String {
    code.map_or_else(String::new, |code| format!(" ({code})"))
}

/// What a delivery report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is on the phone.
    Delivered,
    /// There is no report yet, or one whose words we do not know.
    Underway,
    /// It did not arrive.
    Failed {
        /// The network's words.
        description: String,
        /// Whether another message to this number would fail as well.
        permanent: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_table_has_its_consequence() {
        let cases = [
            (1001, RefusalKind::Misconfigured),
            (1002, RefusalKind::BadNumber),
            (1003, RefusalKind::BadNumber),
            (1004, RefusalKind::CreditsExhausted),
            (1005, RefusalKind::Later),
            (1006, RefusalKind::Misconfigured),
            (1007, RefusalKind::Later),
            (1008, RefusalKind::Other),
            (1009, RefusalKind::Misconfigured),
            (1010, RefusalKind::Misconfigured),
            (4090, RefusalKind::Later),
            (4091, RefusalKind::Misconfigured),
            (4092, RefusalKind::Misconfigured),
            (4093, RefusalKind::Other),
            (0, RefusalKind::Other),
            (201, RefusalKind::Other),
        ];
        for (code, why) in cases {
            assert_eq!(RefusalKind::of_code(code), why, "{code}");
            assert_eq!(
                SmsRefusal::of_code(code),
                SmsRefusal {
                    code: Some(code),
                    why
                }
            );
        }
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        assert_eq!(
            SmsRefusal::of_code(1004).to_string(),
            "the SMS gateway refuses: its account is used up; top it up (1004)"
        );
        let by_status = SmsRefusal {
            code: None,
            why: RefusalKind::Misconfigured,
        };
        assert_eq!(
            by_status.to_string(),
            "the SMS gateway refuses: check the address, the API key, the partner and the sender"
        );
    }

    #[test]
    fn only_what_concerns_every_message_stops_the_queue() {
        for (code, stops) in [
            (1003, false),
            (1004, true),
            (1005, false),
            (1006, true),
            (4093, false),
        ] {
            let outcome = SmsOutcome::Refused(SmsRefusal::of_code(code));
            assert_eq!(outcome.stops_the_queue(), stops, "{code}");
        }
        assert!(!SmsOutcome::NotSent { cause: "" }.stops_the_queue());
        assert!(!SmsOutcome::Unknown { cause: "" }.stops_the_queue());
    }
}
