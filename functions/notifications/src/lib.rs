//! Sends what waits in the outbox and takes in what carriers report, a batch of the queue of notifications at a time.
//! It owns the sending; what may be sent, and what follows from how it ended, is `operations`' (`claim`, `deliver`).

pub mod outlets;

mod balance;
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
use runtime::batch::{self, Envelope, Handled, MESSAGES_AT_ONCE};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::queue::CarrierQuestion;
use runtime::request::{RequestId, carrying};
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
    let (envelopes, bodies): (Vec<Envelope>, Vec<String>) =
        event.records.into_iter().map(opened).unzip();
    let requests: Vec<RequestId> = envelopes.iter().map(|it| it.request.clone()).collect();
    let taken: Vec<Taken> = futures::stream::iter(requests.into_iter().zip(bodies))
        .map(|(request, body)| carrying(request, take(desk, body)))
        .buffered(MESSAGES_AT_ONCE)
        .collect()
        .await;

    let mut handled = vec![Handled::Done; taken.len()];
    let (mut short, mut letters, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (taken, envelope)) in taken.into_iter().zip(&envelopes).enumerate() {
        let claimed = |record| Claimed {
            place,
            request: envelope.request.clone(),
            record,
        };
        match taken {
            Taken::Finished(end) => handled[place] = end,
            Taken::Sms(record) => short.push(claimed(record)),
            Taken::Email(record) => letters.push(claimed(record)),
            Taken::Sent(record) => sent.push(claimed(record)),
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
    context.metrics.write(context.clock.now());
    batch::answer(envelopes.into_iter().zip(handled))
}

fn opened(message: SqsMessage) -> (Envelope, String) {
    (Envelope::of(&message), message.body.unwrap_or_default())
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

/// A notification that nobody else works on, the place of its message in the batch, and the request it goes back to.
struct Claimed {
    place: usize,
    request: RequestId,
    record: Box<NotificationRecord>,
}

impl Claimed {
    async fn carrying<F: Future>(&self, work: F) -> F::Output {
        carrying(self.request.clone(), work).await
    }
}

async fn take(desk: &Desk<'_>, body: String) -> Taken {
    use billing::notification::Channel::{Email, Sms};
    let id = match incoming::read(&body) {
        Some(Incoming::Due(id)) => id,
        Some(Incoming::Reported(id, report)) => {
            return Taken::Finished(desk.report(&id, Email, &report).await);
        }
        Some(Incoming::Asked(CarrierQuestion::SmsBalance)) => {
            balance::measure(desk).await;
            return Taken::Finished(Handled::Done);
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
        Ok(Claim::GivenUp(channel)) => {
            desk.given_up(&id, channel);
            Taken::Finished(Handled::Done)
        }
        Ok(Claim::Nothing) => Taken::Finished(Handled::Done),
        Err(error) => {
            tracing::warn!(notification = %id, cause = chain(&error), "not claimed for now");
            Taken::Finished(Handled::Retry)
        }
    }
}
