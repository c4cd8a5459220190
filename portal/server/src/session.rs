//! Who makes a request: the session that its cookie names, and the extractors that let only customers or only staff in.
//!
//! Pages under `/staff` know sessions of staff only, all others those of customers only, so somebody who is both never
//! mixes them up.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use operations::actor::Actor;
use operations::sessions::{self, Holder, Session};
use operations::sign_in::secrets::Secrets;
use portal_app::frame::{Frame, Visitor};
use runtime::secret::fresh_bytes;
use store::customers::Customer;
use store::staff::StaffMember;

use crate::failure::Failure;
use crate::portal::Portal;
use crate::visit::{Visit, cookie};

/// The cookie of a customer's session.
pub const CUSTOMER_COOKIE: &str = "__Host-customer";
/// The cookie of a staff member's session.
pub const STAFF_COOKIE: &str = "__Host-staff";

/// Where the pages of staff are.
pub const STAFF_PATH: &str = "/staff";

/// Whether a path belongs to staff.
#[must_use]
pub fn is_staff_path(path: &str) -> bool {
    path.strip_prefix(STAFF_PATH)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The session that this request belongs to.
pub async fn resume(portal: &Portal, parts: &Parts) -> Result<Option<Session>, Failure> {
    let staff = is_staff_path(parts.uri.path());
    let name = if staff { STAFF_COOKIE } else { CUSTOMER_COOKIE };
    let Some(token) = cookie(&parts.headers, name) else {
        return Ok(None);
    };
    let now = portal.context.clock.now();
    let secrets = Secrets::new(fresh_bytes());
    let session = sessions::resume(&portal.context.store, token, &secrets, now).await?;
    let fits = |session: &Session| staff == matches!(session.holder, Holder::Staff(_));
    Ok(session.filter(fits))
}

/// The cookie that carries a token; it ends with the browser's session or with the session itself.
#[must_use]
pub fn set_cookie(staff: bool, token: &str) -> String {
    let name = if staff { STAFF_COOKIE } else { CUSTOMER_COOKIE };
    let age = if staff { "" } else { "; Max-Age=7776000" };
    format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{age}")
}

/// The cookie that ends it.
#[must_use]
pub fn end_cookie(staff: bool) -> String {
    let name = if staff { STAFF_COOKIE } else { CUSTOMER_COOKIE };
    format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// Who a page is shown to.
#[must_use]
pub fn visitor(session: Option<&Session>) -> Visitor {
    match session.map(|session| &session.holder) {
        None => Visitor::Anyone,
        Some(Holder::Customer(customer)) => Visitor::Customer {
            name: customer.name.clone(),
        },
        Some(Holder::Staff(member)) => Visitor::Staff {
            name: member.name.clone(),
            role: member.role,
        },
    }
}

/// A customer who has signed in. Everything that is loaded for them is loaded under their own key.
#[derive(Clone)]
pub struct CustomerVisit {
    /// The request.
    pub visit: Visit,
    /// Who.
    pub customer: Customer,
    /// Their session.
    pub session: Session,
    /// As records name them.
    pub actor: Actor,
    portal: Portal,
}

/// Somebody of the provider who has signed in.
#[derive(Clone)]
pub struct StaffVisit {
    /// The request.
    pub visit: Visit,
    /// Who.
    pub member: StaffMember,
    /// Their session.
    pub session: Session,
    /// As records name them, with what they may do.
    pub actor: Actor,
    portal: Portal,
}

impl CustomerVisit {
    /// What the page is told.
    #[must_use]
    pub fn frame(&self) -> Frame {
        self.portal.frame(&self.visit, visitor(Some(&self.session)))
    }
}

impl StaffVisit {
    /// What the page is told.
    #[must_use]
    pub fn frame(&self) -> Frame {
        self.portal.frame(&self.visit, visitor(Some(&self.session)))
    }
}

impl FromRequestParts<Portal> for CustomerVisit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
        let visit = Visit::of(parts);
        match parts.extensions.get::<Session>().cloned() {
            Some(session) => match session.holder.clone() {
                Holder::Customer(customer) => Ok(Self {
                    actor: session.holder.actor(),
                    visit,
                    customer,
                    session,
                    portal: portal.clone(),
                }),
                Holder::Staff(_) => Err(sign_in(parts, &visit, false)),
            },
            None => Err(sign_in(parts, &visit, false)),
        }
    }
}

impl FromRequestParts<Portal> for StaffVisit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
        let visit = Visit::of(parts);
        match parts.extensions.get::<Session>().cloned() {
            Some(session) => match session.holder.clone() {
                Holder::Staff(member) => Ok(Self {
                    actor: session.holder.actor(),
                    visit,
                    member,
                    session,
                    portal: portal.clone(),
                }),
                Holder::Customer(_) => Err(sign_in(parts, &visit, true)),
            },
            None => Err(sign_in(parts, &visit, true)),
        }
    }
}

/// A page that was only read is come back to; a form has to be filled in again.
fn sign_in(parts: &Parts, visit: &Visit, staff: bool) -> Failure {
    Failure::SignIn {
        staff,
        next: (parts.method == Method::GET).then(|| visit.here.clone()),
    }
}
