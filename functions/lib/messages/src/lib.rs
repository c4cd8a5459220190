#![doc = include_str!("../README.md")]

pub mod template;

pub mod render;
pub mod sample;

pub mod words;
pub mod written;

pub mod gsm7;
pub mod plain;

pub mod email;
pub mod feed;

mod values;
