//! For how long somebody stays signed in.

use chrono::{DateTime, TimeDelta, Utc};
use store::sessions::{SessionOwner, SessionRecord};

/// For how long somebody stays signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without using it.
    pub idle: TimeDelta,
    /// However much it is used.
    pub absolute: TimeDelta,
    /// After how long the token is replaced.
    pub rotation: TimeDelta,
    /// How exactly the last use is kept: less often than this, nothing is written.
    pub seen_every: TimeDelta,
}

/// A customer's own phone.
pub const OF_CUSTOMER: Lifetime = Lifetime {
    idle: TimeDelta::days(14),
    absolute: TimeDelta::days(90),
    rotation: TimeDelta::hours(12),
    seen_every: TimeDelta::hours(1),
};

/// A desk at which somebody else may sit down.
pub const OF_STAFF: Lifetime = Lifetime {
    idle: TimeDelta::minutes(30),
    absolute: TimeDelta::hours(12),
    rotation: TimeDelta::hours(4),
    seen_every: TimeDelta::minutes(1),
};

/// Of the sessions of an owner.
pub(super) fn of(owner: &SessionOwner) -> Lifetime {
    match owner {
        SessionOwner::Customer(_) => OF_CUSTOMER,
        SessionOwner::Staff(_) => OF_STAFF,
    }
}

/// When a session ends if it is not used again.
pub(super) fn expires_at(record: &SessionRecord) -> DateTime<Utc> {
    let idle = record.seen_at + of(&record.owner).idle;
    idle.min(record.until)
}
