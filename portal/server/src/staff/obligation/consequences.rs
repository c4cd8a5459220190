//! What a change of an obligation would do, in sentences for the one who confirms it.

use billing::business_days::because;
use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligation_change::preview::ChangePreview;
use portal_app::words::staff::obligation_change::ObligationChangeWords;
use portal_app::written;
use store::obligations::{InstalmentRecord, ObligationFile};

/// What another amount or day of one instalment does.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts are out of range.
pub fn of_instalment(
    language: Language,
    name: &str,
    number: u32,
    asked_on: Option<NaiveDate>,
    preview: &ChangePreview,
) -> Result<Vec<String>, OperationError> {
    let words = ObligationChangeWords::of(language);
    let mut sentences = Vec::new();
    let [before, after] = [&preview.before, &preview.after].map(|file| dose(file, number));
    let (Some(before), Some(after)) = (before, after) else {
        return Err(OperationError::InstalmentNotFound);
    };
    if before.due_on != after.due_on {
        let [from, to] = [before, after].map(|dose| written::day_full(dose.due_on, language));
        sentences.push((words.due_goes)(number, &from, &to));
        if let (Some(asked), Some(why)) = (asked_on, because(&after.moved_over, language)) {
            let asked = written::day_full(asked, language);
            sentences.push((words.moved_because)(&asked, &why));
        }
    }
    if before.cents != after.cents {
        let from = money(before.cents, before)?;
        let to = money(after.cents, after)?;
        sentences.push((words.amount_goes)(number, &from, &to));
    }
    sentences.extend(total(words, preview)?);
    sentences.push(balance(words, name, preview));
    let told = !preview.told.is_empty();
    sentences.push(
        if told {
            words.is_told
        } else {
            words.is_not_told
        }
        .to_owned(),
    );
    Ok(sentences)
}

/// What cancelling what is unpaid does.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts are out of range.
pub fn of_cancellation(
    language: Language,
    name: &str,
    preview: &ChangePreview,
) -> Result<Vec<String>, OperationError> {
    let words = ObligationChangeWords::of(language);
    let less = difference(preview)?.negated();
    let gone = (words.no_longer_owed)(&numbers(preview), &written::with_currency(less));
    let mut sentences = vec![gone];
    let some_paid = preview
        .before
        .instalments
        .iter()
        .any(|dose| dose.paid_cents > 0);
    if some_paid {
        sentences.push(words.paid_stays.to_owned());
    }
    sentences.push(balance(words, name, preview));
    sentences.push(words.is_not_told.to_owned());
    Ok(sentences)
}

/// What taking a cancellation back does.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts are out of range.
pub fn of_restoration(
    language: Language,
    name: &str,
    preview: &ChangePreview,
) -> Result<Vec<String>, OperationError> {
    let words = ObligationChangeWords::of(language);
    let more = written::with_currency(difference(preview)?);
    Ok(vec![
        (words.owed_again)(&numbers(preview), &more),
        balance(words, name, preview),
        words.is_not_told.to_owned(),
    ])
}

fn dose(file: &ObligationFile, number: u32) -> Option<&InstalmentRecord> {
    file.instalments.iter().find(|dose| dose.number == number)
}

fn money(cents: i64, dose: &InstalmentRecord) -> Result<String, OperationError> {
    Ok(written::with_currency(Money::from_cents(
        cents,
        dose.currency,
    )?))
}

/// How much more has to be paid; negative for less.
fn difference(preview: &ChangePreview) -> Result<Money, OperationError> {
    Ok(preview.balance.checked_sub(preview.balance_after)?)
}

fn total(
    words: &ObligationChangeWords,
    preview: &ChangePreview,
) -> Result<Option<String>, OperationError> {
    if preview.before.head.cents == preview.after.head.cents {
        return Ok(None);
    }
    let total = |file: &ObligationFile| Money::from_cents(file.head.cents, file.head.currency);
    let from = written::with_currency(total(&preview.before)?);
    let to = written::with_currency(total(&preview.after)?);
    Ok(Some((words.total_goes)(&from, &to)))
}

fn balance(words: &ObligationChangeWords, name: &str, preview: &ChangePreview) -> String {
    let [from, to] = [preview.balance, preview.balance_after].map(written::with_currency);
    if preview.balance == preview.balance_after {
        return (words.balance_stays)(name, &from);
    }
    (words.balance_goes)(name, &from, &to)
}

/// The numbers of the instalments that change: `2, 3, 4`.
fn numbers(preview: &ChangePreview) -> String {
    let pairs = preview
        .before
        .instalments
        .iter()
        .zip(&preview.after.instalments);
    let changed = pairs.filter(|(before, after)| before.cents != after.cents);
    let numbers: Vec<String> = changed.map(|(_, after)| after.number.to_string()).collect();
    numbers.join(", ")
}
