//! What M-PESA can get wrong, as switches. All are off by default.
//! It must not know at which point of a request a switch is looked at.

use std::time::Duration;

use crate::sms::oddities::Odds;

/// How M-PESA misbehaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Tokens say `"expires_in": "3599"`, as older documents do.
    pub expires_as_text: Odds,
    /// Asking for a token fails with 500.003.1001.
    pub token_failing: Odds,
    /// The current token stops being good just before a call that may even carry it.
    pub token_lost: Odds,
    /// A bad token is refused with 401.003.01, whatever the product's own code is.
    pub token_other_code: Odds,

    /// The right answer to a push comes [`Delays::ack_slow_by`] late.
    pub ack_slow: Odds,
    /// A push is never answered though its prompt is on the phone: the connection is held until the client gives up.
    pub ack_never: Odds,
    /// A push is answered with a web page.
    pub ack_web_page: Fault,
    /// A push is answered with 200 and no body.
    pub ack_empty: Fault,
    /// A push is answered with HTTP 429. That a phone rings all the same is not known of the real one.
    pub ack_too_many: Fault,
    /// A push is answered with 500.003.1001.
    pub ack_internal_error: Fault,
    /// The connection ends within the answer to a push.
    pub ack_cut: Fault,
    /// A push is refused with 500.003.02.
    pub spike_arrest: Odds,
    /// A push is refused with 500.003.03.
    pub quota: Odds,
    /// A push to a phone that has a prompt is taken and then fails with 1001, instead of being refused.
    pub lock_as_result: Odds,
    /// A push is taken, prompts nobody, and fails with the code `SFC_IC0003`.
    pub textual_code: Odds,

    /// A callback has the item `Balance`, which has no `Value`.
    pub balance_without_value: Odds,
    /// The items of a callback are in any order.
    pub items_shuffled: Odds,
    /// A callback has items that nobody knows.
    pub unknown_items: Odds,
    /// The result code of a callback is a string.
    pub code_as_text: Odds,
    /// A callback never arrives.
    pub callback_lost: Odds,
    /// A callback arrives twice.
    pub callback_twice: Odds,
    /// A callback arrives [`Delays::late_by_s`] late.
    pub callback_late: Odds,
    /// The phone answers, and the callback is delivered, before the push itself is answered.
    /// A phone that answers by hand then pays.
    pub callback_before_ack: Odds,
    /// A prompt that timed out with 1037 is paid all the same, [`Delays::late_success_after_s`] later.
    pub late_success: Odds,
    /// After the callback of a paid push comes one that says 1037.
    pub contradiction: Odds,

    /// The C2B confirmation of a push comes before its callback.
    pub c2b_first: Odds,
    /// A C2B confirmation never arrives.
    pub c2b_lost: Odds,
    /// A C2B confirmation arrives twice.
    pub c2b_twice: Odds,
    /// A C2B confirmation arrives [`Delays::late_by_s`] late.
    pub c2b_late: Odds,
    /// A C2B confirmation has `null` for the first name and no other name.
    pub c2b_nameless: Odds,
    /// A C2B confirmation writes the amount without decimals.
    pub c2b_whole_amount: Odds,

    /// A push without a result is reported with 200 and 4999.
    pub pending_as_4999: Odds,
    /// A push without a result is reported with 200, 1037 and a text that says otherwise.
    pub pending_as_1037: Odds,
    /// A query writes its result code as a number.
    pub query_code_as_number: Odds,
    /// A query fails with 500.003.1001.
    pub query_failing: Odds,
    /// A query is refused with 500.003.02.
    pub query_rate_limited: Odds,
    /// A query says of a paid push that it failed with 1037.
    pub query_wrong: Odds,

    /// A pull fails with 500.003.1001.
    pub pull_failing: Odds,
    /// A pull that finds nothing is answered with HTTP 500.
    pub pull_empty_as_error: Odds,

    /// A transaction status, reversal or balance is refused with 500.003.1001, and nothing is done.
    pub requests_failing: Odds,
    /// The result of a transaction status, reversal or balance never arrives.
    pub results_lost: Odds,
    /// Such a result arrives twice.
    pub results_twice: Odds,
    /// Such a result arrives [`Delays::late_by_s`] late.
    pub results_late: Odds,

    /// How late what is late comes.
    pub delays: Delays,
}

/// How an answer to a push goes wrong: after its prompt went to the phone, or before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fault {
    /// With the prompt on the phone.
    pub prompted: Odds,
    /// With nothing done.
    pub unprompted: Odds,
}

/// How late what is late comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    /// Of slow answers, in real time.
    pub ack_slow_by: Duration,
    /// Of late callbacks and confirmations, in simulated seconds.
    pub late_by_s: u32,
    /// Between the 1037 that was reported and the payment, in simulated seconds.
    pub late_success_after_s: u32,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            ack_slow_by: Duration::from_secs(30),
            late_by_s: 180,
            late_success_after_s: 300,
        }
    }
}

impl Oddities {
    /// Everything that is known of the real one, each in so many of a thousand cases.
    #[must_use]
    pub fn at_random(per_mille: u16) -> Self {
        let odds = Odds::PerMille(per_mille);
        let fault = Fault {
            prompted: odds,
            unprompted: odds,
        };
        Self {
            expires_as_text: odds,
            token_failing: odds,
            token_lost: odds,
            token_other_code: odds,
            ack_slow: odds,
            ack_never: odds,
            ack_web_page: fault,
            ack_empty: fault,
            ack_too_many: Fault {
                prompted: Odds::Never,
                unprompted: odds,
            },
            ack_internal_error: fault,
            ack_cut: fault,
            spike_arrest: odds,
            quota: odds,
            lock_as_result: odds,
            textual_code: odds,
            balance_without_value: odds,
            items_shuffled: odds,
            unknown_items: odds,
            code_as_text: odds,
            callback_lost: odds,
            callback_twice: odds,
            callback_late: odds,
            callback_before_ack: odds,
            late_success: odds,
            contradiction: odds,
            c2b_first: odds,
            c2b_lost: odds,
            c2b_twice: odds,
            c2b_late: odds,
            c2b_nameless: odds,
            c2b_whole_amount: odds,
            pending_as_4999: odds,
            pending_as_1037: odds,
            query_code_as_number: odds,
            query_failing: odds,
            query_rate_limited: odds,
            query_wrong: odds,
            pull_failing: odds,
            pull_empty_as_error: odds,
            requests_failing: odds,
            results_lost: odds,
            results_twice: odds,
            results_late: odds,
            delays: Delays::default(),
        }
    }
}
