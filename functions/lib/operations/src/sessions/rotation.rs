//! Tokens are replaced while they are used.
//!
//! A new one is only believed to have arrived once it comes back; until then the old one works too, so that an answer
//! lost on the way signs nobody out, and for a moment after, for what was asked at the same time.

use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::sessions::{SessionRecord, TokenMark, token_digest};

use crate::error::OperationError;
use crate::sessions::lifetime;
use crate::sign_in::secrets::Secrets;

/// How long a token that was replaced still works, and how long one waits before it hands out another that was not
/// seen to arrive.
pub const GRACE: TimeDelta = TimeDelta::seconds(60);

/// Whether a token that leads to a session still opens it.
pub(super) fn opens(record: &SessionRecord, digest: &str, now: DateTime<Utc>) -> bool {
    let is = |mark: &TokenMark| mark.digest == digest;
    is(&record.token)
        || record.next.as_ref().is_some_and(is)
        || record
            .previous
            .as_ref()
            .is_some_and(|mark| is(mark) && now < mark.since + GRACE)
}

/// The session as it is after this use, and a new token where one is due. What cannot be written because another
/// request was quicker is left to that one.
pub(super) async fn keep_up(
    store: &Store,
    before: SessionRecord,
    digest: &str,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<(SessionRecord, Option<String>), OperationError> {
    let lifetime = lifetime::of(&before.owner);
    let mut after = before.clone();
    let mut fresh = None;
    match after.next.take() {
        Some(next) if next.digest == digest => {
            let token = TokenMark { since: now, ..next };
            let replaced = std::mem::replace(&mut after.token, token);
            after.previous = Some(TokenMark {
                since: now,
                ..replaced
            });
        }
        next => {
            let is_due = now >= before.token.since + lifetime.rotation;
            let is_free = next.as_ref().is_none_or(|it| now >= it.since + GRACE);
            if is_due && is_free && before.token.digest == digest {
                let token = secrets.token();
                after.next = Some(mark(&token, now));
                fresh = Some(token);
            } else {
                after.next = next;
            }
        }
    }
    if now >= before.seen_at + lifetime.seen_every {
        after.seen_at = now;
    }
    if after == before {
        return Ok((before, None));
    }
    after.version += 1;
    let mut commit = Commit::default();
    commit.session(Some(&before), &after)?;
    if fresh.is_some()
        && let Some(next) = &after.next
    {
        commit.session_token(next, &after)?;
    }
    match store.commit(commit).await {
        Ok(()) => Ok((after, fresh)),
        Err(StoreError::Conflict) => Ok((before, None)),
        Err(error) => Err(error.into()),
    }
}

/// A token that is handed out now.
pub(super) fn mark(token: &str, now: DateTime<Utc>) -> TokenMark {
    TokenMark {
        digest: token_digest(token),
        since: now,
    }
}
