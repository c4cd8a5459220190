#![doc = include_str!("../README.md")]

pub mod demo;
pub mod host;
pub mod sample;

pub mod console;
pub mod data_folder;
pub mod settings;

pub mod command;
