//! A customer's due dates as a calendar that their phone subscribes to.
//! What only staff see never gets into it: it is read without signing in.

use billing::money::Money;
use messages::feed::instalment::CalendarDose;
use messages::feed::{FeedEvent, feed};
use messages::render::{Recipient, Sender};
use store::client::Store;
use store::customers::Customer;
use store::obligations::{InstalmentRecord, ObligationFile};

use crate::error::OperationError;
use crate::reminders::dose_of;

/// Where a calendar is read, after the address of the deployment; `{secret}` is the secret of its link.
pub const ROUTE: &str = "/feeds/{secret}/calendar.ics";

/// The most days of one calendar; of more, the latest ones. A weekly plan fills it in ten years.
pub const EVENTS_MAX: usize = 520;

/// Where the calendar with this secret is read, after the address of the deployment.
#[must_use]
pub fn path(secret: &str) -> String {
    ROUTE.replace("{secret}", secret)
}

/// The calendar as text: a day for every instalment, be it open, paid or cancelled.
/// Unchanged instalments give the same bytes.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn calendar(
    store: &Store,
    customer: &Customer,
    sender: &Sender,
) -> Result<String, OperationError> {
    let owed = store.obligations_of(&customer.id).await?;
    let title = format!("{}: {}", sender.provider_name, customer.name);
    let events = events(&owed, customer, sender)?;
    Ok(feed(&title, &events, customer.language))
}

fn events(
    owed: &[ObligationFile],
    customer: &Customer,
    sender: &Sender,
) -> Result<Vec<FeedEvent>, OperationError> {
    let reader = Recipient {
        name: customer.name.clone(),
        account_number: Some(customer.account_number.clone()),
        unsubscribe: None,
    };
    let mut events = Vec::new();
    for file in owed {
        for record in &file.instalments {
            let dose = calendar_dose(file, record)?;
            events.push(dose.event(&reader, sender, customer.language));
        }
    }
    events.sort_by(|a, b| (a.on, &a.uid).cmp(&(b.on, &b.uid)));
    let surplus = events.len().saturating_sub(EVENTS_MAX);
    events.drain(..surplus);
    Ok(events)
}

fn calendar_dose(
    file: &ObligationFile,
    record: &InstalmentRecord,
) -> Result<CalendarDose, OperationError> {
    let cancelled_at = file.head.cancellation.as_ref().map(|it| it.at);
    let changed_at = [record.changed_at, cancelled_at].into_iter().flatten();
    Ok(CalendarDose {
        dose: dose_of(file, record)?,
        amount: Money::from_cents(record.cents, record.currency)?,
        cancelled: record.cents == 0,
        // Each only ever grows: the one with the date, the amount and what is paid, the other with the words.
        sequence: (record.version + file.head.version).saturating_sub(2),
        changed_at: changed_at.fold(record.created_at, Ord::max),
    })
}
