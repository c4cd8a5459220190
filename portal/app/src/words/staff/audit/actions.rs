//! What people do, as the audit says it: after the name of whoever did it.
//! Each language is one match over all of them, so none can be forgotten.

use billing::audit::AuditAction;
use billing::language::Language;

/// What somebody did, so that it can follow their name.
#[must_use]
pub const fn action(language: Language, one: AuditAction) -> &'static str {
    match language {
        Language::En => english(one),
        Language::Sw => kiswahili(one),
    }
}

const fn english(one: AuditAction) -> &'static str {
    use AuditAction as A;
    match one {
        A::PaymentRecorded => "Entered a payment",
        A::PaymentEdited => "Corrected an entered payment",
        A::PaymentAssociated => "Gave a payment an owner",
        A::PaymentDisassociated => "Took a payment from its owner",
        A::PaymentAllocated => "Said what a payment is for",
        A::PaymentUnmapped => "Undid what a payment is for",
        A::PaymentVerified => "Confirmed a payment",
        A::PaymentReversed => "Reversed a payment",
        A::ReversalRequested => "Asked M-PESA to send a payment back",
        A::PaymentStatusAsked => "Asked M-PESA about a payment",
        A::CustomerCreated => "Created a customer",
        A::CustomerChanged => "Changed a customer",
        A::ContactRetried => "Tried a contact again",
        A::LinkMade => "Made a secret address",
        A::LinkRevoked => "Ended a secret address",
        A::ObligationCreated => "Created an obligation",
        A::ObligationChanged => "Changed an obligation",
        A::ObligationCancelled => "Cancelled an obligation",
        A::ObligationRestored => "Restored an obligation",
        A::PushRequested => "Asked a phone to pay",
        A::PushReviewed => "Looked at a push",
        A::ReceiptQuoted => "Quoted a receipt",
        A::ClaimResolved => "Decided on a quoted receipt",
        A::HolidayEntered => "Entered a gazetted day",
        A::HolidayWithdrawn => "Took a gazetted day back",
        A::RemittanceRecorded => "Recorded a transfer to an institution",
        A::RemittanceUndone => "Undid a transfer to an institution",
        A::ParkedReplayed => "Took a callback in again",
        A::ParkedDismissed => "Put a callback aside",
        A::NotificationResent => "Had a message sent again",
        A::NotificationDismissed => "Left a message unsent",
        A::ChannelStopped => "Stopped a channel",
        A::ChannelStarted => "Started a channel again",
        A::IntegrationTested => "Tested an integration",
        A::SettingsChanged => "Changed the settings",
        A::TextChanged => "Changed a text",
        A::TextTried => "Tried a text",
        A::StaffAdded => "Added a member of staff",
        A::StaffRoleChanged => "Changed a role",
        A::StaffChanged => "Changed a member of staff",
        A::StaffEnded => "Ended somebody’s access",
        A::SecondFactorReset => "Reset an authenticator",
        A::SecondFactorEnrolled => "Set up an authenticator",
        A::SecondFactorRefused => "Gave a wrong authenticator code",
        A::SignedIn => "Signed in",
        A::SignedOut => "Signed out",
        A::SignedOutEverywhere => "Signed out everywhere",
        A::ApiKeyIssued => "Issued an API key",
        A::ApiKeyRevoked => "Revoked an API key",
    }
}

const fn kiswahili(one: AuditAction) -> &'static str {
    use AuditAction as A;
    match one {
        A::PaymentRecorded => "Aliingiza malipo",
        A::PaymentEdited => "Alirekebisha malipo yaliyoingizwa",
        A::PaymentAssociated => "Aliyapa malipo mwenyewe",
        A::PaymentDisassociated => "Aliyaondoa malipo kwa mwenyewe",
        A::PaymentAllocated => "Alisema malipo ni ya nini",
        A::PaymentUnmapped => "Alitengua malipo ni ya nini",
        A::PaymentVerified => "Alithibitisha malipo",
        A::PaymentReversed => "Alirudisha malipo",
        A::ReversalRequested => "Aliomba M-PESA irudishe malipo",
        A::PaymentStatusAsked => "Aliuliza M-PESA kuhusu malipo",
        A::CustomerCreated => "Alimsajili mteja",
        A::CustomerChanged => "Alibadilisha taarifa za mteja",
        A::ContactRetried => "Alijaribu tena mawasiliano ya mteja",
        A::LinkMade => "Alitengeneza anwani ya siri",
        A::LinkRevoked => "Alisitisha anwani ya siri",
        A::ObligationCreated => "Aliweka deni",
        A::ObligationChanged => "Alibadilisha deni",
        A::ObligationCancelled => "Alifuta deni",
        A::ObligationRestored => "Alirudisha deni",
        A::PushRequested => "Aliomba simu ilipe",
        A::PushReviewed => "Aliangalia ombi la malipo",
        A::ReceiptQuoted => "Alitaja risiti",
        A::ClaimResolved => "Aliamua kuhusu risiti iliyotajwa",
        A::HolidayEntered => "Aliingiza siku iliyotangazwa",
        A::HolidayWithdrawn => "Aliondoa siku iliyotangazwa",
        A::RemittanceRecorded => "Aliandika pesa zilizopelekwa kwa taasisi",
        A::RemittanceUndone => "Alitengua pesa zilizopelekwa kwa taasisi",
        A::ParkedReplayed => "Alipokea taarifa ya mtoa huduma tena",
        A::ParkedDismissed => "Aliweka kando taarifa ya mtoa huduma",
        A::NotificationResent => "Alituma ujumbe tena",
        A::NotificationDismissed => "Aliacha ujumbe bila kutumwa",
        A::ChannelStopped => "Alisimamisha njia ya ujumbe",
        A::ChannelStarted => "Aliwasha tena njia ya ujumbe",
        A::IntegrationTested => "Alijaribu muunganisho",
        A::SettingsChanged => "Alibadilisha mipangilio",
        A::TextChanged => "Alibadilisha maandishi",
        A::TextTried => "Alijaribu maandishi",
        A::StaffAdded => "Aliongeza mfanyakazi",
        A::StaffRoleChanged => "Alibadilisha wadhifa",
        A::StaffChanged => "Alibadilisha taarifa za mfanyakazi",
        A::StaffEnded => "Alisitisha ruhusa ya mfanyakazi",
        A::SecondFactorReset => "Alifuta kithibitishaji cha mfanyakazi",
        A::SecondFactorEnrolled => "Aliweka kithibitishaji",
        A::SecondFactorRefused => "Aliandika namba isiyo sahihi ya kithibitishaji",
        A::SignedIn => "Aliingia",
        A::SignedOut => "Alitoka",
        A::SignedOutEverywhere => "Alitoka kila mahali",
        A::ApiKeyIssued => "Alitoa ufunguo wa API",
        A::ApiKeyRevoked => "Alibatilisha ufunguo wa API",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_words_of_its_own_in_each_language() {
        for language in Language::ALL {
            let words = AuditAction::ALL.iter().map(|one| action(language, *one));
            let words: BTreeSet<&str> = words.collect();
            assert_eq!(words.len(), AuditAction::ALL.len(), "{language:?}");
        }
        for one in AuditAction::ALL {
            assert_ne!(
                action(Language::En, *one),
                action(Language::Sw, *one),
                "{one}"
            );
        }
    }
}
