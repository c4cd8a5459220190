//! What a customer can pay, and how.

use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::money::{Currency, Money};
use billing::phone::Msisdn;
use billing::push::limits::first_ask;
use operations::error::OperationError;
use operations::payable::{self, Due, OpenObligation, Payable};
use operations::{obligations, own_pushes};
use portal_app::pages::customer::pay::by_hand::ByHand;
use portal_app::pages::customer::pay::choice::{PayChoice, What};
use portal_app::pages::customer::pay::{PayOffer, Unsettled};
use portal_app::pages::customer::push::state::Push;
use portal_app::written;
use store::pushes::PushRecord;

use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::session::CustomerVisit;

const CENTS_PER_SHILLING: i64 = 100;

/// What the customer can pay; with the obligation that they came for, if for one.
pub async fn load(
    portal: &Portal,
    me: &CustomerVisit,
    wanted: Option<&ObligationId>,
) -> Result<PayOffer, Failure> {
    let (store, customer) = (&portal.context.store, &me.customer.id);
    let today = nairobi_date(portal.context.clock.now());
    let payable = payable::of_customer(store, customer, CURRENCY, today).await?;
    let open = |id: &ObligationId| payable.obligations.iter().find(|one| one.id == *id);
    let settled = match wanted {
        Some(id) if open(id).is_none() => {
            let file = obligations::of(store, customer, id).await?;
            Some(file.head.description)
        }
        _ => None,
    };
    let pushes = own_pushes::unsettled(store, customer).await?;
    let unsettled = pushes.iter().map(unsettled).collect::<Result<_, _>>()?;
    let chosen = wanted.and_then(open);
    Ok(PayOffer {
        by_hand: by_hand(me, &payable, chosen),
        choices: choices(&payable),
        phones: me.customer.phones.iter().map(Msisdn::masked).collect(),
        can_prompt: portal.mpesa.is_some(),
        settled,
        unsettled,
    })
}

/// All that is due, then each obligation; those that no prompt can be for are left to the payment by hand.
fn choices(payable: &Payable) -> Vec<PayChoice> {
    let all = payable.due.into_iter().filter_map(|due| {
        let Due {
            overdue, next_on, ..
        } = due;
        choice(What::AllDue { overdue, next_on }, due)
    });
    let each = payable.obligations.iter().filter_map(|one| {
        let what = What::Obligation {
            id: one.id.clone(),
            description: one.description.clone(),
            outstanding: one.outstanding,
        };
        choice(what, one.due)
    });
    all.chain(each).collect()
}

fn choice(what: What, due: Due) -> Option<PayChoice> {
    Some(PayChoice {
        what,
        due: due.amount,
        ask: first_ask(due.amount)?,
    })
}

/// A payment code pays exactly its obligation; without one the account number does, and the oldest due is paid first.
fn by_hand(me: &CustomerVisit, payable: &Payable, chosen: Option<&OpenObligation>) -> ByHand {
    let code = chosen.and_then(|one| Some((one.payment_code.clone()?, one.description.clone())));
    let due = chosen.map_or(payable.due, |one| Some(one.due));
    let others = payable.obligations.iter();
    let others = others.filter(|one| chosen.is_none_or(|chosen| chosen.id != one.id));
    let codes = others.filter_map(|one| Some((one.description.clone(), one.payment_code.clone()?)));
    let (account, only_for) = match code {
        Some((code, what)) => (code, Some(what)),
        None => (written::account(&me.customer.account_number), None),
    };
    ByHand {
        account,
        only_for,
        amount: due.and_then(|due| first_ask(due.amount)),
        codes: codes.collect(),
    }
}

fn unsettled(push: &PushRecord) -> Result<Unsettled, OperationError> {
    Ok(Unsettled {
        path: Push::path(&push.id),
        amount: amount(push)?,
        at: push.requested_at,
    })
}

/// What a push asks for.
///
/// # Errors
/// [`OperationError::Money`] if the stored amount is out of range.
pub fn amount(push: &PushRecord) -> Result<Money, OperationError> {
    let cents = i64::from(push.shillings).saturating_mul(CENTS_PER_SHILLING);
    Ok(Money::from_cents(cents, Currency::Kes)?)
}
