//! The portal as a browser meets it: requests in, answers out.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]
#![allow(
    clippy::type_complexity,
    reason = "a table of cases says what is in it by its rows"
)]

mod account_check;
mod headers;
mod languages;
mod live;
mod sizes;

mod signing_in;

mod following;
mod own_account;
mod own_calendar;
mod own_obligations;
mod own_receipts;
mod paying;

mod staff_audit;
mod staff_calendar;
mod staff_changes;
mod staff_customers;
mod staff_debts;
mod staff_institutions;
mod staff_new_payment;
mod staff_obligations;
mod staff_payment;
mod staff_payments;
mod staff_reallocating;
mod staff_settings_channels;
mod staff_settings_holidays;
mod staff_settings_integrations;
mod staff_settings_keys;
mod staff_settings_reminders;
mod staff_settings_short_codes;
mod staff_settings_staff;
mod staff_settings_texts;
mod staff_today;

#[path = "../../../../functions/testing/bench.rs"]
mod bench;
#[path = "../../../../functions/testing/phones.rs"]
mod phones;

mod browser;
mod desk;
mod own;
mod world;
