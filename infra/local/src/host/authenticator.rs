//! `/dev/authenticator`: the codes that the sample's staff would read on their phones. Those of everybody else are on
//! their own phones only, and where M-PESA is not simulated there is no such page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, Utc};
use operations::second_factor::totp;
use operations::staff;
use runtime::context::Context;
use runtime::problem::Problem;
use serde::Serialize;
use store::staff::StaffMember;

use crate::demo::staff::is_of_sample;
use crate::host::machine::Machine;
use crate::host::pages::{escaped, page_with_forms};
use crate::host::sent::wants_json;

/// What the address needs.
#[derive(Clone)]
struct Desk {
    context: Context,
    is_development: bool,
}

/// `GET /dev/authenticator`.
pub fn router(machine: &Machine) -> Router {
    Router::new()
        .route("/dev/authenticator", get(show))
        .with_state(Desk {
            context: machine.context.clone(),
            is_development: machine.simulator().is_some(),
        })
}

/// The authenticator of one member.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Shown {
    name: String,
    email: String,
    role: &'static str,
    /// The next code that signs them in; nothing while they have to wait for one.
    code: Option<String>,
    /// Until there is another.
    seconds_left: u64,
}

async fn show(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let key = desk.context.config.portal_key.as_ref();
    let Some(key) = key.filter(|_| desk.is_development) else {
        let detail = "This host calls an M-PESA that the environment names, so its staff have authenticators of their own.";
        return Problem::new(StatusCode::NOT_FOUND, "not_simulated", detail).into_response();
    };
    let now = desk.context.clock.now();
    let members = match staff::list(&desk.context.store).await {
        Ok(members) => members,
        Err(error) => return Problem::internal(&error).into_response(),
    };
    let shown: Vec<Shown> = members
        .into_iter()
        .filter(|member| is_of_sample(key, member))
        .map(|member| shown(member, now))
        .collect();
    if wants_json(&headers) {
        return Json(shown).into_response();
    }
    page(&shown).into_response()
}

/// A code that was used works no more, so the one after it is shown, which does already.
fn shown(member: StaffMember, now: DateTime<Utc>) -> Shown {
    let present = totp::step_at(now);
    let unused = member
        .totp_step_used
        .map_or(present, |used| present.max(used + 1));
    let secret = member.totp.filter(|_| unused <= present + 1);
    let code = secret.and_then(|secret| totp::code_at(&secret, unused));
    let second = u64::try_from(now.timestamp()).unwrap_or(0);
    Shown {
        name: member.name,
        email: member.email,
        role: member.role.name(),
        code: code.map(|code| code.as_str().to_owned()),
        seconds_left: totp::STEP_S - second % totp::STEP_S,
    }
}

fn page(all: &[Shown]) -> impl IntoResponse + use<> {
    let seconds = all.first().map_or(totp::STEP_S, |one| one.seconds_left);
    let head = format!("<meta http-equiv=\"refresh\" content=\"{seconds}\">");
    let mut body = "<p>Staff sign in with a code from the <a href=\"/dev/mailbox\">mailbox</a> and then with the code of \
                    their authenticator. Those of the sample's staff are here; each works once.</p>"
        .to_owned();
    if all.is_empty() {
        body.push_str(
            "<p>There is nobody of the sample here. <code>malipo staff add</code> lets somebody in, who then sets up an \
             authenticator of their own.</p>",
        );
    } else {
        body.push_str("<table><thead><tr><th>Who<th>Address<th>Role<th>Code</thead><tbody>");
        for one in all {
            let code = match &one.code {
                Some(code) => format!("<strong>{}</strong>", escaped(code)),
                None => format!("in {} seconds", one.seconds_left),
            };
            body.push_str(&format!(
                "<tr><td>{}<td>{}<td>{}<td>{code}",
                escaped(&one.name),
                escaped(&one.email),
                escaped(one.role)
            ));
        }
        body.push_str("</tbody></table>");
    }
    page_with_forms("Authenticator", &head, &body)
}

#[cfg(test)]
mod tests {
    use billing::ids::StaffId;
    use billing::language::Language;
    use billing::role::Role;

    use super::*;

    fn member(used: Option<u64>) -> StaffMember {
        StaffMember {
            id: StaffId::new("1").unwrap(),
            email: "grace@office.example.com".to_owned(),
            name: "Grace <b>Wambui".to_owned(),
            role: Role::Administrator,
            language: Language::En,
            totp: Some(totp::secret(b"12345678901234567890")),
            totp_step_used: used,
            ended: None,
            created_at: DateTime::UNIX_EPOCH,
            created_by: "office".to_owned(),
            version: 1,
        }
    }

    #[test]
    fn the_code_that_is_shown_is_one_that_still_signs_in() {
        let now = DateTime::from_timestamp(3_010, 0).unwrap();
        let code = |step| totp::code_at(&totp::secret(b"12345678901234567890"), step);
        let text = |step| code(step).map(|it| it.as_str().to_owned());
        for (used, expected) in [
            (None, text(100)),
            (Some(50), text(100)),
            (Some(100), text(101)),
            (Some(101), None),
        ] {
            let shown = shown(member(used), now);
            assert_eq!((shown.code, shown.seconds_left), (expected, 20), "{used:?}");
        }
    }
}
