//! What every way out needs: the clock, the words, and a place to write down how it ended.
//! It logs ids, channels and outcomes; never an address, a text or what a carrier said, which may quote both.

use billing::ids::of_notification::NotificationId;
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use operations::deliver::{self, Handover, Report};
use runtime::batch::Handled;
use runtime::context::Context;
use runtime::logging::chain;
use runtime::metrics::Metric;
use store::notifications::{NotificationRecord, NotificationStatus, Wording};

use crate::outlets::Outlets;
use crate::words::Texts;

/// What a batch is worked on with.
pub(crate) struct Desk<'a> {
    pub(crate) context: &'a Context,
    pub(crate) outlets: &'a Outlets,
    pub(crate) texts: Texts,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(context: &'a Context, outlets: &'a Outlets) -> Self {
        Self {
            context,
            outlets,
            texts: Texts::default(),
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.context.clock.now()
    }

    /// Writes down how handing over ended.
    pub(crate) async fn handed_over(
        &self,
        claimed: &NotificationRecord,
        wording: Option<Wording>,
        handover: Handover,
    ) -> Handled {
        log(claimed, &handover);
        self.write_down(claimed, wording, handover).await
    }

    /// Writes down that there is no carrier at all. Nothing broke, so this is no word for an alarm.
    pub(crate) async fn not_configured(
        &self,
        claimed: &NotificationRecord,
        because: &str,
    ) -> Handled {
        let (notification, channel) = (&claimed.id, claimed.channel.name());
        tracing::warn!(%notification, channel, outcome = "not_configured", "notification");
        let because = because.to_owned();
        self.write_down(claimed, None, Handover::ChannelDown { because })
            .await
    }

    async fn write_down(
        &self,
        claimed: &NotificationRecord,
        wording: Option<Wording>,
        handover: Handover,
    ) -> Handled {
        let store = &self.context.store;
        let written = deliver::handed_over(store, claimed, wording, handover, self.now()).await;
        if let Ok(status) = &written {
            self.count(claimed.channel, *status);
        }
        written.map_or_else(
            |error| {
                let (notification, cause) = (&claimed.id, chain(&error));
                tracing::error!(%notification, cause, "the outcome was not written down");
                Handled::Retry
            },
            |_| Handled::Done,
        )
    }

    /// A notification that waits for another try is nothing yet.
    fn count(&self, channel: Channel, status: NotificationStatus) {
        let metric = match status {
            NotificationStatus::Sent => Metric::MessagesSent,
            NotificationStatus::Failed => Metric::MessagesFailed,
            NotificationStatus::Unknown => Metric::MessagesUnknown,
            _ => return,
        };
        self.context.metrics.count_of(channel, metric);
    }

    /// Says of a notification whose sender did not come back that nobody knows what became of it.
    pub(crate) fn given_up(&self, notification: &NotificationId, channel: Channel) {
        let name = channel.name();
        tracing::error!(%notification, channel = name, outcome = "unknown", "notification");
        self.count(channel, NotificationStatus::Unknown);
    }

    /// Writes down what a carrier said later.
    pub(crate) async fn report(
        &self,
        notification: &NotificationId,
        channel: Channel,
        report: &Report,
    ) -> Handled {
        let outcome = match report {
            Report::Delivered => "delivered",
            Report::Underway => "underway",
            Report::Failed { .. } => "not_delivered",
        };
        tracing::info!(%notification, channel = channel.name(), outcome, "report");
        let store = &self.context.store;
        match deliver::reported(store, notification, report, self.now()).await {
            Ok(()) => {
                if matches!(report, Report::Failed { .. }) {
                    self.count(channel, NotificationStatus::Failed);
                }
                Handled::Done
            }
            Err(error) => {
                let cause = chain(&error);
                tracing::warn!(%notification, cause, "the report was not written down");
                Handled::Retry
            }
        }
    }
}

/// An alarm looks for `channel_stopped` at the level of an error.
fn log(claimed: &NotificationRecord, handover: &Handover) {
    let (notification, channel) = (&claimed.id, claimed.channel.name());
    match handover {
        Handover::Accepted { .. } => {
            tracing::info!(%notification, channel, outcome = "sent", "notification");
        }
        Handover::NotNow { .. } => {
            tracing::warn!(%notification, channel, outcome = "not_now", "notification");
        }
        Handover::BadAddress { .. } => {
            tracing::warn!(%notification, channel, outcome = "bad_address", "notification");
        }
        Handover::Refused { .. } => {
            tracing::warn!(%notification, channel, outcome = "refused", "notification");
        }
        Handover::Unknown { .. } => {
            tracing::error!(%notification, channel, outcome = "unknown", "notification");
        }
        Handover::ChannelDown { .. } => {
            tracing::error!(%notification, channel, outcome = "channel_stopped", "notification");
        }
    }
}
