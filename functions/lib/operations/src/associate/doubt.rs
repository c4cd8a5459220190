//! Whether a payment is to be believed. Knows neither store nor clock.

use billing::payment::Channel;
use store::payments::PaymentFile;

/// Why a payment is not to be believed yet, in words for staff. One report that can be trusted is enough: the result of
/// a push of ours that fits it, a confirmation from where it is expected, M-PESA's own list or answer, or a person.
pub(super) fn doubt(file: &PaymentFile, is_of_push: bool) -> Option<String> {
    let verified = file
        .state
        .as_ref()
        .and_then(|state| state.verification.as_ref());
    if is_of_push || verified.is_some() {
        return None;
    }
    let mut doubt = None;
    for facts in std::iter::once(&file.facts).chain(&file.reports) {
        let reason = match (&facts.suspect, facts.payment.channel) {
            (Some(reason), _) => reason.clone(),
            (None, Channel::MpesaStk) => {
                "It was reported as the result of a prompt that we did not send, or not like this."
                    .to_owned()
            }
            (None, _) => return None,
        };
        doubt = doubt.or(Some(reason));
    }
    doubt
}
