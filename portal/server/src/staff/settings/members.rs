//! `/staff/settings/staff`: who works here and in which role.

mod change;
mod new;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use billing::ids::StaffId;
use billing::role::Permission;
use operations::second_factor::totp;
use operations::sessions::{self, Holder};
use operations::staff;
use portal_app::pages::staff::settings::members::member::{
    MemberPage, MemberPageProps, SignedInNow,
};
use portal_app::pages::staff::settings::members::{
    Left, Member, MembersPage, MembersPageProps, PATH, Particulars,
};
use store::staff::StaffMember;

use super::reading::may_read;
use crate::address;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;

/// Where staff sign in.
const DOOR: &str = "/staff/sign-in";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/settings/staff/{id}", get(show))
        .merge(new::routes())
        .merge(change::routes())
}

/// Everybody sees who works here and whom to ask; addresses and signing in, only who looks after them.
async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let whole = may_read(&me, Permission::ManageStaff).is_ok();
    let members = staff::list(&portal.context.store).await?;
    let members = members.iter().map(|one| Member {
        particulars: whole.then(|| particulars(one)),
        ..view(one)
    });
    let members: Vec<Member> = members.collect();
    let frame = me.frame();
    Ok(render(move || MembersPage(MembersPageProps { frame, members })).await)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    may_read(&me, Permission::ManageStaff)?;
    let found = load(&portal, &id).await?;
    let now = portal.context.clock.now();
    let holder = Holder::Staff(found.clone());
    let places = sessions::list(&portal.context.store, &holder, now).await?;
    let signed_in = SignedInNow {
        places: places.len(),
        seen_at: places.first().map(|place| place.seen_at),
    };
    let door = address::absolute(&portal, &headers, DOOR);
    let (member, particulars) = (view(&found), particulars(&found));
    let frame = me.frame();
    let page = move || {
        MemberPage(MemberPageProps {
            frame,
            member,
            particulars,
            signed_in,
            door: door.unwrap_or_else(|| DOOR.to_owned()),
        })
    };
    Ok(render(page).await)
}

/// The member that an address names, those who left included.
async fn load(portal: &Portal, id: &str) -> Result<StaffMember, Failure> {
    let id = StaffId::parse(id).map_err(|_| Failure::NotFound)?;
    Ok(staff::get(&portal.context.store, &id).await?)
}

fn view(member: &StaffMember) -> Member {
    Member {
        id: member.id.clone(),
        name: member.name.clone(),
        role: member.role,
        since: member.created_at,
        added_by: member.created_by.clone(),
        left: member.ended.as_ref().map(|left| Left {
            reason: left.reason.clone(),
            by: left.by.clone(),
            at: left.at,
        }),
        particulars: None,
    }
}

fn particulars(member: &StaffMember) -> Particulars {
    Particulars {
        email: member.email.clone(),
        language: member.language,
        enrolled: member.totp.is_some(),
        // Nobody signs in without a code of the authenticator, so the last one that was used tells when.
        signed_in_at: member.totp_step_used.and_then(totp::time_of),
    }
}
