//! The ordinary AWS SDK clients against one machine.

mod durability;
mod engine;
mod mail;
mod protocol;
mod queue_batches;
mod queue_consumers;
mod queue_dead_letters;
mod queue_messages;
mod queue_polls;
mod queue_settings;
mod stage;
