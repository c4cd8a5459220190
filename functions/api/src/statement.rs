//! `customers/{account_number}/balance` and `/statement`: how a customer stands, and how that came about.

use axum::Json;
use axum::extract::State;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use chrono::{DateTime, Utc};
use operations::balance;
use operations::statement;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::journal::AccountLine;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode, CustomerRef, Day};
use crate::input::At;
use crate::parties::Parties;
use crate::query::{Period, Query};
use crate::refusal::Refusal;

/// The currency that accounts are shown in.
const CURRENCY: Currency = Currency::Kes;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(read_balance))
        .routes(routes!(read_statement))
}

/// How a customer stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Balance)]
pub struct BalanceView {
    /// The account number.
    customer: String,
    /// The customer's id.
    customer_id: String,
    /// Credits minus debits: negative while the customer owes.
    balance: Amount,
    /// What is still due, overdue or not.
    outstanding: Amount,
    /// Of it, what was due before today.
    overdue: Amount,
    /// What was paid and is not put to anything yet.
    unallocated_credit: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
}

/// A customer's account over a period.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Statement)]
pub struct StatementView {
    /// The account number.
    customer: String,
    /// The customer's id.
    customer_id: String,
    /// First day, or null for the beginning of the account.
    from: Option<Day>,
    /// Last day, or null for today.
    to: Option<Day>,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// Balance before the first line.
    opening: Amount,
    /// Entries, oldest first.
    lines: Vec<StatementLine>,
    /// Balance after the last line.
    closing: Amount,
}

/// One entry of a customer's account.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementLine {
    /// The day in Nairobi on which it was booked.
    date: Day,
    /// The instant at which it was booked.
    at: DateTime<Utc>,
    /// The journal entry.
    id: String,
    /// What happened: `associated`, `disassociated`, `charged`, `reversed`.
    kind: &'static str,
    /// What happened, in words.
    description: String,
    /// What the customer owes more, or null.
    debit: Option<Amount>,
    /// What the customer owes less, or null.
    credit: Option<Amount>,
    /// Credit minus debit.
    change: Amount,
    /// Balance after it.
    balance: Amount,
    /// The day on which the money was paid, where it is another than `date`.
    value_on: Option<Day>,
    /// The payment that it is about.
    payment: Option<String>,
    /// The obligation that it is about.
    obligation: Option<String>,
}

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct StatementQuery {
    /// First day, in Nairobi.
    from: Option<Day>,
    /// Last day, in Nairobi; included.
    to: Option<Day>,
}

/// Read a customer's balance
#[utoipa::path(
    get, path = "/customers/{account_number}/balance", tag = "customers",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    responses(
        (status = 200, description = "The figures at this moment.", body = BalanceView),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn read_balance(
    State(context): State<Context>,
    At(account): At<String>,
) -> Result<Json<BalanceView>, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    let today = nairobi_date(context.clock.now());
    let figures = balance::balance(&context.store, &id, CURRENCY, today).await?;
    let parties = Parties::load(&context.store, [&id]).await?;
    Ok(Json(BalanceView {
        customer: parties.account(&id),
        customer_id: String::from(id),
        balance: figures.balance.into(),
        outstanding: figures.outstanding.into(),
        overdue: figures.overdue.into(),
        unallocated_credit: figures.unallocated_credit.into(),
        currency: figures.balance.into(),
    }))
}

/// Read a customer's statement
///
/// Every entry of the period with the balance after it. The days are those in Nairobi on which entries were
/// booked. A period of more than 5,000 lines is refused.
#[utoipa::path(
    get, path = "/customers/{account_number}/statement", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        StatementQuery,
    ),
    responses(
        (status = 200, description = "The statement.", body = StatementView),
        (status = 404, description = "`customer_not_found`"),
        (status = 422, description = "`period_too_long`"),
    )
)]
async fn read_statement(
    State(context): State<Context>,
    At(account): At<String>,
    Query(query): Query<StatementQuery>,
) -> Result<Json<StatementView>, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    let Period { from, to } = Period::new(query.from, query.to)?;
    let statement = statement::statement(&context.store, &id, from, to, CURRENCY).await?;
    let parties = Parties::load(&context.store, [&id]).await?;
    Ok(Json(StatementView {
        customer: parties.account(&id),
        customer_id: id.as_str().to_owned(),
        from: statement.from.map(Day),
        to: statement.to.map(Day),
        currency: statement.opening.into(),
        opening: statement.opening.into(),
        lines: statement.lines.iter().map(|one| line(one, &id)).collect(),
        closing: statement.closing.into(),
    }))
}

fn line(line: &AccountLine, customer: &CustomerId) -> StatementLine {
    let entry = &line.entry;
    let change = entry.customer_change(customer);
    let above_zero = |money: Money| money.is_positive().then(|| Amount::from(money));
    StatementLine {
        date: Day(nairobi_date(entry.at())),
        at: entry.at(),
        id: entry.id().as_str().to_owned(),
        kind: entry.kind().name(),
        description: entry.description().to_owned(),
        debit: above_zero(change.negated()),
        credit: above_zero(change),
        change: change.into(),
        balance: line.balance.into(),
        value_on: line.value_on.map(Day),
        payment: entry.payment().map(|id| id.as_str().to_owned()),
        obligation: entry.obligation().map(|id| id.as_str().to_owned()),
    }
}
