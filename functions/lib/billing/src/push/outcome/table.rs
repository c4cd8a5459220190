//! The table of result codes. Source: Safaricom's table for M-PESA Express; where it is silent, integrators' reports,
//! and those are not trusted to disprove a debit.

use crate::push::outcome::{Debit, Meaning, NOT_SEEN, Retry, STILL_PROCESSING, SUCCESS, Whose};

/// M-PESA refuses the same amount to the same phone for two minutes; a whole minute more is certainly enough.
const SAME_AMOUNT_MINUTES: u32 = 3;

/// After so long another session on the phone has ended: one to three minutes were seen.
const SESSION_MINUTES: u32 = 3;

/// Our own pause while M-PESA is overloaded.
const OVERLOAD_MINUTES: u32 = 5;

/// What is known about one result under all its codes.
pub(super) struct Row {
    pub codes: &'static [&'static str],
    pub meaning: Meaning,
    /// Whether the same code out of a query proves that no money moved.
    pub query_disproves: bool,
    pub english: &'static str,
    pub kiswahili: &'static str,
}

const fn row(
    codes: &'static [&'static str],
    (debit, retry, whose): (Debit, Retry, Whose),
    english: &'static str,
    kiswahili: &'static str,
) -> Row {
    Row {
        codes,
        meaning: Meaning {
            debit,
            retry,
            whose,
        },
        query_disproves: false,
        english,
        kiswahili,
    }
}

impl Row {
    const fn believed_of_a_query(self) -> Row {
        Row {
            query_disproves: true,
            ..self
        }
    }
}

/// Every result that we know.
pub(super) const ROWS: [Row; 20] = [
    row(
        &[SUCCESS],
        (Debit::Done, Retry::No, Whose::Customer),
        "You have paid. M-PESA sends you a message with the receipt.",
        "Umelipa. M-PESA itakutumia ujumbe wenye risiti.",
    ),
    row(
        &["1"],
        (Debit::None, Retry::AfterTopUp, Whose::Customer),
        "There is not enough money in your M-PESA account. No money was taken. Top up, then try again.",
        "Salio lako la M-PESA halitoshi. Hakuna pesa iliyokatwa. Ongeza pesa, kisha ujaribu tena.",
    ),
    row(
        &["2"],
        (Debit::None, Retry::ChangeAmount, Whose::Customer),
        "The amount is less than M-PESA lets you pay. No money was taken. Choose a larger amount.",
        "Kiasi hiki ni kidogo kuliko kiwango cha chini cha M-PESA. Hakuna pesa iliyokatwa. Chagua kiasi kikubwa zaidi.",
    ),
    row(
        &["3"],
        (Debit::None, Retry::ChangeAmount, Whose::Customer),
        "The amount is more than M-PESA takes at once. No money was taken. Pay it in smaller parts.",
        "Kiasi hiki kinazidi kiwango cha juu cha M-PESA. Hakuna pesa iliyokatwa. Lipa kwa sehemu ndogo zaidi.",
    ),
    row(
        &["4"],
        (Debit::None, Retry::Tomorrow, Whose::Customer),
        "This is more than your M-PESA account may pay today. No money was taken. Try again tomorrow.",
        "Malipo haya yanazidi kikomo chako cha M-PESA cha leo. Hakuna pesa iliyokatwa. Jaribu tena kesho.",
    ),
    row(
        &["8"],
        (Debit::None, Retry::No, Whose::Merchant),
        "Our M-PESA account cannot take this payment. No money was taken. Please tell us, or pay in another way.",
        "Akaunti yetu ya M-PESA haiwezi kupokea malipo haya. Hakuna pesa iliyokatwa. Tujulishe, au lipa kwa njia nyingine.",
    ),
    // The rule refuses this request because of an earlier one, and it is the earlier one that may have been paid.
    row(
        &["17"],
        (
            Debit::NotDisproved,
            Retry::AfterMinutes(SAME_AMOUNT_MINUTES),
            Whose::Customer,
        ),
        "Your phone was asked for this amount less than two minutes ago. Check your phone's messages before you pay again.",
        "Simu yako iliombwa kiasi hiki chini ya dakika mbili zilizopita. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
    )
    .believed_of_a_query(),
    // Not in Safaricom's table. Out of a query it may speak of the query, so that repeating it proves nothing.
    row(
        &["26"],
        (
            Debit::NotDisproved,
            Retry::AfterMinutes(OVERLOAD_MINUTES),
            Whose::Provider,
        ),
        "M-PESA is busy, and we do not know yet whether you have paid. Check your phone's messages before you pay again.",
        "M-PESA ina shughuli nyingi, na bado hatujui kama umelipa. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
    ),
    // The wallet could not be locked, and without the lock nothing moves.
    row(
        &["1001"],
        (
            Debit::None,
            Retry::AfterMinutes(SESSION_MINUTES),
            Whose::Customer,
        ),
        "Another M-PESA transaction is open on your phone. This one took no money. Finish the other, wait three minutes, then try again.",
        "Kuna muamala mwingine wa M-PESA kwenye simu yako. Hakuna pesa iliyokatwa kwa malipo haya. Umalize, subiri dakika tatu, kisha ujaribu tena.",
    ),
    row(
        &["1019"],
        (Debit::None, Retry::Now, Whose::Customer),
        "The request expired. No money was taken. Try again, and enter your PIN in time.",
        "Muda wa ombi umeisha. Hakuna pesa iliyokatwa. Jaribu tena, na uweke PIN kwa wakati.",
    ),
    // Officially our own text is too long for the prompt; others get it for prompts that were shown all the same.
    row(
        &["1025"],
        (Debit::NotDisproved, Retry::Now, Whose::Merchant),
        "M-PESA could not send the request to your phone. Check your phone's messages before you pay again.",
        "M-PESA haikuweza kutuma ombi kwenye simu yako. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
    )
    .believed_of_a_query(),
    // Like 1025, but not in Safaricom's table, so that not even a query makes it a fact.
    row(
        &["9999"],
        (
            Debit::NotDisproved,
            Retry::AfterMinutes(OVERLOAD_MINUTES),
            Whose::Provider,
        ),
        "M-PESA had a fault, and we do not know yet whether you have paid. Check your phone's messages before you pay again.",
        "M-PESA ilipata hitilafu, na bado hatujui kama umelipa. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
    ),
    // One reseller's document is all there is about it.
    row(
        &["1031"],
        (Debit::NotDisproved, Retry::Now, Whose::Customer),
        "No PIN was entered in time. Check your phone's messages before you pay again.",
        "PIN haikuwekwa kwa wakati. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
    )
    .believed_of_a_query(),
    row(
        &["1032"],
        (Debit::None, Retry::Now, Whose::Customer),
        "The request was cancelled on the phone. No money was taken. Try again when you are ready.",
        "Ombi lilighairiwa kwenye simu. Hakuna pesa iliyokatwa. Jaribu tena ukiwa tayari.",
    ),
    // The network gave up waiting, which the prompt need not notice: payments after it were seen.
    row(
        &["1037"],
        (Debit::NotDisproved, Retry::Now, Whose::Customer),
        "M-PESA did not reach your phone. Check your phone's messages before you pay again. To update an old SIM card, dial *234#.",
        "M-PESA haikufikia simu yako. Angalia ujumbe kwenye simu yako kabla ya kulipa tena. Kusasisha laini ya zamani, piga *234#.",
    )
    .believed_of_a_query(),
    // Its text speaks of the initiator; on a push that is the customer, and the PIN was wrong.
    row(
        &["2001"],
        (Debit::None, Retry::Now, Whose::Customer),
        "The PIN was wrong. No money was taken. Try again with your M-PESA PIN.",
        "PIN haikuwa sahihi. Hakuna pesa iliyokatwa. Jaribu tena kwa PIN yako ya M-PESA.",
    ),
    // Till and pay bill are mixed up in our settings.
    row(
        &["2028", "SFC_IC0003"],
        (Debit::None, Retry::No, Whose::Merchant),
        "A mistake on our side stopped this payment. No money was taken. Please tell us, or pay in another way.",
        "Kosa upande wetu limezuia malipo haya. Hakuna pesa iliyokatwa. Tujulishe, au lipa kwa njia nyingine.",
    ),
    row(
        &["8006"],
        (Debit::None, Retry::No, Whose::Customer),
        "Your M-PESA PIN is locked. No money was taken. Call Safaricom on 100 or 200 to have it unlocked.",
        "PIN yako ya M-PESA imefungwa. Hakuna pesa iliyokatwa. Piga simu Safaricom 100 au 200 ili ifunguliwe.",
    ),
    row(
        &[NOT_SEEN],
        (Debit::NotDisproved, Retry::Now, Whose::Provider),
        "M-PESA has no payment for this request. No money was taken. You can try again.",
        "M-PESA haina malipo ya ombi hili. Hakuna pesa iliyokatwa. Unaweza kujaribu tena.",
    ),
    row(
        &[STILL_PROCESSING],
        (Debit::NotDisproved, Retry::No, Whose::Provider),
        "M-PESA is still working on your payment. Check your phone, and do not pay again yet.",
        "M-PESA bado inashughulikia malipo yako. Angalia simu yako, na usilipe tena kwa sasa.",
    ),
];

/// A code that we do not know: it may mean anything, so nothing follows from it.
pub(super) const UNLISTED: Row = row(
    &[],
    (Debit::NotDisproved, Retry::No, Whose::Provider),
    "M-PESA's answer does not tell whether you have paid. Check your phone's messages before you pay again.",
    "Jibu la M-PESA halionyeshi kama umelipa. Angalia ujumbe kwenye simu yako kabla ya kulipa tena.",
);
