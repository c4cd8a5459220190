#![doc = include_str!("../README.md")]

pub mod demo;
pub mod host;
pub mod registration;
pub mod sample;

pub mod client;
pub mod console;

pub mod books;
pub mod export;
pub mod generate;
pub mod recompute;

pub mod due_units;
pub mod long_page;
pub mod units;

pub mod data_folder;
pub mod settings;

pub mod command;
