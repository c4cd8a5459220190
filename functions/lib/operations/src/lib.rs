#![doc = include_str!("../README.md")]

// Intake.
pub mod accept;
pub mod intake;
pub mod park;
pub mod sweep;
pub mod validate;

// From a payment to what it settles.
pub mod allocate;
pub mod associate;
pub mod doses;
pub mod evidence;
pub mod manual_payment;
pub mod reverse;

// What customers owe changes.
pub mod business_days;
pub mod holidays;
pub mod obligation_change;
pub mod obligations;

// Asking M-PESA.
pub mod answers;
mod asking;
pub mod janitor;
pub mod mpesa;
pub mod push;
pub mod push_change;
mod push_match;
mod push_result;
pub mod receipt_claim;
pub mod reversal_request;
pub mod short_codes;
pub mod status_query;

// What M-PESA knows and we do not.
pub mod gaps;
pub mod pull;

// Telling people.
pub mod channels;
pub mod claim;
pub mod deliver;
pub mod integrations;
pub mod outbox;
pub mod reminders;
pub mod tell;
pub mod text_trial;
pub mod texts;
pub mod undelivered;

// What staff look at.
pub mod aging;
pub mod calendar_month;
pub mod collected;
pub mod count;
pub mod debts;
pub mod figures;
pub mod today;
pub mod why;

// What customers look at.
pub mod overview;
pub mod own_calendar;
pub mod own_pushes;
pub mod payable;
pub mod put_to;
pub mod settlements;

// What staff and systems read and write.
pub mod balance;
pub mod calendar_feed;
pub mod customer_list;
pub mod customers;
pub mod due_calendar;
pub mod institutions;
pub mod journal;
pub mod links;
pub mod notification_list;
pub mod obligation_list;
pub mod parked;
pub mod payment_history;
pub mod payment_journal;
pub mod payment_preview;
pub mod payments;
pub mod search;
pub mod settings;
pub mod statement;

// Who is there.
pub mod portal_key;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;

// Who may do what, and who did it.
pub mod actor;
pub mod api_keys;
pub mod audit;
pub mod staff;

pub mod check;
pub mod error;
mod retry;
pub mod words;
