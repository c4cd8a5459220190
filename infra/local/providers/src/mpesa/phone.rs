//! The phones: what is on their screens, and how they are answered.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use fastrand::Rng;

use crate::mpesa::result_code::{CANCELLED, NO_MONEY, PAID, WRONG_PIN};

/// The one PIN that is wrong; any other four digits are right.
pub const WRONG_PIN_TYPED: &str = "0000";

/// How long phones that answer by themselves take where nothing else is asked for, in simulated seconds.
pub const THINKING_S: RangeInclusive<u32> = 3..=40;

/// A prompt on a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// M-PESA's name for the push.
    pub checkout_request: String,
    /// The phone, as `2547…`.
    pub phone: String,
    /// How much is asked for.
    pub amount_shillings: u32,
    /// Who asks.
    pub business_name: String,
    /// What for.
    pub account_reference: String,
    /// Since when it is there.
    pub at: DateTime<Utc>,
}

/// What a PIN did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinAnswer {
    /// Money moved.
    Paid {
        /// Under this receipt.
        receipt: String,
    },
    /// The PIN was wrong: the push failed with 2001.
    WrongPin,
}

/// Why a prompt cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    /// A PIN is something else.
    #[error("a PIN has four digits")]
    NotAPin,
    /// It never was on a phone, was answered, or timed out.
    #[error("there is no such prompt on a phone: it was answered, or it timed out")]
    NoSuchPrompt,
}

/// How phones answer by themselves: so many parts of each, drawn from the seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoAnswer {
    /// The right PIN.
    pub pay: u32,
    /// A wrong PIN: 2001.
    pub wrong_pin: u32,
    /// Cancelled: 1032.
    pub cancel: u32,
    /// No answer: 1037 in the end.
    pub ignore: u32,
    /// The right PIN without the money: 1.
    pub no_money: u32,
    /// How long it takes, in simulated seconds.
    pub after_s: RangeInclusive<u32>,
}

impl AutoAnswer {
    /// Everybody pays.
    #[must_use]
    pub const fn always_pay() -> Self {
        Self {
            pay: 1,
            wrong_pin: 0,
            cancel: 0,
            ignore: 0,
            no_money: 0,
            after_s: THINKING_S,
        }
    }

    /// The code that a prompt ends with, and after how long; nothing where it is ignored.
    pub(super) fn draw(&self, lots: &mut Rng) -> Option<(&'static str, u32)> {
        let after_s = lots.u32(self.after_s.clone());
        let parts = [
            (self.pay, PAID),
            (self.wrong_pin, WRONG_PIN),
            (self.cancel, CANCELLED),
            (self.no_money, NO_MONEY),
        ];
        let answered: u32 = parts.iter().map(|(part, _)| part).sum();
        let mut lot = lots.u32(0..(answered + self.ignore).max(1));
        for (part, code) in parts {
            if lot < part {
                return Some((code, after_s));
            }
            lot -= part;
        }
        None
    }
}
