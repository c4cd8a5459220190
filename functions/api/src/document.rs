//! `openapi.json`: the description of the API, generated from the handlers, so it cannot say anything else.
//! What all operations have in common is added here, once.

use axum::Extension;
use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use runtime::context::Context;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::Amount;
use crate::refusal::rules::ProposalView;

/// The name of the one way to say who calls.
const BEARER: &str = "bearer";

const PROBLEM_FORM: &str = "application/problem+json";

const ABOUT: &str = "Payments of customers, whose they are, and what they settle.\n\n\
    Amounts are decimal strings with two places beside a `currency`. Days are civil days in Nairobi, instants are \
    RFC 3339 in UTC. Ids are opaque. Lists are answered page by page: `next` is the `cursor` of the next page. \
    Errors are problem details (RFC 9457) with a `code` that never changes its name. \
    Every POST may carry an `Idempotency-Key`: the same key and body give the first answer again.";

const TAGS: &[(&str, &str)] = &[
    ("customers", "Account holders and how they stand."),
    ("payments", "Money that reached us."),
    ("association", "Whose a payment is."),
    ("allocations", "What a payment is put to."),
    ("obligations", "What customers have to pay."),
    ("calendar", "What falls due when."),
    ("holidays", "Days on which nothing falls due."),
    (
        "institutions",
        "Money that is collected for others, and handed to them.",
    ),
    ("settings", "What staff decide for the whole provider."),
    ("journal", "The books."),
    (
        "stk-pushes",
        "Prompts on customers' phones, and what became of them.",
    ),
    (
        "receipt-claims",
        "Receipts that customers quote, and what M-PESA knows of a receipt.",
    ),
    ("parked", "Callbacks that wait for a person."),
    ("reports", "Sums over all customers."),
    (
        "notifications",
        "What was told to whom, and how it arrived.",
    ),
    ("message-texts", "The words of messages."),
    ("staff", "Who works here and in which role."),
    (
        "api-keys",
        "Keys of systems, each with a role as its scope.",
    ),
    ("audit", "Who did what, when and why."),
];

/// Refusals that any operation may answer with, by status.
const EVERYWHERE: [(&str, &str); 4] = [
    (
        "400",
        "`invalid_query`, `limit_out_of_range`, `invalid_cursor`, `invalid_path`, `invalid_actor`",
    ),
    ("401", "`unauthenticated`"),
    ("500", "`internal_error`; says nothing but a `request_id`"),
    (
        "503",
        "`temporarily_unavailable`; says nothing but a `request_id`; try again after `Retry-After`",
    ),
];

/// Refusals that any operation that writes may answer with.
const WRITING: [(&str, &str); 1] = [(
    "403",
    "`not_allowed`: the role of the key does not include it",
)];

/// Refusals that any operation with a body may answer with.
const WITH_BODY: [(&str, &str); 3] = [
    ("400", "`malformed_json`, `body_incomplete`"),
    ("413", "`body_too_long`"),
    ("422", "`invalid_fields`"),
];

/// Refusals that any POST may answer with.
const POSTED: [(&str, &str); 3] = [
    ("400", "`invalid_idempotency_key`"),
    ("409", "`request_still_running`"),
    ("422", "`idempotency_key_reused`"),
];

/// The finished document.
#[derive(Clone, Debug)]
pub struct Document(Bytes);

/// Where the document is.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_description))
}

/// What a program may rely on in every refusal, as `runtime::problem` and `refusal` answer it.
#[derive(Serialize, ToSchema)]
struct Problem {
    /// A URI that stands for this kind of problem.
    #[schema(example = "urn:malipo:problem:association_edit_limit_reached")]
    r#type: String,
    /// The kind in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened this time, for a person. Left out where the fault is ours.
    detail: Option<String>,
    /// The kind for a program; it never changes its name.
    #[schema(example = "association_edit_limit_reached")]
    code: String,
    /// What is wrong with which field of the input.
    errors: Option<Vec<FieldError>>,
    /// The payment that stands in the way, with `receipt_already_recorded`.
    payment: Option<String>,
    /// Schedules that would add up, with `schedule_does_not_fit`.
    proposals: Option<Vec<ProposalView>>,
    /// Amounts that can be asked for one after the other, with `amount_refused`.
    parts: Option<Vec<Amount>>,
    /// Finds the line in the log; only where the fault is ours.
    request_id: Option<String>,
}

/// What is wrong with one field of the input.
#[derive(Serialize, ToSchema)]
struct FieldError {
    /// The field's path, as in `schedule.instalments[0].amount`.
    field: String,
    /// The kind of error for a program.
    code: String,
    /// The error for a person.
    detail: String,
}

/// The document before any route is in it.
#[must_use]
pub fn foundation() -> OpenApi {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key."))
        .build();
    let components = ComponentsBuilder::new()
        .security_scheme(BEARER, SecurityScheme::Http(bearer))
        .schema(Problem::name(), Problem::schema())
        .schema(FieldError::name(), FieldError::schema())
        .schema(ProposalView::name(), ProposalView::schema())
        .build();
    let tags = TAGS.iter().map(|(name, about)| {
        TagBuilder::new()
            .name(*name)
            .description(Some(*about))
            .build()
    });
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Malipo")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .build(),
        )
        .components(Some(components))
        .security(Some([SecurityRequirement::new(BEARER, [""; 0])]))
        .tags(Some(tags.collect::<Vec<_>>()))
        .build()
}

/// The document with what all operations have in common.
///
/// # Panics
/// Never: the document is made of text, numbers and lists.
#[must_use]
pub fn complete(openapi: &OpenApi) -> Document {
    let mut document = serde_json::to_value(openapi).expect("the document can be written");
    if let Some(paths) = document["paths"].as_object_mut() {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            for (method, operation) in item.iter_mut() {
                add_common(method, operation);
            }
        }
    }
    Document(Bytes::from(document.to_string()))
}

fn add_common(method: &str, operation: &mut Value) {
    let is_open = operation["security"] == json!([{}]);
    if !is_open {
        add_parameter(operation, "Malipo-Actor", ACTOR);
        let with_body = operation.get("requestBody").is_some() || method == "post";
        let posted = method == "post";
        let writes = method != "get";
        let common = EVERYWHERE
            .iter()
            .chain(WRITING.iter().filter(|_| writes))
            .chain(WITH_BODY.iter().filter(|_| with_body))
            .chain(POSTED.iter().filter(|_| posted));
        for (status, codes) in common {
            add_codes(&mut operation["responses"], status, codes);
        }
        if posted {
            add_parameter(operation, "Idempotency-Key", KEY);
        }
    }
    if let Some(responses) = operation["responses"].as_object_mut() {
        for (status, response) in responses.iter_mut() {
            if status.starts_with(['4', '5']) {
                response["content"][PROBLEM_FORM]["schema"]["$ref"] =
                    json!("#/components/schemas/Problem");
            }
        }
    }
}

const ACTOR: &str =
    "The person for whom the caller acts, as records name them. At most 80 characters.";

const KEY: &str = "A name for this request, 1 to 255 visible ASCII characters. Sent again with the same body, the \
    first answer comes again with `Idempotency-Replayed: true`.";

fn add_parameter(operation: &mut Value, name: &str, about: &str) {
    let parameter = json!({
        "name": name, "in": "header", "required": false, "description": about,
        "schema": {"type": "string"},
    });
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(parameter),
        None => operation["parameters"] = json!([parameter]),
    }
}

fn add_codes(responses: &mut Value, status: &str, codes: &str) {
    let response = &mut responses[status];
    let own = response["description"].as_str().unwrap_or_default();
    let all: Vec<&str> = [own, codes]
        .into_iter()
        .flat_map(|codes| codes.split(", "))
        .filter(|code| !code.is_empty())
        .collect();
    let mut once: Vec<&str> = Vec::with_capacity(all.len());
    for code in all {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    response["description"] = json!(once.join(", "));
}

/// Read this description
#[utoipa::path(
    get, path = "/openapi.json", tag = "description", security(()),
    responses((status = 200, description = "OpenAPI 3.1.", body = Object))
)]
async fn read_description(Extension(Document(text)): Extension<Document>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
