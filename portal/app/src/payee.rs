//! Whom one pays and where, as every page needs it.

use std::sync::Arc;

/// The organisation that customers pay. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// Its name, as its customers know it.
    pub name: Arc<str>,
    /// Its Paybill number.
    pub short_code: Arc<str>,
}
