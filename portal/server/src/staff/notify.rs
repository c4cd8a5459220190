//! Has what was just written to the outbox sent soon.

use runtime::logging::chain;
use store::notifications::NotificationRecord;

use crate::portal::Portal;

/// Hands notifications to the queue. Where that fails they are sent a little later: the sweeper finds them in the outbox.
pub async fn pass_on(portal: &Portal, records: &[NotificationRecord]) {
    let ids: Vec<_> = records.iter().map(|record| record.id.clone()).collect();
    if ids.is_empty() {
        return;
    }
    if let Err(error) = portal.context.queues.send_notifications(&ids).await {
        let count = ids.len();
        tracing::warn!(count, error = chain(&error), "notifications wait");
    }
}
