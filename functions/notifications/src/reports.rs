//! Asking the SMS gateway whether what it took has arrived.

use futures::StreamExt;
use operations::deliver::Report;
use providers::celcom::outcome::Delivery;
use runtime::batch::Handled;
use runtime::logging::chain;
use store::notifications::NotificationRecord;

use crate::Claimed;
use crate::desk::Desk;

/// Questions asked at a time, so that twenty that are not answered take two patiences and no more.
const QUESTIONS_AT_ONCE: usize = 10;

/// Asks about everything that was sent.
pub(crate) async fn ask(desk: &Desk<'_>, sent: Vec<Claimed>) -> Vec<(usize, Handled)> {
    futures::stream::iter(sent)
        .map(|claimed| ask_one(desk, claimed))
        .buffer_unordered(QUESTIONS_AT_ONCE)
        .collect()
        .await
}

async fn ask_one(desk: &Desk<'_>, claimed: Claimed) -> (usize, Handled) {
    let Claimed { place, record, .. } = &claimed;
    let asked = async {
        let report = report_of(desk, record).await;
        desk.report(&record.id, record.channel, &report).await
    };
    (*place, claimed.carrying(asked).await)
}

/// A question that is not answered is asked again later; the message itself is as it was.
async fn report_of(desk: &Desk<'_>, record: &NotificationRecord) -> Report {
    let (Some(gateway), Some(carrier_id)) = (&desk.outlets.sms, &record.carrier_id) else {
        return Report::Underway;
    };
    match gateway.delivery(carrier_id).await {
        Ok(Delivery::Delivered) => Report::Delivered,
        Ok(Delivery::Underway) => Report::Underway,
        Ok(Delivery::Failed {
            description,
            permanent,
        }) => Report::Failed {
            because: description,
            permanent,
        },
        Err(error) => {
            tracing::warn!(notification = %record.id, cause = chain(&error), "no report");
            Report::Underway
        }
    }
}
