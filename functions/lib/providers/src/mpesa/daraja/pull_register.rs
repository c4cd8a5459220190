//! Registering a short code for pulling transactions: once, live only, before the first pull.

use serde::Serialize;

use super::Daraja;
use super::answer::{self, Heard, Verdict};
use super::outcome::{Doubt, Refusal, Refused};
use super::register_c2b::RegisterAnswer;
use super::settings::Collector;
use super::token::Token;
use crate::call::{Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::stk::CODE_CHARACTERS_MAX;
use crate::mpesa::wire::Fields;

const SERVICE: &str = "pulltransactions/v1/register";

/// The request as the documentation shows it, in its order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    short_code: &'a str,
    request_type: &'static str,
    nominated_number: &'a str,
    #[serde(rename = "CallBackURL")]
    callback_url: &'a str,
}

impl Daraja {
    /// Registers a short code with the phone number that the organisation has nominated.
    /// M-PESA wants a callback address too, and is not known to call it: the payments come in the answer to a pull.
    pub async fn pull_register(
        &self,
        token: &Token,
        collector: &Collector,
        callback_url: &str,
    ) -> RegisterAnswer {
        let Some(number) = &collector.pull_number else {
            let fault = "no pull number is set for this short code";
            return RegisterAnswer::Refused(Refused::unsent(Refusal::Misconfigured, fault));
        };
        let body = Body {
            short_code: &collector.short_code,
            request_type: "Pull",
            nominated_number: number,
            callback_url,
        };
        answer(&self.post(token, SERVICE, &body).await)
    }
}

fn answer(reply: &Result<Reply, Lost>) -> RegisterAnswer {
    let unknown = |why| RegisterAnswer::Unknown { why };
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => return answer::of_loss(lost).map_or_else(unknown, RegisterAnswer::Refused),
    };
    match Heard::of(reply).verdict() {
        Verdict::Fields(fields) => registered(fields),
        Verdict::Refused(refused) => RegisterAnswer::Refused(refused),
        Verdict::TokenRejected => RegisterAnswer::TokenRejected,
        Verdict::Unknown(why) => unknown(why),
    }
}

fn registered(fields: &Fields<'_>) -> RegisterAnswer {
    const STATUS: &str = "ResponseStatus";
    let unknown = |why| RegisterAnswer::Unknown { why };
    match facts::bounded(STATUS, &fields.get(STATUS), CODE_CHARACTERS_MAX).as_deref() {
        Ok("1000") => RegisterAnswer::Registered,
        Ok("1001") => RegisterAnswer::AlreadyRegistered,
        Ok(code) => unknown(Doubt::OddCode(code.to_owned())),
        Err(unreadable) => unknown(Doubt::NotUnderstood(*unreadable)),
    }
}
