//! A figure that was counted up to a limit.

use crate::written;

/// How many there are, as far as anybody counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The figure.
    pub figure: usize,
    /// Whether there are more than that.
    pub more: bool,
}

impl Count {
    /// Whether there is nothing.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.figure == 0 && !self.more
    }

    /// The figure, with `more_than` around it where there are more.
    #[must_use]
    pub fn written(self, more_than: fn(&str) -> String) -> String {
        let figure = written::count(self.figure);
        if self.more {
            more_than(&figure)
        } else {
            figure
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn a_count_that_stopped_says_so() {
        let write = |figure, more| Count { figure, more }.written(|it| format!("more than {it}"));
        assert_eq!(write(7, false), "7");
        assert_eq!(write(1_200, true), "more than 1,200");
        assert!(
            Count {
                figure: 0,
                more: false
            }
            .is_nothing()
        );
        assert!(
            !Count {
                figure: 0,
                more: true
            }
            .is_nothing()
        );
    }
}
