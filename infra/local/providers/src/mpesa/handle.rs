//! What holds the phones and the switches of an M-PESA, and knows the truth about it.

use std::sync::Arc;

use crate::mpesa::books::Entry;
use crate::mpesa::callback::SentCallback;
use crate::mpesa::exchange::Exchange;
use crate::mpesa::oddities::Oddities;
use crate::mpesa::pushes::Push;
use crate::mpesa::truth::{PushTruth, ReceiptTruth, Truth};

pub mod payments;

mod phones;

/// The switches of an M-PESA, its phones, and a look at what it did. All clones are the same M-PESA's.
#[derive(Clone)]
pub struct Handle {
    exchange: Arc<Exchange>,
}

impl Handle {
    pub(super) fn new(exchange: Arc<Exchange>) -> Self {
        Self { exchange }
    }

    /// Changes how it behaves, from the next request on.
    pub fn change(&self, change: impl FnOnce(&mut Oddities)) {
        change(&mut self.exchange.state().oddities);
    }

    /// How it behaves now, with counted switches as far as they have run down.
    #[must_use]
    pub fn oddities(&self) -> Oddities {
        self.exchange.state().oddities.clone()
    }

    /// Lets everything happen that is due by the simulated clock: phones answer, prompts time out,
    /// callbacks are sent, one after the other. Answers with how much that was.
    pub async fn tick(&self) -> usize {
        self.exchange.tick().await
    }

    /// What really happened.
    #[must_use]
    pub fn truth(&self) -> Truth {
        let state = self.exchange.state();
        let mut pushes: Vec<PushTruth> = state.pushes.values().map(push_truth).collect();
        pushes.sort_by_key(|it| it.asked_at);
        let mut receipts: Vec<ReceiptTruth> =
            state.books.entries().iter().map(receipt_truth).collect();
        receipts.sort_by_key(|it| it.at);
        Truth { pushes, receipts }
    }

    /// The callbacks that were sent or lost, oldest first: the latest [`CALLBACKS_MAX`](crate::mpesa::callback::CALLBACKS_MAX).
    #[must_use]
    pub fn callbacks_sent(&self) -> Vec<SentCallback> {
        self.exchange.state().callbacks.iter().cloned().collect()
    }

    /// How often a token was asked for, whatever was answered.
    #[must_use]
    pub fn token_requests(&self) -> u64 {
        self.exchange.state().tokens.requests()
    }
}

fn push_truth(push: &Push) -> PushTruth {
    PushTruth {
        checkout_request: push.checkout_request.clone(),
        short_code: push.order.short_code.clone(),
        phone: push.order.phone.clone(),
        amount_shillings: push.order.amount_shillings,
        account_reference: push.order.account_reference.clone(),
        asked_at: push.asked_at,
        prompted: push.prompted,
        outcome: push.outcome.clone(),
    }
}

fn receipt_truth(entry: &Entry) -> ReceiptTruth {
    let payment = &entry.payment;
    ReceiptTruth {
        receipt: entry.receipt.clone(),
        short_code: payment.short_code.clone(),
        amount_shillings: payment.amount_shillings,
        msisdn: payment.msisdn.clone(),
        bill_ref: payment.bill_ref.clone(),
        at: entry.at,
        balance_after_shillings: entry.balance_shillings,
        checkout_request: payment.checkout_request.clone(),
        reversed_by: entry.reversed_by.clone(),
    }
}
