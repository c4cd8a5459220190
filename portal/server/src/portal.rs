//! What every handler works with.

use billing::money::Currency;
use operations::mpesa::Mpesa;
use portal_app::frame::{Frame, Visitor};
use portal_app::payee::Payee;
use portal_frontend::assets;
use runtime::context::Context;
use uuid::Uuid;

use crate::visit::Visit;

/// The currency that accounts are kept in.
pub const CURRENCY: Currency = Currency::Kes;

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// Store, queues, clock and settings.
    pub context: Context,
    /// M-PESA, where an account with it is set up; without it nobody can be prompted.
    pub mpesa: Option<Mpesa>,
    /// Whom one pays.
    pub payee: Payee,
}

impl Portal {
    /// What a page is told that answers this visit.
    #[must_use]
    pub fn frame(&self, visit: &Visit, visitor: Visitor) -> Frame {
        Frame {
            language: visit.language,
            payee: self.payee.clone(),
            visitor,
            here: visit.here.clone(),
            script: assets::script_path(),
            once: Uuid::new_v4().to_string(),
            done: visit.done.clone(),
        }
    }
}
