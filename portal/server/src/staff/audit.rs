//! `/staff/audit?from&to&actor&action&subject`: who did what, page by page, and the same as CSV.

mod asked;
mod subject;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::role::Permission;
use operations::audit::reading::{self, EXPORT_LINES_MAX, Export, Filter, Page};
use operations::error::OperationError;
use operations::{api_keys, staff};
use portal_app::form::Entered;
use portal_app::pages::staff::audit::filter::{ActorKind, AuditActor, Choices, OneSubject};
use portal_app::pages::staff::audit::{
    AuditLine, AuditList, AuditPage, AuditPageProps, CSV_PATH, PATH,
};
use portal_app::words::staff::audit::AuditWords;
use portal_app::words::staff::audit::actions::action;
use portal_app::words::staff::audit::subjects::subject as kind_words;
use portal_documents::audit::{AuditRow, audit_csv};
use store::audit::AuditRecord;
use store::client::Store;

use crate::account_movements::attachment;
use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::audit::asked::{Asked, asked, fields};
use crate::staff::audit::subject::shown;
use crate::staff::parties::Parties;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(show))
        .route(CSV_PATH, get(csv))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ReadAudit)?;
    let after = paging::after(&me.visit)?;
    let store = &portal.context.store;
    let actors = actors(store).await?;
    let mut asked = asked(&me.visit, &actors, nairobi_date(portal.context.clock.now()));
    let page = match &asked.filter {
        None => None,
        Some(filter) => {
            let page = reading::list(store, filter, &me.actor, after.as_deref(), PAGE_ROWS).await;
            told(page, &mut asked.form, me.visit.language)?
        }
    };
    let list = match (page, &asked.filter) {
        (Some(page), Some(filter)) => Some(list(store, page, filter, &asked.form, &actors).await?),
        _ => None,
    };
    Ok(answer(&me, asked, actors, list).await)
}

async fn csv(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ReadAudit)?;
    let store = &portal.context.store;
    let actors = actors(store).await?;
    let mut asked = asked(&me.visit, &actors, nairobi_date(portal.context.clock.now()));
    let export = match &asked.filter {
        None => None,
        Some(filter) => {
            let export = reading::export(store, filter, &me.actor, EXPORT_LINES_MAX).await;
            told(export, &mut asked.form, me.visit.language)?
        }
    };
    let (Some(export), Some(filter)) = (export, &asked.filter) else {
        return Ok(answer(&me, asked, actors, None).await);
    };
    let name = format!("audit-{}-{}.csv", filter.from, filter.to);
    let file = file(&export, me.visit.language);
    Ok(attachment("text/csv; charset=utf-8", &name, file))
}

/// What was read; nothing where the period cannot be used, which the form then says.
fn told<Read>(
    read: Result<Read, OperationError>,
    form: &mut Entered,
    language: Language,
) -> Result<Option<Read>, Failure> {
    match read {
        Ok(read) => Ok(Some(read)),
        // The position is no field of the form.
        Err(OperationError::Field { field: "after", .. }) => Err(Failure::NotFound),
        Err(error @ OperationError::Field { .. }) => {
            refusal::note(form, language, &error);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The page, with what fits or with what is wrong with the choice.
async fn answer(
    me: &StaffVisit,
    asked: Asked,
    actors: Vec<AuditActor>,
    list: Option<AuditList>,
) -> Response {
    let status = match list {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let one = asked.one.map(|one| OneSubject {
        value: OneSubject::value(one.kind, &one.id),
        kind: one.kind,
        name: shown(&one, &actors).name,
    });
    let props = AuditPageProps {
        frame: me.frame(),
        form: asked.form,
        choices: Choices { actors, one },
        list,
    };
    (status, render(move || AuditPage(props)).await).into_response()
}

/// Everybody who may have done something: members of the staff, then keys; those who are gone last.
async fn actors(store: &Store) -> Result<Vec<AuditActor>, OperationError> {
    let (members, keys) = tokio::try_join!(staff::list(store), api_keys::list(store))?;
    let members = members.into_iter().map(|member| AuditActor {
        gone: !member.works_here(),
        id: member.id.to_string(),
        name: member.name,
        kind: ActorKind::Member,
    });
    let keys = keys.into_iter().map(|key| AuditActor {
        id: key.id.to_string(),
        name: key.name,
        kind: ActorKind::Key,
        gone: key.revoked.is_some(),
    });
    Ok(members.chain(keys).collect())
}

async fn list(
    store: &Store,
    page: Page,
    filter: &Filter,
    form: &Entered,
    actors: &[AuditActor],
) -> Result<AuditList, Failure> {
    let owners: Vec<CustomerId> = page
        .lines
        .iter()
        .filter_map(|line| line.customer.clone())
        .collect();
    let parties = Parties::load(store, &owners).await?;
    let lines = page.lines.into_iter();
    let lines = lines.map(|line| shown_line(line, filter, &parties, actors));
    let query = serde_urlencoded::to_string(fields(form)).unwrap_or_default();
    Ok(AuditList {
        from: filter.from,
        to: filter.to,
        lines: lines.collect(),
        looked_back_to: page.looked_back_to,
        next: paging::href(PATH, &fields(form), page.next.as_deref()),
        csv: format!("{CSV_PATH}?{query}"),
        csv_lines_max: EXPORT_LINES_MAX,
    })
}

fn shown_line(
    line: AuditRecord,
    filter: &Filter,
    parties: &Parties,
    actors: &[AuditActor],
) -> AuditLine {
    let mut subject = shown(&line.subject, actors);
    subject.only = asked::only(&line.subject, filter.from, filter.to);
    AuditLine {
        at: line.at,
        actor: line.actor,
        capacity: line.role,
        action: line.action,
        subject,
        customer: line.customer.as_ref().map(|id| parties.of(id)),
        summary: line.summary,
        reason: line.reason,
    }
}

fn file(export: &Export, language: Language) -> Vec<u8> {
    let words = AuditWords::of(language);
    let rows = export.lines.iter().map(|line| AuditRow {
        at: line.at,
        actor: line.actor.clone(),
        capacity: words.capacity(language, line.role).to_owned(),
        action: action(language, line.action).to_owned(),
        name: line.action.name().to_owned(),
        kind: kind_words(language, line.subject.kind).to_owned(),
        subject: line.subject.id.clone(),
        account: line.customer.as_ref().map(CustomerId::account),
        summary: line.summary.clone(),
        reason: line.reason.clone().unwrap_or_default(),
    });
    let rows: Vec<AuditRow> = rows.collect();
    audit_csv(&rows, export.cut_on, language)
}
