//! Two lists of holidays, what differs between them, and whether somebody has said why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The name of the holiday on each day that is one; the days are written like `2026-12-25`.
pub type Days = BTreeMap<String, String>;

/// The names that the two calendars have for a day, nothing where it is no holiday; and why they differ.
#[derive(Debug, PartialEq)]
pub struct Known {
    ours: Option<String>,
    theirs: Option<String>,
    reason: String,
}

/// What came out of comparing.
#[derive(Debug, PartialEq)]
pub struct Comparison {
    agreed: usize,
    explained: Vec<String>,
    unexplained: Vec<String>,
}

impl Comparison {
    /// Compares two calendars, given the differences that somebody has explained.
    pub fn of(ours: &Days, theirs: &Days, known: &BTreeMap<String, Known>) -> Self {
        let mut comparison = Self {
            agreed: 0,
            explained: Vec::new(),
            unexplained: Vec::new(),
        };
        let dates: BTreeSet<&String> = ours
            .keys()
            .chain(theirs.keys())
            .chain(known.keys())
            .collect();
        for date in dates {
            comparison.add(date, ours.get(date), theirs.get(date), known.get(date));
        }
        comparison
    }

    fn add(
        &mut self,
        date: &str,
        ours: Option<&String>,
        theirs: Option<&String>,
        known: Option<&Known>,
    ) {
        let difference = format!("{date}: {} / {}", name(ours), name(theirs));
        match known {
            None if ours == theirs => self.agreed += 1,
            None => self.unexplained.push(difference),
            Some(known) if known.ours.as_ref() == ours && known.theirs.as_ref() == theirs => {
                self.explained
                    .push(format!("{difference}. {}", known.reason));
            }
            Some(known) => {
                let [ours, theirs] = [&known.ours, &known.theirs].map(|it| name(it.as_ref()));
                self.unexplained
                    .push(format!("{difference}; known is {ours} / {theirs}"));
            }
        }
    }

    /// Whether somebody has said why for every difference, and every one of which it was said is there.
    pub fn is_explained(&self) -> bool {
        self.unexplained.is_empty()
    }

    /// The differences that nobody explained, a line for each.
    pub fn unexplained(&self) -> String {
        self.unexplained.join("\n")
    }
}

fn name(name: Option<&String>) -> &str {
    name.map_or(NONE, String::as_str)
}

impl fmt::Display for Comparison {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} holidays are the same; {} known differences (ours / theirs):",
            self.agreed,
            self.explained.len()
        )?;
        write!(out, "{}", self.explained.join("\n"))
    }
}

/// A day that is no holiday, in the list of known differences.
const NONE: &str = "-";

/// Reads lines of a date first and a name last, with tabs between; nothing where a line is not so.
pub fn days(text: &str) -> Option<Days> {
    let mut days = Days::new();
    for line in text.lines() {
        let (date, rest) = line.split_once('\t')?;
        let name = rest.rsplit('\t').next()?;
        if days.insert(date.to_owned(), name.to_owned()).is_some() {
            return None;
        }
    }
    Some(days)
}

/// Reads the known differences by their dates; nothing where a line is not as it should be or a day occurs twice.
pub fn known(text: &str) -> Option<BTreeMap<String, Known>> {
    let mut known = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [date, ours, theirs, reason] = columns[..] else {
            return None;
        };
        let name = |text: &str| (text != NONE).then(|| text.to_owned());
        let difference = Known {
            ours: name(ours),
            theirs: name(theirs),
            reason: reason.to_owned(),
        };
        let is_difference = ours != theirs && !reason.is_empty();
        if !is_difference || known.insert(date.to_owned(), difference).is_some() {
            return None;
        }
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "2026-05-01\tfixed\tLabour Day\n2026-06-01\tfixed\tMadaraka Day\n";
    const THEIRS: &str =
        "2026-03-20\tIdd-ul-Fitr\n2026-05-01\tLabour Day\n2026-06-01\tMadaraka Day\n";
    const KNOWN: &str = "# a comment\n2026-03-20\t-\tIdd-ul-Fitr\tThe moon decides.\n";

    fn compare(ours: &str, theirs: &str, explained: &str) -> Comparison {
        let (ours, theirs) = (days(ours).unwrap(), days(theirs).unwrap());
        Comparison::of(&ours, &theirs, &known(explained).unwrap())
    }

    #[test]
    fn the_same_days_and_an_explained_difference_pass() {
        let comparison = compare(OURS, THEIRS, KNOWN);
        assert!(comparison.is_explained());
        assert_eq!(
            comparison.to_string(),
            "2 holidays are the same; 1 known differences (ours / theirs):\n\
             2026-03-20: - / Idd-ul-Fitr. The moon decides."
        );
    }

    #[test]
    fn a_wrong_list_fails_with_the_day() {
        let table = [
            // Missing, on another day, under another name, one too many, all of it.
            (
                "2026-05-01\tfixed\tLabour Day\n",
                "2026-06-01: - / Madaraka Day",
            ),
            (
                "2026-05-01\tfixed\tLabour Day\n2026-06-02\tfixed\tMadaraka Day\n",
                "2026-06-01: - / Madaraka Day\n2026-06-02: Madaraka Day / -",
            ),
            (
                "2026-05-01\tfixed\tLabor Day\n2026-06-01\tfixed\tMadaraka Day\n",
                "2026-05-01: Labor Day / Labour Day",
            ),
            (
                "2026-05-01\tfixed\tLabour Day\n2026-05-04\tfixed\tLabour Day (observed)\n2026-06-01\tfixed\tMadaraka Day\n",
                "2026-05-04: Labour Day (observed) / -",
            ),
            (
                "",
                "2026-05-01: - / Labour Day\n2026-06-01: - / Madaraka Day",
            ),
        ];
        for (wrong, unexplained) in table {
            let comparison = compare(wrong, THEIRS, KNOWN);
            assert!(!comparison.is_explained());
            assert_eq!(comparison.unexplained(), unexplained);
        }
    }

    #[test]
    fn a_known_difference_that_is_gone_or_has_changed_fails() {
        let moved = THEIRS.replace("2026-03-20", "2026-03-21");
        let expected = "2026-03-20: - / -; known is - / Idd-ul-Fitr\n2026-03-21: - / Idd-ul-Fitr";
        assert_eq!(compare(OURS, &moved, KNOWN).unexplained(), expected);
        let renamed = THEIRS.replace("Idd-ul-Fitr", "Eid");
        let expected = "2026-03-20: - / Eid; known is - / Idd-ul-Fitr";
        assert_eq!(compare(OURS, &renamed, KNOWN).unexplained(), expected);
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_an_empty_list() {
        for text in [
            "2026-05-01",
            "2026-05-01\tone\n2026-05-01\tother",
            "error: no such year",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
        let table = [
            "2026-05-01\t-\tLabour Day",
            "2026-05-01\t-\tLabour Day\t",
            "2026-05-01\t-\t-\tNothing differs.",
            "2026-05-01\t-\tA\tOnce.\n2026-05-01\t-\tA\tTwice.",
        ];
        for text in table {
            assert_eq!(known(text), None, "{text}");
        }
    }

    #[test]
    fn the_list_of_known_differences_can_be_read() {
        let listed = known(include_str!("known.tsv")).unwrap();
        assert!(!listed.is_empty());
    }
}
