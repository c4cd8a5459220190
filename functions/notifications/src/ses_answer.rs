//! What follows from SES's answer, or from there being none.

use std::error::Error;

use aws_sdk_ses::config::http::HttpResponse;
use aws_sdk_ses::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_raw_email::SendRawEmailError;
use hyper_util::client::legacy;
use operations::deliver::Handover;
use runtime::config::mail::Mail;

/// Characters kept of what SES said.
const WORDS_CHARS_MAX: usize = 200;

/// Codes by which SES refuses every letter until somebody repairs something.
const CHANNEL_DOWN: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "AccountSendingPaused",
    "AccountSendingPausedException",
    "ConfigurationSetDoesNotExist",
    "ConfigurationSetDoesNotExistException",
    "ConfigurationSetSendingPaused",
    "ConfigurationSetSendingPausedException",
    "ExpiredToken",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "MailFromDomainNotVerified",
    "MailFromDomainNotVerifiedException",
    "MissingAuthenticationToken",
    "OptInRequired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
];

/// Codes by which it asks us to come back.
const NOT_NOW: &[&str] = &[
    "RequestExpired",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "Throttling",
    "ThrottlingException",
];

/// What handing over came to.
pub(crate) fn handover_of(
    error: &SdkError<SendRawEmailError, HttpResponse>,
    mail: &Mail,
) -> Handover {
    let unknown = |because: &str| Handover::Unknown {
        because: because.to_owned(),
    };
    let not_now = |because: &str| Handover::NotNow {
        because: because.to_owned(),
    };
    match error {
        SdkError::ServiceError(refused) => {
            let status = refused.raw().status().as_u16();
            refusal(status, refused.err().code(), refused.err().message(), mail)
        }
        SdkError::ConstructionFailure(_) => not_now("the request to SES was not made"),
        SdkError::DispatchFailure(lost) => {
            let connector = lost.as_connector_error();
            let is_user = connector.is_some_and(|error| error.is_user());
            if is_user || connector.is_some_and(|error| never_connected(error)) {
                not_now("no connection to SES")
            } else {
                unknown("the connection to SES was lost before the answer")
            }
        }
        SdkError::TimeoutError(_) => unknown("SES did not answer in time"),
        _ => unknown("SES's answer cannot be understood"),
    }
}

/// Whether the connection never stood, so that nothing can have been taken.
fn never_connected(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<legacy::Error>() {
            return error.is_connect();
        }
        cause = error.source();
    }
    false
}

fn refusal(status: u16, code: Option<&str>, message: Option<&str>, mail: &Mail) -> Handover {
    let code = code.unwrap_or_default();
    let words = message.unwrap_or_default().to_lowercase();
    let because: String = format!("SES: {} ({code})", message.unwrap_or("no reason given"))
        .chars()
        .filter(|character| !character.is_control())
        .take(WORDS_CHARS_MAX)
        .collect();
    let ours = [mail.address().to_lowercase(), mail.domain().to_lowercase()];
    match code {
        // The rate of the moment, or the quota of the day, which every letter has to wait for.
        "Throttling" if words.contains("daily") => Handover::ChannelDown { because },
        // In SES's sandbox it is the recipient who is not verified.
        "MessageRejected"
            if words.contains("not verified") && ours.iter().any(|it| words.contains(it)) =>
        {
            Handover::ChannelDown { because }
        }
        "MessageRejected" if words.contains("blacklisted") => Handover::BadAddress { because },
        // The letter is of our own making, so what remains to be wrong with an address is the recipient's.
        "InvalidParameterValue" if words.contains("address") || words.contains("domain") => {
            Handover::BadAddress { because }
        }
        _ if CHANNEL_DOWN.contains(&code) || matches!(status, 401 | 403) => {
            Handover::ChannelDown { because }
        }
        _ if NOT_NOW.contains(&code) || status == 429 || status >= 500 => {
            Handover::NotNow { because }
        }
        _ => Handover::Refused { because },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_its_consequence() {
        let mail = Mail {
            from: "Savanna <billing@example.co.ke>".to_owned(),
            reply_to: None,
            configuration_set: None,
        };
        let unverified = "Email address is not verified. The following identities failed the check in region \
                          EU-WEST-1: ";
        let (sender, recipient) = (
            format!("{unverified}Savanna <billing@example.co.ke>"),
            format!("{unverified}asha@example.org"),
        );
        let cases = [
            (
                400,
                "Throttling",
                "Maximum sending rate exceeded.",
                "NotNow",
            ),
            (
                400,
                "Throttling",
                "Daily message quota exceeded.",
                "ChannelDown",
            ),
            (400, "MessageRejected", sender.as_str(), "ChannelDown"),
            (400, "MessageRejected", recipient.as_str(), "Refused"),
            (400, "MessageRejected", "Address blacklisted.", "BadAddress"),
            (400, "MessageRejected", "", "Refused"),
            (
                400,
                "InvalidParameterValue",
                "Local address contains control or whitespace",
                "BadAddress",
            ),
            (
                400,
                "InvalidParameterValue",
                "Missing final '@domain'",
                "BadAddress",
            ),
            (
                400,
                "InvalidParameterValue",
                "Duplicate header 'Date'",
                "Refused",
            ),
            (400, "MailFromDomainNotVerified", "", "ChannelDown"),
            (400, "ConfigurationSetDoesNotExist", "", "ChannelDown"),
            (400, "AccountSendingPaused", "", "ChannelDown"),
            (403, "SignatureDoesNotMatch", "", "ChannelDown"),
            (403, "", "", "ChannelDown"),
            (500, "InternalFailure", "", "NotNow"),
            (503, "", "", "NotNow"),
            (400, "ValidationError", "", "Refused"),
        ];
        for (status, code, message, expected) in cases {
            let handover = refusal(status, Some(code), Some(message), &mail);
            let shown = format!("{handover:?}");
            assert!(shown.starts_with(expected), "{code} {message}: {shown}");
        }
    }
}
