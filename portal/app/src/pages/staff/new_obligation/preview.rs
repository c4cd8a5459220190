//! What a new obligation would become: dates, amounts, why each moved, and what creating it does.

use billing::language::Language;
use billing::money::Money;
use billing::obligation::Proposal;
use leptos::prelude::*;

use crate::components::dose_table::PlannedDoses;
use crate::components::notice::{Notice, Weight};
use crate::form::Entered;
use crate::pages::staff::new_obligation::{ACTION, CREATE};
use crate::views::obligation::Dose;
use crate::words::staff::new_obligation::NewObligationWords;
use crate::written;

/// The name of the hidden field that says which schedule was looked at.
pub const SEEN_FIELD: &str = "seen";
/// The name of the buttons that take a proposal.
pub const PROPOSAL: &str = "proposal";

/// What is shown beside the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Previewed {
    /// Nothing was asked for yet.
    Nothing,
    /// What is entered cannot be planned; the form says why. Where doses do not add up, these would.
    Wrong(Vec<Proposal>),
    /// What it would become.
    Planned(Box<Planned>),
}

/// What an obligation would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The customer's name.
    pub customer_name: String,
    /// The instalments.
    pub doses: Vec<Dose>,
    /// Their sum.
    pub total: Money,
    /// The customer's balance as it is.
    pub balance: Money,
    /// The balance as it would be.
    pub balance_after: Money,
    /// Whether the customer is told.
    pub told: bool,
    /// Names this very schedule, so that no other one is created unseen.
    pub seen: String,
    /// Whether another one was looked at when *create* was chosen.
    pub changed: bool,
}

/// The part of the page that follows what is entered; also answered by itself.
#[component]
pub fn PreviewRegion(
    /// The language of the page.
    language: Language,
    /// What is entered, with what is wrong with it.
    form: Entered,
    /// What it would become.
    previewed: Previewed,
) -> impl IntoView {
    let words = NewObligationWords::of(language);
    match previewed {
        Previewed::Nothing => view! { <p class="quiet">{words.preview_empty}</p> }.into_any(),
        Previewed::Wrong(proposals) => view! { <Wrong language form proposals /> }.into_any(),
        Previewed::Planned(planned) => view! { <Ready language planned=*planned /> }.into_any(),
    }
}

#[component]
fn Wrong(language: Language, form: Entered, proposals: Vec<Proposal>) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let messages = form
        .wrong()
        .iter()
        .map(|wrong| view! { <li>{wrong.message.clone()}</li> });
    let messages = messages.collect_view();
    let offers = proposals.into_iter().map(|proposal| {
        view! {
            <p>
                <button class="button plain" name=PROPOSAL value=value_of(&proposal)>
                    {proposed(words, &proposal)}
                </button>
            </p>
        }
    });
    let offers: Vec<_> = offers.collect();
    let offers = (!offers.is_empty()).then(|| {
        view! {
            <h3>{words.does_not_fit}</h3>
            {offers}
        }
    });
    view! {
        <div class="stack">
            <p>{words.preview_wrong}</p>
            <ul class="consequences">{messages}</ul>
            {offers}
        </div>
    }
}

fn proposed(words: &NewObligationWords, proposal: &Proposal) -> String {
    let each = written::with_currency(proposal.instalment_amount);
    match proposal.last_amount {
        None => (words.same_each)(proposal.count, &each),
        Some(last) => (words.last_smaller)(proposal.count, &each, &written::with_currency(last)),
    }
}

/// A proposal as the value of its button: amount, count, last amount.
fn value_of(proposal: &Proposal) -> String {
    let last = proposal.last_amount.map(Money::amount_text);
    format!(
        "{} {} {}",
        proposal.instalment_amount.amount_text(),
        proposal.count,
        last.unwrap_or_default()
    )
}

/// Puts the proposal of a button into the form; anything else changes nothing.
pub fn take_proposal(form: &mut Entered) {
    let value = form.value(PROPOSAL).to_owned();
    let mut parts = value.split(' ');
    if let (Some(each), Some(count), Some(last)) = (parts.next(), parts.next(), parts.next()) {
        form.set("instalment_amount", each);
        form.set("count", count);
        form.set("last_amount", last);
    }
}

#[component]
fn Ready(language: Language, planned: Planned) -> impl IntoView {
    let words = NewObligationWords::of(language);
    let [from, to] = [planned.balance, planned.balance_after].map(written::with_currency);
    let told = if planned.told {
        words.is_told
    } else {
        words.is_not_told
    };
    let changed = planned.changed.then(|| {
        view! {
            <Notice weight=Weight::Caution headline=words.changed answers=true>
                <p>{words.changed_means}</p>
            </Notice>
        }
    });
    view! {
        <div class="stack">
            {changed} <PlannedDoses language doses=planned.doses total=planned.total />
            <h3>{words.what_happens}</h3>
            <ul class="consequences">
                <li>{(words.balance_goes)(&planned.customer_name, &from, &to)}</li>
                <li>{told}</li>
            </ul>
            <input type="hidden" name=SEEN_FIELD value=planned.seen />
            <p>
                <button class="button" name=ACTION value=CREATE>
                    {words.create}
                </button>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use billing::money::Currency;
    use billing::obligation::ProposalKind;

    use super::*;

    #[test]
    fn a_proposal_comes_back_from_its_button() {
        let money = |cents| Money::from_cents(cents, Currency::Kes).unwrap();
        let cases = [(Some(money(50_000)), "500.00"), (None, "")];
        for (last_amount, last) in cases {
            let proposal = Proposal {
                kind: ProposalKind::LastSmaller,
                instalment_amount: money(100_000),
                count: 11,
                last_amount,
            };
            let mut form = Entered::of([(PROPOSAL, value_of(&proposal))]);
            take_proposal(&mut form);
            assert_eq!(form.value("instalment_amount"), "1000.00");
            assert_eq!(form.value("count"), "11");
            assert_eq!(form.value("last_amount"), last);
        }
        let mut form = Entered::of([("count", "3"), (PROPOSAL, "x")]);
        take_proposal(&mut form);
        assert_eq!(form.value("count"), "3");
    }
}
