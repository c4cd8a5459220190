//! What M-PESA's result codes mean: for the money, for trying again, and in words for the customer.
//! It knows no push; which status follows is decided in `push`.

mod table;

#[cfg(test)]
mod tests;

use crate::language::Language;
use crate::push::Source;
use crate::push::outcome::table::{ROWS, Row, UNLISTED};

/// The code of a success. Exactly this text: nothing else proves a payment.
pub const SUCCESS: &str = "0";

/// The code by which a query says that there is no result yet. It is never a failure.
pub const STILL_PROCESSING: &str = "4999";

/// Our own code for a push that has no payment in M-PESA's list of payments.
pub const NOT_SEEN: &str = "not_seen";

/// What a result code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Whether money moved, as far as a callback with this code proves it; see [`debit`] for a query.
    pub debit: Debit,
    /// Whether trying again makes sense. Only a person may do so, and where the debit is not disproved
    /// only after the status was checked.
    pub retry: Retry,
    /// On whose side the reason lies.
    pub whose: Whose,
}

/// Whether money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Debit {
    /// The customer paid.
    Done,
    /// The customer did not pay.
    None,
    /// The customer may have paid.
    NotDisproved,
}

/// Whether it makes sense for the customer to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It would end the same way.
    No,
    /// At once.
    Now,
    /// After so many minutes.
    AfterMinutes(u32),
    /// On the next day in Nairobi.
    Tomorrow,
    /// Once there is enough money in the wallet.
    AfterTopUp,
    /// With another amount.
    ChangeAmount,
}

/// On whose side the reason for a result lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The customer's: they decide what happens next.
    Customer,
    /// Ours: our short code or its settings; staff have to act.
    Merchant,
    /// M-PESA's.
    Provider,
}

/// What a result code means, be it `1032` or `SFC_IC0003`. A code that is not in the table proves nothing.
pub fn meaning(code: &str) -> Meaning {
    row(code).meaning
}

/// Whether money moved, when this code comes from this source.
///
/// Some failures are only believed once a query repeats them, since a prompt may outlive the callback.
pub fn debit(code: &str, source: Source) -> Debit {
    let row = row(code);
    match source {
        Source::Query if row.query_disproves => Debit::None,
        // The list holds every payment, so what is not in it was not paid.
        Source::Statement if code != SUCCESS => Debit::None,
        Source::Query | Source::Callback | Source::Statement => row.meaning.debit,
    }
}

/// What a customer is told about a result code: what happened and what to do next, in at most 160 ASCII characters.
pub fn sentence(code: &str, language: Language) -> &'static str {
    let row = row(code);
    match language {
        Language::En => row.english,
        Language::Sw => row.kiswahili,
    }
}

/// Whether it is the code of a result that we know. Those with which M-PESA does not take a request are not.
pub fn is_listed(code: &str) -> bool {
    !row(code).codes.is_empty()
}

fn row(code: &str) -> &'static Row {
    ROWS.iter()
        .find(|row| row.codes.contains(&code))
        .unwrap_or(&UNLISTED)
}
