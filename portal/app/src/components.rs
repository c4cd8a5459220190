//! What pages are made of, one component in each file, in the order in which they appear on a page.

pub mod layout;
pub mod navigation;

pub mod error_summary;
pub mod field;
pub mod form_page;
pub mod kept;
pub mod once;

pub mod dense_table;
pub mod dose_table;
pub mod facts;
pub mod moved;
pub mod notice;
pub mod settled;
pub mod status;

pub mod sessions;

pub mod account_movements;

pub mod confirmation;
pub mod months;
pub mod more;
pub mod scroll;
pub mod search;
pub mod switch;

pub mod pay_facts;
pub mod pay_steps;

pub mod check_answer;
pub mod check_form;

pub mod charts;
