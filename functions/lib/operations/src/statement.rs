//! A customer's account over a period.

use billing::civil::{nairobi_date, start_of_day};
use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use futures::future::try_join;
use store::client::Store;
use store::journal::AccountLine;

use crate::error::OperationError;

/// Lines that one statement may have.
pub const LINES_MAX: usize = 5_000;

/// Opening balance, every entry with the balance after it, closing balance.
#[derive(Clone, Debug)]
pub struct Statement {
    /// First day; nothing for the beginning of the account.
    pub from: Option<NaiveDate>,
    /// Last day; nothing for today.
    pub to: Option<NaiveDate>,
    /// Balance before the first line.
    pub opening: Money,
    /// Entries, oldest first.
    pub lines: Vec<AccountLine>,
    /// Balance after the last line.
    pub closing: Money,
}

/// The statement of a period, both days included, by the civil day in Nairobi on which an entry was
/// written.
///
/// # Errors
/// [`OperationError::Field`] when the period ends before it begins,
/// [`OperationError::CustomerNotFound`], [`OperationError::PeriodTooLong`], [`OperationError::Store`].
pub async fn statement(
    store: &Store,
    customer: &CustomerId,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    currency: Currency,
) -> Result<Statement, OperationError> {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(OperationError::field(
            "to",
            "before_from",
            "the period ends before it begins",
        ));
    }
    // Whether there is such a customer, and their lines, at once: one wait instead of two.
    let lines = store.account_lines(customer, from.map(start_of_day), LINES_MAX + 1);
    let (known, (mut lines, more)) = try_join(store.customer(customer), lines).await?;
    if known.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    if more {
        return Err(OperationError::PeriodTooLong { limit: LINES_MAX });
    }
    lines.reverse();
    let day = |line: &AccountLine| nairobi_date(line.entry.at());
    let before = from.map_or(0, |from| lines.partition_point(|line| day(line) < from));
    let zero = Money::zero(currency);
    let opening = before
        .checked_sub(1)
        .and_then(|i| lines.get(i))
        .map_or(zero, |line| line.balance);
    let mut lines = lines.split_off(before);
    if let Some(to) = to {
        lines.retain(|line| day(line) <= to);
    }
    let closing = lines.last().map_or(opening, |line| line.balance);
    Ok(Statement {
        from,
        to,
        opening,
        lines,
        closing,
    })
}
