//! The pages of the portal, in English and Kiswahili, as plain HTML that needs no script.
//!
//! It owns what people see and the words for it. It must not know HTTP, cookies or the store: a page gets
//! all it shows as properties, and what it may claim about money is decided by `billing`.

// The type of a page nests as deep as the page does.
#![recursion_limit = "512"]

pub mod frame;
pub mod pages;

pub mod components;
pub mod form;
pub mod views;

pub mod account_check;
pub mod payee;

pub mod language;
pub mod words;
pub mod written;

pub mod stylesheet;
