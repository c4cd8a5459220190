//! Why an operation was refused, in Kiswahili. The match has no wildcard: a new reason does not compile without its words.

mod input;
mod plans;
mod roles;
mod sign_in;

use billing::language::Language;
use operations::error::OperationError;
use portal_app::written::with_currency;

/// The sentence without its full stop.
pub fn sentence(error: &OperationError) -> String {
    use OperationError as E;
    let fixed = match error {
        E::Store(_) => "hifadhi ya kumbukumbu haijajibu; jaribu tena baada ya dakika moja",
        E::Disagreement { .. } => "kumbukumbu zilibadilika wakati huohuo; jaribu tena",
        E::Money(_) => "kiasi ni kikubwa kupita kiwango",
        E::PaymentNotFound => "hakuna malipo yenye kitambulisho hiki",
        E::CustomerNotFound => "hakuna mteja mwenye namba hii ya akaunti",
        E::ObligationNotFound => "hakuna deni lenye kitambulisho hiki",
        E::InstalmentNotFound => "deni hili halina awamu yenye namba hii",
        E::AllocationNotFound => "malipo haya hayana mgawanyo huo; huenda ulishatenguliwa",
        E::ParkedNotFound => "hakuna ujumbe uliowekwa kando wenye kitambulisho hiki",
        E::PushNotFound => "hakuna ombi la M-PESA lenye kitambulisho hiki",
        E::ClaimNotFound => "hakuna risiti iliyotajwa yenye kitambulisho hiki",
        E::AskNotFound => "M-PESA haikuulizwa kwa kitambulisho hiki",
        E::NotificationNotFound => "hakuna ujumbe wenye kitambulisho hiki",
        E::NotificationNotResendable => {
            "ujumbe huu uko njiani, umefika au ulikuwa namba ya siri; ni ule tu ambao haukufika unaoweza kutumwa tena"
        }
        E::AccountNumberTaken => "namba hii ya akaunti inatumika tayari",
        E::ReceiptAlreadyRecorded { .. } => {
            "malipo yenye risiti hii yamerekodiwa tayari; yaangalie badala ya kuyaingiza tena"
        }
        E::AssociationEditLimitReached => {
            "mwenye malipo haya amebadilishwa mara tano; msimamizi anaweza kupita kiwango hicho"
        }
        E::PaymentNotAssociated => "malipo haya hayana mwenyewe; yahusishe na mteja kwanza",
        E::PaymentReversed => "malipo haya yalirudishwa; hakuna kingine kinachoweza kufanywa nayo",
        E::PaymentNotManual => {
            "ni malipo yaliyoingizwa na wafanyakazi tu yanayoweza kuhaririwa; yale ya mtoa huduma hubaki kama yalivyo"
        }
        E::ObligationOfAnotherCustomer => "deni hili ni la mteja mwingine",
        E::ObligationCancelled => "deni hili lilifutwa; lirudishe kwanza",
        E::ObligationNotCancelled => "deni hili halijafutwa",
        E::HolidayNotFound => "siku hii haikuingizwa kama sikukuu",
        E::InstitutionNotFound => "hakuna kilichowahi kukusanywa kwa taasisi yenye jina hili",
        E::RemittanceNotFound => "hakuna uhamisho wenye namba hii",
        E::RemittanceUndone => "uhamisho huu ulishatenguliwa",
        E::LinkNotFound => "anwani hii haipo, au ilibatilishwa",
        E::MpesaNotSetUp => "maombi ya M-PESA kwa namba hii ya biashara hayajawekwa",
        E::NoPhone => "sema ni simu gani iombwe: mteja hana hata moja",
        E::NothingToPay => "hakuna kilichobaki kulipwa kwenye deni hili",
        E::TooManyPrompts => {
            "malipo mengi mno yalianzishwa kutoka akaunti hii kwa saa iliyopita; subiri kidogo, kisha ujaribu tena"
        }
        E::TooManyPhones => {
            "simu nyingi mno za wengine ziliombwa kutoka akaunti hii leo; tumia namba yako, au lipa kwenye menyu ya M-PESA ya simu"
        }
        E::TooManyClaims => {
            "risiti nyingi mno zilijaribiwa kutoka akaunti hii; subiri saa moja, au tuulize ukiwa na ujumbe"
        }
        other => return with_values(other),
    };
    fixed.to_owned()
}

/// Reasons with something in them.
fn with_values(error: &OperationError) -> String {
    use OperationError as E;
    match error {
        E::NotAllowed { role, permission } => roles::not_allowed(*role, *permission),
        E::ParkedResolved { .. } => "ujumbe huu ulishashughulikiwa".to_owned(),
        E::Allocation(reason) => plans::allocation(reason),
        E::Change(reason) => plans::change(reason),
        E::Schedule(reason) => plans::schedule(reason),
        E::HolidayByLaw { name } => {
            format!("{name} ni sikukuu ya kisheria; ni siku zilizoingizwa hapa tu zinazoweza kuondolewa")
        }
        E::HolidayExists { name } => format!("siku hii ni sikukuu tayari: {name}"),
        E::RemittanceExceedsCollected { available } => format!(
            "ni {} tu iliyokusanywa na bado haijahamishwa",
            with_currency(*available)
        ),
        E::Template(reason) => input::template(reason),
        E::Field { code, detail, .. } => input::field(code, detail),
        E::PaymentUnverified { .. } => {
            "malipo haya bado hayawezi kuwa ya mtu: subiri M-PESA iyathibitishe, au yathibitishe mwenyewe kutoka kwenye taarifa ya M-PESA".to_owned()
        }
        E::PushAmount(reason) => plans::push_amount(reason),
        E::PushHeldBack(reason) => reason.sentence(Language::Sw),
        E::MpesaUnavailable(_) => {
            "M-PESA haiwezi kuulizwa kwa sasa; jaribu tena baadaye, au lipa kwenye menyu ya M-PESA ya simu".to_owned()
        }
        E::Staff(reason) => roles::staff(*reason),
        E::ApiKey(reason) => roles::api_key(*reason),
        E::SignIn(reason) => sign_in::sentence(*reason),
        E::PeriodTooLong { limit } => {
            format!("kipindi kina mistari zaidi ya {limit}; chagua kipindi kifupi zaidi")
        }
        E::Store(_)
        | E::Disagreement { .. }
        | E::Money(_)
        | E::PaymentNotFound
        | E::CustomerNotFound
        | E::ObligationNotFound
        | E::InstalmentNotFound
        | E::AllocationNotFound
        | E::ParkedNotFound
        | E::PushNotFound
        | E::ClaimNotFound
        | E::AskNotFound
        | E::NotificationNotFound
        | E::NotificationNotResendable
        | E::AccountNumberTaken
        | E::ReceiptAlreadyRecorded { .. }
        | E::AssociationEditLimitReached
        | E::PaymentNotAssociated
        | E::PaymentReversed
        | E::PaymentNotManual
        | E::ObligationOfAnotherCustomer
        | E::ObligationCancelled
        | E::ObligationNotCancelled
        | E::HolidayNotFound
        | E::InstitutionNotFound
        | E::RemittanceNotFound
        | E::RemittanceUndone
        | E::LinkNotFound
        | E::MpesaNotSetUp
        | E::NoPhone
        | E::NothingToPay
        | E::TooManyPrompts
        | E::TooManyPhones
        | E::TooManyClaims => sentence(error),
    }
}
