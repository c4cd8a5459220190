//! A figure that was counted up to a limit, so that no page costs more the more there is.

use store::counts::Counted;

/// How many there are, as far as anybody counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

impl Count {
    /// The figure to write, with or without "more than" before it.
    #[must_use]
    pub fn figure(self) -> u64 {
        match self {
            Self::Exactly(figure) | Self::MoreThan(figure) => figure,
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::Exactly(0)
    }

    /// Whether there are more than the figure says.
    #[must_use]
    pub fn is_cut(self) -> bool {
        matches!(self, Self::MoreThan(_))
    }

    /// So many were counted, and perhaps there are more.
    #[must_use]
    pub fn of(figure: u64, more: bool) -> Self {
        if more {
            Self::MoreThan(figure)
        } else {
            Self::Exactly(figure)
        }
    }
}

impl From<Counted> for Count {
    fn from(counted: Counted) -> Self {
        Self::of(counted.items.into(), counted.more)
    }
}
