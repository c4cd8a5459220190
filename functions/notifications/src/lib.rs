//! Sends what waits in the outbox and takes in what carriers report, a batch of the queue of notifications at a time.
//! It owns the sending; what may be sent, and what follows from how it ended, is `operations`' (`claim`, `deliver`).

pub mod outlets;

mod email;
mod reports;
mod sms;

mod desk;
mod incoming;
mod ses_answer;
mod words;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures::{FutureExt, StreamExt};
use operations::claim::{Claim, claim};
use runtime::batch::{self, Handled, MESSAGES_AT_ONCE};
use runtime::context::Context;
use runtime::logging::chain;
use store::notifications::NotificationRecord;

use crate::desk::Desk;
use crate::incoming::Incoming;
use crate::outlets::Outlets;

/// Works through a batch: the short messages of it in one call, the e-mails each by itself.
///
/// # Idempotency
/// A message may come any number of times, also at once: whoever claims a notification sends it. One whose claim
/// was never followed by an outcome is *unknown*, and only a person sends it again.
pub async fn handle(context: &Context, outlets: &Outlets, event: SqsEvent) -> SqsBatchResponse {
    let desk = &Desk::new(context, outlets);
    let (ids, bodies): (Vec<String>, Vec<String>) =
        event.records.into_iter().map(id_and_body).unzip();
    let taken: Vec<Taken> = futures::stream::iter(bodies)
        .map(|body| take(desk, body))
        .buffered(MESSAGES_AT_ONCE)
        .collect()
        .await;

    let mut handled = vec![Handled::Done; taken.len()];
    let (mut short, mut letters, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for (place, taken) in taken.into_iter().enumerate() {
        match taken {
            Taken::Finished(end) => handled[place] = end,
            Taken::Sms(record) => short.push(Claimed { place, record }),
            Taken::Email(record) => letters.push(Claimed { place, record }),
            Taken::Sent(record) => sent.push(Claimed { place, record }),
        }
    }
    // Boxed: as one type, what three carriers do is more than the compiler lays out.
    let (short, letters, sent) = futures::join!(
        sms::send(desk, short).boxed(),
        email::send(desk, letters).boxed(),
        reports::ask(desk, sent).boxed(),
    );
    for (place, end) in short.into_iter().chain(letters).chain(sent) {
        handled[place] = end;
    }
    batch::answer(ids.into_iter().zip(handled))
}

fn id_and_body(message: SqsMessage) -> (String, String) {
    let id = message.message_id.unwrap_or_default();
    (id, message.body.unwrap_or_default())
}

/// What there is to do about a message of the batch.
enum Taken {
    /// Nothing any more.
    Finished(Handled),
    /// Send it by SMS.
    Sms(Box<NotificationRecord>),
    /// Send it by e-mail.
    Email(Box<NotificationRecord>),
    /// It was sent: ask whether it arrived.
    Sent(Box<NotificationRecord>),
}

/// A notification that nobody else works on, and the place of its message in the batch.
struct Claimed {
    place: usize,
    record: Box<NotificationRecord>,
}

async fn take(desk: &Desk<'_>, body: String) -> Taken {
    use billing::notification::Channel::{Email, Sms};
    let id = match incoming::read(&body) {
        Some(Incoming::Due(id)) => id,
        Some(Incoming::Reported(id, report)) => {
            return Taken::Finished(desk.report(&id, Email, &report).await);
        }
        Some(Incoming::Nothing) => return Taken::Finished(Handled::Done),
        None => {
            tracing::error!("a message is not one of ours");
            return Taken::Finished(Handled::Park);
        }
    };
    match claim(&desk.context.store, &id, desk.now()).await {
        Ok(Claim::Send(record)) => match record.channel {
            Sms => Taken::Sms(record),
            Email => Taken::Email(record),
        },
        Ok(Claim::AskReport(record)) => Taken::Sent(record),
        Ok(Claim::Nothing) => Taken::Finished(Handled::Done),
        Err(error) => {
            tracing::warn!(notification = %id, cause = chain(&error), "not claimed for now");
            Taken::Finished(Handled::Retry)
        }
    }
}
