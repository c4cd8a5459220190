//! Asking the SMS gateway what is left on the account, for the figures.

use runtime::logging::chain;
use runtime::metrics::Metric;

use crate::desk::Desk;

/// Shows the balance where the gateway tells it. What it does not tell is not shown: no balance is not the balance 0.
pub(crate) async fn measure(desk: &Desk<'_>) {
    let Some(gateway) = &desk.outlets.sms else {
        return;
    };
    match gateway.balance().await {
        Ok(Some(balance)) => desk.context.metrics.gauge(Metric::SmsBalance, balance),
        Ok(None) => tracing::warn!("the gateway's answer names no balance"),
        Err(error) => tracing::warn!(cause = chain(&error), "the gateway tells no balance"),
    }
}
