//! Who reads a page of the settings that is not for everybody.

use billing::role::{Permission, Role};
use operations::error::OperationError;

use crate::session::StaffVisit;

/// Whether they may look at what needs a permission to change: an auditor reads everything.
///
/// # Errors
/// [`OperationError::NotAllowed`].
pub fn may_read(me: &StaffVisit, permission: Permission) -> Result<(), OperationError> {
    if me.member.role == Role::Auditor {
        return Ok(());
    }
    me.actor.may(permission)
}
