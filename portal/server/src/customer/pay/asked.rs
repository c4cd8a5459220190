//! What a customer entered into the form: what, how much, from which phone.

use billing::ids::ObligationId;
use billing::money::Money;
use billing::phone::Msisdn;
use operations::error::OperationError;
use operations::push::NewPush;
use portal_app::form::Entered;
use portal_app::pages::customer::pay::choice::{PayChoice, What};
use portal_app::pages::customer::pay::{AMOUNT_FIELD, FROM_FIELD, OTHER, PHONE_FIELD, WHAT_FIELD};
use portal_app::words::customer::pay::PayWords;

use crate::fields::Fields;
use crate::portal::CURRENCY;
use crate::refusal;
use crate::session::CustomerVisit;

/// What was entered, as far as it can be used.
pub struct Asked<'a> {
    me: &'a CustomerVisit,
    what: Option<Option<ObligationId>>,
    amount: Option<Money>,
    phone: Option<Msisdn>,
}

impl<'a> Asked<'a> {
    /// Reads the fields, and notes in the form what is wrong with them.
    pub fn of(
        fields: &Fields,
        choices: &[PayChoice],
        me: &'a CustomerVisit,
        form: &mut Entered,
    ) -> Self {
        let words = PayWords::of(me.visit.language);
        let chosen = choices
            .iter()
            .find(|one| one.value() == fields.text(WHAT_FIELD));
        let what = match chosen.map(|choice| &choice.what) {
            Some(What::Obligation { id, .. }) => Some(Some(id.clone())),
            Some(What::AllDue { .. }) => Some(None),
            None if ObligationId::parse(fields.text(WHAT_FIELD)).is_ok() => {
                let error = OperationError::NothingToPay;
                form.refuse(WHAT_FIELD, refusal::sentence(me.visit.language, &error));
                None
            }
            None if choices.is_empty() => Some(None),
            None => {
                form.refuse(WHAT_FIELD, words.choose_what);
                None
            }
        };
        let amount = amount(fields, chosen, form, words);
        let phone = phone(fields, &me.customer.phones, form, words);
        Self {
            me,
            what,
            amount,
            phone,
        }
    }

    /// The request, if nothing is missing.
    pub fn whole(self) -> Option<NewPush> {
        Some(NewPush {
            customer: self.me.customer.id.clone(),
            phone: Some(self.phone?),
            amount: self.amount?,
            obligation: self.what?,
            short_code: None,
        })
    }
}

/// What was typed, or else what belongs to the choice. Whether M-PESA takes it is not decided here.
fn amount(
    fields: &Fields,
    chosen: Option<&PayChoice>,
    form: &mut Entered,
    words: &PayWords,
) -> Option<Money> {
    let Some(typed) = fields.filled(AMOUNT_FIELD) else {
        if chosen.is_none() && form.error(WHAT_FIELD).is_none() {
            form.refuse(AMOUNT_FIELD, words.amount_missing);
        }
        return chosen.map(|choice| choice.ask);
    };
    let number = typed.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let amount = Money::parse_provider(&number.replace(' ', ""), CURRENCY);
    if amount.is_err() {
        form.refuse(AMOUNT_FIELD, words.amount_unreadable);
    }
    amount.ok()
}

/// One of the customer's own phones by its place, or the number that was typed.
fn phone(fields: &Fields, own: &[Msisdn], form: &mut Entered, words: &PayWords) -> Option<Msisdn> {
    let from = fields.text(FROM_FIELD);
    if from == OTHER || own.is_empty() {
        let number = Msisdn::parse(fields.text(PHONE_FIELD));
        if number.is_err() {
            form.refuse(PHONE_FIELD, words.number_wrong);
        }
        return number.ok();
    }
    let place: Option<usize> = from.parse().ok();
    let phone = place.and_then(|place| own.get(place));
    if phone.is_none() {
        form.refuse(FROM_FIELD, words.choose_phone);
    }
    phone.cloned()
}
