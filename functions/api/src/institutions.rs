//! `institutions`: money that is collected for others, and what they were handed of it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::journal::account::LedgerAccount;
use billing::money::Money;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::institutions::{self, NewRemittance, Report, Standing};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::institutions::RemittanceRecord;
use store::obligations::ObligationFile;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode, Day};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::obligations::view::status;
use crate::parties::Parties;
use crate::payments::entry::ReasonInput;
use crate::query::Query;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_institutions))
        .routes(routes!(read_institution))
        .routes(routes!(record_remittance))
        .routes(routes!(reverse_remittance))
}

/// How an institution stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Institution)]
pub struct InstitutionView {
    /// What stands for it in an address.
    id: String,
    /// Its name, as it was written first.
    name: String,
    /// What customers have to pay to it in all.
    charged: Amount,
    /// What they paid of that.
    collected: Amount,
    /// What it was handed.
    remitted: Amount,
    /// What was collected and not handed on yet; negative where a payment was taken back after it was.
    to_remit: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
}

/// Every institution that something was owed to.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstitutionList {
    /// By name.
    items: Vec<InstitutionView>,
    /// Always null: they are answered together.
    next: Option<String>,
}

/// How an institution stands, with everything behind its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstitutionReport {
    /// What stands for it in an address.
    id: String,
    /// Its name, as it was written first.
    name: String,
    /// What customers have to pay to it in all.
    charged: Amount,
    /// What they paid of that.
    collected: Amount,
    /// What it was handed.
    remitted: Amount,
    /// What was collected and not handed on yet; negative where a payment was taken back after it was.
    to_remit: Amount,
    /// Currency of these amounts.
    currency: CurrencyCode,
    /// What customers have to pay to it, newest first.
    obligations: Vec<OwedToInstitution>,
    /// What it was handed, oldest first; those that were undone are among them.
    remittances: Vec<RemittanceView>,
}

/// What a customer has to pay to an institution.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedToInstitution {
    /// The obligation.
    id: String,
    /// The account number of who owes it.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// What it is for.
    description: String,
    /// What a payer may quote to mean it.
    payment_code: Option<String>,
    /// The total.
    amount: Amount,
    /// What the customer paid of it.
    collected: Amount,
    /// What is still due of it.
    outstanding: Amount,
    /// How far it is paid.
    #[schema(schema_with = status)]
    status: &'static str,
}

/// Money that was handed to an institution.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Remittance)]
pub struct RemittanceView {
    /// Counted from 1 for each institution.
    number: u32,
    /// The institution.
    institution: String,
    /// How much.
    amount: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
    /// The number of the transfer.
    reference: String,
    /// The day of the transfer.
    remitted_on: Day,
    /// The account that it was taken from.
    #[schema(example = "assets:mpesa:600966")]
    paid_from: String,
    /// Who entered it.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// Set once it was undone.
    undone: Option<UndoneView>,
}

/// A remittance was entered by mistake.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Undone)]
pub struct UndoneView {
    /// Why.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// Money that was handed to an institution.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRemittance)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewRemittanceInput {
    /// How much; not more than was collected and not handed on yet.
    amount: Amount,
    /// Currency of the amount.
    #[serde(default)]
    currency: CurrencyCode,
    /// The number of the transfer, as the institution or the bank knows it; at most 80 characters.
    reference: String,
    /// The day of the transfer; today where it is left out.
    remitted_on: Option<Day>,
    /// The account of the journal that it was taken from: cash, or money at a provider.
    #[schema(value_type = String, example = "assets:mpesa:600966")]
    paid_from: LedgerAccount,
}

/// In which currency.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InstitutionQuery {
    /// The currency of the figures; KES where it is left out.
    #[serde(default)]
    #[param(value_type = Option<CurrencyCode>)]
    currency: CurrencyCode,
}

/// List institutions
///
/// What was charged and collected for each, what it was handed, and what it still gets.
#[utoipa::path(
    get, path = "/institutions", tag = "institutions",
    params(InstitutionQuery),
    responses((status = 200, description = "Every institution.", body = InstitutionList))
)]
async fn list_institutions(
    State(context): State<Context>,
    Query(query): Query<InstitutionQuery>,
) -> Result<Json<InstitutionList>, Refusal> {
    let standings = institutions::all(&context.store, query.currency.0).await?;
    Ok(Json(InstitutionList {
        items: standings.into_iter().map(InstitutionView::from).collect(),
        next: None,
    }))
}

/// Read an institution
///
/// Its figures, the obligations behind them, and every transfer.
#[utoipa::path(
    get, path = "/institutions/{name}", tag = "institutions",
    params(
        ("name" = String, Path, description = "Its id, or its name in any capitals where that has none of `/?#%`."),
        InstitutionQuery,
    ),
    responses(
        (status = 200, description = "The institution.", body = InstitutionReport),
        (status = 404, description = "`institution_not_found`"),
    )
)]
async fn read_institution(
    State(context): State<Context>,
    At(name): At<String>,
    Query(query): Query<InstitutionQuery>,
) -> Result<Json<InstitutionReport>, Refusal> {
    let report = institutions::report(&context.store, &name, query.currency.0).await?;
    Ok(Json(answer(&context, report).await?))
}

/// Record a remittance
///
/// Money that was collected for an institution and was handed to it. The journal follows.
#[utoipa::path(
    post, path = "/institutions/{name}/remittances", tag = "institutions",
    params(("name" = String, Path, description = "Its id, or its name in any capitals where that has none of `/?#%`.")),
    request_body = NewRemittanceInput,
    responses(
        (status = 201, description = "The remittance.", body = RemittanceView),
        (status = 404, description = "`institution_not_found`"),
        (status = 409, description = "`remittance_exceeds_collected`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn record_remittance(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    At(name): At<String>,
    Input(input): Input<NewRemittanceInput>,
) -> Result<(StatusCode, Json<RemittanceView>), Refusal> {
    let new = NewRemittance {
        institution: name,
        amount: input.amount.in_currency(input.currency.0),
        paid_from: input.paid_from,
        reference: input.reference,
        remitted_on: input.remitted_on.map(|day| day.0),
    };
    let now = context.clock.now();
    let record = institutions::remit(&context.store, &new, &actor, seed, now).await?;
    Ok((StatusCode::CREATED, Json(remittance(record)?)))
}

/// Undo a remittance
///
/// For one that was entered by mistake: a reversing entry is booked, and nothing disappears.
#[utoipa::path(
    post, path = "/institutions/{name}/remittances/{number}/reversal", tag = "institutions",
    params(
        ("name" = String, Path, description = "Its id, or its name in any capitals where that has none of `/?#%`."),
        ("number" = u32, Path, description = "The remittance, counted from 1."),
    ),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The remittance as it is now.", body = RemittanceView),
        (status = 404, description = "`remittance_not_found`"),
        (status = 409, description = "`remittance_undone`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn reverse_remittance(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At((name, number)): At<(String, String)>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<RemittanceView>, Refusal> {
    // No remittance has the number 0.
    let number: u32 = number.parse().unwrap_or(0);
    let (store, now) = (&context.store, context.clock.now());
    let record = institutions::undo(store, &name, number, &input.reason, &actor, now).await?;
    Ok(Json(remittance(record)?))
}

async fn answer(context: &Context, report: Report) -> Result<InstitutionReport, Refusal> {
    let obligations = report.obligations.iter();
    let owners: Vec<_> = obligations.map(|file| file.head.id.customer()).collect();
    let parties = Parties::load(&context.store, &owners).await?;
    let obligations = report.obligations.into_iter();
    let obligations = obligations.map(|file| owed(file, &parties));
    let remittances = report.remittances.into_iter().map(remittance);
    let standing = report.standing;
    Ok(InstitutionReport {
        obligations: obligations.collect::<Result<_, _>>()?,
        remittances: remittances.collect::<Result<_, OperationError>>()?,
        charged: standing.charged.into(),
        collected: standing.collected.into(),
        remitted: standing.remitted.into(),
        to_remit: standing.to_remit.into(),
        currency: standing.charged.into(),
        id: standing.id.to_string(),
        name: standing.name,
    })
}

impl From<Standing> for InstitutionView {
    fn from(standing: Standing) -> Self {
        Self {
            charged: standing.charged.into(),
            collected: standing.collected.into(),
            remitted: standing.remitted.into(),
            to_remit: standing.to_remit.into(),
            currency: standing.charged.into(),
            id: standing.id.to_string(),
            name: standing.name,
        }
    }
}

fn owed(file: ObligationFile, parties: &Parties) -> Result<OwedToInstitution, Refusal> {
    let obligation = file.obligation()?;
    let owner = &obligation.customer;
    Ok(OwedToInstitution {
        customer: parties.account(owner),
        customer_name: parties.name(owner).unwrap_or(file.head.customer_name),
        amount: obligation.amount.into(),
        collected: obligation.paid().into(),
        outstanding: obligation.outstanding().into(),
        status: obligation.status().name(),
        id: String::from(obligation.id),
        description: obligation.description,
        payment_code: obligation.payment_code,
    })
}

fn remittance(record: RemittanceRecord) -> Result<RemittanceView, OperationError> {
    let amount = Money::from_cents(record.cents, record.currency)?;
    Ok(RemittanceView {
        number: record.number,
        institution: record.institution,
        amount: amount.into(),
        currency: amount.into(),
        reference: record.reference,
        remitted_on: Day(record.remitted_on),
        paid_from: record.paid_from.to_string(),
        by: record.by,
        at: record.at,
        undone: record.undone.map(|undone| UndoneView {
            reason: undone.reason,
            by: undone.by,
            at: undone.at,
        }),
    })
}
