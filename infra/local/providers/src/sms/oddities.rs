//! What a gateway can get wrong, as switches. All are off by default.
//! It must not know at which point of a request a switch is looked at.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;

/// How long a late answer takes where nothing else is asked for, in seconds; longer than any client waits.
pub const LATE_BY_S: u64 = 60;

/// How often something happens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Odds {
    /// It does not.
    #[default]
    Never,
    /// Every time.
    Always,
    /// The next so many times, and then no more.
    Next(u32),
    /// In so many of a thousand cases, drawn from the gateway's seed.
    PerMille(u16),
}

impl Odds {
    /// Whether it happens now.
    pub(crate) fn hit(&mut self, lots: &mut Rng) -> bool {
        match self {
            Self::Never | Self::Next(0) => false,
            Self::Always => true,
            Self::Next(left) => {
                *left -= 1;
                true
            }
            Self::PerMille(share) => lots.u16(0..1000) < *share,
        }
    }
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dead {
    /// The gateway refuses it with 1003.
    Refused,
    /// The gateway accepts it; the report then says `DeliveryImpossible`.
    Undeliverable,
    /// The gateway accepts it; the report then says `AbsentSubscriber`.
    Absent,
}

/// How a gateway misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddities {
    /// The key of the code is `respose-code`, as it mostly is at the real one.
    pub misspelt: Odds,
    /// Codes and ids are written as text.
    pub codes_as_text: Odds,
    /// The answer to a send is not wrapped in `responses`: a bare list, or a bare object for one message.
    pub unwrapped: Odds,
    /// The rows do not name the `clientsmsid`.
    pub without_client_ids: Odds,
    /// For each row: it is left out of the answer.
    pub rows_missing: Odds,
    /// For each row: it is there twice.
    pub rows_repeated: Odds,

    /// The call is turned away with HTTP 429.
    pub busy: Odds,
    /// The call is answered with HTTP 500 and nothing was taken.
    pub error_untaken: Odds,
    /// The call is answered with HTTP 500 although everything was taken.
    pub error_taken: Odds,
    /// The answer is a web page although everything was taken.
    pub web_page: Odds,
    /// The connection ends within the answer although everything was taken.
    pub broken_off: Odds,
    /// The answer comes [`Oddities::late_by`] after everything was taken.
    pub late: Odds,
    /// How late a late answer is.
    pub late_by: Duration,

    /// For each message: refused with 1005.
    pub system_errors: Odds,
    /// For each message: refused with 4090.
    pub internal_errors: Odds,
    /// For each message: refused with 1003, though its number is fine.
    pub bad_numbers: Odds,

    /// Every call is refused with 1006.
    pub wrong_credentials: bool,
    /// How many messages the account still pays for; beyond that, 1004. `None` is no end.
    pub credit: Option<u64>,
    /// Numbers that do not work, in the form `2547…`.
    pub dead: BTreeMap<String, Dead>,
    /// There is no delivery report yet: 1008.
    pub reports_pending: Odds,
}

impl Default for Oddities {
    fn default() -> Self {
        Self {
            misspelt: Odds::Never,
            codes_as_text: Odds::Never,
            unwrapped: Odds::Never,
            without_client_ids: Odds::Never,
            rows_missing: Odds::Never,
            rows_repeated: Odds::Never,
            busy: Odds::Never,
            error_untaken: Odds::Never,
            error_taken: Odds::Never,
            web_page: Odds::Never,
            broken_off: Odds::Never,
            late: Odds::Never,
            late_by: Duration::from_secs(LATE_BY_S),
            system_errors: Odds::Never,
            internal_errors: Odds::Never,
            bad_numbers: Odds::Never,
            wrong_credentials: false,
            credit: None,
            dead: BTreeMap::new(),
            reports_pending: Odds::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_switch_runs_down_and_a_share_follows_from_the_seed() {
        let hits = |mut odds: Odds, seed: u64| {
            let mut lots = Rng::with_seed(seed);
            (0..1000).filter(|_| odds.hit(&mut lots)).count()
        };
        assert_eq!(hits(Odds::Never, 1), 0);
        assert_eq!(hits(Odds::Always, 1), 1000);
        assert_eq!(hits(Odds::Next(3), 1), 3);
        assert_eq!(hits(Odds::PerMille(0), 1), 0);
        assert_eq!(hits(Odds::PerMille(1000), 1), 1000);
        let some = hits(Odds::PerMille(250), 1);
        assert!((200..300).contains(&some), "{some}");
        assert_eq!(hits(Odds::PerMille(250), 1), some);
    }
}
