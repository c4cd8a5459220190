//! What the pages of the settings say.

pub mod channels;
pub mod holidays;
pub mod institutions;
pub mod integrations;
pub mod keys;
pub mod members;
pub mod overview;
pub mod placeholders;
pub mod reminders;
pub mod short_codes;
pub mod texts;
