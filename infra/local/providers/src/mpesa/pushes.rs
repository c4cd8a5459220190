//! Pushes, from the request to the prompt to their end. Money moves in one place here.
//! They must not know HTTP, nor how the push itself was answered.

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;

use crate::mpesa::bodies::stk::{self, Spelling};
use crate::mpesa::books::{Entry, Payment};
use crate::mpesa::callback::{Callback, CallbackKind};
use crate::mpesa::refusal::Refusal;
use crate::mpesa::result_code::{LOCKED, NO_OPERATOR, NOT_ASSIGNED, PAID, RULE_LIMITED, TIMED_OUT};
use crate::mpesa::state::{Mishaps, State};
use crate::mpesa::timetable::Event;
use crate::mpesa::truth::Outcome;
use crate::mpesa::{PROMPT_OPEN_S, SAME_AMOUNT_WITHIN_S, identifiers};

/// What a push asks for.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub short_code: String,
    pub to_till: bool,
    pub party_b: String,
    pub payer: String,
    pub phone: String,
    pub amount_shillings: u32,
    pub callback_url: String,
    pub account_reference: String,
}

/// A push that was taken.
#[derive(Debug, Clone)]
pub(super) struct Push {
    pub order: Order,
    pub merchant_request: String,
    pub checkout_request: String,
    pub asked_at: DateTime<Utc>,
    pub prompted: u32,
    pub outcome: Outcome,
}

impl Push {
    /// The code of its result; nothing while the prompt is there.
    pub fn result(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Open => None,
            Outcome::Paid { .. } => Some(PAID),
            Outcome::NotPaid(code) => Some(code),
        }
    }
}

impl State {
    /// Takes a push and prompts the phone, unless something stands in the way that is only told later.
    pub fn take(
        &mut self,
        order: Order,
        at: DateTime<Utc>,
        lots: &mut Rng,
    ) -> Result<Push, Refusal> {
        let locked = self.prompt_on(&order.phone).is_some();
        if locked && !self.hit(|it| &mut it.lock_as_result, lots) {
            return Err(Refusal::locked());
        }
        let obstacle = if locked {
            Some(LOCKED)
        } else {
            self.obstacle(&order, at, lots)
        };
        let push = Push {
            merchant_request: identifiers::conversation(lots),
            checkout_request: self.new_checkout_request(&order.phone, at),
            asked_at: at,
            prompted: u32::from(obstacle.is_none()),
            outcome: Outcome::Open,
            order,
        };
        let checkout_request = push.checkout_request.clone();
        self.pushes.insert(checkout_request.clone(), push.clone());
        match obstacle {
            Some(code) => {
                self.end(&checkout_request, code, at);
            }
            None => self.ring(&push),
        }
        Ok(push)
    }

    /// Ends an open push with a code, and moves its money if it is paid. False where it is not open.
    pub fn end(&mut self, checkout_request: &str, code: &str, at: DateTime<Utc>) -> bool {
        let push = self.pushes.get_mut(checkout_request);
        let Some(push) = push.filter(|it| it.outcome == Outcome::Open) else {
            return false;
        };
        if code == PAID {
            self.pay(checkout_request, at);
            return true;
        }
        push.outcome = Outcome::NotPaid(code.to_owned());
        let push = push.clone();
        let lots = &mut self.lots.about(&format!("end/{checkout_request}"));
        self.tell(&push, code, at, lots);
        if code == TIMED_OUT && self.hit(|it| &mut it.late_success, lots) {
            let after_s = i64::from(self.oddities.delays.late_success_after_s);
            let event = Event::LateSuccess(checkout_request.to_owned());
            self.timetable.add(at + TimeDelta::seconds(after_s), event);
        }
        true
    }

    /// Pays a push that was said to have failed.
    pub fn pay_late(&mut self, checkout_request: &str, at: DateTime<Utc>) {
        let push = self.pushes.get(checkout_request);
        if push.is_some_and(|it| !matches!(it.outcome, Outcome::Paid { .. })) {
            self.pay(checkout_request, at);
        }
    }

    /// What the phone does before the push itself is answered.
    pub fn answer_at_once(&mut self, checkout_request: &str, at: DateTime<Utc>) {
        let lots = &mut self.lots.about(&format!("at once/{checkout_request}"));
        let code = match &self.auto_answer {
            None => Some(PAID),
            Some(policy) => policy.draw(lots).map(|(code, _)| code),
        };
        if let Some(code) = code {
            self.end(checkout_request, code, at);
        }
    }

    /// The push whose prompt is on a phone.
    pub fn prompt_on(&self, phone: &str) -> Option<&Push> {
        let rings = self.rings.get(phone)?;
        let pushes = rings.iter().rev().filter_map(|it| self.pushes.get(it));
        pushes.take(1).find(|it| it.outcome == Outcome::Open)
    }

    fn obstacle(
        &mut self,
        order: &Order,
        at: DateTime<Utc>,
        lots: &mut Rng,
    ) -> Option<&'static str> {
        let account = self.books.account(&order.short_code)?;
        let assigned = match order.to_till {
            true => account.terms.party_b.contains(&order.party_b),
            false => order.party_b == order.short_code,
        };
        if !assigned {
            Some(NOT_ASSIGNED)
        } else if self.hit(|it| &mut it.textual_code, lots) {
            Some(NO_OPERATOR)
        } else if self.asked_the_same(order, at) {
            Some(RULE_LIMITED)
        } else {
            None
        }
    }

    fn asked_the_same(&self, order: &Order, at: DateTime<Utc>) -> bool {
        let since = at - TimeDelta::seconds(SAME_AMOUNT_WITHIN_S);
        let rings = self.rings.get(&order.phone).into_iter().flatten();
        let recent = rings
            .rev()
            .filter_map(|it| self.pushes.get(it))
            .take_while(|it| it.asked_at > since);
        let mut recent = recent.map(|it| &it.order);
        recent.any(|it| {
            it.amount_shillings == order.amount_shillings && it.short_code == order.short_code
        })
    }

    fn new_checkout_request(&self, phone: &str, at: DateTime<Utc>) -> String {
        let rung = self.rings.get(phone).map_or(0, Vec::len);
        let mut names = (rung..).map(|nth| identifiers::checkout_request(at, nth, phone));
        let unused = names.find(|it| !self.pushes.contains_key(it));
        unused.expect("no phone has a thousand pushes in a second")
    }

    fn ring(&mut self, push: &Push) {
        let checkout_request = &push.checkout_request;
        let rings = self.rings.entry(push.order.phone.clone()).or_default();
        rings.push(checkout_request.clone());
        let out = push.asked_at + TimeDelta::seconds(PROMPT_OPEN_S);
        self.timetable
            .add(out, Event::TimeOut(checkout_request.clone()));
        let lots = &mut self.lots.about(&format!("answer/{checkout_request}"));
        let answer = self.auto_answer.as_ref().and_then(|it| it.draw(lots));
        if let Some((code, after_s)) = answer {
            let at = push.asked_at + TimeDelta::seconds(i64::from(after_s));
            let event = Event::Answer(checkout_request.clone(), code);
            self.timetable.add(at, event);
        }
    }

    fn pay(&mut self, checkout_request: &str, at: DateTime<Utc>) {
        let lots = &mut self.lots.about(&format!("pay/{checkout_request}"));
        let receipt = self.books.new_receipt(lots);
        let Some(push) = self.pushes.get_mut(checkout_request) else {
            return;
        };
        push.outcome = Outcome::Paid {
            receipt: receipt.clone(),
        };
        let push = push.clone();
        let order = &push.order;
        let payment = Payment {
            short_code: order.short_code.clone(),
            to_till: order.to_till,
            amount_shillings: order.amount_shillings,
            msisdn: order.payer.clone(),
            name: self.name_of(&order.payer),
            bill_ref: match order.to_till {
                true => String::new(),
                false => order.account_reference.clone(),
            },
            third_party: String::new(),
            checkout_request: Some(checkout_request.to_owned()),
        };
        let entry = self.books.pay(receipt, payment, at).cloned();
        let entry = entry.expect("a push was taken for a short code that exists");
        self.tell_of_payment(&push, &entry, lots);
    }

    fn tell_of_payment(&mut self, push: &Push, entry: &Entry, lots: &mut Rng) {
        let confirmed_first = self.hit(|it| &mut it.c2b_first, lots);
        if confirmed_first {
            self.confirm(entry);
        }
        self.tell(push, PAID, entry.at, lots);
        if !confirmed_first {
            self.confirm(entry);
        }
        if self.hit(|it| &mut it.contradiction, lots) {
            self.tell(push, TIMED_OUT, entry.at, lots);
        }
    }

    /// Has the callback of a push sent.
    fn tell(&mut self, push: &Push, code: &str, at: DateTime<Utc>, lots: &mut Rng) {
        let spelling = Spelling {
            code_as_text: self.hit(|it| &mut it.code_as_text, lots),
            balance_without_value: self.hit(|it| &mut it.balance_without_value, lots),
            unknown_items: self.hit(|it| &mut it.unknown_items, lots),
            shuffled: self.hit(|it| &mut it.items_shuffled, lots),
        };
        let entry = match &push.outcome {
            Outcome::Paid { receipt } if code == PAID => self.books.entry(receipt),
            _ => None,
        };
        let callback = Callback {
            kind: CallbackKind::Stk,
            url: push.order.callback_url.clone(),
            body: stk::callback(push, code, entry, &spelling, lots),
        };
        let mishaps = Mishaps {
            lost: |it| &mut it.callback_lost,
            twice: |it| &mut it.callback_twice,
            late: |it| &mut it.callback_late,
        };
        self.call_back(callback, at, &mishaps, lots);
    }
}
