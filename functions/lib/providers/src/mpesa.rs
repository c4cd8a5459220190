//! Safaricom's M-PESA: what its callbacks say, and what it wants to hear in answer.
//! It must not know the store, the queue or the network: bytes come in, facts and answers go out.

pub mod hook;

pub mod c2b;
pub mod stk;

pub mod acknowledgement;

pub mod facts;
pub mod unreadable;

mod text;
mod wire;
