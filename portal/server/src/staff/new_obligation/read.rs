//! What was typed about a new obligation, as the operation takes it. Everything that cannot be read is said at once.

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::money::Money;
use billing::obligation::{Frequency, INSTALMENTS_MAX, Income, Payee, Schedule};
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligations::NewObligation;
use portal_app::form::Entered;
use portal_app::pages::staff::new_obligation::fields::{
    AUTOMATIC, MANUAL, ONE_OFF, ROW_AMOUNT, ROW_DAY, TO_INSTITUTION, TO_US,
};
use portal_app::words::staff::new_obligation::NewObligationWords;

use crate::portal::CURRENCY;

/// The obligation; nothing where the form now says what is wrong.
pub fn obligation(form: &mut Entered, language: Language) -> Option<NewObligation> {
    let words = NewObligationWords::of(language);
    let customer = customer(form, words);
    let payee = payee(form, words);
    let amount = amount(form, words, "amount");
    let schedule = schedule(form, words);
    let filled = |name: &str| Some(form.value(name).trim().to_owned()).filter(|it| !it.is_empty());
    Some(NewObligation {
        customer: customer?,
        payee: payee?,
        description: form.value("description").to_owned(),
        payment_code: filled("payment_code"),
        amount: amount?,
        notify_customer: form.has("notify", "yes"),
        manager_comments: filled("comments"),
        schedule: schedule?,
    })
}

/// The field of this form that an error of the operation is about.
pub fn field_of(form: &Entered, error: &OperationError) -> &'static str {
    match error {
        OperationError::Field { field, .. } => match *field {
            "payee.name" => "institution",
            "manager_comments" => "comments",
            field => field,
        },
        OperationError::Schedule(_) => match form.value("kind") {
            AUTOMATIC => "instalment_amount",
            MANUAL => ROW_DAY,
            _ => "due_on",
        },
        _ => "",
    }
}

fn customer(form: &mut Entered, words: &NewObligationWords) -> Option<CustomerId> {
    let typed = AccountNumber::parse(form.value("customer"));
    if typed.is_err() {
        form.refuse("customer", words.no_customer);
    }
    typed.ok().map(|account| CustomerId::from(&account))
}

fn payee(form: &mut Entered, words: &NewObligationWords) -> Option<Payee> {
    match form.value("payee") {
        TO_US => {
            let income = Income::ALL
                .into_iter()
                .find(|income| income.name() == form.value("income"));
            Some(Payee::Us {
                income: income.unwrap_or(Income::Service),
            })
        }
        TO_INSTITUTION => Some(Payee::Institution {
            name: form.value("institution").to_owned(),
        }),
        _ => {
            form.refuse("payee", words.choose_payee);
            None
        }
    }
}

fn schedule(form: &mut Entered, words: &NewObligationWords) -> Option<Schedule> {
    match form.value("kind") {
        ONE_OFF => day(form, words, "due_on").map(|due_on| Schedule::OneOff { due_on }),
        AUTOMATIC => automatic(form, words),
        MANUAL => manual(form, words),
        _ => {
            form.refuse("kind", words.choose_kind);
            None
        }
    }
}

fn automatic(form: &mut Entered, words: &NewObligationWords) -> Option<Schedule> {
    let first_on = day(form, words, "first_on");
    let every = Frequency::ALL
        .into_iter()
        .find(|every| every.name() == form.value("every"));
    let instalment_amount = amount(form, words, "instalment_amount");
    let count: Option<u32> = form.value("count").trim().parse().ok();
    let most = u32::try_from(INSTALMENTS_MAX).unwrap_or(u32::MAX);
    let count = count.filter(|count| (1..=most).contains(count));
    if count.is_none() {
        form.refuse("count", words.bad_count);
    }
    let has_last = !form.value("last_amount").trim().is_empty();
    let last_amount = match has_last {
        true => Some(amount(form, words, "last_amount")?),
        false => None,
    };
    Some(Schedule::Automatic {
        first_on: first_on?,
        every: every.unwrap_or_default(),
        instalment_amount: instalment_amount?,
        count: count?,
        last_amount,
    })
}

/// Rows with nothing in them do not count; one with a day or an amount only is half a row.
fn manual(form: &mut Entered, words: &NewObligationWords) -> Option<Schedule> {
    let days: Vec<String> = form
        .values(ROW_DAY)
        .map(|it| it.trim().to_owned())
        .collect();
    let amounts: Vec<String> = form
        .values(ROW_AMOUNT)
        .map(|it| it.trim().to_owned())
        .collect();
    let mut instalments = Vec::new();
    for index in 0..days.len().max(amounts.len()) {
        let text = |values: &[String]| values.get(index).cloned().unwrap_or_default();
        let (day, amount) = (text(&days), text(&amounts));
        if day.is_empty() && amount.is_empty() {
            continue;
        }
        let amount = Money::parse_provider(&amount, CURRENCY);
        let (Ok(day), Ok(amount)) = (day.parse::<NaiveDate>(), amount) else {
            form.refuse(ROW_DAY, words.half_row);
            return None;
        };
        instalments.push((day, amount));
    }
    Some(Schedule::Manual { instalments })
}

fn day(form: &mut Entered, words: &NewObligationWords, field: &str) -> Option<NaiveDate> {
    let day = form.value(field).trim().parse().ok();
    if day.is_none() {
        form.refuse(field, words.bad_day);
    }
    day
}

fn amount(form: &mut Entered, words: &NewObligationWords, field: &str) -> Option<Money> {
    let amount = Money::parse_provider(form.value(field), CURRENCY).ok();
    if amount.is_none() {
        form.refuse(field, words.bad_amount);
    }
    amount
}
