//! Why an operation was refused, as a page says it.

mod kiswahili;

use billing::language::Language;
use operations::api_keys::ApiKeyError;
use operations::error::OperationError;
use operations::staff::error::StaffError;
use portal_app::form::Entered;

/// Whether the error says that something is not there; a page then says no more than that.
#[must_use]
pub fn is_missing(error: &OperationError) -> bool {
    use OperationError as E;
    matches!(
        error,
        E::PaymentNotFound
            | E::CustomerNotFound
            | E::ObligationNotFound
            | E::InstalmentNotFound
            | E::ParkedNotFound
            | E::PushNotFound
            | E::ClaimNotFound
            | E::AskNotFound
            | E::NotificationNotFound
            | E::InstitutionNotFound
            | E::RemittanceNotFound
            | E::LinkNotFound
            | E::Staff(StaffError::NotFound)
            | E::ApiKey(ApiKeyError::NotFound)
    )
}

/// The sentence about an error: what is wrong and what to do.
#[must_use]
pub fn sentence(language: Language, error: &OperationError) -> String {
    let text = match (language, error) {
        (Language::En, OperationError::Field { detail, .. }) => detail.clone(),
        (Language::En, OperationError::Template(reason)) => reason.to_string(),
        (Language::En, error) => error.to_string(),
        (Language::Sw, error) => kiswahili::sentence(error),
    };
    finished(&text)
}

/// With a capital letter and a full stop.
fn finished(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let mut sentence = first.unwrap_or_default() + letters.as_str();
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

/// Notes the error in a form: beside its field, where it names one that the form has.
pub fn note(form: &mut Entered, language: Language, error: &OperationError) {
    let field = match error {
        OperationError::Field { field, .. } => *field,
        _ => "",
    };
    form.refuse(field, sentence(language, error));
}

#[cfg(test)]
mod tests {
    use billing::money::{Currency, Money};
    use billing::obligation::ScheduleError;
    use billing::role::{Capacity, Permission, Role};
    use operations::sign_in::error::SignInError;

    use super::*;

    #[test]
    fn every_refusal_is_a_sentence_in_both_languages() {
        use OperationError as E;
        let money = Money::from_cents(125_000, Currency::Kes).unwrap();
        let table = [
            E::PaymentReversed,
            E::AssociationEditLimitReached,
            E::RemittanceExceedsCollected { available: money },
            E::Schedule(ScheduleError::SumDiffers { difference: money }),
            E::field("name", "required", "give the customer's name"),
            E::PeriodTooLong { limit: 5_000 },
            E::Staff(StaffError::LastAdministrator),
            E::SignIn(SignInError::CodeWrong { tries_left: 2 }),
            E::NotAllowed {
                role: Capacity::Staff(Role::Auditor),
                permission: Permission::AllocatePayment,
            },
        ];
        for error in table {
            let [english, kiswahili] = Language::ALL.map(|language| sentence(language, &error));
            assert_ne!(english, kiswahili);
            for sentence in [english, kiswahili] {
                assert!(sentence.ends_with('.'), "{sentence}");
                assert!(
                    sentence.starts_with(|first: char| !first.is_lowercase()),
                    "{sentence}"
                );
            }
        }
    }
}
