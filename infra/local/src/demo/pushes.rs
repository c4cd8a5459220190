//! Prompts in the sample: one that is paid, one that is cancelled, one with a wrong PIN. Only where the phones are
//! simulated, since real ones would ring.

use billing::ids::{CustomerId, PaymentId};
use billing::receipt::{Provider, Receipt};
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::phone::{PinAnswer, PromptError, WRONG_PIN_TYPED};
use operations::mpesa::Mpesa;
use operations::push::{self, NewPush};

use crate::demo::customers::PEOPLE;
use crate::demo::payments::text;
use crate::demo::{DemoError, Story, customer, seed, shillings};
use crate::host::mpesa::simulator::Simulator;

/// Seeds of prompts; those of everything else are smaller.
const FIRST_SEED: u64 = 1 << 42;

/// A PIN that is right.
const PIN: &str = "1234";

/// Who is prompted, by the place in the list of people, for how many shillings, and what they do.
const PROMPTS: [(usize, i64, Answer); 3] = [
    (2, 1_500, Answer::Pay),
    (6, 2_500, Answer::Cancel),
    (7, 1_000, Answer::WrongPin),
];

#[derive(Clone, Copy)]
enum Answer {
    Pay,
    Cancel,
    WrongPin,
}

/// Prompts the phones, answers them, and answers the payments that came of it.
pub(crate) async fn make(
    story: &Story<'_>,
    customers: &[CustomerId],
    mpesa: &Mpesa,
    simulator: &Simulator,
) -> Result<Vec<PaymentId>, DemoError> {
    let mut paid = Vec::new();
    for ((place, amount, answer), number) in PROMPTS.into_iter().zip(0..) {
        let name = PEOPLE.get(place).map_or("JOHN", |person| person.name);
        let new = NewPush {
            customer: customer(customers, place)?.clone(),
            phone: None,
            amount: shillings(amount)?,
            obligation: None,
            short_code: None,
        };
        let (store, clerk) = (&story.context.store, &story.clerk);
        let seed = seed(FIRST_SEED + number);
        let push = push::request(store, mpesa, &new, clerk, seed, story.now).await?;
        let phone = push.phone.as_str();
        simulator.handle.name(phone, &name.to_uppercase());
        if let Some(receipt) = answered(&simulator.handle, phone, answer).await? {
            let receipt = Receipt::parse(&receipt).map_err(text)?;
            paid.push(PaymentId::of(&Provider::mpesa(), &receipt));
        }
    }
    Ok(paid)
}

/// The receipt, where it is paid. After a crash in the middle the phones have forgotten their prompts.
async fn answered(
    handle: &Handle,
    phone: &str,
    answer: Answer,
) -> Result<Option<String>, PromptError> {
    let Some(prompt) = handle.phone(phone).into_iter().next() else {
        return Ok(None);
    };
    let name = &prompt.checkout_request;
    match answer {
        Answer::Pay => match handle.enter_pin(name, PIN).await? {
            PinAnswer::Paid { receipt } => return Ok(Some(receipt)),
            PinAnswer::WrongPin => {}
        },
        Answer::Cancel => handle.cancel(name).await?,
        Answer::WrongPin => {
            handle.enter_pin(name, WRONG_PIN_TYPED).await?;
        }
    }
    Ok(None)
}
