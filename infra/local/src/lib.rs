#![doc = include_str!("../README.md")]

pub mod command;
pub mod host;
pub mod data_folder;
pub mod settings;

pub mod console;
