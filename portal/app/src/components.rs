//! What pages are made of, one component in each file, in the order in which they appear on a page.

pub mod layout;

pub mod error_summary;

pub mod pay_facts;
pub mod pay_steps;

pub mod check_answer;
pub mod check_form;
