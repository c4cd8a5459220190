//! Short messages: those of a batch go to the gateway in one call.

use billing::ids::of_notification::NotificationId;
use billing::phone::Msisdn;
use messages::render::Rendered;
use operations::deliver::Handover;
use providers::celcom::gateway::{CLIENT_ID_MAX, Sms};
use providers::celcom::outcome::{RefusalKind, SmsOutcome, SmsRefusal};
use runtime::batch::Handled;
use store::notifications::{NotificationRecord, Wording};

use crate::Claimed;
use crate::desk::Desk;
use crate::words::words;

const NOT_CONFIGURED: &str =
    "there is no account with an SMS gateway; set MALIPO_SMS_API_KEY and its companions";

/// Hexadecimal digits of the digest that make the number by which the gateway names a message: 52 bits.
const CLIENT_ID_DIGITS: usize = 13;

/// Sends what was claimed and answers what is to become of each message of the batch.
pub(crate) async fn send(desk: &Desk<'_>, claimed: Vec<Claimed>) -> Vec<(usize, Handled)> {
    let mut ended = Vec::with_capacity(claimed.len());
    let mut ready = Vec::new();
    let Some(gateway) = &desk.outlets.sms else {
        for one in claimed {
            let written = one.carrying(desk.not_configured(&one.record, NOT_CONFIGURED));
            ended.push((one.place, written.await));
        }
        return ended;
    };
    for one in claimed {
        match one.carrying(prepare(desk, &one.record)).await {
            Ok((sms, wording)) => ready.push((one, sms, wording)),
            Err(handover) => {
                let written = one.carrying(desk.handed_over(&one.record, None, handover));
                ended.push((one.place, written.await));
            }
        }
    }
    let batch: Vec<Sms> = ready.iter().map(|(_, sms, _)| sms.clone()).collect();
    let outcomes = gateway.send(&batch).await;
    let mut outcomes: Vec<_> = ready.into_iter().zip(outcomes).collect();
    // What went through says that the channel works; what stops it must have the last word.
    outcomes.sort_by_key(|(_, outcome)| outcome.stops_the_queue());
    for ((one, _, wording), outcome) in outcomes {
        let handover = handover_of(outcome);
        let written = one.carrying(desk.handed_over(&one.record, Some(wording), handover));
        ended.push((one.place, written.await));
    }
    ended
}

async fn prepare(desk: &Desk<'_>, record: &NotificationRecord) -> Result<(Sms, Wording), Handover> {
    let to = Msisdn::parse(&record.to).map_err(|error| Handover::BadAddress {
        because: error.to_string(),
    })?;
    let worded = words(desk, record).await?;
    let Rendered::Sms { text, .. } = &worded.rendered else {
        let because = "it has the words of an e-mail".to_owned();
        return Err(Handover::Refused { because });
    };
    let sms = Sms {
        client_id: client_id(&record.id),
        to,
        text: text.clone(),
    };
    Ok((sms, worded.wording()))
}

/// A number for a notification; the same for the same one.
fn client_id(id: &NotificationId) -> u64 {
    let digits = id.digest().get(..CLIENT_ID_DIGITS).unwrap_or_default();
    u64::from_str_radix(digits, 16).map_or(CLIENT_ID_MAX, |number| number.min(CLIENT_ID_MAX))
}

fn handover_of(outcome: SmsOutcome) -> Handover {
    match outcome {
        SmsOutcome::Accepted { message_id } => Handover::Accepted {
            carrier_id: message_id,
        },
        SmsOutcome::NotSent { cause } => Handover::NotNow {
            because: cause.to_owned(),
        },
        SmsOutcome::Unknown { cause } => Handover::Unknown {
            because: cause.to_owned(),
        },
        SmsOutcome::Refused(refusal) => refused(refusal),
    }
}

fn refused(refusal: SmsRefusal) -> Handover {
    let because = refusal.to_string();
    match refusal.why {
        RefusalKind::BadNumber => Handover::BadAddress { because },
        RefusalKind::Later => Handover::NotNow { because },
        RefusalKind::CreditsExhausted | RefusalKind::Misconfigured => {
            Handover::ChannelDown { because }
        }
        RefusalKind::Other => Handover::Refused { because },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_notification_is_its_own_and_survives_a_double() {
        let of = |digest: &str| {
            let id = NotificationId::parse(&format!("ntf_payer_20261207_{digest}"));
            client_id(&id.unwrap())
        };
        assert_eq!(of("000000000000f3456789abcdef012345"), 0xf);
        assert_eq!(of("ffffffffffffffffffffffffffffffff"), (1 << 52) - 1);
    }
}
