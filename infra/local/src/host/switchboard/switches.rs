//! The switches of the simulated M-PESA, each with a line for a person, and their values as text.

use local_providers::mpesa::oddities::Oddities;
use local_providers::sms::oddities::Odds;

/// Something that M-PESA can get wrong.
pub(super) struct Switch {
    /// As the simulator names it.
    pub(super) name: &'static str,
    /// What happens.
    pub(super) help: &'static str,
    /// Where it is.
    pub(super) odds: fn(&mut Oddities) -> &mut Odds,
}

/// Why a value is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("write never, always, next 3, or 50 of 1000")]
    Odds,
    #[error("write whole seconds")]
    Seconds,
}

/// All of them, in the order of a payment's way.
#[rustfmt::skip]
pub(super) const SWITCHES: &[Switch] = &[
    switch("expires_as_text", "Tokens say how long they last as text.", |it| &mut it.expires_as_text),
    switch("token_failing", "Asking for a token fails with 500.003.1001.", |it| &mut it.token_failing),
    switch("token_lost", "The token stops being good just before a call.", |it| &mut it.token_lost),
    switch("token_other_code", "A bad token is refused with 401.003.01 everywhere.", |it| &mut it.token_other_code),
    switch("ack_slow", "The answer to a push comes late, in real time.", |it| &mut it.ack_slow),
    switch("ack_never", "A push is never answered, though the phone rings.", |it| &mut it.ack_never),
    switch("ack_web_page.prompted", "A push is answered with a web page, and the phone rings.", |it| &mut it.ack_web_page.prompted),
    switch("ack_web_page.unprompted", "A push is answered with a web page, and nothing is done.", |it| &mut it.ack_web_page.unprompted),
    switch("ack_empty.prompted", "A push is answered with 200 and nothing in it, and the phone rings.", |it| &mut it.ack_empty.prompted),
    switch("ack_empty.unprompted", "A push is answered with 200 and nothing in it, and nothing is done.", |it| &mut it.ack_empty.unprompted),
    switch("ack_too_many.prompted", "A push is answered with HTTP 429, and the phone rings; not known of the real one.", |it| &mut it.ack_too_many.prompted),
    switch("ack_too_many.unprompted", "A push is answered with HTTP 429, and nothing is done.", |it| &mut it.ack_too_many.unprompted),
    switch("ack_internal_error.prompted", "A push is answered with 500.003.1001, and the phone rings.", |it| &mut it.ack_internal_error.prompted),
    switch("ack_internal_error.unprompted", "A push is answered with 500.003.1001, and nothing is done.", |it| &mut it.ack_internal_error.unprompted),
    switch("ack_cut.prompted", "The connection ends within the answer to a push, and the phone rings.", |it| &mut it.ack_cut.prompted),
    switch("ack_cut.unprompted", "The connection ends within the answer to a push, and nothing is done.", |it| &mut it.ack_cut.unprompted),
    switch("spike_arrest", "A push is refused with 500.003.02: too many at once.", |it| &mut it.spike_arrest),
    switch("quota", "A push is refused with 500.003.03: the quota is used up.", |it| &mut it.quota),
    switch("lock_as_result", "A push to a phone with a prompt is taken, and then fails with 1001.", |it| &mut it.lock_as_result),
    switch("textual_code", "A push is taken, prompts nobody, and fails with SFC_IC0003.", |it| &mut it.textual_code),
    switch("balance_without_value", "The result of a push has the item Balance without a value.", |it| &mut it.balance_without_value),
    switch("items_shuffled", "The items of a result are in any order.", |it| &mut it.items_shuffled),
    switch("unknown_items", "A result has items that nobody knows.", |it| &mut it.unknown_items),
    switch("code_as_text", "The code of a result is text instead of a number.", |it| &mut it.code_as_text),
    switch("callback_lost", "The result of a push never arrives.", |it| &mut it.callback_lost),
    switch("callback_twice", "The result of a push arrives twice.", |it| &mut it.callback_twice),
    switch("callback_late", "The result of a push arrives late.", |it| &mut it.callback_late),
    switch("callback_before_ack", "The phone answers, and the result arrives, before the push is answered.", |it| &mut it.callback_before_ack),
    switch("late_success", "A prompt that ended with 1037 is paid all the same, later.", |it| &mut it.late_success),
    switch("contradiction", "After the result of a paid push comes one that says 1037.", |it| &mut it.contradiction),
    switch("c2b_first", "The confirmation of a push comes before its result.", |it| &mut it.c2b_first),
    switch("c2b_lost", "A confirmation never arrives.", |it| &mut it.c2b_lost),
    switch("c2b_twice", "A confirmation arrives twice.", |it| &mut it.c2b_twice),
    switch("c2b_late", "A confirmation arrives late.", |it| &mut it.c2b_late),
    switch("c2b_nameless", "A confirmation has no name.", |it| &mut it.c2b_nameless),
    switch("c2b_whole_amount", "A confirmation writes the amount without decimals.", |it| &mut it.c2b_whole_amount),
    switch("pending_as_4999", "A push without a result is reported as 4999.", |it| &mut it.pending_as_4999),
    switch("pending_as_1037", "A push without a result is reported as 1037, with words that say otherwise.", |it| &mut it.pending_as_1037),
    switch("query_code_as_number", "A query writes its code as a number.", |it| &mut it.query_code_as_number),
    switch("query_failing", "A query fails with 500.003.1001.", |it| &mut it.query_failing),
    switch("query_rate_limited", "A query is refused with 500.003.02.", |it| &mut it.query_rate_limited),
    switch("query_wrong", "A query says of a paid push that it failed with 1037.", |it| &mut it.query_wrong),
    switch("pull_failing", "A pull of transactions fails with 500.003.1001.", |it| &mut it.pull_failing),
    switch("pull_empty_as_error", "A pull that finds nothing is answered with HTTP 500.", |it| &mut it.pull_empty_as_error),
    switch("requests_failing", "A transaction status, reversal or balance is refused with 500.003.1001.", |it| &mut it.requests_failing),
    switch("results_lost", "The result of such a request never arrives.", |it| &mut it.results_lost),
    switch("results_twice", "The result of such a request arrives twice.", |it| &mut it.results_twice),
    switch("results_late", "The result of such a request arrives late.", |it| &mut it.results_late),
];

const fn switch(
    name: &'static str,
    help: &'static str,
    odds: fn(&mut Oddities) -> &mut Odds,
) -> Switch {
    Switch { name, help, odds }
}

/// As [`read_odds`] reads it.
pub(super) fn in_words(odds: Odds) -> String {
    match odds {
        Odds::Never => "never".to_owned(),
        Odds::Always => "always".to_owned(),
        Odds::Next(0) => "never".to_owned(),
        Odds::Next(times) => format!("next {times}"),
        Odds::PerMille(share) => format!("{share} of 1000"),
    }
}

/// How often something shall happen.
pub(super) fn read_odds(text: &str) -> Result<Odds, Unreadable> {
    let text = text.trim();
    let share = |text: &str| text.parse().ok().filter(|share| *share <= 1_000);
    let read = match text {
        "never" => Some(Odds::Never),
        "always" => Some(Odds::Always),
        _ => match (text.strip_prefix("next "), text.strip_suffix(" of 1000")) {
            (Some(times), _) => times.parse().ok().map(Odds::Next),
            (_, Some(text)) => share(text).map(Odds::PerMille),
            _ => None,
        },
    };
    read.ok_or(Unreadable::Odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_oddity_has_its_switch_once() {
        let mut oddities = Oddities::at_random(7);
        for switch in SWITCHES {
            let odds = (switch.odds)(&mut oddities);
            let is_documented_otherwise = switch.name == "ack_too_many.prompted";
            assert!(
                *odds != Odds::Never || is_documented_otherwise,
                "{}",
                switch.name
            );
            *odds = Odds::Never;
        }
        assert_eq!(oddities, Oddities::default(), "one has no switch");
    }

    #[test]
    fn values_are_read_as_they_are_written() {
        for odds in [Odds::Never, Odds::Always, Odds::Next(3), Odds::PerMille(50)] {
            assert_eq!(read_odds(&in_words(odds)), Ok(odds));
        }
        for text in ["", "often", "next", "next -1", "1001 of 1000", "5 of 100"] {
            assert_eq!(read_odds(text), Err(Unreadable::Odds), "{text}");
        }
    }
}
