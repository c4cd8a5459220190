//! What M-PESA is told once about a short code: where payments are reported, and that they may be pulled.
//! Used by the commands for a real M-PESA, and by the host for its own.

use operations::mpesa::Line;
use providers::mpesa::daraja::callback_url::{CallbackUrl, CallbackUrlError, Reach};
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, Registration, ResponseType, Version};
use providers::mpesa::hook::Hook;

/// The registration of a short code's own addresses.
///
/// # Errors
/// [`CallbackUrlError`]: M-PESA would refuse them.
pub fn of(
    line: &Line,
    version: Version,
    response_type: ResponseType,
    reach: Reach,
) -> Result<Registration, CallbackUrlError> {
    let address = |hook: Hook| CallbackUrl::parse(&address(line, hook), reach);
    Ok(Registration {
        version,
        response_type,
        confirmation_url: address(Hook::Confirmation)?,
        validation_url: address(Hook::Validation)?,
    })
}

/// The address that the registration of pulling transactions wants; nobody has seen it called.
pub fn pull_address(line: &Line) -> String {
    address(line, Hook::Results)
}

fn address(line: &Line, hook: Hook) -> String {
    format!("{}/{}", line.hooks, hook.path())
}

/// What became of a registration, for a person.
pub fn words(answer: &RegisterAnswer) -> String {
    match answer {
        RegisterAnswer::Registered => "Registered.".to_owned(),
        RegisterAnswer::AlreadyRegistered => {
            "Already registered, with these addresses or others: M-PESA does not say. \
             To change them, two people of the organisation delete them in M-PESA's portal first."
                .to_owned()
        }
        RegisterAnswer::Refused(refused) => format!("Not registered. {refused}."),
        RegisterAnswer::TokenRejected => {
            "Not registered: M-PESA refuses the access token that it has just given.".to_owned()
        }
        RegisterAnswer::Unknown { why } => {
            format!("Perhaps registered, perhaps not; asking again tells. M-PESA's answer: {why}.")
        }
    }
}
