//! `/staff/settings/staff/{id}/role|second-factor|end`: something about a member is changed.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::role::{Permission, Role};
use operations::error::OperationError;
use operations::staff::{self, StaffChanges};
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::settings::members::change::{
    Change, MemberChangePage, MemberChangePageProps, ROLE_FIELD,
};
use portal_app::words::staff::settings::members::MembersWords;
use store::staff::StaffMember;

use super::{load, view};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/settings/staff/{id}/{change}", get(open).post(act))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, change)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let change = in_path(&change)?;
    me.actor.may(Permission::ManageStaff)?;
    let member = load(&portal, &id).await?;
    let nothing_to_do = !member.works_here() || (change == Change::Reset && member.totp.is_none());
    if nothing_to_do {
        return Ok(way::to(&view(&member).path()));
    }
    Ok(page(&me, &member, change, Entered::default()).await)
}

/// A form that is sent twice finds what it asks for done, and says so again.
async fn act(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, change)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let change = in_path(&change)?;
    me.actor.may(Permission::ManageStaff)?;
    let member = load(&portal, &id).await?;
    let mut form = fields.0.clone();
    let role = Role::parse(fields.text(ROLE_FIELD));
    if change == Change::Role && role.is_none() {
        let words = MembersWords::of(me.visit.language);
        form.refuse(ROLE_FIELD, words.role_missing);
        return Ok(refused(&me, &member, change, form).await);
    }
    let reason = fields.text(REASON_FIELD);
    match done(&portal, &me, &member, change, role, reason).await {
        Ok(after) => Ok(way::done(&view(&after).path(), change.path())),
        Err(error) if is_refusal_of_form(&error) && !refusal::is_missing(&error) => {
            refusal::note(&mut form, me.visit.language, &error);
            Ok(refused(&me, &member, change, form).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn done(
    portal: &Portal,
    me: &StaffVisit,
    member: &StaffMember,
    change: Change,
    role: Option<Role>,
    reason: &str,
) -> Result<StaffMember, OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let (id, actor) = (&member.id, &me.actor);
    match change {
        Change::Role => {
            let changes = StaffChanges {
                role,
                reason: Some(reason.to_owned()),
                ..StaffChanges::default()
            };
            staff::change(store, id, &changes, actor, now).await
        }
        Change::Reset => staff::reset_second_factor(store, id, Some(reason), actor, now).await,
        Change::End => staff::end(store, id, reason, actor, now).await,
    }
}

fn in_path(text: &str) -> Result<Change, Failure> {
    let known = Change::ALL.into_iter().find(|one| one.path() == text);
    known.ok_or(Failure::NotFound)
}

async fn refused(me: &StaffVisit, member: &StaffMember, change: Change, form: Entered) -> Response {
    let page = page(me, member, change, form).await;
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn page(me: &StaffVisit, member: &StaffMember, change: Change, form: Entered) -> Response {
    let own = me.member.id == member.id;
    let (frame, member) = (me.frame(), view(member));
    let page = move || {
        MemberChangePage(MemberChangePageProps {
            frame,
            member,
            change,
            own,
            form,
        })
    };
    render(page).await
}
