//! Lots that follow from the seed and from what they are drawn about, not from what was drawn before:
//! calls that overtake one another change nothing about each other.

use std::collections::BTreeMap;

use fastrand::Rng;
use sha2::{Digest, Sha256};

/// Where lots come from.
pub(super) struct Lots {
    seed: u64,
    drawn: BTreeMap<String, u64>,
}

impl Lots {
    /// All lots of one seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            drawn: BTreeMap::new(),
        }
    }

    /// New lots about something, other ones each time.
    pub fn about(&mut self, subject: &str) -> Rng {
        let nth = self.drawn.entry(subject.to_owned()).or_default();
        *nth += 1;
        let digest = Sha256::new()
            .chain_update(self.seed.to_be_bytes())
            .chain_update(nth.to_be_bytes())
            .chain_update(subject)
            .finalize();
        let start = digest
            .iter()
            .take(8)
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        Rng::with_seed(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_depend_on_seed_subject_and_count_and_on_no_other_subject() {
        let first = |seed: u64, before: &[&str], subject: &str| {
            let mut lots = Lots::new(seed);
            for it in before {
                lots.about(it);
            }
            lots.about(subject).u64(..)
        };
        let alone = first(1, &[], "a");
        assert_eq!(first(1, &["b", "c"], "a"), alone);
        assert_ne!(first(1, &["a"], "a"), alone);
        assert_ne!(first(2, &[], "a"), alone);
        assert_ne!(first(1, &[], "b"), alone);
    }
}
