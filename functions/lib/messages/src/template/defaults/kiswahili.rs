//! The texts in Kiswahili.

use billing::notification::MessageKind;

use super::Texts;

/// The texts of `kind`.
pub const fn texts(kind: MessageKind) -> Texts {
    match kind {
        MessageKind::ObligationRegistered => REGISTERED,
        MessageKind::InstalmentDue => DUE,
        MessageKind::InstalmentDueToday => DUE_TODAY,
        MessageKind::InstalmentOverdue => OVERDUE,
        MessageKind::DateMoved => MOVED,
        MessageKind::PaymentReceived => RECEIVED,
        MessageKind::PaymentUnmatched => UNMATCHED,
        MessageKind::SignInCode => SIGN_IN_CODE,
        MessageKind::ChannelTest => CHANNEL_TEST,
    }
}

const REGISTERED: Texts = Texts {
    sms: "\
{provider_name}: Tafadhali lipa {amount}, {description}, {schedule}.
Kwa niaba ya {institution}
Msimbo {payment_code}
{how_to_pay}",
    subject: "Deni jipya: {amount}, {description}",
    email: "\
Habari {customer_name},

Kuna deni jipya kwenye akaunti yako. Tafadhali lipa {amount} kwa ajili ya {description} {schedule}.

Inakusanywa kwa niaba ya: {institution}",
};

const DUE: Texts = Texts {
    sms: "\
{provider_name}: Tafadhali lipa {amount}, {what}, kufikia {due_date}.
{how_to_pay}",
    subject: "Lipa {amount} kufikia {due_date}: {description}",
    email: "\
Habari {customer_name},

Tunakukumbusha kwa upole: tafadhali lipa {amount} kwa ajili ya {what} kufikia {due_date}.

Sababu ya tarehe hii: {reason}
Inakusanywa kwa niaba ya: {institution}

Ikiwa umeshalipa, asante: huna la kufanya.",
};

const DUE_TODAY: Texts = Texts {
    sms: "\
{provider_name}: Leo, {due_date}, ni siku ya mwisho kulipa {amount}, {what}.
{how_to_pay}",
    subject: "Siku ya mwisho ni leo: {amount}, {description}",
    email: "\
Habari {customer_name},

Leo, {due_date}, ni siku ya mwisho ya kulipa {amount} kwa ajili ya {what}.

Inakusanywa kwa niaba ya: {institution}

Ikiwa umeshalipa, asante: huna la kufanya.",
};

const OVERDUE: Texts = Texts {
    sms: "\
{provider_name}: Malipo ya {amount}, {what}, yamechelewa tangu {due_date}.
{how_to_pay}",
    subject: "Malipo yamechelewa: {amount}, {description}",
    email: "\
Habari {customer_name},

Malipo ya {amount} kwa ajili ya {what} yalitakiwa kufikia {due_date} na bado hayajatufikia.

Inakusanywa kwa niaba ya: {institution}

Ikiwa umelipa sasa hivi, asante: huna la kufanya.

Ikiwa huwezi kulipa sasa, tafadhali ongea nasi: {contact}",
};

const MOVED: Texts = Texts {
    sms: "\
{provider_name}: {amount}, {what}: tarehe mpya ni {due_date}, si {old_date}.
Sababu: {reason}
{how_to_pay}",
    subject: "Tarehe mpya ya {description}: {due_date}",
    email: "\
Habari {customer_name},

Tarehe mpya ya mwisho ya kulipa {amount} kwa ajili ya {what} ni {due_date}, si {old_date} tena.

Sababu: {reason}

Inakusanywa kwa niaba ya: {institution}",
};

const RECEIVED: Texts = Texts {
    sms: "\
{provider_name}: Asante kwa {amount}, risiti {receipt}. {balance}.
Kwa {settled}
Haijatumika: {unallocated}
Ijayo: {next_due}",
    subject: "Tumepokea {amount}, risiti {receipt}",
    email: "\
Habari {customer_name},

Asante. Tumepokea {amount}, risiti {receipt}. {balance}.

Yaliyolipwa:
{settled}

Haijatumika: {unallocated}

Malipo yajayo: {next_due}",
};

const UNMATCHED: Texts = Texts {
    sms: "\
{provider_name}: Tumepokea {amount}, risiti {receipt}. Ni ya akaunti gani?
Uliandika: {reference}
Tafadhali tuambie namba ya akaunti.
{contact}",
    subject: "Malipo haya ni ya nani? {amount}, risiti {receipt}",
    email: "\
Habari {customer_name},

Tumepokea {amount}, risiti {receipt}, lakini hatujui ni ya akaunti gani.

Uliandika kama namba ya akaunti: {reference}

Tafadhali jibu kwa namba sahihi ya akaunti. Hadi wakati huo pesa yako iko salama kwetu.

Unaweza pia kutufikia hapa: {contact}",
};

const SIGN_IN_CODE: Texts = Texts {
    sms: "\
{code} ni namba yako ya siri ya kuingia {provider_name}. Inatumika kwa dakika {minutes}. \
Hakuna mtu wetu atakayewahi kukuuliza namba hii.",
    subject: "{code} ni namba yako ya siri ya kuingia {provider_name}",
    email: "\
{code} ni namba yako ya siri ya kuingia {provider_name}.

Iandike kwenye ukurasa ulipoiomba. Inatumika mara moja tu, kwa dakika {minutes}.

Ikiwa hukuiomba, huna la kufanya: bila namba hii hakuna anayeweza kuingia.

Unaweza kutufikia hapa: {contact}",
};

const CHANNEL_TEST: Texts = Texts {
    sms: "\
{provider_name}: Hili ni jaribio lililoombwa {date} saa {time}. Ukiweza kulisoma, SMS zetu zinafika. \
Huna la kufanya.",
    subject: "Jaribio la {provider_name}, {date} saa {time}",
    email: "\
Hili ni jaribio lililoombwa {date} saa {time}. Ukiweza kulisoma, barua pepe zetu zinafika.

Huna la kufanya.

Unaweza kutufikia hapa: {contact}",
};
