//! What the provider decides about how Malipo works for it.

pub mod overview;

pub mod holidays;
pub mod reminders;
pub mod texts;

pub mod members;

pub mod channels;
pub mod keys;
pub mod short_codes;

pub mod institutions;
pub mod integrations;
