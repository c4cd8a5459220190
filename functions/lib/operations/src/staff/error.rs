//! Why something about the staff was not done.

/// Why something about the staff was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffError {
    /// Nobody has this id.
    #[error("nobody of the staff has this id")]
    NotFound,
    /// They do not work here any more.
    #[error("they do not work here any more; add them again with their e-mail address first")]
    Left,
    /// Somebody works here with this address.
    #[error("somebody of the staff has this e-mail address already")]
    EmailTaken,
    /// More people than can be read at once.
    #[error(
        "there are {limit} members of staff already, those who left included, and no room for more"
    )]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// Nobody could let anybody in any more.
    #[error("this is the last administrator; make somebody else an administrator first")]
    LastAdministrator,
}
